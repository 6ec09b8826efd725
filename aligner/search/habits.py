"""The habits of one translation: what differs from text to text, and is estimated from the text itself.

A translator keeps paragraph breaks or moves them, joins many sentences or few, and leaves out single ones or, on a page
whose translation is years old, long runs. One setting cannot serve them all. So part of the lattice is first summed
over under usual habits (`aligner.search.sampling`); the text's own are read off the expected beads, and drawn towards
the usual ones as if `PRIOR` beads had shown those.
"""

from __future__ import annotations

import math
from dataclasses import astuple, dataclass

import numpy as np
from numpy.typing import NDArray

from aligner.search.lattice import Lattice
from aligner.search.posteriors import Posteriors
from aligner.search.side import Side

Floats = NDArray[np.floating]

# The usual share of runs of nulls, among these and beads with both sides; and of beads that join sentences, among those
# with both sides. Roughly those of the English–Spanish development sets.
_RUNS, _JOINS = 0.03, 0.06
# The usual number of further sentences in a run of nulls, and how many runs it counts for.
_FURTHER, _RUN_PRIOR = 0.5, 5.0
# How many beads the usual habits count for, against those of the text itself. Anything from 20 to 50 does as well.
PRIOR = 30.0
# The usual share of breaks on one side that meet one on the other, and how many breaks it counts for.
_TRUST, _TRUST_PRIOR = 0.9, 5.0


@dataclass(frozen=True)
class Habits:
    """How a translation was made.

    Attributes:
        unexplained: λ, the share of tokens that the other side need not explain, 0 to 1: higher in free prose.
        log_ratio: log of the number of target characters for one source character.
        source_trust, target_trust: the share of paragraph breaks of a side that meet one on the other, 0 to 1.
        runs: log of the number of runs of nulls over the usual number.
        run_length: log of the number of further sentences in a run over the usual number.
        joins: log of the number of beads that join sentences over the usual number.
    """

    unexplained: float
    log_ratio: float
    source_trust: float
    target_trust: float
    runs: float = 0.0
    run_length: float = 0.0
    joins: float = 0.0

    @classmethod
    def usual(cls, source: Side, target: Side, unexplained: float) -> Habits:
        """Before anything is known of the beads.

        Breaks are trusted by how near their numbers are, and not at all where one side has lost them.
        """
        left, right = int(source.breaks.sum()) - 2, int(target.breaks.sum()) - 2
        trust = min(left, right) / max(left, right) if min(left, right) > 0 else 0.0
        return cls(unexplained, _log_ratio(float(source.lengths.sum()), float(target.lengths.sum())), trust, trust)


@dataclass(frozen=True)
class Counts:
    """Expected numbers of beads and nulls.

    Attributes:
        beads, joins: beads with both sides, and those among them that are not 1-1.
        log_ratios: the sum over beads with both sides of the log of target over source characters.
        both, source_only, target_only: those before which both sides, or only one, have a paragraph break.
        openings, further: runs of nulls, and the sentences that continue one.
    """

    beads: float
    joins: float
    log_ratios: float
    both: float
    source_only: float
    target_only: float
    openings: float
    further: float

    @classmethod
    def of(cls, source: Side, target: Side, lattice: Lattice, expected: Posteriors) -> Counts:
        """Those of a lattice between two sides."""
        row, column = lattice.corridor.nodes(0, lattice.corridor.rows)
        x, y = source.spans, target.spans
        totals = np.zeros(6)
        for k, (a, b) in enumerate(lattice.types):
            chance = expected.beads[k].astype(np.float64)
            left, right = x.breaks[a - 1][row], y.breaks[b - 1][column]
            ratio = np.log((y.characters[b - 1][column] + 1) / (x.characters[a - 1][row] + 1))
            some = chance.sum()
            totals += [
                some,
                some * ((a, b) != (1, 1)),
                chance @ ratio,
                chance @ (left * right),
                chance @ (left * (1 - right)),
                chance @ ((1 - left) * right),
            ]
        openings = expected.source_opening.sum() + expected.target_opening.sum()
        further = expected.source_alone.sum() + expected.target_alone.sum() - openings
        return cls(*(float(total) for total in (*totals, openings, further)))

    @classmethod
    def none(cls) -> Counts:
        """All zero."""
        return cls(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))

    def habits(self, usual: Habits) -> Habits:
        """The habits that these numbers show, drawn towards the usual; breaks that were not trusted stay so."""
        whole = self.beads + PRIOR
        return Habits(
            unexplained=usual.unexplained,
            log_ratio=(self.log_ratios + PRIOR * usual.log_ratio) / whole,
            source_trust=_share(self.both, self.source_only) if usual.source_trust else 0.0,
            target_trust=_share(self.both, self.target_only) if usual.target_trust else 0.0,
            runs=math.log((self.openings + PRIOR * _RUNS) / (self.openings + whole) / _RUNS),
            run_length=math.log((self.further + _RUN_PRIOR * _FURTHER) / (self.openings + _RUN_PRIOR) / _FURTHER),
            joins=math.log((self.joins + PRIOR * _JOINS) / whole / _JOINS),
        )


def _log_ratio(source: float, target: float) -> float:
    return math.log((target + 1) / (source + 1))


def _share(met: float, alone: float) -> float:
    return (met + _TRUST_PRIOR * _TRUST) / (met + alone + _TRUST_PRIOR)
