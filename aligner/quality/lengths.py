"""Beads one side of which is far too long or too short for the other, by the document's own measure.

The log ratio of two lengths varies with the inverse root of the length (Gale & Church 1993), so it is multiplied by
that root before beads are compared: on the development sets its spread is then much the same from 40 to 1000 characters
and from novels to documentation.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterator, Sequence

from aligner.quality.finding import Finding
from aligner.quality.texts import Texts

# A bead is found if it is this many times the document's spread off its median. Over 3, 3.5, 4: of sides cut in half or
# doubled, 96, 92, 87 % are found; of untouched beads of the development sets, 2, 1, .5 %.
_OFF = 3.5
# Spread of the log ratio, times the root of the characters of both sides, on the development sets; it weighs as much as
# this many beads. No document's own spread is taken to be smaller than the last.
_USUAL, _BEADS, _LEAST = 2.0, 20, 1.5
# The mean absolute deviation of a normal distribution is this much smaller than its standard deviation.
_NORMAL = 1.4826


def lengths(texts: Texts) -> Iterator[Finding]:
    """Beads whose sides differ in length more than the other beads explain."""
    places = [k for k, _, _ in texts.pairs()]
    off = _off([texts.sides[k] for k in places])
    for k, times in zip(places, off, strict=True):
        if abs(times) > _OFF:
            left, right = texts.sides[k]
            yield Finding(range(k, k + 1), "length", f"{len(left)} | {len(right)}", min(0.9, abs(times) / 8))


def _off(sides: Sequence[tuple[str, str]]) -> list[float]:
    """How many times the document's spread the length of each target is off what its source lets expect."""
    ratios = [math.log(len(right) / len(left)) for left, right in sides]
    usual = statistics.median(ratios) if ratios else 0.0
    scaled = [
        (ratio - usual) * math.sqrt(len(left) + len(right)) for ratio, (left, right) in zip(ratios, sides, strict=True)
    ]
    own = _NORMAL * statistics.median(map(abs, scaled)) if scaled else 0.0
    spread = max(_LEAST, (len(scaled) * own + _BEADS * _USUAL) / (len(scaled) + _BEADS))
    return [each / spread for each in scaled]
