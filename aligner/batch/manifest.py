"""A manifest: from a table of pairs to tasks, one row at a time, so that it may have millions of rows.

::

    id    source      target       source_language  target_language
    day   en/day.md   es/dia.docx  en               es

Columns may stand in any order, and others are passed over. Paths are relative to the folder of the manifest. In place
of paths, ``source_text`` and ``target_text`` hold the texts themselves; ``languages`` may hold both codes (``en,es``).
Ids may be whole numbers; without a column of them, rows are numbered from 1. Without a target, the source holds both
languages. A row that cannot be used becomes a task with a `problem`, and does not end the others.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aligner.batch.addresses import is_address
from aligner.batch.task import Task
from aligner.errors import InputError, MissingExtraError
from aligner.formats.files import encode
from aligner.formats.reading import lines_of, readable
from aligner.formats.tsv import one_line

# A row's cells by column, or why it has none.
Cells = Mapping[str, object] | str

_TEXTS = ("source_text", "target_text")
_COLUMNS = ("id", "source", "target", *_TEXTS, "source_language", "target_language", "languages")
_REMEDY = "give it the columns source and target, or source_text and target_text, and id"
# Rows of a Parquet file that are held at a time; with texts in them, some megabytes.
_BATCH = 256


@dataclass(frozen=True)
class Manifest:
    """A file of rows.

    Attributes:
        path: its suffix is one of `SUFFIXES`.
    """

    path: Path

    def tasks(self) -> Iterator[Task]:
        """A task for each row; raises `InputError` if the file or its header cannot be used."""
        with readable(self.path):
            for number, cells in enumerate(_ROWS[self.path.suffix.lower()](self.path), start=1):
                yield _task(cells, number, self.path.parent)

    def digest(self) -> str:
        """Twelve hexadecimal digits that identify the content."""
        with readable(self.path), self.path.open("rb") as file:
            found = hashlib.sha256()
            while chunk := file.read(1 << 20):
                found.update(chunk)
        return found.hexdigest()[:12]


def _task(cells: Cells, number: int, folder: Path) -> Task:
    if isinstance(cells, str):
        return Task(f"row {number}", "", problem=cells)
    if type(cells.get("id")) is int:  # as data frames have them; no bool, which is an int to Python
        cells = {**cells, "id": str(cells["id"])}
    wrong = [name for name in _COLUMNS if not isinstance(cells.get(name) or "", str)]
    if wrong:
        return Task(f"row {number}", "", problem=f"its {wrong[0]} is not a text")
    row = {name: str(cells.get(name) or "") for name in _COLUMNS}
    id = _id(row["id"]) if "id" in cells else str(number)
    if not id:
        return Task(f"row {number}", "", problem="its id is empty")
    try:
        languages = _languages(row)
    except ValueError as error:
        return Task(id, "", problem=str(error))
    if row["source_text"] or row["target_text"]:
        missing = next((name for name in _TEXTS if not row[name].strip()), None)
        problem = f"its {missing} is empty" if missing else ""
        return Task(id, row["source_text"], row["target_text"], are_texts=True, languages=languages, problem=problem)
    if not row["source"]:
        return Task(id, "", problem="it names no source")
    if "\0" in row["source"] + row["target"]:
        return Task(id, "", problem="no file can have such a name")
    target = _path(row["target"], folder) if row["target"] else None
    return Task(id, _path(row["source"], folder), target, languages=languages)


def _id(cell: str) -> str:
    """The id in a cell, as a row of a table can hold it: one line, and nothing that UTF-8 cannot hold."""
    return encode(one_line(cell)).decode().strip()


def _path(cell: str, folder: Path) -> str:
    return cell if is_address(cell) else str(folder / cell)


def _languages(row: Mapping[str, str]) -> tuple[str, str] | None:
    """The codes of source and target; None if the row has none. Raises `ValueError` for one code alone."""
    codes = [row["source_language"].strip(), row["target_language"].strip()]
    if not any(codes) and row["languages"].strip():
        codes = [code.strip() for code in row["languages"].split(",")]
    if not any(codes):
        return None
    if len(codes) != 2 or not all(codes):
        raise ValueError("it does not name two languages")
    return codes[0], codes[1]


def _tsv_rows(path: Path) -> Iterator[Cells]:
    header: list[str] = []
    for number, line in enumerate(lines_of(path), start=1):
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
        except UnicodeDecodeError:
            if not header:
                raise InputError("its header is not UTF-8", where=str(path), remedy="save it as UTF-8") from None
            yield f"line {number} is not UTF-8"
            continue
        cells = text.split("\t")
        if not header:
            header = [cell.strip() for cell in cells]
            _check_columns(header, path)
        elif len(cells) > len(header):
            yield f"line {number} has {len(cells)} cells, and the header {len(header)}"
        elif text.strip():
            yield dict(zip(header, [*cells, *[""] * (len(header) - len(cells))], strict=True))


def _jsonl_rows(path: Path) -> Iterator[Cells]:
    checked = False
    for number, line in enumerate(lines_of(path), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8"))
        except (ValueError, RecursionError):
            yield f"line {number} is not JSON in UTF-8"
            continue
        if not isinstance(row, dict):
            yield f"line {number} is not an object"
            continue
        if not checked:
            _check_columns(row, path)
            checked = True
        yield row


def _parquet_rows(path: Path) -> Iterator[Cells]:
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError:
        raise MissingExtraError("reading .parquet needs pyarrow", remedy="pip install 'aligner[parquet]'") from None
    try:
        with parquet.ParquetFile(path) as file:
            names = file.schema_arrow.names
            _check_columns(names, path)
            columns = [name for name in names if name in _COLUMNS]
            for batch in file.iter_batches(batch_size=_BATCH, columns=columns):
                rows: list[dict[str, Any]] = batch.to_pylist()
                yield from rows
    except (pyarrow.ArrowException, UnicodeDecodeError, OSError) as error:
        if getattr(error, "errno", None):  # the system's reason, not the library's
            raise
        raise InputError("is a damaged .parquet file", where=str(path), remedy="write it again") from error


def _check_columns(names: Collection[str], path: Path) -> None:
    """Raise `InputError` if no row can name its texts, or has two of what it should have one of."""
    twice = next((name for name in _COLUMNS if list(names).count(name) > 1), None)
    if twice:
        raise InputError(f"has two columns {twice!r}", where=str(path), remedy="give each a name of its own")
    if "source" not in names and not all(name in names for name in _TEXTS):
        found = ", ".join(map(repr, list(names)[:8])) or "none"
        raise InputError(f"names no texts: its columns are {found}", where=str(path), remedy=_REMEDY)


_ROWS: dict[str, Callable[[Path], Iterator[Cells]]] = {
    ".tsv": _tsv_rows,
    ".jsonl": _jsonl_rows,
    ".parquet": _parquet_rows,
}
SUFFIXES = tuple(_ROWS)
