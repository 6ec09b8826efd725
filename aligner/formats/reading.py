"""Opens files for reading back, gzipped or not, with errors that users understand, and reads them within limits."""

from __future__ import annotations

import gzip
import math
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import BinaryIO

from aligner.errors import InputError
from aligner.read.unpack import MAX_UNPACKED, open_gzip

# Maximum size of what is held of a streamed file at a time, in bytes: a line of a table, or a unit of a translation
# memory. The longest sentence has thousands; but what was written of two texts of 5 MB on one line must be readable.
MAX_PIECE = 25_000_000


@contextmanager
def readable(path: str | Path) -> Iterator[None]:
    """Turn whatever goes wrong while the file is opened, read or unpacked into an `InputError` that names it."""
    try:
        yield
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise InputError("is a damaged .gz file", where=str(path), remedy="compress it again") from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        remedy = f"check {'its permissions' if isinstance(error, PermissionError) else 'the name'}"
        raise InputError(f"cannot be read: {reason}", where=str(path), remedy=remedy) from error


def opened(path: str | Path, *, most: float = MAX_UNPACKED) -> BinaryIO:
    """The file, opened for reading bytes, and unpacked if its name ends in ``.gz``, to `most` bytes at most."""
    return open_gzip(path, most=most) if str(path).lower().endswith(".gz") else Path(path).open("rb")


def lines_of(path: str | Path) -> Iterator[bytes]:
    """The lines of a file of any size, one at a time. Raises `InputError` for one longer than `MAX_PIECE`."""
    with opened(path, most=math.inf) as file:
        for number, line in enumerate(iter(partial(file.readline, MAX_PIECE + 1), b""), start=1):
            if len(line) > MAX_PIECE:
                what = f"is longer than {MAX_PIECE // 1_000_000} MB, far more than a pair of sentences"
                raise InputError(what, where=f"{path}, line {number}", remedy="put each pair on a line of its own")
            yield line
