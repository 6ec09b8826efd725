"""The best path and the posterior probabilities over a lattice of beads: numbers only, no text.

A node (i, j) stands for "i source and j target sentences are done"; a bead of type (a, b) leads from
(i - a, j - b) to (i, j). Only nodes in a corridor exist; they are numbered row by row::

    row i holds columns low[i] … high[i] - 1, as cells first[i] … first[i + 1] - 1

Gains are an array [bead types, cells]: what the bead of that type which *ends* at the cell adds to a path. They are
potentials, not log-odds: only differences between whole paths mean anything. A sentence left alone gains the same
wherever on the path it is skipped, but since nulls come in runs, the gain differs between the first sentence of a run
and those that continue it. So a path is in one of three states at each node::

    bead      after a bead with both sides, or at the start
    source    after a source sentence left alone: another one only continues the run
    target    after a target sentence left alone; a source sentence may not be left alone next, or the same nulls
              would be counted once for each order. At a stop it may: there the order is fixed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating]
Ints = NDArray[np.integer]
BeadTypes = tuple[tuple[int, int], ...]

# Stands in for minus infinity: the difference of two true infinities would be NaN.
NEVER = -1e30
# Rows whose neighbouring cells are looked up at once: more rows cost memory, fewer cost calls.
_CHUNK = 512
# Types, in a `Path`, of the beads with one side only.
SOURCE_NULL, TARGET_NULL = -1, -2


@dataclass(frozen=True, eq=False)
class Corridor:
    """The nodes that a search may visit.

    Attributes:
        low, high: int arrays [source sentences + 1]: first column, and one past the last, of each row;
            neither ever falls from row to row. The first row starts at 0, the last ends with the last column.
        stops: bool array [cells], or None: nodes that every path passes through (see `aligner.search.stops`).
    """

    low: Ints
    high: Ints
    stops: NDArray[np.bool_] | None = None

    @classmethod
    def full(cls, sources: int, targets: int) -> Corridor:
        """Every node of a lattice with the given numbers of source and target sentences."""
        return cls(np.zeros(sources + 1, np.int64), np.full(sources + 1, targets + 1, np.int64))

    def part(self, begin: tuple[int, int], end: tuple[int, int]) -> Corridor:
        """The part between two of its nodes, as a corridor of its own, without stops."""
        (i, j), (last, width) = begin, (end[0] + 1, end[1] - begin[1])
        low, high = np.clip(self.low[i:last] - j, 0, width), np.clip(self.high[i:last] - j, 1, width + 1)
        low[0], high[-1] = 0, width + 1
        return Corridor(low, high)

    @cached_property
    def first(self) -> Ints:
        """int array [rows + 1]: number of each row's first cell, and at the end the number of cells."""
        return np.concatenate([[0], np.cumsum(self.high - self.low)])

    @property
    def cells(self) -> int:
        """Number of nodes."""
        return int(self.first[-1])

    @property
    def rows(self) -> int:
        """Number of rows: one more than there are source sentences."""
        return len(self.low)

    def nodes(self, begin: int, end: int) -> tuple[Ints, Ints]:
        """Row and column of each cell of the rows begin … end - 1."""
        widths = (self.high - self.low)[begin:end]
        row = np.repeat(np.arange(begin, end), widths)
        column = np.arange(self.first[begin], self.first[end]) - self.first[row] + self.low[row]
        return row, column

    def cell(self, row: Ints, column: Ints) -> Ints:
        """Number of the cell at each node; the number of cells where the node is not in the corridor."""
        inside = (row >= 0) & (row < self.rows)
        safe = np.where(inside, row, 0)
        inside &= (column >= self.low[safe]) & (column < self.high[safe])
        return np.where(inside, self.first[safe] + column - self.low[safe], self.cells)


@dataclass(frozen=True, eq=False)
class Nulls:
    """What each sentence of one side gains when it is left alone, in nats.

    Attributes:
        opening: float array [sentences]: when it opens a run of nulls.
        further: float array [sentences]: when it continues one.
    """

    opening: Floats
    further: Floats

    @cached_property
    def summed(self) -> Floats:
        """float array [sentences + 1]: the sums of `further` up to each node."""
        return np.concatenate([[0.0], np.cumsum(self.further, dtype=np.float64)])

    @cached_property
    def surcharge(self) -> Floats:
        """float array [sentences + 1]: how much more than `further` a sentence after a node gains by opening a run;
        no run opens at the last node."""
        return np.append(self.opening.astype(np.float64) - self.further, NEVER)


@dataclass(frozen=True, eq=False)
class Lattice:
    """Every bead that the search may take, with its gain.

    Attributes:
        corridor: the nodes.
        types: (source, target) sentences of each type of bead with both sides.
        gains: float array [types, cells]: what the bead of each type that ends at each cell adds to a path, in nats.
        source_nulls, target_nulls: what sentences gain when left alone.
    """

    corridor: Corridor
    types: BeadTypes
    gains: Floats
    source_nulls: Nulls
    target_nulls: Nulls

    def forbid(self, k: int, cells: NDArray[np.bool_]) -> None:
        """Forbid the beads of type k that end at the marked cells (bool array [cells])."""
        self.gains[k, cells] = NEVER

    def forbid_source_nulls(self, sentences: NDArray[np.bool_]) -> None:
        """Forbid leaving the marked source sentences alone (bool array [sentences])."""
        self.source_nulls.opening[sentences] = NEVER
        self.source_nulls.further[sentences] = NEVER


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


def best_path(lattice: Lattice) -> Path:
    """The path with the highest sum of gains (Viterbi)."""
    corridor, stops = lattice.corridor, lattice.corridor.stops
    size = corridor.cells + 1
    bead, source, target, whole = (np.full(size, NEVER) for _ in range(4))
    types, continued, opened = np.zeros(size, np.int8), np.zeros(size, bool), np.zeros(size, np.int64)
    # Where a run of source nulls may open: after a bead, and at a stop after a target null too.
    leaving = bead if stops is None else np.full(size, NEVER)
    summed, surcharge = lattice.target_nulls.summed, lattice.target_nulls.surcharge
    for row, cells, before in rows_with_neighbours(corridor, [*lattice.types, (1, 0)], range(corridor.rows), -1):
        columns = slice(int(corridor.low[row]), int(corridor.high[row]))
        if row:
            reached = whole.take(before[:-1]) + lattice.gains[:, cells]
            types[cells] = reached.argmax(axis=0)
            bead[cells] = reached.max(axis=0)
            first = leaving.take(before[-1]) + lattice.source_nulls.opening[row - 1]
            later = source.take(before[-1]) + lattice.source_nulls.further[row - 1]
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
    return _trace(lattice, _Ways(bead, source, target, types, continued, opened))


@dataclass(frozen=True, eq=False)
class _Ways:
    """The best way to each cell.

    Attributes:
        bead, source, target: its gain, by the state in which it arrives.
        types: for state `bead`, the type of the last bead.
        continued: for state `source`, whether the last null continued a run.
        opened: for state `target`, where the run of nulls opened, counted in cells from the first of the row; stands at
            the cell *before* the one that is reached.
    """

    bead: Floats
    source: Floats
    target: Floats
    types: Ints
    continued: NDArray[np.bool_]
    opened: Ints


def _trace(lattice: Lattice, ways: _Ways) -> Path:
    """The beads that lead to the last node, traced back from there."""
    corridor = lattice.corridor
    i, j = corridor.rows - 1, int(corridor.high[-1]) - 1
    first, low = corridor.first.tolist(), corridor.low.tolist()
    steps: list[tuple[int, int, int, int]] = []
    states = (ways.bead, ways.source, ways.target)
    allowed: tuple[int, ...] = (0, 1, 2)
    while i or j:
        cell = first[i] + j - low[i]
        state = max(allowed, key=lambda s: states[s][cell])
        allowed = (0, 1, 2)
        if state == 0:
            k = int(ways.types[cell])
            a, b = lattice.types[k]
            steps.append((i, j, k, cell))
            i, j = i - a, j - b
        elif state == 1:
            steps.append((i, j, SOURCE_NULL, cell))
            i -= 1
            stop = corridor.stops is not None and bool(corridor.stops[first[i] + j - low[i]])
            allowed = (1,) if ways.continued[cell] else (0, 2) if stop else (0,)
        else:
            begin = low[i] + int(ways.opened[cell - 1])
            steps += [(i, column, TARGET_NULL, first[i] + column - low[i]) for column in range(j, begin, -1)]
            j = begin
            allowed = (0, 1)
    table = np.array(steps[::-1], np.int64).reshape(-1, 4)
    return Path(table[:, :2], table[:, 2], table[:, 3])


def rows_with_neighbours(
    corridor: Corridor, types: list[tuple[int, int]], rows: range, side: int
) -> Iterator[tuple[int, slice, Ints]]:
    """For each row: its number, its cells, and the cell before or after each of them by each type: [types, cells].

    With `side` -1 that is the cell from which a bead that ends here starts, with 1 the cell to which a bead from here
    leads.
    """
    first = corridor.first.tolist()
    for at in range(0, len(rows), _CHUNK):
        chunk = rows[at : at + _CHUNK]
        begin, end = min(chunk), max(chunk) + 1
        row, column = corridor.nodes(begin, end)
        neighbour = np.stack([corridor.cell(row + side * a, column + side * b) for a, b in types])
        for i in chunk:
            yield i, slice(first[i], first[i + 1]), neighbour[:, first[i] - first[begin] : first[i + 1] - first[begin]]
