"""The rules that say whether a sentence ends at a stop; `aligner.text.boundaries` finds the stops and asks the rules.

A rule takes a `Candidate` and returns True (a sentence ends here), False (it goes on) or None (no opinion). The rules
are listed in the order in which they are asked; the first opinion decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from aligner.languages import Language

SURE_STOPS = "؟۔।॥。！？｡"  # Arabic, Hindi, Chinese, Japanese: these only ever end sentences
WIDE_STOPS = "。！？｡"  # in their scripts no space follows a sentence
WIDE_CLOSERS = "」』）】"
CLOSERS = f"\"'”’»›)\\]}}*_{WIDE_CLOSERS}"
OPENERS = "\"'“”‘’«»„‚‹›(\\[{*_「『（【"  # » and ” open sentences in German and Swedish
DASHES = "—–―‒\\-"

REACH = 40  # characters read before a stop: more than any word has, including its marks
_ASIDE_REACH = 300  # how far back an opening bracket is looked for: longer than nearly every aside

_NO_START = re.compile(rf"[{DASHES}\"'”’»)\s]{{0,4}}(?:[,;:?!%/)\]}}&]|\.(?!\.)|(?:…|\.\.+)(?!\s?\w))")
_LETTERS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]\Z")  # U.S, p.m, a.C
_ROMAN = re.compile(r"[IVXLC]+\Z")
_LIST_MARK = re.compile(r"(?:\d{1,3}|[^\W\d_]|[ivx]{1,4}|[IVX]{1,4})\Z")
_URL = re.compile(r"(?:https?|www)\Z")


class Candidate(NamedTuple):
    """A mark that may end a sentence, and its surroundings.

    Attributes:
        text, sentence, at: the paragraph, and the offsets of the beginning of the sentence and of the stop.
        word: the text before the stop, back to white space, without opening marks.
        stop, close, gap: the stop, the closing marks after it, and the white space after those.
        open, next, after: what comes next: opening marks, a word, and the full stop or bracket after it.
    """

    text: str
    sentence: int
    at: int
    word: str
    stop: str
    close: str
    gap: str
    open: str
    next: str
    after: str


@dataclass(frozen=True, slots=True)
class Known:
    """What the rules know about the text as a whole.

    Attributes:
        language: the language with its word lists.
        abbreviated: all abbreviations, including the user's.
        bound: the abbreviations after which no sentence ends, including the user's.
        casual: whether the text begins sentences in lower case, as chats do.
    """

    language: Language
    abbreviated: frozenset[str]
    bound: frozenset[str]
    casual: bool


def verdict(c: Candidate, known: Known) -> bool | None:
    """Whether a sentence ends at the candidate; None if that depends on the two words around the full stop."""
    for rule in RULES:
        opinion = rule(c, known)
        if opinion is not None:
            return opinion
    return None


def listed(word: str, words: frozenset[str]) -> bool:
    """Whether an abbreviation is in a list, as written or in lower case."""
    return word in words or word.lower() in words


def _is_ellipsis(stop: str) -> bool:
    return stop[-1] == "…" or stop.endswith("..")


def _begins(c: Candidate, known: Known) -> bool:
    """Whether the next words certainly begin a sentence: ``¿Qué``, ``—Yo``, ``The``."""
    if any(mark in c.open for mark in "¿¡—"):
        return True
    return c.next[:1].isupper() and c.next.lower() in known.language.function_words and c.after != "."


def _glued(c: Candidate, known: Known) -> bool | None:
    """Without white space, a sentence ends only if the words leave no doubt: ``fin.El``, but not ``Node.Js``."""
    if c.gap or c.stop[-1] in WIDE_STOPS or (c.close[-1:] in WIDE_CLOSERS and c.close):
        return None
    if not ((c.next[:1].isupper() and c.next[1:2].islower()) or (len(c.next) == 1 and _begins(c, known))):
        return False
    plain = len(c.word) > 1 and c.word.isalpha() and (c.word.islower() or _is_ellipsis(c.stop))
    return plain and (c.stop != "." or c.next.lower() in known.language.function_words) and c.after != "."


def _no_start(c: Candidate, known: Known) -> bool | None:
    """What follows cannot begin a sentence: ``—¡Ay! —, dijo``, ``7 hab. / km²``."""
    return False if not c.next and _NO_START.match(c.text, c.at + len(c.stop + c.close + c.gap)) else None


def _sure(c: Candidate, known: Known) -> bool | None:
    """The stop has no other use; only a Japanese sentence goes on after a quotation: ``「行く。」と言った``."""
    if c.stop[-1] not in SURE_STOPS:
        return None
    return not (c.close[-1:] == "」" and c.next[:1] == "と")


def _wordless(c: Candidate, known: Known) -> bool | None:
    """A sentence must have words: ``... And then``, ``[…] The``, ``1. First``, ``II. Second`` go on."""
    if c.at - c.sentence > REACH:
        return None
    begun = c.text[c.sentence : c.at].lstrip(OPENERS + DASHES + " ")
    if not any(map(str.isalnum, begun)) or (c.stop == "." and _LIST_MARK.match(begun)):
        return False
    return None


def _item(c: Candidate, known: Known) -> bool | None:
    """A list mark begins an item, even in lower case: ``… milk. 2) Eggs``, ``… vida. b) la libertad``."""
    mark = len(c.next) == 1 or (len(c.next) == 2 and c.next.isdigit())
    return True if mark and c.after == ")" and c.open in ("", "(") and c.gap else None


def _lower(c: Candidate, known: Known) -> bool | None:
    """A lower-case word continues the sentence (``—¿Qué? —dijo``), but not in a chat (``hi. how are you``)."""
    if c.next[:1].isdigit() and _is_ellipsis(c.stop):
        return False
    if not c.next[:1].islower() or _URL.match(c.next):
        return None
    if c.stop == "." and c.open[:1] in ("¿", "¡"):
        return None
    if not known.casual or c.open or c.close or _is_ellipsis(c.stop):
        return False
    return c.stop != "." or not (len(c.word) == 1 or _LETTERS.match(c.word) or listed(c.word, known.abbreviated))


def _aside(c: Candidate, known: Known) -> bool | None:
    """A question or exclamation in brackets does not end the sentence: ``The band (Wham!) Michael founded``."""
    if c.stop == "." or ")" not in c.close:
        return None
    opened = c.text.rfind("(", max(c.sentence, c.at - _ASIDE_REACH), c.at)
    return False if opened > c.sentence and c.text[c.sentence : opened].strip(OPENERS + " ") else None


def _strong(c: Candidate, known: Known) -> bool | None:
    """The stop cannot belong to an abbreviation: ``?``, ``!``, an ellipsis, a stop after a mark (``—dijo él—. No``)."""
    return True if c.stop != "." or not c.word else None


def _initials(c: Candidate, known: Known) -> bool | None:
    """Letter after letter: ``J. R. R. Tolkien``, ``a. C.``, ``S. A.``"""
    return False if c.word[-2:-1] in ("", ".") and len(c.next) == 1 and c.after == "." and not c.open else None


def _bound(c: Candidate, known: Known) -> bool | None:
    """``Mr. This``, ``e.g. The``, ``EE. UU.``: the abbreviation needs the following word."""
    return False if listed(c.word, known.bound) else None


def _before_number(c: Candidate, known: Known) -> bool | None:
    """``No. 5``, ``art. IV``, but ``He said no. Then``."""
    if not listed(c.word, known.language.before_number):
        return None
    if c.next[:1].isdigit() or (_ROMAN.match(c.next) and c.next.lower() not in known.language.function_words):
        return False
    return None if len(c.word) == 1 or listed(c.word, known.language.anywhere) else True


def _ordinary(c: Candidate, known: Known) -> bool | None:
    """Only abbreviations, initials and numbers let it go on: it ends in ``the sun. Bread``, not in ``Sun. 5 May``."""
    return True if len(c.word) > 1 and c.word.isalpha() and not listed(c.word, known.abbreviated) else None


def _abbreviation(c: Candidate, known: Known) -> bool | None:
    """Some abbreviations end a sentence if the next word must begin one: ``U.S. The``, but not ``U.S. Senate``."""
    if listed(c.word, known.language.list_end):
        return not c.next[:1].isdigit()
    if _LETTERS.match(c.word) or (c.open and listed(c.word, known.language.anywhere)):
        return _begins(c, known)
    return None


Rule = Callable[[Candidate, Known], bool | None]
RULES: tuple[Rule, ...] = (
    _glued,
    _no_start,
    _sure,
    _wordless,
    _item,
    _lower,
    _aside,
    _strong,
    _initials,
    _bound,
    _ordinary,
    _before_number,
    _abbreviation,
)
