"""Footnotes of a page and the links to them, neither of which is part of its text.

Programs mark them by role (``doc-noteref``), by ``epub:type``, by class, or by appearance alone: a small link to
another place on the page.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

EPUB_TYPE = "{http://www.idpf.org/2007/ops}type"
_NOTES = frozenset(
    re.findall(
        r"\S+",
        "doc-endnotes doc-endnote doc-footnote doc-backlink footnote footnotes endnote endnotes rearnote rearnotes "
        "doc-noteref noteref backlink page-list pagebreak doc-pagebreak",
    )
)
_NOTE_CLASSES = frozenset(
    re.findall(
        r"\S+",
        "footnotes footnote-ref footnote-back footnoteref footnote-backref noteref reflist mw-references-wrap "
        "headerlink anchorjs-link mw-editsection",
    )
)
_MARK = re.compile(r"[\[(]?\s*(?:\d{1,4}|[*†‡§¶]{1,4}|[a-z]{1,2}|[ivxl]{1,6})\s*[\])]?", re.IGNORECASE)
_BRACKETED = re.compile(r"\[\s*(?:\d{1,4}|[*†‡§¶]{1,4}|[a-z])\s*\]")
_SIGN = re.compile("[¶#§🔗↩↑^⤴⏎\ufe0e\ufe0f\\s]+")
_MAX_MARK = 12  # longest text of a link that can be a mark


def is_note(element: _Element) -> bool:
    """Whether an element is a footnote, or a mark that links to one, back from one, or to a heading.

    >>> from lxml.html import fromstring
    >>> is_note(fromstring("<a href='#n1'>[1]</a>")), is_note(fromstring("<a href='#n1'>1 May</a>"))
    (True, False)
    """
    kinds = {*element.get("role", "").split(), *element.get(EPUB_TYPE, "").split()}
    if kinds & _NOTES or not _NOTE_CLASSES.isdisjoint(element.get("class", "").split()):
        return element.tag != "body"
    if element.tag == "sup":
        inner = [child for child in element if isinstance(child.tag, str)]
        return len(inner) == 1 and inner[0].tag == "a" and _links_here(inner[0]) and _is_mark(_short_text(element))
    if element.tag != "a" or not _links_here(element):
        return False
    text = _short_text(element)
    if not text:
        return False
    raised = any(child.tag == "sup" for child in element)
    return bool((raised and _is_mark(text)) or _BRACKETED.fullmatch(text) or _SIGN.fullmatch(text))


def _links_here(link: _Element) -> bool:
    """Whether a link leads to a place on a page rather than to another site."""
    address = link.get("href", "")
    return "#" in address and "://" not in address


def _is_mark(text: str) -> bool:
    return _MARK.fullmatch(text) is not None


def _short_text(element: _Element) -> str:
    """The text of an element, cut off once it is too long for a mark."""
    text = ""
    for part in element.itertext():
        text += str(part[: _MAX_MARK + 1])
        if len(text.strip()) > _MAX_MARK:
            break
    return text.strip()
