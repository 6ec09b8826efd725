"""Workbook -> pairs: our workbooks, edited or not, and any workbook with columns ``source`` and ``target``.

Rows are ordered by id, however they were sorted in the sheet; a row without an id follows the row above it, and rows
with the same id keep their order. A person's edits count: changed texts and statuses, added rows and emptied rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from aligner.characters import CONTROL
from aligner.errors import InputError
from aligner.formats.reading import readable
from aligner.formats.rows import PairTable, Report, Row, flags_of, kind_of
from aligner.formats.xlsx import ABOUT, PAIRS, SURE
from aligner.languages.codes import read_code
from aligner.model import STATUSES
from aligner.read.office.workbook import sheets_of

_Sheets = dict[str, Iterator[tuple[int, tuple[Any, ...]]]]

# `_x005F_` is the underscore of a text that looks like an escape; the others are control characters. No other escape is
# undone: in workbooks saved by a spreadsheet program, openpyxl itself undoes `_x005F_`, and anything that still looks
# like an escape after that was text.
_ESCAPE = re.compile("_x(005[Ff]|00[01][0-9A-Fa-f]|007[Ff])_")
_SIDES = ("source", "target")
_REMEDY = "correct that cell, or write the workbook again"


def table_of(path: str | Path, languages: tuple[str, str] | None, report: Report) -> PairTable:
    """The pairs, sorted by id; documents and languages as named in the sheet "about".

    Raises `InputError` that names the file and the cell, `MissingExtraError` without openpyxl.
    """
    with readable(path):
        data = Path(path).read_bytes()
    try:
        table = parse(data, Path(path).name)
    except InputError as error:
        where = f"{path}, {error.where}" if error.where else str(path)
        raise InputError(error.what, where=where, remedy=error.remedy) from error
    return replace(table, languages=languages or table.languages)


def parse(data: bytes, name: str) -> PairTable:
    """The pairs in the bytes of a workbook; its documents are named `name` unless it says otherwise."""
    sheets = sheets_of(data)
    facts = {str(cells[0]): _text(cells[1]) for _, cells in sheets.pop(ABOUT, iter(())) if len(cells) > 1}
    rows = tuple(sorted(_pairs(sheets), key=lambda row: int(row.id)))
    if not rows:
        raise InputError("holds no pairs", remedy="give a workbook with a row for each pair")
    source, target = (facts.get(f"{side} document") or f"{name}, {side}" for side in _SIDES)
    codes = [facts.get(f"{side} language", "") for side in _SIDES]
    languages = (read_code(codes[0]), read_code(codes[1])) if all(codes) else None
    return PairTable(rows, (source, target), languages, facts.get("signature", ""))


def _pairs(sheets: _Sheets) -> Iterator[Row]:
    """Each pair of the first sheet that has any; its id is the number to sort by.

    "pairs" takes precedence over all other sheets; "sure", which repeats some pairs, is never read.
    """
    names = sorted((name for name in sheets if name != SURE), key=lambda name: name != PAIRS)
    for name in names:
        header = next(sheets[name], (0, ()))[1]
        columns = {str(cell).strip().casefold(): i for i, cell in reversed(list(enumerate(header))) if cell is not None}
        if all(side in columns for side in _SIDES):
            yield from _rows(name, columns, sheets[name])
            return
    raise InputError("has no sheet with columns source and target", remedy="name them in the first row")


def _rows(sheet: str, columns: dict[str, int], rows: Iterable[tuple[int, tuple[Any, ...]]]) -> Iterator[Row]:
    order = 0
    for number, values in rows:
        cells = _Cells(f"sheet {sheet!r}, row {number}", columns, values)
        given = cells.number("id")
        if given is not None:
            if given != int(given):
                raise cells.wrong("id", "a whole number")
            order = int(given)
        if any(cells.text(side) for side in _SIDES):
            yield _row(cells, order, added="id" in columns and given is None)


def _row(cells: _Cells, order: int, *, added: bool) -> Row:
    score = cells.number("score")
    if score is not None and not 0 <= score <= 1:
        raise cells.wrong("score", "from 0 to 1")
    status = cells.text("status").strip().casefold() or ("changed" if added else "auto")
    if status not in STATUSES:
        raise cells.wrong("status", f"one of {', '.join(STATUSES)}")
    source, target = (cells.text(side) for side in _SIDES)
    numbers = kind_of(cells.text("kind")) or (1, 1)
    return Row(
        place=cells.place,
        source=source,
        target=target,
        id=str(order),
        paragraph=cells.text("paragraph") or cells.place,
        # A side may have been filled in or emptied since the kind was written.
        kind=(max(numbers[0], 1) if source else 0, max(numbers[1], 1) if target else 0),
        score=score,
        flags=flags_of(cells.text("flags").replace(" ", "")),
        status=status,
    )


class _Cells(NamedTuple):
    """The cells of a row by column name."""

    place: str
    columns: dict[str, int]
    values: Sequence[Any]

    def text(self, column: str) -> str:
        i = self.columns.get(column, len(self.values))
        return _text(self.values[i]) if i < len(self.values) else ""

    def number(self, column: str) -> float | None:
        """The number in a cell, even if stored as text; None if the cell is empty."""
        text = self.text(column).strip()
        if not text:
            return None
        try:
            number = float(text.replace(",", "."))
        except ValueError:
            raise self.wrong(column, "a number") from None
        if not -1e9 < number < 1e9:
            raise self.wrong(column, "a number that is not too large")
        return number

    def wrong(self, column: str, wanted: str) -> InputError:
        found = self.text(column)
        what = f"{column} should be {wanted}, not {found if len(found) <= 40 else found[:39] + '…'!r}"
        return InputError(what, where=self.place, remedy=_REMEDY)


def _text(value: Any) -> str:
    """A cell's text with escapes undone; empty if there are only blanks. A number typed by a person is text too."""
    if value is None:
        return ""
    text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), str(value))
    text = CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text if text.strip() else ""
