"""PDF -> pages of lines with their position and size; `aligner.read.pdf.document` makes blocks of them."""

from __future__ import annotations

from collections.abc import Callable

from aligner.errors import InputError
from aligner.read.pdf.check import check
from aligner.read.pdf.glyphs import PageGlyphs, glyphs_of
from aligner.read.pdf.lines import Page
from aligner.read.pdf.pdfium import calls, pages
from aligner.read.pdf.pieces import line_of, pieces_of

# Most glyphs of a file: the longest novels have 4 million.
MAX_GLYPHS = 5_000_000
# If the fonts do not say which letters a larger share of the glyphs represents, the text is lost.
MAX_UNKNOWN = 0.3


def pages_of(data: bytes, page_read: Callable[[], None]) -> tuple[Page, ...]:
    """Each page with its lines, in the order in which the file draws them; `page_read` is called after each.

    Raises `InputError` for a file that is damaged, encrypted with a password, or without text.
    """
    check(data)
    found: list[Page] = []
    glyphs = unknown = pictures = 0
    functions = calls()
    for page in pages(data):
        drawn = glyphs_of(page, functions)
        found.append(_page(page.number, drawn))
        glyphs += len(drawn.glyphs)
        unknown += drawn.unknown
        pictures += drawn.pictures
        if glyphs > MAX_GLYPHS:
            raise InputError(f"holds more than {MAX_GLYPHS:,} characters", remedy="split it")
        page_read()
    if unknown > MAX_UNKNOWN * (glyphs + unknown):
        raise InputError("its fonts do not tell which letters they show", remedy="run OCR (text recognition) on it")
    if not any(page.lines for page in found):
        what = "holds no text, only pictures" if pictures else "holds no text"
        raise InputError(what, remedy="run OCR (text recognition) on it first")
    return tuple(found)


def _page(number: int, drawn: PageGlyphs) -> Page:
    pieces = pieces_of(drawn.glyphs) + [[dot] for dot in drawn.dots]
    lines = (line_of(piece, number) for piece in pieces)
    return Page(number, drawn.width, drawn.height, tuple(line for line in lines if line))
