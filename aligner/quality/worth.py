"""Which beads are worth a reviewer's time, and how much: the chance that a look at one finds something to mend.

::

    score   .99  .83  .46  .78  .99  1.0      a boundary in doubt makes the beads on both sides of it doubtful:
    flags    –    –    –    –    –   number   the doubt counts once, where it is greatest
    worth    –    –   .54   –    –   .60
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from aligner.model import Alignment, Bead
from aligner.quality.lengths import length_weight, off
from aligner.quality.runs import run_weight
from aligner.quality.texts import text

# Beads with a smaller chance are not worth a reviewer's time. Of 112 wrong beads of the development sets, 87 are listed
# or beside one that is; from .1 on 92, from .3 on 69: python tests/bench/worth.py.
LEAST = 0.2
# The share of beads with a flag in which a person found something, by eye, in the development sets (those are listed in
# tests/bench/flags_judged.tsv) and in two novels, where names and questions are often put in another way on purpose.
# What was left out or added and what is too long are weighed by their size, as they are in a check.
_SHARES = {
    "number": 0.6,
    "name": 0.3,
    "untranslated": 0.9,
    "inconsistent": 0.15,
    "question": 0.2,
    "markup": 0.8,
}
# Flags that neighbours have for one and the same reason.
_OF_RUNS = ("omitted", "added", "moved")
_MOVED = 0.9


def worth(alignment: Alignment, *, least: float = LEAST) -> dict[int, float]:
    """The beads worth a look, by their index, each with the chance that a look finds something: `least` or more.

    It depends on scores, flags and lengths alone, so a saved alignment gives the same. What a person confirmed is
    listed as if nobody had; what a person changed is not.

    >>> from aligner.model import Bead, Block, Document
    >>> sides = [Document(name, name, (Block.of_sentences(["One.", "Two.", "Three."]),)) for name in ("en", "es")]
    >>> beads = [Bead(range(k, k + 1), range(k, k + 1), score) for k, score in enumerate((0.9, 0.6, 0.7))]
    >>> worth(Alignment(*sides, tuple(beads)))
    {1: 0.4}
    """
    beads = alignment.beads
    changed = {k for k, bead in enumerate(beads) if bead.status == "changed"}
    sound = [1 - doubt for doubt in _once([1 - bead.score for bead in beads], changed)]
    for k, chance in _flagged(alignment):
        sound[k] *= 1 - chance
    chances = {k: round(1 - each, 2) for k, each in enumerate(sound) if k not in changed}
    return {k: chance for k, chance in chances.items() if chance >= least}


def _once(doubts: Sequence[float], changed: Set[int]) -> list[float]:
    """The same doubts, but none beside one that counts and is as great or greater.

    Nor at or beside a changed bead: the person who changed it saw those beside it.
    """
    counted = [0.0] * len(doubts)
    taken = {k for each in changed for k in (each - 1, each, each + 1)}
    for k in sorted(range(len(doubts)), key=lambda k: -doubts[k]):
        if doubts[k] and k not in taken:
            counted[k] = doubts[k]
            taken |= {k - 1, k, k + 1}
    return counted


def _flagged(alignment: Alignment) -> Iterator[tuple[int, float]]:
    """The index of a bead and, for each of its flags, the chance that there is something to it."""
    sides = [(text(alignment.source, bead.source), text(alignment.target, bead.target)) for bead in alignment.beads]
    times = off((k, left, right) for k, (left, right) in enumerate(sides) if left and right)
    for k, bead in enumerate(alignment.beads):
        yield from ((k, _SHARES[flag]) for flag in bead.flags if flag in _SHARES)
        if "length" in bead.flags and k in times:
            yield k, length_weight(times[k])
    for flag in _OF_RUNS:
        for run in _runs(alignment.beads, flag):
            size = sum(len(left) + len(right) for left, right in sides[run.start : run.stop])
            yield run.start, _MOVED if flag == "moved" else run_weight(size)


def _runs(beads: Sequence[Bead], flag: str) -> Iterator[range]:
    """The runs of neighbours that have a flag."""
    start = 0
    for k in range(len(beads) + 1):
        if k == len(beads) or flag not in beads[k].flags:
            if start < k:
                yield range(start, k)
            start = k + 1
