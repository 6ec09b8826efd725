"""Accents that are drawn over or under letters, and strokes through signs -> part of what they stand on.

TeX's older fonts have no letters with accents: in "café", the file draws "e" and, over it, "´". Programs for formulas
do the same with "x̃" and "∉". pdfium gives both one after the other, in either order or far apart, so places count.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from operator import itemgetter
from unicodedata import category, normalize

from aligner.read.pdf.glyphs import Glyph

# What an accent is if it belongs to a letter, and what a slash is if it goes through a sign.
_ABOVE = {"`": 0x300, "´": 0x301, "ˆ": 0x302, "˜": 0x303, "¯": 0x304, "ˉ": 0x304, "˘": 0x306, "˙": 0x307, "¨": 0x308}
_OTHER = {"˚": 0x30A, "˝": 0x30B, "ˇ": 0x30C, "¸": 0x327, "˛": 0x328, "\u20d7": 0x20D7}
_ACCENTS = {accent: chr(code) for accent, code in (_ABOVE | _OTHER).items()}
_STROKES = {"/": "\u0338"}
_PLACED = frozenset(_ACCENTS) | frozenset(_STROKES)
_DOTTED = {"ı": "i", "ȷ": "j"}

# How far an accent may be drawn higher than its letter, relative to the type size: over capitals, TeX raises it by .26.
RAISED = 0.35
# The same in points, at most: such type is on posters. (It bounds the search.)
MAX_RAISED = 40
# Most letters and accents of a glyph: a ligature has three. (It bounds the length of what is joined.)
MOST = 8
# Sizes that differ by less than this share are the same.
SAME_SIZE = 0.05

# The glyphs on each baseline, rounded, from left to right: where they begin, and their indexes.
_Rows = dict[int, list[tuple[float, int]]]


def with_accents(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The glyphs of a page, with each accent as part of its letter.

    >>> e, acute = (Glyph(text, x0, x0 + 5, 100, 10, False) for text, x0 in (("e", 20), ("´", 20.3)))
    >>> [glyph.text for glyph in with_accents([acute, e])]
    ['é']
    """
    placed = [i for i, glyph in enumerate(glyphs) if glyph.text[0] in _PLACED]
    if not placed:
        return [*glyphs]
    found: list[Glyph | None] = [*glyphs]
    rows = _rows(glyphs)
    for i in placed:
        text = glyphs[i].text
        if len(text) == 1:
            base = _base(glyphs, i, rows)
            whole = _joined(found[base], text) if base is not None else None
            if base is not None and whole:
                found[base], found[i] = whole, None
        elif len(text) == 2:  # drawn in the same place as its letter
            found[i] = _joined(glyphs[i]._replace(text=text[1]), text[0]) or glyphs[i]
    return [glyph for glyph in found if glyph]


def _rows(glyphs: Sequence[Glyph]) -> _Rows:
    rows: _Rows = {}
    for i, glyph in enumerate(glyphs):
        if glyph.text not in _PLACED and not glyph.text.isspace():
            rows.setdefault(round(glyph.y), []).append((glyph.x0, i))
    return {y: sorted(row) for y, row in rows.items()}


def _base(glyphs: Sequence[Glyph], index: int, rows: _Rows) -> int | None:
    """Which glyph is where the middle of an accent or a stroke is."""
    accent = glyphs[index]
    middle = (accent.x0 + accent.x1) / 2
    lowest = accent.y - min(RAISED * accent.size, MAX_RAISED)
    for y in range(round(accent.y), round(lowest) - 1, -1):
        row = rows.get(y, [])
        end = bisect(row, middle, key=itemgetter(0))
        for _, i in reversed(row[max(0, end - 2) : end]):
            base = glyphs[i]
            alike = abs(base.size - accent.size) < SAME_SIZE * base.size
            if alike and middle <= base.x1 and _joined(base, accent.text):
                return i
    return None


def _joined(base: Glyph | None, accent: str) -> Glyph | None:
    """A letter with its accent, or a sign with a stroke through it; None if these do not belong together."""
    if base is None or len(base.text) >= MOST:
        return None
    last = base.text[-1]
    kind = category(last)
    if accent in _STROKES:
        return base._replace(text=normalize("NFC", base.text + _STROKES[accent])) if kind == "Sm" else None
    if kind not in ("Ll", "Lu", "Lo", "Mn", "Sm"):
        return None
    return base._replace(text=normalize("NFC", base.text[:-1] + _DOTTED.get(last, last) + _ACCENTS[accent]))
