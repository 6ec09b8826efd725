"""Notes for the user on a file that was written, one line each."""

from __future__ import annotations

from aligner.model import Alignment


def nulls_left_out(nulls: int, pairs: int) -> tuple[str, ...]:
    """The notes of a format that has no room for nulls: how many there were, and whether any pair is left.

    >>> nulls_left_out(1, 5), nulls_left_out(1200, 5), nulls_left_out(0, 5)
    (('1 null left out',), ('1,200 nulls left out',), ())
    >>> nulls_left_out(2, 0)
    ('2 nulls left out', 'holds no pair, so that nothing can be read from it')
    """
    left = (f"{nulls:,} {'null' if nulls == 1 else 'nulls'} left out",) if nulls else ()
    return left if pairs else (*left, "holds no pair, so that nothing can be read from it")


def low_beads(alignment: Alignment, what: str) -> tuple[str, ...]:
    """The note on what happened to the beads below ``min_score``; empty if there are none."""
    count = sum(bead.score < alignment.min_score for bead in alignment.beads)
    beads = "bead" if count == 1 else "beads"
    return (f"{count:,} {beads} below {alignment.min_score:g} {what}",) if count else ()
