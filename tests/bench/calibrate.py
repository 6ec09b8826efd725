"""Fit the curve from posterior to score, and show how honest it is: ``python tests/bench/calibrate.py``.

Platt's two parameters by maximum likelihood over the beads found on all development sets, units and paragraphs
given; then how many of the beads in each range of scores are right.
"""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parent))
from sets import BENCH, CORE, cases

from aligner import align, evaluate
from aligner.search.calibration import OFFSET, SLOPE, log_odds

_CUTS = (0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.99, 0.999, 1)


def fit(odds: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    """Slope and offset of the logistic regression of `right` on `odds`, by Newton's method."""
    inputs = np.stack([odds, np.ones_like(odds)], axis=1)
    curve = np.array([1.0, 0.0])
    for _ in range(50):
        p = 1 / (1 + np.exp(-inputs @ curve))
        curvature = (inputs * (p * (1 - p))[:, None]).T @ inputs
        curve = curve + np.linalg.solve(curvature, inputs.T @ (right - p))
    return curve


def main() -> None:
    if not BENCH.exists():
        print("skipped: the development sets are not here")
        return
    total = [evaluate(case.gold, align(case.source, case.target)) for name in CORE for case in cases(name)]
    scored = np.array([pair for result in total for pair in result.scored])
    score, right = scored[:, 0], scored[:, 1]
    posterior_odds = (log_odds(score) - OFFSET) / SLOPE
    print("slope {:.3f}, offset {:.3f}".format(*fit(posterior_odds, right)))
    print("score from      beads   mean score   share right")
    for low, high in pairwise(_CUTS):
        here = (score >= low) & (score < high)
        if here.any():
            print(f"{low:<10} {here.sum():10}   {score[here].mean():.4f}       {right[here].mean():.4f}")


if __name__ == "__main__":
    main()
