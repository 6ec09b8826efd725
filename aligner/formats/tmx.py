"""TMX 1.4b, what translation memories exchange: a unit for each pair, valid by the format's DTD.

::

    <tu tuid="1"><prop type="x-score">0.9731</prop><prop type="x-kind">1-1</prop>
    <tuv xml:lang="en"><seg>Good morning.</seg></tuv><tuv xml:lang="es"><seg>Buenos días.</seg></tuv></tu>

A unit is one line of the file. ``x-flags`` (joined by commas) and ``x-status`` stand in it only where they say
something. Memories refuse units with one side, so nulls are left out. A unit of several sentences is a block, in the
words of the specification. No dates: the same alignment gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement

from aligner.formats.files import Rendered
from aligner.formats.moses import nulls_left_out
from aligner.formats.xml import language_tag, one_element, sentence_text
from aligner.model import Alignment, Document, Pair

SOURCE_DOCUMENT, TARGET_DOCUMENT = "x-source-document", "x-target-document"
SCORE, KIND, FLAGS, STATUS = "x-score", "x-kind", "x-flags", "x-status"

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4">\n'


def render(alignment: Alignment) -> Rendered:
    """A unit for each pair with text on both sides, in order; a note counts those without."""
    every = list(alignment.pairs())
    kept = [pair for pair in every if all(sentence_text(side).strip() for side in (pair.source, pair.target))]
    languages = language_tag(alignment.source.language), language_tag(alignment.target.language)
    lines = [one_element(_header(alignment.source, alignment.target)), "<body>"]
    lines += [one_element(_unit(pair, languages)) for pair in kept]
    text = _HEAD + "\n".join([*lines, "</body>", "</tmx>"]) + "\n"
    return Rendered(text.encode(), nulls_left_out(len(every) - len(kept)))


def _header(source: Document, target: Document) -> Element:
    from aligner.version import __version__

    attributes = {
        "creationtool": "aligner",
        "creationtoolversion": __version__,
        "segtype": "sentence",
        "o-tmf": "aligner",
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
