"""What kind of block a paragraph of RTF is: by its own format, by its style's, and by the style's name."""

from __future__ import annotations

import re

from aligner.read.office.flow import Paragraph
from aligner.read.office.rtf_state import DEEPEST, Definition, Format

_HEADING = re.compile(r"heading (?P<level>[1-9])", re.IGNORECASE)
_TITLES = {"title": 1, "subtitle": 2}
_CODE = frozenset({"preformatted text", "html preformatted", "source code"})
_CONTENTS = re.compile(r"(?:toc|contents) (?:\d|heading)", re.IGNORECASE)
# Marks that some programs write as text before a tab, where the first line of a paragraph hangs out.
_MARK = re.compile(r"(?:[•·◦▪‣–\-*]|\(?(?:\d{1,3}|[a-z]{1,4})[.)])\t")
_STEP = 360  # twips by which programs indent each level of a list that is marked so


def paragraph_of(text: str, own: Format, style: Definition) -> Paragraph | None:
    """A paragraph of its kind; None in the table of contents."""
    name = style.name.lower()
    if _CONTENTS.fullmatch(name):
        return None
    heading = _HEADING.fullmatch(name)
    outline = next((level + 1 for level in (own.outline, style.outline) if 0 <= level < DEEPEST), 0)
    level = outline or (int(heading["level"]) if heading else _TITLES.get(name, 0))
    mark = _MARK.match(text) if own.first < 0 else None
    if level:
        return Paragraph("heading", level, [text])
    if own.list:
        return Paragraph("item", own.level + 1, [text])
    if mark:
        return Paragraph("item", max(1, own.indent // _STEP), [text[mark.end() :]])
    return Paragraph("code" if name in _CODE else "paragraph", 0, [text])
