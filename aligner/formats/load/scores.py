"""Scores and statuses in files of others: which are ours, and what stands in for none."""

from __future__ import annotations

from aligner.model import STATUSES

# Who gives pairs without scores means them.
UNSCORED = 1.0


def probability(text: str | None) -> float | None:
    """The number, if it is one from 0 to 1."""
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if 0 <= value <= 1 else None


def status_of(text: str | None) -> str:
    """The status, if it is one that we know: other programs have words of their own."""
    return text if text in STATUSES else "auto"
