"""Scores and statuses in files of any program: which can be used, and the score of pairs that have none."""

from __future__ import annotations

from aligner.model import STATUSES

# Pairs given without scores are assumed to be right.
UNSCORED = 1.0


def probability(text: str | None) -> float | None:
    """The number, if it is from 0 to 1; otherwise None."""
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if 0 <= value <= 1 else None


def status_of(text: str | None) -> str:
    """The status, if it is one of ours, or ``"auto"``; other programs have their own statuses."""
    return text if text in STATUSES else "auto"
