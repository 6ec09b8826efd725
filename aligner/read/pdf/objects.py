"""What is drawn on a page of a PDF besides text: pictures, small discs, and which texts the file calls artifacts."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import byref, c_float, c_int, c_ulong, c_ushort, c_void_p, cast
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from aligner.read.pdf.pdfium import Calls

# Points in a path that draws a disc: a start, and three for each curve. Four curves are enough, Chromium uses sixteen.
_DISC = range(13, 60)
# Sizes of a disc that is the bullet of a list, in points, and the most that its height differs from its width.
_BULLET, _ROUND = (2.0, 8.0), 0.5

_ARTIFACT = "Artifact\0".encode("utf-16-le")


class Disc(NamedTuple):
    """A small disc, by its edges in the coordinates of the file."""

    left: float
    bottom: float
    right: float
    top: float


class Artifacts:
    """What a file marks as no part of the text, as many programs mark running heads: objects of one page.

    Attributes:
        texts: addresses of the text objects in forms that are artifacts as a whole.
    """

    def __init__(self, calls: Calls) -> None:
        self.texts: set[int | None] = set()
        self._calls = calls
        self._known: dict[int | None, bool] = {}

    def __contains__(self, item: int | None) -> bool:
        """Whether the object at an address is one."""
        for i in range(self._calls.count_marks(item)):
            if self._names_artifact(self._calls.mark(item, i)):
                return True
        return item in self.texts

    def _names_artifact(self, mark: int | None) -> bool:
        """Whether a mark, which many objects may share, is that of an artifact."""
        if mark not in self._known:
            import pypdfium2.raw as pdfium

            name, size = (c_ushort * (len(_ARTIFACT) // 2))(), c_ulong()
            handle = cast(c_void_p(mark), pdfium.FPDF_PAGEOBJECTMARK)
            fits = pdfium.FPDFPageObjMark_GetName(handle, name, len(_ARTIFACT), byref(size))
            self._known[mark] = bool(fits) and bytes(name) == _ARTIFACT
        return self._known[mark]


@dataclass
class Drawn:
    """What a page holds besides text.

    Attributes:
        artifacts: which of its objects are no part of the text.
        pictures: how many pictures it has.
        discs: what browsers draw for the bullets of lists.
    """

    artifacts: Artifacts
    pictures: int = 0
    discs: list[Disc] = field(default_factory=list)


def drawn_on(page: Any, calls: Calls) -> Drawn:
    """What pdfium's page holds besides text."""
    import pypdfium2.raw as pdfium

    drawn = Drawn(Artifacts(calls))
    count, get = pdfium.FPDFPage_CountObjects(page), pdfium.FPDFPage_GetObject
    _look_at((get(page, i) for i in range(count)), drawn, pdfium.FS_MATRIX(1, 0, 0, 1, 0, 0), False)
    return drawn


def _look_at(objects: Iterator[Any], drawn: Drawn, matrix: Any, artifact: bool) -> None:
    """Note the objects of a page, or of a form that is drawn with the given matrix and may be an artifact."""
    import pypdfium2.raw as pdfium

    for item in objects:
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT and artifact:
            drawn.artifacts.texts.add(cast(item, c_void_p).value)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            drawn.pictures += 1
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            drawn.discs += _discs(item, matrix)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM:
            count, get = pdfium.FPDFFormObj_CountObjects(item), pdfium.FPDFFormObj_GetObject
            inner = (get(item, i) for i in range(count))
            _look_at(inner, drawn, _times(item, matrix), artifact or cast(item, c_void_p).value in drawn.artifacts)


def _times(form: Any, matrix: Any) -> Any:
    """The matrix that a form's objects are drawn with."""
    import pypdfium2.raw as pdfium

    own = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(form, byref(own))
    a, b = _turned(matrix, own.a, own.b)
    c, d = _turned(matrix, own.c, own.d)
    e, f = _turned(matrix, own.e, own.f)
    return pdfium.FS_MATRIX(a, b, c, d, e + matrix.e, f + matrix.f)


def _turned(matrix: Any, x: float, y: float) -> tuple[float, float]:
    return matrix.a * x + matrix.c * y, matrix.b * x + matrix.d * y


def _discs(path: Any, matrix: Any) -> list[Disc]:
    """The path itself if it is a small filled disc."""
    import pypdfium2.raw as pdfium

    count = pdfium.FPDFPath_CountSegments(path)
    if count not in _DISC:
        return []
    fill, stroke = c_int(), c_int()
    pdfium.FPDFPath_GetDrawMode(path, byref(fill), byref(stroke))
    curve = pdfium.FPDFPathSegment_GetType(pdfium.FPDFPath_GetPathSegment(path, 1)) == pdfium.FPDF_SEGMENT_BEZIERTO
    if not fill or not curve:
        return []
    edges = [c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(path, *map(byref, edges))
    left, bottom, right, top = (edge.value for edge in edges)
    corners = [_turned(matrix, x, y) for x in (left, right) for y in (bottom, top)]
    xs, ys = [x + matrix.e for x, _ in corners], [y + matrix.f for _, y in corners]
    disc = Disc(min(xs), min(ys), max(xs), max(ys))
    wide, high = disc.right - disc.left, disc.top - disc.bottom
    return [disc] if _BULLET[0] < wide < _BULLET[1] and abs(wide - high) < _ROUND else []
