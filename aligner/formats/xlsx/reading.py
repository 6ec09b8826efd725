"""Workbook -> pairs: our workbooks, edited or not, and any workbook with columns ``source`` and ``target``.

Rows are ordered by id, however they were sorted in the sheet; a row without an id follows the row above it, and rows
with the same id keep their order. A person's edits count: changed texts and statuses, added, deleted and emptied rows.
What changed shows by the sheet "as written". A cell that cannot be understood counts as empty, and is told of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from aligner.characters import CONTROL
from aligner.errors import InputError
from aligner.formats.loaded import Witness
from aligner.formats.reading import readable
from aligner.formats.rows import PairTable, Report, Row, flags_of, kind_of
from aligner.formats.xlsx import ABOUT, PAIRS, SURE, WRITTEN
from aligner.formats.xlsx.marks import Written
from aligner.formats.xlsx.retyped import retyped
from aligner.languages.codes import read_code
from aligner.model import STATUSES
from aligner.read.office.workbook import Cells, sheets_of

_Sheets = dict[str, Iterator[tuple[int, Cells]]]

_SIDES = ("source", "target")
_MOST = 10**9  # no number in a cell of ours is as high


def table_of(path: str | Path, languages: tuple[str, str] | None, report: Report) -> PairTable:
    """The pairs, sorted by id; documents and languages as named in the sheet "about".

    Raises `InputError` that names the file, `MissingExtraError` without lxml.
    """
    with readable(path):
        data = Path(path).read_bytes()
    try:
        table = parse(data, Path(path).name)
    except InputError as error:
        raise InputError(error.what, where=str(path), remedy=error.remedy) from error
    return replace(table, languages=languages or table.languages)


def parse(data: bytes, name: str) -> PairTable:
    """The pairs in the bytes of a workbook; its documents are named `name` unless it says otherwise."""
    sheets = sheets_of(data)
    facts = {cells.get(0, ""): _text(cells.get(1, "")) for _, cells in sheets.pop(ABOUT, iter(()))}
    marks = [(cells.get(0, ""), cells.get(1, ""), cells.get(2, "")) for _, cells in sheets.pop(WRITTEN, iter(()))]
    columns, cells = _pairs(sheets)
    doubts: list[str] = []
    found = sorted(_rows(columns, cells, doubts), key=lambda each: each.order)
    if not found:
        raise InputError("holds no pairs", remedy="give a workbook with a row for each pair")
    names = tuple(facts.get(f"{side} document") or f"{name}, {side}" for side in _SIDES)
    codes = [facts.get(f"{side} language", "") for side in _SIDES]
    table = PairTable(
        tuple(each.row for each in found),
        (names[0], names[1]),
        (read_code(codes[0]), read_code(codes[1])) if all(codes) else None,
        facts.get("signature", ""),
        witness=Witness.KIND if "status" in columns else Witness.MEMORY,
        doubts=tuple(doubts),
    )
    if not marks:
        return table
    written = Written.of(marks)
    rows, deleted = written.compared([(each.id, each.row) for each in found])
    return replace(table, rows=rows, deleted=deleted, witness=Witness.STATUS, retyped=retyped(written, rows))


def _pairs(sheets: _Sheets) -> tuple[dict[str, int], Iterator[tuple[int, Cells]]]:
    """The columns by name, and the rows, of the first sheet that has pairs.

    "pairs" takes precedence over all other sheets; "sure", which repeats some pairs, is never read.
    """
    names = sorted((name for name in sheets if name != SURE), key=lambda name: name != PAIRS)
    for name in names:
        header = next(sheets[name], (0, Cells()))[1]
        columns = {cell.strip().casefold(): i for i, cell in reversed(header.items())}
        if all(side in columns for side in _SIDES):
            return columns, sheets[name]
    raise InputError("has no sheet with columns source and target", remedy="name them in the first row")


class _Found(NamedTuple):
    """A row, its id, None if it has none, and the id that it is sorted by."""

    row: Row
    id: int | None
    order: int


def _rows(columns: dict[str, int], rows: Iterable[tuple[int, Cells]], doubts: list[str]) -> Iterator[_Found]:
    order = 0
    for number, values in rows:
        cells = _Cells(f"row {number}", columns, values, doubts)
        id = cells.id()
        order = order if id is None else id
        if any(cells.text(side) for side in _SIDES):
            yield _Found(_row(cells, order, added="id" in columns and id is None), id, order)


def _row(cells: _Cells, order: int, *, added: bool) -> Row:
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
        score=cells.score(),
        flags=flags_of(cells.text("flags").replace(" ", "")),
        status=cells.status() or ("changed" if added else "auto"),
    )


class _Cells(NamedTuple):
    """The cells of a row by column name; what is not understood in them is added to `doubts`."""

    place: str
    columns: dict[str, int]
    values: Cells
    doubts: list[str]

    def text(self, column: str) -> str:
        return _text(self.values.get(self.columns.get(column, -1), ""))

    def id(self) -> int | None:
        number = self._number("id", "a whole number", float.is_integer)
        return None if number is None else int(number)

    def score(self) -> float | None:
        return self._number("score", "a number from 0 to 1", lambda number: 0 <= number <= 1)

    def status(self) -> str:
        """The status; empty if there is none."""
        text = self.text("status").strip().casefold()
        if text and text not in STATUSES:
            self._doubt("status", f"one of {', '.join(STATUSES)}")
            return ""
        return text

    def _number(self, column: str, wanted: str, fits: Callable[[float], bool]) -> float | None:
        """The number in a cell, even if stored as text; None if there is none that fits."""
        text = self.text(column).strip()
        with suppress(ValueError):
            number = float(text.replace(",", "."))
            if abs(number) < _MOST and fits(number):
                return number
        if text:
            self._doubt(column, wanted)
        return None

    def _doubt(self, column: str, wanted: str) -> None:
        found = self.text(column)
        shown = found if len(found) <= 40 else f"{found[:39]}…"
        self.doubts.append(f"{self.place}: {column} should be {wanted}, not {shown!r}")


def _text(cell: str) -> str:
    """A cell's text without control characters; empty if there are only blanks."""
    text = CONTROL.sub("", cell.replace("\r\n", "\n").replace("\r", "\n"))
    return text if text.strip() else ""
