"""Text in drawings (SVG) of an e-book, made into paragraphs in place: some books have whole pages that are drawn.

::

    <svg><text y="10">We leave<tspan y="20">tomorrow.</tspan></text></svg>  ──▶  <div><p>We leave tomorrow.</p></div>

On web pages, the text of drawings is that of logos, charts and buttons, and is not shown.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAMES = {
    "svg": "div",
    "text": "p",
    "foreignobject": "div",
    **dict.fromkeys(re.findall(r"\S+", "g switch tspan textpath"), "span"),
    # What is only drawn where another element refers to it, and what is said of the drawing.
    **dict.fromkeys(re.findall(r"\S+", "defs symbol clippath mask pattern marker desc metadata"), "template"),
}


def show_text(root: _Element) -> None:
    """Give the elements of all drawings in a page the names of those of HTML; names must be in lower case."""
    for element in [element for drawing in root.iter("svg") for element in drawing.iter("*")]:
        if element.get("display") == "none":
            element.tag = "template"
        if element.tag == "tspan" and not {"x", "y", "dy"}.isdisjoint(element.attrib):
            element.text = f" {element.text or ''}"  # a line of its own
        element.tag = _NAMES.get(str(element.tag), element.tag)
