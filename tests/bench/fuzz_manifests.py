"""Manifests of `aligner batch` in each of their formats: every row becomes a task, whatever it says."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pyarrow
from pyarrow import parquet

from aligner.batch.manifest import Manifest

_ROWS = (
    {"id": "day", "source": "en/day.txt", "target": "es/day.txt", "source_language": "en", "target_language": "es"},
    {"id": "both", "source": "both.txt", "languages": "en,es", "note": "x"},
    {"id": "text", "source": "", "source_text": "The sea.\nNobody came.", "target_text": "El mar.\nNo vino nadie."},
)
_COLUMNS = tuple(dict.fromkeys(name for row in _ROWS for name in row))


def manifests(suffix: str) -> tuple[bytes, ...]:
    """A manifest of a few rows, and one with a single column."""
    if suffix == ".jsonl":
        return tuple(
            "".join(f"{json.dumps(row)}\n" for row in rows).encode() for rows in (_ROWS, [{"source": "a.txt"}])
        )
    cells = [{name: row.get(name, "") for name in _COLUMNS} for row in _ROWS]
    if suffix == ".parquet":
        return tuple(_parquet(rows) for rows in (cells, [{"source": "a.txt"}] * 3))
    lines = [_COLUMNS, *(tuple(cell.replace("\n", " ") for cell in row.values()) for row in cells)]
    return "".join("\t".join(line) + "\n" for line in lines).encode(), b"source\na.txt\nb.txt\n"


def _parquet(rows: list[dict[str, str]]) -> bytes:
    out = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(rows), out)
    return out.getvalue()


def read_manifest(suffix: str, data: bytes, folder: Path) -> None:
    """Read all rows, and the digest that tells one manifest from another."""
    path = folder / f"manifest{suffix}"
    path.write_bytes(data)
    manifest = Manifest(path)
    for task in manifest.tasks():
        str(task.problem).encode("utf-8", "surrogatepass")
    manifest.digest()
