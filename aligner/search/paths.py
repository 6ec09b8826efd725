"""The best path through a lattice of beads (Viterbi): numbers only, no text."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aligner.search.lattice import NEVER, SOURCE_NULL, TARGET_NULL, BeadTypes, Lattice, rows_with_neighbours

Floats = NDArray[np.floating]
Ints = NDArray[np.integer]

# The states of a path at a node: after a bead, after a source null, after a target null.
_BEAD, _SOURCE, _TARGET = range(3)


@dataclass(frozen=True, eq=False)
class Path:
    """A way from (0, 0) to the last node.

    Attributes:
        ends: int array [beads, 2]: the node at which each bead ends.
        types: int array [beads]: index of each bead's type; `SOURCE_NULL` or `TARGET_NULL` for a sentence left alone.
        cells: int array [beads]: the cell of each bead's end.
    """

    ends: Ints
    types: Ints
    cells: Ints

    def steps(self, types: BeadTypes) -> list[tuple[int, int]]:
        """(source, target) sentences of each bead."""
        sizes = {**dict(enumerate(types)), SOURCE_NULL: (1, 0), TARGET_NULL: (0, 1)}
        return [sizes[k] for k in self.types.tolist()]


@dataclass(frozen=True, eq=False)
class Before:
    """The ways to the cells of the last rows before some others: the best of each, or the sum of all.

    Attributes:
        source: of those that end in a source null.
        leaving: of those after which a run of source nulls may open.
        whole: of all.
    """

    source: Floats
    leaving: Floats
    whole: Floats

    @classmethod
    def at(cls, cells: slice, source: Floats, leaving: Floats, whole: Floats) -> Before:
        """Those at some cells, copied."""
        return cls(source[cells].copy(), leaving[cells].copy(), whole[cells].copy())

    def put(self, source: Floats, leaving: Floats, whole: Floats) -> None:
        """Write them to the first cells."""
        for known, array in ((self.source, source), (self.leaving, leaving), (self.whole, whole)):
            array[: len(known)] = known


@dataclass(frozen=True, eq=False)
class Ways:
    """The best way to each cell.

    Attributes:
        bead, source, target: its gain, by the state in which it arrives.
        leaving: its gain where a run of source nulls may open: after a bead, and at a stop after a target null too.
        whole: its gain, in whichever state.
        types: for state `bead`, the type of the last bead.
        continued: for state `source`, whether the last null continued a run.
        opened: for state `target`, where the run of nulls opened, counted in cells from the first of the row; stands at
            the cell *before* the one that is reached.
    """

    bead: Floats
    source: Floats
    target: Floats
    leaving: Floats
    whole: Floats
    types: Ints
    continued: NDArray[np.bool_]
    opened: Ints


@dataclass(frozen=True)
class State:
    """Where a path is while it is traced back: a node, and the states in which it may arrive there."""

    i: int
    j: int
    allowed: tuple[int, ...] = (_BEAD, _SOURCE, _TARGET)


def best_path(lattice: Lattice) -> Path:
    """The path with the highest sum of gains."""
    last = State(lattice.corridor.rows - 1, int(lattice.corridor.high[-1]) - 1)
    return trace(lattice, ways(lattice, lattice.rows), lattice.rows, last)[0]


def ways(lattice: Lattice, rows: range, before: Before | None = None) -> Ways:
    """The best ways to the cells of some rows.

    Args:
        before: those to the cells of the rows before these, from the first on; None where these are the first.
    """
    corridor, stops = lattice.corridor, lattice.corridor.stops
    size = corridor.cells + 1
    bead, source, target, whole = (np.full(size, NEVER) for _ in range(4))
    types, continued, opened = np.zeros(size, np.int8), np.zeros(size, bool), np.zeros(size, np.int32)
    leaving = bead if stops is None else np.full(size, NEVER)
    if before:
        before.put(source, leaving, whole)
    summed, surcharge = lattice.target_nulls.summed, lattice.target_nulls.surcharge
    for row, cells, from_ in rows_with_neighbours(corridor, [*lattice.types, (1, 0)], rows, -1):
        columns = slice(int(corridor.low[row]), int(corridor.high[row]))
        if sentence := row + lattice.top:
            reached = whole.take(from_[:-1]) + lattice.gains[:, cells]
            types[cells] = reached.argmax(axis=0)
            bead[cells] = reached.max(axis=0)
            first = leaving.take(from_[-1]) + lattice.source_nulls.opening[sentence - 1]
            later = source.take(from_[-1]) + lattice.source_nulls.further[sentence - 1]
            continued[cells] = later > first
            source[cells] = np.maximum(first, later)
        else:
            bead[0] = 0.0
        settled = np.maximum(bead[cells], source[cells])
        level = settled + surcharge[columns] - summed[columns]
        highest = np.maximum.accumulate(level)
        target[cells.start + 1 : cells.stop] = highest[:-1] + summed[columns.start + 1 : columns.stop]
        opened[cells] = np.maximum.accumulate(np.where(level >= highest, np.arange(len(level)), 0))
        whole[cells] = np.maximum(settled, target[cells])
        if stops is not None:
            leaving[cells] = np.where(stops[cells], np.maximum(bead[cells], target[cells]), bead[cells])
    return Ways(bead, source, target, leaving, whole, types, continued, opened)


def trace(lattice: Lattice, ways: Ways, rows: range, state: State) -> tuple[Path, State]:
    """The beads that end in some rows and lead to a node there, traced back; and where that leads, in the rows before.

    Rows are counted as the lattice counts them.
    """
    corridor, (i, j, allowed) = lattice.corridor, (state.i, state.j, state.allowed)
    first, low = corridor.first.tolist(), corridor.low.tolist()
    steps: list[tuple[int, int, int, int]] = []
    gained = (ways.bead, ways.source, ways.target)
    while i >= rows.start and (i + lattice.top or j):
        cell = first[i] + j - low[i]
        arrived = max(allowed, key=lambda s: gained[s][cell])
        allowed = (_BEAD, _SOURCE, _TARGET)
        if arrived == _BEAD:
            k = int(ways.types[cell])
            a, b = lattice.types[k]
            steps.append((i, j, k, cell))
            i, j = i - a, j - b
        elif arrived == _SOURCE:
            steps.append((i, j, SOURCE_NULL, cell))
            i -= 1
            stop = corridor.stops is not None and bool(corridor.stops[first[i] + j - low[i]])
            allowed = (_SOURCE,) if ways.continued[cell] else (_BEAD, _TARGET) if stop else (_BEAD,)
        else:
            begin = low[i] + int(ways.opened[cell - 1])
            steps += [(i, column, TARGET_NULL, first[i] + column - low[i]) for column in range(j, begin, -1)]
            j = begin
            allowed = (_BEAD, _SOURCE)
    table = np.array(steps[::-1], np.int64).reshape(-1, 4)
    return Path(table[:, :2], table[:, 2], table[:, 3]), State(i, j, allowed)
