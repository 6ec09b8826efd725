"""What an encoder says of the words of two texts: which mean much the same, and how likely they translate each other.

Each word is embedded by itself, around the mean of its language. Some vectors are near to everything, so what counts is
the margin of cross-domain similarity local scaling (CSLS; Conneau et al. 2018, *Word translation without parallel
data*)::

    2 cos(s, t) − r(s) − r(t)        r: mean cosine to the 10 nearest words of the other text
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from aligner.encoders.vectors import BATCH, Encoder, around_mean, embed
from aligner.progress import Progress
from aligner.words.vocabulary import Words
from aligner.words.word_pairs import WordPairs, places_of

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]

# Words looked at on each side, the most frequent ones; a text of some 3,000 sentences has as many. Of a longer one, the
# words left out occur once or twice.
MOST_WORDS = 8_000
# Neighbours of a word whose mean cosine is subtracted, as in the paper; and those that are looked at as translations.
_NEIGHBOURS, _CANDIDATES = 10, 16
# Log-odds that a word translates another, by the margin: slope, offset, and the least margin that counts. Fitted by how
# often, above chance, the word is in the bead of the other, in ten pairs of languages; the curve is the same in all of
# them. With a least margin of 0, strict F1 on news in nine pairs is .001 lower.
_SLOPE, _OFFSET, _LEAST = 4.3, -2.95, 0.2
_NOTHING = np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.float32), (np.zeros(0, np.float32),) * 2
# The mean cosine of a small crowd: of the words of a novel, a quarter have a smaller one.
_CROWD = 0.45
# Pairs whose vectors are multiplied at once: copies of both take 64 MB.
_PAIRS = 1 << 14


@dataclass(frozen=True, eq=False)
class Meanings(WordPairs):
    """Pairs of words of two texts that mean much the same.

    Attributes:
        vectors: half-precision arrays [words, d] of both sides, around their means.
        crowds: float arrays: for each word of both sides, its mean cosine to its nearest words of the other text.
        encoder: that was asked.
    """

    vectors: tuple[NDArray[np.float16], NDArray[np.float16]]
    crowds: tuple[Floats, Floats]
    encoder: Encoder

    @classmethod
    def between(cls, source: Words, target: Words, encoder: Encoder, progress: Progress | None = None) -> Meanings:
        """What an encoder says of the words of two texts; `progress` and errors as in `embed`."""
        here, there = _looked_at(source), _looked_at(target)
        left, right = around_mean(embed(here, encoder, progress)), around_mean(embed(there, encoder, progress))
        rows, columns, margins, crowds = _margins(left, right) if here and there else _NOTHING
        told = margins >= _LEAST
        chances = 1 / (1 + np.exp(-(_SLOPE * margins[told] + _OFFSET)))
        vectors = left.astype(np.float16), right.astype(np.float16)
        pairs = rows[told], columns[told], chances.astype(np.float32)
        return cls(places_of(here), places_of(there), *pairs, vectors, crowds, encoder)

    def with_more(self, source: Sequence[str], target: Sequence[str]) -> Meanings:
        """The same with words that were not looked at, of which only `margins` tells; raises what `embed` raises.

        They neither crowd other words nor change what the words of a language have in common.
        """
        (left, left_crowds), (right, right_crowds) = (
            self._more(source, self.vectors[1]),
            self._more(target, self.vectors[0]),
        )
        return replace(
            self,
            source=places_of([*self.source, *source]),
            target=places_of([*self.target, *target]),
            vectors=(np.concatenate([self.vectors[0], left]), np.concatenate([self.vectors[1], right])),
            crowds=(np.concatenate([self.crowds[0], left_crowds]), np.concatenate([self.crowds[1], right_crowds])),
        )

    def _more(self, words: Sequence[str], others: NDArray[np.float16]) -> tuple[NDArray[np.float16], Floats]:
        """The vectors and crowds of more words, given the vectors of the other side."""
        if not words:
            return others[:0], np.zeros(0, np.float32)
        new = around_mean(embed(words, self.encoder))
        return new.astype(np.float16), _nearest(new, others.astype(np.float32))[3]

    def margins(self, source: Sequence[str], target: Sequence[str], rows: Ints, columns: Ints) -> Floats:
        """The margin of each of some pairs of words, by their indexes; NaN where a word was not looked at.

        In a short text no word has a crowd, so a crowd counts at least as much as a small one of a long text.
        """
        left = np.array([self.source.get(word, -1) for word in source], np.int64)[rows]
        right = np.array([self.target.get(word, -1) for word in target], np.int64)[columns]
        out = np.full(len(rows), np.nan, np.float32)
        known = np.flatnonzero((left >= 0) & (right >= 0))
        for start in range(0, len(known), _PAIRS):
            pairs = known[start : start + _PAIRS]
            i, j = left[pairs], right[pairs]
            these, others = (side[at].astype(np.float32) for side, at in zip(self.vectors, (i, j), strict=True))
            crowds = (np.maximum(crowd[at], _CROWD) for crowd, at in zip(self.crowds, (i, j), strict=True))
            out[pairs] = 2 * np.einsum("ij,ij->i", these, others) - sum(crowds)
        return out


def _looked_at(words: Words) -> list[str]:
    """The most frequent words, without numbers and marks."""
    order = np.argsort(-words.counts, kind="stable").tolist()
    return [words.types[k] for k in order if words.types[k][0].isalpha()][:MOST_WORDS]


def _margins(source: Floats, target: Floats) -> tuple[Ints, Ints, Floats, tuple[Floats, Floats]]:
    """Pairs of near neighbours, from either side, by row and column, with the margin of each; and `Meanings.crowds`."""
    (rows, columns, cosines, source_mean), (back_columns, back_rows, back_cosines, target_mean) = (
        _nearest(source, target),
        _nearest(target, source),
    )
    places = np.concatenate([rows, back_rows]) * len(target) + np.concatenate([columns, back_columns])
    places, first = np.unique(places, return_index=True)
    rows, columns = np.divmod(places, len(target))
    cosines = np.concatenate([cosines, back_cosines])[first]
    return rows, columns, 2 * cosines - source_mean[rows] - target_mean[columns], (source_mean, target_mean)


def _nearest(these: Floats, others: Floats) -> tuple[Ints, Ints, Floats, Floats]:
    """For each vector its nearest others: pairs with their cosines, and the mean cosine to the nearest few."""
    looked_at, few = min(_CANDIDATES, len(others)), min(_NEIGHBOURS, len(others))
    rows, columns, values = [], [], []
    means = np.empty(len(these), np.float32)
    for start in range(0, len(these), BATCH):
        cosines = these[start : start + BATCH] @ others.T
        nearest = np.sort(np.partition(cosines, -looked_at, axis=1)[:, -looked_at:], axis=1)
        means[start : start + BATCH] = nearest[:, -few:].mean(axis=1)
        row, column = np.nonzero(cosines >= np.maximum(nearest[:, :1], 1e-6))
        rows.append(row + start)
        columns.append(column)
        values.append(cosines[row, column])
    return np.concatenate(rows), np.concatenate(columns), np.concatenate(values), means
