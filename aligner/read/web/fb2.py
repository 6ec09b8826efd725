"""FictionBook files (.fb2, zipped .fbz) -> blocks, by giving each element the name that it has in HTML.

::

    <title><p>The Sea</p></title>                       <div><h2>The Sea</h2></div>
    <stanza><v>Calm,</v><v>and cold.</v></stanza>  ──▶  <p>Calm,<br/>and cold.</p>
    <cite><p>Nobody came.</p></cite>                    <blockquote><p>Nobody came.</p></blockquote>

Left out: what the file says of itself (its description), notes and their marks, pictures. Kept: epigraphs, poems,
quotations, their authors, annotations of chapters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5
from typing import TYPE_CHECKING

from aligner.errors import InputError
from aligner.model import Block
from aligner.read.archive import open_archive
from aligner.read.refusals import refuse_empty, whole_copy
from aligner.read.safe_xml import parse
from aligner.read.signature import ZIP
from aligner.read.web.page import blocks_of_page

if TYPE_CHECKING:
    from lxml.etree import _Element

SUFFIX = ".fb2"

# Pictures, in base64: often most of the file, and single texts longer than the parser allows.
_BINARY = re.compile(rb"<binary\b[^<>]*>[^<]*</binary\s*>")

# A sign by its name in HTML, which XML does not know; some programs write such names nevertheless.
_NAMED_SIGN = re.compile(rb"&([A-Za-z][A-Za-z0-9]*;)")
_OF_XML = ("amp;", "lt;", "gt;", "quot;", "apos;")

_NAMES = {
    "title": "div",
    "section": "div",
    "annotation": "div",
    "poem": "div",
    "stanza": "p",
    "v": "span",
    "text-author": "p",
    "date": "p",
    "epigraph": "blockquote",
    "cite": "blockquote",
    "emphasis": "em",
    "strikethrough": "s",
    "style": "span",
    "image": "img",
    "empty-line": "hr",
}
_LOWEST = 6  # lowest level of a heading in HTML

_NO_BOOK = whole_copy(SUFFIX)


def read_fb2(data: bytes, encoding: str | None = None) -> tuple[Block, ...]:
    """The blocks of a FictionBook file. Raises `InputError` if it is not one."""
    root = parse_fb2(data)
    bodies = [child for child in root if child.tag == "body"]
    if not bodies:
        raise InputError("has no text in it (no <body>)", remedy=_NO_BOOK)
    # The first body is the book. Others have names, such as "notes" and "comments", except further parts of the book.
    notes = [body for body in bodies[1:] if body.get("name")]
    skipped = {*notes, *_marks(bodies, notes), *root.iterchildren("description")}
    for body in bodies:
        _as_html(body)
    return blocks_of_page(root, frozenset(skipped))


def parse_fb2(data: bytes) -> _Element:
    """The root element of a FictionBook file without its pictures; names are without namespace.

    Raises `InputError` if the file is not one.
    """
    refuse_empty(data.strip())
    if data.startswith(ZIP):
        data = _unzipped(data)
    root = parse(_NAMED_SIGN.sub(_numbered, _BINARY.sub(b"", data)), SUFFIX)
    for element in root.iter("*"):
        element.tag = str(element.tag).rpartition("}")[2]
    if root.tag != "FictionBook":
        raise InputError(f"is XML, but no FictionBook: it begins with <{root.tag}>", remedy=_NO_BOOK)
    return root


def _numbered(match: re.Match[bytes]) -> bytes:
    """A sign by its number instead of its name; as it is, if the name is one of XML or of nothing."""
    name = match[1].decode()
    signs = "" if name in _OF_XML else html5.get(name, "")
    return "".join(f"&#{ord(sign)};" for sign in signs).encode() or match[0]


def _unzipped(data: bytes) -> bytes:
    archive = open_archive(data, SUFFIX)
    name = next((name for name in archive.names if name.lower().endswith(SUFFIX)), None)
    if name is None:
        raise InputError("is an archive without a .fb2 file in it", remedy=_NO_BOOK)
    return archive.read(name)


def _marks(bodies: list[_Element], notes: list[_Element]) -> Iterator[_Element]:
    """The links to notes."""
    targets = {f"#{element.get('id')}" for body in notes for element in body.iter("*")}
    for link in (link for body in bodies for link in body.iter("a")):
        address = next((str(value) for name, value in link.items() if str(name).rpartition("}")[2] == "href"), "")
        if link.get("type") == "note" or address in targets:
            yield link


def _as_html(body: _Element) -> None:
    """Rename the elements of a body to those of HTML."""
    levels, headings = {body: 1}, {}
    for above in list(body.iter("*")):  # parents first
        for element in list(above):
            level = levels[element] = levels[above] + (element.tag in ("section", "poem", "stanza"))
            if element.tag == "title":
                headings[element] = level
            if element.tag == "p" and above in headings:
                element.tag = f"h{min(headings[above], _LOWEST)}"
            elif element.tag == "subtitle" and re.search(r"\w", "".join(map(str, element.itertext()))):
                element.tag = f"h{min(level + 1, _LOWEST)}"
            elif element.tag == "v" and element.getnext() is not None:
                _break_after(element)
            element.tag = _NAMES.get(str(element.tag), element.tag)


def _break_after(line: _Element) -> None:
    """End a line of verse."""
    line.addnext(line.makeelement("br"))
