"""XCES stand-off links, as the OPUS corpora have them: both documents, and a file of links between their sentences.

::

    book.xces/en/book.xml    <text xml:lang="en"><p id="p1"><s id="s1">Good morning.</s></p></text>
    book.xces/es/book.xml    <text xml:lang="es"><p id="p1"><s id="s1">Buenos días.</s></p></text>
    book.xces/links.xml      <cesAlign version="1.0">
                             <linkGrp targType="s" fromDoc="en/book.xml" toDoc="es/book.xml">
                             <link xtargets="s1;s1" id="SL1" certainty="0.9731"/>

The list before the semicolon belongs to fromDoc; a null has an empty list. Certainty is our score. A paragraph that is
something else says so (``type="heading" level="2"``, ``type="cell" row="1"``), and a link says what a person did
(``status="confirmed"``).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from xml.etree.ElementTree import Element, SubElement

from aligner.formats.files import RenderedFolder
from aligner.formats.sides import side_names
from aligner.formats.xml import as_bytes, legal, score_text, sentence_text
from aligner.model import Alignment, Block, Document

LINKS = "links.xml"


def render(alignment: Alignment, stem: str) -> RenderedFolder:
    """Both documents whole, and a link for each bead, nulls included."""
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
    """For each block the 1-based number of its row, for cells: neighbours with one place stand in one."""
    starts = [
        here.kind == "cell" and (before is None or before.kind != "cell" or before.place != here.place)
        for before, here in zip([None, *blocks], blocks, strict=False)
    ]
    return list(accumulate(starts))


def _links(alignment: Alignment, from_document: str, to_document: str) -> Element:
    root = Element("cesAlign", {"version": "1.0"})
    group = SubElement(root, "linkGrp", {"targType": "s", "fromDoc": from_document, "toDoc": to_document})
    for number, bead in enumerate(alignment.beads, start=1):
        if bead.score >= alignment.min_score:
            targets = ";".join(" ".join(f"s{k + 1}" for k in side) for side in (bead.source, bead.target))
            status = {} if bead.status == "auto" else {"status": bead.status}
            attributes = {"xtargets": targets, "id": f"SL{number}", "certainty": score_text(bead)}
            SubElement(group, "link", {**attributes, **status})
    return root
