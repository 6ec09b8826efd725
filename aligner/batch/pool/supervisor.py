"""Watches over worker processes: hands out work, takes in results, replaces those that die or must be ended.

::

    submit(tasks) ──▶ waiting pieces ──▶ Worker, Worker, … ──▶ Future[results]
                           ▲                  │ dies, takes too long or too much
                           └── one by one ────┘ replaced; its suspect goes to the new one

It is one thread, so that limits hold and workers are kept busy whatever the caller is doing.
"""

from __future__ import annotations

import multiprocessing
import signal
import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from multiprocessing import resource_tracker
from multiprocessing.connection import wait
from typing import Generic, TypeVar

from aligner.batch.pool.jobs import Job, Piece
from aligner.batch.pool.limits import Failure, Limits
from aligner.batch.pool.workers import Worker
from aligner.errors import AlignerError

T = TypeVar("T")
R = TypeVar("R")

# So many processes more than there are workers may end before they begin any work, one after the other. A guess.
_ENDS_WITHOUT_WORK = 3


class WorkerError(AlignerError):
    """Worker processes that cannot do their work, whatever the tasks are."""


class Supervisor(Generic[T, R]):
    """A thread with its worker processes; they are started as there is work for them.

    Args:
        make: pickled; see `Pool`.
        failed: see `Pool`; called in the thread.
        workers: how many processes at most.
        limits: for each task.
    """

    def __init__(self, make: bytes, failed: Callable[[T, Failure], R], workers: int, limits: Limits) -> None:
        self._make, self._failed, self._most, self._limits = make, failed, workers, limits
        self._workers: list[Worker[T, R]] = []
        self._waiting: deque[Piece[T, R]] = deque()
        self._ends_without_work = 0
        self._changed = threading.Condition()  # of the next two
        self._open: set[Future[list[R]]] = set()
        self._ended: BaseException | None = None
        self._told, self._tell = multiprocessing.Pipe(duplex=False)
        self._thread = threading.Thread(target=self._run, name="supervisor", daemon=True)
        self._thread.start()

    def submit(self, tasks: Sequence[T]) -> Future[list[R]]:
        """The results of the tasks, in their order, when they are there. Raises what ended the work, if so."""
        job: Job[T, R] = Job(tasks)
        if not tasks:
            return job.done
        piece = job.whole()
        with self._changed:
            if self._ended is not None:
                raise self._ended
            self._open.add(job.done)
            job.done.add_done_callback(self._close)
            self._waiting.append(piece)
            self._tell.send_bytes(b"work")
        return job.done

    @property
    def unfinished(self) -> int:
        """Of how many groups the results are not there yet."""
        return len(self._open)

    def wait_until(self, condition: Callable[[], bool]) -> None:
        """Wait until the results of some group make it true."""
        with self._changed:
            self._changed.wait_for(condition)

    def _close(self, done: Future[list[R]]) -> None:
        with self._changed:
            self._open.discard(done)
            self._changed.notify_all()

    def stop(self) -> None:
        """End all processes, whatever they are doing; results that are not there yet never come."""
        with self._changed:
            if self._ended is None:
                self._ended = WorkerError("the workers were stopped")
                self._tell.send_bytes(b"stop")
        if threading.current_thread() is not self._thread:
            self._thread.join()

    def _run(self) -> None:
        _leave_signals_to_the_main_thread()
        try:
            while self._ended is None:
                self._step()
        except BaseException as error:
            self._ended = error
        finally:
            self._end()

    def _end(self) -> None:
        try:
            for worker in self._workers:
                worker.kill()
        finally:
            with self._changed:
                for future in tuple(self._open):
                    future.set_exception(self._ended)

    def _step(self) -> None:
        """Hand out what waits, wait until something happens, and see to it."""
        self._hand_out()
        patience = [seconds for worker in self._workers if (seconds := worker.patience()) is not None]
        ready = wait([self._told, *(worker.connection for worker in self._workers)], min(patience, default=None))
        if self._told in ready:
            self._told.recv_bytes()
        for worker in tuple(self._workers):
            failure = worker.hear() if worker.connection in ready else worker.overdue()
            if failure is not None:
                self._replace(worker, failure)

    def _hand_out(self) -> None:
        for worker in self._workers:
            if worker.ready and worker.piece is None and (worker.reserved or self._waiting):
                worker.give(worker.reserved or self._waiting.popleft())
                self._ends_without_work = 0
        missing = len(self._waiting) - sum(worker.free for worker in self._workers)
        for _ in range(min(missing, self._most - len(self._workers))):
            self._start()

    def _start(self, reserved: Piece[T, R] | None = None) -> None:
        self._workers.append(Worker(self._make, self._limits, reserved))

    def _replace(self, worker: Worker[T, R], failure: Failure) -> None:
        """End a process of which nothing more will come; its work goes to others, its suspect to a new one."""
        suspect, reserved = worker.suspect(), worker.reserved
        worker.kill()
        self._workers.remove(worker)
        if worker.piece is not None and suspect is not None:
            reserved = self._again(worker.piece, suspect, failure)
        else:
            self._ends_without_work += 1
            if self._ends_without_work > self._most + _ENDS_WITHOUT_WORK:
                what = f"worker processes end before they begin any work ({failure.detail})"
                raise WorkerError(what, remedy="use fewer of them if memory is short")
        if reserved is not None:
            self._start(reserved)

    def _again(self, piece: Piece[T, R], suspect: int, failure: Failure) -> Piece[T, R] | None:
        """Put what was left undone before all else; returns the suspect's piece, unless it has failed for good."""
        self._waiting.extendleft(reversed(piece.others(suspect)))
        if piece.job.suspect(suspect):
            return piece.alone(suspect)
        piece.job.add(suspect, self._failed(piece.job.tasks[suspect], failure))
        return None


def _leave_signals_to_the_main_thread() -> None:
    """Block, in this thread and so in the processes that it starts, the signals that end the program.

    Thus they interrupt whatever the main thread waits for, and no process is caught by Ctrl-C while it starts.
    """
    if hasattr(signal, "pthread_sigmask"):
        resource_tracker.ensure_running()  # else it would be started with the first process, and unblock them
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
