"""The weights that can be learned, as one row of numbers: terms, priors, nulls."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from aligner.weights import BEAD_TYPES, NULL_TERMS, SHAPES, TERMS, NullTerms, Priors, Terms, Weights

Floats = NDArray[np.floating]

NAMES = (*TERMS, *(f"{a}-{b}" for a, b in SHAPES), *NULL_TERMS)
# Where terms, and where priors end.
AFTER_TERMS, AFTER_PRIORS = len(TERMS), len(TERMS) + len(SHAPES)
# float array [bead types, shapes]: 1 where a bead has a shape.
SHAPE_OF = np.array([[(max(bead), min(bead)) == shape for shape in SHAPES] for bead in BEAD_TYPES], np.float32)

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
    return replace(
        weights,
        terms=Terms(*rounded[:AFTER_TERMS]),
        priors=Priors(*rounded[AFTER_TERMS:AFTER_PRIORS]),
        nulls=NullTerms(*rounded[AFTER_PRIORS:]),
    )


def start_and_scale(without: Collection[str], fixed: Collection[str]) -> tuple[Floats, Floats]:
    """Where learning starts, and the unit of each weight: 0 where it is to stay; `without` are 0 and stay so."""
    start = vector(TRIAL)
    scale = np.abs(start) / 2 + 0.2
    start[[NAMES.index(name) for name in without]] = 0
    scale[[NAMES.index(name) for name in (*without, *fixed)]] = 0
    return start, scale
