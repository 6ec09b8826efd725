"""TMX 1.4b, the exchange format of translation memories: one unit per pair, valid against the format's DTD.

::

    <tu tuid="1"><prop type="x-score">0.9731</prop><prop type="x-kind">1-1</prop>
    <tuv xml:lang="en"><seg>Good morning.</seg></tuv><tuv xml:lang="es"><seg>Buenos días.</seg></tuv></tu>

Each unit is one line of the file. ``x-flags`` (joined by commas) and ``x-status`` are written only if there is
something to say. Memories reject units with one side, so nulls are left out. A unit of several sentences has the
segment type ``block``, as the specification calls it. There are no dates, so that the same alignment gives the same
bytes.

Memories of any program can be read, TMX 1.1 to 1.4b, plain or gzipped: whole, or unit by unit for training. As work to
be kept, all units of another program's memory count; of ours, those with a status, and those whose text has become that
of more or fewer sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement

from aligner.characters import printable
from aligner.errors import InputError
from aligner.formats.files import Rendered
from aligner.formats.loaded import Witness
from aligner.formats.notes import nulls_left_out
from aligner.formats.rows import PairTable, Report, Row, flags_of, kind_of
from aligner.formats.scores import probability, status_of
from aligner.formats.xml import language_tag, one_element, sentence_text
from aligner.formats.xml_stream import LANGUAGE, elements
from aligner.languages.codes import matches, read_code
from aligner.model import Alignment, Document, Pair

SOURCE_DOCUMENT, TARGET_DOCUMENT = "x-source-document", "x-target-document"
SCORE, KIND, FLAGS, STATUS = "x-score", "x-kind", "x-flags", "x-status"

# These elements hold the markup of another file format, not text; in XLIFF 1.2 too.
MARKUP = frozenset(("bpt", "ept", "it", "ph", "ut"))

_TOOL = "aligner"
# Values of srclang that name no language.
_ANY = ("", "*all*")
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4">\n'


def render(alignment: Alignment) -> Rendered:
    """One unit for each pair with text on both sides, in order; a note counts the others."""
    every = list(alignment.pairs())
    kept = [pair for pair in every if all(sentence_text(side).strip() for side in (pair.source, pair.target))]
    languages = language_tag(alignment.source.language), language_tag(alignment.target.language)
    lines = [one_element(_header(alignment.source, alignment.target)), "<body>"]
    lines += [one_element(_unit(pair, languages)) for pair in kept]
    text = _HEAD + "\n".join([*lines, "</body>", "</tmx>"]) + "\n"
    return Rendered(text.encode(), nulls_left_out(len(every) - len(kept), len(kept)))


def _header(source: Document, target: Document) -> Element:
    from aligner.version import __version__

    attributes = {
        "creationtool": _TOOL,
        "creationtoolversion": __version__,
        "segtype": "sentence",
        "o-tmf": _TOOL,
        "adminlang": "en",
        "srclang": language_tag(source.language),
        "datatype": "plaintext",
    }
    header = Element("header", attributes)
    for name, document in ((SOURCE_DOCUMENT, source), (TARGET_DOCUMENT, target)):
        SubElement(header, "prop", {"type": name}).text = sentence_text(document.name)
    return header


def _unit(pair: Pair, languages: tuple[str, str]) -> Element:
    several = {} if pair.kind == "1-1" else {"segtype": "block"}
    unit = Element("tu", {"tuid": str(pair.id), **several})
    for name, value in _properties(pair):
        SubElement(unit, "prop", {"type": name}).text = value
    for language, text in zip(languages, (pair.source, pair.target), strict=True):
        variant = SubElement(unit, "tuv", {"xml:lang": language})
        SubElement(variant, "seg").text = sentence_text(text)
    return unit


def _properties(pair: Pair) -> Iterator[tuple[str, str]]:
    yield SCORE, f"{pair.score:.4f}"
    yield KIND, pair.kind
    if pair.flags:
        yield FLAGS, sentence_text(",".join(pair.flags))
    if pair.status != "auto":
        yield STATUS, pair.status


@dataclass(frozen=True)
class Unit:
    """A translation unit.

    Attributes:
        id: the unit's id; empty if there is none.
        texts: language, as written in the file, and text of each variant, in order; a language may occur twice.
        properties: values of the properties by type.
    """

    id: str
    texts: tuple[tuple[str, str], ...]
    properties: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Header:
    """What a file says before its units: the source language (empty for any), properties by type, and its program."""

    language: str
    properties: dict[str, str]
    tool: str = ""


def read_units(path: str | Path, *, streamed: bool = False) -> Iterator[Header | Unit]:
    """The header and each unit of a file, one at a time; see `elements`. Raises `InputError` that names the file."""
    for element in elements(path, root="tmx", on_opening=(), whole=("header", "tu"), streamed=streamed):
        properties = {prop.get("type", ""): text_of(prop) for prop in element.findall("prop")}
        if element.tag == "header":
            language = element.get("srclang", "")
            yield Header("" if language.lower() in _ANY else language, properties, element.get("creationtool", ""))
        else:
            yield Unit(element.get("tuid", ""), tuple(_variants(element)), properties)


def _variants(unit: Element) -> Iterator[tuple[str, str]]:
    for variant in unit.iter("tuv"):
        segment = variant.find("seg")
        if segment is not None:
            yield variant.get(LANGUAGE) or variant.get("lang") or "", text_of(segment)


def text_of(element: Element, markup: frozenset[str] = MARKUP) -> str:
    """The text in an element, without embedded markup.

    A line end and the blanks around it become one blank, because programs wrap lines in these files.
    """
    text = "".join(_texts(element, markup))
    return re.sub(r"(?<![ \t])[ \t]*[\r\n]\s*", " ", text).strip() if "\n" in text or "\r" in text else text


def _texts(element: Element, markup: frozenset[str]) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag not in markup:
            yield from _texts(child, markup)
        yield child.tail or ""


def _in_language(unit: Unit, language: str) -> str:
    """The first text with this code, or else in a variety of the language; empty if there is none."""
    texts = [(found, text) for found, text in unit.texts if matches(found, language)]
    return next((text for found, text in texts if found == language), texts[0][1] if texts else "")


def table_of(path: str | Path, languages: tuple[str, str] | None, report: Report) -> PairTable:
    """One row for each unit that holds both languages, in order, each a paragraph of its own.

    Args:
        languages: codes of source and target; None for the header's source language and the first other one found.
        report: called with a line on units skipped, on the languages chosen among several, and on units without a
            score.

    Raises `InputError` that names the file.
    """
    header, units = Header("", {}), []
    for each in read_units(path):
        if isinstance(each, Header):
            header = each
        else:
            units.append(each)
    languages = languages or _languages(path, header, units, report)
    rows = tuple(_rows(units, languages))
    if not rows:
        raise _no_units(path, languages, (code for unit in units for code, _ in unit.texts))
    say_what_is_missing(path, rows, len(units), report)
    name = Path(path).name
    names = (
        header.properties.get(SOURCE_DOCUMENT) or f"{name}, source",
        header.properties.get(TARGET_DOCUMENT) or f"{name}, target",
    )
    witness = Witness.KIND if header.tool == _TOOL else Witness.MEMORY
    return PairTable(rows, names, (read_code(languages[0]), read_code(languages[1])), unit="unit", witness=witness)


def stream_pairs(path: Path, languages: tuple[str, str], report: Report) -> Iterator[tuple[str, str]]:
    """Source and target of each unit that holds both languages, one at a time, each on one line.

    Raises `InputError` if there is no such unit.
    """
    found: set[str] = set()
    n_pairs = 0
    for unit in read_units(path, streamed=True):
        if isinstance(unit, Unit):
            found.update(code.lower() for code, _ in unit.texts)
            source, target = (" ".join(_in_language(unit, language).split()) for language in languages)
            if source and target:
                n_pairs += 1
                yield source, target
    if not n_pairs:
        raise _no_units(path, languages, found)


def language_codes(path: str | Path) -> Iterator[str]:
    """The languages named by the header and the units, in the order of the file: the header's source language first."""
    for each in read_units(path, streamed=True):
        if isinstance(each, Header):
            yield each.language
        else:
            yield from (code for code, _ in each.texts)


def _no_units(path: str | Path, languages: tuple[str, str], found: Iterable[str]) -> InputError:
    """The error for a file without units in both languages; it names the languages that the file has."""
    what = f"holds no units in both {languages[0]} and {languages[1]} (found: {_listed(sorted(set(found)))})"
    return InputError(what, where=str(path), remedy="name its languages with --lang")


def _listed(codes: Iterable[str]) -> str:
    """Codes for a message, which is one line whatever a file says in place of a code."""
    return ", ".join(map(printable, codes)) or "none"


def say_what_is_missing(path: str | Path, rows: Sequence[Row], units: int, report: Report) -> None:
    """Report units that gave no row, and rows without a score."""
    if len(rows) < units:
        report(f"{path}: {units - len(rows):,} of {units:,} units skipped, without text in both languages")
    unscored = sum(row.score is None for row in rows)
    if unscored:
        report(f"{path}: {unscored:,} of {len(rows):,} units have no score that can be used and get 1")


def _languages(path: str | Path, header: Header, units: list[Unit], report: Report) -> tuple[str, str]:
    codes = list(dict.fromkeys(code for unit in units for code, _ in unit.texts))
    named = [header.language] if header.language in codes else []
    named = named or [code for code in codes if header.language and matches(code, header.language)]
    # The header's language is of no use if no unit has it, and says less than the one variety of it that units have.
    source = header.language if len(named) > 1 else next(iter(named or codes), "")
    others = [code for code in codes if code != source and not matches(code, source)]
    if not others and source in codes:
        others = [code for code in codes if code != source]
    if not others and units and all(len(unit.texts) == 2 for unit in units):
        others = [source]  # both sides in the same language, or in an unknown one
    if not others:
        what = f"should hold two languages (found: {_listed(codes)})"
        raise InputError(what, where=str(path), remedy="give a translation memory of two languages")
    if len(others) > 1:
        report(f"{path}: holds {_listed(codes)}; taken: {source} and {others[0]} (--lang takes others)")
    return source, others[0]


def _rows(units: list[Unit], languages: tuple[str, str]) -> Iterator[Row]:
    for number, unit in enumerate(units, start=1):
        kind = kind_of(unit.properties.get(KIND, ""))
        if languages[0].lower() == languages[1].lower():
            source, target = [text for _, text in unit.texts][:2] if len(unit.texts) > 1 else ("", "")
        else:
            source, target = (_in_language(unit, code) for code in languages)
        if source.strip() and target.strip():
            yield Row(
                place=f"unit {number}",
                source=source,
                target=target,
                id=unit.id,
                paragraph=str(number),
                kind=kind if kind and all(kind) else None,
                score=probability(unit.properties.get(SCORE)),
                flags=flags_of(unit.properties.get(FLAGS, "")),
                status=status_of(unit.properties.get(STATUS, "")),
            )
