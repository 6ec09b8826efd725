"""One side of all beads: its passages, its words by number, and what is known of each word."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from aligner.glossary.lemmas import lemmatiser
from aligner.glossary.linking import Types
from aligner.glossary.passages import Passage, functional
from aligner.glossary.phrases import Frame, spans
from aligner.languages import Language, language

Ints = NDArray[np.int64]
Phrase = tuple[int, ...]

# A word is a name if it has a capital in this share of its places inside sentences, if one more is counted without: so
# in three at least. A guess.
_NAME = 0.7


@dataclass(frozen=True, eq=False)
class Side:
    """One side of all beads.

    Attributes:
        language: its language.
        passages: of each bead.
        types: its words.
        keys: for each passage, the key of each word.
        frames: for each passage, what phrases need to know of it.
        case: for each form in lower case, how it is written where its place asks for no capital.
    """

    language: Language
    passages: tuple[Passage, ...]
    types: Types
    keys: tuple[Ints, ...]
    frames: tuple[Frame, ...]
    case: Mapping[str, Counter[str]]

    @classmethod
    def of(cls, passages: Sequence[Passage], code: str) -> Side:
        """The side of beads in a language."""
        case = _case(passages)
        lemma, spoken = lemmatiser(code), language(code)
        forms: dict[str, int] = {}
        keys: dict[str, int] = {}
        key_of: list[int] = []
        for passage in passages:
            for word in map(str.lower, passage.words):
                if word not in forms:
                    forms[word] = len(forms)
                    key_of.append(keys.setdefault(lemma(_usual(word, case)), len(keys)))
        numbered = tuple(
            np.array([key_of[forms[word.lower()]] for word in passage.words], np.int64) for passage in passages
        )
        types = Types(tuple(keys), tuple(forms), np.array(key_of, np.int64))
        frames = tuple(Frame(passage.joined, passage.hyphened, *functional(passage, spoken)) for passage in passages)
        return cls(spoken, tuple(passages), types, numbered, frames, case)

    def phrases(self, number: int) -> Iterator[tuple[Phrase, int, int]]:
        """Every phrase of a passage with its first and last word."""
        keys = self.keys[number].tolist()
        for first, last in spans(self.frames[number]):
            yield tuple(keys[first : last + 1]), first, last

    def follows_article(self, number: int, first: int) -> bool:
        """Whether the word before a phrase of a passage is an article."""
        passage = self.passages[number]
        return first > 0 and passage.joined[first] and passage.words[first - 1].lower() in self.language.articles

    def counts(self) -> Ints:
        """How often each key occurs."""
        return np.bincount(np.concatenate([*self.keys, np.zeros(0, np.int64)]), minlength=len(self.types.keys))

    def shown(self, number: int, first: int, last: int) -> str:
        """Words first … last of a passage as they would stand inside a sentence."""
        passage, frame = self.passages[number], self.frames[number]
        places = range(first, last + 1)
        usual = [_usual(passage.words[k].lower(), self.case, passage.words[k]) for k in places]
        words = [own if passage.opens[k] else passage.words[k] for k, own in zip(places, usual, strict=True)]
        content = [word for k, word in zip(places, words, strict=True) if not frame.functional[k]]
        if not all(word[0].isupper() for word in content):  # it is no name, so nor is any part that is none elsewhere
            words = usual
        text = words[0]
        for k, word in zip(places[1:], words[1:], strict=True):
            text += passage.text[passage.spans[k - 1][1] : passage.spans[k][0]] + word
        return " ".join(text.split())

    def is_name(self, text: str) -> bool | None:
        """Whether a phrase is a name, by its first and last word; None if capitals say nothing in this language."""
        if not self._capitals_tell:
            return None
        words = text.replace("-", " ").split()
        return all(word[:1].isupper() and self._share_of_capitals(word) >= _NAME for word in (words[0], words[-1]))

    def _share_of_capitals(self, word: str) -> float:
        seen = self.case.get(word.lower())
        return sum(n for form, n in seen.items() if form[0].isupper()) / (seen.total() + 1) if seen else 0.0

    @cached_property
    def _capitals_tell(self) -> bool:
        has_case = any(form != form.upper() for form in self.types.forms)
        return has_case and not self.language.nouns_have_capitals


def _case(passages: Sequence[Passage]) -> dict[str, Counter[str]]:
    case: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for passage in passages:
        for word, opens in zip(passage.words, passage.opens, strict=True):
            if not opens:
                case[word.lower()][word] += 1
    return dict(case)


def _usual(form: str, case: Mapping[str, Counter[str]], otherwise: str = "") -> str:
    """How a form, in lower case, is usually written; one that only stands where a capital is due, in lower case."""
    seen = case.get(form)
    if not seen:
        return otherwise if len(otherwise) > 1 and otherwise.isupper() else form
    return min(seen, key=lambda written: (-seen[written], written.swapcase()))
