"""A glossary as a file: the suffix chooses the format.

::

    .tsv    source⇥target⇥kind⇥languages⇥count⇥source_count⇥target_count⇥score⇥examples
    .xlsx   the same columns, to sort and filter
    .tbx    TBX-Basic (ISO 30042:2019, in the style DCA), for termbases
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from aligner.errors import OutputError
from aligner.formats.listings import GLOSSARY, SHEET
from aligner.glossary.entries import Entry

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

# The columns, each with its width in a workbook, in characters.
COLUMNS = dict(zip(GLOSSARY, (34, 34, 11, 11, 8, 13, 13, 8, 50), strict=True))
_NUMBERS = ("count", "source_count", "target_count", "score")
_TBX = "urn:iso:std:iso:30042:ed-2"


def render(entries: Sequence[Entry], suffix: str) -> bytes:
    """The bytes of a file with this suffix; raises `OutputError` for any other than those of `WRITERS`."""
    writer = WRITERS.get(suffix.lower())
    if writer is None:
        raise OutputError(f"a glossary cannot be written as {suffix!r}", remedy=f"use one of {', '.join(WRITERS)}")
    return writer(entries)


def suffix_of(path: str | Path) -> str:
    """The suffix that chooses the format; a ``.tsv`` for ``"-"``, which is stdout. Raises `OutputError` if unknown."""
    suffix = ".tsv" if str(path) == "-" else Path(path).suffix.lower()
    if suffix not in WRITERS:
        what = "its suffix chooses the format" if suffix else "its name has no suffix that chooses a format"
        raise OutputError(what, where=str(path), remedy=f"use one of {', '.join(WRITERS)}")
    return suffix


def _tsv(entries: Sequence[Entry]) -> bytes:
    from aligner.formats.files import encode
    from aligner.formats.tsv import one_line

    rows = (tuple(COLUMNS), *(tuple(map(one_line, _cells(entry).values())) for entry in entries))
    return encode("".join("\t".join(row) + "\n" for row in rows))


def _cells(entry: Entry) -> dict[str, str]:
    return {
        "source": entry.source,
        "target": entry.target,
        "kind": entry.kind,
        "languages": ",".join(entry.languages),
        "count": str(entry.count),
        "source_count": str(entry.source_count),
        "target_count": str(entry.target_count),
        "score": f"{entry.score:.4f}",
        "examples": "; ".join(entry.examples),
    }


def _xlsx(entries: Sequence[Entry]) -> bytes:
    from openpyxl import Workbook
    from openpyxl.utils import get_column_letter

    from aligner.formats.xlsx import UNTOUCHED
    from aligner.formats.xlsx.writing import dated
    from aligner.signals import held

    data = io.BytesIO()
    with held():  # openpyxl's writers complain at length where they are interrupted
        book = Workbook(write_only=True)
        sheet = book.create_sheet(SHEET)
        for number, width in enumerate(COLUMNS.values(), start=1):
            sheet.column_dimensions[get_column_letter(number)].width = width
        sheet.freeze_panes = "A2"
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{len(entries) + 1}"
        sheet.append([_text_cell(sheet, name, bold=True) for name in COLUMNS])
        for entry in entries:
            sheet.append([_cell(sheet, name, text) for name, text in _cells(entry).items()])
        book.save(data)
    return dated(data.getvalue(), UNTOUCHED)


def _cell(sheet: Any, column: str, text: str) -> Any:
    return float(text) if column in _NUMBERS else _text_cell(sheet, text)


def _text_cell(sheet: Any, text: str, *, bold: bool = False) -> Any:
    from openpyxl.cell import WriteOnlyCell

    from aligner.formats.xlsx.writing import cell_text

    cell = WriteOnlyCell(sheet, cell_text(text))
    cell.data_type = "s"  # otherwise "=1+1" would be a formula
    if bold:
        heavy: Any = copy(cell.font)
        heavy.b = True
        cell.font = heavy
    return cell


def _tbx(entries: Sequence[Entry]) -> bytes:
    from xml.etree.ElementTree import Element, SubElement, register_namespace

    from aligner.formats.xml import as_bytes, language_tag
    from aligner.version import __version__

    register_namespace("", _TBX)
    first = language_tag(entries[0].languages[0]) if entries else "und"
    root = Element(f"{{{_TBX}}}tbx", {"type": "TBX-Basic", "style": "dca", _XML_LANG: first})
    source = SubElement(_inside(_inside(root, "tbxHeader"), "fileDesc"), f"{{{_TBX}}}sourceDesc")
    _inside(source, "p", f"made with aligner {__version__}")
    body = _inside(_inside(root, "text"), "body")
    for number, entry in enumerate(entries, start=1):
        _add_concept(body, number, entry)
    return as_bytes(root)


_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def _add_concept(body: Element, number: int, entry: Entry) -> None:
    from aligner.formats.xml import language_tag

    concept = _inside(body, "conceptEntry")
    concept.set("id", f"c{number}")
    found = _cells(entry)
    _inside(concept, "note", f"{entry.kind}; beads with both: {found['count']}; score: {found['score']}")
    if entry.examples:
        _inside(concept, "note", f"examples: {found['examples']}")
    sections: dict[str, Element] = {}
    types = ("fullForm", "abbreviation") if entry.kind == "expansion" else ("", "")
    for language, text, kind in zip(entry.languages, (entry.source, entry.target), types, strict=True):
        tag = language_tag(language)
        if tag not in sections:
            sections[tag] = _inside(concept, "langSec")
            sections[tag].set(_XML_LANG, tag)
        term = _inside(sections[tag], "termSec")
        _inside(term, "term", text)
        if kind:
            _inside(term, "termNote", kind).set("type", "termType")


def _inside(parent: Element, name: str, text: str | None = None) -> Element:
    from xml.etree.ElementTree import SubElement

    from aligner.formats.xml import sentence_text

    child = SubElement(parent, f"{{{_TBX}}}{name}")
    child.text = None if text is None else sentence_text(text)
    return child


WRITERS: Mapping[str, Callable[[Sequence[Entry]], bytes]] = MappingProxyType(
    {".tsv": _tsv, ".xlsx": _xlsx, ".tbx": _tbx}
)
