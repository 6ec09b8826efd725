"""PDF -> pages of lines with their position and size; `aligner.read.pdf.document` makes blocks of them."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import NamedTuple

from aligner.errors import InputError, LostTextWarning
from aligner.read.pdf.accents import with_accents
from aligner.read.pdf.bullets import with_bullets
from aligner.read.pdf.check import check
from aligner.read.pdf.glyphs import PageGlyphs, glyphs_of
from aligner.read.pdf.lines import Page
from aligner.read.pdf.pdfium import calls, pages
from aligner.read.pdf.pieces import line_of, pieces_of
from aligner.read.pdf.right_to_left import has_letters_from_right, lines_from_right

# Most glyphs of a file: the longest novels have 4 million.
MAX_GLYPHS = 5_000_000
# If the fonts do not say which letters a larger share of the glyphs represents, the text is lost.
MAX_UNKNOWN = 0.3
# A page is worth a warning if it has at least so many of them, and that share of its glyphs: a few bullets and signs of
# formulas are not. Guesses.
MANY, MANY_OF = 10, 0.05
# Pages that a warning names at most.
NAMED = 3


class _Lost(NamedTuple):
    """How many glyphs of a page are of unknown letters, of how many, and its number."""

    unknown: int
    glyphs: int
    number: int


def pages_of(data: bytes, page_read: Callable[[], None]) -> tuple[Page, ...]:
    """Each page with its lines, in the order in which the file draws them; `page_read` is called after each.

    Raises `InputError` for a file that is damaged, encrypted with a password, or without text. Warns with
    `LostTextWarning` of pages on which many glyphs are of unknown letters.
    """
    check(data)
    found: list[Page] = []
    lost: list[_Lost] = []
    glyphs = unknown = pictures = 0
    functions = calls()
    for page in pages(data):
        drawn = glyphs_of(page, functions)
        found.append(_page(page.number, drawn))
        glyphs += len(drawn.glyphs)
        unknown += drawn.unknown
        pictures += drawn.pictures
        if drawn.unknown >= max(MANY, MANY_OF * (drawn.unknown + len(drawn.glyphs))):
            lost.append(_Lost(drawn.unknown, drawn.unknown + len(drawn.glyphs), page.number))
        if glyphs > MAX_GLYPHS:
            raise InputError(f"holds more than {MAX_GLYPHS:,} characters", remedy="split it")
        page_read()
    if unknown > MAX_UNKNOWN * (glyphs + unknown):
        raise InputError("its fonts do not tell which letters they show", remedy="run OCR (text recognition) on it")
    if not any(page.lines for page in found):
        what = "holds no text, only pictures" if pictures else "holds no text"
        raise InputError(what, remedy="run OCR (text recognition) on it first")
    if lost:
        warnings.warn(_warning(lost), stacklevel=2)
    return tuple(found)


def _warning(lost: list[_Lost]) -> LostTextWarning:
    """The warning of these pages; of many, it names the worst.

    >>> print(_warning([_Lost(240, 251, 3)]))
    page 3: 240 of 251 characters have no Unicode; run OCR (text recognition) on it
    """
    worst = sorted(sorted(lost, reverse=True)[:NAMED], key=lambda page: page.number)
    others = len(lost) - NAMED
    more = f", and more on {others} other page{'s' if others > 1 else ''}" if others > 0 else ""
    told = [f"page {page.number}: {page.unknown:,} of {page.glyphs:,} characters" for page in worst]
    return LostTextWarning(f"{', '.join(told)} have no Unicode{more}; run OCR (text recognition) on it")


def _page(number: int, drawn: PageGlyphs) -> Page:
    if has_letters_from_right(drawn.glyphs):
        lines = with_bullets(lines_from_right(drawn, number))
    else:
        found = (line_of(piece, number) for piece in pieces_of(with_accents(drawn.glyphs)))
        discs = (line_of([dot], number) for dot in drawn.dots)
        lines = with_bullets([line for line in found if line], [disc for disc in discs if disc])
    return Page(number, drawn.width, drawn.height, lines)
