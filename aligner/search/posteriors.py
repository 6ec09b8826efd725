"""How probable each bead of a lattice is, by sums over all paths, forward and backward: numbers only, no text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from aligner.search.lattice import Corridor, Lattice
from aligner.search.paths import SOURCE_NULL, TARGET_NULL, Path
from aligner.search.several import NEVER
from aligner.search.steps import steps

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


def forward(lattice: Lattice) -> tuple[Sums, Floats]:
    """Sums over all ways to each cell from the first of its document: by state, and over all states."""
    corridor, stops = lattice.corridor, lattice.corridor.stops
    sums = Sums.never(corridor)
    bead, source, target = sums.bead, sums.source, sums.target
    bead[corridor.cell(*corridor.first_nodes)] = 0.0
    whole = np.full(corridor.cells + 1, NEVER)
    leaving = bead if stops is None else np.full(corridor.cells + 1, NEVER)
    for step in steps(lattice, -1):
        cells, before = step.cells, step.near
        settled = bead[cells]
        if step.number:
            settled = bead[cells] = _logsum(whole.take(before[:-1]) + lattice.gains[:, cells])
            above = before[-1]
            source[cells] = np.logaddexp(leaving.take(above) + step.opening, source.take(above) + step.further)
            settled = np.logaddexp(settled, source[cells])
        run = step.onwards(np.logaddexp, settled + step.surcharge - step.summed)
        target[cells] = step.before(run) + step.summed
        whole[cells] = np.logaddexp(settled, target[cells])
        if stops is not None:
            leaving[cells] = np.where(stops[cells], np.logaddexp(bead[cells], target[cells]), bead[cells])
    return sums, whole


def backward(lattice: Lattice) -> Sums:
    """Sums over all ways from each cell, in each state, to the last of its document."""
    corridor, stops = lattice.corridor, lattice.corridor.stops
    sums = Sums.never(corridor)
    bead, source, target = sums.bead, sums.source, sums.target
    done = np.full(corridor.cells, NEVER)
    done[corridor.cell(*corridor.last_nodes)] = 0.0
    # The gains as one long row. Outside the corridor any gain will do: no way leads on from there.
    flat, offsets = lattice.gains.reshape(-1), np.arange(len(lattice.types))[:, None] * corridor.cells
    for step in steps(lattice, 1):
        cells, after = step.cells, step.near
        out = _logsum(bead.take(after[:-1]) + flat.take(after[:-1] + offsets, mode="clip"))
        np.maximum(out, done[cells], out=out)
        below = source.take(after[-1])
        opened = below + step.opening
        ends = out if stops is None else np.where(stops[cells], np.logaddexp(out, opened), out)
        run = step.backwards(np.logaddexp, ends + step.summed)
        target[cells] = run - step.summed
        away = np.logaddexp(out, step.surcharge - step.summed + step.after(run))
        bead[cells] = np.logaddexp(away, opened)
        source[cells] = np.logaddexp(away, below + step.further)
    return sums


@dataclass(frozen=True, eq=False)
class Posteriors:
    """How probable each bead and each null of a lattice is.

    Attributes:
        lattice: the lattice.
        ahead, behind: sums over all ways to each cell (`forward`) and from it (`backward`), by state.
        whole: sums over all ways to each cell, over all states.
    """

    lattice: Lattice
    ahead: Sums
    behind: Sums
    whole: Floats

    @cached_property
    def log_weights(self) -> Floats:
        """float array [documents]: log of the summed weight of all paths through each."""
        corridor = self.lattice.corridor
        return self.behind.bead[corridor.cell(*corridor.first_nodes)]

    @property
    def log_weight(self) -> float:
        """Log of the summed weight of all paths, of one document."""
        (weight,) = self.log_weights.tolist()
        return float(weight)

    @cached_property
    def beads(self) -> Floats:
        """float array [types, cells], like the gains: the probability of each bead."""
        every = np.arange(self.lattice.corridor.cells)
        return np.stack([self._of(k, every) for k in range(len(self.lattice.types))]).astype(np.float32)

    @cached_property
    def source_alone(self) -> Floats:
        """float array [source sentences]: the probability that each is left alone."""
        return self._by_row(self.ahead.source[:-1])

    @cached_property
    def target_alone(self) -> Floats:
        """float array [target sentences]: the probability that each is left alone."""
        return self._by_column(self.ahead.target[:-1])

    @cached_property
    def source_opening(self) -> Floats:
        """float array [source sentences]: the probability that each opens a run of nulls."""
        corridor = self.lattice.corridor
        row, column = self._nodes
        leaving = self.ahead.bead
        if corridor.stops is not None:
            at_stop = np.append(corridor.stops, False)
            leaving = np.where(at_stop, np.logaddexp(self.ahead.bead, self.ahead.target), self.ahead.bead)
        opening = np.append(NEVER, self.lattice.source_nulls.opening)
        return self._by_row(leaving[corridor.cell(row - 1, column)] + opening[row])

    @cached_property
    def target_opening(self) -> Floats:
        """float array [target sentences]: the probability that each opens a run of nulls."""
        row, column = self._nodes
        settled = np.logaddexp(self.ahead.bead, self.ahead.source)
        settled[-1] = NEVER
        opening = np.append(NEVER, self.lattice.target_nulls.opening)
        return self._by_column(settled[self.lattice.corridor.cell(row, column - 1)] + opening[column])

    def spans(self, most: int) -> tuple[Floats, Floats]:
        """Two float arrays [most, nodes]: the probability that the last 1 … most sentences before a node of the source,
        or of the target, are one side of a bead.
        """
        row, column = self._nodes
        source = np.zeros((most, self.lattice.corridor.rows))
        target = np.zeros((most, int(self.lattice.corridor.high[-1])))
        every = np.arange(self.lattice.corridor.cells)
        for k, (a, b) in enumerate(self.lattice.types):
            chances = self._of(k, every)
            source[a - 1] += np.bincount(row, chances, source.shape[1])
            target[b - 1] += np.bincount(column, chances, target.shape[1])
        return source, target

    def along(self, path: Path) -> Floats:
        """float array [beads]: the probability of each bead of a path.

        For a null, that its sentence is left alone at all, at whichever place on the other side.
        """
        out = np.empty(len(path.types))
        for k in np.unique(path.types).tolist():
            here = path.types == k
            if k == SOURCE_NULL:
                out[here] = self.source_alone[path.ends[here, 0] - 1]
            elif k == TARGET_NULL:
                out[here] = self.target_alone[path.ends[here, 1] - 1]
            else:
                out[here] = self._of(k, path.cells[here])
        return out

    @cached_property
    def _nodes(self) -> tuple[Ints, Ints]:
        return self.lattice.corridor.every()

    @cached_property
    def _log_weight(self) -> Floats:
        """float array [cells]: log of the summed weight of all paths through the document of each cell."""
        return self.log_weights[self.lattice.corridor.document[self._nodes[0]]]

    def _of(self, k: int, cells: Ints) -> Floats:
        """The probability of the beads of type k that end at the given cells."""
        (row, column), (a, b) = self._nodes, self.lattice.types[k]
        before = self.whole[self.lattice.corridor.cell(row[cells] - a, column[cells] - b)]
        weight: Floats = before + self.lattice.gains[k, cells] + self.behind.bead[cells] - self._log_weight[cells]
        return np.exp(np.minimum(weight, 0.0))

    def _by_row(self, ahead: Floats) -> Floats:
        chance = np.exp(np.minimum(ahead + self.behind.source[:-1] - self._log_weight, 0.0))
        return np.minimum(np.bincount(self._nodes[0], chance, self.lattice.corridor.rows)[1:], 1.0)

    def _by_column(self, ahead: Floats) -> Floats:
        chance = np.exp(np.minimum(ahead + self.behind.target[:-1] - self._log_weight, 0.0))
        return np.minimum(np.bincount(self._nodes[1], chance, int(self.lattice.corridor.high[-1]))[1:], 1.0)


def posteriors(lattice: Lattice) -> Posteriors:
    """The probability of every bead and every null, by the forward and backward sums."""
    ahead, whole = forward(lattice)
    return Posteriors(lattice, ahead, backward(lattice), whole)


def _logsum(weights: Floats) -> Floats:
    """log Σ exp over the first axis."""
    top = weights.max(axis=0)
    total: Floats = np.exp(np.subtract(weights, top, out=weights), out=weights).sum(axis=0)
    np.log(total, out=total)
    total += top
    return total
