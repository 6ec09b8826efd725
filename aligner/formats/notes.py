"""Notes for the user on a file that was written, one line each."""

from __future__ import annotations

from collections import Counter

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


def left_out(alignment: Alignment) -> dict[str, int]:
    """How many beads are not shown, by reason: ``{"below 0.9": 3, "repeated": 1}``."""
    reasons = Counter(
        f"below {alignment.min_score:g}" if bead.score < alignment.min_score else alignment.left_out[index]
        for index, bead in enumerate(alignment.beads)
        if bead.score < alignment.min_score or index in alignment.left_out
    )
    return dict(reasons)


def beads_left_out(alignment: Alignment, what: str) -> tuple[str, ...]:
    """The note on what happened to the beads that are not shown; empty if there are none."""
    reasons = left_out(alignment)
    if not reasons:
        return ()
    total = sum(reasons.values())
    beads = f"{total:,} {'bead' if total == 1 else 'beads'}"
    if len(reasons) == 1:
        return (f"{beads} {next(iter(reasons))} {what}",)
    return (f"{beads} {what}: {', '.join(f'{count:,} {reason}' for reason, count in reasons.items())}",)
