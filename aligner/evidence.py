"""The log-odds of any bead: how much better its two sides fit together than by chance.

A sum of weighted terms (see `TERMS`); arrays over the cells of a corridor, no files. For source tokens x and
target tokens y the lexical term is, after Moore 2002 with IBM Model 1 as evidence::

    E(x,y) = ½ Σ_{t∈y} log( (1−λ)/(|x|+1) · Σ_{s∈x} p(t|s)/u(t) + λ )
           + ½ Σ_{s∈x} log( (1−λ)/(|y|+1) · Σ_{t∈y} p(s|t)/u(s) + λ )

λ is the share of tokens that need no explanation; it is larger for words of which little is known (`Ties`).

Repeated words are counted, not repeated: for a window of the corridor, words are rows and columns of small
dense tables, and a bead of several sentences is a difference of running sums.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from aligner.lattice import Corridor
from aligner.model import Document
from aligner.options import Weights
from aligner.ties import Ties, Words
from aligner.tokens import tokenize

Floats = NDArray[np.floating]
Ints = NDArray[np.integer]

MOST = 4  # sentences a side in one bead
BEAD_TYPES = ((1, 0), (0, 1), *((a, b) for a in range(1, MOST + 1) for b in range(1, MOST + 1)))

# What the gain of a bead is a weighted sum of, beside the prior of its shape.
TERMS = ("lexical", "length", "null_length", "break_both", "break_one", "break_inside")
# Source rows worked on at once. More rows mean fewer calls but wider windows of words.
_ROWS = 32


@dataclass(frozen=True, eq=False)
class Side:
    """One document as evidence sees it.

    Attributes:
        words: its word types.
        tokens: int array: index in `words` of each token, sentence after sentence.
        starts: int array [sentences + 1]: first token of each sentence.
        lengths: float array [sentences]: characters.
        breaks: bool array [sentences + 1]: whether a block starts at this sentence; the end counts as one.
    """

    words: tuple[str, ...]
    tokens: Ints
    starts: Ints
    lengths: Floats
    breaks: NDArray[np.bool_]

    @classmethod
    def of(cls, document: Document) -> Side:
        index: dict[str, int] = {}
        tokens: list[int] = []
        starts = [0]
        for sentence in document.sentences:
            tokens.extend(index.setdefault(word, len(index)) for word in tokenize(sentence.text))
            starts.append(len(tokens))
        breaks = np.zeros(len(document.sentences) + 1, bool)
        breaks[list(document.block_starts)] = True
        lengths = np.array([len(sentence.text) for sentence in document.sentences], np.float32)
        return cls(tuple(index), np.array(tokens, np.int64), np.array(starts, np.int64), lengths, breaks)

    def tokens_between(self, begin: Ints, end: Ints) -> Ints:
        """Number of tokens of the sentences begin … end - 1."""
        return self.starts[end] - self.starts[begin]

    def characters_between(self, begin: Ints, end: Ints) -> NDArray[np.float64]:
        """Number of characters of the sentences begin … end - 1."""
        return self._characters[end] - self._characters[begin]

    def breaks_inside(self, begin: Ints, end: Ints) -> Ints:
        """Number of blocks that start at the sentences begin + 1 … end - 1."""
        return self._breaks[end] - self._breaks[np.minimum(begin + 1, end)]

    @cached_property
    def _characters(self) -> NDArray[np.float64]:
        return np.concatenate([[0.0], np.cumsum(self.lengths, dtype=np.float64)])

    @cached_property
    def _breaks(self) -> Ints:
        return np.concatenate([[0], np.cumsum(self.breaks[:-1])])

    @property
    def vocabulary(self) -> Words:
        """The word types with how often each occurs."""
        return Words(self.words, np.bincount(self.tokens, minlength=len(self.words)))

    def window(self, begin: int, end: int) -> tuple[Ints, Floats]:
        """Word types of the sentences begin … end - 1 and how often each stands in each, [sentences, types].

        Sentences before the first are empty ones.
        """
        first = max(begin, 0)
        tokens = self.tokens[self.starts[first] : self.starts[end]]
        types, local = np.unique(tokens, return_inverse=True)
        sentence = np.repeat(np.arange(first - begin, end - begin), np.diff(self.starts[first : end + 1]))
        table = np.bincount(sentence * len(types) + local, minlength=(end - begin) * len(types))
        return types, table.reshape(end - begin, len(types)).astype(np.float32)


@dataclass(frozen=True, eq=False)
class Evidence:
    """The gains of all beads between two sides.

    Attributes:
        source, target: the sides.
        ties: what the words of one side have to do with those of the other.
        weights: see `aligner.options.Weights`.
    """

    source: Side
    target: Side
    ties: Ties
    weights: Weights

    def gains(self, corridor: Corridor) -> Floats:
        """float array [bead types, cells]: the log-odds of the bead of each type that ends at each cell."""
        out = np.empty((len(BEAD_TYPES), corridor.cells), np.float32)
        weights = np.array([self.weights.terms[name] for name in TERMS], np.float32)
        priors = np.array([self.weights.priors[shape(a, b)] for a, b in BEAD_TYPES], np.float32)
        for cells, terms in self._windows(corridor):
            out[:, cells] = np.tensordot(weights, terms, 1) + priors[:, None]
        return out

    def terms(self, corridor: Corridor) -> Floats:
        """float array [terms, bead types, cells]: each term by itself, before weighting; for learning weights."""
        out = np.empty((len(TERMS), len(BEAD_TYPES), corridor.cells), np.float32)
        for cells, terms in self._windows(corridor):
            out[:, :, cells] = terms
        return out

    def _windows(self, corridor: Corridor) -> Iterator[tuple[slice, Floats]]:
        """The terms [terms, bead types, cells] of some rows of the corridor after the other."""
        ratio = _log_ratio(self.source, self.target)
        layout = _layout_strength(self.source, self.target)
        for begin in range(0, corridor.rows, _ROWS):
            end = min(begin + _ROWS, corridor.rows)
            row, column = corridor.nodes(begin, end)
            left, right = int(column.min()), int(column.max()) + 1
            lexical = self._lexical((begin, end), (left, right))
            terms = np.zeros((len(TERMS), len(BEAD_TYPES), len(row)), np.float32)
            for k, (a, b) in enumerate(BEAD_TYPES):
                # Where the bead starts; one that would start before the text is never taken.
                i, j = np.maximum(row - a, 0), np.maximum(column - b, 0)
                if a and b:
                    terms[0, k] = lexical[a - 1, b - 1, row - begin, column - left]
                    terms[1, k] = self._length((i, row), (j, column), ratio)
                    terms[3:, k] = layout * self._breaks((i, row), (j, column))
                else:
                    tokens = self.source.tokens_between(i, row) + self.target.tokens_between(j, column)
                    terms[2, k] = -np.sqrt(tokens)
            yield slice(int(corridor.first[begin]), int(corridor.first[end])), terms

    def _lexical(self, rows: tuple[int, int], columns: tuple[int, int]) -> Floats:
        """E of each bead that ends in a window of nodes: [source size - 1, target size - 1, rows, columns]."""
        height, width = rows[1] - rows[0], columns[1] - columns[0]
        source_types, source = self.source.window(rows[0] - MOST, rows[1] - 1)
        target_types, target = self.target.window(columns[0] - MOST, columns[1] - 1)
        forward, backward = self.ties.dense(source_types, target_types)
        out = np.empty((MOST, MOST, height, width), np.float32)

        explained = source @ forward  # [source sentences, target types]
        tokens = source.sum(axis=1)
        support: Floats = np.zeros((height, len(target_types)), np.float32)
        size: Floats = np.zeros(height, np.float32)
        for a in range(1, MOST + 1):
            support = support + explained[MOST - a : MOST - a + height]
            size = size + tokens[MOST - a : MOST - a + height]
            gain = (
                self._log_explained(support, size[:, None], self.ties.target_known[target_types]) @ target.T
            )  # [rows, target sentences]
            out[a - 1] = _running_sums(gain.T, width).swapaxes(1, 2)

        explained = backward @ target.T  # [source types, target sentences]
        tokens = target.sum(axis=1)
        support = np.zeros((len(source_types), width), np.float32)
        size = np.zeros(width, np.float32)
        for b in range(1, MOST + 1):
            support = support + explained[:, MOST - b : MOST - b + width]
            size = size + tokens[MOST - b : MOST - b + width]
            gain = source @ self._log_explained(
                support, size, self.ties.source_known[source_types, None]
            )  # [source sentences, columns]
            out[:, b - 1] += _running_sums(gain, height)
        return out / 2

    def _log_explained(self, support: Floats, size: Floats, known: Floats) -> Floats:
        """How much likelier each word is in this company than anywhere, as a log."""
        explained = np.float32(1 - self.weights.unexplained)
        return np.log(explained / (size + 1) * support + (1 - explained * known))

    def _length(self, source: tuple[Ints, Ints], target: tuple[Ints, Ints], ratio: float) -> Floats:
        """Minus half the squared deviation of the log ratio of characters, in standard deviations."""
        x = self.source.characters_between(*source)
        y = self.target.characters_between(*target)
        variance = self.weights.spread + self.weights.spread_short * 2 / (x + y + 1)
        return -((np.log((y + 1) / (x + 1)) - ratio) ** 2) / (2 * variance)

    def _breaks(self, source: tuple[Ints, Ints], target: tuple[Ints, Ints]) -> Floats:
        """Block breaks: [3, cells]: at the bead's start on both sides, on one side only, and number inside the bead."""
        left, right = self.source.breaks[source[0]], self.target.breaks[target[0]]
        inside = self.source.breaks_inside(*source) + self.target.breaks_inside(*target)
        return np.stack([left & right, left ^ right, inside]).astype(np.float32)


def shape(a: int, b: int) -> str:
    """Beads of one shape share a prior: which side is the longer says nothing.

    >>> shape(1, 2)
    '2-1'
    """
    return f"{max(a, b)}-{min(a, b)}"


def _running_sums(values: Floats, size: int) -> Floats:
    """Sums over 1 … MOST sentences that end at each node: [sentences, n] to [MOST, nodes, n]."""
    out = np.empty((MOST, size, values.shape[1]), np.float32)
    total: Floats = np.zeros((size, values.shape[1]), np.float32)
    for k in range(1, MOST + 1):
        total = total + values[MOST - k : MOST - k + size]
        out[k - 1] = total
    return out


def _log_ratio(source: Side, target: Side) -> float:
    """Log of how many target characters stand for one of the source; within a factor of three."""
    ratio = (target.lengths.sum() + 1) / (source.lengths.sum() + 1)
    return float(np.log(np.clip(ratio, 1 / 3, 3)))


def _layout_strength(source: Side, target: Side) -> float:
    """How far block breaks can be trusted: 1 where both sides have as many, 0 where one has lost them."""
    left, right = int(source.breaks.sum()) - 2, int(target.breaks.sum()) - 2
    if min(left, right) <= 0:
        return 0.0
    return min(left, right) / max(left, right)
