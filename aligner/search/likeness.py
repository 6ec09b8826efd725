"""How similar an encoder finds the two sides of any bead, as one term of the evidence.

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

# Number of neighbours that a cosine must beat: k in Artetxe & Schwenk 2019, "Margin-based Parallel Corpus Mining",
# section 4.
_NEIGHBOURS = 4
# Number of sentences of the other side, evenly spaced, searched for neighbours: keeps the cost linear. A guess.
_SAMPLE = 2000
# A language's mean is pulled towards zero as if there were this many more sentences, all zero, because the mean of a
# few sentences is not that of the language. A guess.
_FEW = 20
# The spread of chance cosines assumed before any are seen, how many pairs that assumption is worth, and the smallest
# spread accepted. Guesses; random vectors have 1/√d.
_SPREAD, _SPREAD_PAIRS, _LEAST_SPREAD = 0.1, 100, 0.03
# Characters of a bead's side of average size, for which the margin is used unchanged.
_MIDDLING = 100


@dataclass(frozen=True, eq=False)
class _Vectors:
    """The sentences of one document.

    Attributes:
        vectors: [sentences, d], of length 1, around the mean of their language.
        rivals: [sentences]: mean cosine to the nearest neighbours on the other side.
        lengths: [sentences]: number of characters.
    """

    vectors: Floats
    rivals: Floats
    lengths: Floats

    def runs(self, begin: int, end: int, most: int) -> tuple[Floats, Floats, Floats]:
        """The same for the last 1 … most sentences before each node begin … end - 1: [most, nodes, …]."""
        first = max(begin - most, 0)
        here = slice(first, end - 1)
        weight = self.lengths[here, None]
        table = np.hstack([self.vectors[here] * weight, self.rivals[here, None] * weight, weight])
        # Before the first sentence, there are empty ones.
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
    """How much more similar the two sides of a bead are to each other than to the rest of the texts.

    The vector of several sentences is the sum of their vectors, weighted by length, which is roughly what embedding
    them as one text would give. The margin, after Artetxe & Schwenk 2019, in units of the spread σ of chance cosines::

        ( cos(x, y) − ½ r(x) − ½ r(y) ) / σ · √(characters / 100)      r: mean cosine to the nearest on the other side

    where the number of characters is the mean of both sides. If the vector of either side is zero, the margin is 0.
    Encoders differ in what all their vectors have in common, in how similar neighbours are, and in dimensions;
    subtracting the means, taking the margin and dividing by σ cancel this, so that one weight suits all of them.
    """

    source: _Vectors
    target: _Vectors
    spread: float

    @classmethod
    def between(cls, source: Sequence[str], target: Sequence[str], encoder: Encoder) -> Likeness:
        """The likeness of the sentences of two documents; see `embed`."""
        vectors = embed([*source, *target], encoder)
        sides = [_around_mean(vectors[: len(source)]), _around_mean(vectors[len(source) :])]
        sizes = [np.array([len(text) for text in texts], np.float32) for texts in (source, target)]
        left, right = (
            _Vectors(x, _rivals(x, _sample(y)), size) for x, y, size in zip(sides, sides[::-1], sizes, strict=True)
        )
        return cls(left, right, _spread(_sample(sides[0]) @ _sample(sides[1]).T))

    def window(self, rows: tuple[int, int], columns: tuple[int, int], most: int) -> Floats:
        """The margin of each bead that ends in a window of nodes: [source size - 1, target size - 1, rows, columns].

        A node is a number of sentences passed; `rows` and `columns` are the first node and one past the last; a side
        has at most `most` sentences. Beads that would start before the text are cut off at its beginning.
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
    """Mean cosine of each vector to its nearest among the others; missing neighbours and values below 0 count as 0."""
    out = np.zeros(len(vectors), np.float32)
    k = min(_NEIGHBOURS, len(others))
    for start in range(0, len(vectors) if k else 0, BATCH):
        cosine = vectors[start : start + BATCH] @ others.T
        nearest = np.partition(cosine, len(others) - k, axis=1)[:, len(others) - k :]
        out[start : start + BATCH] = np.maximum(nearest, 0).sum(axis=1) / _NEIGHBOURS
    return out


def _spread(cosines: Floats) -> float:
    """Standard deviation of the cosines of pairs that do not belong together, as nearly all do not."""
    # Estimated from the median, which the few pairs that do belong together do not affect.
    measured = float(np.median(np.abs(cosines))) / 0.6745 if cosines.size else 0.0
    variance = (_SPREAD_PAIRS * _SPREAD**2 + cosines.size * measured**2) / (_SPREAD_PAIRS + cosines.size)
    return max(float(np.sqrt(variance)), _LEAST_SPREAD)
