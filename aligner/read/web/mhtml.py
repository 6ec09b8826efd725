"""Pages that a browser saves with their pictures in one file (.mhtml, .mht) -> blocks of the page.

::

    Content-Type: multipart/related; boundary="x"; start="<page@1>"
    --x
    Content-Type: text/html                     ──▶  page, read as a saved page is
    Content-ID: <page@1>
    Content-Transfer-Encoding: quoted-printable
    …
    --x
    Content-Type: image/png                          left out, like style sheets and the pages in frames

Only the headers go through the library's parser: it would look at each line of a file once for each part around it.
"""

from __future__ import annotations

import binascii
import html
import quopri
import re
from collections.abc import Iterator
from email.message import Message
from email.parser import BytesParser
from typing import NamedTuple

from aligner.errors import InputError
from aligner.model import Block
from aligner.read.refusals import DO_NOT_TRUST, refuse_empty
from aligner.read.signature import refuse_other
from aligner.read.texts import MAX_LINES
from aligner.read.web.saved_page import read_page

SUFFIX = ".mhtml"

_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_MAX_DEPTH = 4  # of parts in parts: Outlook has the page as one of several alternatives, and these beside its pictures
_MAX_PARTS = 20_000  # a page has a part for each picture: as many as an archive may have members
_MAX_HEADERS = 10_000  # bytes of the headers of one part; those of browsers have a few hundred

_BLANK = re.compile(rb"\r?\n\r?\n")
_CHARSET = re.compile(r"[\w.:-]{2,30}", re.ASCII)
_AGAIN = "save the page again, or save it as .html"


class _Part(NamedTuple):
    """A part of the file: its headers, and its content as it is stored."""

    headers: Message
    stored: bytes

    @property
    def type(self) -> str:
        """``"text/html"``."""
        return self.headers.get_content_type()

    def field(self, name: str) -> str:
        """A header; empty if there is none."""
        return str(self.headers.get(name, "")).strip()

    def parameter(self, name: str) -> str:
        """A parameter of its type; empty if there is none, or none that can be understood."""
        try:
            return str(self.headers.get_param(name) or "").strip()
        except (ValueError, LookupError):
            return ""

    def content(self) -> bytes:
        """What is stored, decoded. Raises `InputError` if it is damaged."""
        encoding = self.field("Content-Transfer-Encoding").lower()
        if encoding == "quoted-printable":
            return quopri.decodestring(self.stored)
        try:
            return binascii.a2b_base64(self.stored) if encoding == "base64" else self.stored
        except binascii.Error:
            raise InputError("is damaged: its page is not whole", remedy=_AGAIN) from None


def read_mhtml(data: bytes, encoding: str | None = None) -> tuple[Block, ...]:
    """The blocks of the article of a page saved in one file. Raises `InputError` if the bytes hold no page."""
    refuse_empty(data.strip())
    refuse_other(data, SUFFIX)
    if data.count(b"\n") > MAX_LINES:
        raise InputError(f"has more than {MAX_LINES:,} lines", remedy="save the page again")
    page = _page(data)
    content = _with_own_links(page.content(), page.field("Content-Location"))
    charset = page.parameter("charset")
    if encoding is None and _CHARSET.fullmatch(charset) and charset.lower() not in ("utf-8", "us-ascii"):
        content = f'<meta charset="{charset}">'.encode() + content  # which counts more than what the page says
    return read_page(content, encoding)


def _page(data: bytes) -> _Part:
    """The part that is the page itself: the one that the file names, or else the first of its type."""
    whole = _part(data.lstrip())
    pages = [part for part in _parts(whole) if part.type in _PAGES]
    if not pages:
        raise InputError("holds no web page: no part of the type text/html", remedy=_AGAIN)
    start, address = whole.parameter("start"), whole.field("Snapshot-Content-Location")  # the latter by Chromium
    named = (part for part in pages if start and part.field("Content-ID") == start)
    located = (part for part in pages if address and part.field("Content-Location") == address)
    return next(named, next(located, pages[0]))


def _part(data: bytes) -> _Part:
    blank = _BLANK.search(data, 0, _MAX_HEADERS)
    head, rest = (data[: blank.start()], data[blank.end() :]) if blank else (b"", data)
    return _Part(BytesParser().parsebytes(head, headersonly=True), rest)


def _parts(whole: _Part) -> Iterator[_Part]:
    """The parts in the file, in its order; the file itself if it is not divided."""
    waiting = [(whole, 0)]
    count = 0
    while waiting:
        part, depth = waiting.pop()
        boundary = part.parameter("boundary")
        if not part.type.startswith("multipart/") or not boundary:
            yield part
            continue
        inner = list(_divided(part.stored, boundary))
        count += len(inner)
        if depth == _MAX_DEPTH or count > _MAX_PARTS:
            raise InputError("has more parts, or parts in parts, than a page", remedy=DO_NOT_TRUST)
        waiting += [(each, depth + 1) for each in reversed(inner)]


def _divided(stored: bytes, boundary: str) -> Iterator[_Part]:
    line = re.escape(boundary.encode("utf-8", "surrogateescape"))
    starts = list(re.finditer(rb"^--" + line + rb"(?P<last>--)?[ \t]*\r?\n?$", stored, re.MULTILINE))
    ends = [*(start.start() for start in starts[1:]), len(stored)]
    for start, end in zip(starts, ends, strict=False):
        if not start["last"]:
            yield _part(stored[start.end() : end].lstrip(b"\r\n"))


def _with_own_links(content: bytes, address: str) -> bytes:
    """The page with links to places on it as they were before it was saved, when browsers make them whole addresses."""
    if not address:
        return content
    return content.replace(f'href="{html.escape(address)}#'.encode("ascii", "replace"), b'href="#')
