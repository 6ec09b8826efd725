r"""Tab-separated values: a header, then one bead per line; written for corpus tools or spreadsheets, and read back.

::

    id⇥paragraph⇥kind⇥score⇥source⇥target⇥flags
    1⇥1⇥1-1⇥0.9731⇥Good morning.⇥Buenos días.⇥

UTF-8, LF, no byte order mark, no quoting: corpus tools do not unquote.

Spreadsheet programs need the variant ``tsv+excel``: a byte order mark, without which they guess the encoding; quotes
around a cell that contains a quote, which might otherwise swallow its neighbours; and an apostrophe before anything
they would calculate (``=1+1``) or turn into a date (``2-1``).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from aligner.errors import InputError
from aligner.formats.files import Rendered, encode
from aligner.formats.loaded import Witness
from aligner.formats.reading import lines_of, readable
from aligner.formats.rows import PairTable, Report, Row, flags_of, kind_of
from aligner.languages.codes import primary
from aligner.languages.columns import header_of, source_and_target
from aligner.model import Alignment, Pair

HEADER = ("id", "paragraph", "kind", "score", "source", "target", "flags")
TEXTS = ("kind", "source", "target", "flags")

# The tab, and every character that some tool takes for a line end: those at which str.splitlines() splits.
SEPARATORS = re.compile("[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")

# What a spreadsheet takes for a formula (including full-width signs), and for a number, date or time.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")
_NUMBER = re.compile(r"\s*[\d.,][\d\s.,:/\-eE%€$£]*")

# Maximum length of a cell's text in UTF-16 units, by Excel's specification; Excel cuts off the rest.
_EXCEL_CELL = 32_767

# A file with a larger share of bad lines than this is not what it seems (no tabs, wrong columns). A guess.
BAD_SHARE = 0.1

_REMEDY = "write the .tsv again"


def render(alignment: Alignment) -> Rendered:
    """The table of all pairs, including nulls, whose empty side is an empty cell."""
    return Rendered(_table(cells_of(pair) for pair in alignment.pairs()))


def render_for_excel(alignment: Alignment) -> Rendered:
    """The same table made safe for spreadsheet programs; a note counts cells too long for Excel."""
    rows = [
        [excel_cell(cell) if name in TEXTS else cell for name, cell in zip(HEADER, cells_of(pair), strict=True)]
        for pair in alignment.pairs()
    ]
    long = sum(len(cell.encode("utf-16-le", "replace")) // 2 > _EXCEL_CELL for row in rows for cell in row)
    cells = "1 cell is" if long == 1 else f"{long:,} cells are"
    note = f"{cells} longer than the {_EXCEL_CELL:,} characters that Excel shows"
    return Rendered(codecs.BOM_UTF8 + _table(rows), (note,) if long else ())


def excel_cell(text: str) -> str:
    """The text, with an apostrophe before it or in quotes if a spreadsheet would not take it for text.

    >>> excel_cell("=1+1"), excel_cell("2-1"), excel_cell('He said "No".')
    ("'=1+1", "'2-1", '"He said ""No""."')
    """
    if _FORMULA.match(text) or _NUMBER.fullmatch(text):
        text = f"'{text}"
    return '"' + text.replace('"', '""') + '"' if '"' in text else text


def plain_cell(text: str) -> str:
    """The text from which `excel_cell` made this cell.

    >>> plain_cell("'=1+1"), plain_cell("'2-1"), plain_cell('"He said ""No""."'), plain_cell("'Tis so.")
    ('=1+1', '2-1', 'He said "No".', "'Tis so.")
    """
    if len(text) > 1 and text[0] == text[-1] == '"':
        text = text[1:-1].replace('""', '"')
    return text[1:] if text.startswith("'") and excel_cell(text[1:]).startswith(("'", "\"'")) else text


def _table(rows: Iterable[Sequence[str]]) -> bytes:
    return b"".join(encode("\t".join(row) + "\n") for row in chain((HEADER,), rows))


def cells_of(pair: Pair) -> tuple[str, ...]:
    """The cells of a row, without tabs and line ends in them."""
    return (
        str(pair.id),
        str(pair.paragraph),
        pair.kind,
        f"{pair.score:.4f}",
        one_line(pair.source),
        one_line(pair.target),
        ",".join(pair.flags),
    )


def one_line(text: str) -> str:
    r"""The text with every run of tabs and line ends as one space.

    >>> one_line("one\r\ntwo\tthree")
    'one two three'
    """
    return SEPARATORS.sub(" ", text)


def table_of(path: str | Path, languages: tuple[str, str] | None, report: Report) -> PairTable:
    """The rows of a table with our header, its documents named after the file and the columns.

    A table has no statuses, so that as work to be kept all of its pairs count, edited or not.

    Raises `InputError` that names the file and the first line that cannot be a bead.
    """
    from aligner.read import read_text

    header, *lines = read_text(path).split("\n")
    if tuple(header.split("\t")) != HEADER:
        what = f"its first line is not {' '.join(HEADER)}, separated by tabs"
        remedy = "give a .tsv that 'aligner align' wrote; other tables of pairs are for 'aligner align' itself"
        raise InputError(what, where=str(path), remedy=remedy)
    rows = tuple(_row(line, str(path), f"line {number}") for number, line in enumerate(lines, start=2) if line)
    if not rows:
        raise InputError("holds no beads", where=str(path), remedy="give a .tsv with at least one row")
    name = Path(path).name
    return PairTable(rows, (f"{name}, source", f"{name}, target"), languages, unit="line", witness=Witness.FILE)


def _row(line: str, path: str, place: str) -> Row:
    cells = dict.fromkeys(HEADER, "") | dict(zip(HEADER, line.split("\t"), strict=False))
    if cells["kind"].startswith("'"):  # the variant for spreadsheets, where "1-1" would become a date
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


def is_ours(path: Path) -> bool:
    """Whether the file begins with our header."""
    with path.open("rb") as file:
        first = file.readline(1000)
    return first.removeprefix(codecs.BOM_UTF8).strip() == "\t".join(HEADER).encode()


def stream_pairs(path: Path, languages: tuple[str, str], report: Report) -> Iterator[tuple[str, str]]:
    """Source and target of each line of any table, one at a time; empty sides are left out.

    These are the columns that a header calls ``source`` and ``target`` or by language, or else the first two.
    Raises `InputError` for a table without pairs, or with too many lines that lack a column.
    """
    columns, first_bad = (0, 1), ""
    n_pairs = n_lines = n_bad = 0
    for number, line in _lines(path):
        cells = [cell.strip() for cell in line.split("\t")]
        if number == 1 and (named := source_and_target(cells, languages)):
            columns = named
        elif line.strip():
            n_lines += 1
            if len(cells) <= max(columns):
                n_bad += 1
                first_bad = first_bad or f"line {number} has {len(cells)} of at least {max(columns) + 1} columns"
            elif cells[columns[0]] and cells[columns[1]]:
                n_pairs += 1
                yield cells[columns[0]], cells[columns[1]]
    if n_bad > BAD_SHARE * n_lines:
        what = f"{first_bad}, {n_bad} lines of {n_lines} are like this"
        raise InputError(what, where=str(path), remedy="put a tab between source and target on every line")
    if not n_pairs:
        raise InputError("holds no pairs", where=str(path), remedy="give lines of source, tab, target")
    if n_bad:
        report(f"{path}: {n_bad} of {n_lines} lines skipped, {first_bad}")


def header_languages(path: str | Path) -> tuple[str, str] | None:
    """The first two languages of which a header has columns; None without one."""
    with readable(path):
        line = next((line for _, line in _lines(Path(path))), "")
    columns = header_of([cell.strip() for cell in line.split("\t")]) or ()
    codes = dict.fromkeys(primary(column.language) for column in columns if column.language and not column.is_other)
    first, second = [*codes, "", ""][:2]
    return (first, second) if second else None


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Number and text of each line, without its line end; raises `InputError` if a line is not UTF-8."""
    for number, line in enumerate(lines_of(path), start=1):
        try:
            yield number, line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
        except UnicodeDecodeError:
            where = f"{path}, line {number}"
            raise InputError("is not UTF-8", where=where, remedy="save it as UTF-8 and try again") from None
