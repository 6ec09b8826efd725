"""Our table -> Alignment: every row a bead, nulls too, in the order of the rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from aligner.errors import InputError
from aligner.formats.load.rows import Row, alignment_of, flags_of, kind_of
from aligner.formats.tsv import HEADER, TEXTS, plain_cell
from aligner.model import Alignment

_REMEDY = "write the .tsv anew"
# What a table says of beads where the alignment has no paragraph beads.
_NO_PARAGRAPH = "0"


def load(path: str | Path, languages: tuple[str, str] | None, report: Callable[[str], None]) -> Alignment:
    """Read a table back; its documents are called after the file and the columns.

    Args:
        languages: None: identified from the texts.
        report: nothing to say of a table.

    Raises `InputError` that names the file and the line.
    """
    rows = list(rows_of(str(path)))
    if not rows:
        raise InputError("holds no beads", where=str(path), remedy="give a .tsv with at least one row")
    name = Path(path).name
    found = alignment_of(rows, (f"{name}, source", f"{name}, target"), languages)
    return replace(found, paragraph_beads=()) if all(row.paragraph == _NO_PARAGRAPH for row in rows) else found


def rows_of(path: str) -> Iterator[Row]:
    """The rows of a table with the header of ours; raises `InputError` at the first that cannot be one."""
    from aligner.read import read_text

    header, *lines = read_text(path).split("\n")
    if tuple(header.split("\t")) != HEADER:
        what = f"its first line is not {' '.join(HEADER)} with tabs between"
        remedy = "give a .tsv that 'aligner align' wrote; other tables of pairs are for 'aligner align' itself"
        raise InputError(what, where=path, remedy=remedy)
    for number, line in enumerate(lines, start=2):
        if line:
            yield _row(line, path, f"line {number}")


def _row(line: str, path: str, place: str) -> Row:
    cells = dict.fromkeys(HEADER, "") | dict(zip(HEADER, line.split("\t"), strict=False))
    if cells["kind"].startswith("'"):  # one made for spreadsheets, where "1-1" would become a date
        cells |= {name: plain_cell(cells[name]) for name in TEXTS}
    kind = kind_of(cells["kind"])
    if kind is None:
        what = f"kind is {cells['kind'][:20]!r}, not one such as 2-1"
        raise InputError(what, where=f"{path}, {place}", remedy=_REMEDY)
    try:
        score = float(cells["score"])
    except ValueError:
        score = -1.0
    if not 0 <= score <= 1:
        what = f"score is {cells['score'][:20]!r}, not a number from 0 to 1"
        raise InputError(what, where=f"{path}, {place}", remedy=_REMEDY)
    return Row(
        place=place,
        source=cells["source"],
        target=cells["target"],
        id=cells["id"],
        paragraph=cells["paragraph"],
        kind=kind,
        score=score,
        flags=flags_of(cells["flags"]),
    )
