"""The runner of this machine: worker processes, fed with groups of tasks, whose results are written here."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from aligner.batch.places import Places
from aligner.batch.pool import Pool
from aligner.batch.shards import Shard, Tell, write_shard
from aligner.batch.task import Result, Task

# A group is handed to a worker at once: many small tasks, which are searched together, or one large. Of pairs of two
# sentences, groups of 100 go about 5 % faster than of 50, and of 250 hardly faster still.
_MOST_TASKS, _MOST_BYTES = 100, 200_000


def on_this_machine(shards: Iterable[Shard], places: Places, tell: Tell, pool: Pool[Task, Result]) -> Iterator[int]:
    """Work out shards and write their files; yields the number of each once they are in place, in order.

    Raises `OutputError`, and what `Pool.map` raises.
    """
    begun: deque[Shard] = deque()

    def groups() -> Iterator[Sequence[Task]]:
        for shard in shards:
            begun.append(shard)
            yield from grouped(shard.tasks)

    results = chain.from_iterable(pool.map(groups()))
    for first in results:
        shard = begun.popleft()
        write_shard(shard, chain([first], islice(results, len(shard.tasks) - 1)), places, tell)
        yield shard.number


def grouped(tasks: Iterable[Task]) -> Iterator[list[Task]]:
    """Tasks that are small together, in their order."""
    group: list[Task] = []
    size = 0
    for task in tasks:
        group.append(task)
        size += size_of(task)
        if len(group) == _MOST_TASKS or size > _MOST_BYTES:
            yield group
            group, size = [], 0
    if group:
        yield group


def size_of(task: Task) -> int:
    """Bytes of its texts or files, roughly; 0 for files that are not there."""
    if task.are_texts:
        return len(task.source) + len(task.target or "")
    found = 0
    for path in map(Path, task.paths):
        try:
            found += path.stat().st_size
        except (OSError, ValueError):
            continue
    return found
