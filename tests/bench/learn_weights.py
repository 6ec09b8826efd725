"""Learn the weights of the evidence: ``python tests/bench/learn_weights.py``.

Prints the weights that all development sets teach. Then, what matters more, it judges every source (a book, a site, a
data set) by weights that the others taught: how many beads are right, and how honest the scores are. The last lines fit
the calibration of `aligner.search.calibration` to those beads.

``--no-lexicon`` learns weights for texts without a lexicon, whose words are learned from the text itself; German–French
(Text+Berg) is then among the sets. ``--no-paragraphs`` learns from the sets without their paragraphs, and
``--without TERM`` without one term. How it works is in `learning`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parent))
from learning import Example, example, judged, learn, left_out, source_of, unvector, vector
from sets import COLUMNS, CORE, Case, cases, textberg

from aligner import align
from aligner.quality.evaluate import Evaluation
from aligner.search.calibration import log_odds
from aligner.search.own_words import learnt
from aligner.weights import NULL_TERMS, SHAPES, SUPERVISED, TERMS, UNSUPERVISED, NullTerms, Priors, Terms, Weights
from aligner.words.lexicon import Lexicon, shipped

Floats = NDArray[np.floating]

# Set by hand before anything was learned: where learning starts, and where the ridge draws to.
TRIAL = Weights(
    unexplained=(0.2, 0.4),
    spread=0.01,
    spread_short=4.0,
    terms=Terms(lexical=0.3, weakest=1.0, length=1.0, break_one=-1.4, joins=0.0, encoder=0.5),
    nulls=NullTerms(opening=-3.3, further=-2.5, opening_rate=0.0, further_rate=0.0, tokens=0.1, inside=-0.3),
    priors=Priors(
        two_one=-3.0,
        two_two=-6.0,
        three_one=-5.5,
        three_two=-8.0,
        three_three=-10.0,
        four_one=-7.0,
        four_two=-10.0,
    ),
)
_NAMES = (*TERMS, *(f"{a}-{b}" for a, b in SHAPES), *NULL_TERMS)
_CUTS = (0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.99, 0.999, 1.0001)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--steps", type=int, default=40)
    parser.add_argument("--no-lexicon", action="store_true")
    parser.add_argument("--no-paragraphs", action="store_true")
    parser.add_argument("--without", action="append", default=[], metavar="TERM", choices=_NAMES)
    given = parser.parse_args()
    base = UNSUPERVISED if given.no_lexicon else SUPERVISED
    documents = [case for name in CORE for case in cases(name, paragraphs=not given.no_paragraphs)]
    if given.no_lexicon:
        documents += [textberg()]
    examples = [_example(case, base, lexicon=not given.no_lexicon) for case in documents]
    # Clean verses teach what verses with drops and joins teach.
    taught = [e for e in examples if e.case.set not in ("bible_nm", "bible_pardrop")]
    start = vector(TRIAL)
    scale = np.abs(start) / 2 + 0.2
    fixed = [_NAMES.index(name) for name in (*given.without, "encoder")]
    start[[_NAMES.index(name) for name in given.without]] = 0
    scale[fixed] = 0
    weights = learn(taught, start, scale, given.steps)
    _show("in sample", judged(examples, {source_of(case): weights for case in documents})[0])
    print(unvector(weights, base))
    totals, rows, gold_nulls = judged(examples, left_out(taught, start, scale, given.steps))
    _show("left out", totals)
    nulls = rows[rows[:, 2] == 1, 1]
    print(f"nulls: precision {nulls.mean():.4f}, recall {nulls.sum() / gold_nulls:.4f}")
    _calibration(rows)


def _example(case: Case, weights: Weights, *, lexicon: bool) -> Example:
    if lexicon:
        return example(case, weights, TRIAL, shipped(case.source.language, case.target.language) or Lexicon.empty())
    first = align(case.source, case.target, lexicon=Lexicon.empty())
    return example(case, weights, TRIAL, learnt(case.source, case.target, first.beads) or Lexicon.empty())


def _show(title: str, totals: dict[str, Evaluation]) -> None:
    columns = {
        name: float(np.mean([totals[part].strict.f1 for part in parts if part in totals]))
        for name, parts in COLUMNS.items()
        if any(part in totals for part in parts)
    }
    print(title, *(f"{name} {value:.4f}" for name, value in columns.items()))
    print(f"{title} mean {np.mean(list(columns.values())):.4f}", flush=True)


def _calibration(rows: Floats) -> None:
    """Fit the scores and judge them; rows: posterior, whether right, whether a null."""
    for kind, chosen in (("pairs", rows[rows[:, 2] == 0]), ("nulls", rows[rows[:, 2] == 1])):
        odds, right = log_odds(chosen[:, 0]), chosen[:, 1]
        slope, offset = _fitted(odds, right)
        scores = 1 / (1 + np.exp(-(slope * odds + offset)))
        print(f"{kind}: {len(chosen)}, {right.mean():.4f} right; slope {slope:.3f}, offset {offset:.3f};", end=" ")
        print(f"error {_error(chosen[:, 0], right):.4f} before, {_error(scores, right):.4f} after")
        for low, count, mean, share in _bins(scores, right):
            print(f"  {low:<6} {count:6} mean score {mean:.4f} right {share:.4f}")


def _fitted(odds: Floats, right: Floats) -> Floats:
    """Slope and offset of the logistic regression of `right` on `odds`, drawn a little to (1, 0)."""
    inputs = np.stack([odds, np.ones_like(odds)], axis=1)
    usual = curve = np.array([1.0, 0.0])

    def loss(curve: Floats) -> float:
        signed = np.where(right > 0, 1, -1) * (inputs @ curve)
        return float(np.logaddexp(0, -signed).sum() + ((curve - usual) ** 2).sum() / 2)

    for _ in range(50):
        p = 1 / (1 + np.exp(-inputs @ curve))
        curvature = (inputs * (p * (1 - p))[:, None]).T @ inputs + np.eye(2)
        step = np.linalg.solve(curvature, inputs.T @ (right - p) - (curve - usual))
        while loss(curve + step) > loss(curve) and abs(step).max() > 1e-9:
            step = step / 2
        curve = curve + step
    return curve


def _bins(scores: Floats, right: Floats) -> Iterator[tuple[float, int, float, float]]:
    for low, high in pairwise(_CUTS):
        here = (scores >= low) & (scores < high)
        if here.any():
            yield low, int(here.sum()), float(scores[here].mean()), float(right[here].mean())


def _error(scores: Floats, right: Floats) -> float:
    """Expected calibration error over ten bins of equal width."""
    bins = np.minimum((scores * 10).astype(int), 9)
    return float(sum(abs((scores[bins == b] - right[bins == b]).sum()) for b in range(10)) / max(1, len(scores)))


if __name__ == "__main__":
    main()
