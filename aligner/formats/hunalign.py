"""hunalign's ladder: where each segment starts on both sides, and how certain it is.

::

    0⇥0⇥0.9731      source sentence 0 with target sentence 0
    1⇥1⇥0.61        source sentences 1 and 2 with target sentence 1
    3⇥2⇥0           the end: as many sentences as each side has

The confidence is that of the segment that starts at the rung. We write the score, 0 to 1. On reading, the column is
taken as scores only if all of it is within that range, because hunalign's own measure exceeds it. A ladder has no gaps,
so beads that other formats leave out stay in it. Nor does it go back, so the two sides of a moved bead stand alone,
each in its own place.
"""

from __future__ import annotations

from pathlib import Path

from aligner.errors import InputError
from aligner.formats.files import Rendered
from aligner.formats.scores import UNSCORED, probability
from aligner.formats.segments import notes, segments
from aligner.model import Alignment, Bead, Document
from aligner.text.paragraphs import paragraph_beads

_REMEDY = "each line of a hunalign ladder has two numbers that rise from 0 and a third, separated by tabs"
_LONGEST = 9  # digits


def render(alignment: Alignment) -> Rendered:
    """Every bead as a rung, nulls included, and the closing rung; moved beads are left out."""
    path = segments(alignment)
    rungs = [f"{each.source.start}\t{each.target.start}\t{round(float(each.score), 4)}" for each in path]
    end = f"{len(alignment.source.sentences)}\t{len(alignment.target.sentences)}\t0"
    return Rendered("".join(f"{rung}\n" for rung in (*rungs, end)).encode("ascii"), notes(alignment))


def load(path: str | Path, source: Document, target: Document) -> Alignment:
    """Read a ladder over the sentences of two documents; beads get `UNSCORED` if its scores are not ours.

    Raises `InputError` for a line that is not a rung, and if the ladder does not end where the documents do.
    """
    from aligner.read import read_text

    lines = [(number, line) for number, line in enumerate(read_text(path).split("\n"), start=1) if line.strip()]
    rungs = [_rung(line, f"{path}, line {number}") for number, line in lines]
    ends = (len(source.sentences), len(target.sentences))
    if rungs[0][:2] != (0, 0) or rungs[-1][:2] != ends:
        spans = f"goes from {rungs[0][0]}, {rungs[0][1]} to {rungs[-1][0]}, {rungs[-1][1]}"
        what = f"{spans}, and the texts have {ends[0]} and {ends[1]} sentences"
        raise InputError(what, where=str(path), remedy="give the texts that were aligned, one sentence a line")
    scored = all(score is not None for _, _, score in rungs[:-1])
    beads = []
    for (number, _), (i, j, score), (i_end, j_end, _) in zip(lines[1:], rungs, rungs[1:], strict=False):
        if i_end < i or j_end < j:
            raise InputError("goes back", where=f"{path}, line {number}", remedy=_REMEDY)
        if i < i_end or j < j_end:
            beads.append(Bead(range(i, i_end), range(j, j_end), score if scored and score is not None else UNSCORED))
    return Alignment(source, target, tuple(beads), paragraph_beads(source, target, beads))


def _rung(line: str, where: str) -> tuple[int, int, float | None]:
    cells = line.split("\t")
    if len(cells) != 3 or not all(cell.isascii() and cell.isdigit() and len(cell) <= _LONGEST for cell in cells[:2]):
        raise InputError(f"is not a rung: {line[:60]!r}", where=where, remedy=_REMEDY)
    return int(cells[0]), int(cells[1]), probability(cells[2])
