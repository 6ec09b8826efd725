"""The best path and the posterior probabilities over a lattice of beads: numbers only, no text.

A node (i, j) stands for "i source and j target sentences are done"; a bead of type (a, b) leads from
(i - a, j - b) to (i, j). Only nodes in a corridor exist; they are numbered row by row::

    row i holds columns low[i] … high[i] - 1, as cells first[i] … first[i + 1] - 1

Gains are an array [bead types, cells]: what the bead of that type which *ends* at the cell adds to a path. They are
potentials, not log-odds: only differences between whole paths mean something.
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
        stops: bool array [cells], or None: nodes that every path passes through (see `aligner.search.stops`).
    """

    low: Ints
    high: Ints
    stops: NDArray[np.bool_] | None = None

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
class Lattice:
    """Every bead that the search may take, with what it gains.

    Attributes:
        corridor: the nodes.
        types: (source, target) sentences of each type of bead.
        gains: float array [types, cells]: what the bead of each type that ends at each cell adds to a path, in nats.
    """

    corridor: Corridor
    types: BeadTypes
    gains: Floats

    def forbid(self, k: int, cells: NDArray[np.bool_]) -> None:
        """Make the beads of type k that end at some cells ones that are never taken."""
        self.gains[k, cells] = NEVER


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


def best_path(lattice: Lattice) -> Path:
    """The path of the highest sum of gains (Viterbi)."""
    corridor, types, gains = lattice.corridor, lattice.types, lattice.gains
    null = types.index((0, 1))
    crossing = [k for k in range(len(types)) if k != null]
    best = np.full(corridor.cells + 1, NEVER)
    choice = np.full(corridor.cells, null, np.int8)
    steps = [types[k] for k in crossing]
    nulls = _running_nulls(corridor, gains[null])
    inner, codes = _chosen(gains, crossing), np.array(crossing, np.int8)
    for row, cells, before in _rows_with_neighbours(corridor, steps, range(corridor.rows), -1):
        reached = best.take(before) + inner[:, cells] if row else np.full((1, cells.stop - cells.start), NEVER)
        if not row:
            reached[0, 0] = 0.0
        skipped = nulls[cells]
        level = reached.max(axis=0) - skipped
        highest = np.maximum.accumulate(level)
        best[cells] = skipped + highest
        came = level >= highest
        choice[cells][came] = codes[reached.argmax(axis=0)[came]]
    return _trace(corridor, types, choice)


@dataclass(frozen=True, eq=False)
class Sums:
    """Logs of summed weights at each cell; one more entry, `NEVER`, at the end for nodes outside the corridor.

    Source nulls come before target nulls wherever both meet: else the same beads would count once for each order.
    So a node has two states, and after a target null a source null may not follow; but at a stop it may, for there
    the order is given.

    Attributes:
        fresh: of all ways to (or from) the node where the last bead was no target null.
        whole: to the node: of all ways. From the node: of those that may follow a target null.
    """

    fresh: Floats
    whole: Floats


def forward(lattice: Lattice) -> Sums:
    """Over all ways from (0, 0) to each cell."""
    corridor, types, gains = lattice.corridor, lattice.types, lattice.gains
    source_null, target_null = types.index((1, 0)), types.index((0, 1))
    others = [k for k in range(len(types)) if k not in (source_null, target_null)]
    fresh, whole = np.full(corridor.cells + 1, NEVER), np.full(corridor.cells + 1, NEVER)
    steps = [types[k] for k in (*others, source_null)]
    nulls = _running_nulls(corridor, gains[target_null])
    inner = _chosen(gains, others)
    for row, cells, before in _rows_with_neighbours(corridor, steps, range(corridor.rows), -1):
        if row:
            reached = np.empty(before.shape)
            np.add(whole.take(before[:-1]), inner[:, cells], out=reached[:-1])
            np.add(fresh.take(before[-1]), gains[source_null, cells], out=reached[-1])
            fresh[cells] = _logsum(reached)
        else:
            fresh[0] = 0.0
        skipped = nulls[cells]
        whole[cells] = skipped + np.logaddexp.accumulate(fresh[cells] - skipped)
        if corridor.stops is not None:
            np.copyto(fresh[cells], whole[cells], where=corridor.stops[cells])
    return Sums(fresh, whole)


def backward(lattice: Lattice) -> Sums:
    """Over all ways from each cell to the last node."""
    corridor, types, gains = lattice.corridor, lattice.types, lattice.gains
    source_null, target_null = types.index((1, 0)), types.index((0, 1))
    others = [k for k in range(len(types)) if k not in (source_null, target_null)]
    fresh, whole = np.full(corridor.cells + 1, NEVER), np.full(corridor.cells + 1, NEVER)
    steps = [types[k] for k in (*others, source_null)]
    nulls = _running_nulls(corridor, gains[target_null])
    # Each row of gains with one cell more, for nodes outside the corridor, as one long row to take from.
    padded = np.concatenate([gains, np.zeros((len(types), 1), gains.dtype)], axis=1)
    flat, offsets = padded.reshape(-1), np.array(others)[:, None] * padded.shape[1]
    last = corridor.rows - 1
    for row, cells, after in _rows_with_neighbours(corridor, steps, range(last, -1, -1), 1):
        if row < last:
            left = _logsum(fresh.take(after[:-1]) + flat.take(after[:-1] + offsets))
        else:
            left = np.full(cells.stop - cells.start, NEVER)
            left[-1] = 0.0
        skipped = nulls[cells]
        lone = fresh.take(after[-1]) + padded[source_null].take(after[-1])
        if corridor.stops is not None:
            at_stop = corridor.stops[cells]
            left, lone = np.where(at_stop, np.logaddexp(left, lone), left), np.where(at_stop, NEVER, lone)
        whole[cells] = np.logaddexp.accumulate((left + skipped)[::-1])[::-1] - skipped
        fresh[cells] = np.logaddexp(whole[cells], lone)
    return Sums(fresh, whole)


def all_posteriors(lattice: Lattice) -> tuple[Floats, float]:
    """Probability of each bead, an array like the gains, and the log of the summed weight of all paths."""
    corridor, types, gains = lattice.corridor, lattice.types, lattice.gains
    ahead, behind = forward(lattice), backward(lattice)
    row, column = corridor.nodes(0, corridor.rows)
    out = np.empty(gains.shape)
    for k, (a, b) in enumerate(types):
        before = (ahead.fresh if (a, b) == (1, 0) else ahead.whole)[corridor.cell(row - a, column - b)]
        after = (behind.whole if (a, b) == (0, 1) else behind.fresh)[:-1]
        out[k] = np.exp(np.minimum(before + gains[k] + after - behind.fresh[0], 0.0))
    return out, float(behind.fresh[0])


def posteriors(lattice: Lattice, path: Path) -> NDArray[np.float64]:
    """Probability of each bead of a path, for a null that its sentence stays alone, wherever the others stand."""
    corridor, types, gains = lattice.corridor, lattice.types, lattice.gains
    ahead, behind = forward(lattice), backward(lattice)
    row, column = corridor.nodes(0, corridor.rows)

    def chance(k: int, before: Floats, cells: Ints, after: Floats) -> Floats:
        a, b = types[k]
        start = before[corridor.cell(row[cells] - a, column[cells] - b)]
        weight: Floats = start + gains[k, cells] + after[cells] - behind.fresh[0]
        return np.exp(np.minimum(weight, 0.0))

    every = np.arange(corridor.cells)
    probability = np.empty(len(path.types))
    for k, (a, b) in enumerate(types):
        chosen = path.types == k
        if not chosen.any():
            continue
        if (a, b) == (1, 0):
            alone = np.bincount(row, weights=chance(k, ahead.fresh, every, behind.fresh))
            probability[chosen] = alone[path.ends[chosen, 0]]
        elif (a, b) == (0, 1):
            alone = np.bincount(column, weights=chance(k, ahead.whole, every, behind.whole))
            probability[chosen] = alone[path.ends[chosen, 1]]
        else:
            probability[chosen] = chance(k, ahead.whole, path.cells[chosen], behind.fresh)
    return np.minimum(probability, 1.0)


def _rows_with_neighbours(
    corridor: Corridor, types: list[tuple[int, int]], rows: range, side: int
) -> Iterator[tuple[int, slice, Ints]]:
    """For each row: its number, its cells, and for each of them by each bead type the cell before or after.

    `side` is -1 for the cell that a bead which ends here comes from, 1 for the one that a bead from here leads to.
    """
    first = corridor.first.tolist()
    for at in range(0, len(rows), _CHUNK):
        chunk = rows[at : at + _CHUNK]
        begin, end = min(chunk), max(chunk) + 1
        row, column = corridor.nodes(begin, end)
        neighbour = np.stack([corridor.cell(row + side * a, column + side * b) for a, b in types])
        for i in chunk:
            yield i, slice(first[i], first[i + 1]), neighbour[:, first[i] - first[begin] : first[i + 1] - first[begin]]


def _chosen(gains: Floats, rows: list[int]) -> Floats:
    """Some rows of the gains: a view where they follow each other, which costs nothing."""
    together = rows == list(range(rows[0], rows[-1] + 1))
    return gains[rows[0] : rows[-1] + 1] if together else gains[rows]


def _running_nulls(corridor: Corridor, gains: Floats) -> Floats:
    """For each cell the sum of the gains of skipping there from its row's first cell; no skip leads to the first."""
    total = np.cumsum(gains, dtype=np.float64)
    return total - np.repeat(total[corridor.first[:-1]], np.diff(corridor.first))


def _logsum(weights: Floats) -> Floats:
    """log Σ exp over the first axis."""
    top = weights.max(axis=0)
    total: Floats = np.exp(np.subtract(weights, top, out=weights), out=weights).sum(axis=0)
    np.log(total, out=total)
    total += top
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
