"""XLIFF 2.1, what translation tools exchange: a unit for each paragraph bead, in it a segment for each bead.

::

    <unit id="u1">
    <mda:metadata><mda:metaGroup id="s1" category="bead"><mda:meta type="score">0.9731</mda:meta>…</mda:metadata>
    <segment id="s1" state="translated"><source>Good morning.</source><target>Buenos días.</target></segment>
    </unit>

Nulls are held too: an omission is a segment without a target, an addition one with an empty source. What a person
did is the state ``reviewed`` and a subState: ``aligner:confirmed``, ``aligner:changed``. Metadata (the module of the
standard) have the id of their segment. Characters that XML forbids are written as ``<cp hex="0007"/>``.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement

from aligner.characters import FORBIDDEN_IN_XML
from aligner.formats.files import Rendered
from aligner.formats.tsv import one_line
from aligner.formats.xml import language_tag, legal, one_element, sentence_text
from aligner.model import Alignment, Pair

METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
SUB_STATE = "aligner:"
TARGET_DOCUMENT = "target-document"

_CORE = "urn:oasis:names:tc:xliff:document:2.0"


def render(alignment: Alignment) -> Rendered:
    """Every pair, nulls too, in order."""
    languages = (language_tag(side.language) for side in (alignment.source, alignment.target))
    names = dict(zip(("srcLang", "trgLang"), languages, strict=True))
    root = Element("xliff", {"xmlns": _CORE, "xmlns:mda": METADATA, "version": "2.1", **names})
    original = sentence_text(alignment.source.name)
    # Blanks are part of the text, and segments are what the alignment is about.
    file = Element("file", {"id": "f1", "original": original, "canResegment": "no", "xml:space": "preserve"})
    about = {"category": "documents"}
    SubElement(_group(file, about), "mda:meta", {"type": TARGET_DOCUMENT}).text = sentence_text(alignment.target.name)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', _opening(root), _opening(file), one_element(file[0])]
    units = groupby(alignment.pairs(), key=lambda pair: pair.paragraph or -pair.id)  # 0: no paragraph is known
    for number, (_, pairs) in enumerate(units, start=1):
        lines += _unit(number, list(pairs))
    if len(lines) == 4:  # a file without units is not valid
        lines.append('<unit id="u1"><ignorable><source></source></ignorable></unit>')
    return Rendered("\n".join([*lines, "</file>", "</xliff>", ""]).encode())


def _opening(element: Element) -> str:
    """The start tag alone."""
    empty = Element(element.tag, element.attrib)
    return one_element(empty).removesuffix(f"</{element.tag}>")


def _group(parent: Element, attributes: dict[str, str]) -> Element:
    return SubElement(SubElement(parent, "mda:metadata"), "mda:metaGroup", attributes)


def _unit(number: int, pairs: Sequence[Pair]) -> list[str]:
    """The lines of a unit."""
    metadata = Element("mda:metadata")
    for pair in pairs:
        group = SubElement(metadata, "mda:metaGroup", {"id": f"s{pair.id}", "category": "bead"})
        SubElement(group, "mda:meta", {"type": "score"}).text = f"{pair.score:.4f}"
        SubElement(group, "mda:meta", {"type": "kind"}).text = pair.kind
        if pair.flags:
            SubElement(group, "mda:meta", {"type": "flags"}).text = sentence_text(",".join(pair.flags))
    segments = [one_element(_segment(pair)) for pair in pairs]
    return [f'<unit id="u{number}">', one_element(metadata), *segments, "</unit>"]


def _segment(pair: Pair) -> Element:
    has_target = not pair.kind.endswith("-0")
    person = pair.status != "auto"
    state = "reviewed" if person and has_target else "translated" if has_target else "initial"
    sub_state = {"subState": f"{SUB_STATE}{pair.status}"} if person else {}
    segment = Element("segment", {"id": f"s{pair.id}", "state": state, **sub_state})
    _put(SubElement(segment, "source"), one_line(pair.source))
    if has_target:
        _put(SubElement(segment, "target"), one_line(pair.target))
    return segment


def _put(element: Element, text: str) -> None:
    """The text into the element, with an element for each character that XML forbids."""
    end = 0
    last: Element | None = None
    for match in FORBIDDEN_IN_XML.finditer(text):
        _append(element, last, text[end : match.start()])
        last = SubElement(element, "cp", {"hex": f"{ord(match[0]):04X}"})
        end = match.end()
    _append(element, last, text[end:])


def _append(element: Element, last: Element | None, text: str) -> None:
    if last is None:
        element.text = legal(text)
    else:
        last.tail = legal(text)
