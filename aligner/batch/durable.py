"""Files that are whole or not there, even after a power cut: a temporary name, fsync, rename, fsync of the folder."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from aligner.batch.addresses import is_elsewhere, put_whole
from aligner.formats.files import output_error
from aligner.formats.temporary import temporary_in
from aligner.signals import held


@contextmanager
def durably(path: Path) -> Iterator[IO[bytes]]:
    """A file to fill, which takes its place at the end of the block; nothing of it is left if the block raises.

    Raises `OutputError` where it cannot be written; missing folders are created.
    """
    if is_elsewhere(path):
        with put_whole(path) as file:
            yield file
        return
    with _refusals(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = temporary_in(path.parent)
    try:
        with _refusals(path), temporary.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        with _refusals(path), held():
            temporary.replace(path)
            settle([path.parent])
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def append(path: Path, line: bytes) -> None:
    """Add a line to a file that is there, so that it is on the disk; raises `OutputError`."""
    if is_elsewhere(path):  # where files do not grow
        with put_whole(path) as whole:
            whole.write(path.read_bytes() + line)
        return
    with _refusals(path):
        with path.open("ab") as file:
            file.write(line)
        settle([path])


def settle(places: Iterable[Path]) -> None:
    """See to it that files, and names in folders, are on the disk; where a system has no such thing, do nothing."""
    for place in places:
        if place.is_dir() and os.name != "posix":
            continue
        descriptor = os.open(place, os.O_RDONLY if os.name == "posix" else os.O_RDWR)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def _refusals(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise output_error(path, error) from error
