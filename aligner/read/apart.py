"""A reader that works in a process of its own, under limits of memory and time that nothing in a file gets around.

::

    size, bytes of the file  ──stdin──▶  a Python process that limits itself, then reads
    blocks and warnings, or error, as JSON ◀─stdout──

For libraries that set no limits. What a PDF unpacks to, and how often its parts are drawn, can only be known by a
parser as complete as the library's, so a check of the file beforehand always leaves holes; and a bound within the
library would have to be set wherever it unpacks, follows or repeats something. The system enforces the limits (Linux
both, macOS that of time); where it does not, the clock ends the process. A process that loses its parent ends too.
"""

from __future__ import annotations

import contextlib
import os
import sys
import warnings
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple, cast

from aligner.errors import InputError, LostTextWarning
from aligner.model import Block
from aligner.read.refusals import SPLIT

if TYPE_CHECKING:
    from subprocess import Popen

# Bytes that the process may take beyond the file's own size. A PDF of a thousand dense pages takes 215 million, of
# which 175 are the libraries and what is known of languages.
MEMORY = 350_000_000
# Seconds of computing until the reader has got on by a step (a page), and for each step more. A dense page takes .015
# on the machine that this was measured on, one of Arabic .06, a website printed as a single page 4.
SECONDS, STEP = 8, 1
# However many the steps: a second more than that for so many bytes of the file, and the most seconds there are. For 80
# to 200 thousand bytes of a PDF of text and little else it takes one.
BYTES_PER_SECOND, MOST_SECONDS = 10_000, 300
# The clock may show this many times the seconds of computing before the process is ended: other programs work too.
PATIENCE = 3

_OUT_OF_MEMORY = 3  # exit code
_SIZE = 8  # bytes in which the file's size is sent
_START = "import sys; sys.path[:] = sys.argv[5:]; from aligner.read.apart import main; main()"


class Limits(NamedTuple):
    """What a process may use: bytes of memory, seconds of computing until its first step, and seconds in all."""

    memory: int
    seconds: int
    most_seconds: int

    @classmethod
    def for_file(cls, size: int) -> Limits:
        """The limits for a file of that many bytes."""
        return cls(MEMORY + size, SECONDS, min(MOST_SECONDS, SECONDS + size // BYTES_PER_SECOND))


def apart(module: str, function: str) -> Callable[[bytes, str | None], tuple[Block, ...]]:
    """The named reader, as a function that has it run in a process of its own; it is not told the encoding.

    The reader takes the bytes of a file, and a function to call after each step. Raises what the reader raises, and
    `InputError` if it takes too much memory or time, or crashes. Warns with `LostTextWarning` as the reader does.
    """

    def read(data: bytes, encoding: str | None = None) -> tuple[Block, ...]:
        answer = _answer(f"{module}:{function}", data, Limits.for_file(len(data)))
        if "error" in answer:
            raise InputError(**answer["error"])
        for what in answer["lost"]:
            warnings.warn(LostTextWarning(what), stacklevel=2)
        return tuple(Block(*fields) for fields in answer["blocks"])

    return read


def _answer(reader: str, data: bytes, limits: Limits) -> Any:
    """What the process says: its blocks and what it warns of, or the parts of an `InputError`."""
    import json
    import subprocess

    root = str(Path(__file__).parents[2])
    command = [sys.executable, "-I", "-c", _START, reader, *map(str, limits), *sys.path, root]
    # Each thread of numpy's library would take memory of its own.
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    pipe = subprocess.PIPE
    try:
        child = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, env=environment)
    except OSError as error:
        raise InputError(f"cannot be read: no process can be started for it ({error})", remedy="try again") from None
    with child:
        try:
            out, errors = _talk(child, data, PATIENCE * limits.most_seconds)
        except subprocess.TimeoutExpired:
            raise _too_much(limits, "time") from None
        finally:
            child.kill()
    if child.returncode == 0:
        return json.loads(out)
    raise _failure(child.returncode, errors.decode(errors="replace"), limits)


def _talk(child: Popen[bytes], data: bytes, seconds: int) -> tuple[bytes, bytes]:
    """Send the file and get what the process writes; its input stays open as long as it is waited for."""
    lifeline, child.stdin = cast(IO[bytes], child.stdin), None  # `communicate` would close it
    try:
        with contextlib.suppress(OSError):  # it has ended already, and its exit code says why
            lifeline.write(len(data).to_bytes(_SIZE, "big"))
            lifeline.write(data)
            lifeline.flush()
        return child.communicate(timeout=seconds)
    finally:
        with contextlib.suppress(OSError):
            lifeline.close()


def _failure(code: int, errors: str, limits: Limits) -> Exception:
    """Why the process ended without an answer."""
    import signal

    # A library that is given no more memory gives up without a word, unlike one that finds a mistake in itself.
    gave_up = code == -getattr(signal, "SIGABRT", 0) and not errors
    if code == _OUT_OF_MEMORY or code == -getattr(signal, "SIGKILL", 0) or gave_up:
        return _too_much(limits, "memory")
    if code == -getattr(signal, "SIGXCPU", 0):
        return _too_much(limits, "time")
    if "Traceback" in errors:
        return RuntimeError(errors.strip())
    return InputError("is damaged: the program that reads it crashed", remedy="save it again, or get a whole copy")


def _too_much(limits: Limits, of: str) -> InputError:
    takes = "too long to read" if of == "time" else f"more than {limits.memory // 1_000_000} MB of memory to read"
    return InputError(f"takes {takes}, as no file of its size should", remedy=SPLIT)


def main() -> None:
    """The process: takes a reader and its limits as arguments, and a file on its standard input."""
    import json
    from threading import Thread

    module, _, function = sys.argv[1].partition(":")
    _keep_to(Limits(*map(int, sys.argv[2:5])))
    stdin = sys.stdin.buffer
    data = stdin.read(int.from_bytes(stdin.read(_SIZE), "big"))
    Thread(target=_end_with_parent, daemon=True).start()
    answer: Any
    try:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always", LostTextWarning)
            blocks: tuple[Block, ...] = getattr(import_module(module), function)(data, _more_time)
        answer = {
            "blocks": [(block.text, block.kind, block.place, block.level) for block in blocks],
            "lost": [w.message.what for w in caught if isinstance(w.message, LostTextWarning)],
        }
    except InputError as error:
        answer = {"error": {"what": error.what, "where": error.where, "remedy": error.remedy}}
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)
    sys.stdout.buffer.write(json.dumps(answer).encode())
    sys.stdout.flush()
    os._exit(0)  # without taking down what was read, and without waiting for the thread


def _keep_to(limits: Limits) -> None:
    """Take no more from now on. On Windows there is only the parent's clock."""
    with contextlib.suppress(ImportError):
        import resource

        for kind, now, most in (
            (resource.RLIMIT_DATA, limits.memory, limits.memory),
            (resource.RLIMIT_CPU, limits.seconds, limits.most_seconds + 1),  # a signal that tells why, then the end
            (resource.RLIMIT_CORE, 0, 0),
        ):
            with contextlib.suppress(ValueError, OSError):  # a stricter limit is set already
                resource.setrlimit(kind, (now, most))


def _more_time() -> None:
    with contextlib.suppress(ImportError, ValueError):
        import resource

        now, most = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (min(now + STEP, most - 1), most))


def _end_with_parent() -> None:
    """Wait until the input is closed, which happens when the parent ends, in whatever way."""
    sys.stdin.buffer.read(1)
    os._exit(1)
