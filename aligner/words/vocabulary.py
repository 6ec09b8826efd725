"""The word types of a document, or of several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Words:
    """The word types of a document, or of several documents one after the other.

    Attributes:
        types: each word once; of several documents, once for each.
        counts: int array: how often each occurs.
        begins: int array [documents]: the first of the types of each.
    """

    types: Sequence[str]
    counts: NDArray[np.integer]
    begins: NDArray[np.integer] = field(default_factory=lambda: np.zeros(1, np.int64))

    @property
    def document(self) -> NDArray[np.integer]:
        """int array: the document of each type."""
        return np.repeat(np.arange(len(self.begins)), np.diff(self.begins, append=len(self.types)))

    @property
    def totals(self) -> NDArray[np.integer]:
        """int array: how many words the document of each type has."""
        document = self.document
        totals: NDArray[np.integer] = np.bincount(document, self.counts, len(self.begins)).astype(np.int64)[document]
        return totals
