"""A cheap first pass: where in the lattice the translation can run at all.

::

    rare words tied to each other ──▶ links between sentences ──▶ the heaviest rising chain ──▶ the nodes around it

The corridor follows the chain where links are dense, and opens to a whole rectangle where there are none: a
chapter that is missing on one side is such a rectangle, high and narrow. It grows no faster than the texts
(`MOST_NODES`): where nothing guides for long, it is narrowed to a strip, and a `SearchWarning` says so.
"""

from __future__ import annotations

import warnings
from bisect import bisect_left
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from aligner.errors import SearchWarning
from aligner.search.guides import Guides, Links
from aligner.search.lattice import Corridor
from aligner.search.side import Side
from aligner.search.stops import Stops
from aligner.words.ties import Ties

Floats = NDArray[np.floating]
Ints = NDArray[np.int64]

# Up to the first number of nodes the whole lattice is searched in any case; and up to the second, a few hundred
# sentences a side that cost a second, wherever two links of the chain are further apart than `_DENSE` sentences of
# either side. With 8 and 10 strict F1 of each development set is the same as if all of it were searched, with 12 it is
# .0006 lower on noise_heavy.
_SMALL, _MIDDLING, _DENSE = 2_500, 90_000, 8
# The least weight of a link in each round; every round works inside the corridor of the one before. The weight is the
# sum of the logs of the words' ties; a chance meeting of two rare words makes about 7.
_LIGHTEST = (9.0, 7.0)
# By how many sentences the chain may be wrong either way. With 6, 8 and 12 not one bead of two novels differs, and all
# gold of the long set lies inside.
MARGIN = 6
# A chain link must have this many others near it (rows away, and columns off its diagonal) to be believed.
_SUPPORT, _NEAR, _OFF = 3, 24, 8
# Where no link guides for longer than this, on both sides, only a strip about the diagonal is searched.
_LONGEST_GAP, _STRIP = 600, 0.15
# The most nodes that are searched, unless the margin on both sides of the chain alone holds more, of texts with up to
# this many sentences on both sides together; of longer ones in proportion. Each costs about ten microseconds. A
# translation needs some 20 for each sentence, and more where chapters are missing.
MOST_NODES, _SENTENCES = 4_000_000, 100_000


def find(
    source: Side, target: Side, ties: Ties, margin: int = MARGIN, stops: Stops | None = None
) -> tuple[Corridor, Links]:
    """The corridor for two sides, clipped to what passes through all stops, and the links that it follows.

    A small lattice is searched whole, without links, and so is a middling one that links do not guide closely.
    """
    n, m = len(source.lengths), len(target.lengths)
    if (n + 1) * (m + 1) <= _SMALL:
        corridor = Corridor.full(n, m)
        return stops.clip(corridor) if stops else corridor, Links.none()
    words, corridor = Guides.of(source, target, ties), Corridor.full(n, m)
    for lightest in _LIGHTEST:
        # Inside the corridor of the round before, a sentence has fewer rivals, so weaker links can be believed.
        found = (_possible(part, corridor, stops) for part in words.links(source))
        sure = supported(chain(mutual(found, (n, m), lightest)))
        guides = _with_stops(sure, stops) if stops else sure
        corridor = around(guides, n, m, margin)
    middling = (n + 1) * (m + 1) <= _MIDDLING
    corridor = Corridor.full(n, m) if middling and _gap(guides, n, m) > _DENSE else bounded(corridor, guides, margin)
    return stops.clip(corridor) if stops else corridor, sure


def _gap(guides: Links, n: int, m: int) -> int:
    """The most sentences of either side between two links of a chain, or before or after it."""
    return max(int(np.diff(each, prepend=0, append=end).max()) for each, end in ((guides.rows, n), (guides.columns, m)))


def _possible(found: Links, corridor: Corridor, stops: Stops | None) -> Links:
    """The links inside a corridor that no stop divides."""
    inside = corridor.cell(found.rows, found.columns) < corridor.cells
    return found[inside & ~stops.divide(found.rows, found.columns) if stops else inside]


def _with_stops(sure: Links, stops: Stops) -> Links:
    """The links of a chain that no stop divides, with the stops as further links."""
    rows, columns = np.append(sure.rows, stops.rows), np.append(sure.columns, stops.columns)
    order = np.lexsort((columns, rows))
    return Links(rows, columns, np.append(sure.weights, np.full(len(stops), np.inf)))[order]


def mutual(parts: Iterable[Links], sentences: tuple[int, int], lightest: float) -> Links:
    """The links that are the heaviest for both of their sentences, and heavy enough; each part has all of its rows."""
    best_column = np.zeros(sentences[1])
    chosen = []
    for part in parts:
        best_row = np.zeros(sentences[0])
        np.maximum.at(best_row, part.rows, part.weights)
        np.maximum.at(best_column, part.columns, part.weights)
        chosen.append(part[(part.weights >= best_row[part.rows]) & (part.weights >= lightest)])
    found = Links.joined(chosen)
    return found[found.weights >= best_column[found.columns]]


def chain(found: Links) -> Links:
    """The heaviest subset in which rows and columns both rise."""
    order = np.lexsort((-found.columns, found.rows))
    columns: list[int] = []  # of the chain ends that no other end beats: columns and totals both rise
    totals: list[float] = []
    ends: list[int] = []
    before: dict[int, int] = {}
    for k in order.tolist():
        column = int(found.columns[k])
        place = bisect_left(columns, column)
        total = float(found.weights[k]) + (totals[place - 1] if place else 0.0)
        before[k] = ends[place - 1] if place else -1
        beaten = place
        while beaten < len(columns) and totals[beaten] <= total:
            beaten += 1
        if beaten > place or beaten == len(columns) or columns[place] > column:
            columns[place:beaten], totals[place:beaten], ends[place:beaten] = [column], [total], [k]
    chosen: list[int] = []
    k = ends[-1] if ends else -1
    while k >= 0:
        chosen.append(k)
        k = before[k]
    return found[chosen[::-1]]


def supported(found: Links) -> Links:
    """The links of a chain that have others near them, on about the same diagonal."""
    near = np.zeros(len(found), int)
    for step in range(1, 2 * _SUPPORT + 1):
        rows = found.rows[step:] - found.rows[:-step]
        columns = found.columns[step:] - found.columns[:-step]
        close = (rows <= _NEAR) & (np.abs(rows - columns) <= _OFF)
        near[step:] += close
        near[:-step] += close
    return found[near >= _SUPPORT]


def around(sure: Links, n: int, m: int, margin: int) -> Corridor:
    """All nodes that go against no sure link by more than the margin in rows and half the margin in columns."""
    rows = np.concatenate([[0], sure.rows, [n]])
    columns = np.concatenate([[0], sure.columns, [m]])
    node = np.arange(n + 1)
    passed = np.searchsorted(rows, node - margin, side="right") - 1
    low = np.where(passed >= 0, columns[np.maximum(passed, 0)] - margin // 2, 0)
    coming = np.searchsorted(rows, node + margin, side="left")
    high = np.where(coming < len(rows), columns[np.minimum(coming, len(rows) - 1)] + margin // 2, m)
    strip_low, strip_high = _strip(rows, columns, node, margin)
    low = np.clip(np.maximum(low, strip_low), 0, m).astype(np.int64)
    high = np.clip(np.minimum(high, strip_high), 0, m).astype(np.int64)
    low[0], high[-1] = 0, m
    low, high = np.maximum.accumulate(low), np.maximum.accumulate(high)
    return Corridor(low, np.maximum(high, np.append(low[1:], m)) + 1)  # each row reaches where the next begins


def bounded(corridor: Corridor, guides: Links, margin: int) -> Corridor:
    """The corridor; where it holds too many nodes, narrowed to the widest strip about the chain that does not."""
    n, m = corridor.rows - 1, int(corridor.high[-1]) - 1
    most = MOST_NODES * max(_SENTENCES, n + m) // _SENTENCES
    if corridor.cells <= most:
        return corridor
    rows, columns = np.concatenate([[0], guides.rows, [n]]), np.concatenate([[0], guides.columns, [m]])
    middle = np.interp(np.arange(n + 1), rows, columns)
    reach = margin
    step = max(n, m)
    while step:
        if _within(corridor, middle, reach + step).cells <= most:
            reach += step
        step //= 2
    warnings.warn(
        f"too little tells where texts of {n:,} and {m:,} sentences meet: what moved by more than {reach} is not found",
        SearchWarning,
        stacklevel=2,
    )
    return _within(corridor, middle, reach)


def _within(corridor: Corridor, middle: Floats, reach: int) -> Corridor:
    """The part of a corridor where each row goes at most `reach` before its middle and past that of the next row."""
    low = np.maximum(corridor.low, np.floor(middle).astype(np.int64) - reach)
    ahead = np.ceil(np.append(middle[1:], middle[-1])).astype(np.int64)
    return Corridor(low, np.minimum(corridor.high, ahead + reach + 1))


def _strip(rows: Ints, columns: Ints, node: Ints, margin: int) -> tuple[Floats, Floats]:
    """Bounds about the straight line between links that are far apart on both sides; elsewhere infinite."""
    height, width = np.diff(rows), np.diff(columns)
    after = np.clip(np.searchsorted(rows, node, side="right"), 1, len(rows) - 1)
    gap = np.minimum(height, width)[after - 1]
    middle = np.interp(node, rows, columns)
    reach = np.where(gap > _LONGEST_GAP, margin + np.abs(width - height)[after - 1] + _STRIP * gap, np.inf)
    return middle - reach, middle + reach
