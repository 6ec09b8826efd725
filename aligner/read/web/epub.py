"""E-books (.epub) -> blocks of their chapters in reading order.

::

    META-INF/container.xml ─▶ package (.opf): manifest, spine ─▶ chapters (XHTML) ─▶ blocks

Left out: the cover, tables of contents, footnotes and their marks, and a title page that the next page repeats. Kept:
prefaces, captions, other title pages, text in drawings. Parts outside the reading order come last; those to which marks
of notes lead are left out.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from urllib.parse import unquote

from aligner.errors import InputError
from aligner.model import Block
from aligner.read.archive import Archive, open_archive
from aligner.read.refusals import whole_copy
from aligner.read.safe_xml import MAX_MARKS, check_marks, parse
from aligner.read.web.notes import EPUB_TYPE, is_note
from aligner.read.web.page import blocks_of_page
from aligner.read.web.saved_page import parse_page
from aligner.read.web.svg import show_text

if TYPE_CHECKING:
    from lxml.etree import _Element

SUFFIX = ".epub"

CONTAINER, ENCRYPTION = "META-INF/container.xml", "META-INF/encryption.xml"

# Algorithms that obfuscate fonts, so that they are of no use outside the book; the text is not encrypted.
_OBFUSCATION = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})
_FONTS = (".otf", ".ttf", ".woff", ".woff2", ".ttc")
_PAGES = frozenset({"application/xhtml+xml", "text/html", "application/xml", "text/x-oeb1-document", ""})
_PICTURES = "image/"
_DRAWING = "image/svg+xml"

# Purposes of a chapter in the vocabulary of EPUB 3 (epub:type, role) and of EPUB 2's guide.
_LEFT_OUT = frozenset(
    re.findall(
        r"\S+",
        "cover doc-cover toc doc-toc landmarks loi lot page-list doc-pagelist index-toc footnotes endnotes rearnotes "
        "doc-endnotes notes",
    )
)
MAX_TITLE = 4  # most blocks on a title page: title, subtitle, author, publisher

_NO_BOOK = whole_copy(SUFFIX)


def read_epub(data: bytes, encoding: str | None = None) -> tuple[Block, ...]:
    """The blocks of an e-book. Raises `InputError` if it is not one, has no chapters, or is copy-protected."""
    archive = open_archive(data, SUFFIX)
    _refuse_protected(archive)
    book = _Package(archive, package_name(archive))
    chapters = [*book.chapters(linear=True), *book.chapters(linear=False)]
    if not chapters:
        raise book.refusal()
    check_marks(map(archive.read, chapters), MAX_MARKS)
    return _blocks(archive, chapters, frozenset(book.chapters(linear=False)))


def _blocks(archive: Archive, chapters: Sequence[str], aside: frozenset[str]) -> tuple[Block, ...]:
    """The blocks of the members with these names; those aside come last, and are left out if they hold notes."""
    blocks: list[Block] = []
    title: tuple[Block, ...] = ()
    notes: set[str] = set()
    number = 1
    for name in chapters:
        root = parse_page(archive.read(name))
        if (name in aside and name in notes) or not _LEFT_OUT.isdisjoint(_types_of_page(root)):
            continue
        if aside:
            notes.update(_noted(root, name))
        show_text(root)
        found = blocks_of_page(root, frozenset(_contents(root)), f"chapter {number}, ")
        if title and _repeats(found, title):
            blocks = blocks[: -len(title)]
        title = found if len(found) <= MAX_TITLE else ()
        number += bool(found)
        blocks += found
    return tuple(blocks)


def _noted(root: _Element, name: str) -> Iterator[str]:
    """The members to which the marks of notes in a chapter lead."""
    for link in root.iter("a"):
        above = link.getparent()
        if is_note(link) or (above is not None and is_note(above)):
            yield _path(posixpath.dirname(name), link.get("href", ""))


def _refuse_protected(archive: Archive) -> None:
    """Raise if anything but fonts is encrypted; such a book opens only in its shop's own reader."""
    if ENCRYPTION not in archive:
        return
    for data in _named(parse(archive.read(ENCRYPTION), SUFFIX), "EncryptedData"):
        methods = {method.get("Algorithm", "") for method in _named(data, "EncryptionMethod")}
        parts = [part.get("URI", "") for part in _named(data, "CipherReference")]
        if not methods <= _OBFUSCATION and any(not part.lower().endswith(_FONTS) for part in parts):
            raise InputError("is protected against copying (DRM), so its text cannot be read", remedy="get a free copy")


def package_name(archive: Archive) -> str:
    """The member that holds the package: the first that the container names."""
    roots = _named(parse(archive.read(CONTAINER), SUFFIX), "rootfile")
    name = next((path for root in roots if (path := root.get("full-path"))), "")
    if not name:
        raise InputError("does not say where its text is", remedy=_NO_BOOK)
    return name


class _Package:
    """What the book says about its parts."""

    def __init__(self, archive: Archive, name: str) -> None:
        self._archive = archive
        self._folder = posixpath.dirname(name)
        root = parse(archive.read(name), SUFFIX)
        self._items = {item.get("id", ""): item for item in _named(root, "item")}
        self._spine = _named(root, "itemref")
        self._covers = {
            self._path(reference.get("href", ""))
            for reference in _named(root, "reference")
            if reference.get("type", "").lower() in _LEFT_OUT
        }

    def chapters(self, *, linear: bool) -> list[str]:
        """Names of the members to read in order, each once; or of those that are opened from others, in no order."""
        entries = [entry for entry in self._spine if (entry.get("linear", "") != "no") == linear]
        names = [self._path(item.get("href", "")) for entry in entries if (item := self._page(entry)) is not None]
        found = [name for name in dict.fromkeys(names) if name in self._archive]
        if names and not found and linear:
            raise InputError(f"is damaged: {names[0]} is not in it", remedy=_NO_BOOK)
        left = [name for name in found if name not in self._covers]
        if linear:
            return left or found  # if the guide calls the only chapter a cover, the guide is wrong
        return [name for name in left if not posixpath.basename(name).lower().startswith("cover.")]

    def refusal(self) -> InputError:
        """Why there are no chapters."""
        items = [self._items.get(entry.get("idref", "")) for entry in self._spine]
        if any(item is not None and item.get("media-type", "").startswith(_PICTURES) for item in items):
            return InputError(
                "has pictures for pages, and no text", remedy="give a book with text, or have it recognised"
            )
        return InputError("names no chapters in its reading order (spine)", remedy=_NO_BOOK)

    def _page(self, entry: _Element) -> _Element | None:
        """The page that an entry of the spine shows: the first of what it names and the fallbacks of that."""
        tried: set[str] = set()
        name = entry.get("idref", "")
        while name not in tried and (item := self._items.get(name)) is not None:
            if self._is_page(item):
                return item
            tried.add(name)
            name = item.get("fallback", "")
        return None

    def _is_page(self, item: _Element) -> bool:
        properties = item.get("properties", "").split()
        return item.get("media-type", "").lower() in (*_PAGES, _DRAWING) and "nav" not in properties

    def _path(self, reference: str) -> str:
        return _path(self._folder, reference)


def _path(folder: str, reference: str) -> str:
    """The member that a reference in one of a folder names."""
    return posixpath.normpath(posixpath.join(folder, unquote(reference.partition("#")[0])))


def _types_of_page(root: _Element) -> set[str]:
    """The purposes that a page declares, on its body or on the only element in it."""
    body = next(root.iter("body"), None)
    if body is None:
        return set()
    children = [child for child in body if isinstance(child.tag, str)]
    return _types(body) | (_types(children[0]) if len(children) == 1 else set())


def _repeats(chapter: Sequence[Block], title: Sequence[Block]) -> bool:
    """Whether a chapter begins with everything that is on the title page before it."""
    opening = {_letters(block.text) for block in chapter[: len(title) + 1]}
    return all(_letters(block.text) in opening for block in title)


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _contents(root: _Element) -> list[_Element]:
    """Tables of contents and lists of pages within a page."""
    return [nav for nav in root.iter("nav") if not _LEFT_OUT.isdisjoint(_types(nav))]


def _types(element: _Element) -> set[str]:
    return {*element.get(EPUB_TYPE, "").lower().split(), *element.get("role", "").split()}


def _named(root: _Element, name: str) -> list[_Element]:
    """All elements with this name, in any namespace."""
    return [e for e in root.iter() if isinstance(e.tag, str) and e.tag.rpartition("}")[2] == name]
