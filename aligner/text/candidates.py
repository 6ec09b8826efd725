"""The marks in a paragraph that may end a sentence, each with what stands around it.

::

    He (Lee) said “no.” [4] Then he left.
                   ╷  ╷   ╷ ╷
                word  close open, next
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from aligner.languages import Language
from aligner.text.marks import Marks

if TYPE_CHECKING:
    import regex

_REACH = 40  # characters read before a stop: more than any word has, including its marks
_OPENED_BY = {"”": "“„", "“": "„"}
_QUOTE_REACH = 2000  # how far back the opening mark of a quotation is looked for
_OWN_NUMBER = re.compile(r"\s*(\[)?\d{1,3}[\]\s]")


class Candidate(NamedTuple):
    """A mark that may end a sentence, and its surroundings.

    Attributes:
        text, sentence, at: the paragraph, and the offsets of the beginning of the sentence and of the stop.
        word: the text before the stop, back to white space, without opening marks.
        stop, sure: the stop, and whether it has no other use.
        close, gap: the closing and footnote marks after the stop, and the white space after those.
        open, next, after: what comes next: opening marks, a word, and the full stop or bracket after it.
    """

    text: str
    sentence: int
    at: int
    word: str
    stop: str
    sure: bool
    close: str
    gap: str
    open: str
    next: str
    after: str

    @property
    def end(self) -> int:
        """Where the sentence would end."""
        return self.at + len(self.stop) + len(self.close)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known about the text as a whole.

    Attributes:
        language: the language with its word lists.
        marks: its patterns.
        abbreviated: all abbreviations, including the user's.
        bound: the abbreviations after which no sentence ends, including the user's.
        no_stops: marks that end no sentence in this text.
        casual: whether the text begins sentences in lower case, as chats do.
    """

    language: Language
    marks: Marks
    abbreviated: frozenset[str]
    bound: frozenset[str]
    no_stops: frozenset[str]
    casual: bool


def listed(word: str, words: frozenset[str]) -> bool:
    """Whether an abbreviation is in a list, as written or in lower case."""
    return word in words or word.lower() in words


def is_word(word: str, known: Known) -> bool:
    """Whether it consists of letters only, with their accents and vowel signs: ``है``, but not ``p.m``."""
    return word.isalpha() or known.marks.letters.fullmatch(word) is not None


def candidate(match: regex.Match[str], sentence: int, known: Known) -> Candidate:
    """What stands around a mark that `Marks.candidate` has found in a sentence that begins at offset `sentence`."""
    text, at, begin = match.string, match.start(), match.end()
    stop, sure, close, gap = match.groups()  # by name they take ten times as long
    gap = gap or ""
    left = text[max(sentence, at - _REACH) : at]
    word = "" if left[-1:].isspace() else _word(left.split()[-2:], known)
    if text[begin] in '"”“[0123456789' and (tail := _tail(match, sentence, word, known)):
        close += text[begin - len(gap) : tail]
        gap = _space(text, tail)
        begin = tail + len(gap)
    following = known.marks.following.match(text, begin)
    assert following is not None  # every part of it may be empty
    opening, after_word, after = following.groups("")
    if word.isupper() and after_word.isupper() and min(len(word), len(after_word)) > 1:
        word = word if word in known.abbreviated else word.capitalize()  # a text all in capitals: "DR. LEE"
    return Candidate(text, sentence, at, word, stop, sure is not None, close, gap, opening, after_word, after)


def _tail(match: regex.Match[str], sentence: int, word: str, known: Known) -> int:
    """Where marks end that stand apart from the stop of their sentence, or 0: ``.” [26]``, ``. 5 The``, ``. "``."""
    text, end, marks = match.string, match.end(3), known.marks
    if quote := marks.quote.match(text, end):
        return int(quote.end()) if _open(text, quote[0].strip(), sentence, end) else 0
    # Bibliographies and verses begin with their numbers: "[1] Lee, A. [2] Ross, B.", "1 In the beginning … 2 The same"
    own = _OWN_NUMBER.match(text)
    if note := marks.note.match(text, end):
        return 0 if own and own[1] else int(note.end())
    number = marks.number.match(text, end)
    if number is None or own or listed(word, known.abbreviated):
        return 0
    # After a space it may also begin a sentence: "5 Sisters lived there", but not "5 The".
    apart = text[end].isspace()
    return 0 if apart and number["begins"].lower() not in known.language.function_words else int(number.end())


def _open(text: str, mark: str, sentence: int, end: int) -> bool:
    """Whether a quotation is open at `end`, which this mark may close."""
    start = max(0, end - _QUOTE_REACH)
    if opened := sum(text.count(opener, start, end) for opener in _OPENED_BY.get(mark, "")):
        return opened > text.count(mark, start, end)
    if mark == "“":
        return False
    if mark in text[sentence:end]:
        start = max(sentence, start)  # a straight quote is often left out somewhere, so the sentence says more
    return text.count(mark, start, end) % 2 == 1


def _space(text: str, start: int) -> str:
    """The white space at this offset."""
    end = start
    while end < len(text) and text[end].isspace():
        end += 1
    return text[start:end]


def _word(left: list[str], known: Known) -> str:
    """The word before the stop: the last of two strings, or both if they form one abbreviation: ``EE. UU``."""
    if not left:
        return ""
    word = left[-1]
    if not word.isalnum():
        word = _bare(word, known.marks)
    if len(left) == 2 and len(word) <= 3 and left[0].endswith("."):
        both = _bare(left[0], known.marks) + word
        if listed(both, known.abbreviated):
            return both
    return word if word.isalpha() and word.isascii() else _last_part(word, known)


def _last_part(word: str, known: Known) -> str:
    """The abbreviation that a word ends in: ``l'av`` is ``av``, and ``เมื่อพ.ศ`` is ``พ.ศ``, as Thai has no spaces."""
    article, _, rest = word.replace("’", "'").rpartition("'")
    if article.lower() in known.language.elided:
        return rest
    if not word.isascii() and known.marks.run.match(word[-1]):
        return next((word[-n:] for n in range(min(len(word), 8), 1, -1) if word[-n:] in known.abbreviated), word)
    return word


def _bare(word: str, marks: Marks) -> str:
    """The word without what opens it: ``dijo—«no`` is ``no``, but ``UN-a`` and ``Objective-C`` are whole words."""
    match = marks.word.match(word)
    if match is None:
        return word
    before = word[: match.start(1)]
    suffix = len(match[1]) == 1 and before[-1:] == "-" and len(before) > 2 and before[-3:-1].isalpha()
    return word if suffix else str(match[1])
