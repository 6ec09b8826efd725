"""How probable each bead of a lattice is, by sums over all paths, forward and backward: numbers only, no text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from aligner.search.lattice import Corridor, Lattice
from aligner.search.paths import SOURCE_NULL, TARGET_NULL, Before, Path
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

    def log_weights(self, corridor: Corridor) -> Floats:
        """float array [documents]: log of the summed weight of all ways to the last node of each."""
        return self.whole[corridor.cell(*corridor.last_nodes)]


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


def forward(lattice: Lattice, within: range, before: Before | None = None) -> Ahead:
    """Sums over all ways to each cell of some steps from the first of its document.

    Args:
        before: those to the cells of the rows of the lattice before these steps; None where these are the first.
    """
    corridor, stops = lattice.corridor, lattice.corridor.stops
    sums = Sums.never(corridor)
    bead, source, target = sums.bead, sums.source, sums.target
    whole = np.full(corridor.cells + 1, NEVER)
    leaving = bead if stops is None else np.full(corridor.cells + 1, NEVER)
    if before:
        before.put(source, leaving, whole)
    else:
        bead[corridor.cell(*corridor.first_nodes)] = 0.0
    for step in steps(lattice, -1, within):
        cells, near = step.cells, step.near
        settled = bead[cells]
        if step.number:
            settled = bead[cells] = _logsum(whole.take(near[:-1]) + lattice.gains[:, cells])
            above = near[-1]
            source[cells] = np.logaddexp(leaving.take(above) + step.opening, source.take(above) + step.further)
            settled = np.logaddexp(settled, source[cells])
        run = step.onwards(np.logaddexp, settled + step.surcharge - step.summed)
        target[cells] = step.before(run) + step.summed
        whole[cells] = np.logaddexp(settled, target[cells])
        if stops is not None:
            leaving[cells] = np.where(stops[cells], np.logaddexp(bead[cells], target[cells]), bead[cells])
    return Ahead(sums, leaving, whole)


def backward(lattice: Lattice, within: range, after: After | None = None) -> Sums:
    """Sums over all ways from each cell of some steps, in each state, to the last of its document.

    Args:
        after: what is known of the rows of the lattice after these steps; None where these are the last.
    """
    corridor, stops = lattice.corridor, lattice.corridor.stops
    sums = Sums.never(corridor)
    bead, source, target = sums.bead, sums.source, sums.target
    done = np.full(corridor.cells, NEVER)
    if after:
        begin = corridor.cells - after.cells
        bead[begin:-1], source[begin:-1] = after.bead, after.source
    else:
        done[corridor.cell(*corridor.last_nodes)] = 0.0
    # The gains as one long row. Outside the corridor any gain will do: no way leads on from there.
    flat, offsets = lattice.gains.reshape(-1), np.arange(len(lattice.types))[:, None] * corridor.cells
    for step in steps(lattice, 1, within):
        cells, near = step.cells, step.near
        out = _logsum(bead.take(near[:-1]) + flat.take(near[:-1] + offsets, mode="clip"))
        np.maximum(out, done[cells], out=out)
        below = source.take(near[-1])
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
    """How probable each bead and each null is that ends in some steps of a lattice.

    Attributes:
        lattice: the lattice.
        within: the steps.
        ahead, behind: sums over all ways to each cell (`forward`) and from it (`backward`).
        log_weights: float array [documents]: log of the summed weight of all paths through each.
    """

    lattice: Lattice
    within: range
    ahead: Ahead
    behind: Sums
    log_weights: Floats

    @cached_property
    def beads(self) -> Floats:
        """float array [types, cells of the steps]: the probability of each bead."""
        every = np.arange(self._cells.start, self._cells.stop)
        return np.stack([self._of(k, every) for k in range(len(self.lattice.types))]).astype(np.float32)

    @cached_property
    def source_alone(self) -> Floats:
        """float array [source sentences that end in the steps]: the probability that each is left alone."""
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
        or of the target, are one side of a bead that ends in the steps.
        """
        row, column = self._nodes
        source = np.zeros((most, len(self._rows)))
        target = np.zeros((most, self._columns))
        every = np.arange(self._cells.start, self._cells.stop)
        for k, (a, b) in enumerate(self.lattice.types):
            chances = self._of(k, every)
            source[a - 1] += np.bincount(row - self._rows.start, chances, source.shape[1])
            target[b - 1] += np.bincount(column, chances, target.shape[1])
        return source, target

    def of_pairs(self, path: Path) -> Floats:
        """float array [beads]: the probability of each bead of a path through these rows; 0 for nulls."""
        out = np.zeros(len(path.types))
        for k in np.unique(path.types[path.types >= 0]).tolist():
            here = path.types == k
            out[here] = self._of(k, path.cells[here])
        return out

    @cached_property
    def _cells(self) -> slice:
        first = self.lattice.corridor.steps
        return slice(int(first[self.within.start]), int(first[self.within.stop]))

    @property
    def _rows(self) -> range:
        """The rows of the steps: of one document they are its rows."""
        corridor = self.lattice.corridor
        return self.within if len(corridor.begins) == 1 else range(corridor.rows)

    @property
    def _columns(self) -> int:
        """How many columns there are up to the last of the rows."""
        return int(self.lattice.corridor.high[self._rows.stop - 1])

    @cached_property
    def _nodes(self) -> tuple[Ints, Ints]:
        return self.lattice.corridor.in_steps(self.within.start, self.within.stop)

    @cached_property
    def _log_weight(self) -> Floats:
        """float array [cells of the steps]: log of the summed weight of all paths through the document of each."""
        return self.log_weights[self.lattice.corridor.document[self._nodes[0]]]

    def _of(self, k: int, cells: Ints) -> Floats:
        """The probability of the beads of type k that end at the given cells of the steps."""
        here, (a, b) = cells - self._cells.start, self.lattice.types[k]
        row, column = (nodes[here] for nodes in self._nodes)
        before = self.ahead.whole[self.lattice.corridor.cell(row - a, column - b)]
        weight: Floats = before + self.lattice.gains[k, cells] + self.behind.bead[cells] - self._log_weight[here]
        return np.exp(np.minimum(weight, 0.0))

    def _by_row(self, ahead: Floats) -> Floats:
        chance = np.exp(np.minimum(ahead + self.behind.source[self._cells] - self._log_weight, 0.0))
        rows = self._rows
        summed = np.bincount(self._nodes[0] - rows.start, chance, len(rows))
        # No sentence ends in the first row of all.
        return np.minimum(summed[not rows.start + self.lattice.top :], 1.0)

    def _by_column(self, ahead: Floats) -> Floats:
        chance = np.exp(np.minimum(ahead + self.behind.target[self._cells] - self._log_weight, 0.0))
        return np.minimum(np.bincount(self._nodes[1], chance, self._columns)[1:], 1.0)


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
    within, corridor = lattice.steps, lattice.corridor
    ahead = forward(lattice, within)
    return Posteriors(lattice, within, ahead, backward(lattice, within), ahead.log_weights(corridor))


def _logsum(weights: Floats) -> Floats:
    """log Σ exp over the first axis."""
    top = weights.max(axis=0)
    total: Floats = np.exp(np.subtract(weights, top, out=weights), out=weights).sum(axis=0)
    np.log(total, out=total)
    total += top
    return total
