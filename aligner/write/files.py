"""Bytes to disk: a file appears whole, under its name, or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path

from aligner.errors import OutputError

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")

_REMEDIES = {
    errno.ENOSPC: "make room on the disk, or write elsewhere",
    errno.EDQUOT: "make room in the quota, or write elsewhere",
    errno.EISDIR: "give the name of a file",
    errno.ENAMETOOLONG: "give a shorter name",
}


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a writer makes of an alignment.

    Attributes:
        data: the bytes of the file.
        notes: what a person should know about it: ``"3 nulls left out"``.
    """

    data: bytes
    notes: tuple[str, ...] = ()


def encode(text: str) -> bytes:
    """The text as UTF-8; half a surrogate pair, which UTF-8 cannot hold, becomes U+FFFD."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return _LONE_SURROGATE.sub("\ufffd", text).encode()


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file through a temporary one beside it; missing parent folders are made.

    The file gets the mode that `open` would give it, or keeps the one it has; a link stays a link; a device or
    a pipe is written to and not replaced. Raises `OutputError`; nothing temporary is left, even when interrupted.
    """
    try:
        target = path.resolve()
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, "it is a folder")
        if target.exists() and not target.is_file():
            target.write_bytes(data)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            _replace(target, data)
    except (OSError, RuntimeError) as error:  # resolve() of a link to itself raises RuntimeError before Python 3.13
        raise _output_error(path, error) from error


def _replace(target: Path, data: bytes) -> None:
    existing = target.exists()
    if existing and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "Permission denied")
    # The name is short, so that it fits wherever the target's own name fits.
    temporary = target.parent / f".aligner-{secrets.token_hex(6)}.tmp"
    try:
        with temporary.open("xb") as file:
            file.write(data)
        if existing:
            temporary.chmod(target.stat().st_mode & 0o7777)
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def _output_error(path: Path, error: Exception) -> OutputError:
    in_the_way = next((parent for parent in path.parents if parent.exists() and not parent.is_dir()), None)
    if in_the_way is not None:
        reason, remedy = f"{in_the_way} is a file, not a folder", "choose another folder"
    else:
        code = error.errno if isinstance(error, OSError) else None
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        remedy = _REMEDIES.get(code or 0, "choose a place where you may write")
    return OutputError(f"cannot be written: {reason[0].lower()}{reason[1:]}", where=str(path), remedy=remedy)
