"""Texts ready for learning weights: what the last round of `aligner.align` sees of them, and their gold."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any
from unittest.mock import patch

import numpy as np
from known import aligned
from numpy.typing import NDArray
from sets import Case
from weight_rows import AFTER_PRIORS, AFTER_TERMS, SHAPE_OF, TRIAL

from aligner import Options
from aligner.errors import DoubtWarning
from aligner.model import Bead
from aligner.search import run
from aligner.search.blocks import solve
from aligner.search.evidence import Evidence
from aligner.search.lattice import Corridor, Lattice, Nulls
from aligner.search.posteriors import posteriors
from aligner.search.spans import Span, spans_of
from aligner.weights import BEAD_TYPES, Known, Weights

Floats = NDArray[np.floating]

# Nodes at which every bead has a smaller posterior than this, under weights set by hand, are left out, except for a
# margin.
_LEAST, _MARGIN = 1e-8, 8


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
        linear = np.tensordot(weights[:AFTER_TERMS].astype(np.float32), self.terms, 1)
        gains = linear + (SHAPE_OF @ weights[AFTER_TERMS:AFTER_PRIORS].astype(np.float32))[:, None]
        source, target = (Nulls(*(weights[AFTER_PRIORS:] @ terms for terms in side)) for side in self.nulls)
        return Lattice(self.corridor, BEAD_TYPES, gains, source, target)

    def observed(self) -> Floats:
        """The terms of the gold beads, summed."""
        types, cells = self.gold
        flat = [terms for side in self.nulls for terms in side]
        alone = sum(terms[:, which].sum(axis=1) for terms, which in zip(flat, self.alone, strict=True))
        return np.concatenate([self.terms[:, types, cells].sum(axis=1), SHAPE_OF[types].sum(axis=0), alone])

    def found(self, weights: Floats) -> tuple[list[Bead], Floats]:
        """The best path's beads, and their posteriors."""
        spans = self._solved(weights)
        return _beads(spans), np.array([span.chance for span in spans])

    def path(self, weights: Floats) -> list[Bead]:
        """The best path's beads."""
        return _beads(self._solved(weights))

    def _solved(self, weights: Floats) -> list[Span]:
        lattice = self.lattice(weights)
        (spans,) = spans_of(solve(lattice.some, self.corridor))
        return spans


def _beads(spans: Iterable[Span]) -> list[Bead]:
    return [Bead(span.source, span.target) for span in spans]


def examples_of(documents: Iterable[Case], kind: Known, weights: Weights) -> list[Example]:
    """Texts ready for learning, in the corridors that weights set by hand leave."""
    return [example(case, kind, weights, TRIAL) for case in documents]


def example(case: Case, kind: Known, weights: Weights, cautious: Weights) -> Example:
    """A text as `weights` make `aligner.align` see it, in the corridor that `cautious` weights leave of it."""
    evidence, corridor = last_round(case, kind, weights)
    corridor = _narrowed(replace(evidence, weights=cautious).lattice(corridor))
    gold, alone = _places(case.gold, corridor)
    nulls = (evidence.null_terms("source"), evidence.null_terms("target"))
    return Example(case, corridor, evidence.terms(corridor), nulls, gold, alone)


def last_round(case: Case, kind: Known, weights: Weights) -> tuple[Evidence, Corridor]:
    """The evidence, and the corridor, from which `aligner.align` reads its beads, of a text that is one block."""
    seen: list[tuple[Evidence, Corridor]] = []

    class Watched(Evidence):
        def part(self, corridor: Corridor, *args: Any) -> Lattice:
            seen.append((self, corridor))
            return super().part(corridor, *args)

    options = Options(weights=weights, unrelated=True)
    with patch.object(run, "Evidence", Watched), warnings.catch_warnings():
        warnings.simplefilter("ignore", DoubtWarning)
        aligned(case.source, case.target, kind, options=options)
    evidence, corridor = seen[-1]
    assert corridor.rows == len(evidence.source.lengths) + 1, f"{case.name} is searched in several blocks"
    return evidence, corridor


def _narrowed(lattice: Lattice) -> Corridor:
    corridor, expected = lattice.corridor, posteriors(lattice)
    row, column = corridor.every()
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
