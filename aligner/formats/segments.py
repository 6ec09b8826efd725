"""An alignment as a path: segments that rise on both sides and leave no sentence out, as other tools expect.

Beads that cross (moved text) cannot follow each other in a ladder, so they become one segment.
"""

from __future__ import annotations

from dataclasses import dataclass

from aligner.formats.notes import beads_left_out
from aligner.model import Alignment


@dataclass(frozen=True, slots=True)
class Segment:
    """Consecutive sentences of both sides.

    Attributes:
        source, target: ranges of sentence indexes; an empty one starts where the path has arrived.
        score: the lowest score of its beads.
        beads: number of its beads; more than one if they cross.
    """

    source: range
    target: range
    score: float
    beads: int


def segments(alignment: Alignment) -> tuple[Segment, ...]:
    """The segments from (0, 0) to the ends of both documents; none is left out because of its score.

    >>> from aligner.model import Bead, Block, Document, Sentence
    >>> two = Document("", "und", (Block("a b", sentences=(Sentence("a", 0, 1), Sentence("b", 2, 3))),))
    >>> crossed = Bead(range(0, 1), range(1, 2), 0.9), Bead(range(1, 2), range(0, 1), 0.8)
    >>> segments(Alignment(two, two, crossed))
    (Segment(source=range(0, 2), target=range(0, 2), score=0.8, beads=2),)
    """
    found: list[Segment] = []
    i = j = 0  # where the path has arrived
    i_end = j_end = 0  # how far the beads since then reach
    taken = 0  # target sentences in all beads so far; equals j_end when none was skipped
    score, beads = 1.0, 0
    for bead in alignment.beads:
        i_end += len(bead.source)
        j_end = max(j_end, bead.target.stop if bead.target else 0)
        taken += len(bead.target)
        score, beads = min(score, bead.score), beads + 1
        if taken == j_end:
            found.append(Segment(range(i, i_end), range(j, j_end), score, beads))
            i, j, score, beads = i_end, j_end, 1.0, 0
    return tuple(found)


def notes(alignment: Alignment, found: tuple[Segment, ...]) -> tuple[str, ...]:
    """Notes for the user on the segments: which beads were joined, and which were kept in spite of their score."""
    said: list[str] = []
    crossing = [segment.beads for segment in found if segment.beads > 1]
    if crossing:
        into = "1 segment" if len(crossing) == 1 else f"{len(crossing):,} segments"
        said.append(f"{sum(crossing):,} beads that cross joined into {into}")
    return (*said, *beads_left_out(alignment, "kept: this format cannot leave sentences out"))
