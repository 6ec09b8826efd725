"""The runner of a cluster: each worker, on whichever machine, works out whole shards and writes their files itself.

::

    Shard ──▶ Worker: a process of its own does the tasks ──write_shard──▶ the folder of the run, which all share
          ◀── Result, Result, …  (without their rows)

Plain actors of Ray do it (`aligner.batch.crew`), not Ray Data, which was worse in three ways, as
``tests/bench/cluster.py --ray-data`` shows with shards of 200 kB that are no work, here on two busy cores. 50 of them
took Ray Data 12.5 s and actors 1.2 s, 500 of them 14.2 s and 2.6 s. Ray Data takes in all shards at once, actors the
next when they are free: the leader held 397 MB with 500 of them, and with actors 145 MB. And Ray Data tries a shard at
which workers die again for ever; here it is put aside.
"""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, islice
from pathlib import Path

from aligner.batch.crew import Crew
from aligner.batch.local import on_this_machine
from aligner.batch.pair import Settings
from aligner.batch.places import Places
from aligner.batch.pool import Limits, Pool
from aligner.batch.session import Cluster, ClusterError, joined
from aligner.batch.shards import Shard, Tell
from aligner.batch.task import Result, Task
from aligner.batch.work import failed, worker
from aligner.errors import AlignerError
from aligner.version import __version__


def on_a_cluster(
    shards: Iterable[Shard], places: Places, tell: Tell, *, cluster: Cluster, settings: Settings, limits: Limits
) -> Iterator[int]:
    """Work out shards and write their files; yields the number of each once they are in place, in any order.

    Raises `MissingExtraError` without Ray; `ClusterError` if the cluster cannot be joined, if its machines do not have
    this version or the folder of the run, or, once all else is done, if there are shards at which workers died again
    and again; `OutputError`, and what `Pool.map` raises.
    """
    todo = iter(shards)
    first = next(todo, None)
    if first is None:  # all is done: no cluster is needed
        return
    with joined(cluster) as ray:
        size = cluster.count(ray.cluster_resources())
        begun = [first, *islice(todo, size - 1)]
        terms = ray.put(Terms(settings, limits, places, Path.cwd(), platform.node(), __version__))
        actor = ray.remote(Worker).options(num_cpus=1, num_gpus=cluster.gpus)
        crew = Crew(ray, partial(actor.remote, terms), len(begun))
        for shard, results in crew.work(chain(begun, todo)):
            for result in results:
                tell(result)
            yield shard.number


@dataclass(frozen=True)
class Terms:
    """What all workers of a run are told once.

    Attributes:
        settings, limits, places: of the run.
        folder: from which relative paths lead.
        machine, version: those of the process that leads the run.
    """

    settings: Settings
    limits: Limits
    places: Places
    folder: Path
    machine: str
    version: str


class Worker:
    """An actor of Ray: what `on_this_machine` is here, with one process and one shard at a time."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._pool: Pool[Task, Result] = Pool(partial(_at_work, terms.settings, terms.folder), failed, 1, terms.limits)

    def ready(self) -> None:
        """Raise `ClusterError` if this machine is not fit for the work."""
        machine, terms = platform.node(), self._terms
        if terms.version != __version__:
            what = f"machine {machine} has aligner {__version__}, and {terms.machine} has {terms.version}"
            raise ClusterError(what, remedy="install the same version on all machines")
        _go_to(terms.folder)
        if not terms.places.hidden.is_dir():
            what, remedy = f"is not there on machine {machine}", "give a folder that all machines of the cluster share"
            raise ClusterError(what, where=str(terms.places.folder), remedy=remedy)

    def work_out(self, shard: Shard) -> list[Result]:
        """Write the files of a shard; returns its results without their rows."""
        results: list[Result] = []

        def tell(result: Result) -> None:
            results.append(replace(result, outcome=result.outcome and replace(result.outcome, rows=b"")))

        with self._named():
            for _ in on_this_machine([shard], self._terms.places, tell, self._pool):
                pass
        return results

    @contextmanager
    def _named(self) -> Iterator[None]:
        """Name this machine in errors, if it is another than the one where they are read."""
        try:
            yield
        except AlignerError as error:
            if platform.node() != self._terms.machine:
                error.where = f"{error.where} (on machine {platform.node()})".lstrip()
            raise


def _at_work(settings: Settings, folder: Path) -> Callable[[Sequence[Task]], Iterator[Result]]:
    _go_to(folder)
    return worker(settings)


def _go_to(folder: Path) -> None:
    if folder.is_dir():  # it is not there if the run's paths are absolute, and elsewhere
        os.chdir(folder)
