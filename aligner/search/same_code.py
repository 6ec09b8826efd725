"""Code that is the same on both sides: one bead, not one for each line, which nobody wants to read or to store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aligner.model import Bead, Document


def with_same_code(source: Document, target: Document, beads: Sequence[Bead]) -> list[Bead]:
    """The beads, where those of a piece of code whose text is the same on both sides are joined into one.

    Only beads that stand one after the other and hold nothing else are joined, and none that a person made. The score
    is the lowest of theirs.
    """
    if not any(block.kind == "code" for block in source.blocks):
        return list(beads)
    return list(_joined(source, target, beads))


def _joined(source: Document, target: Document, beads: Sequence[Bead]) -> Iterator[Bead]:
    k = 0
    while k < len(beads):
        last = _end(source, target, beads, k)
        if last > k + 1:
            whole = beads[k:last]
            left, right = whole[0].source.start, whole[0].target.start
            sides = range(left, whole[-1].source.stop), range(right, whole[-1].target.stop)
            yield Bead(*sides, min(bead.score for bead in whole))
        else:
            yield beads[k]
        k = max(last, k + 1)


def _end(source: Document, target: Document, beads: Sequence[Bead], first: int) -> int:
    """One past the last bead of the code that begins here on both sides; the index of this bead if none does."""
    bead = beads[first]
    if bead.is_null:
        return first
    blocks = [document.block_of[side.start] for document, side in ((source, bead.source), (target, bead.target))]
    left, right = source.blocks[blocks[0]], target.blocks[blocks[1]]
    if not left.kind == right.kind == "code" or left.text.strip() != right.text.strip():
        return first
    ends = source.block_starts[blocks[0] + 1], target.block_starts[blocks[1] + 1]
    i, j = source.block_starts[blocks[0]], target.block_starts[blocks[1]]
    for k in range(first, len(beads)):
        if (beads[k].source.start, beads[k].target.start) != (i, j) or beads[k].status != "auto" or beads[k].is_null:
            return first
        i, j = beads[k].source.stop, beads[k].target.stop
        if (i, j) == ends:
            return k + 1
        if i > ends[0] or j > ends[1]:
            return first
    return first
