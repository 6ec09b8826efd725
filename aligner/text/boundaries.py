"""Where the sentences of a text end: NLTK's Punkt judges the words around a full stop, rules judge everything else.

::

    Dr. Lee left at 5 p.m. He said: “Why?” —No one knew.
      ╵               ╵    ╵             ╵
      goes on         ends               ends, ends

Each mark that may end a sentence is a `Candidate`. The rules are asked in turn, and the first with an opinion decides;
if none has one, Punkt does. Only a short stretch around each mark is read, so the cost is linear.

Thai and Lao have no stops. A space separates clauses there, names and numbers too: in Thai news one in seven ends a
sentence, and no rule that we tried found those with a precision much above one half. So a paragraph is cut at ``?`` and
``!``, at polite final particles, and at the full stops that some writers use, and otherwise stays whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from aligner.languages import language
from aligner.text.boundary_rules import verdict
from aligner.text.candidates import Candidate, Known, candidate, listed
from aligner.text.marks import marks_of


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
    for match in judge.known.marks.candidate.finditer(text):
        if match.start() < start:
            continue  # in a footnote mark of the sentence before: "[who?]"
        found = candidate(match, start, judge.known)
        if judge.ends(found):
            yield start, found.end
            start = found.end + len(found.gap)
    end = len(text.rstrip())
    if start < end:
        yield start, end


# A full stop, the letter that follows it, and the ordinary word before it. A lookbehind, so that text without stops
# is not searched for words.
_PLAIN_STOP = r"\.\s[¿¡]?([^\W\d_])(?<=(?<!\w)([^\W\d_]{3,})\s?\.\s[¿¡]?[^\W\d_])"

# A text is casual if a larger share of its full stops after ordinary words is followed by lower case, and if at least
# this many different words show it, because an abbreviation missing from the lists looks the same. Measured on
# development sets: formal texts have at most .003 (es_pud), novels .001, web text .06 (en_ewt).
_CASUAL_SHARE = 0.02
_CASUAL_WORDS = 2


def judge_of(code: str, abbreviations: Iterable[str], texts: Iterable[str]) -> Judge:
    """The judge for texts in the language with this code, including the user's own abbreviations."""
    words = language(code)
    bound, abbreviated = _abbreviated(words.code, tuple(abbreviations))
    marks, texts = marks_of(words.code), tuple(texts)
    no_stops = words.no_stops
    if no_stops and not any(map(marks.proper.search, texts)):
        no_stops = frozenset()  # typed with Latin stops, where the script has others
    return Judge(Known(words, marks, abbreviated, bound, no_stops, _is_casual(texts, abbreviated)), _punkt(words.code))


@lru_cache(maxsize=64)
def _abbreviated(code: str, abbreviations: tuple[str, ...]) -> tuple[frozenset[str], frozenset[str]]:
    """The abbreviations after which no sentence ends, and all; both with the user's own."""
    words = language(code)
    extra = frozenset(re.sub(r"\s", "", word).removesuffix(".") for word in abbreviations)
    bound = words.before_name | words.inside | extra
    return bound, bound | words.anywhere | words.list_end | words.before_number


def _is_casual(texts: Iterable[str], abbreviated: frozenset[str]) -> bool:
    import regex

    plain_stop = regex.compile(_PLAIN_STOP)
    stops = lower = 0
    before_lower = set()
    capitals = False
    for text in texts:
        capitals = capitals or text != text.lower()
        for following, word in plain_stop.findall(text):
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
