"""Notes for the user on a file that was written, one line each."""

from __future__ import annotations

from aligner.model import Alignment


def nulls_left_out(count: int) -> tuple[str, ...]:
    """The note that nulls were left out; empty if none were.

    >>> nulls_left_out(1), nulls_left_out(1200), nulls_left_out(0)
    (('1 null left out',), ('1,200 nulls left out',), ())
    """
    return (f"{count:,} {'null' if count == 1 else 'nulls'} left out",) if count else ()


def low_beads(alignment: Alignment, what: str) -> tuple[str, ...]:
    """The note on what happened to the beads below ``min_score``; empty if there are none."""
    count = sum(bead.score < alignment.min_score for bead in alignment.beads)
    beads = "bead" if count == 1 else "beads"
    return (f"{count:,} {beads} below {alignment.min_score:g} {what}",) if count else ()
