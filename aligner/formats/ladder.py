"""The ladder: one bead a line, 0-based sentence indexes of both sides and the score.

::

    [0,1]:[2]:0.9731
    [2]:[]:0.8

Scores have at most four decimals, without trailing zeros but always with one decimal (``1.0``).
"""

from __future__ import annotations

from aligner.formats.files import Rendered
from aligner.model import Alignment, Bead


def render(alignment: Alignment) -> Rendered:
    """The beads in source order, nulls included; those below ``min_score`` are left out."""
    rungs = (f"{_rung(bead)}\n" for bead in alignment.beads if bead.score >= alignment.min_score)
    return Rendered("".join(rungs).encode("ascii"))


def _rung(bead: Bead) -> str:
    source, target = (",".join(map(str, side)) for side in (bead.source, bead.target))
    return f"[{source}]:[{target}]:{round(float(bead.score), 4)}"
