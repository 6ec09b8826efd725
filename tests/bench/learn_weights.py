"""Learn the weights of the evidence from the development sets: ``python tests/bench/learn_weights.py``.

The model is a conditional random field over the paths of the lattice, log-linear in the terms of
`aligner.evidence` and the priors of the beads' shapes. Maximised is the mean log-likelihood of the gold beads,
each set counting alike, with a small ridge towards the weights in use; its gradient is observed minus expected
terms, from the same forward and backward sums that give the scores. λ and the spreads are not linear: sweep them
with --set. ``--leave-out`` learns with each set left out in turn and reports its F1 (cross-validation).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parent))
from sets import CORE, Case, cases, textberg

from aligner.corridor import find
from aligner.evaluate import evaluate
from aligner.evidence import BEAD_TYPES, TERMS, Evidence, Side, shape
from aligner.lattice import Corridor, backward, best_path, forward
from aligner.lexicon import shipped
from aligner.model import Bead
from aligner.options import Weights
from aligner.ties import tie

Floats = NDArray[np.floating]

SHAPES = tuple(Weights().priors)
FREE = tuple(s for s in SHAPES if s != "1-1")  # adding to all priors by sentences changes nothing: 1-1 stays at 0
NAMES = (*TERMS, *FREE)
RIDGE = 0.002  # per squared weight; keeps shapes that the sets hardly have where they were
_SHAPE_OF = np.array([[shape(a, b) == name for name in FREE] for a, b in BEAD_TYPES], np.float32)


@dataclass
class Example:
    """A case ready for learning: its terms in a corridor, and where the gold beads are in them."""

    case: Case
    corridor: Corridor
    terms: Floats
    gold_types: NDArray[np.int64]
    gold_cells: NDArray[np.int64]

    def gains(self, weights: Floats) -> Floats:
        linear = np.tensordot(weights[: len(TERMS)].astype(np.float32), self.terms, 1)
        return linear + (_SHAPE_OF @ weights[len(TERMS) :].astype(np.float32))[:, None]

    def observed(self) -> Floats:
        shapes = _SHAPE_OF[self.gold_types].sum(axis=0)
        return np.concatenate([self.terms[:, self.gold_types, self.gold_cells].sum(axis=1), shapes])


def example(case: Case, weights: Weights, *, lexicon: bool) -> Example:
    source, target = Side.of(case.source), Side.of(case.target)
    words = shipped(case.source.language, case.target.language) if lexicon else None
    ties = tie(source.vocabulary, target.vocabulary, words)
    corridor = find(source, target, ties)
    types, cells = _places(case.gold, corridor)
    return Example(case, corridor, Evidence(source, target, ties, weights).terms(corridor), types, cells)


def _places(gold: Sequence[Bead], corridor: Corridor) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Types and cells of the gold beads; nulls of several sentences as one null each, larger beads left out."""
    i = j = 0
    types, rows, columns = [], [], []
    for bead in gold:
        a, b = len(bead.source), len(bead.target)
        steps = [(a, b)] if a and b else [(1, 0)] * a + [(0, 1)] * b
        for a, b in steps:
            i, j = i + a, j + b
            if (a, b) in BEAD_TYPES:
                types.append(BEAD_TYPES.index((a, b)))
                rows.append(i)
                columns.append(j)
    cells = corridor.cell(np.array(rows), np.array(columns))
    inside = cells < corridor.cells
    return np.array(types)[inside], cells[inside]


def loss_and_gradient(examples: Sequence[Example], weights: Floats) -> tuple[float, Floats]:
    """Mean negative log-likelihood a gold bead, sets counting alike, and its gradient (no ridge)."""
    beads = {
        name: sum(len(e.gold_types) for e in examples if e.case.set == name) for name in {e.case.set for e in examples}
    }
    loss, gradient = 0.0, np.zeros(len(NAMES))
    for e in examples:
        gains = e.gains(weights)
        ahead, behind = forward(e.corridor, BEAD_TYPES, gains), backward(e.corridor, BEAD_TYPES, gains)
        whole = ahead[e.corridor.cells - 1]
        probability = _posteriors(e.corridor, gains, ahead, behind)
        expected = np.concatenate([np.einsum("tkc,kc->t", e.terms, probability), _SHAPE_OF.T @ probability.sum(axis=1)])
        share = 1 / (len(beads) * beads[e.case.set])
        loss += share * (whole - float(gains[e.gold_types, e.gold_cells].sum()))
        gradient += share * (expected - e.observed())
    return loss, gradient


def _posteriors(corridor: Corridor, gains: Floats, ahead: Floats, behind: Floats) -> Floats:
    row, column = corridor.nodes(0, corridor.rows)
    out = np.empty_like(gains)
    for k, (a, b) in enumerate(BEAD_TYPES):
        before = ahead[corridor.cell(row - a, column - b)]
        out[k] = np.exp(np.minimum(before + gains[k] + behind[:-1] - ahead[corridor.cells - 1], 0.0))
    return out


def learn(examples: Sequence[Example], start: Floats, steps: int) -> Floats:
    """The weights of the smallest loss with ridge, by BFGS with backtracking."""

    def objective(w: Floats) -> tuple[float, Floats]:
        loss, gradient = loss_and_gradient(examples, w)
        return loss + RIDGE * float(((w - start) ** 2).sum()), gradient + 2 * RIDGE * (w - start)

    return minimised(objective, start, steps)


def minimised(objective: Callable[[Floats], tuple[float, Floats]], start: Floats, steps: int) -> Floats:
    weights = start.copy()
    loss, gradient = objective(weights)
    scale = (
        np.abs(start) + 0.3
    )  # weights differ in size by a factor of fifty: the first step moves each by its own measure
    inverse = np.diag(scale**2) * 0.3 / float(np.linalg.norm(gradient * scale))
    for step in range(steps):
        direction = -inverse @ gradient
        rate = 1.0
        while True:
            new_loss, new_gradient = objective(weights + rate * direction)
            if new_loss <= loss + 1e-4 * rate * float(gradient @ direction) or rate < 1e-3:
                break
            rate /= 3
        moved, bent = rate * direction, new_gradient - gradient
        if float(moved @ bent) > 1e-12:
            scale = 1 / float(moved @ bent)
            left = np.eye(len(start)) - scale * np.outer(moved, bent)
            inverse = left @ inverse @ left.T + scale * np.outer(moved, moved)
        done = loss - new_loss < 1e-6
        weights, loss, gradient = weights + moved, new_loss, new_gradient
        print(f"  step {step + 1}: loss {loss:.5f}", file=sys.stderr)
        if done:
            break
    return weights


def vector(weights: Weights) -> Floats:
    return np.array([*(weights.terms[name] for name in TERMS), *(weights.priors[name] for name in FREE)])


def unvector(values: Floats, weights: Weights) -> Weights:
    rounded = [round(float(value), 3) for value in values]
    terms = dict(zip(TERMS, rounded, strict=False))
    priors = {"1-0": 0.0, "1-1": 0.0, **dict(zip(FREE, rounded[len(TERMS) :], strict=True))}
    return replace(weights, terms=terms, priors=priors)


def f1_by_set(examples: Sequence[Example], weights: Floats) -> dict[str, float]:
    """Strict F1 of each set."""
    results: dict[str, object] = {}
    for e in examples:
        path = best_path(e.corridor, BEAD_TYPES, e.gains(weights))
        found = []
        for (i, j), k in zip(path.ends.tolist(), path.types.tolist(), strict=True):
            a, b = BEAD_TYPES[k]
            found.append(Bead(range(i - a, i), range(j - b, j)))
        result = evaluate(e.case.gold, found)
        results[e.case.set] = results[e.case.set] + result if e.case.set in results else result
    return {name: result.strict.f1 for name, result in results.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=30)
    parser.add_argument("--no-lexicon", action="store_true")
    parser.add_argument("--no-paragraphs", action="store_true")
    parser.add_argument("--leave-out", action="store_true")
    parser.add_argument("--set", nargs=2, action="append", default=[], metavar=("NAME", "VALUE"))
    given = parser.parse_args()
    base = replace(Weights(), **{name: float(value) for name, value in given.set})
    examples = [
        example(case, base, lexicon=not given.no_lexicon)
        for name in CORE
        for case in cases(name, paragraphs=not given.no_paragraphs)
    ]
    examples.append(example(textberg(), base, lexicon=False))
    start = vector(base)
    _show("before", f1_by_set(examples, start))
    learnt = learn(examples, start, given.steps)
    _show("after", f1_by_set(examples, learnt))
    print(unvector(learnt, base))
    if given.leave_out:
        held = {}
        for name in CORE:
            rest = [e for e in examples if e.case.set != name]
            held |= f1_by_set([e for e in examples if e.case.set == name], learn(rest, learnt, given.steps))
        _show("left out", held)


def _show(title: str, f1: dict[str, float]) -> None:
    core = [value for name, value in f1.items() if name in CORE]
    print(title, " ".join(f"{name} {value:.4f}" for name, value in f1.items()), f"mean {np.mean(core):.4f}", flush=True)


if __name__ == "__main__":
    main()
