"""From the model's posterior to the score that a user sees: the share of such beads that are right.

A score is conditional on what was searched: it is a share of the paths within the corridor.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

import numpy as np
from numpy.typing import NDArray

from aligner.model import Bead
from aligner.search.spans import Span
from aligner.weights import Known

# Scores come no closer to 0 and 1 than the development sets, some 13,000 beads, can confirm.
_LEAST = 1e-4


@dataclass(frozen=True)
class Curve:
    """A line on the log-odds scale (Platt 1999), by its slope and offset."""

    slope: float
    offset: float

    def scores(self, posterior: NDArray[np.floating]) -> NDArray[np.float64]:
        """The probability that a bead is right.

        >>> Curve(1.0, 0.0).scores(np.array([0.0, 0.5, 1.0])).round(2).tolist()
        [0.0, 0.5, 1.0]
        """
        odds = self.slope * log_odds(posterior) + self.offset
        return np.asarray(np.clip(1 / (1 + np.exp(-odds)), _LEAST, 1 - _LEAST))


@dataclass(frozen=True)
class Calibration:
    """The curves for one kind of evidence: beads with both sides, and nulls, of which the model is too sure."""

    pairs: Curve
    nulls: Curve

    def scores(self, posterior: NDArray[np.floating], null: NDArray[np.bool_]) -> NDArray[np.float64]:
        """The probability that each bead is right, for posteriors of the lattice."""
        return np.where(null, self.nulls.scores(posterior), self.pairs.scores(posterior))


# The lexicon alone: fitted by ``tests/bench/learn_weights.py``, every source judged by weights that the others taught,
# on 13,414 beads; calibration error .0029 before and .0007 after for pairs, .0117 and .0041 for nulls. All others by
# ``tests/bench/calibrate.py`` on what is found in these sets, in news in nine pairs of languages, and in Text+Berg.
CALIBRATIONS: Mapping[Known, Calibration] = {
    Known.LEXICON: Calibration(pairs=Curve(0.987, 0.438), nulls=Curve(0.805, 0.347)),
    Known.LEXICON_AND_ENCODER: Calibration(pairs=Curve(0.942, 0.123), nulls=Curve(0.836, 0.019)),
    Known.ENCODER: Calibration(pairs=Curve(0.841, -0.07), nulls=Curve(0.923, 0.948)),
    Known.OWN_LEXICON: Calibration(pairs=Curve(1.084, -0.122), nulls=Curve(1.167, 0.715)),
    Known.NOTHING: Calibration(pairs=Curve(1.159, -0.046), nulls=Curve(0.566, 0.496)),
}


def scored(
    paths: Sequence[Sequence[Span]], calibration: Calibration, related: Sequence[float] = (1.0,)
) -> list[list[Bead]]:
    """Beads over units, of some paths; a pair is right only if the texts are translations at all."""
    spans = list(chain.from_iterable(paths))
    null = np.array([span.is_null for span in spans])
    factors = np.repeat(related, [len(path) for path in paths])
    scores = calibration.scores(np.array([span.chance for span in spans]), null) * np.where(null, 1.0, factors)
    beads = (
        Bead(span.source, span.target, round(score, 4)) for span, score in zip(spans, scores.tolist(), strict=True)
    )
    return [list(islice(beads, len(path))) for path in paths]


def log_odds(posterior: NDArray[np.floating]) -> NDArray[np.float64]:
    """Log of p / (1 − p), finite."""
    p = np.clip(posterior.astype(np.float64), _LEAST, 1 - _LEAST)
    return np.asarray(np.log(p / (1 - p)))
