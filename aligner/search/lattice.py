"""A lattice of beads: the nodes, and what each bead adds to a path. Numbers only, no text.

A node (i, j) stands for "i source and j target sentences are done"; a bead of type (a, b) leads from
(i - a, j - b) to (i, j). Only nodes in a corridor exist; they are numbered row by row::

    row i holds columns low[i] … high[i] - 1, as cells first[i] … first[i] + high[i] - low[i] - 1

Many small documents are searched at once, in one corridor without any way from one to the next. Then cells are numbered
step by step: the first rows of all documents, their second rows, and so on (`Corridor.steps`), so that numpy is called
as often as the longest document has rows, not as all of them have. Of one document a step is a row. No sum is taken
over two documents, so each document gets the same numbers, to the last bit, alone and among others.

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

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from aligner.search.several import NEVER, along, of_each
from aligner.words.table import runs

Floats = NDArray[np.floating]
Ints = NDArray[np.integer]
BeadTypes = tuple[tuple[int, int], ...]


@dataclass(frozen=True, eq=False)
class Corridor:
    """The nodes that a search may visit.

    Attributes:
        low, high: int arrays [source sentences + 1]: first column, and one past the last, of each row;
            neither ever falls from row to row. The first row starts at 0, the last ends with the last column.
        stops: bool array [cells], or None: nodes that every path passes through (see `aligner.search.stops`).
        begins: int array [documents]: the first row of each document, where there are several. Between two of them lie
            rows without any node.
    """

    low: Ints
    high: Ints
    stops: NDArray[np.bool_] | None = None
    begins: Ints = field(default_factory=lambda: np.zeros(1, np.int64))

    @classmethod
    def full(cls, sources: int, targets: int) -> Corridor:
        """Every node of a lattice with the given numbers of source and target sentences."""
        return cls(np.zeros(sources + 1, np.int64), np.full(sources + 1, targets + 1, np.int64))

    @classmethod
    def joined(cls, parts: Sequence[Corridor], rows: Ints, columns: Ints) -> Corridor:
        """The corridors of several documents as one, without stops, by the first row and column of each document."""
        low, high = np.zeros((2, int(rows[-1]) + parts[-1].rows), np.int64)
        for part, row, column in zip(parts, rows.tolist(), columns.tolist(), strict=True):
            low[row : row + part.rows] = part.low + column
            high[row : row + part.rows] = part.high + column
        return cls(low, high, begins=rows)

    def part(self, begin: tuple[int, int], end: tuple[int, int]) -> Corridor:
        """The part between two of its nodes, as a corridor of its own, without stops."""
        (i, j), (last, width) = begin, (end[0] + 1, end[1] - begin[1])
        low, high = np.clip(self.low[i:last] - j, 0, width), np.clip(self.high[i:last] - j, 1, width + 1)
        low[0], high[-1] = 0, width + 1
        return Corridor(low, high)

    def some(self, steps: range) -> Corridor:
        """Only some steps of one document, in which columns are counted as before; or all steps of several."""
        if len(steps) == len(self.steps) - 1:
            return self
        here = slice(steps.start, steps.stop)
        stops = None if self.stops is None else self.stops[self.first[steps.start] : self.first[steps.stop]]
        return Corridor(self.low[here], self.high[here], stops)

    @cached_property
    def first(self) -> Ints:
        """int array [rows + 1]: number of each row's first cell, and at the end the number of cells."""
        widths = self.high - self.low
        order = self._order
        ends = np.cumsum(widths if order is None else widths[order])
        first = np.zeros(len(widths) + 1, np.int64)
        if order is None:
            first[1:] = ends
        else:
            first[order], first[-1] = ends - widths[order], ends[-1]
        return first

    @cached_property
    def steps(self) -> Ints:
        """int array [steps + 1]: the first cell of each step, and at the end the number of cells.

        A step is one row of each document: all first rows, all second rows, and so on. Of one document, its rows.
        """
        if self._order is None:
            return self.first
        widths = np.trim_zeros(np.bincount(self._depth, self.high - self.low))
        return np.append(0, np.cumsum(widths)).astype(np.int64)

    @cached_property
    def document(self) -> Ints:
        """int array [rows]: the document of each row."""
        return of_each(self.begins, self.rows)

    @cached_property
    def first_nodes(self) -> tuple[Ints, Ints]:
        """Row and column of each document's first node."""
        return self.begins, self.low[self.begins]

    @cached_property
    def last_nodes(self) -> tuple[Ints, Ints]:
        """Row and column of each document's last node."""
        last = np.maximum.reduceat(np.where(self.high > self.low, np.arange(self.rows), 0), self.begins)
        return last, self.high[last] - 1

    @cached_property
    def _depth(self) -> Ints:
        """The row of each row within its document."""
        return np.arange(self.rows) - self.begins[self.document]

    @cached_property
    def _order(self) -> Ints | None:
        """The rows in the order of their cells, if not that of their numbers."""
        return None if len(self.begins) == 1 else np.argsort(self._depth, kind="stable")

    @cached_property
    def offset(self) -> Ints:
        """int array [rows]: what is added to a column to make it the cell of that row."""
        return self.first[:-1] - self.low

    @property
    def cells(self) -> int:
        """Number of nodes."""
        return int(self.first[-1])

    @property
    def rows(self) -> int:
        """Number of rows: one more than there are source sentences."""
        return len(self.low)

    def every(self) -> tuple[Ints, Ints]:
        """Row and column of each cell."""
        return self.in_steps(0, len(self.steps) - 1)

    def in_rows(self, begin: int, end: int) -> tuple[Ints, Ints]:
        """Row and column of each node of the rows begin … end - 1, row by row."""
        return self._nodes(np.arange(begin, end))

    def in_steps(self, begin: int, end: int) -> tuple[Ints, Ints]:
        """Row and column of each cell of the steps begin … end - 1."""
        if self._order is None:
            return self.in_rows(begin, end)
        depth = self._depth[self._order]
        return self._nodes(self._order[np.searchsorted(depth, begin) : np.searchsorted(depth, end)])

    def _nodes(self, rows: Ints) -> tuple[Ints, Ints]:
        """Row and column of each node of some rows."""
        which, column = runs(self.low[rows], self.high[rows] - self.low[rows])
        return rows[which], column

    def cell(self, row: Ints, column: Ints) -> Ints:
        """Number of the cell at each node; the number of cells where the node is not in the corridor."""
        inside = (row >= 0) & (row < self.rows)
        safe = np.where(inside, row, 0)
        inside &= (column >= self.low[safe]) & (column < self.high[safe])
        return np.where(inside, self.offset[safe] + column, self.cells)


@dataclass(frozen=True, eq=False)
class Nulls:
    """What each sentence of one side gains when it is left alone, in nats.

    Attributes:
        opening: float array [sentences]: when it opens a run of nulls.
        further: float array [sentences]: when it continues one.
        begins: int array [documents]: the first node of each document, where there are several.
    """

    opening: Floats
    further: Floats
    begins: Ints = field(default_factory=lambda: np.zeros(1, np.int64))

    @cached_property
    def summed(self) -> Floats:
        """float array [sentences + 1]: the sums of `further` up to each node, from the beginning of its document."""
        further = np.append(0.0, self.further)
        further[self.begins] = 0.0
        return along(np.add, further, np.diff(self.begins, append=len(further)))

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
    def steps(self) -> range:
        """All its steps, counted from 0."""
        return range(len(self.corridor.steps) - 1)

    def nodes(self) -> tuple[Ints, Ints]:
        """Row and column of each cell, as the whole lattice counts them."""
        row, column = self.corridor.every()
        return row + self.top, column

    def some(self, steps: range) -> Lattice:
        """Only some of its steps, as `Corridor.some` has them."""
        first = self.corridor.steps
        gains = self.gains[:, first[steps.start] : first[steps.stop]]
        return replace(self, corridor=self.corridor.some(steps), gains=gains, top=self.top + steps.start)

    def forbid(self, k: int, cells: NDArray[np.bool_]) -> None:
        """Forbid the beads of type k that end at the marked cells (bool array [cells])."""
        self.gains[k, cells] = NEVER

    def forbid_source_nulls(self, sentences: NDArray[np.bool_]) -> None:
        """Forbid leaving the marked source sentences alone (bool array [sentences])."""
        self.source_nulls.opening[sentences] = NEVER
        self.source_nulls.further[sentences] = NEVER
