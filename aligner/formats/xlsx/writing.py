r"""Alignment -> workbook.

Text never becomes a formula, a link or an error value. Characters that XML forbids are dropped; line ends stay in their
cell; and ``_x0041_``, which spreadsheets read as ``A``, is escaped.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from typing import Any
from unicodedata import east_asian_width

from aligner.formats.files import Rendered
from aligner.formats.packed import packed
from aligner.formats.xlsx import ABOUT, CORE, PAIRS, SURE, UNTOUCHED, WORKED_ON, WRITTEN
from aligner.formats.xlsx.marks import marks_of
from aligner.formats.xml import legal
from aligner.model import STATUSES, Alignment, Document, Pair
from aligner.signals import held

# Each column's name and width, in characters.
COLUMNS = {
    "id": 7,
    "paragraph": 11,
    "kind": 7,
    "score": 8,
    "source": 64,
    "target": 64,
    "flags": 18,
    "status": 11,
}
_CENTERED = ("id", "paragraph", "kind", "score")

# The lowest score of a pair on the sheet "sure".
SURE_SCORE = 0.9

# Maximum length of a cell's text in UTF-16 units, by Excel's specification; Excel calls files that exceed it damaged.
CELL_LIMIT = 32_767
_CUT = " […]"

_LAST_ROW = 1_048_576  # of any sheet

# Height of a line, and the most that a row can have, in points; both are Excel's.
_LINE, _HIGHEST = 15, 409

# Line ends other than LF, the only one that breaks a line in a cell.
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Office Open XML, part 1, 22.9.2.19: `_x`, four hexadecimal digits and `_` stand for one UTF-16 unit. LibreOffice also
# accepts fewer digits.
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{1,4}_)")
# Signs that a program would turn into a formula, or swallow, as soon as a person edits the cell, unless it is marked as
# text.
_SIGNS = tuple("=+-@'")

# Red, yellow and green as in Excel's own colour scale, but lighter, so that black figures stay readable.
_SCALE = ("F4B6B0", "FCEBB5", "B9DFC0")


def render(alignment: Alignment) -> Rendered:
    """The workbook; texts too long for a cell are cut, and a note counts them."""
    from openpyxl import Workbook

    pairs = list(alignment.pairs())
    data = io.BytesIO()
    with held():  # openpyxl's writers complain at length where they are interrupted
        book = Workbook(write_only=True)
        _write_pairs(book, PAIRS, pairs)
        _write_pairs(book, SURE, [pair for pair in pairs if pair.score >= SURE_SCORE])
        _write_about(book, alignment)
        _write_marks(book, alignment, pairs)
        book.save(data)
    cut = [pair.id for pair in pairs for text in (pair.source, pair.target) if _units(_plain(text)) > CELL_LIMIT]
    worked_on = any(pair.status != "auto" for pair in pairs)
    return Rendered(dated(data.getvalue(), WORKED_ON if worked_on else UNTOUCHED), _cut_note(cut))


def cell_text(text: str) -> str:
    r"""The text as written to the file: legal, with LF for line ends, within the limit, and escapes escaped.

    >>> cell_text("=1+1\r\n_x0041_\x0c")
    '=1+1\n_x005F_x0041_\n'
    """
    return _ESCAPE.sub("_x005F_", _shown(text))


def _shown(text: str) -> str:
    """The text as a person sees it in its cell."""
    text = _plain(text)
    if _units(text) > CELL_LIMIT:
        units = text.encode("utf-16-le")[: 2 * (CELL_LIMIT - len(_CUT))]
        text = units.decode("utf-16-le", "ignore") + _CUT  # drops half of a surrogate pair at the cut
    return text


def _plain(text: str) -> str:
    return legal(_LINE_ENDS.sub("\n", text))


def _units(text: str) -> int:
    """Length as spreadsheets count it: characters beyond U+FFFF count twice."""
    return len(text.encode("utf-16-le")) // 2


def _cut_note(ids: list[int]) -> tuple[str, ...]:
    if not ids:
        return ()
    cells = "1 text" if len(ids) == 1 else f"{len(ids):,} texts"
    first = f"bead {ids[0]}" if len(set(ids)) == 1 else f"first in bead {ids[0]}"
    return (f"{cells} cut to the {CELL_LIMIT:,} characters that a cell can hold ({first})",)


def _write_pairs(book: Any, name: str, pairs: Sequence[Pair]) -> None:
    sheet = _sheet(book, name, COLUMNS)
    _keep_header_in_view(sheet)
    cells = _Cells(sheet)
    sheet.append([cells.head(column) for column in COLUMNS])
    for number, pair in enumerate(pairs, start=2):
        # Not openpyxl's own record of a row: that fixes the height, so that the row would not grow with an edited text.
        sheet.row_dimensions[number] = {"ht": _height(pair)}
        sheet.append(list(_row(cells, pair)))
    _add_table_tools(sheet, len(pairs) + 1)
    if name == SURE:
        # Everything is allowed except edits, which would be lost.
        sheet.protection.sheet = True
        for allowed in ("autoFilter", "formatCells", "formatColumns", "formatRows"):
            setattr(sheet.protection, allowed, False)


def _height(pair: Pair) -> str:
    """The height of a row that shows both texts whole, in points: some programs do not fit rows to their texts."""
    lines = max(_lines(pair.source, COLUMNS["source"]), _lines(pair.target, COLUMNS["target"]))
    return str(min(lines * _LINE, _HIGHEST))


def _lines(text: str, width: int) -> int:
    """How many lines the text takes in a column. Full-width characters count twice."""
    return sum(max(1, -(-_columns(line) // width)) for line in _plain(text).split("\n"))


def _columns(line: str) -> int:
    wide = 0 if line.isascii() else sum(east_asian_width(character) in "WF" for character in line)
    return len(line) + wide


def _row(cells: _Cells, pair: Pair) -> Iterator[Any]:
    yield cells.number("id", pair.id)
    yield cells.number("paragraph", pair.paragraph)
    yield cells.text("kind", pair.kind)
    yield cells.number("score", pair.score)
    yield cells.text("source", pair.source)
    yield cells.text("target", pair.target)
    yield cells.text("flags", ",".join(pair.flags))
    yield cells.text("status", pair.status)


def _write_about(book: Any, alignment: Alignment) -> None:
    from aligner.version import __version__

    facts = {
        "source document": alignment.source.name,
        "source language": alignment.source.language,
        "target document": alignment.target.name,
        "target language": alignment.target.language,
        "signature": alignment.signature,
        "made with": f"aligner {__version__}",
    }
    sheet = _sheet(book, ABOUT, {"fact": 20, "value": 80})
    cells = _Cells(sheet)
    for fact, value in facts.items():  # all but the last are read back under these names
        sheet.append([cells.head(fact), cells.text(fact, value)])


def _write_marks(book: Any, alignment: Alignment, pairs: Sequence[Pair]) -> None:
    """Add the hidden sheet by which edits are told."""
    sheet = _sheet(book, WRITTEN, {"id": 7, "source": 64, "target": 64})
    sheet.sheet_state = "hidden"
    sheet.protection.sheet = True
    cells = _Cells(sheet)
    sheet.append([cells.head(name) for name in ("id", "source", "target")])
    for pair in pairs:
        bead = alignment.beads[pair.id - 1]
        source = marks_of(_shown(pair.source), _texts(alignment.source, bead.source), CELL_LIMIT)
        target = marks_of(_shown(pair.target), _texts(alignment.target, bead.target), CELL_LIMIT)
        sheet.append([cells.number("id", pair.id), cells.text("source", source), cells.text("target", target)])


def _texts(document: Document, sentences: range) -> list[str]:
    return [_plain(document.sentences[i].text) for i in sentences]


def _sheet(book: Any, name: str, widths: Mapping[str, int]) -> Any:
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(name)
    for number, width in enumerate(widths.values(), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    return sheet


def _keep_header_in_view(sheet: Any) -> None:
    """Keep the header in view on screen and on every printed page, and set column widths; call before adding rows."""
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _add_table_tools(sheet: Any, last: int) -> None:
    """Add filter buttons to the columns, a colour scale to the scores, and a list to choose statuses from."""
    from openpyxl.formatting import rule
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    score = get_column_letter(1 + list(COLUMNS).index("score"))
    color_scale: Any = rule.ColorScaleRule
    low, middle, high = _SCALE
    if last > 1:
        scale = color_scale("num", 0, low, "num", 0.5, middle, "num", 1, high)
        sheet.conditional_formatting.add(f"{score}2:{score}{last}", scale)
    statuses = DataValidation("list", formula1=f'"{",".join(STATUSES)}"', allow_blank=True, showErrorMessage=True)
    statuses.error = f"One of {', '.join(STATUSES)}"
    status = get_column_letter(1 + list(COLUMNS).index("status"))
    statuses.add(f"{status}2:{status}{_LAST_ROW}")  # for added rows too
    sheet.data_validations.append(statuses)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{last}"


class _Cells:
    """The cells of one sheet: one for each column, reused for every row, because setting styles is slow."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self._made: dict[tuple[str, bool], Any] = {}

    def head(self, text: str) -> Any:
        cell = self._new()
        bold = copy(cell.font)
        bold.b = True
        cell.font = bold
        if text in _CENTERED:
            cell.alignment = self._placement(text)
        return _with_text(cell, text)

    def number(self, column: str, value: float) -> Any:
        cell = self._made.get((column, False)) or self._styled(column, quoted=False)
        cell.value = value
        return cell

    def text(self, column: str, text: str) -> Any:
        text = cell_text(text)
        quoted = text.startswith(_SIGNS)
        return _with_text(self._made.get((column, quoted)) or self._styled(column, quoted), text)

    def _styled(self, column: str, quoted: bool) -> Any:
        cell = self._made[column, quoted] = self._new()
        cell.alignment = self._placement(column)
        cell.quotePrefix = quoted
        if column == "score":
            cell.number_format = "0.0000"
        return cell

    @staticmethod
    def _placement(column: str) -> Any:
        from openpyxl.styles import Alignment as Placement

        if column in _CENTERED:
            return Placement(horizontal="center", vertical="top")
        return Placement(vertical="top", wrap_text=True)

    def _new(self) -> Any:
        from openpyxl.cell import WriteOnlyCell

        return WriteOnlyCell(self._sheet)


def _with_text(cell: Any, text: str) -> Any:
    cell.value = text
    cell.data_type = "s"  # otherwise "=1+1" would be a formula and "#N/A" an error
    return cell


def dated(data: bytes, date: bytes) -> bytes:
    """The workbook with this date instead of the library's time of writing."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [(name, archive.read(name)) for name in archive.namelist()]
    dates = re.compile(rb"(?<=W3CDTF\">)[^<]*")
    return packed((name, dates.sub(date, content) if name == CORE else content) for name, content in members)
