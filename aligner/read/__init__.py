"""A path -> blocks. The formats are in `aligner.read.readers`.

Files are opened here and nowhere else; the readers are pure functions of bytes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from aligner.errors import InputError
from aligner.model import Block
from aligner.read.readers import READERS
from aligner.read.signature import recognise, refuse_other
from aligner.read.texts import clean, text_of

__all__ = ["READERS", "STDIN", "clean", "read", "read_text"]

_T = TypeVar("_T")

STDIN = "-"


def read(path: str | Path, *, encoding: str | None = None) -> tuple[Block, ...]:
    """The blocks of a file in reading order; ``"-"`` is standard input, read as plain text.

    Raises `InputError` with the file's name if the file cannot be read or holds no text, and `MissingExtraError` if the
    format's library is not installed.
    """
    return _named(path, lambda: _read(path, encoding))


def read_text(path: str | Path, *, encoding: str | None = None) -> str:
    """The text of a file as it is, but with ``\\n`` for every line ending and without control characters.

    Raises `InputError` as `read` does.
    """
    return _named(path, lambda: text_of(_bytes(path), encoding))


def _read(path: str | Path, encoding: str | None) -> tuple[Block, ...]:
    suffix = "" if str(path) == STDIN else Path(path).suffix.lower()
    data = _bytes(path)
    if suffix not in READERS:
        raise _no_reader(data, suffix)
    refuse_other(data, suffix)
    READERS[suffix].check_library(suffix)
    blocks = READERS[suffix].read(data, encoding)
    if not any(block.text.strip() for block in blocks):
        raise InputError("the file holds no text", remedy="give a file with text")
    return blocks


def _no_reader(data: bytes, suffix: str) -> InputError:
    content = recognise(data)
    if content is not None and content.way_out:
        return InputError(f"this is {content.name}", remedy=content.way_out)
    known = ", ".join(filter(None, READERS))
    return InputError(f"no reader for {suffix} files", remedy=f"these can be read: {known}")


def _named(path: str | Path, job: Callable[[], _T]) -> _T:
    """The job's result; adds the file's name to errors from the readers, which do not know it."""
    try:
        return job()
    except InputError as error:
        where = "standard input" if str(path) == STDIN else str(path)
        raise InputError(error.what, where=error.where or where, remedy=error.remedy) from None


def _bytes(path: str | Path) -> bytes:
    if str(path) == STDIN:
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes()
    except FileNotFoundError:
        raise InputError("no such file", remedy="check the name") from None
    except IsADirectoryError:
        raise InputError("this is a folder, not a file", remedy="name a file in it") from None
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror or error})", remedy="check its permissions") from None
