"""XML documents whose sentences have ids -> Document, and the sentence of each id; for XCES and TEI."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.errors import InputError
from aligner.formats.reading import readable
from aligner.model import KINDS, Block, Document
from aligner.read.unpack import gunzipped

if TYPE_CHECKING:
    from lxml.etree import _Element

LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
ID = "{http://www.w3.org/XML/1998/namespace}id"

# Elements that are blocks, in TEI and in OPUS's versions of web pages and books.
_KINDS = {
    **dict.fromkeys(("p", "ab", "l", "sp", "note"), "paragraph"),
    **dict.fromkeys(("head", "h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("item", "li"), "item"),
    **dict.fromkeys(("cell", "td", "th"), "cell"),
}
_REMEDY = "give the documents that the links were made from"


@dataclass(frozen=True)
class Linked:
    """A document whose sentences have ids.

    Attributes:
        path: the file, for messages.
        document: the text.
        index: index of each sentence by its id.
    """

    path: str
    document: Document
    index: Mapping[str, int]


@dataclass
class _Open:
    """A block that is being read."""

    kind: str
    level: int = 0
    place: str = ""
    texts: list[str] = field(default_factory=list)


def linked_of(path: str, root: _Element, name: str, language: str, id_name: str) -> Linked:
    """The sentences below an element, grouped by the blocks around them: ``s`` elements, or ``seg`` if there are none.

    Args:
        id_name: the attribute that holds the id; a sentence without an id cannot be linked.

    Raises `InputError` for an id that occurs twice, and if there are no sentences.
    """
    unit = "seg" if first(root.iter(), "s") is None else "s"
    index: dict[str, int] = {}
    open_blocks = [_Open("paragraph")]
    count = rows = 0
    for element in root.iter():
        tag = local(element)
        if tag in ("row", "tr"):
            rows += 1
        elif tag in _KINDS:
            open_blocks.append(_opened(element, tag, rows))
        elif tag == unit:
            each = element.get(id_name)
            if each is not None and index.setdefault(each, count) != count:
                what = f"has two sentences with the id {each[:40]}"
                raise InputError(what, where=path, remedy="give each a different id")
            open_blocks[-1].texts.append(_text(element))
            count += 1
    if not count:
        raise InputError("holds no sentences: no <s>", where=path, remedy=_REMEDY)
    blocks = tuple(
        Block.of_sentences(each.texts, kind=each.kind, place=each.place, level=each.level)
        for each in open_blocks
        if each.texts or each.kind == "cell"
    )
    return Linked(path, Document(name, language, blocks), index)


def _opened(element: _Element, tag: str, rows: int) -> _Open:
    kind = element.get("type") if element.get("type") in KINDS else _KINDS[tag]
    given = element.get("level") or element.get("n") or (tag[1] if tag[0] == "h" and tag[1:].isdigit() else "")
    level = int(given) if re.fullmatch("[0-9]{1,2}", given) else int(kind in ("heading", "item"))
    row = element.get("row") or str(rows)
    return _Open(str(kind), level, f"row {row[:20]}" if kind == "cell" else "")


def _text(sentence: _Element) -> str:
    """The text with each run of XML white space as one space, whether or not it is laid out word by word."""
    return re.sub("[ \t\r\n]+", " ", all_text(sentence)).strip(" ")


def all_text(element: _Element) -> str:
    """All text in an element."""
    return "".join(map(str, element.itertext()))


def first(elements: Iterable[_Element], tag: str) -> _Element | None:
    """The first element with that local name."""
    return next((element for element in elements if local(element) == tag), None)


def read_xml(path: Path, suffix: str) -> _Element:
    """The root of an XML file, gzipped or not; errors name the file."""
    from aligner.read.safe_xml import parse

    try:
        with readable(path):
            data = gunzipped(path.read_bytes())
        return parse(data, suffix)
    except InputError as error:
        raise InputError(error.what, where=str(path), remedy=error.remedy) from None


def beside(links: Path, name: str) -> Path:
    """The file with that name in or below the folder of a links file; raises `InputError` if there is none.

    OPUS refers to its packed documents, such as ``en/book.xml.gz``; the file may be there unpacked.
    """
    folder = links.parent.resolve()
    for path in (folder / name, folder / name.removesuffix(".gz")):
        if not name or not path.resolve().is_relative_to(folder):
            what = f"links to a document outside its folder: {name[:80]!r}"
            raise InputError(what, where=str(links), remedy=_REMEDY)
        if len(path.name) < 256 and path.is_file():
            return links.parent / path.relative_to(folder)
    raise InputError(f"links to {name[:80]}, which is not there", where=str(links), remedy=_REMEDY)


def local(element: _Element) -> str:
    """The name of an element without its namespace; TEI and OPUS files may or may not have one."""
    return str(element.tag).rpartition("}")[2]
