"""A run: works out the shards that are not done yet, records each as it is done, and at the end writes the lists.

::

    tasks ──shards_of──▶ Shard, … ──Runner──▶ files of the shard ──Ledger──▶ done        documents.tsv, errors.tsv
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from aligner.batch.ledger import Ledger, Signature
from aligner.batch.lists import Line, lines_in, write_lists
from aligner.batch.lock import locked
from aligner.batch.places import Places
from aligner.batch.shards import Shard, Tell, shards_of
from aligner.batch.task import Result, Task

# Works out shards and writes their files, here or on a cluster; yields the number of each once they are in place.
Runner = Callable[[Iterable[Shard], Places, Tell], Iterator[int]]


class Watcher(Protocol):
    """Whoever wants to know how far a run is."""

    def tell(self, result: Result) -> None:
        """A task has a result."""

    def keep(self, tasks: int) -> None:
        """The results of so many tasks are safe, now or from a run before."""


@dataclass(frozen=True)
class Batch:
    """What a run is to do.

    Attributes:
        tasks: gives the tasks from the first, each time it is called, without holding them all.
        count: how many there are.
        signature: what the results depend on.
        shard_size: tasks of a shard.
        places: where the results go.
    """

    tasks: Callable[[], Iterator[Task]]
    count: int
    signature: Signature
    shard_size: int
    places: Places

    @property
    def shards(self) -> int:
        """How many shards there are."""
        return -(-self.count // self.shard_size)

    def tasks_in(self, number: int) -> int:
        """How many tasks a shard has."""
        return min(self.shard_size, self.count - number * self.shard_size)

    def lines(self) -> Iterator[Line]:
        """What became of each task, in order, once the run is done."""
        return lines_in(map(self.places.lines, range(self.shards)))


def run_batch(batch: Batch, runner: Runner, watcher: Watcher, *, over: bool = False) -> None:
    """Do what is not done yet of a run, and write its lists.

    Args:
        watcher: told first what is safe from a run before, even if nothing is.
        over: start over, whatever the folder holds of a run before.

    Raises `OutputError` if the folder holds another run, another process is at work in it, or it cannot be written.
    """
    places = batch.places
    with locked(places.folder, places.lock):
        if over:
            places.clear()
        ledger = Ledger(places, batch.signature)
        watcher.keep(sum(batch.tasks_in(number) for number in range(batch.shards) if ledger.is_done(number)))
        shards = shards_of(batch.tasks(), batch.shard_size, ledger.is_done)
        for number in runner(shards, places, watcher.tell):
            ledger.add(number)
            watcher.keep(batch.tasks_in(number))
        write_lists(map(places.lines, range(batch.shards)), places)
