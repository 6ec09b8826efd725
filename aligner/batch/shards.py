"""Shards: so many tasks in the order of the manifest, whose results are one file; the same whoever works them out.

::

    Shard (number, tasks) + Result, Result, …  ──write_shard──▶ part-00000.tsv       the rows of all, or
                                                                ID.tsv, ID.html …    already written by the workers
                                                                part-00000.jsonl     in the folder of the ledger: a
                                                                                     line a task, for the final lists
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path

from aligner.batch.durable import durably, settle
from aligner.batch.lists import Line
from aligner.batch.places import Places
from aligner.batch.tables import TABLES
from aligner.batch.task import Result, Task
from aligner.errors import DiskError
from aligner.formats.files import encode

# Told of each result as it is written.
Tell = Callable[[Result], None]


@dataclass(frozen=True)
class Shard:
    """Tasks whose results belong together.

    Attributes:
        number: from 0.
        tasks: in the order of the manifest.
    """

    number: int
    tasks: tuple[Task, ...]


def shards_of(tasks: Iterable[Task], size: int, done: Callable[[int], bool]) -> Iterator[Shard]:
    """The shards that are not done, one at a time."""
    source = iter(tasks)
    for number in count():
        chunk = tuple(islice(source, min(size, sys.maxsize)))
        if not chunk:
            return
        if not done(number):
            yield Shard(number, chunk)


def write_shard(shard: Shard, results: Iterable[Result], places: Places, tell: Tell) -> None:
    """Write the files of a shard as its results come, in the order of its tasks; each is whole, or not there.

    Raises `OutputError`, also the `DiskError` of a task: that the disk is full is no fault of its own.
    """
    with durably(places.lines(shard.number)) as lines:
        written: list[Task] = []

        def rows() -> Iterator[bytes]:
            for task, result in zip(shard.tasks, results, strict=True):
                if isinstance(result.error, DiskError):
                    raise result.error
                if result.outcome is not None:
                    written.append(task)
                    yield result.outcome.rows
                line = Line.of(task, result, places.folder)
                lines.write(encode(f"{json.dumps(line.as_json(), ensure_ascii=False)}\n"))
                tell(result)

        if places.table:
            with durably(places.rows(shard.number)) as file:
                TABLES[places.table].joined(rows(), file)
        else:
            for _ in rows():
                pass
            _settle_outputs(written)


def _settle_outputs(tasks: Sequence[Task]) -> None:
    """See to it that the files that workers have written are on the disk before their shard counts as done."""
    outputs = (Path(output.path) for task in tasks for output in task.outputs)
    written = [path for output in outputs if output.exists() for path in (output, *output.rglob("*"))]
    settle([*written, *dict.fromkeys(path.parent for path in written)])
