"""Paragraph beads, derived from the sentence beads: which blocks of one side correspond to which of the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from aligner.model import Bead, Document


class _Group(NamedTuple):
    """Blocks that belong together, with the sum and number of scores of the sentence beads that join them."""

    source: range
    target: range
    score: float
    beads: int


def paragraph_beads(source: Document, target: Document, beads: Sequence[Bead]) -> tuple[Bead, ...]:
    """The smallest groups of blocks such that no sentence bead crosses groups, over block indexes, in order.

    Beads must rise on both sides. A group's score is the mean score of its sentence beads.
    """
    groups: list[_Group] = []
    for bead in beads:
        here = _Group(_blocks(source, bead.source), _blocks(target, bead.target), bead.score, 1)
        first = min(
            _shared_from(len(groups), (group.source for group in reversed(groups)), here.source),
            _shared_from(len(groups), (group.target for group in reversed(groups)), here.target),
        )
        groups[first:] = [_joined([*groups[first:], here])]
    return tuple(Bead(group.source, group.target, group.score / group.beads) for group in groups)


def _shared_from(size: int, backwards: Iterable[range], here: range) -> int:
    """Index of the group that already holds the first block of `here`, given `size` groups backwards; else `size`."""
    if here:
        for k, blocks in enumerate(backwards, start=1):
            if blocks:  # only the last group with blocks on this side can hold it
                return size - k if here.start < blocks.stop else size
    return size


def _joined(groups: Sequence[_Group]) -> _Group:
    return _Group(
        _span([group.source for group in groups]),
        _span([group.target for group in groups]),
        sum(group.score for group in groups),
        sum(group.beads for group in groups),
    )


def _span(ranges: Sequence[range]) -> range:
    filled = [blocks for blocks in ranges if blocks]
    return range(filled[0].start, filled[-1].stop) if filled else range(0)


def _blocks(document: Document, sentences: range) -> range:
    if not sentences:
        return range(0)
    return range(document.block_of[sentences[0]], document.block_of[sentences[-1]] + 1)
