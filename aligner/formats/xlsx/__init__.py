"""A workbook: the table of pairs, for people who revise in a spreadsheet program; edits are read back.

::

    sheet "pairs"      id │ paragraph │ kind │ score │ source │ target │ flags │ status
    sheet "sure"       those scored 0.9 or more; protected (no password), because edits are read only from "pairs"
    sheet "about"      names and languages of both documents, signature, version
    sheet "as written" hidden: marks by which edited texts are told (see `aligner.formats.xlsx.marks`)
"""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

PAIRS, SURE, ABOUT, WRITTEN = "pairs", "sure", "about", "as written"

CORE = "docProps/core.xml"
# Written to the properties instead of the time of writing. A program that saves the workbook puts in its own.
DATE = b"1980-01-01T00:00:00Z"

_WORKBOOK = "xl/workbook.xml"
_MODIFIED = re.compile(rb"modified[^>]*>" + DATE)


def is_ours(path: Path) -> bool:
    """Whether the workbook has our three visible sheets."""
    from aligner.formats.packed import start_of_member

    workbook = start_of_member(path, _WORKBOOK)
    return all(f'name="{name}"'.encode() in workbook for name in (PAIRS, SURE, ABOUT))


def holds_human_work(path: str | Path) -> bool:
    """Whether a workbook of ours was saved since it was written, and holds anything that a person made of it."""
    from zipfile import BadZipFile

    from aligner.errors import InputError
    from aligner.formats.packed import start_of_member
    from aligner.formats.xlsx.reading import table_of

    # A file that cannot be read holds nothing that could be read back.
    with suppress(OSError, BadZipFile, NotImplementedError, RuntimeError, ValueError, InputError):
        if is_ours(Path(path)) and not _MODIFIED.search(start_of_member(Path(path), CORE)):
            table = table_of(path, None, lambda line: None)
            return bool(table.deleted) or any(row.status != "auto" for row in table.rows)
    return False
