"""XCES links with the documents they link -> Alignment: ours, OPUS's, and InterText's.

::

    book.xces/links.xml    <linkGrp fromDoc="en/book.xml" toDoc="es/book.xml">
                           <link xtargets="s1 s2;s1" certainty="0.97"/>

In OPUS the list before the semicolon belongs to fromDoc, in InterText to toDoc. The ids tell which it is: each must be
one of its document's. Where they fit both ways, the file is read as OPUS's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.errors import InputError
from aligner.formats.load.linked import LANGUAGE, Linked, beside, language_of, linked, local, read_xml
from aligner.formats.load.links import Link, alignment
from aligner.formats.load.scores import probability, status_of
from aligner.formats.xces import LINKS
from aligner.model import Alignment

if TYPE_CHECKING:
    from lxml.etree import _Element

_REMEDY = "give an .xces folder that aligner wrote, or links of OPUS beside their documents"


def load(path: str | Path) -> Alignment:
    """Read a folder ``book.xces``, or a file of links with its documents beside it.

    Raises `InputError` that names the file and the place, `MissingExtraError` without lxml.
    """
    file = Path(path) / LINKS if Path(path).is_dir() else Path(path)
    root = read_xml(file, ".xces")
    groups = [element for element in root.iter() if local(element) == "linkGrp"]
    if local(root) != "cesAlign" or not groups:
        raise InputError("is no file of links: no <linkGrp> in <cesAlign>", where=str(file), remedy=_REMEDY)
    if len(groups) > 1:
        what = f"links {len(groups):,} pairs of documents"
        raise InputError(what, where=str(file), remedy="give a file with one <linkGrp>")
    source, target = (_document(file, groups[0].get(name) or "") for name in ("fromDoc", "toDoc"))
    found = [_link(element, f"{file}, link {number}") for number, element in enumerate(_links(groups[0]), start=1)]
    if not found:
        raise InputError("holds no links", where=str(file), remedy=_REMEDY)
    if not _fits(found, source, target):
        crossed = [replace(link, source=link.target, target=link.source) for link in found]
        found = crossed if _fits(crossed, source, target) else found
    return alignment(str(file), source, target, found)


def _links(group: _Element) -> list[_Element]:
    return [element for element in group if local(element) == "link"]


def _link(element: _Element, where: str) -> Link:
    sides = (element.get("xtargets") or "").split(";")
    if len(sides) != 2:
        what = f"xtargets is {element.get('xtargets', '')[:60]!r}, not two lists of ids with a semicolon between"
        raise InputError(what, where=where, remedy="a link has xtargets such as s1 s2;s1")
    source, target = (tuple(side.split()) for side in sides)
    score = probability(element.get("certainty"))
    return Link(where.rpartition(", ")[2], source, target, score, status_of(element.get("status")))


def _fits(found: Sequence[Link], source: Linked, target: Linked) -> bool:
    return all(
        all(each in source.index for each in link.source) and all(each in target.index for each in link.target)
        for link in found
    )


def _document(file: Path, name: str) -> Linked:
    path = beside(file, name)
    root = read_xml(path, ".xces")
    folder = Path(name).parts[0] if len(Path(name).parts) > 1 else None
    language = language_of(root.get(LANGUAGE) or folder)
    return linked(str(path), root, path.name, language, "id")
