"""One worker process as its supervisor sees it: starting, idle, or at work on a piece of a job."""

from __future__ import annotations

import multiprocessing
import pickle
import signal
from contextlib import suppress
from typing import Generic, TypeVar

from aligner.batch.pool.jobs import Piece
from aligner.batch.pool.limits import Failure, Limits, resident_memory
from aligner.batch.pool.serving import Asks, Broken, Message, Progress, Raised, Ready, serve

T = TypeVar("T")
R = TypeVar("R")

_SECONDS_TO_END = 5.0  # from the end of its pipe to the end of a process, else it is killed; a guess
_SECONDS_BETWEEN_LOOKS = 1.0  # at a process at work, whether it is still there; a guess
# The same at its memory. A process fills a few hundred megabytes meanwhile; the bound that it sets itself has no delay.
_SECONDS_BETWEEN_MEASUREMENTS = 0.1


class Worker(Generic[T, R]):
    """A process of its own, started anew: no copy of this one.

    Attributes:
        connection: readable when the process has something to say, or has ended.
        ready: whether it has begun to take pieces.
        piece: what it is at work on.
        reserved: what it will be given first.
    """

    def __init__(self, make: bytes, limits: Limits, reserved: Piece[T, R] | None = None) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.ready = False
        self.piece: Piece[T, R] | None = None
        self.reserved = reserved
        self._make, self._limits = make, limits
        self._progress = Progress(context.RawArray("d", 2))
        self._idle_memory = 0
        given = (theirs, self._progress, limits.max_memory)
        self._process = context.Process(target=serve, args=given, daemon=True)
        self._process.start()
        theirs.close()

    @property
    def free(self) -> bool:
        """Whether nothing is planned for it yet; it need not be ready."""
        return self.piece is None and self.reserved is None

    def give(self, piece: Piece[T, R]) -> None:
        """Let it work on a piece; it must be ready and at work on no other."""
        self.piece, self.reserved = piece, None
        self._progress.begin(0)
        self._send(piece.tasks)

    def hear(self) -> Failure | None:
        """Take in what it says; returns why nothing more will come of it, if so. Raises what `make` raised."""
        try:
            content = self.connection.recv_bytes()
        except (EOFError, OSError):
            return Failure("crash", self._ending())
        try:
            message: Message = pickle.loads(content)
        except Exception as error:
            return Failure.of_exception(error)
        return self._take(message)

    def _take(self, message: Message) -> Failure | None:
        if isinstance(message, Raised):
            return self._limits.too_big if message.failure.cause == "memory" else message.failure
        if isinstance(message, Broken):
            raise message.exception()
        if isinstance(message, Asks):
            self._send(self._make)
        elif isinstance(message, Ready):
            self.ready = True
            if self._limits.max_memory is not None:
                self._idle_memory = resident_memory(self._pid)
        elif self.piece is not None:
            self.piece.add(message.results)
            self.piece = self.piece if self.piece.numbers else None
        return None

    def suspect(self) -> int | None:
        """The number of the task that it is at work on."""
        return None if self.piece is None else self.piece.at(self._progress.position)

    def overdue(self) -> Failure | None:
        """Why it must be ended now: it has ended unheard, or its task takes more than it may."""
        if self.piece is None or self.connection.poll():  # what it says comes first
            return None
        if self._process.exitcode is not None:
            return Failure("crash", self._ending())
        timeout, memory = self._limits.timeout, self._limits.max_memory
        if timeout is not None and self._progress.seconds > timeout:
            return self._limits.too_slow
        if memory is not None and resident_memory(self._pid) - self._idle_memory > memory:
            return self._limits.too_big
        return None

    def patience(self) -> float | None:
        """Seconds until `overdue` should be asked again; None while that is of no use."""
        if self.piece is None:
            return None
        seconds = _SECONDS_BETWEEN_LOOKS
        if self._limits.max_memory is not None:
            seconds = _SECONDS_BETWEEN_MEASUREMENTS
        if self._limits.timeout is not None:
            seconds = min(seconds, self._limits.timeout - self._progress.seconds)
        return max(seconds, 0.0)

    def kill(self) -> None:
        """End it, whatever it is doing."""
        self._process.kill()
        self._process.join()
        self.connection.close()
        self._process.close()

    @property
    def _pid(self) -> int:
        return self._process.pid or 0

    def _send(self, content: bytes) -> None:
        """Send this, unless the process has died: then that will be heard."""
        with suppress(OSError):
            self.connection.send_bytes(content)

    def _ending(self) -> str:
        """How the process has ended, which has closed its pipe."""
        self._process.join(_SECONDS_TO_END)
        code = self._process.exitcode
        if code is None:
            return "the process has closed its pipe"
        if code >= 0:
            return f"the process has ended with exit code {code}"
        name = signal.Signals(-code).name if -code in signal.valid_signals() else f"signal {-code}"
        return f"the process was ended by {name}" + ", as happens where memory is short" * (name == "SIGKILL")
