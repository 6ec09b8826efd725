"""Groups of tasks go in, and lists of results come out in the same order: one for each task, whatever happens.

::

    [task, task, …], [task, …], … ──map──▶ [result, result, …], [result, …], …

Tasks, results and functions go to other processes and back, so that they must be picklable.
"""

from __future__ import annotations

import os
import pickle
import weakref
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from typing import TYPE_CHECKING, Generic, TypeVar

from aligner.batch.pool.limits import NO_LIMITS, Failure, Limits

if TYPE_CHECKING:
    from aligner.batch.pool.supervisor import Supervisor

T = TypeVar("T")
R = TypeVar("R")
Work = Callable[[Sequence[T]], Iterable[R]]

# Groups that are handed out and not done yet, for each worker: of fewer, workers would be idle while the caller writes
# results. Of those that are done and wait for one before them, which takes its time, more are kept. Guesses.
_GROUPS_AHEAD = 4
_GROUPS_KEPT = 32


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Pool(Generic[T, R]):
    """Worker processes, started when there is work for them and kept until `close`, which ``with`` calls.

    Args:
        make: called once in each process, to load what the work needs; returns the work, a function from tasks to
            their results in the same order. It should be a generator: only if it gives each result as soon as it is
            there is it known which task is at work, so that `limits` are a task's own.
        failed: the result of a task that has none, because it took more than it may or its process died, twice: the
            second time alone in a new process. An exception of the work counts as such, too.
        workers: how many processes; with 0, all is done in this one, without limits and protection.
        limits: what each task may take.

    Raises `AlignerError` if this system cannot keep to the limits.
    """

    def __init__(
        self,
        make: Callable[[], Work[T, R]],
        failed: Callable[[T, Failure], R],
        workers: int,
        limits: Limits = NO_LIMITS,
    ) -> None:
        limits.check()
        self._make, self._failed, self._workers, self._limits = make, failed, workers, limits
        self._pickled = pickle.dumps(make) if workers else b""
        self._work: Work[T, R] | None = None
        self._stop: Callable[[], object] = lambda: None
        self._supervisor: Supervisor[T, R] | None = None

    def __enter__(self) -> Pool[T, R]:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End all processes, whatever they are doing. They are started again if there is work for them again."""
        self._stop()
        self._supervisor = None

    def map(self, groups: Iterable[Sequence[T]]) -> Iterator[list[R]]:
        """The results of each group, in order; the groups are taken as they are needed, a few ahead of the results.

        If anything is raised, also by the groups themselves, or the iterator is closed, all processes end.
        Raises what `make` raises, and `WorkerError` if processes end again and again with no task at work.
        """
        if not self._workers:
            yield from map(self._here, groups)
            return
        begun: deque[Future[list[R]]] = deque()
        supervisor = self._supervised()
        try:
            for group in groups:
                begun.append(supervisor.submit(group))
                yield from self._done(begun, supervisor)
            while begun:
                yield begun.popleft().result()
        except BaseException:
            self.close()
            raise

    def _done(self, begun: deque[Future[list[R]]], supervisor: Supervisor[T, R]) -> Iterator[list[R]]:
        """Take the results off the front that are there; ends when there is room for another group."""

        def has_room() -> bool:
            ahead, kept = self._workers * _GROUPS_AHEAD, self._workers * _GROUPS_KEPT
            return supervisor.unfinished < ahead and len(begun) < kept

        while True:
            while begun and begun[0].done():
                yield begun.popleft().result()
            if has_room():
                return
            supervisor.wait_until(lambda: begun[0].done() or has_room())

    def _supervised(self) -> Supervisor[T, R]:
        if self._supervisor is None:
            from aligner.batch.pool.supervisor import Supervisor

            self._supervisor = Supervisor(self._pickled, self._failed, self._workers, self._limits)
            self._stop = weakref.finalize(self, self._supervisor.stop)
        return self._supervisor

    def _here(self, group: Sequence[T]) -> list[R]:
        """The results of a group, worked on in this process."""
        if self._work is None:
            self._work = self._make()
        try:
            return [result for _, result in zip(group, self._work(group), strict=True)]
        except Exception as error:
            if len(group) == 1:
                return [self._failed(group[0], Failure.of_exception(error))]
            return [result for task in group for result in self._here([task])]
