"""XLIFF 2.1, the exchange format of translation tools: a unit for each paragraph bead, with a segment for each bead.

::

    <unit id="u1">
    <mda:metadata><mda:metaGroup id="s1" category="bead"><mda:meta type="score">0.9731</mda:meta>…</mda:metadata>
    <segment id="s1" state="translated"><source>Good morning.</source><target>Buenos días.</target></segment>
    </unit>

Nulls are included: an omission is a segment without a target, an addition one with an empty source. What a person did
becomes the state ``reviewed`` and a subState: ``aligner:confirmed``, ``aligner:changed``. Metadata (the standard's
metadata module) carry the id of their segment. Characters that XML forbids are written as ``<cp hex="0007"/>``.

XLIFF 2.x and 1.2 files of any program can be read::

    <xliff srcLang trgLang> … <unit><segment><source/><target/></segment> …
    <xliff><file source-language target-language> … <trans-unit><source/><target/></trans-unit> …

As work to be kept, all segments of another program's file count; of ours, see `aligner.formats.tmx`.

In 1.2, ``<mrk mtype="seg" mid>`` in ``<seg-source>`` and ``<target>`` marks segments (as Trados, memoQ and Phrase do).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement

from aligner.characters import FORBIDDEN_IN_XML
from aligner.errors import InputError
from aligner.formats.files import Rendered
from aligner.formats.loaded import Witness
from aligner.formats.rows import PairTable, Report, Row, flags_of, kind_of
from aligner.formats.scores import probability, status_of
from aligner.formats.tmx import MARKUP, say_what_is_missing, text_of
from aligner.formats.tsv import one_line
from aligner.formats.xml import language_tag, legal, one_element, sentence_text
from aligner.formats.xml_stream import elements
from aligner.languages.codes import read_code
from aligner.model import Alignment, Pair

METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
SUB_STATE = "aligner:"
TARGET_DOCUMENT = "target-document"

_CORE = "urn:oasis:names:tc:xliff:document:2.0"
# States of XLIFF 2 that a translation tool gives to what a person has looked at.
_REVIEWED = ("reviewed", "final")
# Elements whose attributes state languages and names.
_FILE = ("xliff", "file")
_LAST_CHARACTER = 0x10FFFF


def render(alignment: Alignment) -> Rendered:
    """Every pair, nulls too, in order."""
    languages = (language_tag(side.language) for side in (alignment.source, alignment.target))
    names = dict(zip(("srcLang", "trgLang"), languages, strict=True))
    root = Element("xliff", {"xmlns": _CORE, "xmlns:mda": METADATA, "version": "2.1", **names})
    original = sentence_text(alignment.source.name)
    # Blanks are part of the text, and resegmenting would undo the alignment.
    file = Element("file", {"id": "f1", "original": original, "canResegment": "no", "xml:space": "preserve"})
    about = {"category": "documents"}
    SubElement(_group(file, about), "mda:meta", {"type": TARGET_DOCUMENT}).text = sentence_text(alignment.target.name)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', _opening(root), _opening(file), one_element(file[0])]
    units = groupby(alignment.pairs(), key=lambda pair: pair.paragraph or -pair.id)  # 0: the paragraph is unknown
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
    """Put the text into the element, with a child element for each character that XML forbids."""
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


def table_of(path: str | Path, languages: tuple[str, str] | None, report: Report) -> PairTable:
    """One row for each segment of an XLIFF 2.x or 1.2 file, one paragraph for each unit.

    Args:
        languages: codes of source and target; None to take them from the file.
        report: called with a line on units without a score or without text.

    Raises `InputError` that names the file.
    """
    about: dict[str, str] = {}
    rows: list[Row] = []
    units = 0
    for element in elements(path, root="xliff", on_opening=_FILE, whole=("metadata", "unit", "trans-unit")):
        if element.tag in _FILE:
            about = {**element.attrib, **about}  # of several files, the first counts
        elif element.tag == "metadata":
            about = {**{meta.get("type", ""): meta.text or "" for meta in element.iter("meta")}, **about}
        else:
            units += 1
            rows += _rows(element, units)
    if not rows:
        raise InputError("holds no segments", where=str(path), remedy="give an XLIFF 2 or 1.2 file with translations")
    say_what_is_missing(path, rows, len(rows), report)
    name = Path(path).name
    names = about.get("original") or f"{name}, source", about.get(TARGET_DOCUMENT) or f"{name}, target"
    witness = Witness.KIND if TARGET_DOCUMENT in about else Witness.MEMORY
    return PairTable(tuple(rows), names, languages or _languages(about), unit="segment", witness=witness)


def _languages(about: dict[str, str]) -> tuple[str, str]:
    source = about.get("srcLang") or about.get("source-language")
    target = about.get("trgLang") or about.get("target-language")
    return read_code(source), read_code(target)


def _rows(unit: Element, number: int) -> Iterator[Row]:
    known = {group.get("id"): group for group in unit.iter("metaGroup")}
    for segment in _segments_of(unit):
        group = known.get(segment.id)
        facts = {} if group is None else {meta.get("type", ""): meta.text or "" for meta in group.iter("meta")}
        source, target = _text(segment.source), _text(segment.target)
        if unit.tag == "trans-unit":
            source, target = source.strip(), target.strip()  # often includes the blank before the next segment
        kind = kind_of(facts.get("kind", ""))
        if kind or source.strip() or target.strip():
            yield Row(
                place=f"unit {number}, segment {segment.id[:40]}",
                source=source,
                target=target,
                id=segment.id.removeprefix("s"),
                paragraph=str(number),
                kind=kind,
                score=probability(facts.get("score")),
                flags=flags_of(facts.get("flags", "")),
                status=status_of(segment.state.removeprefix(SUB_STATE)),
            )


class _Segment(NamedTuple):
    """A segment as read: its id and sides as they are in the file."""

    id: str
    source: Element | None
    target: Element | None
    state: str = ""


def _segments_of(unit: Element) -> Iterator[_Segment]:
    """The segments of a unit; in 1.2 it is a single one, or those that Trados and others mark on both sides."""
    if unit.tag == "unit":
        for each in unit.findall("segment"):
            reviewed = f"{SUB_STATE}confirmed" if each.get("state") in _REVIEWED else ""
            state = each.get("subState") or reviewed
            yield _Segment(each.get("id", ""), each.find("source"), each.find("target"), state)
        return
    source, target = unit.find("source"), unit.find("target")
    segmented = unit.find("seg-source")
    left, right = _marked(source if segmented is None else segmented), _marked(target)
    if left and right and right.keys() <= left.keys():
        for id, marked in left.items():
            yield _Segment(id, marked, right.get(id))
    else:
        yield _Segment(unit.get("id", ""), source, target)


def _marked(side: Element | None) -> dict[str, Element]:
    """The marked segments by id; empty if there is text outside them, or if two share an id."""
    marks = [] if side is None else [mark for mark in side.iter("mrk") if mark.get("mtype") == "seg"]
    found = {mark.get("mid", ""): mark for mark in marks}
    inside = " ".join(map(_text, marks)).split()
    return found if len(found) == len(marks) and "".join(inside) == "".join(_text(side).split()) else {}


def _text(element: Element | None) -> str:
    """The text of a source or target, including characters written as numbers."""
    if element is None:
        return ""
    for point in element.iter("cp"):
        try:
            code = int(point.get("hex", ""), 16)
        except ValueError:
            continue
        point.text = chr(code) if 0 <= code <= _LAST_CHARACTER else ""
    return text_of(element, MARKUP)
