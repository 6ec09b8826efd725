"""XLIFF 2.x and 1.2 of any program -> Alignment: a bead for each segment, a paragraph for each unit.

::

    2.x    <xliff srcLang trgLang> … <unit><segment><source/><target/></segment> …
    1.2    <xliff><file source-language target-language> … <trans-unit><source/><target/></trans-unit>, where
           <mrk mtype="seg" mid> in <seg-source> and <target> marks segments (Trados, memoQ and Phrase have this)

A segment without a target is a null. Score, number of sentences and flags are in the metadata that our own files have.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from aligner.errors import InputError
from aligner.formats.load.linked import language_of
from aligner.formats.load.rows import Row, alignment_of, flags_of, kind_of
from aligner.formats.load.scores import probability, status_of
from aligner.formats.load.tmx import MARKUP, say_what_is_missing, text_of
from aligner.formats.load.xml_stream import elements
from aligner.formats.xliff import SUB_STATE, TARGET_DOCUMENT
from aligner.model import Alignment

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_LAST = 0x10FFFF


def load(path: str | Path, languages: tuple[str, str] | None, report: Callable[[str], None]) -> Alignment:
    """Read a file back.

    Args:
        languages: of source and target; None: as the file says.
        report: called with a line on units without a score or without text.

    Raises `InputError` that names the file.
    """
    about, rows = _read(path)
    say_what_is_missing(path, rows, len(rows), report)
    name = Path(path).name
    names = about.get("original") or f"{name}, source", about.get(TARGET_DOCUMENT) or f"{name}, target"
    return alignment_of(rows, names, languages or _languages(about))


def rows_of(path: str | Path) -> list[Row]:
    """The segments as rows; raises what `load` does."""
    return _read(path)[1]


def _read(path: str | Path) -> tuple[dict[str, str], list[Row]]:
    """What the file says of itself, and its segments."""
    about: dict[str, str] = {}
    rows: list[Row] = []
    units = 0
    opened, whole = ("xliff", "file"), ("metadata", "unit", "trans-unit")
    for element in elements(path, root="xliff", opened=opened, whole=whole):
        if element.tag in opened:
            about = {**element.attrib, **about}  # the first of several files
        elif element.tag == "metadata":
            about = {**{meta.get("type", ""): meta.text or "" for meta in element.iter("meta")}, **about}
        else:
            units += 1
            rows += _rows(element, units)
    if not rows:
        raise InputError("holds no segments", where=str(path), remedy="give an XLIFF 2 or 1.2 file with translations")
    return about, rows


def _languages(about: dict[str, str]) -> tuple[str, str]:
    source = about.get("srcLang") or about.get("source-language")
    target = about.get("trgLang") or about.get("target-language")
    return language_of(source), language_of(target)


def _rows(unit: Element, number: int) -> Iterator[Row]:
    known = {group.get("id"): group for group in unit.iter("metaGroup")}
    for segment in _segments(unit):
        group = known.get(segment.id)
        facts = {} if group is None else {meta.get("type", ""): meta.text or "" for meta in group.iter("meta")}
        source, target = _text(segment.source), _text(segment.target)
        if unit.tag == "trans-unit":
            source, target = source.strip(), target.strip()  # a blank before the next segment is often inside
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
    id: str
    source: Element | None
    target: Element | None
    state: str = ""


def _segments(unit: Element) -> Iterator[_Segment]:
    """The segments of a unit: in 1.2 one, or as many as are marked on both sides, as Trados and others do."""
    if unit.tag == "unit":
        for each in unit.findall("segment"):
            yield _Segment(each.get("id", ""), each.find("source"), each.find("target"), each.get("subState", ""))
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
    """The marked segments by their ids; empty where text stands outside of them, or two have one id."""
    marks = [] if side is None else [mark for mark in side.iter("mrk") if mark.get("mtype") == "seg"]
    found = {mark.get("mid", ""): mark for mark in marks}
    inside = " ".join(map(_text, marks)).split()
    return found if len(found) == len(marks) and "".join(inside) == "".join(_text(side).split()) else {}


def _text(element: Element | None) -> str:
    """The text of a source or target, with the characters that stand in it by their number."""
    if element is None:
        return ""
    for point in element.iter("cp"):
        try:
            code = int(point.get("hex", ""), 16)
        except ValueError:
            continue
        point.text = chr(code) if 0 <= code <= _LAST else ""
    return text_of(element, MARKUP)
