"""ZIP archives: writes them so that the bytes depend on the content alone (no clock, user or system), and peeks in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

from aligner.errors import InputError
from aligner.read.archive import open_archive

# The earliest time that a ZIP archive can record.
_TIME = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_MODE = 0o100644 << 16

_START = 100_000  # bytes of a member that are read


def packed(members: Iterable[tuple[str, bytes]], stored: tuple[str, ...] = ()) -> bytes:
    """An archive of the named files in this order; those in `stored` are not compressed."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in members:
            info = zipfile.ZipInfo(name, _TIME)
            info.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            info.create_system = _UNIX
            info.external_attr = _MODE
            archive.writestr(info, content)
    return data.getvalue()


def start_of_member(path: Path, name: str) -> bytes:
    """The first bytes of a file in an archive; empty if there is no such file, or the archive cannot be read."""
    try:
        archive = open_archive(path.read_bytes(), path.suffix)
        return archive.start(name, _START) if name in archive else b""
    except InputError:
        return b""
