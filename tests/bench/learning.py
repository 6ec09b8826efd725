"""Learning the weights of the evidence from texts with gold, and judging them on texts from other sources.

The model is a conditional random field over the paths of the lattice, log-linear in the terms of
`aligner.search.evidence`, in what sentences gain when left alone, and in the priors of the beads' shapes. It maximises
the mean log-likelihood of the gold beads, less a small ridge. Each source counts as the square root of its number of
beads: small ones say less, but large ones must not outvote them. The gradient is observed minus expected terms, from
the same sums that give the scores.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor

import numpy as np
from curves import Outcomes
from examples import Example
from numpy.typing import NDArray
from sets import source_of
from weight_rows import AFTER_PRIORS, AFTER_TERMS, SHAPE_OF

from aligner.quality.evaluate import Evaluation, evaluate
from aligner.search.posteriors import posteriors

Floats = NDArray[np.floating]

RIDGE = 1e-4  # for weights in units of their scale; swept over 2e-5 to 2e-3 by the F1 of sources left out


def loss_and_gradient(examples: Sequence[Example], weights: Floats) -> tuple[float, Floats]:
    """Mean negative log-likelihood of a gold bead, and its gradient."""
    beads = Counter()
    for e in examples:
        beads[source_of(e.case)] += e.beads
    whole = sum(math.sqrt(number) for number in beads.values())
    shares = {source: 1 / (math.sqrt(number) * whole) for source, number in beads.items()}
    loss, gradient = 0.0, np.zeros(len(weights))
    for e in examples:
        lattice = e.lattice(weights)
        expected = posteriors(lattice)
        types, cells = e.gold
        chances = (
            (expected.source_opening, expected.source_alone - expected.source_opening),
            (expected.target_opening, expected.target_alone - expected.target_opening),
        )
        alone = sum(
            terms @ chance
            for side, both in zip(e.nulls, chances, strict=True)
            for terms, chance in zip(side, both, strict=True)
        )
        mean = np.concatenate(
            [
                e.terms.reshape(AFTER_TERMS, -1) @ expected.beads.reshape(-1),
                SHAPE_OF.T @ expected.beads.sum(axis=1),
                alone,
            ]
        )
        observed = e.observed()
        gold = float(lattice.gains[types, cells].sum()) + float(weights[AFTER_PRIORS:] @ observed[AFTER_PRIORS:])
        share = shares[source_of(e.case)]
        loss += share * (expected.log_weights.item() - gold)
        gradient += share * (mean - observed)
    return loss, gradient


def learn(examples: Sequence[Example], start: Floats, scale: Floats, steps: int) -> Floats:
    """The weights with the smallest loss, by BFGS with backtracking, in units of a scale; the ridge draws to the start.

    A weight whose scale is 0 stays as it is.
    """
    base = start

    def objective(z: Floats) -> tuple[float, Floats]:
        loss, gradient = loss_and_gradient(examples, base + z * scale)
        return loss + RIDGE * float(z @ z), gradient * scale + 2 * RIDGE * z

    z = np.zeros(len(start))
    loss, gradient = objective(z)
    inverse = np.eye(len(start)) * 0.5 / float(np.linalg.norm(gradient))
    for _ in range(steps):
        direction, rate = -inverse @ gradient, 1.0
        while True:
            new_loss, new_gradient = objective(z + rate * direction)
            if new_loss <= loss + 1e-4 * rate * float(gradient @ direction) or rate < 1e-3:
                break
            rate /= 3
        moved, bent = rate * direction, new_gradient - gradient
        if float(moved @ bent) > 1e-12:
            curve = 1 / float(moved @ bent)
            left = np.eye(len(start)) - curve * np.outer(moved, bent)
            inverse = left @ inverse @ left.T + curve * np.outer(moved, moved)
        done = loss - new_loss < 1e-6
        z, loss, gradient = z + moved, new_loss, new_gradient
        if done:
            break
    return base + z * scale


def left_out(examples: Sequence[Example], start: Floats, scale: Floats, steps: int) -> dict[str, Floats]:
    """For each source, the weights that the others teach."""
    sources = sorted({source_of(e.case) for e in examples})
    global _shared
    _shared = (examples, start, scale, steps)
    with ProcessPoolExecutor() as pool:
        return dict(zip(sources, pool.map(_without, sources), strict=True))


_shared: tuple[Sequence[Example], Floats, Floats, int]


def _without(source: str) -> Floats:
    examples, start, scale, steps = _shared
    return learn([e for e in examples if source_of(e.case) != source], start, scale, steps)


def judged(examples: Sequence[Example], weights: Mapping[str, Floats]) -> tuple[dict[str, Evaluation], Outcomes, int]:
    """Judge every text by the weights for its source.

    Returns:
        The evaluation of each set; what became of each bead found; the number of gold nulls.
    """
    totals: dict[str, Evaluation] = {}
    outcomes, nulls = [], 0
    for e in examples:
        beads, posterior = e.found(weights[source_of(e.case)])
        result = evaluate(e.case.gold, beads)
        totals[e.case.set] = totals[e.case.set] + result if e.case.set in totals else result
        outcomes.append(Outcomes.of(e.case, beads, posterior))
        nulls += sum(bead.is_null for bead in e.case.gold)
    return totals, Outcomes.together(outcomes), nulls
