"""Shared by the XML formats: text that XML can hold, elements as bytes or as one line, and language tags."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aligner.characters import FORBIDDEN_IN_XML, LONE_SURROGATE
from aligner.formats.tsv import one_line
from aligner.languages.identify import UNKNOWN
from aligner.model import Bead

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

# xs:language of XML Schema, which includes all of BCP 47: "en", "es-MX", "zh-Hant".
LANGUAGE = re.compile("[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")


def legal(text: str) -> str:
    r"""The text without the characters that XML forbids; half a surrogate pair becomes U+FFFD.

    >>> legal("a\x0bb\ud800")
    'ab\ufffd'
    """
    return FORBIDDEN_IN_XML.sub("", LONE_SURROGATE.sub("\ufffd", text))


def sentence_text(text: str) -> str:
    """The text of a sentence for a corpus file: legal, and on one line, because corpus tools read line by line."""
    return legal(one_line(text))


def score_text(bead: Bead) -> str:
    """The score as in the ladder: at most four decimals."""
    return str(round(float(bead.score), 4))


def as_bytes(root: Element) -> bytes:
    """The element as a UTF-8 file; in elements without text of their own, each child is on a line of its own."""
    from xml.etree import ElementTree

    ElementTree.indent(root, space="")
    body = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'.encode()


def one_element(element: Element) -> str:
    """The element on one line; an empty one gets two tags, so that text can be inserted."""
    from xml.etree import ElementTree

    return ElementTree.tostring(element, encoding="unicode", short_empty_elements=False)


def language_tag(language: str) -> str:
    """The language for ``xml:lang``; a code that is not a valid tag, as in an edited file, becomes ``und``."""
    return language if LANGUAGE.fullmatch(language) else UNKNOWN
