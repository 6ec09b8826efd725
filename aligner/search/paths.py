"""The best path through a lattice of beads (Viterbi): numbers only, no text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from aligner.search.lattice import Corridor, Lattice
from aligner.search.several import NEVER
from aligner.search.steps import steps

Floats = NDArray[np.floating]
Ints = NDArray[np.integer]

# Types, in a `Path`, of the beads with one side only.
SOURCE_NULL, TARGET_NULL = -1, -2
# The states of a path at a node: after a bead, after a source null, after a target null.
_BEAD, _SOURCE, _TARGET = range(3)


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
        opened: for state `target`, the cell at which the run of nulls opened; stands at the cell before.
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


def last_states(corridor: Corridor) -> list[State]:
    """Where the paths of all documents end."""
    return [State(i, j) for i, j in zip(*(nodes.tolist() for nodes in corridor.last_nodes), strict=True)]


def ways(lattice: Lattice, within: range, before: Before | None = None) -> Ways:
    """The best ways to the cells of some steps.

    Args:
        before: those to the cells of the rows of the lattice before these steps; None where these are the first.
    """
    corridor, stops = lattice.corridor, lattice.corridor.stops
    size = corridor.cells + 1
    bead, source, target, whole = (np.full(size, NEVER) for _ in range(4))
    types, continued, opened = np.zeros(size, np.int8), np.zeros(size, bool), np.zeros(size, np.int32)
    leaving = bead if stops is None else np.full(size, NEVER)
    if before:
        before.put(source, leaving, whole)
    else:
        bead[corridor.cell(*corridor.first_nodes)] = 0.0
    for step in steps(lattice, -1, within):
        cells, near = step.cells, step.near
        if step.number:
            reached = whole.take(near[:-1]) + lattice.gains[:, cells]
            types[cells] = reached.argmax(axis=0)
            bead[cells] = reached.max(axis=0)
            first = leaving.take(near[-1]) + step.opening
            later = source.take(near[-1]) + step.further
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
    return Ways(bead, source, target, leaving, whole, types, continued, opened)


def trace(lattice: Lattice, ways: Ways, within: range, states: Sequence[State]) -> tuple[Path, list[State]]:
    """The beads that end in some steps and lead to a node of each document, traced back; and the node from which each
    path comes, in the rows before these if they are not the first.

    Rows are counted as the lattice counts them.
    """
    begins = [(within.start, -1)]
    if not within.start + lattice.top:
        begins = list(zip(*(nodes.tolist() for nodes in lattice.corridor.first_nodes), strict=True))
    traced = [_traced(lattice, ways, begin, state) for begin, state in zip(begins, states, strict=True)]
    trails = [trail for trail, _ in traced]
    table = np.array(list(chain.from_iterable(trails)), np.int64).reshape(-1, 4)
    path = Path(table[:, :2], table[:, 2], table[:, 3], tuple(map(len, trails)))
    return path, [state for _, state in traced]


def _traced(
    lattice: Lattice, ways: Ways, begin: tuple[int, int], state: State
) -> tuple[list[tuple[int, int, int, int]], State]:
    """Row, column, type and cell of the beads of one document, back to a node, or out of the rows from its row on."""
    corridor, offset = lattice.corridor, lattice.corridor.offset
    i, j, allowed = state.i, state.j, state.allowed
    trail: list[tuple[int, int, int, int]] = []
    gained = (ways.bead, ways.source, ways.target)
    while i >= begin[0] and (i, j) != begin:
        cell = int(offset[i]) + j
        arrived = max(allowed, key=lambda s: gained[s][cell])
        allowed = (_BEAD, _SOURCE, _TARGET)
        if arrived == _BEAD:
            k = int(ways.types[cell])
            a, b = lattice.types[k]
            trail.append((i, j, k, cell))
            i, j = i - a, j - b
        elif arrived == _SOURCE:
            trail.append((i, j, SOURCE_NULL, cell))
            i -= 1
            stop = corridor.stops is not None and bool(corridor.stops[int(offset[i]) + j])
            allowed = (_SOURCE,) if ways.continued[cell] else (_BEAD, _TARGET) if stop else (_BEAD,)
        else:
            opened = int(ways.opened[cell - 1])
            trail += [(i, j - (cell - at), TARGET_NULL, at) for at in range(cell, opened, -1)]
            j -= cell - opened
            allowed = (_BEAD, _SOURCE)
    return trail[::-1], State(i, j, allowed)
