"""The habits of one translation: what differs from text to text, and is estimated from the text itself.

A translator keeps paragraph breaks or moves them, joins many sentences or few, and leaves out single ones or, on a page
whose translation is years old, long runs. One setting cannot serve them all. So part of the lattice is first summed
over under usual habits (`aligner.search.sampling`); the text's own are read off the expected beads, and drawn towards
the usual ones as if `PRIOR` beads had shown those.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from aligner.search.lattice import Lattice
from aligner.search.posteriors import Posteriors
from aligner.search.side import Side

Floats = NDArray[np.floating]
Number = float | Floats

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
    """How a translation was made: numbers, or arrays with one for each of several documents.

    Attributes:
        unexplained: λ, the share of tokens that the other side need not explain, 0 to 1: higher in free prose.
        log_ratio: log of the number of target characters for one source character.
        source_trust, target_trust: the share of paragraph breaks of a side that meet one on the other, 0 to 1.
        runs: log of the number of runs of nulls over the usual number.
        run_length: log of the number of further sentences in a run over the usual number.
        joins: log of the number of beads that join sentences over the usual number.
    """

    unexplained: Number
    log_ratio: Number
    source_trust: Number
    target_trust: Number
    runs: Number = 0.0
    run_length: Number = 0.0
    joins: Number = 0.0

    @classmethod
    def usual(cls, source: Side, target: Side, unexplained: float) -> Habits:
        """Before anything is known of the beads.

        Breaks are trusted by how near their numbers are, and not at all where one side has lost them.
        """
        left, right = (_of_each(side, side.breaks) - 2 for side in (source, target))
        few, many = np.minimum(left, right), np.maximum(left, right)
        trust = np.where(few > 0, few / np.maximum(many, 1), 0.0)
        lengths = (_of_each(side, side.lengths) for side in (source, target))
        return cls(unexplained, _log_ratio(*lengths), trust, trust)

    @classmethod
    def chosen(cls, some: Sequence[Habits], which: NDArray[np.integer]) -> Habits:
        """Of each document, those that are meant by the number."""
        table = np.stack([np.broadcast_arrays(*_values(each), which)[:-1] for each in some])
        return cls(*table[which, :, np.arange(len(which))].T)

    def of(self, document: int) -> Habits:
        """Those of one of several documents, as numbers."""
        return Habits(*(float(np.asarray(value).reshape(-1)[document]) for value in _values(self)))


@dataclass(frozen=True)
class Counts:
    """Expected numbers of beads and nulls: numbers, or arrays with one for each of several documents.

    Attributes:
        beads, joins: beads with both sides, and those among them that are not 1-1.
        log_ratios: the sum over beads with both sides of the log of target over source characters.
        both, source_only, target_only: those before which both sides, or only one, have a paragraph break.
        openings, further: runs of nulls, and the sentences that continue one.
    """

    beads: Number
    joins: Number
    log_ratios: Number
    both: Number
    source_only: Number
    target_only: Number
    openings: Number
    further: Number

    @classmethod
    def of(cls, source: Side, target: Side, lattice: Lattice, expected: Posteriors) -> Counts:
        """Those of each document of a lattice between two sides."""
        row, column = lattice.corridor.every()
        document, number = lattice.corridor.document[row], len(lattice.corridor.begins)
        x, y = source.spans, target.spans
        totals = np.zeros((6, number))
        for k, (a, b) in enumerate(lattice.types):
            chance = expected.beads[k].astype(np.float64)
            left, right = x.breaks[a - 1][row], y.breaks[b - 1][column]
            ratio = np.log((y.characters[b - 1][column] + 1) / (x.characters[a - 1][row] + 1))
            kinds = (1, (a, b) != (1, 1), ratio, left * right, left * (1 - right), (1 - left) * right)
            totals += [np.bincount(document, chance * kind, number) for kind in kinds]
        openings, alone = (
            np.bincount(source.document[:-1], ours, number) + np.bincount(target.document[:-1], theirs, number)
            for ours, theirs in (
                (expected.source_opening, expected.target_opening),
                (expected.source_alone, expected.target_alone),
            )
        )
        return cls(*[*totals, openings, alone - openings])

    @classmethod
    def none(cls) -> Counts:
        """All zero."""
        return cls(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(a + b for a, b in zip(_values(self), _values(other), strict=True)))

    def habits(self, usual: Habits) -> Habits:
        """The habits that these numbers show, drawn towards the usual; breaks that were not trusted stay so."""
        whole = self.beads + PRIOR
        return Habits(
            unexplained=usual.unexplained,
            log_ratio=(self.log_ratios + PRIOR * usual.log_ratio) / whole,
            source_trust=np.where(usual.source_trust, _share(self.both, self.source_only), 0.0),
            target_trust=np.where(usual.target_trust, _share(self.both, self.target_only), 0.0),
            runs=np.log((self.openings + PRIOR * _RUNS) / (self.openings + whole) / _RUNS),
            run_length=np.log((self.further + _RUN_PRIOR * _FURTHER) / (self.openings + _RUN_PRIOR) / _FURTHER),
            joins=np.log((self.joins + PRIOR * _JOINS) / whole / _JOINS),
        )


def _values(these: Habits | Counts) -> list[Number]:
    """The values of all fields."""
    return [getattr(these, each.name) for each in fields(these)]


def _of_each(side: Side, values: NDArray[np.generic]) -> Floats:
    """The sum of some values of each document: of nodes or of sentences."""
    sums: Floats = np.bincount(side.document[: len(values)], values, len(side.begins)).astype(np.float64)
    return sums


def _log_ratio(source: Floats, target: Floats) -> Floats:
    out: Floats = np.log((target + 1) / (source + 1))
    return out


def _share(met: Number, alone: Number) -> Number:
    return (met + _TRUST_PRIOR * _TRUST) / (met + alone + _TRUST_PRIOR)
