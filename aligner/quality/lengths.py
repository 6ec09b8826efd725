"""Beads one side of which is too long or too short for the other."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterator

from aligner.quality.finding import Finding
from aligner.quality.texts import Texts

# Sides whose length ratio, in characters, is off the document's own by more than this factor are worth a look; two is
# three standard deviations of sure 1-1 beads of 40 characters and more. Shorter ones vary freely.
_FACTOR, _SHORT = 2.0, 40


def lengths(texts: Texts) -> Iterator[Finding]:
    """Beads whose sides differ in length by more than the document's own ratio explains."""
    ratios = [(k, len(left) + len(right), math.log(len(right) / len(left))) for k, left, right in texts.pairs()]
    usual = statistics.median(ratio for _, _, ratio in ratios) if ratios else 0.0
    for k, size, ratio in ratios:
        if size >= 2 * _SHORT and abs(ratio - usual) > math.log(_FACTOR):
            left, right = texts.sides[k]
            yield Finding(range(k, k + 1), "length", f"{len(left)} | {len(right)}", 0.5)
