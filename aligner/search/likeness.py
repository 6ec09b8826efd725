"""How similar an encoder finds the two sides of any bead, as one term of the evidence.

::

    sentences ──embed──▶ vectors around the mean of their language ──window──▶ a margin for each bead
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aligner.encoders.vectors import BATCH, Encoder, around_mean, embed, unit

Floats = NDArray[np.float32]
Ints = NDArray[np.integer]
Truths = NDArray[np.bool_]

# Number of neighbours that a cosine must beat: k in Artetxe & Schwenk 2019, "Margin-based Parallel Corpus Mining",
# section 4.
_NEIGHBOURS = 4
# Number of sentences of the other side, evenly spaced, searched for neighbours: keeps the cost linear. A guess.
_SAMPLE = 2000
# Sentences of each side, evenly spaced, that are embedded even where nothing is in doubt.
_EVEN = 200
# The spread of chance cosines assumed before any are seen, how many pairs that assumption is worth, and the smallest
# spread accepted. Guesses; random vectors have 1/√d.
_SPREAD, _SPREAD_PAIRS, _LEAST_SPREAD = 0.1, 100, 0.03
# Characters of a bead's side of average size, for which the margin is used unchanged.
_MIDDLING = 100


@dataclass(frozen=True, eq=False)
class _Vectors:
    """The sentences of one document.

    Attributes:
        rows: int array [sentences]: the row of each in the other arrays; the last row, for those not embedded, is zero.
        vectors: [rows, d], of length 1, around the mean of their language.
        rivals: [rows]: mean cosine to the nearest neighbours on the other side.
        lengths: [sentences]: number of characters.
    """

    rows: Ints
    vectors: Floats
    rivals: Floats
    lengths: Floats

    @classmethod
    def of(cls, vectors: Floats, embedded: Ints, others: Floats, lengths: Floats) -> _Vectors:
        """From the vectors of the sentences that were embedded, and those of the other side."""
        rows = np.full(len(lengths), len(vectors))
        rows[embedded] = np.arange(len(vectors))
        rivals = _rivals(vectors, _sample(others))
        return cls(rows, np.pad(vectors, ((0, 1), (0, 0))), np.append(rivals, np.float32(0)), lengths)

    def runs(self, begin: int, end: int, most: int) -> tuple[Floats, Floats, Floats]:
        """The same for the last 1 … most sentences before each node begin … end - 1: [most, nodes, …]."""
        first = max(begin - most, 0)
        here = slice(first, end - 1)
        weight = self.lengths[here, None]
        rows = self.rows[here]
        table = np.hstack([self.vectors[rows] * weight, self.rivals[rows, None] * weight, weight])
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
    def between(
        cls,
        source: Sequence[str],
        target: Sequence[str],
        encoder: Encoder,
        doubtful: tuple[Truths, Truths] | None = None,
    ) -> Likeness:
        """The likeness of the sentences of two documents; raises what `embed` raises.

        Args:
            source, target: the sentences.
            encoder: see `aligner.encoders.vectors`.
            doubtful: bool arrays: which sentences of each side are embedded, since embedding all of a long text takes
                most of the time; None: all. Some more are, evenly spaced, to know what the rest is like. Beads of other
                sentences have a margin of 0.
        """
        texts = source, target
        told = [_told(doubtful[k] if doubtful else None, len(texts[k])) for k in (0, 1)]
        chosen = [[side[i] for i in which.tolist()] for side, which in zip(texts, told, strict=True)]
        vectors = embed([*chosen[0], *chosen[1]], encoder)
        sides = [around_mean(vectors[: len(chosen[0])]), around_mean(vectors[len(chosen[0]) :])]
        sizes = [np.array([len(text) for text in side], np.float32) for side in texts]
        left, right = (_Vectors.of(sides[k], told[k], sides[1 - k], sizes[k]) for k in (0, 1))
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


def _told(doubtful: Truths | None, sentences: int) -> Ints:
    """The sentences that are embedded."""
    if doubtful is None:
        return np.arange(sentences)
    even = np.linspace(0, sentences - 1, min(sentences, _EVEN)).astype(int)
    return np.union1d(np.flatnonzero(doubtful), even)


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
