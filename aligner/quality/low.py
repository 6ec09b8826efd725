"""Beads that are more likely wrong than right."""

from __future__ import annotations

from collections.abc import Iterator

from aligner.quality.finding import Finding
from aligner.quality.texts import Texts

# A bead that scores less than this is more likely wrong than right.
LOW = 0.5


def low(texts: Texts) -> Iterator[Finding]:
    """Beads that score less than `LOW`."""
    for k, bead in enumerate(texts.beads):
        if bead.score < LOW:
            yield Finding(range(k, k + 1), "low", f"{bead.score:.2f}", 1 - bead.score)
