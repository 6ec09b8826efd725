"""What a file says of itself beside its text: title and author, as the program or the publisher wrote them into it.

::

    .docx docProps/core.xml, .odt meta.xml: title
    .epub package, .html <title> and <meta name="author">, .fb2 <title-info>: title, author    ──about──▶ About

Word processors name as author whoever set them up ("Windows User"), and the title of most PDFs is the name of a file:
neither is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from aligner.errors import AlignerError
from aligner.read.archive import open_archive
from aligner.read.safe_xml import parse

if TYPE_CHECKING:
    from lxml.etree import _Element

# Longest title and list of authors, in characters; a guess. Anything longer is no title.
_LONGEST = 300

# The parts of an author's name in FictionBook.
_NAMES = ("first-name", "middle-name", "last-name", "nickname")

_DC = "{http://purl.org/dc/elements/1.1/}"


class About(NamedTuple):
    """Title and author; empty if the file does not say."""

    title: str = ""
    author: str = ""


def about(path: str | Path) -> About:
    """What a file says of itself. One that is damaged or missing says nothing: the readers complain of it."""
    find = _FOUND_BY.get(Path(path).suffix.lower())
    if find is None:
        return About()
    try:
        title, author = find(Path(path).read_bytes())
    except (AlignerError, OSError, ValueError):
        return About()
    return About(*(text if len(text) <= _LONGEST else "" for text in (title, author)))


def _of_docx(data: bytes) -> About:
    return About(_title(parse(open_archive(data, ".docx").read("docProps/core.xml"))))


def _of_odt(data: bytes) -> About:
    return About(_title(parse(open_archive(data, ".odt").read("meta.xml"))))


def _of_fodt(data: bytes) -> About:
    return About(_title(parse(data)))


def _of_epub(data: bytes) -> About:
    from aligner.read.web.epub import SUFFIX, package_name

    archive = open_archive(data, SUFFIX)
    root = parse(archive.read(package_name(archive)))
    creators = dict.fromkeys(filter(None, map(_text, root.iter(f"{_DC}creator"))))
    return About(_title(root), ", ".join(creators))


def _of_page(data: bytes) -> About:
    from aligner.read.web.saved_page import parse_page

    root = parse_page(data)
    names = (meta.get("content", "") for meta in root.iter("meta") if meta.get("name", "").lower() == "author")
    return About(_first(root.iter("title")), " ".join(next(names, "").split()))


def _of_fb2(data: bytes) -> About:
    from aligner.read.web.fb2 import parse_fb2

    info = parse_fb2(data).find("description/title-info")
    if info is None:
        return About()
    names = (" ".join(filter(None, map(_text, author.iterchildren(*_NAMES)))) for author in info.iterchildren("author"))
    return About(_first(info.iter("book-title")), ", ".join(dict.fromkeys(filter(None, names))))


def _title(root: _Element) -> str:
    """The first of the titles of Dublin Core; further ones are subtitles."""
    return _first(root.iter(f"{_DC}title"))


def _first(elements: Iterable[_Element]) -> str:
    return next(filter(None, map(_text, elements)), "")


def _text(element: _Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


_FOUND_BY: dict[str, Callable[[bytes], About]] = {
    ".docx": _of_docx,
    ".docm": _of_docx,
    ".odt": _of_odt,
    ".fodt": _of_fodt,
    ".epub": _of_epub,
    ".fb2": _of_fb2,
    ".fbz": _of_fb2,
    ".html": _of_page,
    ".htm": _of_page,
    ".xhtml": _of_page,
}
