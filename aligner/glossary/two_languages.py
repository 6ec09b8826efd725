"""Whether two short texts are in two languages and translate each other, by a lexicon of these languages."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aligner.languages import language
from aligner.languages.identify import identify
from aligner.words.lexicon import Lexicon
from aligner.words.look_alikes import look_alikes
from aligner.words.tokens import shown_words

Ints = NDArray[np.int64]

# The least p(t|s) or p(s|t) of two words that translate each other; as the least of a link of the reading view.
_LEAST = 0.03
# The most, in nats, that one word says of its language. A guess: a lexicon has seen names on both sides.
_MOST_SAID = 4.0
# The least probability that letters leave to the other language.
_LEAST_CHANCE = 1e-6


class Likeness(NamedTuple):
    """How far two texts translate each other, from 0 to 1, and what either leans to; see `TwoLanguages.leaning`."""

    shared: float
    leanings: tuple[float, float]

    @property
    def apart(self) -> float:
        """How much more one text leans to one language and the other to the other, in nats; less than 0 if not."""
        first, second = self.leanings
        return abs(first - second) if first * second < 0 else -1.0


class TwoLanguages:
    """The languages of a lexicon, for texts in the first of them that mention words of the second."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.languages = lexicon.languages
        self._lexicon = lexicon
        self._leanings: dict[str, float] = {}
        self._little = [spoken.articles | spoken.inside_terms for spoken in map(language, lexicon.languages)]

    def likeness(self, term: str, gloss: str) -> Likeness:
        """Of two texts, one in each language; which is in which is told by their leanings."""
        leanings = self.leaning(term), self.leaning(gloss)
        if leanings[0] * leanings[1] >= 0:  # both in one language
            return Likeness(0.0, leanings)
        own, other = (term, gloss) if leanings[0] <= leanings[1] else (gloss, term)
        left, right = self.content(own), self.content(other)
        if not left or not right:
            return Likeness(0.0, leanings)
        here, there = (list(dict.fromkeys(words)) for words in (left, right))
        rows, columns = self._pairs(here, there)
        matched = len(np.unique(rows)) + len(np.unique(columns))
        alike = min(len(left), len(right)) / max(len(left), len(right))
        return Likeness(alike * matched / (len(here) + len(there)), leanings)

    def leaning(self, text: str) -> float:
        """How much more likely the text is in the second language than in the first, as log-odds."""
        if text not in self._leanings:
            self._leanings[text] = self._leaning(text)
        return self._leanings[text]

    def _leaning(self, text: str) -> float:
        words = _words(text)
        found = self._lexicon.lookup(words, words)
        said = np.log(found.target_probability / found.source_probability)
        by_words = float(np.clip(said, -_MOST_SAID, _MOST_SAID).sum())
        first, second = self.languages
        guess = identify(text, self.languages)
        sign = {first: -1, second: 1}.get(guess.language, 0)
        return by_words + (sign and sign * math.log(guess.probability / max(_LEAST_CHANCE, 1 - guess.probability)))

    def is_mixed(self, text: str) -> bool:
        """Whether the text has a word that the second language is more likely to have, and so may mention it at all."""
        words = _words(text)
        found = self._lexicon.lookup(words, words)
        return bool((~found.source_known | (found.target_probability > found.source_probability)).any())

    def knows(self, word: str) -> tuple[bool, bool]:
        """Whether each language has the word."""
        found = self._lexicon.lookup([word], [word])
        return bool(found.source_known[0]), bool(found.target_known[0])

    def content(self, text: str) -> list[str]:
        """The words of a text but articles and the like of either language, in lower case."""
        return [word for word in _words(text) if word not in self._little[0] and word not in self._little[1]]

    def _pairs(self, own: Sequence[str], other: Sequence[str]) -> tuple[Ints, Ints]:
        found = self._lexicon.lookup(own, other)
        forward, backward = found.forward, found.backward
        strong, weak = forward.values >= _LEAST, backward.values >= _LEAST
        rows, columns, _ = look_alikes(own, other)
        return (
            np.concatenate([forward.rows()[strong], backward.columns[weak], rows]),
            np.concatenate([forward.columns[strong], backward.rows()[weak], columns]),
        )


def _words(text: str) -> list[str]:
    """The words of a text in lower case, without numbers."""
    return [word for word in shown_words(text) if word[0].isalpha()]
