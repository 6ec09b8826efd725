"""The parts of a text that are sampled for its habits, and the habits that they show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from aligner.search.evidence import Evidence
from aligner.search.guides import Links
from aligner.search.habits import PRIOR, Counts, Habits
from aligner.search.lattice import Corridor
from aligner.search.posteriors import posteriors
from aligner.search.side import Side
from aligner.weights import Weights
from aligner.words.ties import Ties

# A text of up to `_WHOLE` sentences is looked at whole; of a longer one, `_STRETCHES` stretches of `_LENGTH` sentences.
_WHOLE, _STRETCHES, _LENGTH = 1500, 10, 120
# Two guesses at the length ratio are both tried where their logs differ by more than this: about a tenth.
_UNLIKE = 0.1
# By how many nats a sentence another share of unexplained words must be likelier than the usual one to replace it. At
# twice the usual share, close translations (news, encyclopaedia, Bible, documentation) gain up to .2, novels .3 to 1.6.
_FREER = 0.3


@dataclass(frozen=True, eq=False)
class Stretch:
    """The part of the corridor between two nodes that the translation surely passes through."""

    begin: tuple[int, int]
    end: tuple[int, int]
    corridor: Corridor


def stretches(corridor: Corridor, links: Links) -> list[Stretch]:
    """The parts of a text that are looked at, spread evenly over it; only those whose ends can be set on links."""
    rows, columns = corridor.rows - 1, int(corridor.high[-1]) - 1
    if max(rows, columns) <= _WHOLE:
        return [Stretch((0, 0), (rows, columns), replace(corridor, stops=None))]
    found = {}
    for start in np.linspace(0, max(0, rows - _LENGTH), _STRETCHES).astype(int).tolist():
        # The first link from each row on; past the last link, the last one: there is none at the end of the text.
        first, last = (int(np.searchsorted(links.rows[:-1], row)) for row in (start, start + _LENGTH))
        if last < len(links):
            begin, end = ((int(links.rows[k]), int(links.columns[k])) for k in (first, last))
            if begin[0] < end[0] and begin[1] < end[1]:
                found[begin, end] = Stretch(begin, end, corridor.part(begin, end))
    return list(found.values())


def habits_of(source: Side, target: Side, ties: Ties, weights: Weights, looked_at: Sequence[Stretch]) -> Habits:
    """The habits of a translation, from some parts of it; the usual ones where there are none.

    Several starts are tried, and the one that makes the parts likeliest is taken: every share of unexplained words,
    though one other than the usual must win by far; and as length ratio that of the whole texts and, where it differs,
    that of mean sentences, since much of one side may be missing.
    """
    usual = Habits.usual(source, target, weights.unexplained[0])
    if not looked_at:
        return usual
    by_sentence = usual.log_ratio - float(np.log(len(target.lengths) / len(source.lengths)))
    ratios = [usual.log_ratio]
    if abs(by_sentence - usual.log_ratio) > _UNLIKE:
        ratios.append(by_sentence)
    starts = [replace(usual, log_ratio=ratio, unexplained=share) for ratio in ratios for share in weights.unexplained]
    sentences = sum(stretch.end[0] - stretch.begin[0] for stretch in looked_at)
    found = []
    for start in starts:
        log_weight, habits = _read_off(source, target, ties, weights, looked_at, start)
        found.append((log_weight - _FREER * (sentences + PRIOR) * (start.unexplained != usual.unexplained), habits))
    return max(found, key=lambda pair: pair[0])[1]


def _read_off(
    source: Side, target: Side, ties: Ties, weights: Weights, looked_at: Sequence[Stretch], start: Habits
) -> tuple[float, Habits]:
    """Log of the summed weight of all paths through the parts, and the habits that these paths show."""
    total, counts = 0.0, Counts.none()
    for stretch in looked_at:
        left = source.part(stretch.begin[0], stretch.end[0])
        right = target.part(stretch.begin[1], stretch.end[1])
        lattice = Evidence(left, right, (ties,), weights, start).lattice(stretch.corridor)
        expected = posteriors(lattice)
        total += expected.log_weight
        counts += Counts.of(left, right, lattice, expected)
    return total, counts.habits(start)
