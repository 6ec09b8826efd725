"""What is done of a run: a file that only grows, so that a run which is killed at any moment can go on.

::

    {"aligner": "0.1.0", "manifest": "9f86d081…", "--to": "tsv", …}     what the results depend on
    {"shard": 0, "files": {"part-00000.tsv": 48213, …}}                 a line for each shard, once its files are there

A line that is not whole, as after a power cut, is dropped; a shard counts as done if its line is there and its files
have the sizes that it says.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from aligner.batch.durable import append, durably
from aligner.batch.places import Places
from aligner.errors import OutputError
from aligner.formats.files import output_error

# What the results of a run depend on, by name: the options as the user types them, digests of what they name.
Signature = Mapping[str, object]


class Ledger:
    """What is done of a run; opened once in a run, by the process that leads it.

    Args:
        places: of the run.
        signature: what its results depend on.

    Raises `OutputError` if the folder holds a run with another signature, or one cannot be read or written.
    """

    def __init__(self, places: Places, signature: Signature) -> None:
        self._places = places
        self._path = places.ledger
        self._signature = json.loads(json.dumps(signature))
        records = _whole_records(self._path)
        if not records:
            self._refuse_strangers()
            records = [self._signature]
        if records[0] != self._signature:
            raise _another(places.folder, records[0], self._signature)
        with durably(self._path) as file:
            file.writelines(_line(record) for record in records)
        sizes = {record.get("shard", -1): record.get("files", {}) for record in records[1:]}
        self._sizes: dict[int, Mapping[str, int]] = sizes

    def is_done(self, number: int) -> bool:
        """Whether the results of a shard are there."""
        sizes = self._sizes.get(number)
        return sizes is not None and sizes == self._found(number)

    def add(self, number: int) -> None:
        """Record that the files of a shard are in place."""
        sizes = self._found(number)
        append(self._path, _line({"shard": number, "files": sizes}))
        self._sizes[number] = sizes

    def _found(self, number: int) -> dict[str, int]:
        files = self._places.files(number)
        return {path.name: path.stat().st_size for path in files if path.exists()}

    def _refuse_strangers(self) -> None:
        """Raise `OutputError` if there are shards here that no ledger speaks of."""
        strangers = self._places.tables if self._places.table else []
        if strangers:
            what = f"holds {strangers[0].name}, and nothing says what run it is from"
            raise OutputError(what, where=str(self._places.folder), remedy="give -o another folder, or --force")


def _whole_records(path: Path) -> list[dict[str, Any]]:
    """The records of a ledger up to the first that is not whole; none if there is no ledger."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise output_error(path, error) from error
    records: list[dict[str, Any]] = []
    for line in content.split(b"\n")[:-1]:
        try:
            record = json.loads(line)
        except ValueError:
            break
        if not isinstance(record, dict):
            break
        records.append(record)
    return records


def _line(record: Mapping[str, object]) -> bytes:
    return json.dumps(record).encode() + b"\n"


def _another(folder: Path, before: Signature, now: Signature) -> OutputError:
    """The error that names what is different from the run before."""
    names = [name for name in dict.fromkeys((*before, *now)) if before.get(name) != now.get(name)]
    changes = [f"{name} was {_shown(before.get(name))} and is {_shown(now.get(name))}" for name in names]
    what = f"holds another run: {', '.join(changes)}"
    return OutputError(what, where=str(folder), remedy="give -o another folder, or --force to start over")


def _shown(value: object) -> str:
    if value in (None, False, [], ""):
        return "not given"
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)
