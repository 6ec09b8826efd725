"""Pages with letters that are read from right to left: their glyphs -> lines in the order of reading.

On a page that is read from right to left, the lines are mirrored: x counts from its right edge, so that columns,
indents and bullets are found as on any other page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from aligner.read.pdf.direction import (
    LETTER_FROM_RIGHT,
    folded,
    is_from_right,
    is_mark,
    reading_order,
    script_of,
    share_from_right,
)
from aligner.read.pdf.geometry import pieces_by_place
from aligner.read.pdf.glyphs import Glyph, PageGlyphs
from aligner.read.pdf.lines import Line
from aligner.read.pdf.pieces import SPACE, line_of

# Relative to the type size, the least width of a space between letters that are read from the right: they are not moved
# towards each other, so it may be narrower than elsewhere; beside letters with marks it is wider, since some programs
# give the box of the mark only. Measured in files of pdf.js and in files by Chromium.
NARROW, BESIDE_MARK = 0.14, 0.25


def has_letters_from_right(glyphs: Sequence[Glyph]) -> bool:
    """Whether any glyph is a letter that is read from right to left."""
    return any(LETTER_FROM_RIGHT.match(glyph.text) for glyph in glyphs)


def lines_from_right(page: PageGlyphs, number: int) -> list[Line]:
    """The lines of a page, in the order of reading if it is read from right to left."""
    text = "".join([glyph.text for glyph in page.glyphs])
    share, script = share_from_right(text), script_of(text)
    found: list[Line] = []
    for piece in [*pieces_by_place(page.glyphs), *([dot] for dot in page.dots)]:
        line = line_of([*_read(piece, share, script)], number)
        if line:
            letters = [glyph for glyph in piece if glyph.text.strip()]
            ends = letters[0].x0, letters[-1].x1
            x0, x1 = (page.width - ends[1], page.width - ends[0]) if share > 0.5 else ends
            found.append(replace(line, text=folded(line.text), x0=x0, x1=x1))
    return found


def _read(piece: Sequence[Glyph], share: float, script: str) -> Iterator[Glyph]:
    """The glyphs of a piece in the order of reading, with its spaces as glyphs, and without their places."""
    spaced = [*_spaced(piece)]
    texts = [glyph.text for glyph in spaced]
    for i, text in reading_order(texts, script if is_from_right("".join(texts), share) else ""):
        _, _, _, y, size, bold = spaced[i]
        yield Glyph(text, 0.0, 0.0, y, size, bold)


def _spaced(piece: Sequence[Glyph]) -> Iterator[Glyph]:
    """The glyphs with a space in each gap."""
    last = before = None
    for glyph in piece:
        if last and glyph.x0 - last.x1 > _least_space(before, last, glyph) * glyph.size:
            yield glyph._replace(text=" ")
        yield glyph
        before, last = last, glyph


def _least_space(before: Glyph | None, last: Glyph, glyph: Glyph) -> float:
    if before and is_mark(before.text):
        return BESIDE_MARK
    return NARROW if LETTER_FROM_RIGHT.match(last.text) and LETTER_FROM_RIGHT.match(glyph.text) else SPACE
