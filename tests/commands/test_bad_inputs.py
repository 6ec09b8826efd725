"""What cannot be used: each row of the table is a call with its exit code and its whole message, and writes nothing.

A file of a row is its text, or one of `_MADE`: ``{"text": "día", "encoding": "latin-1"}``,
``{"sample": "docx/both.docx", "first": 900}``, ``{"alignment": "tmx", "replace": ["</tmx>", ""]}``. Rows with
``"process"`` run in a process of their own. After a message was changed, or for new rows without one,
``python tests/commands/test_bad_inputs.py`` fills in what is said today; read it before you commit it.
"""

from __future__ import annotations

import gzip
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))  # for the call at the end
from archives import zipped
from commandline import run, start
from factories import small

from aligner.formats import render

TESTS = Path(__file__).parents[1]
TABLE = TESTS / "cases" / "bad_inputs.json"
ROWS: list[dict[str, Any]] = json.loads(TABLE.read_text(encoding="utf-8"))

ENGLISH = "It rained all night in Madrid. We stayed at home with the dogs.\n\nIn 1997 the war was over.\n"
SPANISH = "Llovió toda la noche en Madrid. Nos quedamos en casa con los perros.\n\nEn 1997 la guerra había terminado.\n"
NAMED = {"english": ENGLISH, "spanish": SPANISH, "both": ENGLISH * 2 + "\n\n" + SPANISH * 2}


def _zip(members: dict[str, Any]) -> bytes:
    return zipped({name: made(content) for name, content in members.items()})


# How the bytes of a file are made from the value of the first key of its recipe.
_MADE: dict[str, Callable[[Any], bytes]] = {
    "named": lambda name: NAMED[name].encode(),
    "sample": lambda name: (TESTS / "files" / name).read_bytes(),
    "alignment": lambda format: render(small(), format).data,
    "hex": bytes.fromhex,
    "zip": _zip,
    "gzip": lambda content: gzip.compress(made(content), mtime=0),
}


def made(recipe: str | dict[str, Any]) -> bytes:
    """The bytes of a file; all but the first key of a recipe change them, in their order."""
    if isinstance(recipe, str):
        return recipe.encode()
    (first, value), *changes = recipe.items()
    data = value.encode(dict(changes).get("encoding", "utf-8")) if first == "text" else _MADE[first](value)
    for change, value in changes:
        if change == "first":
            data = data[:value]
        elif change == "times":
            data *= value
        elif change == "replace":
            old, new = (each.encode() for each in value)
            assert old in data, old
            data = data.replace(old, new, 1)
    return data


def said(row: dict[str, Any], folder: Path) -> tuple[int, list[str]]:
    """Exit code and lines of the message, without the two lines on usage that click puts before its own."""
    for name, recipe in row.get("files", {}).items():
        path = folder / name
        if name.endswith("/"):
            path.mkdir(parents=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(made(recipe))
    result = (start if row.get("process") else run)(*row["run"], cwd=folder, stdin=made(row.get("stdin", "")))
    lines = result.stderr.decode().splitlines()
    if lines and lines[0].startswith("Usage: "):
        lines = lines[lines.index("") + 1 :]
    return result.returncode, lines


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_bad_input_gets_its_message_and_exit_code_and_nothing_is_written(row, tmp_path):
    code, lines = said(row, tmp_path)
    assert (code, lines) == (row["code"], row["says"])
    expected = {tmp_path / name for name in row.get("files", {})}
    assert {path for path in tmp_path.rglob("*") if path.is_file()} <= expected
    assert all(
        path.is_dir() or path.read_bytes() == made(row["files"][str(path.relative_to(tmp_path))]) for path in expected
    )


def test_every_row_has_a_name_of_its_own():
    names = [row["name"] for row in ROWS]
    assert len(set(names)) == len(names)


def fill_in() -> None:
    """Write exit code and message of every row as they are today."""
    lines = []
    for row in ROWS:
        with tempfile.TemporaryDirectory() as folder:
            row["code"], row["says"] = said(row, Path(folder))
        lines.append("  " + json.dumps(row, ensure_ascii=False))
    TABLE.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")


if __name__ == "__main__":
    fill_in()
