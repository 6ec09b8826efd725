"""Opens files for reading back, gzipped or not, with errors that users understand."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from aligner.errors import InputError


@contextmanager
def readable(path: str | Path) -> Iterator[None]:
    """Turn whatever goes wrong while the file is opened, read or unpacked into an `InputError` that names it."""
    try:
        yield
    except (gzip.BadGzipFile, EOFError, zlib.error):
        raise InputError("is a damaged .gz file", where=str(path), remedy="compress it again") from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InputError(f"cannot be read: {reason}", where=str(path), remedy="check the name") from error


def opened(path: str | Path) -> BinaryIO:
    """The file, opened for reading bytes, and unpacked if its name ends in ``.gz``."""
    return cast(BinaryIO, gzip.open(path)) if str(path).lower().endswith(".gz") else Path(path).open("rb")
