"""Beads one side of which is far too long or too short for the other, by the document's own measure.

The log ratio of two lengths varies with the inverse root of the length (Gale & Church 1993), so it is multiplied by
that root before beads are compared: on the development sets its spread is then much the same from 40 to 1000 characters
and from novels to documentation.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Iterator

from aligner.quality.finding import Finding
from aligner.quality.texts import Texts
from aligner.quality.unexplained import Unexplained

# A bead is found if it is this many times the document's spread off its median: the first if its words say so, too, the
# second if there is no lexicon to tell, the third in any case. They do if the share of words without a counterpart is
# larger by so much on the side that is too long. Of sides cut in half or doubled in the development sets, 95 and 98 %
# are found, and of untouched beads of prose and of news .9 and .3 %; by lengths alone 93 and 98 %, and 1.4 and .6 %.
_OFF, _OFF_UNTOLD, _OFF_ANYWAY, _MORE = 3.0, 3.5, 4.3, 0.2
# Spread of the log ratio, times the root of the characters of both sides, on the development sets; it weighs as much as
# this many beads. No document's own spread is taken to be smaller than the last.
_USUAL, _BEADS, _LEAST = 2.0, 20, 1.5
# The mean absolute deviation of a normal distribution is this much smaller than its standard deviation.
_NORMAL = 1.4826


def lengths(texts: Texts) -> Iterator[Finding]:
    """Beads whose sides differ in length more than the other beads explain."""
    unexplained = Unexplained(texts)
    enough = _OFF_ANYWAY if texts.lexicon.source_words else _OFF_UNTOLD
    for k, times in off(texts.pairs()).items():
        if abs(times) > enough or (abs(times) > _OFF and _is_told(unexplained, k, times > 0)):
            left, right = texts.sides[k]
            yield Finding(range(k, k + 1), "length", f"{len(left)} | {len(right)}", length_weight(times))


def length_weight(times: float) -> float:
    """How likely a bead is to be worth a look if its length is so many times the document's spread off."""
    return min(0.9, abs(times) / 8)


def _is_numbered(left: str, right: str) -> bool:
    """Whether one side is a number, and the other is that number after one word: V and CHAPTER V."""
    words, more = sorted((left.split(), right.split()), key=len)
    return len(words) == 1 and len(more) == 2 and words[0].strip(".:") == more[1].strip(".:")


def _is_told(unexplained: Unexplained, k: int, longer: int) -> bool:
    """Whether one side of a bead has many more words without a counterpart than the other."""
    shares = [
        len(left) / max(1, every) for left, every in (unexplained.among(k, side) for side in (longer, 1 - longer))
    ]
    return shares[0] - shares[1] > _MORE


def off(pairs: Iterable[tuple[int, str, str]]) -> dict[int, float]:
    """How many times the document's spread the length of each target is off what its source lets expect.

    Args:
        pairs: index, source text and target text of each bead that has both.
    """
    sizes = {k: (len(left), len(right)) for k, left, right in pairs if not _is_numbered(left, right)}
    ratios = {k: math.log(right / left) for k, (left, right) in sizes.items()}
    usual = statistics.median(ratios.values()) if ratios else 0.0
    scaled = {k: (ratio - usual) * math.sqrt(sum(sizes[k])) for k, ratio in ratios.items()}
    own = _NORMAL * statistics.median(map(abs, scaled.values())) if scaled else 0.0
    spread = max(_LEAST, (len(scaled) * own + _BEADS * _USUAL) / (len(scaled) + _BEADS))
    return {k: each / spread for k, each in scaled.items()}
