"""The gain of any bead: how much better its two sides fit together than by chance.

It is a sum of weighted terms (see `aligner.weights`), computed as arrays over the cells of a corridor: that of the
words (`aligner.search.explained`), lengths, paragraph breaks, and what an encoder says. What depends on one side alone
is computed beforehand for each of its nodes (`aligner.search.side`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aligner.search.explained import explained
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
_JOINS = np.array([kind != (1, 1) for kind in BEAD_TYPES], np.float32)
# Source rows worked on at once, of one document and of several. More rows mean fewer calls, but of one document more
# pairs of words that are too far apart. Swept over 16 to 64.
STRETCH, _STRETCH_OF_SEVERAL = 32, 512
# Limits that keep a window's tables small, whatever the text: columns, tokens of its rows, and word pairs.
_COLUMNS, _TOKENS, _WORD_PAIRS = 2_048, 8_192, 1 << 22
# Cells of which the other terms are computed at once.
_CELLS = 1 << 14
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

    def lattice(self, corridor: Corridor, by_content: Floats | None = None) -> Lattice:
        """The beads that end in a corridor, with their gains, and what sentences gain when left alone.

        Args:
            by_content: what `by_content` gives there, if that is known already.
        """
        return self.part(corridor, 0, self.nulls(), by_content)

    def part(self, corridor: Corridor, top: int, nulls: BothNulls, by_content: Floats | None = None) -> Lattice:
        """The same for a block (`aligner.search.blocks`) whose first row has this number and begins a stretch."""
        return Lattice(corridor, BEAD_TYPES, self.gains(corridor, top, by_content), *nulls, top)

    def gains(self, corridor: Corridor, top: int = 0, by_content: Floats | None = None) -> Floats:
        """float array [bead types, cells]: the gain of the bead of each type that ends at each cell, in nats."""
        out = self.by_content(corridor, top) if by_content is None else by_content.copy()
        row, column = corridor.every()
        row += top
        for begin in range(0, len(row), _CELLS):
            here = slice(begin, begin + _CELLS)
            self._add(self._layout(row[here], column[here]), row[here], out[:, here])
        return out

    def by_content(self, corridor: Corridor, top: int = 0) -> Floats:
        """float array [bead types, cells]: the part of the gains that comes from words, and from an encoder.

        Of the habits it depends on nothing but the share of unexplained words.
        """
        out = np.empty((len(BEAD_TYPES), corridor.cells), np.float32)
        for cells, row, column in self._windows(corridor, top):
            out[:, cells] = self._weighted(self._content(row, column))
        return out

    def gains_at(self, rows: Ints, columns: Ints) -> Floats:
        """float array [bead types, nodes]: the same for beads that end at any nodes, wherever these lie."""
        out = np.empty((len(BEAD_TYPES), len(rows)), np.float32)
        for here, terms in self._content_at(rows, columns):
            out[:, here] = self._weighted(terms)
        self._add(self._layout(rows, columns), rows, out)
        return out

    def terms(self, corridor: Corridor) -> Floats:
        """float array [terms, bead types, cells]: each term by itself, before weighting; for learning weights."""
        out = np.zeros((len(TERMS), len(BEAD_TYPES), corridor.cells), np.float32)
        for cells, row, column in self._windows(corridor, 0):
            for name, values in {**self._content(row, column), **self._layout(row, column)}.items():
                out[TERMS.index(name)][:, cells] = values[_SIZES[0], _SIZES[1]]
        out[TERMS.index("joins")] = _JOINS[:, None] * self._of(self.habits.joins, corridor.every()[0])
        return out

    def words_of(self, ends: tuple[Ints, Ints], sizes: tuple[Ints, Ints]) -> Floats:
        """float array [beads]: the lexical term of some beads, in nats.

        Args:
            ends: row and column of the node at which each ends.
            sizes: how many source and target sentences each has.
        """
        out = np.empty(len(ends[0]), np.float32)
        for here, terms in self._content_at(*ends):
            out[here] = terms["lexical"][sizes[0][here] - 1, sizes[1][here] - 1, np.arange(len(here))]
        return out

    def nulls(self) -> BothNulls:
        """What each sentence of the source, and of the target, gains when left alone."""
        weights = [getattr(self.weights.nulls, name) for name in NULL_TERMS]
        source, target = (
            Nulls(_weighted_sum(weights, opening), _weighted_sum(weights, further), side.begins)
            for side, (opening, further) in (
                (self.source, self.null_terms("source")),
                (self.target, self.null_terms("target")),
            )
        )
        return source, target

    def null_terms(self, which: str) -> tuple[Floats, Floats]:
        """Two float arrays [null terms, sentences]: for opening a run and for continuing one, before weighting.

        Args:
            which: ``"source"`` or ``"target"``.
        """
        habits = self.habits
        side, trust = (self.source, habits.source_trust) if which == "source" else (self.target, habits.target_trust)
        document = side.document[:-1]
        tokens = -np.sqrt(np.diff(side.starts))
        opening, further = np.zeros((2, len(NULL_TERMS), len(tokens)))
        opening[NULL_TERMS.index("opening")] = 1
        opening[NULL_TERMS.index("opening_rate")] = of_document(habits.runs, document)
        opening[NULL_TERMS.index("tokens")] = tokens
        opening[NULL_TERMS.index("inside")] = of_document(trust, document) * ~side.breaks[:-1]
        further[NULL_TERMS.index("further")] = 1
        further[NULL_TERMS.index("further_rate")] = of_document(habits.run_length, document)
        further[NULL_TERMS.index("tokens")] = tokens
        return opening, further

    def ties_at(self, row: int) -> Ties:
        """The ties that serve a row."""
        return self.ties[row // STRETCH % len(self.ties)]

    def _weighted(self, terms: Mapping[str, Floats]) -> Floats:
        """The weighted sum of some terms: [bead types, cells]."""
        gains = sum(np.float32(getattr(self.weights.terms, name)) * values for name, values in terms.items())
        out: Floats = np.asarray(gains)[_SIZES[0], _SIZES[1]]
        return out

    def _add(self, terms: Mapping[str, Floats], rows: Ints, gains: Floats) -> None:
        """Add to gains [bead types, cells] other terms, and what a bead of each type gains whatever it holds."""
        for name, values in terms.items():
            gains += (np.float32(getattr(self.weights.terms, name)) * values)[_SIZES[0], _SIZES[1]]
        priors = np.array([self.weights.priors.of(a, b) for a, b in BEAD_TYPES], np.float32)
        joins = np.asarray(self.weights.terms.joins * self._of(self.habits.joins, rows), np.float32)
        gains += priors[:, None] + joins * _JOINS[:, None]

    def _of(self, habit: float | Floats, rows: Ints) -> float | Floats:
        """A habit where each row is."""
        return of_document(habit, self.source.document[rows] if np.ndim(habit) else rows)

    def _windows(self, corridor: Corridor, top: int) -> Iterator[tuple[Ints, Ints, Ints]]:
        """The corridor by stretches of rows, and of columns where there are many: cells, their rows and columns."""
        for rows, tokens in _pieces(self.source, range(top, top + corridor.rows), self._stretch, _TOKENS):
            row, column = corridor.in_rows(rows.start - top, rows.stop - top)
            if not len(row):
                continue
            cells = corridor.offset[row] + column
            row += top
            width = range(int(column.min()), int(column.max()) + 1)
            for columns, _ in _pieces(self.target, width, _COLUMNS, _WORD_PAIRS // max(1, tokens)):
                here = np.flatnonzero((column >= columns.start) & (column < columns.stop))
                if len(here):
                    yield cells[here], row[here], column[here]

    @property
    def _stretch(self) -> int:
        return STRETCH if len(self.source.begins) == 1 else _STRETCH_OF_SEVERAL

    def _content(self, row: Ints, column: Ints) -> Mapping[str, Floats]:
        """The terms of words, and of an encoder, of the beads that end at some nodes, all within a window."""
        ties = self.ties_at(int(row[0]))
        lexical, weakest = explained(self.source, self.target, ties, (row, column), self.habits.unexplained)
        terms = {"lexical": lexical, "weakest": weakest}
        if self.likeness:
            rows, columns = (int(row.min()), int(row.max()) + 1), (int(column.min()), int(column.max()) + 1)
            window = self.likeness.window(rows, columns)
            terms["encoder"] = window[:, :, row - rows[0], column - columns[0]]
        return terms

    def _content_at(self, rows: Ints, columns: Ints) -> Iterator[tuple[Ints, Mapping[str, Floats]]]:
        """The same at any nodes, window by window: which nodes, and the terms there."""
        stretch = self._stretch
        windows = rows // stretch, columns // stretch
        order = np.lexsort(windows[::-1])
        edges = np.flatnonzero(np.any([np.diff(each[order]) for each in windows], axis=0)) + 1
        for here in np.split(order, edges) if len(order) else ():
            yield here, self._content(rows[here], columns[here])

    def _layout(self, row: Ints, column: Ints) -> Mapping[str, Floats]:
        """All other terms of the beads that end at some nodes.

        Arrays that broadcast to [source size - 1, target size - 1, cells]. Those of a bead that would start before the
        text are meaningless; it is never taken.
        """
        x, y = self.source.spans[row], self.target.spans[column]
        return {
            "length": self._length(x.characters[:, None], y.characters, row),
            "break_one": self._break_one(x.breaks[:, None], y.breaks, row),
        }

    def _length(self, x: Floats, y: Floats, row: Ints) -> Floats:
        """Minus how far the log ratio of characters deviates from what is usual here: 0 at best."""
        deviation = np.log(y + 1) - np.log(x + 1)
        deviation -= np.asarray(self._of(self.habits.log_ratio, row), np.float32)
        variance = np.float32(2 * self.weights.spread_short) / (x + y + 1)
        variance += np.float32(self.weights.spread)
        deviation *= deviation
        deviation /= _TAIL * variance
        out: Floats = np.log1p(deviation, out=deviation)
        return np.negative(out, out=out)

    def _break_one(self, x: Floats, y: Floats, row: Ints) -> Floats:
        """Whether just one side starts a paragraph, times how far paragraph breaks of that side can be trusted."""
        source, target = (
            np.asarray(self._of(trust, row), np.float32)
            for trust in (self.habits.source_trust, self.habits.target_trust)
        )
        return source * x * (1 - y) + target * (1 - x) * y


def of_document(habit: float | Floats, document: Ints) -> float | Floats:
    """A habit, of all documents or of each, for some of them."""
    return habit[document] if isinstance(habit, np.ndarray) else habit


def _weighted_sum(weights: Sequence[float], terms: Floats) -> Floats:
    """float array [sentences]: added up term by term, so that the sum of a sentence is the same among any others."""
    out = np.zeros(terms.shape[1])
    for weight, values in zip(weights, terms, strict=True):
        out += weight * values
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
