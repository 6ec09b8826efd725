"""The order of beads: which of them have moved, and what is left in order without them.

::

    A:a  B:d  C:b  D:c        moved: B:d        in order: A:a  B:–  C:b  D:c  –:d
"""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, pairwise

from aligner.model import Bead

_NONE = range(0)
# The weight of a bead: sentences, whether it has both sides, and score, the first that differs deciding.
_Weight = tuple[int, int, float]


def moved(beads: Sequence[Bead]) -> frozenset[int]:
    """Which of the beads, by index, stand out of order: as few sentences as may be, so that all others rise.

    Args:
        beads: in source order.

    >>> pairs = [(0, 0), (1, 3), (2, 1), (3, 2)]
    >>> sorted(moved([Bead(range(i, i + 1), range(j, j + 1)) for i, j in pairs]))
    [1]
    """
    filled = [k for k, bead in enumerate(beads) if bead.target]
    rising = all(beads[a].target.stop <= beads[b].target.start for a, b in pairwise(filled))
    if rising:
        return frozenset()
    pairs = [k for k in filled if beads[k].source]
    return frozenset(pairs) - frozenset(_heaviest_chain(beads, pairs))


def in_order(beads: Sequence[Bead]) -> list[Bead]:
    """The beads with the two sides of each moved one left alone, each in its place: they rise on both sides.

    A target sentence left alone that is out of order follows the one before it.
    """
    out_of_order = moved(beads)
    kept = [replace(bead, target=_NONE) if k in out_of_order else bead for k, bead in enumerate(beads)]
    alone = [replace(beads[k], source=_NONE) for k in out_of_order]
    reached = 0
    rising = []
    for bead in kept:
        if bead.source or bead.target.start == reached:
            rising.append(bead)
            reached = bead.target.stop if bead.target else reached
        else:
            alone.append(bead)
    return _inserted(rising, alone)


def _inserted(rising: Sequence[Bead], alone: Sequence[Bead]) -> list[Bead]:
    """Beads that rise, with beads of target sentences only, each after the one that holds the sentence before it."""
    holders = [k for k, bead in enumerate(rising) if bead.target]
    starts = [rising[k].target.start for k in holders]
    behind = defaultdict[int, list[Bead]](list)
    for bead in sorted(alone, key=lambda bead: bead.target.start):
        place = bisect(starts, bead.target.start)
        behind[holders[place - 1] if place else -1].append(bead)
    return [*behind[-1], *chain.from_iterable((bead, *behind[k]) for k, bead in enumerate(rising))]


def _heaviest_chain(beads: Sequence[Bead], candidates: Sequence[int]) -> list[int]:
    """The heaviest selection of beads whose targets rise, by index."""
    starts: list[int] = []  # of the chains that no other beats: the target of their last bead, and their weight, rise
    weights: list[_Weight] = []
    ends: list[int] = []
    before: dict[int, int] = {}
    for k in candidates:
        bead = beads[k]
        place = bisect(starts, bead.target.start)
        own = len(bead.source) + len(bead.target), 1, bead.score
        weight = _sum(weights[place - 1], own) if place else own
        before[k] = ends[place - 1] if place else -1
        beaten = place
        while beaten < len(starts) and weights[beaten] < weight:
            beaten += 1
        starts[place:beaten], weights[place:beaten], ends[place:beaten] = [bead.target.start], [weight], [k]
    found = []
    k = ends[-1] if ends else -1
    while k >= 0:
        found.append(k)
        k = before[k]
    return found[::-1]


def _sum(a: _Weight, b: _Weight) -> _Weight:
    return a[0] + b[0], a[1] + b[1], a[2] + b[2]
