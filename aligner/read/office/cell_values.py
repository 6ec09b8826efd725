"""What a cell of a workbook shows: from its element to text.

::

    <c t="s"><v>3</v></c>         the shared string 3           <c t="b"><v>1</v></c>   TRUE
    <c t="inlineStr"><is>…</is>   the text in it                <c s="4"><v>45000</v>   2023-03-15, if style 4 is a date
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from aligner.errors import InputError
from aligner.read.refusals import whole_copy

if TYPE_CHECKING:
    from lxml.etree import _Element

# Office Open XML, part 1, 22.9.2.19: `_x`, four hexadecimal digits and `_` stand for one UTF-16 unit.
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")

# Office Open XML, part 1, 18.8.30: numbers of the formats of dates and times that need no definition; those from 27 to
# 36 and from 50 to 58 are the East Asian ones.
_DATES = frozenset({*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)})
# Of a format's definition these are no date: quotations, escapes, colours, conditions, and hours that have passed.
_NO_DATE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_LONGEST = 255  # characters of a definition that are looked at; Excel allows no more

_WHOLE = re.compile(r"-?\d+")
_FIRST = datetime(1899, 12, 30)  # day 0; that of old Macs is 1,462 days later
_MAC_DAYS = 1462
_NO_LEAP_DAY = 60  # Excel counts a 29 February 1900, so that the days before it are one later


@dataclass(frozen=True)
class Values:
    """What the cells of a workbook refer to.

    Attributes:
        strings: the texts that are stored once for all cells.
        dates: numbers of the styles of cells that show a date or time.
        days: what to add to the number of a day.
    """

    strings: Sequence[str] = ()
    dates: frozenset[int] = frozenset()
    days: int = 0

    def text(self, cell: _Element) -> str:
        """What a cell shows; a formula, the value saved with it. Raises `InputError` if its text is not there."""
        kind = cell.get("t")
        value = ""
        for part in cell:
            if part.tag.endswith("}v"):
                value = part.text or ""
            elif part.tag.endswith("}is"):
                return rich_text(part)
        if kind == "s":
            return self._shared(value)
        if kind == "b":
            return "FALSE" if value == "0" else "TRUE" if value else ""
        if kind in ("str", "e", "d"):
            return unescaped(value)
        style = cell.get("s", "")
        if self.dates and style.isdecimal() and int(style) in self.dates:
            return self._date(value)
        return number(value)

    def _shared(self, value: str) -> str:
        if not value.strip():
            return ""
        try:
            return self.strings[int(value)]
        except (ValueError, IndexError):
            what = "is damaged: a cell shows a text that is not among the workbook's shared strings"
            raise InputError(what, remedy=whole_copy(".xlsx")) from None

    def _date(self, value: str) -> str:
        try:
            days = float(value)
            if 0 <= days < 1:
                return f"{_FIRST + timedelta(seconds=round(days * 86_400)):%H:%M:%S}"
            days += self.days
            shown = _FIRST + timedelta(days=days < _NO_LEAP_DAY, seconds=round(days * 86_400))
        except (ValueError, OverflowError):
            return number(value)
        return shown.isoformat(" ") if shown.time() != _FIRST.time() else shown.date().isoformat()


def number(value: str) -> str:
    """A number with the digits that spreadsheets keep; anything else as it is.

    >>> number("42"), number("0.30000000000000004"), number("1.5E3")
    ('42', '0.3', '1500')
    """
    if _WHOLE.fullmatch(value):
        return value
    try:
        return f"{float(value):.15g}"
    except ValueError:
        return value


def rich_text(element: _Element) -> str:
    """A text in runs, without the readings of ideographs."""
    texts = []
    for part in element:
        if part.tag.endswith("}t"):
            texts.append(part.text or "")
        elif part.tag.endswith("}r"):
            texts += [run.text or "" for run in part if run.tag.endswith("}t")]
    return unescaped("".join(texts))


def unescaped(text: str) -> str:
    r"""The text that a cell's XML stands for.

    >>> unescaped("one_x000D_\ntwo_x005F_x0041_")
    'one\r\ntwo_x0041_'
    """
    if "_x" not in text:
        return text
    text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def date_styles(styles: _Element) -> frozenset[int]:
    """The numbers of a workbook's styles of cells that show a date or time."""
    formats = {each.get("numFmtId", ""): each.get("formatCode", "") for each in styles.iter("{*}numFmt")}
    dates = {number for number, code in formats.items() if _shows_date(code)}
    dates |= {str(number) for number in _DATES} - formats.keys()
    cells = next(styles.iter("{*}cellXfs"), ())
    return frozenset(i for i, style in enumerate(cells) if style.get("numFmtId") in dates)


def days_before(book: _Element) -> int:
    """What to add to the numbers of days in a workbook, which old Macs counted from 1904."""
    properties = next(book.iter("{*}workbookPr"), None)
    return _MAC_DAYS if properties is not None and properties.get("date1904") in ("1", "true") else 0


def _shows_date(code: str) -> bool:
    return re.search("[dmyhs]", _NO_DATE.sub("", code[:_LONGEST].partition(";")[0].lower())) is not None
