"""How probable each bead of a lattice is, by sums over all paths, forward and backward: numbers only, no text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from aligner.search.lattice import NEVER, SOURCE_NULL, TARGET_NULL, Corridor, Lattice, rows_with_neighbours
from aligner.search.paths import Before, Path

Floats = NDArray[np.floating]
Ints = NDArray[np.integer]


@dataclass(frozen=True, eq=False)
class Sums:
    """Log of the summed weight of all ways to each cell, or from it, by the state of the path there.

    One more entry at the end, `NEVER`, stands for every node outside the corridor.

    Attributes:
        bead, source, target: float arrays [cells + 1]; for the states see `aligner.search.lattice`.
    """

    bead: Floats
    source: Floats
    target: Floats

    @classmethod
    def never(cls, corridor: Corridor) -> Sums:
        """Where there is no way at all."""
        return cls(*(np.full(corridor.cells + 1, NEVER) for _ in range(3)))


@dataclass(frozen=True, eq=False)
class Ahead:
    """Sums over all ways to each cell: arrays as in `Sums`.

    Attributes:
        sums: by state.
        leaving: of the ways after which a run of source nulls may open.
        whole: over all states.
    """

    sums: Sums
    leaving: Floats
    whole: Floats

    @property
    def log_weight(self) -> float:
        """Log of the summed weight of all ways to the last cell."""
        return float(self.whole[-2])


@dataclass(frozen=True, eq=False)
class After:
    """What is known of the first rows after some others.

    Attributes:
        gains: of the beads that end at their cells: float array [types, cells].
        bead, source: sums over all ways from their cells, in these states.
    """

    gains: Floats
    bead: Floats
    source: Floats

    @property
    def cells(self) -> int:
        """How many cells they have."""
        return len(self.bead)


def forward(lattice: Lattice, rows: range, before: Before | None = None) -> Ahead:
    """Sums over all ways from (0, 0) to each cell of some rows.

    Args:
        before: those to the cells of the rows before these, from the first on; None where these are the first.
    """
    corridor, stops = lattice.corridor, lattice.corridor.stops
    sums = Sums.never(corridor)
    bead, source, target = sums.bead, sums.source, sums.target
    whole = np.full(corridor.cells + 1, NEVER)
    leaving = bead if stops is None else np.full(corridor.cells + 1, NEVER)
    if before:
        before.put(source, leaving, whole)
    summed, surcharge = lattice.target_nulls.summed, lattice.target_nulls.surcharge
    top = lattice.top
    opening, further = (each[top:] for each in (lattice.source_nulls.opening, lattice.source_nulls.further))
    for row, cells, from_ in rows_with_neighbours(corridor, [*lattice.types, (1, 0)], rows, -1):
        columns = slice(int(corridor.low[row]), int(corridor.high[row]))
        if row + top:
            settled = bead[cells] = _logsum(whole.take(from_[:-1]) + lattice.gains[:, cells])
            above = from_[-1]
            source[cells] = np.logaddexp(leaving.take(above) + opening[row - 1], source.take(above) + further[row - 1])
            settled = np.logaddexp(settled, source[cells])
        else:
            bead[0] = 0.0
            settled = bead[cells]
        run = np.logaddexp.accumulate(settled + surcharge[columns] - summed[columns])
        target[cells.start + 1 : cells.stop] = run[:-1] + summed[columns.start + 1 : columns.stop]
        whole[cells] = np.logaddexp(settled, target[cells])
        if stops is not None:
            leaving[cells] = np.where(stops[cells], np.logaddexp(bead[cells], target[cells]), bead[cells])
    return Ahead(sums, leaving, whole)


def backward(lattice: Lattice, rows: range, after: After | None = None) -> Sums:
    """Sums over all ways from each cell of some rows, in each state, to the last node.

    Args:
        after: what is known of the rows after these, to the last; None where these are the last.
    """
    corridor, stops = lattice.corridor, lattice.corridor.stops
    sums = Sums.never(corridor)
    bead, source, target = sums.bead, sums.source, sums.target
    if after:
        begin = corridor.cells - after.cells
        bead[begin:-1], source[begin:-1] = after.bead, after.source
    # The gains as one long row. Outside the corridor any gain will do: no way leads on from there.
    flat, offsets = lattice.gains.reshape(-1), np.arange(len(lattice.types))[:, None] * corridor.cells
    summed, surcharge = lattice.target_nulls.summed, lattice.target_nulls.surcharge
    here = slice(lattice.top, lattice.top + corridor.rows)
    opening, further = (each[here].tolist() for each in (lattice.source_nulls.opening, lattice.source_nulls.further))
    last = corridor.rows - 1
    for row, cells, to in rows_with_neighbours(corridor, [*lattice.types, (1, 0)], rows[::-1], 1):
        columns = slice(int(corridor.low[row]), int(corridor.high[row]))
        if row < last:
            out = _logsum(bead.take(to[:-1]) + flat.take(to[:-1] + offsets, mode="clip"))
            below = source.take(to[-1])
            opened = below + opening[row]
        else:
            out = np.full(cells.stop - cells.start, NEVER)
            out[-1] = 0.0
            below = opened = np.full(cells.stop - cells.start, NEVER)
        ends = out if stops is None else np.where(stops[cells], np.logaddexp(out, opened), out)
        run = np.logaddexp.accumulate((ends + summed[columns])[::-1])[::-1]
        target[cells] = run - summed[columns]
        away = surcharge[columns] - summed[columns]
        away[:-1] += run[1:]
        away[-1] = NEVER
        away = np.logaddexp(out, away)
        bead[cells] = np.logaddexp(away, opened)
        source[cells] = np.logaddexp(away, below + further[row]) if row < last else away
    return sums


@dataclass(frozen=True, eq=False)
class Posteriors:
    """How probable each bead and each null is that ends in some rows of a lattice.

    Attributes:
        lattice: the lattice.
        rows: the rows.
        ahead, behind: sums over all ways to each cell (`forward`) and from it (`backward`).
        log_weight: log of the summed weight of all paths.
    """

    lattice: Lattice
    rows: range
    ahead: Ahead
    behind: Sums
    log_weight: float

    @cached_property
    def beads(self) -> Floats:
        """float array [types, cells of the rows]: the probability of each bead."""
        every = np.arange(self._cells.start, self._cells.stop)
        return np.stack([self._of(k, every) for k in range(len(self.lattice.types))]).astype(np.float32)

    @cached_property
    def source_alone(self) -> Floats:
        """float array [source sentences that end in the rows]: the probability that each is left alone."""
        return self._by_row(self.ahead.sums.source[self._cells])

    @cached_property
    def target_alone(self) -> Floats:
        """float array [target sentences up to the last column]: the probability that each is left alone here."""
        return self._by_column(self.ahead.sums.target[self._cells])

    @cached_property
    def source_opening(self) -> Floats:
        """float array, as `source_alone`: the probability that each opens a run of nulls."""
        corridor = self.lattice.corridor
        row, column = self._nodes
        opening = np.append(NEVER, self.lattice.source_nulls.opening)
        return self._by_row(self.ahead.leaving[corridor.cell(row - 1, column)] + opening[row + self.lattice.top])

    @cached_property
    def target_opening(self) -> Floats:
        """float array, as `target_alone`: the probability that each opens a run of nulls here."""
        row, column = self._nodes
        settled = np.logaddexp(self.ahead.sums.bead, self.ahead.sums.source)
        settled[-1] = NEVER
        opening = np.append(NEVER, self.lattice.target_nulls.opening)
        return self._by_column(settled[self.lattice.corridor.cell(row, column - 1)] + opening[column])

    def spans(self, most: int) -> tuple[Floats, Floats]:
        """Two float arrays [most, nodes]: the probability that the last 1 … most sentences before a node of the source,
        or of the target, are one side of a bead that ends in the rows.
        """
        row, column = self._nodes
        source = np.zeros((most, len(self.rows)))
        target = np.zeros((most, int(self.lattice.corridor.high[self.rows.stop - 1])))
        every = np.arange(self._cells.start, self._cells.stop)
        for k, (a, b) in enumerate(self.lattice.types):
            chances = self._of(k, every)
            source[a - 1] += np.bincount(row - self.rows.start, chances, source.shape[1])
            target[b - 1] += np.bincount(column, chances, target.shape[1])
        return source, target

    def along(self, path: Path) -> Floats:
        """float array [beads]: the probability of each bead of a path through these rows.

        For a null, that its sentence is left alone at all, at whichever place on the other side.
        """
        out = self.of_pairs(path)
        with_nulls(out, path.types, path.ends, (self.source_alone, self.target_alone))
        return out

    def of_pairs(self, path: Path) -> Floats:
        """float array [beads]: the probability of each bead of a path through these rows; 0 for nulls."""
        out = np.zeros(len(path.types))
        for k in np.unique(path.types[path.types >= 0]).tolist():
            here = path.types == k
            out[here] = self._of(k, path.cells[here])
        return out

    @cached_property
    def _cells(self) -> slice:
        first = self.lattice.corridor.first
        return slice(int(first[self.rows.start]), int(first[self.rows.stop]))

    @cached_property
    def _nodes(self) -> tuple[Ints, Ints]:
        return self.lattice.corridor.nodes(self.rows.start, self.rows.stop)

    def _of(self, k: int, cells: Ints) -> Floats:
        """The probability of the beads of type k that end at the given cells of the rows."""
        here, (a, b) = cells - self._cells.start, self.lattice.types[k]
        row, column = (nodes[here] for nodes in self._nodes)
        before = self.ahead.whole[self.lattice.corridor.cell(row - a, column - b)]
        weight: Floats = before + self.lattice.gains[k, cells] + self.behind.bead[cells] - self.log_weight
        return np.exp(np.minimum(weight, 0.0))

    def _by_row(self, ahead: Floats) -> Floats:
        chance = np.exp(np.minimum(ahead + self.behind.source[self._cells] - self.log_weight, 0.0))
        summed = np.bincount(self._nodes[0] - self.rows.start, chance, len(self.rows))
        # No sentence ends in the first row of all.
        return np.minimum(summed[not self.rows.start + self.lattice.top :], 1.0)

    def _by_column(self, ahead: Floats) -> Floats:
        chance = np.exp(np.minimum(ahead + self.behind.target[self._cells] - self.log_weight, 0.0))
        columns = int(self.lattice.corridor.high[self.rows.stop - 1])
        return np.minimum(np.bincount(self._nodes[1], chance, columns)[1:], 1.0)


def with_nulls(chances: Floats, types: Ints, ends: Ints, alone: tuple[Floats, Floats]) -> None:
    """Put the chance of each null of a path to those of its beads (arrays [beads]).

    Args:
        alone: the probability that each source sentence, and each target sentence, is left alone.
    """
    for side, (kind, chance) in enumerate(zip((SOURCE_NULL, TARGET_NULL), alone, strict=True)):
        here = types == kind
        chances[here] = chance[ends[here, side] - 1]


def posteriors(lattice: Lattice) -> Posteriors:
    """The probability of every bead and every null, by the forward and backward sums."""
    ahead = forward(lattice, lattice.rows)
    return Posteriors(lattice, lattice.rows, ahead, backward(lattice, lattice.rows), ahead.log_weight)


def _logsum(weights: Floats) -> Floats:
    """log Σ exp over the first axis."""
    top = weights.max(axis=0)
    total: Floats = np.exp(np.subtract(weights, top, out=weights), out=weights).sum(axis=0)
    np.log(total, out=total)
    total += top
    return total
