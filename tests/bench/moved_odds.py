"""Fits `aligner.search.moved_candidates.ODDS` to texts of which parts have moved."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from unittest.mock import patch

import numpy as np
from known import aligned
from numpy.typing import NDArray
from seeded_moves import Moved

from aligner.errors import DoubtWarning
from aligner.search import moved, moved_candidates
from aligner.search.moved_candidates import Candidate, Odds, features
from aligner.weights import Known

Floats = NDArray[np.floating]

# The probability of the neighbours depends on what is fitted: it settles after a few rounds.
_ROUNDS = 4


def fitted(texts: Sequence[Moved], kind: Known) -> Odds:
    """The regression of whether a candidate is a gold bead; what shares sentences with one is not counted."""
    seen = [_candidates(text, kind) for text in texts]
    odds = moved_candidates.ODDS[kind]
    for _ in range(_ROUNDS):
        inputs, right, sizes = [], [], []
        for text, (found, most) in zip(texts, seen, strict=True):
            judged = np.array([_judged(each, text) for each in found])
            inputs.append(features(found, odds, most)[judged >= 0])
            right.append(judged[judged >= 0])
            sizes.append(np.full(int((judged >= 0).sum()), moved_candidates.size(most)))
        odds = _regression(np.concatenate(inputs), np.concatenate(right), np.concatenate(sizes))
    total = np.concatenate(right)
    print(f"{len(total)} candidates, {int(total.sum())} right")
    return odds


def _candidates(text: Moved, kind: Known) -> tuple[Sequence[Candidate], int]:
    """The candidates that are found in a text, and how many sentences are left alone on the side with more of them."""
    seen: list[tuple[Sequence[Candidate], int]] = []
    log_odds = moved.log_odds

    def watched(found: Sequence[Candidate], odds: Odds, most: int) -> Floats:
        seen.append((found, most))
        return log_odds(found, odds, most)

    with patch.object(moved, "log_odds", watched), warnings.catch_warnings():
        warnings.simplefilter("ignore", DoubtWarning)
        aligned(text.source, text.target, kind, moved=True)
    return seen[-1] if seen else ((), 0)


def _judged(candidate: Candidate, text: Moved) -> int:
    """1 for a gold bead, 0 for what shares no more than one side with any, -1 for what lies across one."""
    for bead in text.beads:
        if (bead.source, bead.target) == (candidate.source, candidate.target):
            return 1
        if _overlap(bead.source, candidate.source) and _overlap(bead.target, candidate.target):
            return -1
    return 0


def _overlap(a: range, b: range) -> bool:
    return a.start < b.stop and b.start < a.stop


def _regression(inputs: Floats, right: NDArray[np.integer], sizes: Floats) -> Odds:
    """By Newton's method, with a little ridge."""
    table = np.column_stack([inputs, np.ones(len(inputs))])
    weights = np.zeros(table.shape[1])
    for _ in range(60):
        p = 1 / (1 + np.exp(-(table @ weights - sizes)))
        curvature = (table * (p * (1 - p))[:, None]).T @ table + 1e-2 * np.eye(len(weights))
        weights = weights + np.linalg.solve(curvature, table.T @ (right - p) - 1e-2 * weights)
    return Odds(*np.round(weights, 2).tolist())
