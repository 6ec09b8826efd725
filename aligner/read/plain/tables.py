"""Tables (``.csv``, ``.tsv``, ``.xlsx``) -> rows of cells, or paragraphs if only one column is text.

A header row ("source", "English") is left out, and so are columns that it calls notes or dates and columns of numbers,
ids and codes; `LeftOutWarning` names them. If the header names two languages, or source and target as in this program's
own ``.tsv``, only these columns are used.
"""

from __future__ import annotations

import csv
import io
import re
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from aligner.errors import InputError, LeftOutWarning
from aligner.languages.columns import Column, header_of, source_and_target
from aligner.model import Block
from aligner.read.office.workbook import Cells, sheets_of
from aligner.read.texts import clean, text_of

# If several fit equally well, the first wins, because commas and bars occur in text too.
DELIMITERS = "\t;,|"

# A character is the delimiter only if at least this share of rows has the usual number of cells. A guess that allows
# for damaged rows.
MIN_REGULAR = 0.7

# A column is text if at least this share of its cells has words and, if it has MANY cells, at least MIN_DIFFERENT of
# them differ.
TEXT_SHARE, MIN_DIFFERENT, MANY = 0.3, 3, 10

# At most this many rows of one cell, such as a title, stand above a header. A guess.
MAX_ABOVE = 3

# Maximum cells from the first to the last of each row: as many in a column of text as there may be lines, twice.
MAX_CELLS = 10_000_000

# In these expressions there is one way to match any character, so that a text that almost fits is refused in time that
# grows with its length alone.
_ID = re.compile(
    r"\W*[^\W\d_]{0,5}[-_./: ]{0,2}\d[\w./:-]*(?<![./:-])\W*|https?://\S+|\S+\.\w{2,4}"
    r"|[A-Za-z]{2}(?:[-_][A-Za-z]{2})?|[\W\d_]*"
    r"|(?=[\w.]+[._]\w)\w+(?:\.\w+)*"  # keys of messages in a program: home.title, btn_save
)
_QUOTED = re.compile(r'"(?:[^"]|"")*"')

# The first line by which some programs tell Excel the delimiter.
_EXCEL_HINT = re.compile(r"\Asep=.\n", re.IGNORECASE)

Row = tuple[str, ...]


class _Placed(NamedTuple):
    place: str
    cells: Row

    def cell(self, column: int) -> str:
        return self.cells[column] if column < len(self.cells) else ""


def read_table(data: bytes, encoding: str | None = None) -> tuple[Block, ...]:
    """The rows of a table in a text file; see `blocks_of_table`."""
    return blocks_of_table(text_of(data, encoding))


def blocks_of_table(text: str) -> tuple[Block, ...]:
    """The blocks of a table with any delimiter; the `place` of each is the line on which its row begins.

    >>> [block.text for block in blocks_of_table("id,English,Spanish\\n1,\\"Yes, sir.\\",Sí.\\n2,No.,No.\\n")]
    ['Yes, sir.', 'Sí.', 'No.', 'No.']
    """
    text = _EXCEL_HINT.sub("\n", text, count=1)
    # First with quotation marks as in CSV; then without, for text in which they are unpaired.
    best: list[_Placed] = []
    for quoted in (True, False):
        readings = [_parsed(text, mark, quoted) for mark in DELIMITERS]
        regular = [rows for rows in readings if _regularity(rows) >= MIN_REGULAR]
        if regular:
            best = max(regular, key=lambda rows: (-_torn(rows), _regularity(rows)))
            break
    if not best:
        best = [_Placed(f"line {n}", (line,)) for n, line in enumerate(text.split("\n"), start=1)]
    return _blocks(best)


def read_workbook(data: bytes, encoding: str | None = None) -> tuple[Block, ...]:
    """The blocks of a workbook's first sheet that has text; formulas give the values saved with them."""
    for rows in sheets_of(data).values():
        blocks = _blocks(list(_rows(rows)))
        if any(block.text for block in blocks):
            return blocks
    return ()


def _parsed(text: str, delimiter: str, quoted: bool) -> list[_Placed]:
    """The rows that one way of reading the text gives; none if it fails."""
    # In Excel's TSV, only cells that contain quotation marks are quoted; in that of corpus tools, none are.
    rows = _quoted(text, delimiter) if quoted and delimiter != "\t" else _plain(text, delimiter)
    try:
        return [_Placed(place, tuple(map(str.strip, cells))) for place, cells in rows if any(map(str.strip, cells))]
    except csv.Error:  # a cell of 131,072 characters: after an unpaired quotation mark, all the rest is one cell
        return []


def _quoted(text: str, delimiter: str) -> Iterator[tuple[str, Sequence[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=True)
    line = 1
    for row in reader:
        yield f"line {line}", row
        line = reader.line_num + 1


def _plain(text: str, delimiter: str) -> Iterator[tuple[str, Sequence[str]]]:
    for number, line in enumerate(text.split("\n"), start=1):
        cells = line.split(delimiter)
        yield f"line {number}", [_unquoted(cell.strip()) for cell in cells] if delimiter == "\t" else cells


def _unquoted(cell: str) -> str:
    r"""
    >>> _unquoted('"He said ""No""."'), _unquoted('"No"')
    ('He said "No".', '"No"')
    """
    return cell[1:-1].replace('""', '"') if '""' in cell[1:-1] and _QUOTED.fullmatch(cell) else cell


def _regularity(rows: Sequence[_Placed]) -> float:
    """Share of rows with the most common number of cells, if that is two or more."""
    if not rows:
        return 0.0
    width, count = Counter(len(row.cells) for row in rows).most_common(1)[0]
    return count / len(rows) if width > 1 else 0.0


def _torn(rows: Sequence[_Placed]) -> int:
    """Number of cells with an unpaired quotation mark: there the delimiter was inside quotes."""
    return sum(cell.startswith('"') != cell.endswith('"') for row in rows for cell in row.cells)


def _rows(sheet: Iterator[tuple[int, Cells]]) -> Iterator[_Placed]:
    cleaned = cache(lambda text: clean(text).strip())  # a text stored once may be in many cells
    count = 0
    for number, cells in sheet:
        row = [""] * (max(cells) + 1)
        count += len(row)
        _check_cells(count)
        for column, text in cells.items():
            row[column] = cleaned(text)
        yield _Placed(f"row {number}", tuple(row))


def _blocks(rows: Sequence[_Placed]) -> tuple[Block, ...]:
    top = next((i for i, row in enumerate(rows[: MAX_ABOVE + 1]) if sum(map(bool, row.cells)) > 1), 0)
    width = max((len(row.cells) for row in rows), default=0)
    cells = tuple(rows[top].cell(i) for i in range(width))
    head = header_of(cells)
    body = rows[top + 1 :] if head else rows
    filled = _filled(body)
    texts = [i for i, column in filled.items() if _is_text(column)] or list(filled)
    columns = _chosen(cells, head, texts) if head else texts
    names = dict(enumerate(cells)) if head else {}
    left_out = [names.get(i) or str(i + 1) for i in sorted(filled.keys() - set(columns))]
    if left_out:
        warnings.warn(LeftOutWarning.of_columns(left_out), stacklevel=2)
    _check_cells(len(columns) * len(body))
    if len(columns) == 1:
        return tuple(Block(text, place=row.place) for row in body if (text := row.cell(columns[0])))
    return tuple(
        Block(row.cell(i), "cell", row.place, column=names.get(i) or str(i + 1))
        for row in body
        if any(row.cells)
        for i in columns
    )


def _check_cells(count: int) -> None:
    if count > MAX_CELLS:
        what = f"has more than {MAX_CELLS:,} cells, empty ones among them"
        raise InputError(what, remedy="split it, or keep only the columns of text")


def _filled(rows: Sequence[_Placed]) -> dict[int, list[str]]:
    """The texts of each column that has any, in the order of the columns."""
    found: dict[int, list[str]] = {}
    for row in rows:
        for i, cell in enumerate(row.cells):
            if cell:
                found.setdefault(i, []).append(cell)
    return dict(sorted(found.items()))


def _is_text(cells: Sequence[str]) -> bool:
    """Whether a column of these cells holds text."""
    worded = sum(1 for cell in cells if not _ID.fullmatch(cell))
    different = len(set(cells)) >= min(MIN_DIFFERENT, len(cells)) or len(cells) < MANY
    return worded >= TEXT_SHARE * len(cells) and different


def _chosen(cells: Row, head: Sequence[Column], texts: Sequence[int]) -> list[int]:
    """Of the columns, those that the header calls source and target or names languages of, or else text.

    Args:
        texts: the columns that hold text.
    """
    if named := source_and_target(cells):
        return list(named)
    languages = [i for i, column in enumerate(head) if column.language and not column.is_other]
    if len(languages) == 1:  # "id" and "no" are codes too
        languages += [i for i in texts if head[i].language and head[i].is_other]
    called_text = [i for i, column in enumerate(head) if i in languages or column.is_text]
    for found in (sorted(languages), called_text):
        if len(found) > 1:
            return found
    return [i for i in texts if i in languages or not head[i].is_other] or list(texts)
