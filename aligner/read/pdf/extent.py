"""Where letters and marks of scripts that are read from right to left begin and end on their line."""

from __future__ import annotations

from collections.abc import Callable
from ctypes import Structure, addressof, c_double
from typing import Any, ClassVar

from aligner.read.pdf.direction import is_mark
from aligner.read.pdf.pdfium import Calls


class _Edges(Structure):
    """The edges of a box, as pdfium writes them."""

    _fields_: ClassVar = [(name, c_double) for name in ("left", "right", "bottom", "top")]


class Extent:
    """Finds the two ends of the characters of a page's text.

    A letter begins at its origin, not where pdfium's box does: many reach beyond their width, at either side. A mark is
    where it is drawn, as its origin is that of its letter in some fonts and of the next in others.
    """

    def __init__(self, text: int, calls: Calls, along: Callable[[int, Any], tuple[float, float]]) -> None:
        """``along`` gives the ends of a box in the direction of a line of the given turn."""
        self._text, self._calls, self._along = text, calls, along
        self._edges = _Edges()
        first, step = addressof(self._edges), _Edges.right.offset
        self._left, self._right, self._bottom, self._top = (first + i * step for i in range(4))

    def of(self, index: int, turn: int, letter: str, end: float) -> tuple[float, float]:
        """The ends of a character, given where its box ends."""
        if is_mark(letter):
            self._calls.tight_box(self._text, index, self._left, self._right, self._bottom, self._top)
            return self._along(turn, self._edges)
        # Which of the edges are measured from depends on how the line is turned.
        x, y = (self._left, self._bottom) if turn < 2 else (self._right, self._top)
        self._calls.origin(self._text, index, x, y)
        start, _ = self._along(turn, self._edges)
        return start, max(start, end)
