"""Beads that stand elsewhere in the target."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator

from aligner.quality.finding import Finding
from aligner.quality.texts import Texts
from aligner.text import order


def moved(texts: Texts) -> Iterator[Finding]:
    """Beads whose target stands elsewhere (see `aligner.text.order.moved`), and after which bead."""
    out_of_order = order.moved(texts.beads)
    if not out_of_order:
        return
    others = sorted(
        (bead.target.start, k) for k, bead in enumerate(texts.beads) if bead.target and k not in out_of_order
    )
    for k in sorted(out_of_order):
        before = bisect(others, (texts.beads[k].target.start, k))
        place = f"there after {others[before - 1][1] + 1}" if before else "there at the beginning"
        yield Finding(range(k, k + 1), "moved", place, 1.0)
