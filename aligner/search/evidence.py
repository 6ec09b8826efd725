"""The gain of any bead: how much better its two sides fit together than by chance.

It is a sum of weighted terms (see `aligner.weights`), computed as arrays over the cells of a corridor. For source
tokens x and target tokens y the lexical term is, after Moore (2002), with IBM Model 1 as evidence::

    E(x,y) = ½ Σ_{t∈y} log( (1−λ)/(|x|+1) · Σ_{s∈x} p(t|s)/u(t) + λ )
           + ½ Σ_{s∈x} log( (1−λ)/(|y|+1) · Σ_{t∈y} p(s|t)/u(s) + λ )

λ is the share of tokens that need no explanation; it is larger for words of which little is known (`Ties`).

The corridor is worked through in windows: some of its rows, with all columns that they hold. Within a window, words are
the rows and columns of small dense tables, repeated words are counted, and every single sentence is compared with every
other; sums over several sentences are taken only for the cells of the corridor. What depends on one side alone is
computed beforehand for each of its nodes (`aligner.search.side`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aligner.search.habits import Habits
from aligner.search.lattice import Corridor, Lattice, Nulls
from aligner.search.likeness import Likeness
from aligner.search.side import Side
from aligner.weights import BEAD_TYPES, MOST, NULL_TERMS, TERMS, Weights
from aligner.words.ties import Ties

Floats = NDArray[np.floating]
Ints = NDArray[np.integer]
BothNulls = tuple[Nulls, Nulls]

_SIZES = np.array(BEAD_TYPES).T - 1  # source and target sentences of each type, from 0
_SIDES = ("source", "target")
_JOINS = np.array([kind != (1, 1) for kind in BEAD_TYPES], np.float32)
# Added to a sentence's number of tokens where a mean is taken, so that two words do not speak as loudly as twenty.
_FEW = 1.0
# Source rows worked on at once. More rows mean fewer calls but wider windows of words. Swept over 16 to 64.
STRETCH = 32
# Limits that keep a window's tables small, whatever the text: columns, tokens of its rows, and word pairs (16 MB a
# table; also the fastest of 2^20 to 2^24 where a whole rectangle is searched). Other windows hardly come near them.
_COLUMNS, _TOKENS, _WORD_PAIRS = 2_048, 8_192, 1 << 22
# The squared deviation, in variances, above which the length term grows only logarithmically: translators are sometimes
# far freer than a normal distribution would allow.
_TAIL = 4.0


@dataclass(frozen=True, eq=False)
class Evidence:
    """The gains of all beads between two sides.

    Attributes:
        source, target: the sides.
        ties: what the words of one side have to do with those of the other. Of several, each serves `STRETCH` rows of
            the corridor, in turn (`aligner.search.own_words`).
        weights: see `aligner.weights`.
        habits: those of this translation.
        likeness: what an encoder says, if there is one.
    """

    source: Side
    target: Side
    ties: tuple[Ties, ...]
    weights: Weights
    habits: Habits
    likeness: Likeness | None = None

    def lattice(self, corridor: Corridor, rows: range | None = None, nulls: BothNulls | None = None) -> Lattice:
        """The beads that end in a corridor, or some of its rows, with their gains; those of nulls may be given."""
        rows = range(corridor.rows) if rows is None else rows
        source, target = nulls or self.nulls()
        return Lattice(corridor.some(rows), BEAD_TYPES, self.gains(corridor, rows), source, target, rows.start)

    def nulls(self) -> BothNulls:
        """What each sentence of the source, and of the target, gains where it is left alone."""
        source, target = (
            Nulls(*(np.tensordot(self.null_weights, terms, 1) for terms in self.null_terms(which))) for which in _SIDES
        )
        return source, target

    def gains(self, corridor: Corridor, rows: range | None = None) -> Floats:
        """float array [bead types, cells]: the gain of the bead of each type that ends at each cell, in nats.

        Of only some rows, if these are given; the first must begin a stretch.
        """
        rows = range(corridor.rows) if rows is None else rows
        begin, end = (int(corridor.first[row]) for row in (rows.start, rows.stop))
        out = np.empty((len(BEAD_TYPES), end - begin), np.float32)
        for cells, terms in self._windows(corridor, rows):
            out[:, cells] = self._weighted(terms)
        out += self._constants[:, None]
        return out

    def gains_at(self, rows: Ints, columns: Ints) -> Floats:
        """float array [bead types, nodes]: the same for beads that end at any nodes, wherever these lie."""
        out = np.empty((len(BEAD_TYPES), len(rows)), np.float32)
        windows = rows // STRETCH, columns // STRETCH
        order = np.lexsort(windows[::-1])
        edges = np.flatnonzero(np.any([np.diff(each[order]) for each in windows], axis=0)) + 1
        for here in np.split(order, edges) if len(order) else ():
            out[:, here] = self._weighted(self._terms(rows[here], columns[here]))
        out += self._constants[:, None]
        return out

    def terms(self, corridor: Corridor) -> Floats:
        """float array [terms, bead types, cells]: each term by itself, before weighting; for learning weights."""
        out = np.zeros((len(TERMS), len(BEAD_TYPES), corridor.cells), np.float32)
        for cells, terms in self._windows(corridor, range(corridor.rows)):
            for name, values in terms.items():
                out[TERMS.index(name)][:, cells] = values[_SIZES[0], _SIZES[1]]
        out[TERMS.index("joins")] = (np.float32(self.habits.joins) * _JOINS)[:, None]
        return out

    def words_of(self, end: tuple[int, int], size: tuple[int, int]) -> float:
        """The lexical term of the bead of so many source and target sentences that ends at a node, in nats."""
        lexical, _ = self._lexical(np.array([end[0]]), np.array([end[1]]), self.ties_at(end[0]))
        return float(lexical[size[0] - 1, size[1] - 1, 0])

    def null_terms(self, which: str) -> tuple[Floats, Floats]:
        """Two float arrays [null terms, sentences]: for opening a run and for continuing one, before weighting.

        Args:
            which: ``"source"`` or ``"target"``.
        """
        side, trust = (
            (self.source, self.habits.source_trust) if which == "source" else (self.target, self.habits.target_trust)
        )
        tokens = -np.sqrt(np.diff(side.starts))
        opening, further = np.zeros((2, len(NULL_TERMS), len(tokens)))
        opening[NULL_TERMS.index("opening")] = 1
        opening[NULL_TERMS.index("opening_rate")] = self.habits.runs
        opening[NULL_TERMS.index("tokens")] = tokens
        opening[NULL_TERMS.index("inside")] = trust * ~side.breaks[:-1]
        further[NULL_TERMS.index("further")] = 1
        further[NULL_TERMS.index("further_rate")] = self.habits.run_length
        further[NULL_TERMS.index("tokens")] = tokens
        return opening, further

    def ties_at(self, row: int) -> Ties:
        """The ties that serve a row."""
        return self.ties[row // STRETCH % len(self.ties)]

    @property
    def null_weights(self) -> Floats:
        """float array [null terms]: the factors of `null_terms`."""
        return np.array([getattr(self.weights.nulls, name) for name in NULL_TERMS])

    @property
    def _constants(self) -> Floats:
        """float array [bead types]: what a bead of each type gains whatever its words."""
        priors = np.array([self.weights.priors.of(a, b) for a, b in BEAD_TYPES], np.float32)
        out: Floats = priors + np.float32(self.weights.terms.joins * self.habits.joins) * _JOINS
        return out

    def _weighted(self, terms: Mapping[str, Floats]) -> Floats:
        """The weighted sum of some terms: [bead types, cells]."""
        gains = np.zeros(terms["lexical"].shape, np.float32)
        for name, values in terms.items():
            gains += np.float32(getattr(self.weights.terms, name)) * values
        out: Floats = gains[_SIZES[0], _SIZES[1]]
        return out

    def _windows(self, corridor: Corridor, within: range) -> Iterator[tuple[slice | Ints, Mapping[str, Floats]]]:
        """Some rows by stretches, and by columns where there are many: cells, counted from theirs, and terms of beads.

        Terms are arrays that broadcast to [source size - 1, target size - 1, cells]. Those of a bead that would start
        before the text are meaningless; it is never taken.
        """
        for rows, tokens in _pieces(self.source, within, STRETCH, _TOKENS):
            row, column = corridor.nodes(rows.start, rows.stop)
            first = int(corridor.first[rows.start] - corridor.first[within.start])
            width = range(int(corridor.low[rows.start]), int(corridor.high[rows.stop - 1]))
            pieces = [columns for columns, _ in _pieces(self.target, width, _COLUMNS, _WORD_PAIRS // max(1, tokens))]
            if len(pieces) == 1:
                yield slice(first, first + len(row)), self._terms(row, column)
                continue
            for columns in pieces:
                here = np.flatnonzero((column >= columns.start) & (column < columns.stop))
                if len(here):
                    yield first + here, self._terms(row[here], column[here])

    def _terms(self, row: Ints, column: Ints) -> Mapping[str, Floats]:
        """The terms of the beads that end at some nodes, all within a window."""
        x, y = self.source.spans[row], self.target.spans[column]
        lexical, weakest = self._lexical(row, column, self.ties_at(int(row[0])))
        terms = {
            "lexical": lexical,
            "weakest": weakest,
            "length": self._length(x.characters[:, None], y.characters),
            "break_one": self._break_one(x.breaks[:, None], y.breaks),
        }
        if self.likeness:
            rows, columns = (int(row.min()), int(row.max()) + 1), (int(column.min()), int(column.max()) + 1)
            window = self.likeness.window(rows, columns)
            terms["encoder"] = window[:, :, row - rows[0], column - columns[0]]
        return terms

    def _lexical(self, row: Ints, column: Ints, ties: Ties) -> tuple[Floats, Floats]:
        """E, and E per token of the sentence that the other side of the bead explains least.

        Both for each bead that ends at one of the nodes: [source size - 1, target size - 1, nodes].
        """
        rows, columns = (slice(int(nodes.min()), int(nodes.max()) + 1) for nodes in (row, column))
        source_types, source = self.source.window(rows.start - MOST, rows.stop - 1)
        target_types, target = self.target.window(columns.start - MOST, columns.stop - 1)
        forward, backward = ties.dense(source_types, target_types)

        # How well 1 … MOST source sentences explain each target sentence: [source size - 1, rows, target sentences]
        explained = self._log_explained(
            _running(source @ forward), self.source.spans[rows].tokens, ties.target_known[target_types]
        )
        by_target = explained @ target.T
        # and target sentences each source sentence: [target size - 1, columns, source sentences].
        explained = self._log_explained(
            _running(target @ backward.T), self.target.spans[columns].tokens, ties.source_known[source_types]
        )
        by_source = explained @ source.T

        # Of each of the last 1 … MOST sentences before each node, how well it is explained: [explaining, last, nodes].
        at_row, at_column = row - rows.start, column - columns.start
        target_part = _last(by_target, at_row, at_column)
        source_part = _last(by_source, at_column, at_row)
        total = _accumulated(np.add, target_part)
        total += _accumulated(np.add, source_part).swapaxes(0, 1)
        total /= 2
        target_part /= _last(target.sum(axis=1)[None, None] + _FEW, np.zeros_like(at_row), at_column)
        source_part /= _last(source.sum(axis=1)[None, None] + _FEW, np.zeros_like(at_row), at_row)
        weakest = _accumulated(np.minimum, target_part)
        np.minimum(weakest, _accumulated(np.minimum, source_part).swapaxes(0, 1), out=weakest)
        return total, weakest

    def _log_explained(self, support: Floats, tokens: Floats, known: Floats) -> Floats:
        """Log of how much likelier each word is beside these sentences than anywhere: [MOST, nodes, words]."""
        explained = np.float32(1 - self.habits.unexplained)
        support *= (explained / (tokens + 1))[:, :, None]
        support += 1 - explained * known
        return np.log(support, out=support)

    def _length(self, x: Floats, y: Floats) -> Floats:
        """Minus how far the log ratio of characters deviates from what is usual here: 0 at best."""
        deviation = np.log(y + 1) - np.log(x + 1)
        deviation -= np.float32(self.habits.log_ratio)
        variance = np.float32(2 * self.weights.spread_short) / (x + y + 1)
        variance += np.float32(self.weights.spread)
        deviation *= deviation
        deviation /= _TAIL * variance
        out: Floats = np.log1p(deviation, out=deviation)
        return np.negative(out, out=out)

    def _break_one(self, x: Floats, y: Floats) -> Floats:
        """Whether just one side starts a paragraph, times how far paragraph breaks of that side can be trusted."""
        alone = np.float32(self.habits.source_trust) * x * (1 - y)
        alone += np.float32(self.habits.target_trust) * (1 - x) * y
        return alone


def _last(values: Floats, nodes: Ints, sentences: Ints) -> Floats:
    """From [sizes, nodes of one side, sentences of the other], the values at the last MOST sentences before each node.

    Returns: [sizes, MOST, nodes]; sentences are counted from MOST before the first node.
    """
    place = nodes * values.shape[2] + sentences + np.arange(MOST - 1, -1, -1)[:, None]
    out: Floats = values.reshape(len(values), -1).take(place, axis=1)
    return out


def _accumulated(combine: np.ufunc, values: Floats) -> Floats:
    """Running sums, or minima, over the last 1 … MOST sentences, along the second-to-last axis."""
    out = values.copy()
    for k in range(1, MOST):
        combine(out[:, k], out[:, k - 1], out=out[:, k])
    return out


def _pieces(side: Side, nodes: range, most: int, most_tokens: int) -> Iterator[tuple[range, int]]:
    """The nodes of one side in pieces that no multiple of `most` divides, fewer where sentences are long.

    With each piece comes its number of tokens.
    """
    begin = nodes.start
    while begin < nodes.stop:
        before = int(side.starts[max(begin - MOST, 0)])
        end = int(np.searchsorted(side.starts, before + most_tokens, side="right"))
        end = min(max(end, begin + 1), (begin // most + 1) * most, nodes.stop)
        yield range(begin, end), int(side.starts[end - 1]) - before
        begin = end


def _running(values: Floats) -> Floats:
    """Sums of the last 1 … MOST sentences before each node: from [sentences, words] to [MOST, nodes, words]."""
    nodes = len(values) - MOST + 1
    out = np.empty((MOST, nodes, values.shape[1]), np.float32)
    out[0] = values[MOST - 1 :]
    for k in range(1, MOST):
        np.add(out[k - 1], values[MOST - 1 - k : MOST - 1 - k + nodes], out=out[k])
    return out
