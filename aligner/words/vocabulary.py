"""The word types of a document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Words:
    """The word types of a document.

    Attributes:
        types: each word once.
        counts: int array: how often each occurs.
    """

    types: Sequence[str]
    counts: NDArray[np.integer]
