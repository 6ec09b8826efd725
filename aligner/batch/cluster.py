"""The runner of a cluster: each worker, on whichever machine, works out whole shards and writes their files itself.

::

    Shard ──▶ Worker: a process of its own does the tasks ──write_shard──▶ the folder of the run, which all share
          ◀── Result, Result, …  (without their rows)

Ray's plain actors carry it, not Ray Data. 50 shards of 200 kB, with nothing to do, took Ray Data 20 s from the start of
its execution to the end, and actors 2 s (500: 24 s and 4 s); Ray Data takes all shards at once, where actors take the
next when they are free, so that memory stays flat (driver at 500: 396 and 142 MB); and it tries a shard at which
workers die for ever, where here it is put aside after `_TRIES`.
"""

from __future__ import annotations

import os
import platform
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Any

from aligner.batch.faults import as_ours
from aligner.batch.local import on_this_machine
from aligner.batch.pair import Settings
from aligner.batch.pool import Limits, Pool
from aligner.batch.session import Cluster, ClusterError, joined
from aligner.batch.shards import Places, Shard, Tell
from aligner.batch.task import Result, Task
from aligner.batch.work import failed, worker
from aligner.errors import AlignerError
from aligner.version import __version__

# Deaths of workers, as when machines are taken away, after which a shard is put aside, or no further worker is started.
_TRIES = 3


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


class Crew:
    """Workers, the shard that each is at, and what becomes of both when a worker dies.

    Args:
        ray: the module, connected.
        hire: starts a worker.
        size: how many work at once.
    """

    def __init__(self, ray: Any, hire: Any, size: int) -> None:
        self._ray = ray
        self._hire = hire
        self._at: dict[Any, tuple[Any, Shard | None]] = {}  # by the reference to what the worker is to return
        self._again: list[Shard] = []
        self._deaths: Counter[int] = Counter()
        self._stillborn = 0
        for _ in range(size):
            self._take_on()

    def work(self, shards: Iterator[Shard]) -> Iterator[tuple[Shard, list[Result]]]:
        """Each shard with its results, as they come.

        Raises what a worker raises, and `ClusterError` at the end if shards were put aside.
        """
        while self._at:
            (reference,), _ = self._ray.wait(list(self._at), num_returns=1)
            worker, shard = self._at.pop(reference)
            try:
                results = self._ray.get(reference)
            except self._ray.exceptions.RayTaskError as error:
                raise _raised(error.cause) from error
            except self._ray.exceptions.RayError as error:  # the worker, its machine or the way to it is lost
                self._lost(shard, error)
                continue
            self._stillborn = 0
            if shard is not None:
                yield shard, results
            following = self._again.pop() if self._again else next(shards, None)
            if following is not None:
                self._at[worker.work_out.remote(following)] = worker, following
        self._report()

    def _take_on(self) -> None:
        """Start a worker, wherever there is room, now or later; it is given a shard when it is ready."""
        worker = self._hire()
        self._at[worker.ready.remote()] = worker, None

    def _lost(self, shard: Shard | None, error: Exception) -> None:
        """A worker has died, with or without a shard."""
        if shard is None:
            self._stillborn += 1
            if self._stillborn == _TRIES:
                raise ClusterError(f"workers cannot be started ({_reason(error)})", remedy=_INSTALL) from error
        else:
            self._deaths[shard.number] += 1
            if self._deaths[shard.number] < _TRIES:
                self._again.append(shard)
        self._take_on()

    def _report(self) -> None:
        aside = sorted(number for number, deaths in self._deaths.items() if deaths == _TRIES)
        if aside:
            named = ", ".join(f"part-{number:05}" for number in aside[:5]) + (", …" if aside[5:] else "")
            what = f"not done: {named}; the workers died at it {_TRIES} times, all else is done"
            raise ClusterError(what, remedy="run the same again, with fewer --workers or a lower --max-memory")


_INSTALL = "install the same aligner[cluster] on all machines"


def _raised(cause: BaseException | None) -> AlignerError:
    return as_ours(cause if isinstance(cause, Exception) else RuntimeError("a worker failed"))


def _reason(error: Exception) -> str:
    """The last line of what Ray says of an error, which is what was raised."""
    lines = [line for line in str(error).splitlines() if line.strip()]
    return lines[-1].strip()[:200] if lines else type(error).__name__
