"""An alignment as a path: segments that rise on both sides and leave no sentence out, as other tools expect.

Moved beads are not on the path: each of their sides is a segment without counterpart, in its own place.
"""

from __future__ import annotations

from dataclasses import dataclass

from aligner.formats.notes import beads_left_out
from aligner.model import Alignment
from aligner.text.order import in_order, moved


@dataclass(frozen=True, slots=True)
class Segment:
    """Consecutive sentences of both sides.

    Attributes:
        source, target: ranges of sentence indexes; an empty one starts where the path has arrived.
        score: that of its bead.
    """

    source: range
    target: range
    score: float


def segments(alignment: Alignment) -> tuple[Segment, ...]:
    """The segments from (0, 0) to the ends of both documents; none is left out because of its score.

    >>> from aligner.model import Bead, Block, Document, Sentence
    >>> two = Document("", "und", (Block("a b", sentences=(Sentence("a", 0, 1), Sentence("b", 2, 3))),))
    >>> crossed = Bead(range(0, 1), range(1, 2), 0.9), Bead(range(1, 2), range(0, 1), 0.8)
    >>> [(len(each.source), len(each.target)) for each in segments(Alignment(two, two, crossed))]
    [(0, 1), (1, 1), (1, 0)]
    """
    found: list[Segment] = []
    i = j = 0  # where the path has arrived
    for bead in in_order(alignment.beads):
        i_end, j_end = i + len(bead.source), j + len(bead.target)
        found.append(Segment(range(i, i_end), range(j, j_end), bead.score))
        i, j = i_end, j_end
    return tuple(found)


def notes(alignment: Alignment) -> tuple[str, ...]:
    """Notes for the user on the segments: how many beads moved, and which were kept in spite of their score."""
    said: list[str] = []
    if count := len(moved(alignment.beads)):
        beads = "1 moved bead" if count == 1 else f"{count:,} moved beads"
        said.append(f"{beads} left out: this format goes forwards on both sides")
    return (*said, *beads_left_out(alignment, "kept: this format cannot leave sentences out"))
