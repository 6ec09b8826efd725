"""What the XML writers share: text that XML can hold, and elements as bytes, one a line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aligner.formats.tsv import one_line
from aligner.languages.identify import UNKNOWN
from aligner.model import Bead

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

# All that is no Char of XML 1.0, section 2.2; no escape can bring these in.
ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# xs:language of XML Schema, and in it all of BCP 47: "en", "es-MX", "zh-Hant".
LANGUAGE = re.compile("[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")


def legal(text: str) -> str:
    r"""The text without the characters that XML forbids; half a surrogate pair becomes U+FFFD.

    >>> legal("a\x0bb\ud800")
    'ab\ufffd'
    """
    return ILLEGAL.sub(lambda match: "\ufffd" if match[0] >= "\ud800" and match[0] < "\ue000" else "", text)


def sentence_text(text: str) -> str:
    """The text of a sentence in a corpus file: legal, and on one line, as the tools that read these go by lines."""
    return legal(one_line(text))


def score_text(bead: Bead) -> str:
    """The score as in the ladder: at most four decimals."""
    return str(round(float(bead.score), 4))


def as_bytes(root: Element) -> bytes:
    """The element as a UTF-8 file; elements without text of their own get their children one a line."""
    from xml.etree import ElementTree

    ElementTree.indent(root, space="")
    body = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'.encode()


def one_element(element: Element) -> str:
    """The element on one line; an empty one has two tags, as its text may be meant to be edited."""
    from xml.etree import ElementTree

    return ElementTree.tostring(element, encoding="unicode", short_empty_elements=False)


def language_tag(language: str) -> str:
    """The language as ``xml:lang`` has it; what is no tag, out of an edited file, becomes ``und``."""
    return language if LANGUAGE.fullmatch(language) else UNKNOWN
