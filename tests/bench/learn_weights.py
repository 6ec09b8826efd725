"""Learn the weights of the evidence from the development sets: ``python tests/bench/learn_weights.py``.

The model is a conditional random field over the paths of the lattice, log-linear in the terms of
`aligner.search.evidence` and the priors of the beads' shapes. Maximised is the mean log-likelihood of the gold beads,
each set counting alike, with a small ridge towards the weights in use; its gradient is observed minus expected terms,
from the same forward and backward sums that give the scores. λ and the spreads are not linear: sweep them with --set.
``--no-lexicon`` learns weights for texts without a lexicon, with Text+Berg among the sets.
Learning starts from weights set by hand before anything was learned (`TRIAL`). ``--leave-out`` learns with each set
left out in turn and reports its F1: cross-validation, though some sets share texts (noise_* with xquad and literature,
bible_* with each other). ``--ablate`` learns without each term in turn.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parent))
from sets import CORE, Case, cases, textberg

from aligner.model import Bead
from aligner.options import Options
from aligner.quality.evaluate import evaluate
from aligner.search.corridor import find
from aligner.search.evidence import Evidence
from aligner.search.lattice import Corridor, Lattice, all_posteriors, best_path
from aligner.search.side import Side
from aligner.weights import BEAD_TYPES, SHAPES, TERMS, UNSUPERVISED, Priors, Terms, Weights
from aligner.words.lexicon import Lexicon, shipped
from aligner.words.ties import tie

Floats = NDArray[np.floating]

# Adding to all priors by sentences changes nothing, so that of 1-1 stays at 0.
FREE = tuple(shape for shape in SHAPES if shape != (1, 1))
NAMES = (*TERMS, *FREE)
RIDGE = 1e-4  # per squared weight; keeps shapes that the sets hardly have where they were
# Set by hand before anything was learned: where cross-validation starts.
TRIAL = Weights(
    unexplained=0.3,
    spread=0.01,
    spread_short=4.0,
    terms=Terms(
        lexical=0.27,
        mean=1.0,
        weakest=1.0,
        length=1.0,
        null_length=0.15,
        break_one=-1.4,
        break_inside=-1.0,
        encoder=0.5,
    ),
    priors=UNSUPERVISED.priors,
)
_SHAPE_OF = np.array([[(max(bead), min(bead)) == shape for shape in FREE] for bead in BEAD_TYPES], np.float32)


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
    ties = tie(source.vocabulary, target.vocabulary, words or Lexicon.empty())
    corridor = find(source, target, ties)
    types, cells = _places(case.gold, corridor)
    return Example(case, corridor, Evidence(source, target, ties, weights).terms(corridor), types, cells)


def _places(gold: Sequence[Bead], corridor: Corridor) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Types and cells of the gold beads; those that are too large or outside the corridor are left out.

    What lies between two beads with both sides are nulls, single sentences, source before target, as
    `aligner.search.lattice.Sums` wants them.
    """
    steps: list[tuple[int, int]] = []
    i = j = 0
    for bead in [*(bead for bead in gold if not bead.is_null), None]:
        above, left = (
            (bead.source.start, bead.target.start) if bead else (corridor.rows - 1, int(corridor.high[-1]) - 1)
        )
        steps += [(1, 0)] * (above - i) + [(0, 1)] * (left - j)
        if bead:
            steps.append((len(bead.source), len(bead.target)))
            i, j = bead.source.stop, bead.target.stop
    ends = np.cumsum(steps, axis=0)
    cells = corridor.cell(ends[:, 0], ends[:, 1])
    types = np.array([BEAD_TYPES.index(step) if step in BEAD_TYPES else -1 for step in steps])
    kept = (cells < corridor.cells) & (types >= 0)
    return types[kept], cells[kept]


def loss_and_gradient(examples: Sequence[Example], weights: Floats) -> tuple[float, Floats]:
    """Mean negative log-likelihood of a gold bead, sets counting alike, and its gradient."""
    beads = Counter()
    for e in examples:
        beads[e.case.set] += len(e.gold_types)
    loss, gradient = 0.0, np.zeros(len(NAMES))
    for e in examples:
        gains = e.gains(weights)
        probability, whole = all_posteriors(Lattice(e.corridor, BEAD_TYPES, gains))
        expected = np.einsum("tkc,kc->t", e.terms, probability, optimize=True)
        expected = np.concatenate([expected, _SHAPE_OF.T @ probability.sum(axis=1)])
        share = 1 / (len(beads) * beads[e.case.set])
        loss += share * (whole - float(gains[e.gold_types, e.gold_cells].sum()))
        gradient += share * (expected - e.observed())
    return loss, gradient


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
    return np.array([*(getattr(weights.terms, name) for name in TERMS), *(weights.priors.of(*shape) for shape in FREE)])


def unvector(values: Floats, weights: Weights) -> Weights:
    rounded = [round(float(value), 3) for value in values]
    free = dict(zip(FREE, rounded[len(TERMS) :], strict=True))
    return replace(
        weights, terms=Terms(*rounded[: len(TERMS)]), priors=Priors(*(free.get(shape, 0.0) for shape in SHAPES))
    )


def f1_by_set(examples: Sequence[Example], weights: Floats) -> dict[str, float]:
    """Strict F1 of each set."""
    results: dict[str, object] = {}
    for e in examples:
        path = best_path(Lattice(e.corridor, BEAD_TYPES, e.gains(weights)))
        found = []
        for (i, j), k in zip(path.ends.tolist(), path.types.tolist(), strict=True):
            a, b = BEAD_TYPES[k]
            found.append(Bead(range(i - a, i), range(j - b, j)))
        result = evaluate(e.case.gold, found)
        results[e.case.set] = results[e.case.set] + result if e.case.set in results else result
    return {name: result.strict.f1 for name, result in results.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=8)
    parser.add_argument("--no-lexicon", action="store_true")
    parser.add_argument("--no-paragraphs", action="store_true")
    parser.add_argument("--leave-out", action="store_true")
    parser.add_argument("--ablate", action="store_true")
    parser.add_argument("--set", nargs=2, action="append", default=[], metavar=("NAME", "VALUE"))
    given = parser.parse_args()
    options = Options()
    base = options.weights_without_lexicon if given.no_lexicon else options.weights
    base = replace(base, **{name: float(value) for name, value in given.set})
    documents = [case for name in CORE for case in cases(name, paragraphs=not given.no_paragraphs)]
    if given.no_lexicon:
        documents.append(textberg())
    examples = [example(case, base, lexicon=not given.no_lexicon) for case in documents]
    start = vector(base if given.no_lexicon else TRIAL)
    _show("in use", f1_by_set(examples, vector(base)))
    learnt = learn(examples, start, given.steps)
    _show("learnt", f1_by_set(examples, learnt))
    print(unvector(learnt, base))
    if given.leave_out:
        held = {}
        for name in CORE:
            rest = [e for e in examples if e.case.set != name]
            held |= f1_by_set([e for e in examples if e.case.set == name], learn(rest, start, given.steps))
        _show("left out", held)
    if given.ablate:
        for k, name in enumerate(TERMS):
            without = [replace(e, terms=_blanked(e.terms, k)) for e in examples]
            _show(f"without {name}", f1_by_set(without, learn(without, learnt, given.steps)))


def _blanked(terms: Floats, k: int) -> Floats:
    """The terms with one of them taken away."""
    out = terms.copy()
    out[k] = 0
    return out


def _show(title: str, f1: dict[str, float]) -> None:
    core = [value for name, value in f1.items() if name in CORE]
    print(title, " ".join(f"{name} {value:.4f}" for name, value in f1.items()), f"mean {np.mean(core):.4f}", flush=True)


if __name__ == "__main__":
    main()
