"""An untrusted ``.xlsx`` file -> rows of texts, read within limits.

Only what the cells need is read: the list of sheets, the sheets, the strings that they share, and which styles show
dates. Nothing else in the file, such as pictures, links and comments, can hide the cells, however damaged it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from aligner.errors import InputError
from aligner.read.archive import open_archive
from aligner.read.office.cell_values import Values, date_styles, days_before, rich_text
from aligner.read.office.package import Package, Relation
from aligner.read.safe_xml import MAX_MARKS, check_marks, elements, parse
from aligner.read.unpack import Meter

if TYPE_CHECKING:
    from lxml.etree import _Element

SUFFIX = ".xlsx"

# Maximum rows of a sheet that hold anything, and the number of empty rows that end it: what stands below them does not
# belong to the table above.
MAX_ROWS, MAX_EMPTY = 200_000, 10_000
_MOST_MARKS = 8 * MAX_MARKS  # of a part: a cell has five, and our own workbook of the Bible has half a million cells

_LETTERS = re.compile("[A-Z]{1,3}(?=[0-9])")

Cells = dict[int, str]  # the texts of a row by column, from 0 and in order; empty cells are left out


def sheets_of(data: bytes) -> dict[str, Iterator[tuple[int, Cells]]]:
    """For each sheet, by name, its rows with their numbers from 1; formulas give the values saved with them.

    Empty rows are skipped. Raises `InputError`, even while rows are read, and `MissingExtraError` without lxml.
    """
    package = Package(open_archive(data, SUFFIX))
    main = package.main("xl/workbook.xml")
    book = parse(package.read(main), SUFFIX)
    related = {id: each for id, each in package.related(main).items() if each.part in package}
    sheets = dict(_sheets(book, related))  # by part, so that none is read twice
    shared = {each.kind: each.part for each in related.values()}
    values = Values(_strings(package, shared), _dates(package, shared), days_before(book))
    text = Meter(len(data))  # a text stored once may be in any number of cells
    return {name: _rows(package, part, values, text) for part, name in sheets.items()}


def _sheets(book: _Element, related: Mapping[str, Relation]) -> Iterator[tuple[str, str]]:
    """The part and the name of each sheet of cells; there are sheets of charts too."""
    for sheet in book.iter("{*}sheet"):
        id = next((str(sheet.get(name)) for name in sheet.attrib if str(name).endswith("/relationships}id")), "")
        if id in related and related[id].kind == "worksheet":
            yield related[id].part, sheet.get("name", "")


def _strings(package: Package, shared: Mapping[str, str]) -> tuple[str, ...]:
    part = shared.get("sharedStrings")
    return tuple(map(rich_text, _elements(package, part, "sst", "si"))) if part else ()


def _dates(package: Package, shared: Mapping[str, str]) -> frozenset[int]:
    try:
        return date_styles(parse(package.read(shared.get("styles", "")), SUFFIX))
    except InputError:
        return frozenset()  # then dates are numbers


def _elements(package: Package, part: str, root: str, name: str) -> Iterator[_Element]:
    data = package.read(part)
    check_marks((data,), _MOST_MARKS)
    return elements(data, root, name, SUFFIX)


def _rows(package: Package, part: str, values: Values, text: Meter) -> Iterator[tuple[int, Cells]]:
    number = found = last = 0
    for row in _elements(package, part, "worksheet", "row"):
        # Some programs write no numbers; wrong ones must not bring two rows to one place.
        number = max(number + 1, _number(row.get("r", "")))
        cells = _cells(row, values)
        if not cells:
            continue
        if number - last > MAX_EMPTY:
            return
        found, last = found + 1, number
        if found > MAX_ROWS:
            raise InputError(f"has more than {MAX_ROWS:,} rows", remedy="split it, or save it as .tsv")
        text.take(sum(map(len, cells.values())))
        yield number, cells


def _cells(row: _Element, values: Values) -> Cells:
    cells: Cells = {}
    column = -1
    for cell in row:
        letters = _LETTERS.match(cell.get("r", ""))
        column = max(column + 1, _column(letters[0]) if letters else 0)
        if len(cell) and (text := values.text(cell)):
            cells[column] = text
    return cells


def _number(digits: str) -> int:
    return int(digits) if digits.isdecimal() and len(digits) < 8 else 0


@lru_cache(maxsize=1_000)
def _column(letters: str) -> int:
    """
    >>> _column("A"), _column("AB"), _column("XFD")
    (0, 27, 16383)
    """
    column = 0
    for letter in letters:
        column = 26 * column + ord(letter) - ord("A") + 1
    return column - 1
