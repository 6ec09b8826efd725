"""Untrusted ZIP archives, read within limits: .docx, .odt, .epub and .xlsx files are such archives.

Nothing that an archive says about itself is trusted: sizes are counted while unpacking, and a file that unpacks to far
more than it should is refused before it fills memory.
"""

from __future__ import annotations

import io
import zipfile
import zlib

from aligner.errors import InputError
from aligner.read.signature import ZIP, Content, is_text, recognise

# Maximum number of bytes to which all members read may unpack together. A long novel with its markup takes 20 MB.
MAX_UNPACKED = 200_000_000

# Maximum factor by which an archive may grow, once it has unpacked to SMALL bytes. The XML of documents packs to a
# tenth, that of large tables to a fiftieth; a bomb of deflated zeros grows a thousandfold.
SMALL, MAX_RATIO = 20_000_000, 200

_CHUNK = 1 << 20
_ENCRYPTED = 0x1  # flag bit of a member
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the only ones that document formats allow


class Archive:
    """An open archive; create it with `open_archive`.

    Attributes:
        suffix: the kind of file that it should be, for messages.
        names: names of its members, in the order of the archive.
    """

    def __init__(self, archive: zipfile.ZipFile, suffix: str, limit: int) -> None:
        self.suffix = suffix
        self.names = tuple(archive.namelist())
        self._archive = archive
        self._limit = limit
        self._sizes: dict[str, int] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._archive.NameToInfo

    def read(self, name: str) -> bytes:
        """A member's bytes. Raises `InputError` if it is missing, encrypted, damaged or too large."""
        if name not in self:
            raise InputError(
                f"has no {name} in it, so it is damaged or not a {self.suffix} file", remedy=_again(self.suffix)
            )
        info = self._archive.getinfo(name)
        if info.flag_bits & _ENCRYPTED:
            raise InputError("is encrypted", remedy="save it without a password")
        if info.compress_type not in _METHODS:
            raise InputError(f"is compressed in a way not used in {self.suffix} files", remedy=_again(self.suffix))
        left = self._limit - sum(size for other, size in self._sizes.items() if other != name)
        try:
            data = self._unpacked(info, left)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError):
            raise InputError(f"is damaged: {name} cannot be unpacked", remedy=_again(self.suffix)) from None
        self._sizes[name] = len(data)
        return data

    def check(self) -> None:
        """Unpack every member once, for libraries that unpack the archive themselves. Raises what `read` does."""
        for name in self.names:
            self.read(name)

    def _unpacked(self, info: zipfile.ZipInfo, limit: int) -> bytes:
        out = bytearray()
        with self._archive.open(info) as member:
            while chunk := member.read(_CHUNK):
                out += chunk
                if len(out) > limit:
                    what = f"unpacks to more than {self._limit // 1_000_000} MB, far more than a document holds"
                    raise InputError(what, remedy="split it, or do not trust it")
        return bytes(out)


def open_archive(data: bytes, suffix: str) -> Archive:
    """The archive in the bytes of a file that should be a `suffix` file, such as ``".docx"``.

    Raises `InputError` if the bytes are not an archive.
    """
    if not data:
        raise InputError("the file is empty", remedy="give a file with text")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, OverflowError):
        raise _no_archive(data, suffix) from None
    if not archive.namelist():
        raise InputError(f"is an empty archive, not a {suffix} file", remedy=_again(suffix))
    return Archive(archive, suffix, min(MAX_UNPACKED, max(SMALL, MAX_RATIO * len(data))))


def _no_archive(data: bytes, suffix: str) -> InputError:
    if data.startswith(ZIP):
        return InputError("is damaged: its end is missing", remedy=_again(suffix))
    content = recognise(data) or (Content("a plain text", (".txt",)) if is_text(data) else None)
    if content is not None:
        return content.refusal(suffix)
    return InputError(f"is damaged, or not a {suffix} file", remedy=_again(suffix))


def _again(suffix: str) -> str:
    return f"save it again as {suffix}, or get a whole copy"
