"""Tasks that do what they say, for tests of the pool: they succeed, raise, take too long, eat memory, die.

A task is an act and a number, its result if it succeeds; processes import this module by its name.
"""

from __future__ import annotations

import ctypes
import os
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NoReturn

from aligner.batch.pool import Failure

Task = tuple[str, int]


def make() -> Callable[[Sequence[Task]], Iterator[object]]:
    return work


def work(tasks: Sequence[Task]) -> Iterator[object]:
    """Each result as soon as it is there, as the pool wants it."""
    for act, number in tasks:
        yield ACTS.get(act.partition(" ")[0], _succeed)(act, number)


def make_all_at_once() -> Callable[[Sequence[Task]], list[object]]:
    return lambda tasks: list(work(tasks))


def make_too_few() -> Callable[[Sequence[Task]], list[object]]:
    return lambda tasks: list(work(tasks))[:1]


def make_raises() -> NoReturn:
    raise FileNotFoundError(2, "No such file or directory", "en-es.lexicon")


def make_dies() -> NoReturn:
    os._exit(3)


def failed(task: Task, failure: Failure) -> tuple[str, int, str]:
    """The result of a task that has none."""
    return failure.cause, task[1], failure.detail


def _succeed(_act: str, number: int) -> int:
    return number


def _raise(_act: str, number: int) -> NoReturn:
    raise ValueError(f"no such number: {number}")


def _exit(_act: str, _number: int) -> NoReturn:
    os._exit(7)


def _die(_act: str, _number: int) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _die_once(act: str, number: int) -> int:
    """Die unless the file that the act names is there."""
    path = Path(act.partition(" ")[2])
    if not path.exists():
        path.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def _crash(_act: str, _number: int) -> None:
    ctypes.string_at(0)


def _hang(_act: str, _number: int) -> None:
    time.sleep(1000)


def _stick(act: str, _number: int) -> None:
    """Make the file that the act names, and hang within a library, which lets no other thread of the process run."""
    Path(act.partition(" ")[2]).touch()
    re.match("(a+)+$", "a" * 100 + "b")


def _grow(_act: str, _number: int) -> None:
    """Memory that Python asks for; ends with `MemoryError` where there is a bound."""
    parts = []
    while True:
        parts.append(bytes(4_000_000))


def _grow_unasked(_act: str, _number: int) -> None:
    """Memory that is there already and is filled now, which no bound on what is asked for prevents."""
    import mmap

    with mmap.mmap(-1, 10**9) as memory:  # shared: not counted among the data of the process
        for start in range(0, len(memory), 4_000_000):
            memory[start : start + 4_000_000] = b"x" * 4_000_000
        time.sleep(1000)


_left: list[bytes] = []


def _leave(_act: str, number: int) -> int:
    """Leave memory behind in the process, but less than a task may take."""
    _left.append(bytes(150_000_000))
    return number


def _need(_act: str, number: int) -> int:
    """Take less memory than a task may, for a moment."""
    return number if bytes(100_000_000) else -1


def _threads(_act: str, _number: int) -> str | None:
    return os.environ.get("OMP_NUM_THREADS")


def _unpicklable(_act: str, number: int) -> object:
    return lambda: number


def _speak(_act: str, number: int) -> int:
    print("on stdout", flush=True)
    print("on stderr", file=sys.stderr, flush=True)
    os.write(1, b"on 1")
    os.write(2, b"on 2")
    return number


def _name(_act: str, _number: int) -> int:
    return os.getpid()


ACTS: dict[str, Callable[[str, int], object]] = {
    "raise": _raise,
    "exit": _exit,
    "die": _die,
    "die-once": _die_once,
    "crash": _crash,
    "hang": _hang,
    "stick": _stick,
    "grow": _grow,
    "grow-unasked": _grow_unasked,
    "leave": _leave,
    "need": _need,
    "threads": _threads,
    "unpicklable": _unpicklable,
    "speak": _speak,
    "name": _name,
}
