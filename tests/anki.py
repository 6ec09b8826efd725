"""What Anki makes of a text file, by the rules of its manual (docs.ankiweb.net/importing/text-files.html)."""

from __future__ import annotations

import csv
import html
import re
from typing import NamedTuple


class Note(NamedTuple):
    """One note: its fields by the names of their columns, its tags, and its identifier."""

    fields: dict[str, str]
    tags: list[str]
    guid: str


def imported(text: str) -> list[Note]:
    """The notes of a file with headers. Lines that begin with # are headers or comments; fields may be in quotes."""
    lines = text.split("\n")
    head = dict(line[1:].split(":", 1) for line in lines if re.match(r"#[\w ]+:", line))
    assert head["separator"].lower() == "tab" and head["html"] == "true"
    body = "\n".join(line for line in lines if not line.startswith("#"))
    (names,) = csv.reader([head["columns"]], delimiter="\t", strict=True)
    special = {name: int(head[f"{name} column"]) - 1 for name in ("tags", "guid")}
    notes = []
    for row in csv.reader(body.splitlines(keepends=True), delimiter="\t", strict=True):
        assert len(row) == len(names)
        fields = {
            name: field for k, (name, field) in enumerate(zip(names, row, strict=True)) if k not in special.values()
        }
        notes.append(Note(fields, row[special["tags"]].split(), row[special["guid"]]))
    return notes


def as_text(field: str) -> str:
    """What a card shows of a field, which is HTML."""
    return html.unescape(re.sub(r"<[^>]*>", "", field))
