"""One run at a time in a folder: a lock on a file, which the system lets go when its process ends, however it ends."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from aligner.batch.addresses import is_elsewhere, put_whole, refusals_elsewhere
from aligner.errors import OutputError
from aligner.formats.files import output_error
from aligner.formats.temporary import is_alive

_FAR = 1_000_000  # a byte beyond all that is written


@contextmanager
def locked(folder: Path, name: Path) -> Iterator[None]:
    """Keep other runs out of a folder by a lock on the file `name`, which is created and holds our process's number.

    Raises `OutputError` if another run is in it, or the file cannot be written.
    """
    if is_elsewhere(folder):
        with _locked_elsewhere(folder, name):
            yield
        return
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


@contextmanager
def _locked_elsewhere(folder: Path, name: Path) -> Iterator[None]:
    """The same where no file can be locked: a file that is there as long as the run, unless that is killed."""
    with refusals_elsewhere(name):
        holder = name.read_text(encoding="utf-8") if name.exists() else ""
    machine, _, process = holder.partition(" ")
    if holder and not (machine == platform.node() and process.isdigit() and not is_alive(int(process))):
        remedy = f"wait until it has ended, or remove {name} if it was killed"
        raise OutputError(f"process {process} of {machine} is at work in it", where=str(folder), remedy=remedy)
    with put_whole(name) as file:
        file.write(f"{platform.node()} {os.getpid()}".encode())
    try:
        yield
    finally:
        name.unlink(missing_ok=True)


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
