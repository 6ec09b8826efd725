"""Open streams in place of files: those that a caller hands over, and stdin and stdout, which may be closed or full."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from pathlib import Path
from typing import IO, Any

from aligner.errors import InputError, OutputError

Stream = IO[bytes] | IO[str]
# Where something is read from or written to.
Place = str | Path | Stream

# What stands for them where a path is expected.
STDIO = "-"
STANDARD_INPUT, STANDARD_OUTPUT = "standard input", "standard output"


def name_of(place: Place) -> str:
    """The path, or the name of a stream's file; ``"stream"`` if it has none."""
    name = str(place) if isinstance(place, (str, Path)) else getattr(place, "name", None)
    return name if isinstance(name, str) else "stream"


def bytes_of(stream: Stream) -> bytes:
    """All that is left in it; text as UTF-8. Raises `InputError`."""
    try:
        content: Any = stream.read()
    except (OSError, ValueError) as error:
        raise InputError(f"cannot be read ({_reason(error)})", where=name_of(stream), remedy="open it anew") from error
    return content.encode("utf-8", "surrogatepass") if isinstance(content, str) else bytes(content)


def write_to(stream: Stream, data: bytes) -> None:
    """Write bytes to it, or text, if that is what it takes.

    Raises `OutputError`, and `BrokenPipeError` where nobody reads it.
    """
    write: Any = stream.write
    try:
        write(data.decode() if isinstance(stream, io.TextIOBase) else data)
    except UnicodeDecodeError as error:
        what = "takes text, and this format is not text"
        raise OutputError(what, where=name_of(stream), remedy="open it for bytes") from error
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as error:
        remedy = "give another stream"
        raise OutputError(f"cannot be written ({_reason(error)})", where=name_of(stream), remedy=remedy) from error


def read_stdin() -> bytes:
    """All of stdin. Raises `InputError`."""
    try:
        if sys.stdin is None:
            raise OSError("it is closed")
        return sys.stdin.buffer.read()
    except OSError as error:
        remedy = "pipe a text into it, or name a file"
        raise InputError(f"cannot be read ({_reason(error)})", where=STANDARD_INPUT, remedy=remedy) from error


def write_stdout(data: bytes) -> None:
    """Write to stdout, all of it now. Raises `OutputError`, and `BrokenPipeError` where nobody reads it."""
    try:
        if sys.stdout is None:
            raise OSError("it is closed")
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        lead_nowhere("stdout")
        remedy = "write to a file with -o"
        raise OutputError(f"cannot be written ({_reason(error)})", where=STANDARD_OUTPUT, remedy=remedy) from error


def lead_nowhere(name: str) -> None:
    """Lead ``stdout`` or ``stderr`` nowhere, so that Python does not complain of what it still holds at the end."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), getattr(sys, name).fileno())


def _reason(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
