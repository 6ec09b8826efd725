"""Signals that end the program become an exception, which waits while a result is put in place."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

# What ends a program from outside: Ctrl-C, kill, a closed terminal, Ctrl-Break on Windows.
_ENDING = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")


class Stopped(BaseException):
    """A signal that ends the program.

    Attributes:
        exit_code: 128 and the signal's number, as shells have it.
    """

    def __init__(self, number: int) -> None:
        self.exit_code = 128 + number
        super().__init__(signal.Signals(number).name)


class _Held(threading.local):
    """How many `held` blocks a thread is in, and the signal that came meanwhile. Signals reach the main thread only."""

    depth = 0
    waiting: int | None = None


_held = _Held()


@contextmanager
def raised() -> Iterator[None]:
    """Raise `Stopped` for a signal that would end the program; one that the caller ignores, as under nohup, stays so.

    Does nothing in other threads than the main one, which Python allows no handlers.
    """
    before = {}
    if threading.current_thread() is threading.main_thread():
        for number in (getattr(signal, name) for name in _ENDING if hasattr(signal, name)):
            if signal.getsignal(number) not in (signal.SIG_IGN, None):
                before[number] = signal.signal(number, _on_signal)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def ignore() -> None:
    """Take no further notice of such signals: the program is about to end."""
    for number in (getattr(signal, name) for name in _ENDING if hasattr(signal, name)):
        signal.signal(number, signal.SIG_IGN)


@contextmanager
def held() -> Iterator[None]:
    """Let signals wait until the block is done, so that it is done whole; only under `raised`."""
    _held.depth += 1
    try:
        yield
    finally:
        _held.depth -= 1
        if not _held.depth and _held.waiting is not None:
            number, _held.waiting = _held.waiting, None
            raise Stopped(number)


def _on_signal(number: int, _frame: object) -> None:
    if _held.depth:
        _held.waiting = number
    else:
        raise Stopped(number)
