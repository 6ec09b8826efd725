"""What an encoder should look at after the first round: sentences in or near beads that are in doubt."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from aligner.search.spans import Span

Floats = NDArray[np.floating]
Truths = NDArray[np.bool_]

# With an encoder, a bead of the first round with a smaller posterior than the first of these is in doubt, and so are
# this many sentences before and after it. In a long text where that is too much to embed, the next bound is tried.
_DOUBT, _AROUND = (0.98, 0.95, 0.9, 0.8, 0.6, 0.4), 4
# About the most sentences and runs of sentences that are embedded: 12 seconds' work.
MOST_EMBEDDED = 6_000
# Runs of several sentences near it are embedded as one text if they are one side of a bead with this probability.
_LIKELY = 0.01


def in_doubt(spans: Sequence[Span], chances: tuple[Floats, Floats]) -> tuple[Truths, Truths]:
    """Which runs of sentences must be embedded: bool arrays [most, nodes] of source and target.

    Single sentences in or near a bead that is in doubt, and runs of several that may well be one side of a bead there.

    Args:
        spans: the best path.
        chances: the probability of each run of up to MOST sentences (`Posteriors.spans`).
    """
    likely = tuple(side > _LIKELY for side in chances)
    for doubt in _DOUBT:
        near = _near(spans, doubt)
        runs = [np.vstack([near[k], likely[k][1:] & near[k]]) for k in (0, 1)]
        if sum(int(side.sum()) for side in runs) <= MOST_EMBEDDED:
            break
    return runs[0], runs[1]


def _near(spans: Sequence[Span], doubt: float) -> tuple[Truths, Truths]:
    """bool arrays [nodes] of source and target: which end a sentence in or near a bead that is less sure than this."""
    sides = [[span.source for span in spans], [span.target for span in spans]]
    sure = [span.chance >= doubt for span in spans]
    near = []
    for side in sides:
        ends = np.cumsum([len(sentences) for sentences in side])
        marked = np.zeros(int(ends[-1]) + 1, bool)
        for end, sentences, settled in zip(ends.tolist(), side, sure, strict=True):
            if not settled:
                marked[max(1, end + 1 - len(sentences) - _AROUND) : end + 1 + _AROUND] = True
        near.append(marked)
    return near[0], near[1]
