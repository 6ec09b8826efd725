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

from aligner.errors import AlignerError

PAIRS, SURE, ABOUT, WRITTEN = "pairs", "sure", "about", "as written"

CORE = "docProps/core.xml"
# Written to the properties instead of the time of writing: the first if no person has worked on the alignment.
# A program that saves the workbook puts in its own.
UNTOUCHED, WORKED_ON = b"1980-01-01T00:00:00Z", b"1980-01-02T00:00:00Z"

_WORKBOOK = "xl/workbook.xml"
_UNTOUCHED = re.compile(rb"modified[^>]*>" + UNTOUCHED)


def is_ours(path: Path) -> bool:
    """Whether the workbook has our three visible sheets."""
    from aligner.formats.packed import start_of_member

    workbook = start_of_member(path, _WORKBOOK)
    return all(f'name="{name}"'.encode() in workbook for name in (PAIRS, SURE, ABOUT))


def is_untouched(path: str | Path) -> bool:
    """Whether no program has saved the workbook since this one wrote it."""
    from aligner.formats.packed import start_of_member

    return bool(_UNTOUCHED.search(start_of_member(Path(path), CORE)))


def holds_human_work(path: str | Path) -> bool:
    """Whether a workbook of ours holds what a person confirmed, changed or deleted, or may hold it."""
    from zipfile import BadZipFile

    from aligner.formats.loaded import Witness
    from aligner.formats.xlsx.reading import table_of

    # What is no workbook holds nothing that could be read back.
    with suppress(OSError, BadZipFile, NotImplementedError, RuntimeError, ValueError):
        if not is_ours(Path(path)) or is_untouched(path):
            return False
        try:
            table = table_of(path, None, lambda line: None)
        except AlignerError:  # somebody has saved it, and the program does not know what was done
            return True
        worked_on = bool(table.deleted) or any(row.status != "auto" for row in table.rows)
        return worked_on or table.witness is not Witness.STATUS  # without its marks nobody can tell
    return False
