"""Beads for evaluation, from any format that says which sentences belong together: indexes and scores, no text.

A file of texts qualifies if it holds every bead in order: the kind of each bead says how many sentences it takes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from aligner.errors import InputError
from aligner.formats import load
from aligner.formats.ladder import Rung, rungs_of
from aligner.formats.rows import Row
from aligner.formats.table import FORMATS, Format, format_of

# Files with these suffixes are taken for ladders too.
_LADDER_TOO = (".txt", "")


@dataclass(frozen=True, slots=True)
class BeadFile:
    """The beads of one file.

    Attributes:
        path: the file.
        beads: in the file's order.
        complete: whether it includes nulls, so that its last indexes show how many sentences there are.
    """

    path: str
    beads: tuple[Rung, ...]
    complete: bool


def bead_suffixes() -> tuple[str, ...]:
    """Every suffix that beads can be read from, starting with the formats that state the beads most directly.

    Ladders, the usual form of gold standards; lossless formats; files of texts, those with nulls first; links.

    >>> bead_suffixes()[:4], bead_suffixes()[-1]
    (('.gold', '.ladder', '.json', '.tsv'), '.txt')
    """
    found = sorted(filter(_has_beads, FORMATS), key=_directness)
    return (*(suffix for format in found for suffix in format.suffixes), ".txt")


def _has_beads(format: Format) -> bool:
    return bool(format.rungs) or format.holds_texts


def _directness(format: Format) -> tuple[bool, ...]:
    return (not format.rungs, not format.lossless, not format.table, "nulls" not in format.keeps)


def read_beads(path: str | Path) -> BeadFile:
    """The beads of a file, read by its suffix (without a suffix, as a ladder).

    Raises `InputError` for a file that is of another kind, holds no bead, or has a sentence in two beads.
    """
    format = format_of(path)
    if format is None or not _has_beads(format):
        # For a folder or a missing file, the reader's own error says more.
        if Path(path).is_file() and Path(path).suffix.lower() not in _LADDER_TOO:
            remedy = f"give one of {', '.join(bead_suffixes())}"
            raise InputError("holds no beads that can be read", where=str(path), remedy=remedy)
        return _ladder(path, rungs_of(path))
    if format.rungs:
        return _ladder(path, format.rungs(path))
    if format.table:
        rows = format.table(path, None, lambda line: None).rows
        return BeadFile(str(path), _in_order(str(path), rows), complete=True)
    beads = tuple(Rung(tuple(bead.source), tuple(bead.target), bead.score) for bead in load(path).beads)
    if not beads:
        raise InputError("holds no beads", where=str(path), remedy="give a file with at least one")
    return BeadFile(str(path), beads, complete=True)


def _ladder(path: str | Path, beads: tuple[Rung, ...]) -> BeadFile:
    return BeadFile(str(path), beads, complete=any(not bead.source or not bead.target for bead in beads))


def _in_order(path: str, rows: Sequence[Row]) -> tuple[Rung, ...]:
    """The beads of a file of texts; sentence indexes follow from the number of sentences in each row."""
    beads: list[Rung] = []
    i = j = 0
    for number, row in enumerate(rows, start=1):
        _check_place(row, number, f"{path}, {row.place}")
        a, b = row.kind or (0, 0)
        beads.append(Rung(tuple(range(i, i + a)), tuple(range(j, j + b)), row.score))
        i, j = i + a, j + b
    return tuple(beads)


def _check_place(row: Row, number: int, where: str) -> None:
    """Raise unless the row is the bead with that number, continues from the row before, and says how many sentences."""
    if row.id != str(number):
        what = f"id {number} was expected here, not {row.id[:20]}: with beads left out, sentences cannot be numbered"
        raise InputError(what, where=where, remedy="evaluate the .json, or a .tsv written without --min-score")
    if "moved" in row.flags:
        what = "this bead is flagged moved, and the file does not say from where"
        raise InputError(what, where=where, remedy="evaluate the .json or .ladder of this alignment")
    if row.kind is None:
        what = "the file does not say how many sentences are here"
        raise InputError(what, where=where, remedy="evaluate a .json or .ladder of these sentences")
