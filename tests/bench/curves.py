"""Calibration curves (`aligner.search.calibration`), fitted to beads known to be right or wrong, and judged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from sets import Case, source_of

from aligner.model import Bead
from aligner.search.calibration import Curve, log_odds

Floats = NDArray[np.floating]
Truths = NDArray[np.bool_]

_CUTS = (0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.99, 0.999, 1.0001)


@dataclass(frozen=True, eq=False)
class Outcomes:
    """What became of some beads; arrays [beads].

    Attributes:
        posterior: float array, that of the lattice.
        right, null: bool arrays: whether gold has the bead, and whether it is a null.
        source: string array: the source of its text (`sets.source_of`).
    """

    posterior: Floats
    right: Truths
    null: Truths
    source: NDArray[np.str_]

    @classmethod
    def of(cls, case: Case, beads: Sequence[Bead], posterior: Floats) -> Outcomes:
        """The beads found in a text."""
        gold = {_sentences(bead) for bead in case.gold}
        right = np.array([_sentences(bead) in gold for bead in beads], bool)
        null = np.array([bead.is_null for bead in beads], bool)
        return cls(np.asarray(posterior, float), right, null, np.full(len(beads), source_of(case)))

    @classmethod
    def together(cls, parts: Iterable[Outcomes]) -> Outcomes:
        """Those of several texts."""
        columns = zip(*((part.posterior, part.right, part.null, part.source) for part in parts), strict=True)
        return cls(*(np.concatenate(column) for column in columns))

    def where(self, chosen: Truths) -> Outcomes:
        """Some of them."""
        return Outcomes(self.posterior[chosen], self.right[chosen], self.null[chosen], self.source[chosen])

    def __len__(self) -> int:
        return len(self.right)


def _sentences(bead: Bead) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return tuple(bead.source), tuple(bead.target)


def report(outcomes: Outcomes, *, by_source: bool) -> None:
    """Print a curve for pairs and one for nulls, and how honest scores are with and without them.

    "Left out" are scores by the curve that all other sources give; these are binned, too.

    Args:
        outcomes: the beads.
        by_source: see `shares`.
    """
    for kind, null in (("pairs", False), ("nulls", True)):
        chosen = outcomes.where(outcomes.null == null)
        counted = shares(chosen, by_source=by_source)
        curve = fitted(chosen, counted)
        before, after = Curve(1.0, 0.0).scores(chosen.posterior), curve.scores(chosen.posterior)
        alone = scores_by_others(chosen, counted)
        print(f"{kind}: {len(chosen)} beads, {chosen.right.mean():.4f} right")
        print(f"  Curve({curve.slope:.3f}, {curve.offset:.3f})")
        for measure, name in ((error, "calibration error"), (log_loss, "log loss")):
            values = [measure(scores, chosen.right, counted) for scores in (before, after, alone)]
            print("  {}: {:.4f} before, {:.4f} after, {:.4f} left out".format(name, *values))
        for low, count, mean, share in _bins(alone, chosen.right):
            print(f"  {low:<6} {count:6} mean score {mean:.4f} right {share:.4f}")
        for source in sorted(set(chosen.source.tolist())):
            own = chosen.source == source
            values = [error(scores[own], chosen.right[own], counted[own]) for scores in (before, alone)]
            print(f"  {source:20}{own.sum():6} right {chosen.right[own].mean():.4f}", end="; ")
            print("calibration error {:.4f} before, {:.4f} left out".format(*values))


def shares(outcomes: Outcomes, *, by_source: bool) -> Floats:
    """How much each bead counts: all alike, or so that each source counts as the square root of its number of beads."""
    _, which, numbers = np.unique(outcomes.source, return_inverse=True, return_counts=True)
    return 1 / np.sqrt(numbers)[which] if by_source else np.ones(len(outcomes))


def scores_by_others(outcomes: Outcomes, counted: Floats) -> Floats:
    """For each bead the score that the beads of all other sources give; its posterior where there are none."""
    scores = outcomes.posterior.astype(float)
    for source in set(outcomes.source.tolist()):
        own = outcomes.source == source
        if not own.all():
            scores[own] = fitted(outcomes.where(~own), counted[~own]).scores(outcomes.posterior[own])
    return scores


def fitted(outcomes: Outcomes, counted: Floats) -> Curve:
    """The logistic regression of `right` on the posterior's log-odds, drawn a little to slope 1 and offset 0."""
    odds, right = log_odds(outcomes.posterior), outcomes.right
    inputs = np.stack([odds, np.ones_like(odds)], axis=1)
    usual = curve = np.array([1.0, 0.0])

    def loss(curve: Floats) -> float:
        signed = np.where(right, 1, -1) * (inputs @ curve)
        return float(counted @ np.logaddexp(0, -signed) + ((curve - usual) ** 2).sum() / 2)

    for _ in range(50):
        p = 1 / (1 + np.exp(-inputs @ curve))
        curvature = (inputs * (counted * p * (1 - p))[:, None]).T @ inputs + np.eye(2)
        step = np.linalg.solve(curvature, inputs.T @ (counted * (right - p)) - (curve - usual))
        while loss(curve + step) > loss(curve) and abs(step).max() > 1e-9:
            step = step / 2
        curve = curve + step
    return Curve(*curve.tolist())


def error(scores: Floats, right: Truths, counted: Floats) -> float:
    """Expected calibration error over ten bins of equal width."""
    bins = np.minimum((scores * 10).astype(int), 9)
    return float(np.abs(np.bincount(bins, counted * (scores - right), 10)).sum() / counted.sum())


def log_loss(scores: Floats, right: Truths, counted: Floats) -> float:
    """Mean negative log of the probability given to what is the case, in nats."""
    return float(counted @ -np.log(np.where(right, scores, 1 - scores)) / counted.sum())


def _bins(scores: Floats, right: Truths) -> Iterator[tuple[float, int, float, float]]:
    for low, high in pairwise(_CUTS):
        here = (scores >= low) & (scores < high)
        if here.any():
            yield low, int(here.sum()), float(scores[here].mean()), float(right[here].mean())
