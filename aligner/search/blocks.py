"""The best path through a lattice and how probable its beads are, worked out block by block of rows.

::

    forward     block 0 ─▶ block 1 ─▶ block 2      what its last rows know is kept of each, and of the last ones all
    backward    block 0 ◀─ block 1 ◀─ block 2      what was not kept of a block is worked out once more

A block is some rows of a long document, or all steps of several short ones (`aligner.search.lattice`). Memory grows
hardly at all with the length of the texts, and every number is that of the lattice as a whole: nothing is cut, and
nothing depends on where a block ends.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from aligner.progress import Progress, part
from aligner.search.evidence import STRETCH
from aligner.search.lattice import Corridor, Lattice
from aligner.search.paths import SOURCE_NULL, TARGET_NULL, Before, Path, State, Ways, last_states, trace, ways
from aligner.search.posteriors import After, Ahead, Posteriors, backward, forward, with_nulls
from aligner.weights import MOST

Floats = NDArray[np.floating]
Ints = NDArray[np.integer]

# Nodes of a block, a second's work, and of the blocks that are kept whole: more than a long novel has, and some 130
# bytes each.
_BLOCK, _KEPT = 1 << 17, 1 << 21

STEP = "weighing evidence, finding the path"


@dataclass(frozen=True, eq=False)
class Solved:
    """The best path of each document.

    Attributes:
        firsts: int array [documents, 2]: the first node of each.
        numbers: how many beads each has.
        ends: int array [beads, 2]: the node at which each bead ends.
        types: int array [beads]: see `Path`.
        gains: float array [beads]: what each adds to the path, in nats.
        chances: float array [beads]: how probable each is; for a null, that its sentence is left alone at all.
        spans: of source and target, see `Posteriors.spans`; None if nobody asked for them.
    """

    firsts: Ints
    numbers: tuple[int, ...]
    ends: Ints
    types: Ints
    gains: Floats
    chances: Floats
    spans: tuple[Floats, Floats] | None = None


@dataclass(frozen=True, eq=False)
class _Worked:
    """A block, with what the rows up to it say.

    Attributes:
        lattice: its rows, after the last few before them.
        within: its own steps, as the lattice counts them.
        ways, ahead: the best way, and the sum of all ways, to each of their cells.
    """

    lattice: Lattice
    within: range
    ways: Ways
    ahead: Ahead

    @classmethod
    def of(cls, own: Lattice, corridor: Corridor, before: tuple[Before, Before] | None) -> _Worked:
        """From the block's own rows, the whole corridor, and what the rows before it know: best ways, and sums."""
        best, summed = before or (None, None)
        lattice = own if before is None else _after_others(own, corridor)
        within = lattice.steps[own.top - lattice.top :]
        return cls(lattice, within, ways(lattice, within, best), forward(lattice, within, summed))

    @property
    def last(self) -> tuple[Before, Before]:
        """What its last rows know: best ways, and sums."""
        first = self.lattice.corridor.steps
        cells = slice(int(first[max(self.within.start, self.within.stop - MOST)]), int(first[-1]))
        best, ahead = self.ways, self.ahead
        return (
            Before.at(cells, best.source, best.leaving, best.whole),
            Before.at(cells, ahead.sums.source, ahead.leaving, ahead.whole),
        )

    def path(self, nodes: Sequence[State]) -> tuple[Path, list[State]]:
        """The part of the best path of each document that ends in it and leads to a node, and the node from which it
        comes. Nodes are those of the whole.
        """
        top = self.lattice.top
        here = [replace(node, i=node.i - top) for node in nodes]
        path, states = trace(self.lattice, self.ways, self.within, here)
        return replace(path, ends=path.ends + np.array([top, 0])), [replace(each, i=each.i + top) for each in states]

    def posteriors(self, corridor: Corridor, after: After | None, log_weights: Floats) -> tuple[Posteriors, After]:
        """Its posteriors; and what its first rows know of those that follow."""
        lattice = self.lattice if after is None else _before_others(self.lattice, corridor, after)
        behind = backward(lattice, self.within, after)
        first = self.lattice.corridor.steps
        cells = slice(int(first[self.within.start]), int(first[min(self.within.start + MOST, self.within.stop)]))
        own = After(self.lattice.gains[:, cells].copy(), behind.bead[cells].copy(), behind.source[cells].copy())
        return Posteriors(self.lattice, self.within, self.ahead, behind, log_weights), own


def solve(
    lattice_of: Callable[[range], Lattice], corridor: Corridor, *, most: int = 0, progress: Progress | None = None
) -> Solved:
    """The best path through a lattice, with the posteriors of its beads; of several documents, through each.

    Args:
        lattice_of: gives a block, by its steps; asked for twice if memory does not hold them all.
        corridor: all nodes of the lattice.
        most: the most sentences of the spans whose probabilities are wanted; 0: none are.
        progress: told of each block.
    """
    blocks = blocks_of(corridor, _BLOCK)
    tell, tell_back = part(progress, 0, 0.7), part(progress, 0.7, 1)
    edges: list[tuple[Before, Before] | None] = [None]
    kept: dict[int, _Worked] = {}
    for number, block in enumerate(blocks):
        tell(STEP, block.start / corridor.rows)
        kept[number] = _Worked.of(lattice_of(block), corridor, edges[number])
        edges.append(kept[number].last)
        while len(kept) > 1 and sum(each.lattice.corridor.cells for each in kept.values()) > _KEPT:
            del kept[min(kept)]
    last = kept[max(kept)]
    log_weights = last.ahead.log_weights(last.lattice.corridor)
    found = _Sums.of(corridor, most)
    nodes, after = last_states(corridor), None
    for number, block in reversed(list(enumerate(blocks))):
        tell_back(STEP, 1 - block.stop / corridor.rows)
        worked = kept.pop(number, None) or _Worked.of(lattice_of(block), corridor, edges[number])
        path, nodes = worked.path(nodes)
        posteriors, after = worked.posteriors(corridor, after, log_weights)
        found.add(block, path, worked.lattice, posteriors)
    return found.solved(worked.lattice)


def blocks_of(corridor: Corridor, most: int) -> list[range]:
    """The steps in blocks of about so many nodes at most. Each begins where a stretch of the evidence does, so that the
    gains are those of the whole lattice to the bit. Several documents, which are short, are one block.
    """
    if len(corridor.begins) > 1:
        return [range(len(corridor.steps) - 1)]
    out, begin = [], 0
    while begin < corridor.rows:
        end = int(np.searchsorted(corridor.first, corridor.first[begin] + most, side="right")) - 1
        if end < corridor.rows:
            end = min(max(end // STRETCH, begin // STRETCH + 1) * STRETCH, corridor.rows)
        out.append(range(begin, end))
        begin = end
    return out


def _after_others(own: Lattice, corridor: Corridor) -> Lattice:
    """The rows of a block after the last few before it, of whose beads nothing is asked."""
    rows = range(own.top - MOST, own.top + own.corridor.rows)
    here = corridor.some(rows)
    unasked = np.zeros((len(own.types), here.cells - own.corridor.cells), np.float32)
    return replace(own, corridor=here, gains=np.hstack([unasked, own.gains]), top=rows.start)


def _before_others(lattice: Lattice, corridor: Corridor, after: After) -> Lattice:
    """The rows of a block before the first few that follow."""
    end = lattice.top + lattice.corridor.rows
    here = corridor.some(range(lattice.top, min(end + MOST, corridor.rows)))
    return replace(lattice, corridor=here, gains=np.hstack([lattice.gains, after.gains]))


@dataclass(eq=False)
class _Sums:
    """What is gathered from the blocks, from the last to the first.

    Attributes:
        firsts: see `Solved`.
        source_alone, target_alone: float arrays [sentences]: the probability that each is left alone.
        spans: see `Solved`.
        parts: of each block: ends, types, gains and chances of the path's beads with both sides.
        numbers: how many beads of each document the blocks have.
    """

    firsts: Ints
    source_alone: Floats
    target_alone: Floats
    spans: tuple[Floats, Floats] | None
    parts: list[tuple[Ints, Ints, Floats, Floats]]
    numbers: Ints

    @classmethod
    def of(cls, corridor: Corridor, most: int) -> _Sums:
        nodes = corridor.rows, int(corridor.high[-1])
        spans = (np.zeros((most, nodes[0])), np.zeros((most, nodes[1]))) if most else None
        firsts = np.stack(corridor.first_nodes, axis=1)
        numbers = np.zeros(len(firsts), np.int64)
        return cls(firsts, np.zeros(nodes[0] - 1), np.zeros(nodes[1] - 1), spans, [], numbers)

    def add(self, block: range, path: Path, lattice: Lattice, found: Posteriors) -> None:
        """A block: its steps, the part of the path that ends there, its lattice and its posteriors."""
        gains = np.zeros(len(path.types))
        pairs = path.types >= 0
        gains[pairs] = lattice.gains[path.types[pairs], path.cells[pairs]]
        self.parts.append((path.ends, path.types, gains, found.of_pairs(path)))
        self.numbers += path.numbers
        begin = max(0, block.start - 1)
        self.source_alone[begin : begin + len(found.source_alone)] = found.source_alone
        self.target_alone[: len(found.target_alone)] += found.target_alone
        if self.spans:
            source, target = found.spans(len(self.spans[0]))
            self.spans[0][:, block.start : block.start + source.shape[1]] = source
            self.spans[1][:, : target.shape[1]] += target

    def solved(self, lattice: Lattice) -> Solved:
        """The whole path; what nulls gain is the same in the lattice of any block."""
        ends, types, gains, chances = (np.concatenate(each[::-1]) for each in zip(*self.parts, strict=True))
        with_nulls(chances, types, ends, (self.source_alone, np.minimum(self.target_alone, 1.0)))
        continues = np.append(False, types[1:] == types[:-1])
        continues[np.cumsum(self.numbers)[:-1]] = False
        for side, (kind, nulls) in enumerate(
            ((SOURCE_NULL, lattice.source_nulls), (TARGET_NULL, lattice.target_nulls))
        ):
            here = np.flatnonzero(types == kind)
            sentences = ends[here, side] - 1
            gains[here] = np.where(continues[here], nulls.further[sentences], nulls.opening[sentences])
        return Solved(self.firsts, tuple(self.numbers.tolist()), ends, types, gains, chances, self.spans)
