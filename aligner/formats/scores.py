"""Scores and statuses as other programs write them: which are ours, and what stands in for a missing score."""

from __future__ import annotations

from aligner.model import STATUSES

# A file of pairs without scores says that its pairs are right.
UNSCORED = 1.0


def probability(text: str | None) -> float | None:
    """The number, if it is one from 0 to 1."""
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if 0 <= value <= 1 else None


def status_of(text: str | None) -> str:
    """The status, if it is one of ours; other programs have words of their own."""
    return text if text in STATUSES else "auto"
