"""A lattice of beads: the nodes that a path may pass, and what each bead adds to it. Numbers only, no text.

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

    def some(self, rows: range) -> Corridor:
        """Only some rows; columns are counted as before."""
        here = slice(rows.start, rows.stop)
        stops = None if self.stops is None else self.stops[self.first[rows.start] : self.first[rows.stop]]
        return Corridor(self.low[here], self.high[here], stops)

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
        source_nulls, target_nulls: what sentences gain when left alone; of the whole texts, even for some rows.
        top: the number of the first row, where this is a part of a longer lattice.
    """

    corridor: Corridor
    types: BeadTypes
    gains: Floats
    source_nulls: Nulls
    target_nulls: Nulls
    top: int = 0

    @property
    def rows(self) -> range:
        """All its rows, counted from 0."""
        return range(self.corridor.rows)

    def nodes(self) -> tuple[Ints, Ints]:
        """Row and column of each cell, as the whole lattice counts them."""
        row, column = self.corridor.nodes(0, self.corridor.rows)
        return row + self.top, column

    def forbid(self, k: int, cells: NDArray[np.bool_]) -> None:
        """Forbid the beads of type k that end at the marked cells (bool array [cells])."""
        self.gains[k, cells] = NEVER

    def forbid_source_nulls(self, sentences: NDArray[np.bool_]) -> None:
        """Forbid leaving the marked source sentences alone (bool array [sentences])."""
        self.source_nulls.opening[sentences] = NEVER
        self.source_nulls.further[sentences] = NEVER


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
