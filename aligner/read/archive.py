"""Untrusted ZIP archives, read within limits: .docx, .odt, .epub, .fbz and .xlsx files are such archives."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable
from typing import IO

from aligner.errors import InputError
from aligner.read.refusals import SPLIT, refuse_empty, whole_copy
from aligner.read.signature import ZIP, recognise, recognise_text
from aligner.read.unpack import Meter, unpacked

# Maximum number of members. A book in three hundred chapters with a picture for each has a thousand.
MAX_MEMBERS = 20_000

_ENTRY = b"PK\x01\x02"  # opens a member's entry in the directory at the end of an archive
_ENCRYPTED = 0x1  # flag bit of a member
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the only ones that document formats allow


class Archive:
    """An open archive; create it with `open_archive`.

    Attributes:
        suffix: the kind of file that it should be, for messages.
        names: names of its members, in the order of the archive.
    """

    def __init__(self, archive: zipfile.ZipFile, suffix: str, meter: Meter) -> None:
        self.suffix = suffix
        self.names = tuple(archive.NameToInfo)
        self._archive = archive
        self._meter = meter
        self._sizes: dict[str, int] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._archive.NameToInfo

    def read(self, name: str) -> bytes:
        """A member's bytes. Raises `InputError` if it is missing, encrypted, damaged or too large."""
        self._meter.take(-self._sizes.pop(name, 0))  # the same member again is no more
        data = self._taken(name, lambda member: unpacked(member, self._meter))
        self._sizes[name] = len(data)
        return data

    def start(self, name: str, size: int) -> bytes:
        """The first bytes of a member, at most `size`. Raises what `read` does."""
        return self._taken(name, lambda member: member.read(size))

    def _taken(self, name: str, take: Callable[[IO[bytes]], bytes]) -> bytes:
        if name not in self:
            raise InputError(
                f"has no {name} in it, so it is damaged or not a {self.suffix} file", remedy=whole_copy(self.suffix)
            )
        info = self._archive.getinfo(name)
        if info.flag_bits & _ENCRYPTED:
            raise InputError("is encrypted", remedy="save it without a password")
        if info.compress_type not in _METHODS:
            raise InputError(f"is compressed in a way not used in {self.suffix} files", remedy=whole_copy(self.suffix))
        try:
            with self._archive.open(info) as member:
                return take(member)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
            raise InputError(f"is damaged: {name} cannot be unpacked", remedy=whole_copy(self.suffix)) from None


def open_archive(data: bytes, suffix: str) -> Archive:
    """The archive in the bytes of a file that should be a `suffix` file, such as ``".docx"``.

    Raises `InputError` if the bytes are not an archive, or one of far too many members.
    """
    refuse_empty(data)
    if data.count(_ENTRY) > MAX_MEMBERS:
        what = f"holds more than {MAX_MEMBERS:,} parts, far more than a document has"
        raise InputError(what, remedy=SPLIT)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, OverflowError):
        raise _no_archive(data, suffix) from None
    if not archive.namelist():
        raise InputError(f"is an empty archive, not a {suffix} file", remedy=whole_copy(suffix))
    return Archive(archive, suffix, Meter(len(data)))


def _no_archive(data: bytes, suffix: str) -> InputError:
    if data.startswith(ZIP):
        return InputError("is damaged: its end is missing", remedy=whole_copy(suffix))
    content = recognise(data) or recognise_text(data)
    if content is not None:
        return content.refusal(suffix)
    return InputError(f"is damaged, or not a {suffix} file", remedy=whole_copy(suffix))
