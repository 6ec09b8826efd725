"""How the blocks of a document lean -> the language of each, and whether the two are sections or turns.

::

    sections   en en en en | es es es es          the seam that contradicts the fewest leanings
    turns      en es en es | en en es es en es    the best path of a two-state hidden Markov model, whose
                                                  probability of a change is estimated from the certain blocks
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate, pairwise

from aligner.model import Block
from aligner.text.leanings import NEUTRAL, SURE, Leanings

# If a larger share of the text is on the wrong side of the seam, the languages alternate; quotations stay below it.
MAX_AGAINST = 0.1

# Fewest changes of language in turns: sections with one quotation have three, but then few of their blocks change.
MIN_CHANGES = 2


def labels_of(blocks: Sequence[Block], leanings: Leanings) -> tuple[list[str], str]:
    """The language of each block, and the layout."""
    odds = [0.0 if abs(x) < NEUTRAL else x for x in leanings.odds]
    first, seam = _best_seam(odds)
    seam = _settle(blocks, odds, seam)
    path, layout = [(i < seam) == first for i in range(len(blocks))], "sections"
    rows = zip(path, leanings.odds, leanings.sizes, strict=True)
    against = sum(size for in_first, x, size in rows if abs(x) >= SURE and in_first != (x > 0))
    if against > MAX_AGAINST * sum(leanings.sizes) or _alternate(leanings.odds):
        path, layout = _best_path(leanings.odds), "turns"
    return [leanings.pair[0 if in_first else 1] for in_first in path], layout


def _alternate(odds: Sequence[float]) -> bool:
    """Whether at least half of the certain blocks are in another language than the one before, be they ever so few."""
    sure = [x > 0 for x in odds if abs(x) >= SURE]
    changes = sum(a != b for a, b in pairwise(sure))
    return changes >= MIN_CHANGES and 2 * changes >= len(sure)


def _best_seam(odds: Sequence[float]) -> tuple[bool, int]:
    """Whether the first language of the pair comes first, and the index at which the second section begins.

    If several seams are equal, the last is taken, so that neutral blocks end a section rather than begin one.
    """
    sums = list(accumulate(odds, initial=0.0))
    gains = [2 * before - sums[-1] for before in sums]
    top = max(range(1, len(gains) - 1), key=lambda i: (abs(gains[i]), i), default=0)
    return gains[top] > 0, top


def _settle(blocks: Sequence[Block], odds: Sequence[float], seam: int) -> int:
    """The seam, moved up to a heading or a repetition of the document's first line if everything between is neutral."""
    start = seam
    while start > 1 and odds[start - 1] == 0.0:
        start -= 1
    opens = (i for i in range(start, seam) if blocks[i].kind == "heading" or blocks[i].text == blocks[0].text)
    return next(opens, seam)


def opening(labels: Sequence[str], leanings: Leanings) -> str:
    """The language of the first block of turns, or if neither it nor the next tells it, of the first certain one."""
    chance = _chance_of_change(leanings.odds)
    pull = math.log((1 - chance) / chance) * (1 if labels[1] == leanings.pair[0] else -1)  # of the next block
    if abs(leanings.odds[0] + pull) >= NEUTRAL:
        return labels[0]
    return next((label for label, odds in zip(labels, leanings.odds, strict=True) if abs(odds) >= SURE), labels[0])


def _chance_of_change(odds: Sequence[float]) -> float:
    """How probably a block is in another language than the one before, estimated from neighbours that are certain."""
    changes = [(a > 0) != (b > 0) for a, b in pairwise(odds) if min(abs(a), abs(b)) >= SURE]
    return (sum(changes) + 1) / (len(changes) + 2)


def _best_path(odds: Sequence[float]) -> list[bool]:
    """The Viterbi path over two states."""
    chance = _chance_of_change(odds)
    stay, change = math.log(1 - chance), math.log(chance)
    gain = {True: odds[0] / 2, False: -odds[0] / 2}
    origins: list[dict[bool, bool]] = []
    for x in odds[1:]:
        before = {state: gain[state] + stay >= gain[not state] + change for state in (True, False)}
        origins.append({state: state if before[state] else not state for state in before})
        best = {state: max(gain[state] + stay, gain[not state] + change) for state in before}
        gain = {True: best[True] + x / 2, False: best[False] - x / 2}
    path = [gain[True] >= gain[False]]
    for origin in reversed(origins):
        path.append(origin[path[-1]])
    return path[::-1]
