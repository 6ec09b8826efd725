"""Untrusted packed files, unpacked within limits; whatever is unpacked anywhere in the program goes through here.

Nothing that a file says about its own size is trusted: bytes are counted while they are unpacked, and a file that grows
far more than it should is refused before it fills memory.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from aligner.errors import InputError
from aligner.read.refusals import SPLIT

if TYPE_CHECKING:
    from _typeshed import SupportsRead, WriteableBuffer

# Maximum number of bytes to which a file that is read whole may unpack. A long novel with its markup takes 20 MB.
MAX_UNPACKED = 100_000_000

# Maximum factor by which a file may grow, once it has unpacked to SMALL bytes. The XML of documents packs to a tenth,
# that of large tables to a fiftieth; a bomb of deflated zeros grows a thousandfold.
SMALL, MAX_RATIO = 20_000_000, 200

_CHUNK = 1 << 20
_GZIP = b"\x1f\x8b"


class Meter:
    """Counts the bytes that come out of a packed file, and raises `InputError` once they are too many.

    Args:
        packed: the file's own size.
        most: the number of bytes that is too many whatever its size; infinite for a file that is never held whole.
        where: its name for messages; empty if the caller adds it.
    """

    def __init__(self, packed: int, most: float = MAX_UNPACKED, where: str = "") -> None:
        self._limit = min(most, max(SMALL, MAX_RATIO * packed))
        self._count = 0
        self._where = where

    def take(self, size: int) -> None:
        """Count so many more bytes; fewer, if they are given back."""
        self._count += size
        if self._count > self._limit:
            what = f"unpacks to more than {self._limit // 1_000_000:.0f} MB, far more than a file of its size should"
            raise InputError(what, where=self._where, remedy=SPLIT)


def unpacked(stream: SupportsRead[bytes], meter: Meter) -> bytes:
    """Everything that a stream unpacks to."""
    return _joined(iter(partial(stream.read, _CHUNK), b""), meter)


def inflated(data: bytes, meter: Meter) -> bytes:
    """Everything that bytes packed by zlib unpack to. Raises `zlib.error` if they are damaged."""
    return _joined(_inflate(data), meter)


def gunzipped(data: bytes) -> bytes:
    """The bytes of a file, unpacked if it is a gzip file. Raises what `gzip` does, and `InputError` without a name."""
    return unpacked(gzip.open(io.BytesIO(data)), Meter(len(data))) if data.startswith(_GZIP) else data


def open_gzip(path: str | Path, *, most: float = MAX_UNPACKED) -> BinaryIO:
    """A gzip file, opened for reading bytes; reading raises what `gzip` does, and `InputError` with the path."""
    meter = Meter(Path(path).stat().st_size, most, str(path))
    return io.BufferedReader(_Metered(cast(BinaryIO, gzip.open(path)), meter), _CHUNK)


def _joined(chunks: Iterable[bytes], meter: Meter) -> bytes:
    kept = []
    for chunk in chunks:
        meter.take(len(chunk))
        kept.append(chunk)
    return b"".join(kept)


def _inflate(data: bytes) -> Iterator[bytes]:
    inflate = zlib.decompressobj()
    while chunk := inflate.decompress(data, _CHUNK):
        yield chunk
        data = inflate.unconsumed_tail
    if not inflate.eof:
        raise zlib.error("incomplete")


class _Metered(io.RawIOBase):
    """A stream that counts what is read from it."""

    def __init__(self, file: BinaryIO, meter: Meter) -> None:
        self._file, self._meter = file, meter

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        size = cast(io.BufferedIOBase, self._file).readinto(buffer)
        self._meter.take(size)
        return size

    def close(self) -> None:
        self._file.close()
        super().close()
