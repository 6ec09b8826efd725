"""Where letters and marks of scripts that are read from right to left begin and end on their line."""

from __future__ import annotations

from collections.abc import Callable
from ctypes import byref, c_double
from typing import Any

from aligner.read.pdf.direction import is_mark


def extent(text: Any, index: int, letter: str, along: Callable[[Any], tuple[float, float]]) -> tuple[float, float]:
    """The two ends of a character of pdfium's text; ``along`` gives those of a box in the direction of the line.

    A letter begins at its origin, not where pdfium's box does: many reach beyond their width, at either side. A mark is
    where it is drawn, as its origin is that of its letter in some fonts and of the next in others.
    """
    import pypdfium2.raw as pdfium

    box = pdfium.FS_RECTF()
    if is_mark(letter):
        edges = [c_double() for _ in range(4)]
        pdfium.FPDFText_GetCharBox(text, index, *map(byref, edges))
        box.left, box.right, box.bottom, box.top = (edge.value for edge in edges)
        return along(box)
    pdfium.FPDFText_GetLooseCharBox(text, index, byref(box))
    _, end = along(box)
    x, y = c_double(), c_double()
    pdfium.FPDFText_GetCharOrigin(text, index, byref(x), byref(y))
    start, _ = along(pdfium.FS_RECTF(x.value, y.value, x.value, y.value))
    return start, max(start, end)
