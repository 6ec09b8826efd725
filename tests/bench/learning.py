"""Learning the weights of the evidence from texts with gold, and judging them on texts from other sources.

The model is a conditional random field over the paths of the lattice, log-linear in the terms of
`aligner.search.evidence`, in what sentences gain when left alone, and in the priors of the beads' shapes. It maximises
the mean log-likelihood of the gold beads, less a small ridge. Each source counts as the square root of its number of
beads: small ones say less, but large ones must not outvote them. The gradient is observed minus expected terms, from
the same sums that give the scores.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from sets import Case

from aligner.model import Bead
from aligner.quality.evaluate import Evaluation, evaluate
from aligner.search.corridor import find
from aligner.search.evidence import Evidence
from aligner.search.lattice import Corridor, Lattice, Nulls, best_path
from aligner.search.posteriors import posteriors
from aligner.search.sampling import habits_of, stretches
from aligner.search.side import Side
from aligner.weights import BEAD_TYPES, NULL_TERMS, SHAPES, TERMS, NullTerms, Priors, Terms, Weights
from aligner.words.lexicon import Lexicon
from aligner.words.ties import tie

Floats = NDArray[np.floating]

RIDGE = 1e-4  # for weights in units of their scale; swept over 2e-5 to 2e-3 by the F1 of sources left out
_SHAPE_OF = np.array([[(max(bead), min(bead)) == shape for shape in SHAPES] for bead in BEAD_TYPES], np.float32)
_N, _M = len(TERMS), len(TERMS) + len(SHAPES)
# Nodes at which every bead has a smaller posterior than this, under weights set by hand, are left out, except for a
# margin.
_LEAST, _MARGIN = 1e-8, 8
# Texts of one writer, site or data set are one source; what was made from a text belongs to it. The keys are
# how the name of a document begins.
_SOURCES = {
    "4h": "blasco ibanez",
    "dq": "don quixote",
    "k8s": "kubernetes",
    "osg": "open source guides",
    "react": "react",
    **dict.fromkeys(("ef", "fil", "noli", "rg", "sc"), "rizal"),
    **dict.fromkeys(("ba", "ca", "dc", "mn"), "blasco ibanez"),
}


def source_of(case: Case) -> str:
    """The source that a document is part of: no text is to be judged by weights that its own source taught."""
    if case.set.startswith("bible"):
        return "bible"
    if case.set in ("xquad", "pud", "udhr", "textberg-dev", "ntrex"):
        return case.set
    if case.name.startswith("xqg"):
        return "xquad"
    return _SOURCES.get(case.name.split("_")[0], case.name)


@dataclass
class Example:
    """A text ready for learning.

    Attributes:
        case: the text and its gold.
        corridor: the nodes that learning looks at.
        terms: float array [terms, bead types, cells].
        nulls: for source and target, two float arrays [null terms, sentences].
        gold: types and cells of the gold beads with both sides.
        alone: the source sentences that open a run of nulls and those that continue one; the same of the target.
    """

    case: Case
    corridor: Corridor
    terms: Floats
    nulls: tuple[tuple[Floats, Floats], tuple[Floats, Floats]]
    gold: tuple[NDArray[np.int64], NDArray[np.int64]]
    alone: tuple[list[int], list[int], list[int], list[int]]

    @property
    def beads(self) -> int:
        """Number of gold beads; each sentence left alone is one."""
        return len(self.gold[0]) + sum(map(len, self.alone))

    def lattice(self, weights: Floats) -> Lattice:
        """The lattice under a vector of weights."""
        linear = np.tensordot(weights[:_N].astype(np.float32), self.terms, 1)
        gains = linear + (_SHAPE_OF @ weights[_N:_M].astype(np.float32))[:, None]
        source, target = (Nulls(*(weights[_M:] @ terms for terms in side)) for side in self.nulls)
        return Lattice(self.corridor, BEAD_TYPES, gains, source, target)

    def observed(self) -> Floats:
        """The terms of the gold beads, summed."""
        types, cells = self.gold
        flat = [terms for side in self.nulls for terms in side]
        alone = sum(terms[:, which].sum(axis=1) for terms, which in zip(flat, self.alone, strict=True))
        return np.concatenate([self.terms[:, types, cells].sum(axis=1), _SHAPE_OF[types].sum(axis=0), alone])

    def found(self, weights: Floats) -> tuple[list[Bead], Floats]:
        """The best path's beads, and their posteriors."""
        lattice = self.lattice(weights)
        path = best_path(lattice)
        beads = [
            Bead(range(i - a, i), range(j - b, j))
            for (i, j), (a, b) in zip(path.ends.tolist(), path.steps(BEAD_TYPES), strict=True)
        ]
        return beads, posteriors(lattice).along(path)


def example(case: Case, weights: Weights, cautious: Weights, lexicon: Lexicon) -> Example:
    """A text with the habits that `weights` show, in the corridor that `cautious` weights leave of it."""
    source, target = Side.of(case.source), Side.of(case.target)
    ties = tie(source.vocabulary, target.vocabulary, lexicon)
    corridor, links = find(source, target, ties)
    habits = habits_of(source, target, ties, weights, stretches(corridor, links))
    evidence = Evidence(source, target, ties, weights, habits)
    corridor = _narrowed(replace(evidence, weights=cautious).lattice(corridor))
    gold, alone = _places(case.gold, corridor)
    nulls = (evidence.null_terms("source"), evidence.null_terms("target"))
    return Example(case, corridor, evidence.terms(corridor), nulls, gold, alone)


def _narrowed(lattice: Lattice) -> Corridor:
    corridor, expected = lattice.corridor, posteriors(lattice)
    row, column = corridor.nodes(0, corridor.rows)
    likely = expected.beads.max(axis=0) > _LEAST
    likely[[0, -1]] = True
    low, high = np.full(corridor.rows, corridor.high[-1]), np.zeros(corridor.rows, np.int64)
    np.minimum.at(low, row[likely], column[likely] - _MARGIN)
    np.maximum.at(high, row[likely], column[likely] + 1 + _MARGIN)
    low, high = np.minimum.accumulate(low[::-1])[::-1], np.maximum.accumulate(high)
    low, high = np.maximum(low, corridor.low), np.minimum(high, corridor.high)
    return Corridor(low, np.minimum(np.maximum(high, np.append(low[1:] + 1, high[-1])), corridor.high))


def _places(
    gold: Sequence[Bead], corridor: Corridor
) -> tuple[tuple[NDArray[np.int64], NDArray[np.int64]], tuple[list[int], list[int], list[int], list[int]]]:
    """Where the gold beads are; those that are too large or outside the corridor are left out.

    What lies between two beads with both sides is nulls, source before target, as in `aligner.search.lattice`.
    """
    steps: list[tuple[int, int]] = []
    ends: list[tuple[int, int]] = []
    alone: tuple[list[int], list[int], list[int], list[int]] = ([], [], [], [])
    i = j = 0
    last = (corridor.rows - 1, int(corridor.high[-1]) - 1)
    for bead in [*(bead for bead in gold if not bead.is_null), None]:
        above, left = (bead.source.start, bead.target.start) if bead else last
        for k, skipped in enumerate((range(i, above), range(j, left))):
            alone[2 * k].extend(skipped[:1])
            alone[2 * k + 1].extend(skipped[1:])
        if bead:
            steps.append((len(bead.source), len(bead.target)))
            ends.append((bead.source.stop, bead.target.stop))
            i, j = ends[-1]
    nodes = np.array(ends, np.int64).reshape(-1, 2)
    cells = corridor.cell(nodes[:, 0], nodes[:, 1])
    types = np.array([BEAD_TYPES.index(step) if step in BEAD_TYPES else -1 for step in steps], np.int64)
    kept = (cells < corridor.cells) & (types >= 0)
    return (types[kept], cells[kept]), alone


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
                e.terms.reshape(_N, -1) @ expected.beads.reshape(-1),
                _SHAPE_OF.T @ expected.beads.sum(axis=1),
                alone,
            ]
        )
        observed = e.observed()
        gold = float(lattice.gains[types, cells].sum()) + float(weights[_M:] @ observed[_M:])
        share = shares[source_of(e.case)]
        loss += share * (expected.log_weight - gold)
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


def vector(weights: Weights) -> Floats:
    """The weights that are learned, in one row: terms, priors, nulls."""
    return np.array(
        [
            *(getattr(weights.terms, name) for name in TERMS),
            *(weights.priors.of(*shape) for shape in SHAPES),
            *(getattr(weights.nulls, name) for name in NULL_TERMS),
        ]
    )


def unvector(values: Floats, weights: Weights) -> Weights:
    """The reverse of `vector`, rounded; what is not learned is taken from other weights."""
    rounded = [round(float(value), 3) for value in values]
    return replace(weights, terms=Terms(*rounded[:_N]), priors=Priors(*rounded[_N:_M]), nulls=NullTerms(*rounded[_M:]))


def judged(examples: Sequence[Example], weights: dict[str, Floats]) -> tuple[dict[str, Evaluation], Floats, int]:
    """Judge every text by the weights for its source.

    Returns:
        The evaluation of each set; a row for each bead found (posterior, 1 if right, 1 if null); the number of gold
        nulls, counted in sentences.
    """
    totals: dict[str, Evaluation] = {}
    rows, nulls = [], 0
    for e in examples:
        beads, posterior = e.found(weights[source_of(e.case)])
        result = evaluate(e.case.gold, beads)
        totals[e.case.set] = totals[e.case.set] + result if e.case.set in totals else result
        gold = defaultdict(bool)
        for bead in e.case.gold:
            gold[bead.source, bead.target] = True
            if bead.is_null:
                nulls += len(bead.source or bead.target)
                for i in bead.source or bead.target:
                    one = range(i, i + 1)
                    gold[(one, range(0)) if bead.source else (range(0), one)] = True
        for bead, p in zip(beads, posterior.tolist(), strict=True):
            key = (bead.source or range(0), bead.target or range(0))
            rows.append((p, gold[key], bead.is_null))
    return totals, np.array(rows, float), nulls
