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
from aligner.progress import Progress

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
class Spans:
    """Which runs of sentences of one document are embedded, each as one text.

    Attributes:
        texts: the sentences.
        chosen: bool array [most, nodes]: whether the last 1 … most sentences before each node are; a node is a number
            of sentences passed.
    """

    texts: Sequence[str]
    chosen: Truths

    def with_some(self) -> Spans:
        """These and some more sentences, evenly spaced, which tell what the rest of the text is like."""
        chosen = self.chosen.copy()
        chosen[0, 1 + np.linspace(0, len(self.texts) - 1, min(len(self.texts), _EVEN)).astype(int)] = True
        return Spans(self.texts, chosen)

    def joined(self) -> list[str]:
        """The text of each run: first single sentences, then runs of two, and so on."""
        sizes, nodes = np.nonzero(self.chosen)
        return [" ".join(self.texts[i - k - 1 : i]) for k, i in zip(sizes.tolist(), nodes.tolist(), strict=True)]

    @property
    def singles(self) -> int:
        """How many of the runs are single sentences."""
        return int(self.chosen[0].sum())


@dataclass(frozen=True, eq=False)
class _Vectors:
    """The sentences of one document.

    Attributes:
        rows: int array [most, nodes]: the row of the last 1 … most sentences before each node in the other arrays; the
            last row, for those not embedded, is zero.
        vectors: [rows, d], of length 1, around the mean of their language.
        rivals: [rows]: mean cosine to the nearest neighbours on the other side.
        lengths: [sentences]: number of characters.
    """

    rows: Ints
    vectors: Floats
    rivals: Floats
    lengths: Floats

    @classmethod
    def of(cls, spans: Spans, vectors: Floats, others: Floats) -> _Vectors:
        """From the vectors of the runs that were embedded, and those of single sentences of the other side."""
        rows = np.full(spans.chosen.shape, len(vectors))
        rows[spans.chosen] = np.arange(len(vectors))
        rivals = np.append(_rivals(vectors, _sample(others)), np.float32(0))
        lengths = np.array([len(text) for text in spans.texts], np.float32)
        return cls(rows, np.pad(vectors, ((0, 1), (0, 0))), rivals, lengths)

    def runs(self, begin: int, end: int) -> tuple[Floats, Floats, Floats]:
        """Vectors, rivals and lengths of the last 1 … most sentences before each of some nodes: [most, nodes, …].

        Runs that were not embedded are sums of their sentences, weighted by length.
        """
        most = len(self.rows)
        first = max(begin - most, 0)
        here = slice(first, end - 1)
        weight = self.lengths[here, None]
        rows = self.rows[0, first + 1 : end]
        table = np.hstack([self.vectors[rows] * weight, self.rivals[rows, None] * weight, weight])
        # Before the first sentence, there are empty ones.
        table = np.pad(table, ((first - (begin - most), 0), (0, 0)))
        out = np.empty((most, end - begin, table.shape[1]), np.float32)
        out[0] = table[most - 1 :]
        for k in range(1, most):
            out[k] = out[k - 1] + table[most - 1 - k : len(table) - k]
        length: Floats = out[..., -1]
        rivals = (out[..., -2] / np.maximum(length, 1)).astype(np.float32)
        vectors = unit(out[..., :-2])
        embedded = self.rows[:, begin:end] < len(self.vectors) - 1
        embedded[0] = False
        vectors[embedded] = self.vectors[self.rows[:, begin:end][embedded]]
        rivals[embedded] = self.rivals[self.rows[:, begin:end][embedded]]
        return vectors, rivals, length


@dataclass(frozen=True, eq=False)
class Likeness:
    """How much more similar the two sides of a bead are to each other than to the rest of the texts.

    Several sentences are embedded as one text where that is asked for; elsewhere their vector is the sum of theirs,
    weighted by length, which is roughly the same. (On novels and on drifted pages, mean strict F1 is .970 with sums
    and .975 with joined texts, judged by weights that other sources taught.) The margin, after Artetxe & Schwenk 2019,
    in units of the spread σ of chance cosines::

        ( cos(x, y) − ½ r(x) − ½ r(y) ) / σ · √(characters / 100)      r: mean cosine to the nearest on the other side

    where the number of characters is the mean of both sides. If the vector of either side is zero, the margin is 0.
    Encoders differ in what all their vectors have in common, in how similar neighbours are, and in dimensions;
    subtracting the means, taking the margin and dividing by σ cancel this, so that one weight suits all of them.
    """

    source: _Vectors
    target: _Vectors
    spread: float

    @classmethod
    def between(cls, source: Spans, target: Spans, encoder: Encoder, progress: Progress | None = None) -> Likeness:
        """The likeness of the sentences of two documents; `progress` and errors as in `embed`.

        Beads of sentences that are not embedded have a margin of 0.
        """
        source, target = source.with_some(), target.with_some()
        left, right = source.joined(), target.joined()
        vectors = embed([*left, *right], encoder, progress)
        x, y = vectors[: len(left)], vectors[len(left) :]
        x, y = around_mean(x, x[: source.singles]), around_mean(y, y[: target.singles])
        singles = x[: source.singles], y[: target.singles]
        return cls(
            _Vectors.of(source, x, singles[1]),
            _Vectors.of(target, y, singles[0]),
            _spread(_sample(singles[0]) @ _sample(singles[1]).T),
        )

    def window(self, rows: tuple[int, int], columns: tuple[int, int]) -> Floats:
        """The margin of each bead that ends in a window of nodes: [source size - 1, target size - 1, rows, columns].

        A node is a number of sentences passed; `rows` and `columns` are the first node and one past the last. Beads
        that would start before the text are cut off at its beginning.
        """
        x, x_rivals, x_length = self.source.runs(*rows)
        y, y_rivals, y_length = self.target.runs(*columns)
        cosine = (x.reshape(-1, x.shape[-1]) @ y.reshape(-1, y.shape[-1]).T).reshape(*x.shape[:2], *y.shape[:2])
        margin = cosine - (x_rivals[:, :, None, None] + y_rivals) / 2
        size = np.sqrt((x_length[:, :, None, None] + y_length) / (2 * _MIDDLING))
        told = np.any(x, axis=-1)[:, :, None, None] & np.any(y, axis=-1)
        out: Floats = np.where(told, margin / self.spread * size, np.float32(0))
        return out.swapaxes(1, 2)


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
