"""Tables (``.csv``, ``.tsv``, ``.xlsx``) -> rows of cells, or paragraphs if only one column is text.

A header row ("source", "English") and columns of numbers, ids and codes are left out. If there are columns named source
and target, as in this program's own ``.tsv``, only these are used.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple

from aligner.languages import known, language, words
from aligner.languages.patterns import without_accents
from aligner.model import Block
from aligner.read.office.workbook import sheets_of
from aligner.read.texts import clean, text_of

# If several fit equally well, the first wins, because commas and bars occur in text too.
DELIMITERS = "\t;,|"

# A character is the delimiter only if at least this share of rows has the usual number of cells. A guess that allows
# for damaged rows.
MIN_REGULAR = 0.7

# A column is text if at least this share of its cells has words and, if it has MANY cells, at least MIN_DIFFERENT of
# them differ.
TEXT_SHARE, MIN_DIFFERENT, MANY = 0.3, 3, 10

_ID = re.compile(
    r"\W*[^\W\d_]{0,5}[-_./: ]{0,2}\d[\w./:-]*\W*|https?://\S+|\S+\.\w{2,4}|[A-Za-z]{2}(?:[-_][A-Za-z]{2})?|[\W\d_]*"
    r"|\w+(?:[._]\w+)+"  # keys of messages in a program: home.title, btn_save
)
# A language code with a script or region, as in the header of a table, folded: "en-us", "zh_hant".
_CODE = re.compile(r"^([a-z]{2,3})[-_](?:[a-z]{2}|[a-z]{4}|[0-9]{3})$")
_QUOTED = re.compile(r'"((?:[^"]|"")*"")*[^"]*"')

Row = tuple[str, ...]


class _Placed(NamedTuple):
    place: str
    cells: Row


def read_table(data: bytes, encoding: str | None = None) -> tuple[Block, ...]:
    """The rows of a table in a text file; see `blocks_of_table`."""
    return blocks_of_table(text_of(data, encoding))


def blocks_of_table(text: str) -> tuple[Block, ...]:
    """The blocks of a table with any delimiter; the `place` of each is the line on which its row begins.

    >>> [block.text for block in blocks_of_table("id,English,Spanish\\n1,\\"Yes, sir.\\",Sí.\\n2,No.,No.\\n")]
    ['Yes, sir.', 'Sí.', 'No.', 'No.']
    """
    # First with quotation marks as in CSV; then without, for text in which they are unpaired.
    best: list[_Placed] = []
    for quoted in (True, False):
        readings = [list(_parsed(text, mark, quoted)) for mark in DELIMITERS]
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
        blocks = _blocks([_Placed(f"row {number}", _texts(values)) for number, values in rows])
        if any(block.text for block in blocks):
            return blocks
    return ()


def _parsed(text: str, delimiter: str, quoted: bool) -> Iterator[_Placed]:
    """The rows that one way of reading the text gives; none if it fails."""
    # In Excel's TSV, only cells that contain quotation marks are quoted; in that of corpus tools, none are.
    is_quoted = quoted and delimiter != "\t"
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if is_quoted else csv.QUOTE_NONE
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting, skipinitialspace=is_quoted)
    line = 1
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                cells = (_unquoted(cell) if delimiter == "\t" else cell for cell in row)
                yield _Placed(f"line {line}", tuple(cell.strip() for cell in cells))
            line = reader.line_num + 1
    except csv.Error:
        return


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


def _texts(values: Sequence[object]) -> Row:
    return tuple("" if value is None else clean(str(value)).strip() for value in values)


def _blocks(rows: Sequence[_Placed]) -> tuple[Block, ...]:
    width = max((len(row.cells) for row in rows), default=0)
    rows = [_Placed(place, cells + ("",) * (width - len(cells))) for place, cells in rows]
    head = [without_accents(cell).casefold() for cell in rows[0].cells] if rows else []
    named = "source" in head and "target" in head
    body = rows[1:] if _is_head(head) else rows
    columns = [head.index("source"), head.index("target")] if named else _text_columns(body, width)
    if len(columns) > 2 and _is_head(head):
        columns = [i for i in columns if _name(head[i]) not in _names_of_others()] or columns
    kind = "cell" if len(columns) > 1 else "paragraph"
    cells = (Block(row.cells[i], kind, row.place) for row in body for i in columns if any(row.cells))
    return tuple(block for block in cells if block.text or kind == "cell")


def _is_head(cells: Sequence[str]) -> bool:
    """Whether the first row is a header, that is, most of its cells are column names."""
    filled = [cell for cell in cells if cell]
    names = sum(1 for cell in filled if _name(cell) in _names_of_texts() | _names_of_others())
    return 2 * names > len(filled)


@cache
def _names_of_texts() -> frozenset[str]:
    """Names of columns that hold text, including the names of languages."""
    languages = [name for code in known() for name in (language(code).name, language(code).own_name)]
    return frozenset(without_accents(name).casefold() for name in (*words("text_columns"), *languages))


@cache
def _names_of_others() -> frozenset[str]:
    """Names of other columns beside the texts."""
    return frozenset(without_accents(name).casefold() for name in words("other_columns"))


def _name(cell: str) -> str:
    """The name of a column, without a remark in brackets after it; of a code such as en-us, the language."""
    name = re.sub(r"\s*[(\[].*", "", cell)
    return _CODE.sub(r"\1", name)


def _text_columns(rows: Sequence[_Placed], width: int) -> list[int]:
    """Columns that hold text; all columns if none does."""
    found = []
    for i in range(width):
        filled = [row.cells[i] for row in rows if row.cells[i]]
        worded = sum(1 for cell in filled if not _ID.fullmatch(cell))
        different = len(set(filled)) >= min(MIN_DIFFERENT, len(filled)) or len(filled) < MANY
        if filled and worded >= TEXT_SHARE * len(filled) and different:
            found.append(i)
    return found or list(range(width))
