"""Translation memories of any program (TMX 1.1 to 1.4b, plain or gzipped) -> Alignment, or a stream of units."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.errors import InputError
from aligner.formats.load.linked import language_of
from aligner.formats.load.rows import Row, alignment_of, flags_of, kind_of
from aligner.formats.load.scores import probability, status_of
from aligner.formats.load.xml_stream import LANGUAGE, elements
from aligner.formats.tmx import FLAGS, KIND, SCORE, SOURCE_DOCUMENT, STATUS, TARGET_DOCUMENT
from aligner.model import Alignment

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

# Inside these elements stands the markup of another file format, not text; in XLIFF 1.2 too.
MARKUP = frozenset(("bpt", "ept", "it", "ph", "ut"))
# As srclang: a unit's own, or any language.
_ANY = ("", "*all*")


@dataclass(frozen=True)
class Unit:
    """A translation unit.

    Attributes:
        id: empty where there is none.
        texts: language, as the file writes it, and text of each variant, in order; a language may come twice.
        properties: by type.
    """

    id: str
    texts: tuple[tuple[str, str], ...]
    properties: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Header:
    """What stands before the units: the source language, empty if it is any, and properties by type."""

    language: str
    properties: dict[str, str]


def read_units(path: str | Path) -> Iterator[Header | Unit]:
    """The header and each unit of a file, one at a time. Raises `InputError` that names it."""
    for element in elements(path, root="tmx", opened=(), whole=("header", "tu")):
        properties = {prop.get("type", ""): text_of(prop) for prop in element.findall("prop")}
        if element.tag == "header":
            language = element.get("srclang", "")
            yield Header("" if language.lower() in _ANY else language, properties)
        else:
            yield Unit(element.get("tuid", ""), tuple(_variants(element)), properties)


def _variants(unit: Element) -> Iterator[tuple[str, str]]:
    for variant in unit.iter("tuv"):
        segment = variant.find("seg")
        if segment is not None:
            yield variant.get(LANGUAGE) or variant.get("lang") or "", text_of(segment)


def text_of(element: Element, markup: frozenset[str] = MARKUP) -> str:
    """The text in an element without the markup that it carries along; a line end and the blanks around it are one
    blank, as files are laid out in lines."""
    text = "".join(_texts(element, markup))
    return re.sub(r"[ \t]*[\r\n]\s*", " ", text).strip() if "\n" in text or "\r" in text else text


def _texts(element: Element, markup: frozenset[str]) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag not in markup:
            yield from _texts(child, markup)
        yield child.tail or ""


def of_language(texts: tuple[tuple[str, str], ...], language: str) -> str:
    """The first text in a language or in one of its regions; empty if there is none."""
    return next((text for found, text in texts if is_language(found, language)), "")


def is_language(tag: str, language: str) -> bool:
    """Whether a tag names the language or a region of it.

    >>> is_language("en_GB", "en"), is_language("enm", "en"), is_language("en", "en-GB")
    (True, False, False)
    """
    tag, language = (code.lower().replace("_", "-") for code in (tag, language))
    return tag == language or tag.startswith(f"{language}-")


def load(path: str | Path, languages: tuple[str, str] | None, report: Callable[[str], None]) -> Alignment:
    """A bead for each unit that holds both languages, in order, each a paragraph of its own.

    Args:
        languages: of source and target; None: the header's source language and the first other that comes.
        report: called with a line on units passed over, languages chosen among more, and units without a score.

    Raises `InputError` that names the file.
    """
    header, languages, rows = _read(path, languages, report)
    name = Path(path).name
    names = (
        header.properties.get(SOURCE_DOCUMENT) or f"{name}, source",
        header.properties.get(TARGET_DOCUMENT) or f"{name}, target",
    )
    return alignment_of(rows, names, (language_of(languages[0]), language_of(languages[1])))


def rows_of(path: str | Path) -> list[Row]:
    """The units as rows, in the languages that `load` takes; raises what it does."""
    return _read(path, None, lambda line: None)[2]


def _read(
    path: str | Path, languages: tuple[str, str] | None, report: Callable[[str], None]
) -> tuple[Header, tuple[str, str], list[Row]]:
    header, units = Header("", {}), []
    for each in read_units(path):
        if isinstance(each, Header):
            header = each
        else:
            units.append(each)
    languages = languages or _languages(path, header, units, report)
    rows = list(_rows(units, languages))
    if not rows:
        raise no_units(path, languages, (code for unit in units for code, _ in unit.texts))
    say_what_is_missing(path, rows, len(units), report)
    return header, languages, rows


def no_units(path: str | Path, languages: tuple[str, str], found: Iterable[str]) -> InputError:
    """The error of a file without units in both languages, which names those that it has."""
    known = ", ".join(sorted(set(found))) or "none"
    what = f"holds no units in both {languages[0]} and {languages[1]} (found: {known})"
    return InputError(what, where=str(path), remedy="name its languages with --lang")


def say_what_is_missing(path: str | Path, rows: list[Row], units: int, report: Callable[[str], None]) -> None:
    """Report units that gave no row, and rows without a score."""
    if len(rows) < units:
        report(f"{path}: {units - len(rows):,} of {units:,} units passed over, without text in both languages")
    unscored = sum(row.score is None for row in rows)
    if unscored:
        report(f"{path}: {unscored:,} of {len(rows):,} units have no score of ours and get 1")


def _languages(path: str | Path, header: Header, units: list[Unit], report: Callable[[str], None]) -> tuple[str, str]:
    codes = list(dict.fromkeys(code for unit in units for code, _ in unit.texts))
    others = [code for code in codes if not (header.language and is_language(code, header.language))]
    # A header that names what no unit holds tells nothing.
    source = header.language if len(others) < len(codes) else next(iter(codes), "")
    others = [code for code in others if code != source]
    if not others and units and all(len(unit.texts) == 2 for unit in units):
        others = [source]  # both sides in one language, or in one that is not known
    if not others:
        what = f"should hold two languages (found: {', '.join(codes) or 'none'})"
        raise InputError(what, where=str(path), remedy="give a translation memory of two languages")
    if len(others) > 1:
        report(f"{path}: holds {', '.join(codes)}; taken: {source} and {others[0]} (--lang takes others)")
    return source, others[0]


def _rows(units: list[Unit], languages: tuple[str, str]) -> Iterator[Row]:
    for number, unit in enumerate(units, start=1):
        kind = kind_of(unit.properties.get(KIND, ""))
        if languages[0].lower() == languages[1].lower():
            source, target = [text for _, text in unit.texts][:2] if len(unit.texts) > 1 else ("", "")
        else:
            source, target = (of_language(unit.texts, code) for code in languages)
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
