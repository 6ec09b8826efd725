"""TEI P5: both documents with an id on each sentence, and stand-off links between these.

::

    book.tei/en.xml       <body xml:id="body"><p><s xml:id="s1">Good morning.</s></p></body>
    book.tei/es.xml       <body xml:id="body"><p><s xml:id="s1">Buenos días.</s></p></body>
    book.tei/links.xml    <linkGrp type="alignment" domains="en.xml#body es.xml#body">
                          <link xml:id="b1" type="1-1" target="en.xml#s1 es.xml#s1" cert="0.9731"/>
                          <ptr xml:id="b2" type="1-0" target="en.xml#s2" cert="0.8"/>

A link joins at least two things in TEI, so a null is a pointer. The type is the bead's kind, the subtype what a person
did (``confirmed``), cert our score. A heading opens a ``<div>`` that holds what stands
below it; code is ``<ab type="code">``; list items and the cells of a table stand in a list and a table.
"""

from __future__ import annotations

from itertools import groupby
from xml.etree.ElementTree import Element, SubElement

from aligner.formats.files import RenderedFolder
from aligner.formats.sides import side_names
from aligner.formats.xml import as_bytes, legal, score_text, sentence_text
from aligner.model import Alignment, Block, Document

LINKS = "links.xml"
NAMESPACE = "http://www.tei-c.org/ns/1.0"

# Depth to which divisions nest: HTML's six levels of headings.
_DEEPEST = 6
# The element of each kind of block.
TAGS = {"paragraph": "p", "code": "ab", "heading": "head", "item": "item", "cell": "cell"}


def render(alignment: Alignment, stem: str) -> RenderedFolder:
    """Both documents whole, and a link or pointer for each bead; their names do not need the stem."""
    names = tuple(f"{side}.xml" for side in side_names(alignment))
    links = _links(alignment, *names)
    documents = (_document(alignment.source), _document(alignment.target))
    return RenderedFolder(dict(zip((*names, LINKS), map(as_bytes, (*documents, links)), strict=True)))


def _tei(title: str, source: str) -> Element:
    """A TEI element with the least header that the schema allows."""
    root = Element("TEI", {"xmlns": NAMESPACE})
    description = SubElement(SubElement(root, "teiHeader"), "fileDesc")
    SubElement(SubElement(description, "titleStmt"), "title").text = sentence_text(title)
    SubElement(SubElement(description, "publicationStmt"), "p").text = "Not published."
    SubElement(SubElement(description, "sourceDesc"), "p").text = source
    return root


def _links(alignment: Alignment, source: str, target: str) -> Element:
    names = f"{alignment.source.name}, {alignment.target.name}"
    root = _tei(f"Alignment: {names}", "Made by aligner.")
    domains = {"type": "alignment", "domains": f"{source}#body {target}#body"}
    group = SubElement(SubElement(root, "standOff"), "linkGrp", domains)
    for number, bead in enumerate(alignment.beads, start=1):
        if bead.score < alignment.min_score:
            continue
        sides = ((source, bead.source), (target, bead.target))
        targets = " ".join(f"{name}#s{k + 1}" for name, sentences in sides for k in sentences)
        status = {} if bead.status == "auto" else {"subtype": bead.status}
        attributes = {"xml:id": f"b{number}", "type": bead.kind, **status, "target": targets, "cert": score_text(bead)}
        SubElement(group, "ptr" if bead.is_null else "link", attributes)
    return root


def _document(document: Document) -> Element:
    root = _tei(document.name, "Made by aligner from the document of that name.")
    text = SubElement(root, "text", {"xml:lang": legal(document.language)})
    body = SubElement(text, "body", {"xml:id": "body"})
    divisions = [(0, body)]  # the open ones with the levels of their headings, outermost first
    blocks = list(zip(document.blocks, document.block_starts, strict=False))
    for _, run in groupby(enumerate(blocks), key=lambda item: _together(item[0], item[1][0])):
        _run([block for _, block in run], divisions)
    if not len(body):
        SubElement(body, "p")  # a body may not be empty
    return root


def _together(index: int, block: Block) -> str:
    """The same for neighbours that stand in one list or one table."""
    return block.kind if block.kind in ("item", "cell") else str(index)


def _run(run: list[tuple[Block, int]], divisions: list[tuple[int, Element]]) -> None:
    """Put blocks that stand together, each with the number of sentences before it, where they belong."""
    kind, level = run[0][0].kind, run[0][0].level
    if kind == "heading":
        level = min(max(level, 1), _DEEPEST)
        while divisions[-1][0] >= level:
            divisions.pop()
        divisions.append((level, SubElement(divisions[-1][1], "div")))
    place = divisions[-1][1]
    if kind == "cell":
        table = SubElement(place, "table")
        for _, cells in groupby(run, key=lambda item: item[0].place):
            row = SubElement(table, "row")
            for block, start in cells:
                _block(row, block, start)
        return
    if kind == "item":
        place = SubElement(place, "list")
    for block, start in run:
        _block(place, block, start)


def _block(place: Element, block: Block, start: int) -> None:
    kind = {"type": "code"} if block.kind == "code" else {}
    level = {"n": str(block.level)} if block.level else {}
    element = SubElement(place, TAGS[block.kind], {**kind, **level})
    for number, sentence in enumerate(block.sentences, start=start + 1):
        SubElement(element, "s", {"xml:id": f"s{number}"}).text = sentence_text(sentence.text)
