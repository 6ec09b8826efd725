r"""Tab-separated values: a header, then one bead a line.

::

    id⇥paragraph⇥kind⇥score⇥source⇥target⇥flags
    1⇥1⇥1-1⇥0.9731⇥Good morning.⇥Buenos días.⇥

UTF-8, LF, no byte order mark, no quoting: corpus tools do not unquote.

Spreadsheet programs need it otherwise: a byte order mark, or they guess the encoding; quotes, or a cell that opens
with one takes in its neighbours; an apostrophe before what they would calculate (``=1+1``) or make a date (``2-1``).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Sequence

from aligner.formats.files import Rendered, encode
from aligner.model import Alignment, Pair

HEADER = ("id", "paragraph", "kind", "score", "source", "target", "flags")
TEXTS = ("kind", "source", "target", "flags")

# The tab, and all that some tool takes for the end of a line: what str.splitlines() splits at.
SEPARATORS = re.compile("[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")

# What a spreadsheet takes for a formula, in full width too, blanks before it or not; and for a number, date or time.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")
_NUMBER = re.compile(r"\s*[\d.,][\d\s.,:/\-eE%€$£]*")

# Longest text in a cell, in UTF-16 units: the specification of Excel; the rest is cut off on opening.
_EXCEL_CELL = 32_767


def render(alignment: Alignment) -> Rendered:
    """The table of every pair, nulls included: their empty side is an empty cell."""
    return Rendered(_table(_cells(pair) for pair in alignment.pairs()))


def render_for_excel(alignment: Alignment) -> Rendered:
    """The same table as spreadsheet programs open it unharmed; a note counts cells too long for Excel."""
    rows = [
        [excel_cell(cell) if name in TEXTS else cell for name, cell in zip(HEADER, _cells(pair), strict=True)]
        for pair in alignment.pairs()
    ]
    long = sum(len(cell.encode("utf-16-le", "replace")) // 2 > _EXCEL_CELL for row in rows for cell in row)
    cells = "1 cell is" if long == 1 else f"{long:,} cells are"
    note = f"{cells} longer than the {_EXCEL_CELL:,} characters that Excel shows"
    return Rendered(codecs.BOM_UTF8 + _table(rows), (note,) if long else ())


def excel_cell(text: str) -> str:
    """The text so that a spreadsheet takes it for text: an apostrophe before, or in quotes, where it needs that.

    >>> excel_cell("=1+1"), excel_cell("2-1"), excel_cell('He said "No".')
    ("'=1+1", "'2-1", '"He said ""No""."')
    """
    if _FORMULA.match(text) or _NUMBER.fullmatch(text):
        text = f"'{text}"
    return '"' + text.replace('"', '""') + '"' if '"' in text else text


def plain_cell(text: str) -> str:
    """The text that `excel_cell` made a cell of.

    >>> plain_cell("'=1+1"), plain_cell("'2-1"), plain_cell('"He said ""No""."'), plain_cell("'Tis so.")
    ('=1+1', '2-1', 'He said "No".', "'Tis so.")
    """
    if len(text) > 1 and text[0] == text[-1] == '"':
        text = text[1:-1].replace('""', '"')
    return text[1:] if text.startswith("'") and excel_cell(text[1:]).startswith(("'", "\"'")) else text


def _table(rows: Iterable[Sequence[str]]) -> bytes:
    return encode("".join("\t".join(row) + "\n" for row in (HEADER, *rows)))


def _cells(pair: Pair) -> tuple[str, ...]:
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
