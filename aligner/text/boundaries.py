"""Where the sentences of a text end: NLTK's Punkt judges the words around a full stop, rules judge everything else.

::

    Dr. Lee left at 5 p.m. He said: “Why?” —No one knew.
      ╵               ╵    ╵             ╵
      goes on         ends               ends, ends

Each mark that may end a sentence is a `Candidate`. The rules are asked in turn, and the first with an opinion decides;
if none has one, Punkt does. Only a short stretch around each mark is read, so the cost is linear.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from aligner.languages import language
from aligner.text.boundary_rules import (
    CLOSERS,
    DASHES,
    OPENERS,
    REACH,
    WIDE_CLOSERS,
    WIDE_STOPS,
    Candidate,
    Known,
    listed,
    verdict,
)

_STOPS = ".?!…‽؟۔।॥"

_CANDIDATE = re.compile(
    rf"""
    (?<![{_STOPS}{WIDE_STOPS}])                 # only at the first mark of a run, or "....…" would take n² steps
    (?P<stop>[{_STOPS}{WIDE_STOPS}]+(?:\ \.\.?(?=\s))*)
    (?P<close>
        [{CLOSERS}]*(?:[«“‘‹](?=\s|\Z)|\s»(?=[\s,.]|\Z))?   # German closes with «“, French with a space and »
        (?:\[\d{{1,3}}\])*[¹²³⁰⁴-⁹]*              # footnote marks belong to the sentence before them
        (?:\s?[:;]-?[()DP](?!\w))?               # and so do smileys
    )
    (?: (?P<gap>\s+)(?=\S)
      | (?<=[{WIDE_STOPS}{WIDE_CLOSERS}])(?=[^\s{_STOPS}{WIDE_STOPS}])
      | (?=[¿¡«“—]?[^\W\d_a-z])                  # no space at all: "fin.El"
    )
    """,
    re.VERBOSE,
)
_NEXT = re.compile(
    rf"(?P<open>(?:[{OPENERS}{DASHES}¿¡]\s?){{0,8}}(?:(?:…|\.\.\.)\s?)?[¿¡]?)(?P<next>[^\W_][\w'’]{{0,39}})?(?P<after>[.)]?)"
)
# The word just before a stop.
_WORD = re.compile(rf"(?:.*[{DASHES}/(\s])?[{OPENERS}¿¡]*(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Judge:
    """Decides where the sentences of one text end.

    Attributes:
        known: what the rules need to know about the text.
        punkt: whether a sentence ends between two words, the first with a full stop.
    """

    known: Known
    punkt: Callable[[str, str], bool]

    def ends(self, candidate: Candidate) -> bool:
        """Whether a sentence ends at the candidate."""
        opinion = verdict(candidate, self.known)
        return self.punkt(candidate.word, candidate.next) if opinion is None else opinion


def sentence_spans(text: str, judge: Judge) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence of a paragraph, without the white space between them."""
    start = len(text) - len(text.lstrip())
    for match in _CANDIDATE.finditer(text):
        if judge.ends(_candidate(match, start, judge.known.abbreviated)):
            yield start, match.end("close")
            start = match.end()
    end = len(text.rstrip())
    if start < end:
        yield start, end


def _candidate(match: re.Match[str], sentence: int, abbreviated: frozenset[str]) -> Candidate:
    text, at = match.string, match.start()
    following = _NEXT.match(text, match.end())
    assert following is not None  # every part of it may be empty
    opening, after_word, after = following.group("open", "next", "after")
    left = text[max(sentence, at - REACH) : at]
    word = "" if left[-1:].isspace() else _word(left.split()[-2:], abbreviated)
    after_word = after_word or ""
    if min(len(word), len(after_word)) > 1 and word.isupper() and after_word.isupper() and word not in abbreviated:
        word = word.capitalize()  # a text all in capitals: "DR. LEE"
    stop, close, gap = match.group("stop", "close", "gap")
    return Candidate(text, sentence, at, word, stop, close, gap or "", opening, after_word, after)


def _word(left: list[str], abbreviated: frozenset[str]) -> str:
    """The word before the stop: the last of two strings, or both if they form one abbreviation.

    >>> _word(["(EE.", "UU"], frozenset({"ee.uu"})), _word(["dijo", "—«no"], frozenset())
    ('EE.UU', 'no')
    """
    if not left:
        return ""
    word = left[-1]
    if not word.isalnum():
        word = _bare(word)
    if len(left) == 2 and len(word) <= 3 and left[0].endswith("."):
        both = _bare(left[0]) + word
        if listed(both, abbreviated):
            return both
    return word


def _bare(word: str) -> str:
    """The word without opening marks: ``dijo—«no`` is ``no``."""
    match = _WORD.match(word)
    return match[1] if match else word


_PLAIN_STOP = re.compile(r"(?<!\w)([^\W\d_]{3,})\.\s[¿¡]?([^\W\d_])")

# A text is casual if a larger share of its full stops after ordinary words is followed by lower case, and if at least
# this many different words show it, because an abbreviation missing from the lists looks the same. Measured on
# development sets: formal texts have at most .003 (es_pud), novels .001, web text .06 (en_ewt).
_CASUAL_SHARE = 0.02
_CASUAL_WORDS = 2


def judge_of(code: str, abbreviations: Iterable[str], texts: Iterable[str]) -> Judge:
    """The judge for texts in the language with this code, including the user's own abbreviations."""
    words = language(code)
    extra = frozenset(re.sub(r"\s", "", word).removesuffix(".") for word in abbreviations)
    bound = words.before_name | words.inside | extra
    abbreviated = bound | words.anywhere | words.list_end | words.before_number
    return Judge(Known(words, abbreviated, bound, _is_casual(texts, abbreviated)), _punkt(words.code))


def _is_casual(texts: Iterable[str], abbreviated: frozenset[str]) -> bool:
    stops = lower = 0
    before_lower = set()
    capitals = False
    for text in texts:
        capitals = capitals or text != text.lower()
        for word, following in _PLAIN_STOP.findall(text):
            if following.islower() and not listed(word, abbreviated):
                lower += 1
                before_lower.add(word)
            stops += 1
    return not capitals or (len(before_lower) >= _CASUAL_WORDS and lower > _CASUAL_SHARE * stops)


@cache
def _punkt(code: str) -> Callable[[str, str], bool]:
    """NLTK's Punkt, with parameters taken from the language's file rather than downloaded."""
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

    words = language(code)
    parameters = PunktParameters()
    parameters.abbrev_types = {word.lower() for word in words.anywhere | words.list_end}
    # Punkt's flag for "seen in lower case within a sentence": such a word with a capital begins a new sentence.
    parameters.ortho_context.update(dict.fromkeys(words.function_words, 1 << 5))
    tokenizer = PunktSentenceTokenizer(parameters)

    @lru_cache(maxsize=1 << 16)
    def ends(word: str, following: str) -> bool:
        return bool(tokenizer.text_contains_sentbreak(f"{word}. {following or '—'}"))

    return ends
