"""Pairs of phrases that are linked in several beads, with their counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from aligner.glossary.association import surprise
from aligner.glossary.linking import Chances, links
from aligner.glossary.phrases import Found, phrase_pairs
from aligner.glossary.side import Phrase, Side
from aligner.progress import Progress

# A bead with more pairs of words is passed over: an endless sentence says little of its words.
_MOST_PAIRS = 250_000
_REPORT_EVERY = 500  # beads
# Before anything is seen, a phrase counts as having stood so many times without an article. A guess.
_BEFORE = 2


@dataclass(frozen=True, eq=False)
class Candidate:
    """A pair of phrases, by the keys of their words.

    Attributes:
        source, target: the phrases.
        found: the beads in which they are linked, and where in them.
        counts: number of beads with both, with the source phrase, with the target phrase, and of all beads.
        nominal: in which share of its places each phrase follows an article, as nouns do; see `_BEFORE`.
    """

    source: Phrase
    target: Phrase
    found: tuple[tuple[int, Found], ...]
    counts: tuple[int, int, int, int]
    nominal: tuple[float, float]

    @cached_property
    def linked(self) -> int:
        """Number of beads in which the phrases are linked."""
        return len({bead for bead, _ in self.found})

    @cached_property
    def strength(self) -> float:
        """Mean strength of the links."""
        return sum(found.strength for _, found in self.found) / len(self.found)

    @cached_property
    def surprise(self) -> float:
        """−ln of the probability that chance gives them so many beads in common."""
        return surprise(*self.counts)


@dataclass
class _Seen:
    """Where a phrase occurs: the beads, how often, and how often after an article."""

    beads: set[int]
    times: int = 0
    nominal: int = 0


def candidates(
    source: Side, target: Side, chances: Chances, min_count: int, progress: Progress | None = None
) -> list[Candidate]:
    """All pairs linked in at least so many beads, in order of appearance."""
    tell = progress or (lambda step, share: None)
    pairs: defaultdict[tuple[Phrase, Phrase], list[tuple[int, Found]]] = defaultdict(list)
    for bead, (left, right) in enumerate(zip(source.keys, target.keys, strict=True)):
        if bead % _REPORT_EVERY == 0:
            tell("linking words", bead / len(source.keys))
        if len(left) * len(right) > _MOST_PAIRS:
            continue
        here, there = left.tolist(), right.tolist()
        for found in phrase_pairs(source.frames[bead], target.frames[bead], links(left, right, chances)):
            phrases = _cut(here, found.source), _cut(there, found.target)
            pairs[phrases].append((bead, found))
    often = {pair: found for pair, found in pairs.items() if len({bead for bead, _ in found}) >= min_count}
    seen = _seen(source, {pair[0] for pair in often}), _seen(target, {pair[1] for pair in often})
    return [_candidate(pair, found, seen, len(source.keys)) for pair, found in often.items()]


def _cut(keys: Sequence[int], span: tuple[int, int]) -> Phrase:
    return tuple(keys[span[0] : span[1] + 1])


def _seen(side: Side, wanted: Collection[Phrase]) -> Mapping[Phrase, _Seen]:
    seen = {phrase: _Seen(set()) for phrase in wanted}
    for bead in range(len(side.keys)):
        for phrase, first, _ in side.phrases(bead):
            if phrase in seen:
                here = seen[phrase]
                here.beads.add(bead)
                here.times += 1
                here.nominal += side.follows_article(bead, first)
    return seen


def _candidate(
    pair: tuple[Phrase, Phrase],
    found: Sequence[tuple[int, Found]],
    seen: tuple[Mapping[Phrase, _Seen], Mapping[Phrase, _Seen]],
    total: int,
) -> Candidate:
    left, right = seen[0][pair[0]], seen[1][pair[1]]
    counts = len(left.beads & right.beads), len(left.beads), len(right.beads), total
    nominal = left.nominal / (left.times + _BEFORE), right.nominal / (right.times + _BEFORE)
    return Candidate(*pair, tuple(found), counts, nominal)
