"""From the model's posterior to the score that a user sees: the share of such beads that are right."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

# Slope and offset on the log-odds scale (Platt 1999).
SLOPE, OFFSET = 1.0, 0.0
# Scores stay within what the development sets can bear out.
_LEAST = 1e-4


def calibrated(posterior: NDArray[np.floating]) -> NDArray[np.float64]:
    """Probability that a bead is right, for posteriors of the lattice (arrays of any shape)."""
    p = np.clip(posterior.astype(np.float64), _LEAST, 1 - _LEAST)
    odds = SLOPE * np.log(p / (1 - p)) + OFFSET
    return np.asarray(np.clip(1 / (1 + np.exp(-odds)), _LEAST, 1 - _LEAST))
