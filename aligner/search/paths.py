"""The best path over a lattice of beads: numbers only, no text."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from aligner.search.lattice import BeadTypes, Lattice
from aligner.search.several import NEVER
from aligner.search.steps import steps

Floats = NDArray[np.floating]
Ints = NDArray[np.integer]

# Types, in a `Path`, of the beads with one side only.
SOURCE_NULL, TARGET_NULL = -1, -2


@dataclass(frozen=True, eq=False)
class Path:
    """A way through each document from its first node to its last.

    Attributes:
        ends: int array [beads, 2]: the node at which each bead ends.
        types: int array [beads]: index of each bead's type; `SOURCE_NULL` or `TARGET_NULL` for a sentence left alone.
        cells: int array [beads]: the cell of each bead's end.
        numbers: how many beads each document has.
    """

    ends: Ints
    types: Ints
    cells: Ints
    numbers: tuple[int, ...]

    def steps(self, types: BeadTypes) -> list[tuple[int, int]]:
        """(source, target) sentences of each bead."""
        sizes = {**dict(enumerate(types)), SOURCE_NULL: (1, 0), TARGET_NULL: (0, 1)}
        return [sizes[k] for k in self.types.tolist()]


def best_path(lattice: Lattice) -> Path:
    """The path with the highest sum of gains (Viterbi), of each document."""
    corridor, stops = lattice.corridor, lattice.corridor.stops
    size = corridor.cells + 1
    bead, source, target, whole = (np.full(size, NEVER) for _ in range(4))
    bead[corridor.cell(*corridor.first_nodes)] = 0.0
    types, continued, opened = np.zeros(size, np.int8), np.zeros(size, bool), np.zeros(size, np.int64)
    # Where a run of source nulls may open: after a bead, and at a stop after a target null too.
    leaving = bead if stops is None else np.full(size, NEVER)
    for step in steps(lattice, -1):
        cells, before = step.cells, step.near
        if step.number:
            reached = whole.take(before[:-1]) + lattice.gains[:, cells]
            types[cells] = reached.argmax(axis=0)
            bead[cells] = reached.max(axis=0)
            first = leaving.take(before[-1]) + step.opening
            later = source.take(before[-1]) + step.further
            continued[cells] = later > first
            source[cells] = np.maximum(first, later)
        settled = np.maximum(bead[cells], source[cells])
        level = settled + step.surcharge - step.summed
        highest = step.onwards(np.maximum, level)
        target[cells] = step.before(highest) + step.summed
        place = np.arange(cells.start, cells.stop)
        opened[cells] = np.maximum.accumulate(np.where(level >= highest, place, cells.start))
        whole[cells] = np.maximum(settled, target[cells])
        if stops is not None:
            leaving[cells] = np.where(stops[cells], np.maximum(bead[cells], target[cells]), bead[cells])
    ways = _Ways(bead, source, target, types, continued, opened)
    begins, ends = (
        zip(*(each.tolist() for each in nodes), strict=True) for nodes in (corridor.first_nodes, corridor.last_nodes)
    )
    trails = [_trace(lattice, ways, begin, end) for begin, end in zip(begins, ends, strict=True)]
    table = np.array(list(chain.from_iterable(trails)), np.int64).reshape(-1, 4)
    return Path(table[:, :2], table[:, 2], table[:, 3], tuple(map(len, trails)))


@dataclass(frozen=True, eq=False)
class _Ways:
    """The best way to each cell.

    Attributes:
        bead, source, target: its gain, by the state in which it arrives.
        types: for state `bead`, the type of the last bead.
        continued: for state `source`, whether the last null continued a run.
        opened: for state `target`, the cell at which the run of nulls opened; stands at the cell before.
    """

    bead: Floats
    source: Floats
    target: Floats
    types: Ints
    continued: NDArray[np.bool_]
    opened: Ints


def _trace(
    lattice: Lattice, ways: _Ways, begin: tuple[int, int], end: tuple[int, int]
) -> list[tuple[int, int, int, int]]:
    """Row, column, type and cell of the beads that lead from the first node of a document to its last.

    They are traced back from there.
    """
    corridor = lattice.corridor
    (i, j), offset = end, corridor.offset
    trail: list[tuple[int, int, int, int]] = []
    states = (ways.bead, ways.source, ways.target)
    allowed: tuple[int, ...] = (0, 1, 2)
    while (i, j) != begin:
        cell = int(offset[i]) + j
        state = max(allowed, key=lambda s: states[s][cell])
        allowed = (0, 1, 2)
        if state == 0:
            k = int(ways.types[cell])
            a, b = lattice.types[k]
            trail.append((i, j, k, cell))
            i, j = i - a, j - b
        elif state == 1:
            trail.append((i, j, SOURCE_NULL, cell))
            i -= 1
            stop = corridor.stops is not None and bool(corridor.stops[int(offset[i]) + j])
            allowed = (1,) if ways.continued[cell] else (0, 2) if stop else (0,)
        else:
            opened = int(ways.opened[cell - 1])
            trail += [(i, j - (cell - at), TARGET_NULL, at) for at in range(cell, opened, -1)]
            j -= cell - opened
            allowed = (0, 1)
    return trail[::-1]
