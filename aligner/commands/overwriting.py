"""Before any work: nothing that a command reads is overwritten, and no two of its results share a file."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from aligner.errors import OutputError
from aligner.formats.report import is_report
from aligner.formats.table import is_aligned, is_folder_of_one
from aligner.streams import STANDARD_OUTPUT, STDIO

_Identity = tuple[int, int]


def refuse_to_overwrite(outputs: Iterable[str], inputs: Iterable[str | None]) -> None:
    """Raise `OutputError` for an output that is, by whatever name or link, one of the inputs, or a folder around one.

    Args:
        outputs: files and folders to write.
        inputs: files and folders to read.
    """
    given = [path for path in inputs if path]
    by_identity = {identity: path for path in given if (identity := _identity(path))}
    read = [path for path in given if path != STDIO]
    around = {folder: path for path in read for folder in map(_identity, Path(path).resolve().parents) if folder}
    for output in outputs:
        identity = None if output == STDIO else _identity(output)
        found = by_identity.get(identity) if identity else None
        if found is None and identity and is_folder_of_one(Path(output)):
            found = around.get(identity)
        if found is not None:
            what = "is one of the files to read, and would be overwritten"
            if found == STDIO:
                what = "is one of the files to read, by standard input, and would be overwritten"
            elif os.path.normpath(found) != os.path.normpath(output):
                what = f"would overwrite {found}, one of the files to read"
            raise OutputError(what, where=output, remedy="give -o another name")


def refuse_to_clash(outputs: Iterable[str]) -> None:
    """Raise `OutputError` if two results would go to one file, or both to stdout."""
    seen: set[str] = set()
    for output in outputs:
        place = output if output == STDIO else os.path.realpath(output)
        if place in seen:
            where = STANDARD_OUTPUT if output == STDIO else output
            raise OutputError("two results would go to it", where=where, remedy="give each a place of its own")
        seen.add(place)


def refuse_to_replace_alignments(outputs: Iterable[str]) -> None:
    """Raise `OutputError` if a report, a glossary or a manifest would take the place of an alignment that we wrote.

    The names are easily given: an alignment is there as a table, a page, a workbook and a ``.json``, too.
    """
    for output in outputs:
        path = Path(output)
        if output != STDIO and path.exists() and is_aligned(path) and not is_report(path):
            raise OutputError("is an alignment, and would be overwritten", where=output, remedy="give -o another name")


def _identity(path: str | Path) -> _Identity | None:
    """Device and number of what a path leads to; None if it leads nowhere, or to a device, which many may share.

    "-" stands for what stdin is redirected from.
    """
    try:
        found = os.fstat(0) if path == STDIO else Path(path).stat()
    except (OSError, ValueError):
        return None
    is_one = stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)
    return (found.st_dev, found.st_ino) if is_one else None
