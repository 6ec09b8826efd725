"""TEI links with the documents they link -> Alignment.

::

    book.tei/links.xml    <linkGrp type="alignment" domains="en.xml#body es.xml#body">
                          <link target="en.xml#s1 es.xml#s1" cert="0.97"/>  <ptr target="en.xml#s2"/>

The document in which a sentence stands says which side it is on. Source is the first of ``domains``, or else the
first document that a link names.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from aligner.errors import InputError
from aligner.formats.load.linked import (
    ID,
    LANGUAGE,
    Linked,
    all_text,
    beside,
    first,
    language_of,
    linked,
    local,
    read_xml,
)
from aligner.formats.load.links import Link, alignment
from aligner.formats.load.scores import probability, status_of
from aligner.formats.tei import LINKS
from aligner.model import Alignment

if TYPE_CHECKING:
    from lxml.etree import _Element

_REMEDY = "give a .tei folder that aligner wrote, or links such as target='en.xml#s1 es.xml#s1' beside their documents"


def load(path: str | Path) -> Alignment:
    """Read a folder ``book.tei``, or a file of links with its documents beside it.

    Raises `InputError` that names the file and the place, `MissingExtraError` without lxml.
    """
    file = Path(path) / LINKS if Path(path).is_dir() else Path(path)
    group = first(read_xml(file, ".tei").iter(), "linkGrp")
    pointers = [] if group is None else [each for each in group if local(each) in ("link", "ptr")]
    if group is None or not pointers:
        raise InputError("holds no links: no <link> in a <linkGrp>", where=str(file), remedy=_REMEDY)
    targets = [_targets(each, f"{file}, link {number}") for number, each in enumerate(pointers, start=1)]
    names = _names(group, targets)
    if len(names) != 2:
        what = f"links {len(names)} documents, not 2: {', '.join(names)[:80]}"
        raise InputError(what, where=str(file), remedy=_REMEDY)
    links = [
        Link(
            f"link {number}",
            tuple(id for name, id in target if name == names[0]),
            tuple(id for name, id in target if name == names[1]),
            probability(pointer.get("cert")),
            status_of(pointer.get("subtype")),
        )
        for number, (pointer, target) in enumerate(zip(pointers, targets, strict=True), start=1)
    ]
    source, target = (_document(file, name) for name in names)
    return alignment(str(file), source, target, links)


def _targets(element: _Element, where: str) -> list[tuple[str, str]]:
    """Document and id of each sentence that a link names."""
    found = []
    for pointer in (element.get("target") or "").split():
        name, mark, id = pointer.partition("#")
        if not name or not mark:
            raise InputError(
                f"points to {pointer[:60]!r}, not to a sentence of a document", where=where, remedy=_REMEDY
            )
        found.append((name, id))
    return found


def _names(group: _Element, targets: list[list[tuple[str, str]]]) -> list[str]:
    """The documents that links name, source first; `domains` may name one in which no sentence is linked."""
    domains = [domain.partition("#")[0] for domain in (group.get("domains") or "").split()]
    return list(dict.fromkeys([*filter(None, domains), *(name for target in targets for name, _ in target)]))


def _document(file: Path, name: str) -> Linked:
    path = beside(file, name)
    root = read_xml(path, ".tei")
    title = first(root.iter(), "title")
    text = first(root.iter(), "text")
    body = root if text is None else text
    language = language_of(body.get(LANGUAGE) or root.get(LANGUAGE))
    called = all_text(title).strip() if title is not None else ""
    return linked(str(path), body, called or path.name, language, ID)
