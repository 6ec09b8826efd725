"""What runs inside a worker process: tasks come in through a pipe, results go out. It decides nothing.

::

    ──▶ make, pickled             Ready, or Broken if it raises ──▶
    ──▶ tasks, pickled            Done(results) ──▶ … until there are as many results as tasks, or Raised ──▶
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterable, MutableSequence, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from aligner.batch.pool.limits import Failure, bounded_data, data_memory

# Results wait for others for this long before they are sent: messages cost time, and what was not sent is lost with
# the process. A guess.
_SECONDS_BETWEEN_MESSAGES = 0.1
# Libraries that would start a thread for each core, and read this when they are loaded: each worker is a core's.
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
_PR_SET_PDEATHSIG = 1  # of Linux's prctl.h

Work = Callable[[Sequence[Any]], Iterable[Any]]


@dataclass(frozen=True)
class Asks:
    """The process is there, and asks for `make`."""


@dataclass(frozen=True)
class Ready:
    """`make` is done; tasks may come."""


@dataclass(frozen=True)
class Broken:
    """`make` has raised; nothing will come of this process.

    Attributes:
        error: the exception, pickled, or nothing if it cannot be.
        trace: its traceback.
    """

    error: bytes
    trace: str

    @classmethod
    def by(cls, error: Exception) -> Broken:
        try:
            content = pickle.dumps(error)
            pickle.loads(content)
        except Exception:  # not every exception can be copied
            content = b""
        return cls(content, "".join(traceback.format_exception(error)))

    def exception(self) -> Exception:
        """The same exception, or what is known of it; its cause shows where it was raised."""
        error: Exception = pickle.loads(self.error) if self.error else RuntimeError(self.trace.splitlines()[-1])
        error.__cause__ = error.__cause__ or RuntimeError(f"in a worker process:\n{self.trace}")
        return error


@dataclass(frozen=True)
class Done:
    """Results of the next tasks."""

    results: list[Any]


@dataclass(frozen=True)
class Raised:
    """The work has raised; the rest of the tasks have no results."""

    failure: Failure


Message = Asks | Ready | Broken | Done | Raised


class Progress:
    """At which of its tasks a process is, and since when: in memory shared with its supervisor.

    Nothing is sent for it, so that it costs next to nothing, and is right up to the moment at which a process dies.
    """

    def __init__(self, shared: MutableSequence[float]) -> None:
        self._shared = shared

    def begin(self, position: int) -> None:
        """The task at this position among those given begins now."""
        self._shared[0] = position
        self._shared[1] = time.monotonic()

    @property
    def position(self) -> int:
        """Which task is at work, from 0."""
        return int(self._shared[0])

    @property
    def seconds(self) -> float:
        """For how long the task has been at work."""
        return time.monotonic() - self._shared[1]


def serve(connection: Connection, progress: Progress, max_memory: int | None) -> None:
    """Do what comes through the pipe until it closes, or the parent is dead."""
    _stand_alone()
    try:
        connection.send(Asks())
        work = _made(connection)
        bound = None if max_memory is None else data_memory() + max_memory
        while work is not None:
            tasks = connection.recv_bytes()
            with bounded_data(bound):
                raised = _do(work, tasks, connection, progress)
            if raised is not None:
                connection.send(raised)
    except (EOFError, OSError):  # the supervisor wants no more of this process
        pass


def _made(connection: Connection) -> Work | None:
    """The work, as `make` returns it; None if that fails."""
    try:
        make: Callable[[], Work] = pickle.loads(connection.recv_bytes())
        work = make()
    except Exception as error:
        connection.send(Broken.by(error))
        return None
    connection.send(Ready())
    return work


def _do(work: Work, pickled: bytes, connection: Connection, progress: Progress) -> Raised | None:
    """Work on the tasks and send the results."""
    results: list[Any] = []
    sent = time.monotonic()
    progress.begin(0)
    try:
        tasks = pickle.loads(pickled)
        for number, (_, result) in enumerate(zip(tasks, work(tasks), strict=True), start=1):
            results.append(result)
            progress.begin(number)
            if time.monotonic() - sent > _SECONDS_BETWEEN_MESSAGES:
                connection.send(Done(results))
                results, sent = [], time.monotonic()
        connection.send(Done(results))
    except (Exception, SystemExit) as error:
        return Raised(Failure.of_exception(error))
    return None


def _stand_alone() -> None:
    """Share nothing with the parent that would disturb it or others: its signals, its terminal, other workers' cores.

    A terminal sends Ctrl-C and its end to every process on it; the parent alone decides what to do about that. It held
    back such signals when it started this process, so that none can come before this is settled.
    """
    for name in ("SIGINT", "SIGHUP", "SIGBREAK"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_SETMASK, ())
    nothing = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nothing, stream)
    for name in _THREADS:
        os.environ.setdefault(name, "1")
    _die_with_parent()


def _die_with_parent() -> None:
    """See to it that this process does not outlive its parent, whatever it is doing then.

    Linux ends it with the very thread that has started it; that is the supervisor's, which ends its processes first.
    """
    parent = multiprocessing.parent_process()
    if parent is None or parent.pid is None:
        return

    def end() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=end, daemon=True).start()
    if sys.platform.startswith("linux"):  # the system itself sees to it, even while a library lets no thread run
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent.pid:  # it died before this
            os._exit(1)
