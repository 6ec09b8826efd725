"""TEI P5: both documents with an id on each sentence, and stand-off links between the ids.

::

    book.tei/en.xml       <body xml:id="body"><p><s xml:id="s1">Good morning.</s></p></body>
    book.tei/es.xml       <body xml:id="body"><p><s xml:id="s1">Buenos días.</s></p></body>
    book.tei/links.xml    <linkGrp type="alignment" domains="en.xml#body es.xml#body">
                          <link xml:id="b1" type="1-1" target="en.xml#s1 es.xml#s1" cert="0.9731"/>
                          <ptr xml:id="b2" type="1-0" target="en.xml#s2" cert="0.8"/>

In TEI a link joins at least two things, so a null is a pointer. ``type`` is the bead's kind, ``subtype`` what a person
did (``confirmed``), ``cert`` our score. A heading opens a ``<div>`` that holds the text below it; code is
``<ab type="code">``; list items and table cells are wrapped in a list or table.

On reading, a sentence belongs to the side of the document that holds it. The source is the first document in
``domains``, or else the first that a link names.
"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from aligner.errors import InputError
from aligner.formats.files import RenderedFolder
from aligner.formats.linked import ID, LANGUAGE, Linked, all_text, beside, first, linked_of, local, read_xml
from aligner.formats.links import Link, alignment_of_links
from aligner.formats.scores import probability, status_of
from aligner.formats.sides import side_names
from aligner.formats.xml import as_bytes, legal, score_text, sentence_text
from aligner.languages.codes import read_code
from aligner.model import Alignment, Block, Document

if TYPE_CHECKING:
    from lxml.etree import _Element

LINKS = "links.xml"
NAMESPACE = "http://www.tei-c.org/ns/1.0"

# Maximum nesting of divisions: HTML's six levels of headings.
_DEEPEST = 6
# The element of each kind of block.
TAGS = {"paragraph": "p", "code": "ab", "heading": "head", "item": "item", "cell": "cell"}

_REMEDY = "give a .tei folder that aligner wrote, or links such as target='en.xml#s1 es.xml#s1' beside their documents"


def render(alignment: Alignment, stem: str) -> RenderedFolder:
    """Both documents in full, and a link or pointer for each bead; the file names do not use the stem."""
    names = tuple(f"{side}.xml" for side in side_names(alignment))
    links = _links(alignment, *names)
    documents = (_document(alignment.source), _document(alignment.target))
    return RenderedFolder(dict(zip((*names, LINKS), map(as_bytes, (*documents, links)), strict=True)))


def _tei(title: str, source: str) -> Element:
    """A TEI element with the smallest header that the schema allows."""
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
    for number, bead in alignment.shown():
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
    divisions = [(0, body)]  # the open divisions and the levels of their headings, outermost first
    blocks = list(zip(document.blocks, document.block_starts, strict=False))
    for _, run in groupby(enumerate(blocks), key=lambda item: _together(item[0], item[1][0])):
        _run([block for _, block in run], divisions)
    if not len(body):
        SubElement(body, "p")  # a body may not be empty
    return root


def _together(index: int, block: Block) -> str:
    """A key that is the same for neighbours in one list or one table."""
    return block.kind if block.kind in ("item", "cell") else str(index)


def _run(run: list[tuple[Block, int]], divisions: list[tuple[int, Element]]) -> None:
    """Insert a run of blocks that belong together, each with the number of sentences before it, where it belongs."""
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


def load(path: str | Path) -> Alignment:
    """Read a folder ``book.tei``, or a links file with its documents beside it.

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
        what = f"links {len(names)} documents instead of 2: {', '.join(names)[:80]}"
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
    source, target = (_linked_document(file, name) for name in names)
    return alignment_of_links(str(file), source, target, links)


def _targets(element: _Element, where: str) -> list[tuple[str, str]]:
    """The document and id of each sentence that a link names."""
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
    """The documents that the links name, source first; ``domains`` may name one in which no sentence is linked."""
    domains = [domain.partition("#")[0] for domain in (group.get("domains") or "").split()]
    return list(dict.fromkeys([*filter(None, domains), *(name for target in targets for name, _ in target)]))


def _linked_document(file: Path, name: str) -> Linked:
    path = beside(file, name)
    root = read_xml(path, ".tei")
    title = first(root.iter(), "title")
    text = first(root.iter(), "text")
    body = root if text is None else text
    language = read_code(body.get(LANGUAGE) or root.get(LANGUAGE))
    called = all_text(title).strip() if title is not None else ""
    return linked_of(str(path), body, called or path.name, language, ID)
