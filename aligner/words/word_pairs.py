"""Pairs of words of two texts that may translate each other, besides those that a lexicon for their languages knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from aligner.words.lexicon import Lexicon

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class WordPairs:
    """Pairs of words with the chance that they translate each other.

    Attributes:
        source, target: the position of each word that was looked at.
        rows, columns: int arrays: source and target word of each pair.
        chances: float array: the probability that each is a translation of the other.
        beside_known: whether pairs count even where a lexicon knows both words and does not link them: a lexicon of the
            user's may know them badly.
    """

    source: dict[str, int]
    target: dict[str, int]
    rows: Ints
    columns: Ints
    chances: Floats
    beside_known: bool = field(default=False, kw_only=True)

    @classmethod
    def taught(cls, lexicon: Lexicon) -> WordPairs:
        """What a lexicon learned from the text itself says, beside one of the user's."""
        width = max(1, len(lexicon.target_words))
        tables = (lexicon.forward.rows(), lexicon.forward.columns), (lexicon.backward.columns, lexicon.backward.rows())
        places = np.concatenate([rows.astype(np.int64) * width + columns for rows, columns in tables])
        every, which = np.unique(places, return_inverse=True)
        chances = np.bincount(which, np.concatenate([lexicon.forward.values, lexicon.backward.values])) / 2
        words = places_of(lexicon.source_words), places_of(lexicon.target_words)
        return WordPairs(*words, *np.divmod(every, width), chances.astype(np.float32), beside_known=True)

    def pairs(self, source: Sequence[str], target: Sequence[str]) -> tuple[Ints, Ints, Floats]:
        """The pairs among some word types, each given once: indexes of source and target word, and the chance."""
        places = [np.full(len(own), -1, np.int64) for own in (self.source, self.target)]
        for place, own, words in zip(places, (self.source, self.target), (source, target), strict=True):
            for k, word in enumerate(words):
                if word in own:
                    place[own[word]] = k
        rows, columns = places[0][self.rows], places[1][self.columns]
        here = (rows >= 0) & (columns >= 0)
        return rows[here], columns[here], self.chances[here]


def places_of(words: Sequence[str]) -> dict[str, int]:
    """The position of each word."""
    return {word: k for k, word in enumerate(words)}
