"""Glyphs of a page -> pieces of lines, and these -> lines with their text, position and size.

A PDF holds glyphs and their positions, but no words and no lines. Glyphs that follow each other on one baseline form a
piece of a line; a gap is a space, and a wide gap ends the piece. Footnote marks (small raised digits) are left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from enum import Enum
from itertools import groupby
from operator import attrgetter

from aligner.read.pdf.glyphs import Glyph
from aligner.read.pdf.lines import Line
from aligner.read.pdf.tex_symbols import STROKE, struck_through
from aligner.read.texts import clean

# Relative to the type size: least width of a space, and of a gap between columns. A space is .25 wide, .15 in tight
# lines; kerning moves letters by up to .1; columns are more than 1 apart, words in a stretched line less than 1.2.
# Measured in our test files.
SPACE, WIDE_GAP = 0.15, 1.2
# Dots that are nearer to each other than this are one sign, "...": in TeX's they are .17 apart.
DOTS = 0.3
# Relative to the size of the line, a raised mark is smaller than the first and raised by at least the second.
# LibreOffice has .58 and .33, TeX .7 and .36.
MARK_SIZE, MARK_RISE = 0.8, 0.15

BULLET = re.compile("[•◦▪▫●○■□‣⁃∙·➢➤►❖✓\uf0b7\uf0a7\uf0d8]")
_MARKS = re.compile(r"\d+|[*†‡§]+")
_MARK = re.compile(r"[\d*†‡§,]+")
# In "10²", "30 m²", "R²" and "sin²" the raised digits are not marks: they follow a number, a unit, a letter on its own
# or a function; nor is that of a fraction.
_BASE = re.compile(r"(?:\d|\b(?:[ckm]?m|sin|cos|tan|log)|(?<![^\W_])[^\W\d_])$")
_HALF = re.compile("[\ud800-\udfff]")
_FRACTION = re.compile(r"\d*[/⁄]")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def pieces_of(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """The glyphs of each piece of a line, in the order given."""
    pieces: list[list[Glyph]] = []
    for glyph in glyphs:
        if pieces and _follows(pieces[-1], glyph):
            pieces[-1].append(glyph)
        else:
            pieces.append([glyph])
    return pieces


def _follows(piece: Sequence[Glyph], glyph: Glyph) -> bool:
    """Whether a glyph continues the piece."""
    last = piece[-1]
    size = max(last.size, glyph.size, piece[0].size)
    if len(piece) == 1 and BULLET.fullmatch(last.text):
        return False  # kept separate, to know where the text of the item begins
    end = last.x0 if last.text == STROKE else last.x1  # it is drawn over what comes next
    return abs(last.y - glyph.y) < 0.6 * size and -0.5 * size < glyph.x0 - end < WIDE_GAP * size


class _Small(Enum):
    """What a raised glyph is: nothing of that kind, part of a formula, a power, or the mark of a footnote."""

    NONE, FORMULA, POWER, MARK = range(4)


def _small(text: str, before: str, after: str, last: _Small) -> _Small:
    """What a raised glyph is, by its text, the text on both sides, and what the glyph before it is."""
    if not _MARK.fullmatch(text) or _FRACTION.match(after):
        return _Small.FORMULA
    if last is not _Small.NONE:
        return last
    return _Small.POWER if _BASE.search(before) else _Small.MARK


def _paired(text: str) -> str:
    """The text with whole characters for the halves that pdfium gives of those beyond U+FFFF; U+FFFD for one alone."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if _HALF.search(text) else text


def line_of(piece: Sequence[Glyph], page: int) -> Line | None:
    """A piece of a line, without footnote marks; None if nothing is left."""
    styles: Counter[tuple[float, float]] = Counter()
    for (size, y), glyphs in groupby(piece, attrgetter("size", "y")):
        styles[round(size, 1), round(y, 1)] += sum(len(glyph.text.strip()) for glyph in glyphs)
    size, y = max(styles, key=lambda style: (styles[style], style))
    parts: list[str] = []
    marks: list[str] = []
    end, noted, small = piece[0].x0, False, _Small.NONE
    gap, below, above = SPACE * size, MARK_SIZE * size, y + MARK_RISE * size
    for i, (text, x0, x1, height, glyph_size, _) in enumerate(piece):
        if x0 - end > gap and not (text == "." and parts[-1:] == ["."] and x0 - end < DOTS * size):
            parts.append(" ")
        end = x1
        if glyph_size >= below or height <= above:
            small = _Small.NONE
        else:
            after = "".join(glyph.text for glyph in piece[i + 1 : i + 4])
            small = _small(text, "".join(parts[-4:]), after, small)
        if small is _Small.MARK:
            noted = noted or not parts
            marks.append(text)
            continue
        if marks and marks[-1] != " ":
            marks.append(" ")
        parts.append(text.translate(_SUPERSCRIPTS) if small is _Small.POWER else text)
    # A soft hyphen matters only at the end of a line.
    text = re.sub("\xad(?!$)", "", " ".join(clean(struck_through(_paired("".join(parts)))).split()))
    if not text:
        return None
    letters = [glyph for glyph in piece if glyph.text.strip()]
    bold = all(glyph.bold for glyph in letters)
    left_out = tuple(_MARKS.findall("".join(marks)))
    return Line(text, letters[0].x0, letters[-1].x1, y, size, bold, page, noted=noted, marks=left_out)
