"""The parts of a text that are sampled for its habits, and the habits that they show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from aligner.search.evidence import Evidence
from aligner.search.guides import Links
from aligner.search.habits import PRIOR, Counts, Habits
from aligner.search.lattice import Corridor
from aligner.search.posteriors import posteriors
from aligner.search.side import Side
from aligner.weights import Weights
from aligner.words.ties import Ties

Floats = NDArray[np.floating]
Ints = NDArray[np.integer]

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
    """The parts of a text that are looked at, spread evenly over it; only those whose ends can be set on links.

    Of several, which are short, all.
    """
    rows, columns = corridor.rows - 1, int(corridor.high[-1]) - 1
    if len(corridor.begins) > 1 or max(rows, columns) <= _WHOLE:
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


@dataclass(frozen=True, eq=False)
class Sampled:
    """The habits of a translation.

    Attributes:
        habits: they.
        by_content: `Evidence.by_content` under these habits, where the whole corridor was looked at.
    """

    habits: Habits
    by_content: Floats | None = None


def habits_of(source: Side, target: Side, ties: Ties, weights: Weights, looked_at: Sequence[Stretch]) -> Sampled:
    """The habits of each document, from some parts of it; the usual ones where there are none.

    Several starts are tried, and the one that makes the parts likeliest is taken: every share of unexplained words,
    though one other than the usual must win by far; and as length ratio that of the whole texts and, where it differs,
    that of mean sentences, since much of one side may be missing.
    """
    usual = Habits.usual(source, target, weights.unexplained[0])
    if not looked_at:
        return Sampled(usual)
    by_sentence = usual.log_ratio - np.log(target.sizes / source.sizes)
    differs = np.abs(by_sentence - usual.log_ratio) > _UNLIKE
    ratios = [usual.log_ratio, *([np.where(differs, by_sentence, usual.log_ratio)] if differs.any() else [])]
    starts = [replace(usual, log_ratio=ratio, unexplained=share) for ratio in ratios for share in weights.unexplained]
    evidence = Evidence(source, target, (ties,), weights, usual)
    parts = [_Part.of(evidence, stretch) for stretch in looked_at]
    sentences = np.sum([part.sentences for part in parts], axis=0)
    shown = [_read_off(parts, start) for start in starts]
    likely = [
        log_weight - _FREER * (sentences + PRIOR) * (start.unexplained != usual.unexplained)
        for start, (log_weight, _) in zip(starts, shown, strict=True)
    ]
    best = np.argmax(likely, axis=0)
    habits = Habits.chosen([habits for _, habits in shown], best)
    if not parts[0].is_whole(source, target):
        return Sampled(habits)
    (part,) = parts
    document = part.corridor.document[part.corridor.every()[0]]
    return Sampled(habits, _chosen([part.by_content[float(start.unexplained)] for start in starts], best[document]))


@dataclass(frozen=True, eq=False)
class _Part:
    """A part of a text that is looked at.

    Attributes:
        evidence: under usual habits.
        corridor: the part of the corridor.
        by_content: `Evidence.by_content` there, by the share of unexplained words.
    """

    evidence: Evidence
    corridor: Corridor
    by_content: Mapping[float, Floats]

    @classmethod
    def of(cls, evidence: Evidence, stretch: Stretch) -> _Part:
        """The part of two texts in a stretch."""
        source, target = zip(stretch.begin, stretch.end, strict=True)
        evidence = replace(evidence, source=evidence.source.part(*source), target=evidence.target.part(*target))
        by_content = {
            share: replace(evidence, habits=replace(evidence.habits, unexplained=share)).by_content(stretch.corridor)
            for share in evidence.weights.unexplained
        }
        return cls(evidence, stretch.corridor, by_content)

    @property
    def sentences(self) -> Ints:
        """int array [documents]: how many source sentences it holds."""
        return self.evidence.source.sizes

    def is_whole(self, source: Side, target: Side) -> bool:
        """Whether it is all of the texts."""
        return self.evidence.source is source and self.evidence.target is target


def _read_off(parts: Sequence[_Part], start: Habits) -> tuple[Floats, Habits]:
    """Of each document, log of the summed weight of all paths through the parts, and the habits that these show."""
    total: Floats = np.zeros(1)
    counts = Counts.none()
    for part in parts:
        evidence = replace(part.evidence, habits=start)
        lattice = evidence.lattice(part.corridor, part.by_content[float(start.unexplained)])
        expected = posteriors(lattice)
        total = total + expected.log_weights
        counts += Counts.of(evidence.source, evidence.target, lattice, expected)
    return total, counts.habits(start)


def _chosen(arrays: Sequence[Floats], which: Ints) -> Floats:
    """From arrays [types, cells], those columns that are taken from each."""
    out = arrays[int(which[0])].copy()
    for k, array in enumerate(arrays):
        here = which == k
        out[:, here] = array[:, here]
    return out
