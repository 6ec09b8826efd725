"""A saved web page, or a chapter of an e-book -> blocks.

A page comes with the furniture of its site, which `aligner.read.web.article` finds; a chapter has none.
"""

from __future__ import annotations

import codecs
import html
import re
from typing import TYPE_CHECKING

from aligner.errors import InputError
from aligner.model import Block
from aligner.read import safe_xml
from aligner.read.encoding import MARKS, decode
from aligner.read.refusals import DO_NOT_TRUST, refuse_empty
from aligner.read.signature import refuse_other
from aligner.read.web.article import article
from aligner.read.web.scraps import without_scraps

if TYPE_CHECKING:
    from lxml.etree import _Element

SUFFIX = ".html"

_HEAD = 4096  # a page declares its encoding within this many bytes; browsers look at 1,024
_DECLARED = re.compile(
    rb"""(?:<meta[^>]{0,200}?charset|<\?xml[^>]{0,100}?encoding)\s*=\s*["']?\s*([\w:.-]{2,30})""", re.I
)
_XHTML = re.compile(rb"<\?xml|xmlns\s*=\s*[\"']http://www\.w3\.org/1999/xhtml")
# Encodings used for web pages; Python has others that are not (utf-7, punycode).
_PAGE_ENCODINGS = re.compile(
    r"utf-8|iso8859-\d+|cp\d+|koi8-[rut]|mac-\w+|shift_jis\w*|euc_\w+|iso2022_\w+|gb\w+|big5\w*|tis-620|johab"
)
_NAMED_ENTITY = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,31});")


def read_page(data: bytes, encoding: str | None = None) -> tuple[Block, ...]:
    """The blocks of the article of a saved page. Raises `InputError` if the bytes are not one."""
    refuse_empty(data.strip())
    refuse_other(data, SUFFIX)
    root = parse_page(data, encoding)
    return without_scraps(article(root))


def parse_page(data: bytes, encoding: str | None = None) -> _Element:
    """The root element of HTML or XHTML, with names in lower case and without namespace.

    Well-formed XHTML is read as XML, anything else as browsers read it. Raises `InputError` for bytes that are not
    text, that declare entities, or whose markup is too large or nested too deeply.
    """
    safe_xml.check_marks((data,), safe_xml.MAX_MARKS)  # half as many as elsewhere: a page takes twice the time
    if encoding is None and _XHTML.search(data[:_HEAD]):
        try:
            return _plain_names(safe_xml.parse(_NAMED_ENTITY.sub(_number, data), SUFFIX))
        except InputError:
            if b"<!ENTITY" in data:
                raise
    return _parse_html(page_text(data, encoding))


def _parse_html(text: str) -> _Element:
    from lxml import etree

    # The library takes NUL for the end of the text, and would believe a declaration of an encoding other than UTF-8.
    data = text.replace("\0", "").encode("utf-8", "replace")
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise InputError("holds no text", remedy="give a page with text") from None
    if any("depth" in entry.message for entry in parser.error_log):
        raise InputError("has markup nested too deeply for a page", remedy=DO_NOT_TRUST)
    if root is None:
        raise InputError("holds no text", remedy="give a page with text")
    return root


def page_text(data: bytes, encoding: str | None) -> str:
    """The markup of a page, decoded as the user says, by its BOM, as UTF-8, as declared, or like any text file."""
    if encoding is None and not data.startswith(tuple(mark for mark, _ in MARKS)):
        declared = _DECLARED.search(data[:_HEAD])
        name = _codec(declared[1].decode("ascii", "replace")) if declared else ""
        for candidate in ("utf-8", name) if not data.isascii() else (name,):
            try:
                text = data.decode(candidate) if candidate else ""
            except (UnicodeError, LookupError):
                continue
            if text and "\0" not in text:
                return text
    return decode(data, encoding)


def _codec(name: str) -> str:
    """The codec for a declared encoding; empty if it is not used for pages. Browsers read Latin-1 as Windows-1252.

    >>> _codec("ISO-8859-1"), _codec("utf-7")
    ('cp1252', '')
    """
    try:
        found = codecs.lookup(name).name
    except LookupError:
        return ""
    if found in ("iso8859-1", "ascii"):
        return "cp1252"
    return found if _PAGE_ENCODINGS.fullmatch(found) else ""


def _number(match: re.Match[bytes]) -> bytes:
    """A named character of HTML as a number, which XML understands too; unknown names are kept."""
    character = html.unescape(match[0].decode("ascii"))
    if character.startswith("&"):
        return match[0]
    return "".join(f"&#{ord(c)};" for c in character).encode("ascii")


def _plain_names(root: _Element) -> _Element:
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = element.tag.rpartition("}")[2].lower()
    return root
