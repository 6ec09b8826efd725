"""XCES stand-off links, as used by the OPUS corpora: both documents, and a file of links between their sentences.

::

    book.xces/en/book.xml    <text xml:lang="en"><p id="p1"><s id="s1">Good morning.</s></p></text>
    book.xces/es/book.xml    <text xml:lang="es"><p id="p1"><s id="s1">Buenos días.</s></p></text>
    book.xces/links.xml      <cesAlign version="1.0">
                             <linkGrp targType="s" fromDoc="en/book.xml" toDoc="es/book.xml">
                             <link xtargets="s1;s1" id="SL1" certainty="0.9731"/>

The list before the semicolon belongs to ``fromDoc``; a null has an empty list, and links of moved sentences
cross others. ``certainty`` is our score. Blocks other than paragraphs are marked (``type="heading" level="2"``,
``type="cell" row="1"``), and so is what a person did to a link (``status="confirmed"``).

InterText puts the list of ``toDoc`` first. On reading, the ids show which order it is, since each must exist in its
document; if they fit both ways, the file is read in the order of OPUS.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from aligner.errors import InputError
from aligner.formats.files import RenderedFolder
from aligner.formats.linked import LANGUAGE, Linked, beside, linked_of, local, read_xml
from aligner.formats.links import Link, alignment_of_links
from aligner.formats.scores import probability, status_of
from aligner.formats.sides import side_names
from aligner.formats.xml import as_bytes, legal, score_text, sentence_text
from aligner.languages.codes import read_code
from aligner.model import Alignment, Block, Document

if TYPE_CHECKING:
    from lxml.etree import _Element

LINKS = "links.xml"

_REMEDY = "give an .xces folder that aligner wrote, or OPUS links beside their documents"


def render(alignment: Alignment, stem: str) -> RenderedFolder:
    """Both documents in full, and a link for each bead, nulls included."""
    names = tuple(f"{side}/{stem}.xml" for side in side_names(alignment))
    files = {
        names[0]: as_bytes(_document(alignment.source)),
        names[1]: as_bytes(_document(alignment.target)),
        LINKS: as_bytes(_links(alignment, *(legal(name) for name in names))),
    }
    return RenderedFolder(files)


def _document(document: Document) -> Element:
    text = Element("text", {"xml:lang": legal(document.language)})
    rows = _rows(document.blocks)
    for number, (block, start, row) in enumerate(zip(document.blocks, document.block_starts, rows, strict=False), 1):
        kind = {} if block.kind == "paragraph" else {"type": block.kind}
        level = {"level": str(block.level)} if block.level else {}
        cell = {"row": str(row)} if block.kind == "cell" else {}
        paragraph = SubElement(text, "p", {"id": f"p{number}", **kind, **level, **cell})
        for k, sentence in enumerate(block.sentences, start=start + 1):
            SubElement(paragraph, "s", {"id": f"s{k}"}).text = sentence_text(sentence.text)
    return text


def _rows(blocks: Sequence[Block]) -> list[int]:
    """For each block, the 1-based number of its table row (meant for cells); neighbours with one place share a row."""
    starts = [
        here.kind == "cell" and (before is None or before.kind != "cell" or before.place != here.place)
        for before, here in zip([None, *blocks], blocks, strict=False)
    ]
    return list(accumulate(starts))


def _links(alignment: Alignment, from_document: str, to_document: str) -> Element:
    root = Element("cesAlign", {"version": "1.0"})
    group = SubElement(root, "linkGrp", {"targType": "s", "fromDoc": from_document, "toDoc": to_document})
    for number, bead in alignment.shown():
        targets = ";".join(" ".join(f"s{k + 1}" for k in side) for side in (bead.source, bead.target))
        status = {} if bead.status == "auto" else {"status": bead.status}
        attributes = {"xtargets": targets, "id": f"SL{number}", "certainty": score_text(bead)}
        SubElement(group, "link", {**attributes, **status})
    return root


def load(path: str | Path) -> Alignment:
    """Read a folder ``book.xces``, or a links file with its documents beside it.

    Raises `InputError` that names the file and the place, `MissingExtraError` without lxml.
    """
    file = Path(path) / LINKS if Path(path).is_dir() else Path(path)
    root = read_xml(file, ".xces")
    groups = [element for element in root.iter() if local(element) == "linkGrp"]
    if local(root) != "cesAlign" or not groups:
        raise InputError("is not a links file: no <linkGrp> in <cesAlign>", where=str(file), remedy=_REMEDY)
    if len(groups) > 1:
        what = f"links {len(groups):,} pairs of documents"
        raise InputError(what, where=str(file), remedy="give a file with one <linkGrp>")
    source, target = (_linked_document(file, groups[0].get(name) or "") for name in ("fromDoc", "toDoc"))
    found = [_link(element, f"{file}, link {number}") for number, element in enumerate(_elements(groups[0]), start=1)]
    if not found:
        raise InputError("holds no links", where=str(file), remedy=_REMEDY)
    if not _fits(found, source, target):
        crossed = [replace(link, source=link.target, target=link.source) for link in found]
        found = crossed if _fits(crossed, source, target) else found
    return alignment_of_links(str(file), source, target, found)


def _elements(group: _Element) -> list[_Element]:
    return [element for element in group if local(element) == "link"]


def _link(element: _Element, where: str) -> Link:
    sides = (element.get("xtargets") or "").split(";")
    if len(sides) != 2:
        what = f"xtargets is {element.get('xtargets', '')[:60]!r}, not two lists of ids separated by a semicolon"
        raise InputError(what, where=where, remedy="a link has xtargets such as s1 s2;s1")
    source, target = (tuple(side.split()) for side in sides)
    score = probability(element.get("certainty"))
    return Link(where.rpartition(", ")[2], source, target, score, status_of(element.get("status")))


def _fits(found: Sequence[Link], source: Linked, target: Linked) -> bool:
    return all(
        all(each in source.index for each in link.source) and all(each in target.index for each in link.target)
        for link in found
    )


def _linked_document(file: Path, name: str) -> Linked:
    path = beside(file, name)
    root = read_xml(path, ".xces")
    folder = Path(name).parts[0] if len(Path(name).parts) > 1 else None
    language = read_code(root.get(LANGUAGE) or folder)
    return linked_of(str(path), root, path.name, language, "id")
