"""An untrusted ``.xlsx`` file -> rows of values, read within limits."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import redirect_stdout
from typing import Any

from aligner.errors import InputError, MissingExtraError
from aligner.read.archive import open_archive
from aligner.read.safe_xml import MAX_MARKS, check_marks
from aligner.read.unpack import Meter

# Maximum rows and columns of a sheet, and the number of empty rows that end it: programs save up to a million rows that
# were once touched. openpyxl reads about 20,000 rows of two cells in a second.
MAX_ROWS, MAX_COLUMNS, MAX_EMPTY = 200_000, 50, 10_000
_MOST_MARKS = 8 * MAX_MARKS  # a cell has five, and our own workbook of the Bible has half a million cells


def sheets_of(data: bytes) -> dict[str, Iterator[tuple[int, tuple[Any, ...]]]]:
    """For each sheet, by name, its rows with their numbers from 1; formulas give the values saved with them.

    Empty rows are skipped. Raises `InputError`, even while rows are read, and `MissingExtraError` without openpyxl.
    """
    archive = open_archive(data, ".xlsx")
    for name in archive.names:  # all of them, because the library unpacks what it likes
        if b"<!DOCTYPE" in archive.read(name).replace(b"\0", b"") and not name.endswith(".svg"):
            raise InputError("declares XML entities, which no workbook does", remedy="do not trust it")
    check_marks((archive.read(name) for name in archive.names if name.endswith(".xml")), _MOST_MARKS)
    try:
        import openpyxl
    except ImportError:
        raise MissingExtraError("reading .xlsx needs openpyxl", remedy="pip install 'aligner[documents]'") from None
    try:
        with redirect_stdout(io.StringIO()):  # there openpyxl prints what it finds wrong with styles
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except Exception as error:  # openpyxl lets errors of any kind through if a file is damaged
        raise _damaged(error) from error
    text = Meter(len(data))  # a text stored once may be in any number of cells
    return {sheet.title: _rows(sheet, text) for sheet in book.worksheets}


def _rows(sheet: Any, text: Meter) -> Iterator[tuple[int, tuple[Any, ...]]]:
    empty = 0
    try:
        sheet.reset_dimensions()  # some programs write wrong ones
        for number, values in enumerate(sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS), start=1):
            empty = 0 if any(value not in (None, "") for value in values) else empty + 1
            if empty > MAX_EMPTY:
                return
            if number > MAX_ROWS:
                raise InputError(f"has more than {MAX_ROWS:,} rows", remedy="split it, or save it as .tsv")
            text.take(sum(len(value) for value in values if isinstance(value, str)))
            if not empty:
                yield number, tuple(values)
    except InputError:
        raise
    except Exception as error:
        raise _damaged(error) from error


def _damaged(error: Exception) -> InputError:
    what = f"is damaged, or not an .xlsx file ({type(error).__name__})"
    return InputError(what, remedy="save it again as .xlsx, or get a whole copy")
