"""A workbook: the table of pairs, for people who revise in a spreadsheet program; edits are read back.

::

    sheet "pairs"      id │ paragraph │ kind │ score │ source │ target │ flags │ status
    sheet "sure"       those scored 0.9 or more; protected (no password), because edits are read only from "pairs"
    sheet "about"      names and languages of both documents, signature, version
    sheet "as written" hidden: marks by which edited texts are told (see `aligner.formats.xlsx.marks`)
"""

from __future__ import annotations

from pathlib import Path

PAIRS, SURE, ABOUT, WRITTEN = "pairs", "sure", "about", "as written"

_WORKBOOK = "xl/workbook.xml"


def is_ours(path: Path) -> bool:
    """Whether the workbook has our three visible sheets."""
    from aligner.formats.packed import start_of_member

    workbook = start_of_member(path, _WORKBOOK)
    return all(f'name="{name}"'.encode() in workbook for name in (PAIRS, SURE, ABOUT))
