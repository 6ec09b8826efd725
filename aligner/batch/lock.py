"""One run at a time in a folder: a lock on a file, which the system lets go when its process ends, however it ends."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from aligner.errors import OutputError
from aligner.formats.files import output_error

_FAR = 1_000_000  # a byte beyond all that is written


@contextmanager
def locked(folder: Path, name: Path) -> Iterator[None]:
    """Keep other runs out of a folder by a lock on the file `name`, which is created and holds our process's number.

    Raises `OutputError` if another run is in it, or the file cannot be written.
    """
    try:
        name.parent.mkdir(parents=True, exist_ok=True)
        file = name.open("a+", encoding="ascii")
    except OSError as error:
        raise output_error(name, error) from error
    with file:
        try:
            _take(file)
        except BlockingIOError:
            raise _in_use(folder, file) from None
        except OSError as error:
            raise output_error(name, error) from error
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield


def _take(file: IO[str]) -> None:
    """Take the lock; raises `BlockingIOError` if another process has it."""
    try:
        import fcntl
    except ImportError:  # Windows
        _take_on_windows(file)
    else:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _take_on_windows(file: IO[str]) -> None:
    import msvcrt

    file.seek(_FAR)  # what is locked cannot be read, and others are to read the number
    try:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    except OSError as error:
        raise BlockingIOError from error
    finally:
        file.seek(0)


def _in_use(folder: Path, file: IO[str]) -> OutputError:
    process = ""
    with suppress(OSError):
        file.seek(0)
        process = file.read(20).strip()
    what = f"{f'process {process}' if process else 'another process'} is at work in it"
    return OutputError(what, where=str(folder), remedy="wait until it has ended, or give -o another folder")
