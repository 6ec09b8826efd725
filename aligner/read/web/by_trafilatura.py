"""A saved web page -> the blocks that trafilatura takes for its article, for those who prefer its choice to ours.

It leaves out a little more of the site around an article, and a little more of the article; figures of both:
``python tests/bench/field.py FOLDER --peers``.
"""

from __future__ import annotations

from aligner.errors import InputError
from aligner.model import Block
from aligner.read import safe_xml
from aligner.read.signature import refuse_other
from aligner.read.web.page import blocks_of_page
from aligner.read.web.saved_page import SUFFIX, page_text, parse_page


def read_page_by_trafilatura(data: bytes, encoding: str | None = None) -> tuple[Block, ...]:
    """The blocks of the article of a saved page. Raises `InputError` if the bytes are not one, or hold no article."""
    from trafilatura import extract

    refuse_other(data, SUFFIX)
    safe_xml.check_marks((data,), safe_xml.MAX_MARKS)
    found = extract(page_text(data, encoding), output_format="html", include_comments=False, include_tables=True)
    if not found:
        raise InputError("trafilatura finds no article in it", remedy="read it as html")
    return blocks_of_page(parse_page(found.encode()))
