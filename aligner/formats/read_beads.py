"""Beads out of the files that hold them, ours and other programs'; indexes and scores, no text.

::

    .ladder .gold .txt    [0,1]:[2]  or  [0,1]:[2]:0.97, a bead a line; also [0, 1]:[2]:0.03, as Vecalign and SentAlign
    .json                 a saved alignment
    .tsv .xlf .tmx .xlsx  as we write them: the kind of each bead tells how many sentences come next
    .xces .tei            folders of links with their documents, or the links alone with these beside them
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.errors import InputError

if TYPE_CHECKING:
    from aligner.formats.load.rows import Row

_INDEXES = r"\[\s*(\d{1,9}(?:\s*,\s*\d{1,9})*)?\s*\]"
_RUNG = re.compile(rf"{_INDEXES}\s*:\s*{_INDEXES}(?:\s*:\s*(\S+))?", re.ASCII)
_LADDER_REMEDY = "a ladder has lines such as [0,1]:[2] or [0,1]:[2]:0.97"


@dataclass(frozen=True, slots=True)
class Rung:
    """A bead of any program: its sentences need not follow each other.

    Attributes:
        source, target: sentence indexes, from 0.
        score: probability that the bead is right; None where the file has none.
    """

    source: tuple[int, ...]
    target: tuple[int, ...]
    score: float | None = None


@dataclass(frozen=True, slots=True)
class BeadFile:
    """The beads of one file.

    Attributes:
        path: the file.
        beads: in the file's order.
        complete: whether nulls stand in it too, so that its last indexes tell how many sentences there are.
    """

    path: str
    beads: tuple[Rung, ...]
    complete: bool


def read_beads(path: str | Path) -> BeadFile:
    """The beads of a file, by its suffix (none: a ladder).

    Scores are those of our own formats only; of ladders, those of a .ladder without blanks whose numbers all lie
    within 0 to 1. The third field of other programs is a cost or a similarity.

    Raises `InputError` for what is no such file, holds no bead, or has a sentence in two beads.
    """
    suffix = Path(path).suffix.lower()
    if suffix not in BEAD_READERS:
        # A folder or a missing file gets the complaint that it deserves from the reader.
        if Path(path).is_file():
            known = ", ".join(name for name in BEAD_READERS if name)
            raise InputError("holds no beads that can be read", where=str(path), remedy=f"give one of {known}")
        suffix = ""
    beads = BEAD_READERS[suffix](str(path))
    if not beads:
        raise InputError("holds no beads", where=str(path), remedy="give a file with at least one")
    complete = suffix in _COMPLETE or any(not bead.source or not bead.target for bead in beads)
    return BeadFile(str(path), beads, complete)


def _from_ladder(path: str) -> tuple[Rung, ...]:
    from aligner.read import read_text

    text = read_text(path)
    beads: list[Rung] = []
    places: list[str] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            bead = _rung(line.strip(), f"{path}, line {number}")
            # "[]:[]" says nothing; Vecalign's own scorer skips it too.
            if bead.source or bead.target:
                beads.append(bead)
                places.append(f"line {number}")
    _refuse_repeated(path, beads, places)
    ours = Path(path).suffix.lower() == ".ladder" and " " not in text
    if ours and all(bead.score is not None and 0 <= bead.score <= 1 for bead in beads):
        return tuple(beads)
    return tuple(replace(bead, score=None) for bead in beads)


def _rung(line: str, where: str) -> Rung:
    match = _RUNG.fullmatch(line)
    try:
        score = float(match[3]) if match and match[3] else None
    except ValueError:
        match = None
    if not match:
        raise InputError(f"is no bead: {line[:60]!r}", where=where, remedy=_LADDER_REMEDY)
    source, target = (tuple(int(index) for index in (match[k] or "").split(",") if index) for k in (1, 2))
    return Rung(source, target, score)


def _refuse_repeated(path: str, beads: Sequence[Rung], places: Sequence[str]) -> None:
    """Raise unless each sentence stands in one bead: a bead named twice would count twice."""
    seen: dict[tuple[str, int], str] = {}
    for bead, place in zip(beads, places, strict=True):
        for side, indexes in (("source", bead.source), ("target", bead.target)):
            for index in indexes:
                if (side, index) in seen:
                    what = f"{side} sentence {index} stands already in {seen[side, index]}"
                    raise InputError(what, where=f"{path}, {place}", remedy="put each sentence into one bead")
                seen[side, index] = place


def _loaded(path: str) -> tuple[Rung, ...]:
    from aligner.formats.load import load

    return tuple(Rung(tuple(bead.source), tuple(bead.target), bead.score) for bead in load(path).beads)


def _from_tsv(path: str) -> tuple[Rung, ...]:
    from aligner.formats.load.tsv import rows_of

    return _in_order(path, list(rows_of(path)))


def _from_tmx(path: str) -> tuple[Rung, ...]:
    from aligner.formats.load.tmx import rows_of

    return _in_order(path, rows_of(path))


def _from_xliff(path: str) -> tuple[Rung, ...]:
    from aligner.formats.load.xliff import rows_of

    return _in_order(path, rows_of(path))


def _from_xlsx(path: str) -> tuple[Rung, ...]:
    from aligner.formats.load.xlsx import rows_of

    return _in_order(path, rows_of(path))


def _in_order(path: str, rows: Sequence[Row]) -> tuple[Rung, ...]:
    """The beads of a file of texts: how many sentences stand in each tells which they are."""
    beads: list[Rung] = []
    i = j = 0
    for number, row in enumerate(rows, start=1):
        _check_place(row, number, f"{path}, {row.place}")
        a, b = row.kind or (0, 0)
        beads.append(Rung(tuple(range(i, i + a)), tuple(range(j, j + b)), row.score))
        i, j = i + a, j + b
    return tuple(beads)


def _check_place(row: Row, number: int, where: str) -> None:
    """Raise unless the row is the bead of that number, its sentences follow those before, and it says how many."""
    if row.id != str(number):
        what = f"id {number} should stand here, not {row.id[:20]}: beads are left out, so no sentence is known"
        raise InputError(what, where=where, remedy="evaluate the .json, or a .tsv written without --min-score")
    if "moved" in row.flags:
        what = "this bead is flagged moved, and it is not told from where"
        raise InputError(what, where=where, remedy="evaluate the .json or .ladder of this alignment")
    if row.kind is None:
        what = "it is not told how many sentences stand here"
        raise InputError(what, where=where, remedy="evaluate a .json or .ladder of these sentences")


# By suffix. The order is that in which a folder is searched: its documents are the files of the first suffix it has.
BEAD_READERS: dict[str, Callable[[str], tuple[Rung, ...]]] = {
    ".gold": _from_ladder,
    ".ladder": _from_ladder,
    ".json": _loaded,
    ".tsv": _from_tsv,
    ".xlsx": _from_xlsx,
    ".xlf": _from_xliff,
    ".xliff": _from_xliff,
    ".tmx": _from_tmx,
    ".xces": _loaded,
    ".tei": _loaded,
    ".txt": _from_ladder,
    "": _from_ladder,
}

# Folders that are one document.
LINK_FOLDERS = (".xces", ".tei")

# Formats that hold every bead of an alignment, also one without nulls.
_COMPLETE = (".json", ".tsv", ".xlsx", ".xlf", ".xliff", ".tmx", *LINK_FOLDERS)
