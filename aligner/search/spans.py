"""The beads of a path by their sentences, as a solved lattice gives them: with gains and posteriors, not yet scores."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

import numpy as np

from aligner.search.blocks import Solved
from aligner.weights import BEAD_TYPES


@dataclass(frozen=True, slots=True)
class Span:
    """A bead by its sentences, with its gain and its posterior.

    Attributes:
        source, target: the sentences; either range may be empty.
        gain: what it adds to the path, in nats.
        chance: its posterior.
    """

    source: range
    target: range
    gain: float
    chance: float

    @property
    def is_null(self) -> bool:
        """Whether one side is empty."""
        return not self.source or not self.target


def spans_of(solved: Solved) -> list[list[Span]]:
    """The beads of each document's path; sentences are counted from its first."""
    sizes = np.array([*BEAD_TYPES, (0, 1), (1, 0)])[solved.types]  # the types of nulls count from the end
    ends = solved.ends - np.repeat(solved.firsts, solved.numbers, axis=0)
    found = zip((ends - sizes).tolist(), ends.tolist(), solved.gains.tolist(), solved.chances.tolist(), strict=True)
    spans = (Span(range(i, i_end), range(j, j_end), gain, chance) for (i, j), (i_end, j_end), gain, chance in found)
    return [list(islice(spans, number)) for number in solved.numbers]
