"""Beads that stand elsewhere in the target, and beads that are more likely wrong than right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aligner.model import Bead
from aligner.quality.finding import Finding
from aligner.quality.texts import Texts

# A bead that scores less than this is more likely wrong than right.
LOW = 0.5


def moved(texts: Texts) -> Iterator[Finding]:
    """Beads whose target stands before the target of an earlier bead."""
    for k in sorted(_moved(texts.beads)):
        yield Finding(range(k, k + 1), "moved", "", 1.0)


def low(texts: Texts) -> Iterator[Finding]:
    """Beads that score less than `LOW`."""
    for k, bead in enumerate(texts.beads):
        if bead.score < LOW:
            yield Finding(range(k, k + 1), "low", f"{bead.score:.2f}", 1 - bead.score)


def _moved(beads: Sequence[Bead]) -> set[int]:
    """Beads whose target stands before the target of an earlier bead."""
    furthest, moved = 0, set()
    for k, bead in enumerate(beads):
        if bead.target:
            if bead.target.start < furthest:
                moved.add(k)
            furthest = max(furthest, bead.target.stop)
    return moved
