"""The best path through a lattice and how probable its beads are, worked out block by block of rows.

::

    forward     block 0 ─▶ block 1 ─▶ block 2      what its last rows know is kept of each, and of the last ones all
    backward    block 0 ◀─ block 1 ◀─ block 2      what was not kept of a block is worked out once more

Memory grows hardly at all with the length of the texts, and every number is that of the lattice as a whole: nothing is
cut, and nothing depends on where a block ends.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from aligner.progress import Progress, part
from aligner.search.evidence import STRETCH
from aligner.search.lattice import SOURCE_NULL, TARGET_NULL, Corridor, Lattice
from aligner.search.paths import Before, Path, State, Ways, trace, ways
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
    """The best path.

    Attributes:
        ends: int array [beads, 2]: the node at which each bead ends.
        types: int array [beads]: see `Path`.
        gains: float array [beads]: what each adds to the path, in nats.
        chances: float array [beads]: how probable each is; for a null, that its sentence is left alone at all.
        spans: of source and target, see `Posteriors.spans`; None if nobody asked for them.
    """

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
        rows: its own, as the lattice counts them.
        ways, ahead: the best way, and the sum of all ways, to each of their cells.
    """

    lattice: Lattice
    rows: range
    ways: Ways
    ahead: Ahead

    @classmethod
    def of(cls, own: Lattice, corridor: Corridor, before: tuple[Before, Before] | None) -> _Worked:
        """From the block's own rows, the whole corridor, and what the rows before it know: best ways, and sums."""
        best, summed = before or (None, None)
        lattice = own if before is None else _after_others(own, corridor)
        rows = lattice.rows[own.top - lattice.top :]
        return cls(lattice, rows, ways(lattice, rows, best), forward(lattice, rows, summed))

    @property
    def last(self) -> tuple[Before, Before]:
        """What its last rows know: best ways, and sums."""
        first = self.lattice.corridor.first
        cells = slice(int(first[max(self.rows.start, self.rows.stop - MOST)]), int(first[-1]))
        best, ahead = self.ways, self.ahead
        return (
            Before.at(cells, best.source, best.leaving, best.whole),
            Before.at(cells, ahead.sums.source, ahead.leaving, ahead.whole),
        )

    def path(self, node: State) -> tuple[Path, State]:
        """The part of the best path that ends in it and leads to a node, and the node from which it comes.

        Nodes are those of the whole.
        """
        top = self.lattice.top
        path, state = trace(self.lattice, self.ways, self.rows, replace(node, i=node.i - top))
        return replace(path, ends=path.ends + np.array([top, 0])), replace(state, i=state.i + top)

    def posteriors(self, corridor: Corridor, after: After | None, log_weight: float) -> tuple[Posteriors, After]:
        """Its posteriors; and what its first rows know of those that follow."""
        lattice = self.lattice if after is None else _before_others(self.lattice, corridor, after)
        behind = backward(lattice, self.rows, after)
        first = self.lattice.corridor.first
        cells = slice(int(first[self.rows.start]), int(first[min(self.rows.start + MOST, self.rows.stop)]))
        own = After(self.lattice.gains[:, cells].copy(), behind.bead[cells].copy(), behind.source[cells].copy())
        return Posteriors(self.lattice, self.rows, self.ahead, behind, log_weight), own


def solve(
    lattice_of: Callable[[range], Lattice], corridor: Corridor, *, most: int = 0, progress: Progress | None = None
) -> Solved:
    """The best path through a lattice, with the posteriors of its beads.

    Args:
        lattice_of: gives some rows of the lattice; asked for twice if memory does not hold them all.
        corridor: all nodes of the lattice.
        most: the most sentences of the spans whose probabilities are wanted; 0: none are.
        progress: told of each block.
    """
    blocks = blocks_of(corridor, _BLOCK)
    tell, tell_back = part(progress, 0, 0.7), part(progress, 0.7, 1)
    edges: list[tuple[Before, Before] | None] = [None]
    kept: dict[int, _Worked] = {}
    for number, rows in enumerate(blocks):
        tell(STEP, rows.start / corridor.rows)
        kept[number] = _Worked.of(lattice_of(rows), corridor, edges[number])
        edges.append(kept[number].last)
        while len(kept) > 1 and sum(block.lattice.corridor.cells for block in kept.values()) > _KEPT:
            del kept[min(kept)]
    last = max(kept)
    found = _Sums.of(corridor, most, kept[last].ahead.log_weight)
    node, after = State(corridor.rows - 1, int(corridor.high[-1]) - 1), None
    for number in reversed(range(len(blocks))):
        rows = blocks[number]
        tell_back(STEP, 1 - rows.stop / corridor.rows)
        block = kept.pop(number, None) or _Worked.of(lattice_of(rows), corridor, edges[number])
        path, node = block.path(node)
        posteriors, after = block.posteriors(corridor, after, found.log_weight)
        found.add(rows, path, block.lattice, posteriors)
    return found.solved(block.lattice)


def blocks_of(corridor: Corridor, most: int) -> list[range]:
    """The rows in blocks of about so many nodes at most. Each begins where a stretch of the evidence does: so the gains
    are those of the whole lattice to the bit.
    """
    out, begin = [], 0
    while begin < corridor.rows:
        end = int(np.searchsorted(corridor.first, corridor.first[begin] + most, side="right")) - 1
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
        log_weight: log of the summed weight of all paths.
        source_alone, target_alone: float arrays [sentences]: the probability that each is left alone.
        spans: see `Solved`.
        parts: of each block: ends, types, gains and chances of the path's beads with both sides.
    """

    log_weight: float
    source_alone: Floats
    target_alone: Floats
    spans: tuple[Floats, Floats] | None
    parts: list[tuple[Ints, Ints, Floats, Floats]]

    @classmethod
    def of(cls, corridor: Corridor, most: int, log_weight: float) -> _Sums:
        nodes = corridor.rows, int(corridor.high[-1])
        spans = (np.zeros((most, nodes[0])), np.zeros((most, nodes[1]))) if most else None
        return cls(log_weight, np.zeros(nodes[0] - 1), np.zeros(nodes[1] - 1), spans, [])

    def add(self, rows: range, path: Path, lattice: Lattice, found: Posteriors) -> None:
        """A block: its rows, the part of the path that ends there, its lattice and its posteriors."""
        gains = np.zeros(len(path.types))
        pairs = path.types >= 0
        gains[pairs] = lattice.gains[path.types[pairs], path.cells[pairs]]
        self.parts.append((path.ends, path.types, gains, found.of_pairs(path)))
        self.source_alone[max(0, rows.start - 1) : rows.stop - 1] = found.source_alone
        self.target_alone[: len(found.target_alone)] += found.target_alone
        if self.spans:
            source, target = found.spans(len(self.spans[0]))
            self.spans[0][:, rows.start : rows.stop] = source
            self.spans[1][:, : target.shape[1]] += target

    def solved(self, lattice: Lattice) -> Solved:
        """The whole path; what nulls gain is the same in the lattice of any block."""
        ends, types, gains, chances = (np.concatenate(each[::-1]) for each in zip(*self.parts, strict=True))
        with_nulls(chances, types, ends, (self.source_alone, np.minimum(self.target_alone, 1.0)))
        continues = np.append(False, types[1:] == types[:-1])
        for side, (kind, nulls) in enumerate(
            ((SOURCE_NULL, lattice.source_nulls), (TARGET_NULL, lattice.target_nulls))
        ):
            here = np.flatnonzero(types == kind)
            sentences = ends[here, side] - 1
            gains[here] = np.where(continues[here], nulls.further[sentences], nulls.opening[sentences])
        return Solved(ends, types, gains, chances, self.spans)
