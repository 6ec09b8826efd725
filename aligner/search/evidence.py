"""The gain of any bead: how much better its two sides fit together than by chance.

A sum of weighted terms (see `aligner.weights.Terms`); arrays over the cells of a corridor, no files. For source tokens
x and target tokens y the lexical term is, after Moore 2002 with IBM Model 1 as evidence::

    E(x,y) = ½ Σ_{t∈y} log( (1−λ)/(|x|+1) · Σ_{s∈x} p(t|s)/u(t) + λ )
           + ½ Σ_{s∈x} log( (1−λ)/(|y|+1) · Σ_{t∈y} p(s|t)/u(s) + λ )

λ is the share of tokens that need no explanation; it is larger for words of which little is known (`Ties`).

Work goes by windows: some rows of the corridor and all columns that they hold, a rectangle of nodes. In a window
words are rows and columns of small dense tables, repeated words are counted, and a bead of several sentences is a
running sum. What depends on one side only is known for each of its nodes beforehand (`aligner.search.side`) and
broadcast.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from aligner.search.lattice import Corridor, Lattice
from aligner.search.likeness import Likeness
from aligner.search.side import Side
from aligner.weights import BEAD_TYPES, MOST, TERMS, Weights
from aligner.words.ties import Ties

Floats = NDArray[np.floating]
Ints = NDArray[np.integer]

_ALL = ((1, 0), (0, 1), *((a, b) for a in range(1, MOST + 1) for b in range(1, MOST + 1)))
_SEARCHED = [_ALL.index(kind) for kind in BEAD_TYPES]

# Tokens added to a sentence's own where a mean is taken, so that two words do not speak as loud as twenty.
_FEW = 1.0
# Source rows worked on at once. More rows mean fewer calls but wider windows of words. Swept over 16 to 64.
_ROWS = 32


@dataclass(frozen=True, eq=False)
class Evidence:
    """The gains of all beads between two sides.

    Attributes:
        source, target: the sides.
        ties: what the words of one side have to do with those of the other.
        weights: see `aligner.weights`.
        likeness: what an encoder says; None: nothing.
    """

    source: Side
    target: Side
    ties: Ties
    weights: Weights
    likeness: Likeness | None = None

    def lattice(self, corridor: Corridor) -> Lattice:
        """The beads that end in a corridor, with their gains."""
        return Lattice(corridor, BEAD_TYPES, self.gains(corridor))

    def gains(self, corridor: Corridor) -> Floats:
        """float array [bead types, cells]: the gain of the bead of each type that ends at each cell, in nats."""
        out = np.empty((len(BEAD_TYPES), corridor.cells), np.float32)
        priors = np.zeros(len(_ALL), np.float32)
        priors[_SEARCHED] = [self.weights.priors.of(a, b) for a, b in BEAD_TYPES]
        for cells, nodes, terms in self._windows(corridor):
            # Weighed before the nodes of the corridor are picked: one array to pick from, not one for each term.
            gains = np.broadcast_to(priors[:, None, None], (len(_ALL), *terms["lexical"].shape[2:])).copy()
            for name, values in terms.items():
                weight = np.float32(getattr(self.weights.terms, name))
                if weight:
                    part = _part(gains, name)
                    part += weight * values
            out[:, cells] = gains.reshape(len(_ALL), -1)[_SEARCHED].take(nodes, axis=1)
        return out

    def terms(self, corridor: Corridor) -> Floats:
        """float array [terms, bead types, cells]: each term by itself, before weighting; for learning weights."""
        out = np.empty((len(TERMS), len(BEAD_TYPES), corridor.cells), np.float32)
        for cells, nodes, terms in self._windows(corridor):
            for k, name in enumerate(TERMS):
                table = np.zeros((len(_ALL), *terms["lexical"].shape[2:]), np.float32)
                _part(table, name)[...] = terms.get(name, 0)
                out[k, :, cells] = table.reshape(len(_ALL), -1)[_SEARCHED].take(nodes, axis=1)
        return out

    def _windows(self, corridor: Corridor) -> Iterator[tuple[slice, Ints, Mapping[str, Floats]]]:
        """For some rows of the corridor after the other: their cells, which of the window's nodes those are, terms."""
        for begin in range(0, corridor.rows, _ROWS):
            end = min(begin + _ROWS, corridor.rows)
            row, column = corridor.nodes(begin, end)
            left, right = int(column.min()), int(column.max()) + 1
            nodes = (row - begin) * (right - left) + column - left
            cells = slice(int(corridor.first[begin]), int(corridor.first[end]))
            yield cells, nodes, self._terms(slice(begin, end), slice(left, right))

    def _terms(self, rows: slice, columns: slice) -> Mapping[str, Floats]:
        """The terms of the beads that end in a rectangle of nodes.

        Arrays that broadcast to [source size - 1, target size - 1, rows, columns], and `null_length` to
        [2, rows, columns]; those without a say are missing. A bead that would start before the text is never taken;
        its values mean nothing.
        """
        x, y = self.source.spans[rows], self.target.spans[columns]
        lexical, weakest = self._lexical(rows, columns)
        nulls = np.stack(np.broadcast_arrays(-np.sqrt(x.tokens[0])[:, None], -np.sqrt(y.tokens[0])))
        terms = {
            "lexical": lexical,
            "mean": lexical / _outer(np.add, x.tokens / 2 + _FEW, y.tokens / 2),
            "weakest": weakest,
            "length": self._length(x.characters, y.characters),
            "null_length": nulls,
            "break_one": self._layout * np.abs(_outer(np.subtract, x.breaks, y.breaks)),
            "break_inside": self._layout * _outer(np.add, x.inside, y.inside),
        }
        if self.likeness:
            terms["encoder"] = self.likeness.window((rows.start, rows.stop), (columns.start, columns.stop), MOST)
        return terms

    def _lexical(self, rows: slice, columns: slice) -> tuple[Floats, Floats]:
        """E, and the gain a token of the sentence that the rest of the bead explains least.

        Both for each bead that ends in a rectangle of nodes: [source size - 1, target size - 1, rows, columns].
        """
        source_types, source = self.source.window(rows.start - MOST, rows.stop - 1)
        target_types, target = self.target.window(columns.start - MOST, columns.stop - 1)
        forward, backward = self.ties.dense(source_types, target_types)

        # How well 1 … MOST source sentences explain each target sentence: [source size - 1, rows, target sentences]
        support = _running(source @ forward, np.add, along=0, into=0)
        explained = self._log_explained(support, self.source.spans[rows].tokens, self.ties.target_known[target_types])
        by_target = explained @ target.T
        # and target sentences each source sentence: [target size - 1, source sentences, columns].
        support = _running(target @ backward.T, np.add, along=0, into=0)
        explained = self._log_explained(
            support, self.target.spans[columns].tokens, self.ties.source_known[source_types]
        )
        by_source = source @ explained.swapaxes(1, 2)

        total = _running(by_target, np.add, along=2, into=1)
        total += _running(by_source, np.add, along=1, into=0)
        by_target /= target.sum(axis=1) + _FEW
        by_source /= source.sum(axis=1)[:, None] + _FEW
        weakest = _running(by_target, np.minimum, along=2, into=1)
        np.minimum(weakest, _running(by_source, np.minimum, along=1, into=0), out=weakest)
        total /= 2
        return total, weakest

    def _log_explained(self, support: Floats, tokens: Floats, known: Floats) -> Floats:
        """How much likelier each word is in this company than anywhere, as a log: [MOST, nodes, words]."""
        explained = np.float32(1 - self.weights.unexplained)
        support *= (explained / (tokens + 1))[:, :, None]
        support += 1 - explained * known
        return np.log(support, out=support)

    def _length(self, x: Floats, y: Floats) -> Floats:
        """Minus half the squared deviation of the log ratio of characters, in standard deviations."""
        deviation = _outer(np.subtract, -np.log(x + 1) - self._log_ratio, -np.log(y + 1))
        variance = np.float32(2 * self.weights.spread_short) / _outer(np.add, x + 1, y)
        variance += np.float32(self.weights.spread)
        deviation *= deviation
        deviation /= -2 * variance
        return deviation

    @cached_property
    def _log_ratio(self) -> np.float32:
        """Log of how many target characters stand for one of the source; within a factor of three."""
        ratio = (self.target.lengths.sum() + 1) / (self.source.lengths.sum() + 1)
        return np.float32(np.log(np.clip(ratio, 1 / 3, 3)))

    @cached_property
    def _layout(self) -> np.float32:
        """How far block breaks can be trusted: 1 where both sides have as many, 0 where one has lost them."""
        left, right = int(self.source.breaks.sum()) - 2, int(self.target.breaks.sum()) - 2
        return np.float32(min(left, right) / max(left, right) if min(left, right) > 0 else 0)


def _part(table: Floats, term: str) -> Floats:
    """The beads in a table [bead types, rows, columns] that a term is about: nulls, or the rest as [MOST, MOST, …]."""
    nulls = len(_ALL) - MOST * MOST
    return table[:nulls] if term == "null_length" else table[nulls:].reshape(MOST, MOST, *table.shape[1:])


def _outer(combine: np.ufunc, source: Floats, target: Floats) -> Floats:
    """Each of [MOST, rows] with each of [MOST, columns]: [MOST, MOST, rows, columns]."""
    out: Floats = combine(source[:, None, :, None], target[None, :, None, :])
    return out


def _running(values: Floats, combine: np.ufunc, *, along: int, into: int) -> Floats:
    """Sums, or the least, of 1 … MOST sentences that end at each node.

    The axis `along` goes from sentences to nodes, MOST - 1 fewer; how many sentences is a new axis at `into`.
    """
    nodes = values.shape[along] - MOST + 1
    before = (slice(None),) * along
    last = [values[(*before, slice(MOST - 1 - k, MOST - 1 - k + nodes))] for k in range(MOST)]
    out = np.empty((*last[0].shape[:into], MOST, *last[0].shape[into:]), np.float32)
    each = np.moveaxis(out, into, 0)
    each[0] = last[0]
    for k in range(1, MOST):
        combine(each[k - 1], last[k], out=each[k])
    return out
