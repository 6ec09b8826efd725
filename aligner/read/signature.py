"""What a file really is, judged by its first bytes and, in a container, by the names of its parts.

Office documents and e-books are ZIP archives whose parts have known names. The names are stored uncompressed, so even
half a file shows what it was. Text has no signature, and `recognise` gives None for it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from aligner.errors import InputError


class Content(NamedTuple):
    """What a file is.

    Attributes:
        name: its name for messages, with the article.
        suffixes: valid suffixes for such a file, the one to suggest first; empty if no reader accepts it.
        remedy: what to do with a file that has another suffix, if renaming it is not enough.
    """

    name: str
    suffixes: tuple[str, ...] = ()
    remedy: str = ""

    @property
    def way_out(self) -> str:
        """How to get such a file read; empty if it holds no text."""
        return self.remedy or (f"name it {self.suffixes[0]}" if self.suffixes else "")

    def refusal(self, suffix: str) -> InputError:
        """The error that says that this is not a `suffix` file (or not a text, for `TEXT`)."""
        wanted = "a text" if suffix == TEXT else f"a {suffix} file"
        return InputError(f"this is {self.name}, not {wanted}", remedy=self.way_out or "give the text itself")


_OLD_WORD = "open it in a word processor and save it as .docx"
_OLD_EXCEL = "open it in a spreadsheet program and save it as .xlsx"
_PASSWORD = "save it without a password"

# Leading bytes. ASCII signatures are long enough that no text begins with them by chance.
_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", Content("a PNG picture")),
    (b"\xff\xd8\xff", Content("a JPEG picture")),
    (b"GIF87a", Content("a GIF picture")),
    (b"GIF89a", Content("a GIF picture")),
    (b"%PDF-", Content("a PDF file", (".pdf",))),
    (b"{\\rtf", Content("an RTF file", (".rtf",))),
    (b"\x1f\x8b\x08", Content("a gzip archive", remedy="unpack it first")),
    (b"7z\xbc\xaf\x27\x1c", Content("a 7z archive", remedy="unpack it first")),
    (b"Rar!\x1a\x07", Content("a RAR archive", remedy="unpack it first")),
    (b"\x7fELF", Content("a program")),
    (b"SQLite format 3\x00", Content("a database")),
)

TEXT = ""  # in place of a suffix
ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_ANY_ZIP = Content("a ZIP archive", (".zip", ".docx", ".odt", ".epub", ".fbz", ".xlsx"), "unpack it first")

# OpenDocument files and EPUB books state their type in their first member, which is not compressed. The others are
# recognised by how the names of their members begin.
_TYPES = (
    (b"application/epub+zip", Content("an EPUB book", (".epub",))),
    (b"application/vnd.oasis.opendocument.text", Content("an OpenDocument text", (".odt", ".ott"))),
    (b"application/vnd.oasis.opendocument.spreadsheet", Content("an OpenDocument spreadsheet", remedy=_OLD_EXCEL)),
    (b"application/vnd.oasis.opendocument", Content("an OpenDocument file, not a text", remedy="save it as .odt")),
)
_PARTS = (
    (b"word/", Content("a Word document", (".docx", ".docm", ".dotx"))),
    (b"xl/", Content("an Excel workbook", (".xlsx", ".xlsm"))),
    (b"ppt/", Content("a PowerPoint presentation", remedy="give its text")),
    (b"META-INF/container.xml", Content("an EPUB book", (".epub",))),
)
# The header of a member, with the beginning of its name; present even in half an archive.
_MEMBER = re.compile(rb"PK\x03\x04.{26}(?P<name>[\w/.\[\]-]{3,40})", re.DOTALL)
_TYPE_END = 128  # the first member's type ends within this many bytes

# How a web page begins. Word processors, spreadsheet programs and websites give such pages their own suffixes.
_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^<>]*>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE)

# Names of streams in an OLE container, in which upper and lower case are the same. Modern encrypted documents are in
# one as well.
_STORED = (
    ("EncryptedPackage", Content("an encrypted Office document", remedy=_PASSWORD)),
    ("WordDocument", Content("an old Word document (.doc)", (".doc", ".dot"))),
    ("Workbook", Content("an old Excel workbook (.xls)", remedy=_OLD_EXCEL)),
)


def recognise(data: bytes) -> Content | None:
    """What the bytes are by their signature; None for text and for anything unknown.

    >>> recognise(b"%PDF-1.7 ...").name, recognise(b"Good morning.")
    ('a PDF file', None)
    """
    if data.startswith(ZIP):
        return _zipped(data)
    if data.startswith(OLE):
        names = data.lower()
        stored = (content for name, content in _STORED if name.lower().encode("utf-16-le") in names)
        return next(stored, Content("an old Office file", remedy=_OLD_WORD))
    return next((content for magic, content in _MAGIC if data.startswith(magic)), None)


def _zipped(data: bytes) -> Content:
    """What an archive holds, by its stated type or the first member with a known name."""
    by_type = next((content for mark, content in _TYPES if mark in data[:_TYPE_END]), None)
    if by_type is not None:
        return by_type
    names = (match["name"] for match in _MEMBER.finditer(data))
    found = (content for name in names for start, content in _PARTS if name.startswith(start))
    return next(found, _ANY_ZIP)


def refuse_other(data: bytes, suffix: str) -> None:
    """Raise `InputError` if the bytes are known to be something other than the suffix says (`TEXT` for any text)."""
    content = recognise(data)
    if content is not None and suffix not in content.suffixes:
        raise content.refusal(suffix)


def recognise_text(data: bytes) -> Content | None:
    """What kind of text the bytes are, for files that should be none; None for what is neither UTF-8 nor a web page.

    >>> recognise_text(b"<!DOCTYPE html><p>Good morning.").name, recognise_text(b"Good morning.").name
    ('a web page', 'a plain text')
    """
    if _PAGE.match(data):
        return Content("a web page", (".html",))
    try:
        data.decode()
    except UnicodeDecodeError:
        return None
    return None if b"\x00" in data else Content("a plain text", (".txt",))
