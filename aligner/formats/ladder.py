"""The ladder: one bead per line, with the 0-based sentence indexes of both sides and the score.

::

    [0,1]:[2]:0.9731
    [2]:[]:0.8

The beads are in source order; moved ones name target sentences out of order, as ladders may.

Scores have at most four decimals and no trailing zeros, but always at least one decimal (``1.0``).

Ladders of any program can be read: without scores, with blanks (``[0, 1]:[2]:0.03``, as Vecalign and SentAlign write
them), and with non-adjacent sentences.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from aligner.errors import InputError
from aligner.formats.files import Rendered
from aligner.formats.linked import Linked
from aligner.formats.links import Link, alignment_of_links
from aligner.model import Alignment, Bead, Document

_INDEXES = r"\[\s*(\d{1,9}(?:\s*,\s*\d{1,9})*)?\s*\]"
_RUNG = re.compile(rf"{_INDEXES}\s*:\s*{_INDEXES}(?:\s*:\s*(\S+))?", re.ASCII)
_REMEDY = "a ladder has lines such as [0,1]:[2] or [0,1]:[2]:0.97"


@dataclass(frozen=True, slots=True)
class Rung:
    """A bead of any program; its sentences need not be adjacent.

    Attributes:
        source, target: sentence indexes, from 0.
        score: probability that the bead is right; None if the file has none.
    """

    source: tuple[int, ...]
    target: tuple[int, ...]
    score: float | None = None


def render(alignment: Alignment) -> Rendered:
    """The beads in source order, nulls included; those that are not shown are left out."""
    lines = (f"{_line(bead)}\n" for _, bead in alignment.shown())
    return Rendered("".join(lines).encode("ascii"))


def _line(bead: Bead) -> str:
    source, target = (",".join(map(str, side)) for side in (bead.source, bead.target))
    return f"[{source}]:[{target}]:{round(float(bead.score), 4)}"


def load(path: str | Path, source: Document, target: Document) -> Alignment:
    """The beads of a ladder over two documents, in source order; sentences in no bead become nulls.

    Raises `InputError`, which names the file and the bead, for a sentence that the document does not have, a sentence
    in two beads, and non-adjacent sentences in one bead.
    """
    links = [
        Link(f"bead {number}", tuple(map(str, rung.source)), tuple(map(str, rung.target)), rung.score)
        for number, rung in enumerate(rungs_of(path), start=1)
    ]
    return alignment_of_links(str(path), _counted(source), _counted(target), links)


def _counted(document: Document) -> Linked:
    return Linked(document.name, document, {str(k): k for k in range(len(document.sentences))})


def rungs_of(path: str | Path) -> tuple[Rung, ...]:
    """The beads of a ladder, in the file's order.

    Scores are read only from a ``.ladder`` like ours, without blanks and with all numbers from 0 to 1: in other
    programs' ladders the third field is a cost or a similarity.

    Raises `InputError` for a line that is not a bead, for a sentence in two beads, and if there are no beads.
    """
    from aligner.read import read_text

    text = read_text(path)
    rungs: list[Rung] = []
    places: list[str] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            rung = _rung(line.strip(), f"{path}, line {number}")
            # "[]:[]" says nothing; Vecalign's own scorer skips it too.
            if rung.source or rung.target:
                rungs.append(rung)
                places.append(f"line {number}")
    if not rungs:
        raise InputError("holds no beads", where=str(path), remedy="give a file with at least one")
    _refuse_repeated(str(path), rungs, places)
    ours = Path(path).suffix.lower() == ".ladder" and " " not in text
    if ours and all(rung.score is not None and 0 <= rung.score <= 1 for rung in rungs):
        return tuple(rungs)
    return tuple(replace(rung, score=None) for rung in rungs)


def _rung(line: str, where: str) -> Rung:
    match = _RUNG.fullmatch(line)
    try:
        score = float(match[3]) if match and match[3] else None
    except ValueError:
        match = None
    if not match:
        raise InputError(f"is not a bead: {line[:60]!r}", where=where, remedy=_REMEDY)
    source, target = (tuple(int(index) for index in (match[k] or "").split(",") if index) for k in (1, 2))
    return Rung(source, target, score)


def _refuse_repeated(path: str, rungs: Sequence[Rung], places: Sequence[str]) -> None:
    """Raise if a sentence is in two beads: a repeated bead would count twice."""
    seen: dict[tuple[str, int], str] = {}
    for rung, place in zip(rungs, places, strict=True):
        for side, indexes in (("source", rung.source), ("target", rung.target)):
            for index in indexes:
                if (side, index) in seen:
                    what = f"{side} sentence {index} is already in {seen[side, index]}"
                    raise InputError(what, where=f"{path}, {place}", remedy="put each sentence into one bead")
                seen[side, index] = place
