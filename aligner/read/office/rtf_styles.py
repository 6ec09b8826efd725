"""The kind of block of an RTF paragraph, from its own format, its style's format, and the style's name."""

from __future__ import annotations

import re

from aligner.read.office.flow import Paragraph
from aligner.read.office.rtf_state import DEEPEST, Definition, ParagraphFormat
from aligner.read.office.style_names import heading_level, is_code, is_contents

# Marks that some programs write as text before a tab, in paragraphs with a hanging indent.
_MARK = re.compile(r"(?:[•·◦▪‣–\-*]|\(?(?:\d{1,3}|[a-z]{1,4})[.)])\t")
_STEP = 360  # twips of indentation for each level of such a list


def paragraph_of(text: str, own: ParagraphFormat, style: Definition) -> Paragraph | None:
    """The paragraph with its kind; None for a line in the table of contents."""
    if is_contents(style.name):
        return None
    outline = next((level + 1 for level in (own.outline, style.outline) if 0 <= level < DEEPEST), 0)
    level = outline or heading_level(style.name)
    mark = _MARK.match(text) if own.first < 0 else None
    if level:
        return Paragraph("heading", level, [text])
    if own.list:
        return Paragraph("item", own.level + 1, [text])
    if mark:
        return Paragraph("item", max(1, own.indent // _STEP), [text[mark.end() :]])
    return Paragraph("code" if is_code(style.name) else "paragraph", 0, [text])
