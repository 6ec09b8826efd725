"""Workers on Ray's machines, of whom any may die at any time: what one was at is done by another.

::

    free worker ◀── next shard        worker that died: another is started, and its shard is next;
    its results ──▶ on they go                          after `_TRIES` deaths at one shard it is put aside
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from aligner.batch.faults import as_ours
from aligner.batch.places import part
from aligner.batch.session import ClusterError
from aligner.batch.shards import Shard
from aligner.batch.task import Result
from aligner.errors import AlignerError

# A guess: deaths of workers, as when machines are taken away, after which the cause is taken to be the shard itself,
# or, of workers that have not begun, their machines.
_TRIES = 3


class Crew:
    """Workers, the shard that each is at, and what becomes of both when a worker dies.

    Args:
        ray: the module, connected.
        hire: starts a worker.
        size: how many work at once.
    """

    def __init__(self, ray: Any, hire: Callable[[], Any], size: int) -> None:
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
        following = self._next(shards)
        while following is not None or self._are_busy():
            (reference,), _ = self._ray.wait(list(self._at), num_returns=1)
            worker, shard = self._at.pop(reference)
            try:
                results = self._ray.get(reference)
            except self._ray.exceptions.RayTaskError as error:
                raise _raised(error.cause) from error
            except self._ray.exceptions.RayError as error:  # the worker, its machine or the way to it is lost
                self._lost(shard, error)
            else:
                self._stillborn = 0
                if following is not None:
                    self._at[worker.work_out.remote(following)] = worker, following
                    following = None
                if shard is not None:
                    yield shard, results
            following = following or self._next(shards)
        self._report()

    def _next(self, shards: Iterator[Shard]) -> Shard | None:
        return self._again.pop() if self._again else next(shards, None)

    def _are_busy(self) -> bool:
        """Whether a shard is worked on; a worker that waits for room on a machine need not be waited for."""
        return any(shard is not None for _, shard in self._at.values())

    def _take_on(self) -> None:
        """Start a worker, wherever there is room, now or later; it is given a shard when it is ready."""
        worker = self._hire()
        self._at[worker.ready.remote()] = worker, None

    def _lost(self, shard: Shard | None, error: Exception) -> None:
        """A worker has died, with or without a shard."""
        if shard is None:
            self._stillborn += 1
            if self._stillborn == _TRIES:
                remedy = "install the same aligner[cluster] on all machines"
                raise ClusterError(f"workers cannot be started ({_reason(error)})", remedy=remedy) from error
        else:
            self._deaths[shard.number] += 1
            if self._deaths[shard.number] < _TRIES:
                self._again.append(shard)
        self._take_on()

    def _report(self) -> None:
        aside = sorted(number for number, deaths in self._deaths.items() if deaths == _TRIES)
        if aside:
            named = ", ".join(map(part, aside[:5])) + (", …" if aside[5:] else "")
            what = f"not done: {named}; the workers died at it {_TRIES} times, all else is done"
            raise ClusterError(what, remedy="run the same again, with fewer --workers or a lower --max-memory")


def _raised(cause: BaseException | None) -> AlignerError:
    return as_ours(cause if isinstance(cause, Exception) else RuntimeError("a worker failed"))


def _reason(error: Exception) -> str:
    """The last line of what Ray says of an error, which is what was raised."""
    lines = [line for line in str(error).splitlines() if line.strip()]
    return lines[-1].strip()[:200] if lines else type(error).__name__
