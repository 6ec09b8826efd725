"""Names of elements in WordprocessingML, and what the styles of a Word document say about its paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from aligner.read.office.style_names import heading_level

if TYPE_CHECKING:
    from lxml.etree import _Element

# The two namespaces of WordprocessingML: the usual one, and ISO's "strict" one.
_WORD = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)

_DEEPEST = 20  # longest chain of styles based on one another; Word itself allows fewer
_MAX_STYLES = 5_000  # read of a document; Word itself allows 4,079
_BODY_LEVEL = 9  # the outline level that says "no heading"


@dataclass(frozen=True)
class Style:
    """What a style says about its paragraphs; None for anything left to the style it is based on.

    Attributes:
        names: the style's name and id, and those of the styles that it is based on.
        outline: outline level, 0 for the highest heading.
        item: level of a list item, 0 for none.
        hidden: whether its text is hidden.
    """

    names: tuple[str, ...] = ()
    outline: int | None = None
    item: int | None = None
    hidden: bool | None = None

    @property
    def heading(self) -> int:
        """Level of the heading; 0 if it is not a heading."""
        if self.outline is not None:
            return self.outline + 1 if self.outline < _BODY_LEVEL else 0
        return next((level for name in self.names if (level := heading_level(name))), 0)


def styles_of(root: _Element) -> dict[str, Style]:
    """All styles by id, each with what it inherits."""
    styles = islice((style for style in root if local(style) == "style"), _MAX_STYLES)
    elements = {get(style, "styleId"): style for style in styles}
    return {key: _inherited(key, elements) for key in elements}


def _inherited(key: str, elements: dict[str, _Element]) -> Style:
    style = Style()
    for _ in range(_DEEPEST):
        if key not in elements:
            break
        element = elements[key]
        own = properties_of(child(element, "pPr"), child(element, "rPr"))
        style = Style(
            names=(*style.names, get(child(element, "name")), key),
            outline=own.outline if style.outline is None else style.outline,
            item=own.item if style.item is None else style.item,
            hidden=own.hidden if style.hidden is None else style.hidden,
        )
        key = get(child(element, "basedOn"))
    return style


def properties_of(paragraph: _Element | None, run: _Element | None) -> Style:
    """What the properties of a paragraph and of a run say on their own."""
    if paragraph is None and run is None:
        return Style()
    numbering = child(paragraph, "numPr")
    item = None
    if numbering is not None:
        item = 0 if get(child(numbering, "numId")) == "0" else 1 + (_level(child(numbering, "ilvl")) or 0)
    vanish = child(run, "vanish")
    return Style(
        outline=_level(child(paragraph, "outlineLvl")),
        item=item,
        hidden=None if vanish is None else get(vanish) not in ("0", "false", "off"),
    )


def _level(element: _Element | None) -> int | None:
    value = get(element)
    return int(value) if re.fullmatch(r"\d", value) else None


def local(element: _Element) -> str:
    """An element's name in WordprocessingML; empty for elements in other namespaces."""
    return _local_name(element.tag)


@lru_cache(maxsize=500)
def _local_name(tag: str) -> str:
    namespace, _, name = tag.rpartition("}")
    return name if f"{namespace}}}" in _WORD else ""


def child(element: _Element | None, name: str) -> _Element | None:
    return None if element is None else next((child for child in element if local(child) == name), None)


def get(element: _Element | None, name: str = "val") -> str:
    """An attribute of WordprocessingML; empty if it is missing."""
    if element is None:
        return ""
    return str(element.get(_WORD[0] + name) or element.get(_WORD[1] + name) or "")
