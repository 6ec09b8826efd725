"""Text that has moved: a second look at the sentences that the search left alone on both sides.

::

    left alone ──shared words──▶ candidates ──odds──▶ anchors ──the paragraphs around them──▶ links

The search rises on both sides, so what stands elsewhere in the translation stays alone on both. Paragraphs move as a
whole, so around an anchor, which is sure by itself, what was left alone is searched as two texts are. A sentence that
is in its document more than once is no anchor: nothing tells which of them it is. Nor is the number of a chapter.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aligner.model import Bead
from aligner.search.blocks import solve
from aligner.search.evidence import Evidence
from aligner.search.lattice import Corridor, Lattice, Nulls
from aligner.search.moved_candidates import ODDS, Alone, Candidate, Divide, candidates, log_odds, overlap
from aligner.search.shared_words import sharing
from aligner.search.side import Side
from aligner.search.spans import Span, spans_of
from aligner.weights import BEAD_TYPES, Known

Ints = NDArray[np.integer]
# The evidence with what an encoder, if there is one, says of some source and target sentences.
Embed = Callable[[Ints, Ints], Evidence]

# The least probability of a link.
_SURE = 0.8
# The least probability of the bead that holds an anchor on the path around it; otherwise the anchor is taken alone.
_LIKELY = 0.5
# Numbers, Roman ones too: chapters that differ in nothing else are too like each other.
_NUMBER = re.compile(r"\d.*|[ivxlc]+")
# How far around an anchor links are looked for, in sentences, and how many of a side may be left out between two.
_AROUND, _LEFT_OUT = 16, 1


def links_between(evidence: Evidence, alone: Alone, kind: Known, divide: Divide, embed: Embed) -> list[Span]:
    """The links between sentences that were left alone, in source order; no sentence is in two.

    Args:
        evidence: that of the last round.
        kind: what is known of the languages.
        divide: see `Divide`.
        embed: see `Embed`; raises what embedding raises.
    """
    rows: Ints = np.flatnonzero(alone.source >= 0)
    columns: Ints = np.flatnonzero(alone.target >= 0)
    if not len(rows) or not len(columns):
        return []
    evidence = embed(rows, columns)
    rows, columns = sharing(evidence.source, evidence.target, evidence.ties[0], rows, columns)
    found = candidates(evidence, alone, rows, columns, divide)
    odds = log_odds(found, ODDS[kind], alone.most)
    repeated = _Repeated.of(evidence.source, evidence.target)
    alone, nulls = alone.copy(), evidence.nulls()
    links: list[Span] = []
    for k in np.argsort(-odds, kind="stable").tolist():
        chance = 1 / (1 + float(np.exp(-odds[k])))
        if chance < _SURE:
            break
        if alone.holds(found[k]) and not repeated.holds(found[k]):
            anchor = Span(found[k].source, found[k].target, found[k].gain, chance)
            around = list(_around(evidence, nulls, alone, divide, anchor))
            alone.leave_out(around)
            links += around
    return sorted(links, key=lambda link: link.source.start)


def joined(beads: Iterable[Bead], moved: Iterable[Bead]) -> Iterator[Bead]:
    """Beads in order, with the nulls that are halves of a moved bead joined at the place of the source half."""
    by_source = {bead.source.start: bead for bead in moved}
    elsewhere = {i for bead in by_source.values() for i in bead.source[1:]}
    there = {j for bead in by_source.values() for j in bead.target}
    for bead in beads:
        if bead.source and bead.source.start in by_source:
            yield by_source[bead.source.start]
        elif not (bead.source.start in elsewhere if bead.source else bead.target.start in there):
            yield bead


def _around(
    evidence: Evidence, nulls: tuple[Nulls, Nulls], alone: Alone, divide: Divide, anchor: Span
) -> Iterator[Span]:
    """The anchor and the links that moved along with it, each with its probability."""
    left = _run(alone.source, anchor.source, lambda units: divide(units, np.full_like(units, anchor.target.start)))
    right = _run(alone.target, anchor.target, lambda units: divide(np.full_like(units, anchor.source.start), units))
    path = _path(evidence, nulls, left, right)
    at = next(
        (
            k
            for k, span in enumerate(path)
            if overlap(span.source, anchor.source) and overlap(span.target, anchor.target)
        ),
        None,
    )
    if at is None or path[at].chance * anchor.chance < _LIKELY:
        yield anchor
        return
    for span in (path[at], *_following(path[at + 1 :]), *_following(path[:at][::-1])):
        yield Span(span.source, span.target, span.gain, span.chance * anchor.chance)


def _following(spans: Iterable[Span]) -> Iterator[Span]:
    """The sure pairs until too many sentences are left out, or one is not sure."""
    out = [0, 0]
    for span in spans:
        out = [count + len(side) for count, side in zip(out, (span.source, span.target), strict=True)]
        if span.is_null and max(out) <= _LEFT_OUT:
            continue
        if span.is_null or span.chance < _SURE:
            return
        out = [0, 0]
        yield span


def _run(gaps: Ints, core: range, divided: Callable[[Ints], NDArray[np.bool_]]) -> range:
    """The sentences around some that were left alone with them, and that no stop divides from the other side."""
    units = np.arange(max(0, core.start - _AROUND), min(len(gaps), core.stop + _AROUND))
    inside = (gaps[units] == gaps[core.start]) & ~divided(units)
    begin, end = core.start, core.stop
    while begin > units[0] and inside[begin - 1 - units[0]]:
        begin -= 1
    while end <= units[-1] and inside[end - units[0]]:
        end += 1
    return range(begin, end)


def _path(evidence: Evidence, nulls: tuple[Nulls, Nulls], left: range, right: range) -> list[Span]:
    """The best path through two runs of sentences, with its probabilities."""
    corridor = Corridor.full(len(left), len(right))
    row, column = corridor.every()
    source, target = (
        Nulls(side.opening[run.start : run.stop], side.further[run.start : run.stop])
        for side, run in zip(nulls, (left, right), strict=True)
    )
    gains = evidence.gains_at(row + left.start, column + right.start)
    lattice = Lattice(corridor, BEAD_TYPES, gains, source, target)
    (found,) = spans_of(solve(lattice.some, corridor))
    return [
        Span(_shifted(each.source, left.start), _shifted(each.target, right.start), each.gain, each.chance)
        for each in found
    ]


def _shifted(sentences: range, by: int) -> range:
    return range(sentences.start + by, sentences.stop + by)


@dataclass(frozen=True, eq=False)
class _Repeated:
    """Which sentences are in their document more than once, whatever their numbers: bool arrays of both sides."""

    source: NDArray[np.bool_]
    target: NDArray[np.bool_]

    @classmethod
    def of(cls, source: Side, target: Side) -> _Repeated:
        return cls(_repeated(source), _repeated(target))

    def holds(self, link: Candidate) -> bool:
        """Whether one side of a link is nothing but such sentences."""
        return all(self.source[i] for i in link.source) or all(self.target[j] for j in link.target)


def _repeated(side: Side) -> NDArray[np.bool_]:
    ends = zip(side.starts[:-1].tolist(), side.starts[1:].tolist(), strict=True)
    words = np.array([-1 if _NUMBER.fullmatch(word) else k for k, word in enumerate(side.words)], np.int64)
    texts = [hash(words[side.tokens[begin:end]].tobytes()) for begin, end in ends]
    number = Counter(texts)
    return np.array([number[text] > 1 for text in texts], bool)
