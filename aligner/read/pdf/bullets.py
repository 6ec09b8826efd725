"""Which signs, and which discs that are drawn, are the bullets of a list: those with text after them on their line.

::

    •   The lamp is lit at dusk.     a bullet, whatever sign it is
    and that was to be shown.  ■     a sign that stays as it is
       •      •                      discs of a drawing: no text
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from aligner.read.pdf.lines import Line
from aligner.read.pdf.pieces import BULLET

# Text begins within this distance from its bullet, relative to the size of that. Word processors leave about 1.5.
REACH = 4.0
# Heights on a line differ by at most this, relative to the bullet's size, and by at most so many points.
SAME_LINE, MAX_APART = 0.4, 10


def with_bullets(lines: Sequence[Line], discs: Sequence[Line] = ()) -> tuple[Line, ...]:
    """The lines of a page, each bullet as "•", and those discs that are bullets; x grows in the direction of reading.

    >>> text, sign = Line("a text", 30, 60, 100, 10), Line("▪", 15, 19, 100, 10)
    >>> [[line.text for line in with_bullets(lines, [replace(sign, text="•")])] for lines in ([text, sign], [sign])]
    [['a text', '•', '•'], ['▪']]
    """
    signs = [line for line in lines if BULLET.fullmatch(line.text)]
    if not signs and not discs:
        return tuple(lines)
    starts: dict[int, list[float]] = {}
    for line in sorted(lines, key=lambda line: line.x0):
        if not BULLET.fullmatch(line.text):
            starts.setdefault(round(line.y), []).append(line.x0)
    bullets = {id(line) for line in [*signs, *discs] if _has_text(line, starts)}
    named = (replace(line, text="•") if id(line) in bullets else line for line in lines)
    return (*named, *(disc for disc in discs if id(disc) in bullets))


def _has_text(sign: Line, starts: dict[int, list[float]]) -> bool:
    """Whether text begins after a sign, given where lines begin at each height."""
    apart = min(SAME_LINE * sign.size, MAX_APART)
    for y in range(round(sign.y - apart), round(sign.y + apart) + 1):
        row = starts.get(y, [])
        i = bisect_left(row, sign.x1)
        if i < len(row) and row[i] < sign.x1 + REACH * sign.size:
            return True
    return False
