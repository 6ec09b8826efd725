"""The habits of one translation: what differs from text to text, and is estimated from the very text.

A translator keeps or moves paragraph breaks, joins many sentences or few, leaves out single ones or, on a page whose
translation is years old, long runs. One setting cannot serve all of them. So a part of the lattice is summed over with
what is usual, and the habits are read off the expected beads, drawn towards the usual as if `PRIOR` more had been seen.
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

# What is usual: runs of nulls, and beads that join sentences, for each bead with both sides. Shares of the
# English–Spanish development sets, roughly.
RUNS, JOINS = 0.03, 0.06
# The usual number of further sentences in a run of nulls, and how many runs that is worth.
FURTHER, _RUN_PRIOR = 0.5, 5.0
# How many beads the usual counts for against those of the text itself. A few dozen; 20 to 50 make no difference.
PRIOR = 30.0
# The usual share of breaks on one side that meet one on the other, and how many breaks that is worth.
_TRUST, _TRUST_PRIOR = 0.9, 5.0


@dataclass(frozen=True)
class Habits:
    """How a translation was made.

    Attributes:
        unexplained: λ, the share of tokens that the other side need not explain, 0 to 1: free prose has more of them.
        log_ratio: log of how many target characters stand for one of the source.
        source_trust, target_trust: the share of paragraph breaks of a side that meet one on the other, 0 to 1.
        runs: log of how many more runs of nulls there are than usual.
        run_length: log of how many more further sentences a run has than usual.
        joins: log of how many more beads there are that join sentences than usual.
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
        """Before anything is known of the beads: breaks count by their numbers, and not where one side lost them."""
        left, right = int(source.breaks.sum()) - 2, int(target.breaks.sum()) - 2
        trust = min(left, right) / max(left, right) if min(left, right) > 0 else 0.0
        return cls(unexplained, _log_ratio(float(source.lengths.sum()), float(target.lengths.sum())), trust, trust)


@dataclass(frozen=True)
class Counts:
    """Expected numbers.

    Attributes:
        beads, joins: of beads with both sides, and of those other than 1-1.
        log_ratios: the sum, over them, of the logs of target over source characters.
        both, source_only, target_only: of those before which both sides, or one, have a paragraph break.
        openings, further: of runs of nulls, and of the sentences that continue one.
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
        """Of the beads of a lattice between two sides."""
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
        """Of nothing."""
        return cls(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))

    def habits(self, usual: Habits) -> Habits:
        """The habits that show, drawn towards the usual; breaks that one side has lost stay without trust."""
        whole = self.beads + PRIOR
        return Habits(
            unexplained=usual.unexplained,
            log_ratio=(self.log_ratios + PRIOR * usual.log_ratio) / whole,
            source_trust=_share(self.both, self.source_only) if usual.source_trust else 0.0,
            target_trust=_share(self.both, self.target_only) if usual.target_trust else 0.0,
            runs=math.log((self.openings + PRIOR * RUNS) / (self.openings + whole) / RUNS),
            run_length=math.log((self.further + _RUN_PRIOR * FURTHER) / (self.openings + _RUN_PRIOR) / FURTHER),
            joins=math.log((self.joins + PRIOR * JOINS) / whole / JOINS),
        )


def _log_ratio(source: float, target: float) -> float:
    return math.log((target + 1) / (source + 1))


def _share(met: float, alone: float) -> float:
    return (met + _TRUST_PRIOR * _TRUST) / (met + alone + _TRUST_PRIOR)
