"""Checks before a PDF goes to pdfminer, which sets no limits: is the file complete, and will it fit into memory?"""

from __future__ import annotations

import re
import zlib
from typing import Any

from aligner.errors import InputError
from aligner.read.signature import refuse_other

# Maximum bytes that one stream, and all streams together, may unpack to, not counting images. Chinese fonts have 20 MB.
MAX_STREAM, MAX_UNPACKED = 60_000_000, 500_000_000

REMEDY = "save it again as .pdf, or get a whole copy"

_STREAM = re.compile(rb"stream\r?\n")


def check(data: bytes) -> None:
    """Raise `InputError` if the bytes are not a complete PDF, or would unpack to more than memory can hold."""
    if not data:
        raise InputError("the file is empty", remedy="give a file with text")
    refuse_other(data, ".pdf")
    if b"%PDF-" not in data[:1024]:
        raise InputError("this is not a PDF file", remedy="correct its suffix")
    if b"%%EOF" not in data.rstrip(b"\0\r\n\t ")[-2048:]:
        raise InputError("is damaged: its end is missing", remedy=REMEDY)
    total = 0
    for match in _STREAM.finditer(data):
        if b"/Image" not in data[max(0, match.start() - 300) : match.start()]:
            total += _unpacked_size(data, match.end())
        if total > MAX_UNPACKED:
            raise InputError("unpacks to far more than a document holds", remedy="split it, or do not trust it")


def _unpacked_size(data: bytes, start: int) -> int:
    """Unpacked size of a deflated stream, even one deflated twice; 0 for other streams, which do not grow much."""
    if data[start : start + 1] not in (b"\x78", b"\x68", b"\x58", b"\x48"):
        return 0
    inflate, size = zlib.decompressobj(), 0
    inner: Any = None
    view = memoryview(data)[start:]
    try:
        chunk = inflate.decompress(view, 1 << 20)
        inner = zlib.decompressobj() if chunk[:1] == b"\x78" else None
        while chunk and size <= MAX_STREAM:
            size += len(chunk)
            while inner and (piece := inner.decompress(chunk, 1 << 20)) and size <= MAX_STREAM:
                size += len(piece)
                chunk = inner.unconsumed_tail
            chunk = inflate.decompress(inflate.unconsumed_tail, 1 << 20)
    except zlib.error:
        pass
    if size > MAX_STREAM:
        raise InputError("unpacks to far more than a document holds", remedy="split it, or do not trust it")
    return size
