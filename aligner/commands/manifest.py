"""A manifest: the documents that belong together, one pair a row, as `aligner match` writes it and `batch` reads it.

::

    id    source      target       source_language  target_language  score   note
    day   en/day.md   es/dia.docx  en               es               0.9971

A path that was given relative to the working folder is relative to the folder of the manifest, so that both can be
moved together; on stdout it is as it was given.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

from aligner.errors import OutputError
from aligner.formats.files import encode, write_atomically
from aligner.formats.listings import MANIFEST
from aligner.streams import STDIO, write_stdout


@dataclass(frozen=True)
class Row:
    """Two documents that belong together.

    Attributes:
        id: the name of the document, which no other row has.
        source, target: the paths of its files.
        source_language, target_language: their codes.
        score: the probability that they belong together.
        note: why that is doubtful; empty where it is sure.
    """

    id: str
    source: str
    target: str
    source_language: str
    target_language: str
    score: float
    note: str = ""


def write_manifest(rows: Sequence[Row], output: str) -> None:
    """Write the rows to a file, in the format of its suffix, or to stdout as TSV; raises `OutputError`."""
    if output == STDIO:
        write_stdout(_tsv(rows))
        return
    path = Path(output)
    rows = [_beside(row, path.parent) for row in rows]
    write_atomically(path, MANIFESTS[path.suffix.lower()](rows))


def _beside(row: Row, folder: Path) -> Row:
    return replace(row, source=_from(row.source, folder), target=_from(row.target, folder))


def _from(path: str, folder: Path) -> str:
    return path if Path(path).is_absolute() else os.path.relpath(path, folder)


def _values(row: Row) -> dict[str, str | float]:
    return {field.name: getattr(row, field.name) for field in fields(row)}


def _tsv(rows: Sequence[Row]) -> bytes:
    """A header, and the rows without quotes, as in the TSV of alignments."""
    lines = ["\t".join(MANIFEST)]
    for row in rows:
        cells = [f"{value:.4f}" if isinstance(value, float) else value for value in _values(row).values()]
        if any(mark in cell for cell in cells for mark in "\t\r\n"):
            what = "its name holds a tab or a line end, which a table cannot hold"
            raise OutputError(what, where=row.source, remedy="write a .jsonl, or rename the file")
        lines.append("\t".join(cells))
    return encode("".join(f"{line}\n" for line in lines))


def _jsonl(rows: Sequence[Row]) -> bytes:
    """An object a line."""
    values = ({**_values(row), "score": round(row.score, 4)} for row in rows)
    return encode("".join(f"{json.dumps(each, ensure_ascii=False)}\n" for each in values))


# The formats of manifests, by suffix.
MANIFESTS: dict[str, Callable[[Sequence[Row]], bytes]] = {".tsv": _tsv, ".jsonl": _jsonl}
