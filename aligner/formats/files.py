"""Writes bytes to disk: a file, or all files of a folder, appear complete under their names, or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from aligner.characters import LONE_SURROGATE
from aligner.errors import DiskError, OutputError
from aligner.formats.temporary import temporary_in
from aligner.signals import held

# What concerns all results, not this one alone.
_OF_THE_DISK = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO)
_REMEDIES = {
    errno.ENOSPC: "make room on the disk, or write elsewhere",
    errno.EDQUOT: "make room in the quota, or write elsewhere",
    errno.EIO: "write elsewhere: the disk or the connection to it fails",
    errno.EISDIR: "give the name of a file",
    errno.EEXIST: "give another name",
    errno.ENAMETOOLONG: "give a shorter name",
}


@dataclass(frozen=True, slots=True)
class Rendered:
    """The file that a writer makes from an alignment.

    Attributes:
        data: the bytes of the file.
        notes: what the user should know about it: ``"3 nulls left out"``.
    """

    data: bytes
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RenderedFolder:
    """The folder that the writer of a folder format makes from an alignment.

    Attributes:
        files: the bytes of each file by its name in the folder: ``"links.xml"``, ``"en/book.xml"``.
        notes: as in `Rendered`.
    """

    files: Mapping[str, bytes]
    notes: tuple[str, ...] = ()


def encode(text: str) -> bytes:
    """The text as UTF-8; half a surrogate pair, which UTF-8 cannot hold, becomes U+FFFD."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return LONE_SURROGATE.sub("\ufffd", text).encode()


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file by way of a temporary file beside it; missing parent folders are created.

    A new file gets the mode that `open` would give it, an existing one keeps its mode; a link stays a link; a device or
    pipe is written to, not replaced. Raises `OutputError`; no temporary file is left behind, even when interrupted: a
    signal waits until the file is in place.
    """
    try:
        target = path.resolve()
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, "it is a folder")
        if target.exists() and not target.is_file():
            target.write_bytes(data)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            with held():
                _replace(target, data)
    except (OSError, RuntimeError) as error:  # resolve() of a link to itself raises RuntimeError before Python 3.13
        raise output_error(path, error) from error


def write_folder_atomically(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files of a folder, all or none; other files in it stay as they are.

    They are first written to a temporary folder, so that a full disk changes nothing, and then moved into place; if one
    cannot be moved, those already moved are restored. Raises `OutputError`.
    """
    try:
        target = folder.resolve()
        if target.exists() and not target.is_dir():
            raise FileExistsError(errno.EEXIST, "it is a file, and this format is a folder of files")
        # Inside the folder, if it exists: its parent may be on another file system, or not writable.
        temporary = temporary_in(target if target.exists() else target.parent)
        with held():
            try:
                for name, data in files.items():
                    _write_new(temporary / "new" / name, data)
                if target.exists():
                    _take_places(temporary, target, list(files))
                else:
                    (temporary / "new").rename(target)
            finally:
                shutil.rmtree(temporary, ignore_errors=True)
    except (OSError, RuntimeError) as error:  # as above
        raise output_error(folder, error) from error


def _take_places(temporary: Path, folder: Path, names: list[str]) -> None:
    """Move the new files into the folder and the old ones out of it; on failure, move all of them back."""
    try:
        for name in names:
            place, new, old = folder / name, temporary / "new" / name, temporary / "old" / name
            if place.is_dir():
                raise IsADirectoryError(errno.EISDIR, f"{name} in it is a folder")
            place.parent.mkdir(parents=True, exist_ok=True)
            if place.exists():
                _check_writable(place)
                shutil.copymode(place, new)
                old.parent.mkdir(parents=True, exist_ok=True)
                place.rename(old)
            new.rename(place)
    except BaseException:
        for name in names:
            place, new, old = folder / name, temporary / "new" / name, temporary / "old" / name
            if not new.exists():
                place.unlink(missing_ok=True)
            if old.exists():
                old.rename(place)
        raise


def _write_new(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        file.write(data)


def _check_writable(path: Path) -> None:
    if not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, "Permission denied")


def _replace(target: Path, data: bytes) -> None:
    existing = target.exists()
    if existing:
        _check_writable(target)
    temporary = temporary_in(target.parent)
    try:
        _write_new(temporary, data)
        if existing:
            temporary.chmod(target.stat().st_mode & 0o7777)
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def output_error(path: Path, error: Exception) -> OutputError:
    """The error for a file or folder that could not be written, with what to do about it."""
    code = error.errno if isinstance(error, OSError) else None
    in_the_way = next((parent for parent in path.parents if parent.exists() and not parent.is_dir()), None)
    if in_the_way is not None:
        reason, remedy = f"{in_the_way} is a file, not a folder", "choose another folder"
    else:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        remedy = _REMEDIES.get(code or 0, "choose a place where you may write")
    kind = DiskError if code in _OF_THE_DISK else OutputError
    return kind(f"cannot be written: {reason[0].lower()}{reason[1:]}", where=str(path), remedy=remedy)
