"""How alike an encoder finds the two sides of any bead, as one term of the evidence.

::

    sentences ──embed──▶ vectors around the mean of their language ──window──▶ a margin for each bead
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aligner.search.encoder import BATCH, Encoder, embed, unit

Floats = NDArray[np.float32]

# Neighbours that a cosine must beat: k of Artetxe & Schwenk 2019, "Margin-based Parallel Corpus Mining", section 4.
_NEIGHBOURS = 4
# Sentences of the other side, evenly spaced, among which neighbours are looked for: keeps the cost linear. A guess.
_SAMPLE = 2000
# A language's mean is drawn to zero as if it had so many more sentences: few sentences are not their mean. A guess.
_FEW = 20
# The spread of chance cosines before any are seen, how many pairs that is worth, and the least that is believed.
# Guesses; random vectors have 1/√d.
_SPREAD, _SPREAD_PAIRS, _LEAST_SPREAD = 0.1, 100, 0.03
# Characters of a bead's side of middling size, for which the margin is reported as it is.
_MIDDLING = 100


@dataclass(frozen=True, eq=False)
class _Vectors:
    """The sentences of one document.

    Attributes:
        vectors: [sentences, d], of length 1, around the mean of their language.
        rivals: [sentences]: mean cosine to the nearest neighbours on the other side.
        lengths: [sentences]: characters.
    """

    vectors: Floats
    rivals: Floats
    lengths: Floats

    def runs(self, begin: int, end: int, most: int) -> tuple[Floats, Floats, Floats]:
        """The same of 1 … most sentences that end at each node begin … end - 1: [most, nodes, …]."""
        first = max(begin - most, 0)
        here = slice(first, end - 1)
        weight = self.lengths[here, None]
        table = np.hstack([self.vectors[here] * weight, self.rivals[here, None] * weight, weight])
        # Sentences before the first are empty ones.
        table = np.pad(table, ((first - (begin - most), 0), (0, 0)))
        out = np.empty((most, end - begin, table.shape[1]), np.float32)
        out[0] = table[most - 1 :]
        for k in range(1, most):
            out[k] = out[k - 1] + table[most - 1 - k : len(table) - k]
        length: Floats = out[..., -1]
        rivals = (out[..., -2] / np.maximum(length, 1)).astype(np.float32)
        return unit(out[..., :-2]), rivals, length


@dataclass(frozen=True, eq=False)
class Likeness:
    """How much more alike the two sides of a bead are than each is to what stands elsewhere.

    The vector of several sentences is the sum of theirs, weighted by length, as it would about be if they were
    embedded as one text. The margin, after Artetxe & Schwenk 2019, in spreads σ of the cosines of chance::

        ( cos(x, y) − ½ r(x) − ½ r(y) ) / σ · √(characters / 100)      r: mean cosine to the nearest on the other side

    with the mean of both sides' characters. Where one side's vector is zero, it is 0. Encoders differ in what all their
    vectors share, in how alike neighbours are, and in dimensions: the means, the margin and σ take that out, so that
    one weight serves all of them.
    """

    source: _Vectors
    target: _Vectors
    spread: float

    @classmethod
    def between(cls, source: Sequence[str], target: Sequence[str], encoder: Encoder) -> Likeness:
        """Of the sentences of two documents; see `embed`."""
        vectors = embed([*source, *target], encoder)
        sides = [_around_mean(vectors[: len(source)]), _around_mean(vectors[len(source) :])]
        sizes = [np.array([len(text) for text in texts], np.float32) for texts in (source, target)]
        left, right = (
            _Vectors(x, _rivals(x, _sample(y)), size) for x, y, size in zip(sides, sides[::-1], sizes, strict=True)
        )
        return cls(left, right, _spread(_sample(sides[0]) @ _sample(sides[1]).T))

    def window(self, rows: tuple[int, int], columns: tuple[int, int], most: int) -> Floats:
        """The margin of each bead that ends in a window of nodes: [source size - 1, target size - 1, rows, columns].

        A node is the number of sentences done; `rows` and `columns` are first and one past the last; `most` sentences
        a side. Beads that would start before the text hold what there is of them.
        """
        x, x_rivals, x_length = self.source.runs(*rows, most)
        y, y_rivals, y_length = self.target.runs(*columns, most)
        cosine = (x.reshape(-1, x.shape[-1]) @ y.reshape(-1, y.shape[-1]).T).reshape(*x.shape[:2], *y.shape[:2])
        margin = cosine - (x_rivals[:, :, None, None] + y_rivals) / 2
        size = np.sqrt((x_length[:, :, None, None] + y_length) / (2 * _MIDDLING))
        told = np.any(x, axis=-1)[:, :, None, None] & np.any(y, axis=-1)
        out: Floats = np.where(told, margin / self.spread * size, np.float32(0))
        return out.swapaxes(1, 2)


def _around_mean(vectors: Floats) -> Floats:
    """Unit vectors less their mean, of length 1 again; zeros stay zeros."""
    known = vectors.any(axis=1, keepdims=True)
    return unit((vectors - vectors.sum(axis=0) / (np.count_nonzero(known) + _FEW)) * known)


def _sample(vectors: Floats) -> Floats:
    return vectors[:: max(1, -(-len(vectors) // _SAMPLE))]


def _rivals(vectors: Floats, others: Floats) -> Floats:
    """Mean cosine of each vector to its nearest among the others; what is lacking or below 0 counts as 0."""
    out = np.zeros(len(vectors), np.float32)
    k = min(_NEIGHBOURS, len(others))
    for start in range(0, len(vectors) if k else 0, BATCH):
        cosine = vectors[start : start + BATCH] @ others.T
        nearest = np.partition(cosine, len(others) - k, axis=1)[:, len(others) - k :]
        out[start : start + BATCH] = np.maximum(nearest, 0).sum(axis=1) / _NEIGHBOURS
    return out


def _spread(cosines: Floats) -> float:
    """Standard deviation of the cosines of pairs that do not belong together, as nearly all do not."""
    # By the median, which the few pairs that do belong together do not move.
    measured = float(np.median(np.abs(cosines))) / 0.6745 if cosines.size else 0.0
    variance = (_SPREAD_PAIRS * _SPREAD**2 + cosines.size * measured**2) / (_SPREAD_PAIRS + cosines.size)
    return max(float(np.sqrt(variance)), _LEAST_SPREAD)
