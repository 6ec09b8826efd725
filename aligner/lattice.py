"""The best path and the posterior probabilities over a lattice of beads: numbers only, no text.

A node (i, j) stands for "i source and j target sentences are done"; a bead of type (a, b) leads from
(i - a, j - b) to (i, j). Only nodes in a corridor exist; they are numbered row by row::

    row i holds columns low[i] … high[i] - 1, as cells first[i] … first[i + 1] - 1

Gains are an array [bead types, cells]: the log-odds of the bead of that type which *ends* at the cell.
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

# Stands for minus infinity where true infinities would make NaN of a difference.
NEVER = -1e30
# Rows whose predecessor cells are looked up at once: larger costs memory, smaller costs calls.
_CHUNK = 512


@dataclass(frozen=True, eq=False)
class Corridor:
    """The nodes that a search may visit.

    Attributes:
        low, high: int arrays [source sentences + 1]: first column, and one past the last, of each row;
            both never fall from row to row. The first row starts at 0, the last ends with the last column.
    """

    low: Ints
    high: Ints

    @classmethod
    def full(cls, sources: int, targets: int) -> Corridor:
        """Every node of a lattice of so many source and target sentences."""
        return cls(np.zeros(sources + 1, np.int64), np.full(sources + 1, targets + 1, np.int64))

    @cached_property
    def first(self) -> Ints:
        """int array [rows + 1]: number of each row's first cell, and at the end the number of cells."""
        return np.concatenate([[0], np.cumsum(self.high - self.low)])

    @property
    def cells(self) -> int:
        return int(self.first[-1])

    @property
    def rows(self) -> int:
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
class Path:
    """A way from (0, 0) to the last node.

    Attributes:
        ends: int array [beads, 2]: the node at which each bead ends.
        types: int array [beads]: index of each bead's type.
        cells: int array [beads]: the cell of each bead's end.
    """

    ends: Ints
    types: Ints
    cells: Ints


def best_path(corridor: Corridor, types: BeadTypes, gains: Floats) -> Path:
    """The path of the highest sum of gains (Viterbi)."""
    null = types.index((0, 1))
    crossing = [k for k in range(len(types)) if k != null]
    best = np.full(corridor.cells + 1, NEVER)
    choice = np.full(corridor.cells, null, np.int8)
    for row, cells, before in _rows_with_predecessors(corridor, [types[k] for k in crossing]):
        reached = best[before] + gains[crossing, cells] if row else np.full((1, cells.stop - cells.start), NEVER)
        if not row:
            reached[0, 0] = 0.0
        skipped = _running_nulls(gains[null, cells])
        level = reached.max(axis=0) - skipped
        highest = np.maximum.accumulate(level)
        best[cells] = skipped + highest
        came = level >= highest
        choice[cells][came] = np.asarray(crossing)[reached.argmax(axis=0)[came]]
    return _trace(corridor, types, choice)


def forward(corridor: Corridor, types: BeadTypes, gains: Floats) -> Floats:
    """Log of the summed weight of all ways from (0, 0) to each cell; one more entry, `NEVER`, at the end."""
    null = types.index((0, 1))
    crossing = [k for k in range(len(types)) if k != null]
    total = np.full(corridor.cells + 1, NEVER)
    for row, cells, before in _rows_with_predecessors(corridor, [types[k] for k in crossing]):
        if row:
            arrived = _logsum(total[before] + gains[crossing, cells])
        else:
            arrived = np.full(cells.stop - cells.start, NEVER)
            arrived[0] = 0.0
        skipped = _running_nulls(gains[null, cells])
        total[cells] = skipped + np.logaddexp.accumulate(arrived - skipped)
    return total


def backward(corridor: Corridor, types: BeadTypes, gains: Floats) -> Floats:
    """Log of the summed weight of all ways from each cell to the last node; one more entry, `NEVER`, at the end."""
    turned, cells = _turned(corridor, gains, types)
    return np.append(forward(turned, types, cells)[:-1][::-1], NEVER)


def posteriors(corridor: Corridor, types: BeadTypes, gains: Floats, path: Path) -> NDArray[np.float64]:
    """Probability of each bead of a path: its share of the weight of all paths."""
    ahead, behind = forward(corridor, types, gains), backward(corridor, types, gains)
    size = np.array(types)[path.types]
    start = corridor.cell(path.ends[:, 0] - size[:, 0], path.ends[:, 1] - size[:, 1])
    weight = ahead[start] + gains[path.types, path.cells] + behind[path.cells] - ahead[corridor.cells - 1]
    probability: NDArray[np.float64] = np.exp(np.minimum(weight, 0.0))
    return probability


def _turned(corridor: Corridor, gains: Floats, types: BeadTypes) -> tuple[Corridor, Floats]:
    """The same lattice walked from its end: a bead's gain moves from the cell where it ends to where it starts."""
    moved = np.full_like(gains, NEVER)
    for begin in range(0, corridor.rows, _CHUNK):
        end = min(begin + _CHUNK, corridor.rows)
        cells = slice(int(corridor.first[begin]), int(corridor.first[end]))
        row, column = corridor.nodes(begin, end)
        for k, (a, b) in enumerate(types):
            after = corridor.cell(row + a, column + b)
            inside = after < corridor.cells
            moved[k, cells][inside] = gains[k, after[inside]]
    width = int(corridor.high[-1])
    turned = Corridor(width - corridor.high[::-1], width - corridor.low[::-1])
    return turned, moved[:, ::-1]


def _rows_with_predecessors(corridor: Corridor, types: list[tuple[int, int]]) -> Iterator[tuple[int, slice, Ints]]:
    """For each row: its number, its cells, and for each of them by each bead type the cell it comes from."""
    first = corridor.first.tolist()
    for begin in range(0, corridor.rows, _CHUNK):
        end = min(begin + _CHUNK, corridor.rows)
        row, column = corridor.nodes(begin, end)
        before = np.stack([corridor.cell(row - a, column - b) for a, b in types])
        for i in range(begin, end):
            yield i, slice(first[i], first[i + 1]), before[:, first[i] - first[begin] : first[i + 1] - first[begin]]


def _running_nulls(gains: Floats) -> Floats:
    """Sum of the gains of skipping from the row's first cell to each cell; no skip leads to the first."""
    return np.concatenate([[0.0], np.cumsum(gains[1:], dtype=np.float64)])


def _logsum(weights: Floats) -> Floats:
    """log Σ exp over the first axis."""
    top = weights.max(axis=0)
    total: Floats = top + np.log(np.exp(weights - top).sum(axis=0))
    return total


def _trace(corridor: Corridor, types: BeadTypes, choice: Ints) -> Path:
    """The beads that `choice` (for each cell the type of the best bead that ends there) leads back over."""
    i, j = corridor.rows - 1, int(corridor.high[-1]) - 1
    first, low = corridor.first, corridor.low
    ends: list[tuple[int, int]] = []
    kinds: list[int] = []
    cells: list[int] = []
    while i or j:
        cell = int(first[i] + j - low[i])
        k = int(choice[cell])
        ends.append((i, j))
        kinds.append(k)
        cells.append(cell)
        i, j = i - types[k][0], j - types[k][1]
    return Path(
        np.array(ends[::-1], np.int64).reshape(-1, 2), np.array(kinds[::-1], np.int64), np.array(cells[::-1], np.int64)
    )
