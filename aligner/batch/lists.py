"""What became of each pair, as lists: documents.tsv and errors.tsv, made at the end from a file of lines per shard.

::

    documents.tsv   id  source_language … beads  nulls  linked  score  note      of those that went well
    errors.tsv      id  status  reason  source  target  source_language …     of the others

Nothing in them depends on the time, the machine or the number of workers. Paths are relative to the folder of the
lists, so that errors.tsv can itself be given as a manifest, once what is wrong has been mended.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from aligner.batch.addresses import is_address, is_elsewhere
from aligner.batch.durable import durably
from aligner.batch.places import Places
from aligner.batch.task import OK, Result, Task
from aligner.errors import InputError
from aligner.formats.files import encode
from aligner.formats.listings import DOCUMENTS, ERRORS
from aligner.formats.tsv import one_line


@dataclass(frozen=True)
class Line:
    """What became of a task.

    Attributes:
        id, status: as in `Result`.
        reason: what went wrong, and what to do about it.
        source, target: the paths of the task, from the folder of the lists.
        languages: of the texts, or those of the task if it did not go well.
        sentences, beads, nulls, linked, score: as in `aligner.batch.task.Counts`, if it went well.
        note: what is in doubt.
    """

    id: str
    status: str
    reason: str = ""
    source: str = ""
    target: str = ""
    languages: tuple[str, str] = ("", "")
    sentences: tuple[int, int] = (0, 0)
    beads: int = 0
    nulls: int = 0
    linked: float = 0.0
    score: float = 0.0
    note: str = ""

    @classmethod
    def of(cls, task: Task, result: Result, folder: Path) -> Line:
        """The line of a task and its result, for lists in this folder."""
        source, target = (*(_from(path, folder) for path in task.paths), "", "")[:2]
        if result.outcome is None:
            given = task.languages or ("", "")
            return cls(task.id, result.status, str(result.error or ""), source, target, given)
        counts, note = result.outcome.counts, "; ".join(result.outcome.warnings)
        return cls(
            task.id,
            result.status,
            "",
            source,
            target,
            counts.languages,
            counts.sentences,
            counts.beads,
            counts.nulls,
            round(counts.linked, 4),
            round(counts.score, 4),
            note,
        )

    def as_json(self) -> dict[str, object]:
        """Its fields in JSON's types."""
        return asdict(self)


def lines_in(files: Iterable[Path]) -> Iterator[Line]:
    """The lines of the shards, in order, one at a time; raises `InputError` for a file that is damaged."""
    for path in files:
        with path.open("rb") as file:
            for text in file:
                yield _line(text, path)


def _line(text: bytes, path: Path) -> Line:
    try:
        values = json.loads(text)
        pairs = {name: tuple(values[name]) for name in ("languages", "sentences")}
        return Line(**{**values, **pairs})
    except (ValueError, KeyError, TypeError) as error:
        remedy = "remove it, and the same command aligns its pairs again"
        raise InputError("is damaged", where=str(path), remedy=remedy) from error


def write_lists(files: Iterable[Path], places: Places) -> None:
    """Write both lists from the lines of the shards; raises `OutputError`."""
    with durably(places.documents) as documents, durably(places.errors) as errors:
        documents.write(_row(DOCUMENTS))
        errors.write(_row(ERRORS))
        for line in lines_in(files):
            if line.status == OK:
                figures = (*line.sentences, line.beads, line.nulls, f"{line.linked:.4f}", f"{line.score:.4f}")
                documents.write(_row((line.id, *line.languages, *figures, line.note)))
            else:
                errors.write(_row((line.id, line.status, line.reason, line.source, line.target, *line.languages)))


def _from(path: str, folder: Path) -> str:
    """A path as the lists in a folder have it."""
    if is_address(path) or Path(path).is_absolute():
        return path
    if is_elsewhere(folder):
        return str(Path(path).absolute())
    return Path(os.path.relpath(path, folder)).as_posix()


def _row(cells: Iterable[object]) -> bytes:
    return encode("\t".join(one_line(str(cell)) for cell in cells) + "\n")
