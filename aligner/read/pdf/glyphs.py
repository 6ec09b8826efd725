"""A page of a PDF -> its glyphs: what is drawn where, in the order in which pdfium gives it.

Lines come in the order in which the file draws them. A page whose text is turned is read as if it were upright. Left
out: text that is turned against most of the page, text that the file itself marks as an "artifact" (running heads in
many programs), letters that are drawn over themselves, and glyphs of which the fonts do not say what letters they are;
the last are counted.
"""

from __future__ import annotations

import math
from collections import Counter
from ctypes import addressof, byref, c_double, c_float, c_void_p, cast
from typing import Any, NamedTuple

from aligner.errors import InputError
from aligner.read.pdf.bare_codes import letters_of
from aligner.read.pdf.direction import FIRST_FROM_RIGHT, LETTER_FROM_RIGHT
from aligner.read.pdf.extent import Extent
from aligner.read.pdf.fonts import Font, Letter
from aligner.read.pdf.objects import Artifacts, Disc, drawn_on
from aligner.read.pdf.pdfium import Calls, PageHandles

# Most glyphs on one page: a website printed as one long page has 300,000.
MAX_ON_PAGE = 500_000
# A line that rises by more than this share of its length is oblique.
OBLIQUE = 0.1

# Characters that are drawn as nothing, and what pdfium makes of a hyphen at the end of a line.
_LETTERS = {0: "", 2: "-", 10: "", 13: ""}
# Symbol fonts have their bullets at places that Unicode leaves to everyone's own use; other glyphs there are unknown.
_BULLETS = (0xF0B7, 0xF0A7, 0xF0D8)


# Most of a letter's width that hangs over: an italic "f" has a third of it there.
MAX_OVERHANG = 0.4


class Glyph(NamedTuple):
    """A glyph: its letters (a ligature has several), where it begins and ends, its baseline and type size, in points.

    x grows to the right and y upwards, from the lower left corner of the page.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool


class PageGlyphs(NamedTuple):
    """What is on a page.

    Attributes:
        width, height: its size in points, as it is read.
        glyphs: the glyphs of its text.
        dots: discs that are drawn as bullets and are no glyphs.
        unknown: how many more glyphs it has, of unknown letters.
        pictures: how many pictures it has.
    """

    width: float
    height: float
    glyphs: list[Glyph]
    dots: list[Glyph]
    unknown: int
    pictures: int


class _Run(NamedTuple):
    """What the glyphs of one text object share.

    Attributes:
        turn: how often their line is turned a quarter to the left.
        y: their baseline on the page as it is read.
        size: their type size.
        width: the same across, which differs if letters are stretched.
        font: what is known of their font.
    """

    turn: int
    y: float
    size: float
    width: float
    font: Font


class _Frame(NamedTuple):
    """The edges of a page or a glyph in the coordinates of the file; lines of any turn are measured from a page's."""

    left: float
    bottom: float
    right: float
    top: float

    def size(self, turn: int) -> tuple[float, float]:
        wide, high = self.right - self.left, self.top - self.bottom
        return (high, wide) if turn % 2 else (wide, high)

    def across(self, turn: int, x: float, y: float) -> float:
        """The height of a point on the page as it is read."""
        return (y - self.bottom, self.right - x, self.top - y, x - self.left)[turn]

    def along(self, turn: int, box: Any) -> tuple[float, float]:
        """Where a box begins and ends, in the direction of reading."""
        if turn == 0:
            return box.left - self.left, box.right - self.left
        if turn == 1:
            return box.bottom - self.bottom, box.top - self.bottom
        if turn == 2:
            return self.right - box.right, self.right - box.left
        return self.top - box.top, self.top - box.bottom


def glyphs_of(page: PageHandles, calls: Calls) -> PageGlyphs:
    """What is on a page. Raises `InputError` if that is too much."""
    import pypdfium2.raw as pdfium

    count = pdfium.FPDFText_CountChars(page.text)
    if count > MAX_ON_PAGE:
        raise InputError(f"holds more than {MAX_ON_PAGE:,} characters on one page", remedy="split it")
    drawn = drawn_on(page.page, calls)
    reader = _Reader(page, calls, drawn.artifacts, {})
    reader.read(count)
    letters = letters_of(reader.codes)
    if letters:
        reader = _Reader(page, calls, drawn.artifacts, letters)
        reader.read(count)
    upright = pdfium.FPDFPage_GetRotation(page.page)
    turn = max(range(4), key=lambda turn: (len(reader.glyphs[turn]) + reader.unknown[turn], turn == upright))
    dots = [_dot(disc, reader.frame, turn) for disc in drawn.discs]
    width, height = reader.frame.size(turn)
    return PageGlyphs(width, height, reader.glyphs[turn], dots, reader.unknown[turn], drawn.pictures)


def _dot(disc: Disc, frame: _Frame, turn: int) -> Glyph:
    x0, x1 = frame.along(turn, disc)
    ends = [frame.across(turn, x, y) for x, y in ((disc.left, disc.bottom), (disc.right, disc.top))]
    return Glyph("•", x0, x1, min(ends), 2 * abs(ends[0] - ends[1]), False)


class _Reader:
    """Reads the glyphs of a page.

    Attributes:
        glyphs, unknown: the glyphs of each turn, and how many more of each are unknown.
        codes: how often the codes of characters occur that are unknown in fonts without a name.
    """

    def __init__(self, page: PageHandles, calls: Calls, artifacts: Artifacts, letters: dict[int, str]) -> None:
        import pypdfium2.raw as pdfium

        edges = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(page.page, byref(edges))
        self.frame = _Frame(edges.left, edges.bottom, edges.right, edges.top)
        self.glyphs: list[list[Glyph]] = [[], [], [], []]
        self.unknown = [0, 0, 0, 0]
        self.codes: Counter[int] = Counter()
        self._letters = letters
        self._page, self._calls, self._artifacts = page, calls, artifacts
        self._text = cast(page.text, c_void_p).value or 0
        self._fonts: dict[int | None, Font] = {}
        self._matrix = pdfium.FS_MATRIX()

    def read(self, count: int) -> None:
        """Read so many characters of the page's text. For each, no more is done than must be."""
        import pypdfium2.raw as pdfium

        text_object, unicode, loose_box = self._calls.text_object, self._calls.unicode, self._calls.loose_box
        text, box, along = self._text, pdfium.FS_RECTF(), self.frame.along
        place, shown, extent = addressof(box), None, Extent(text, self._calls, along).of
        run: _Run | None = None
        edges = last = (0.0, 0.0, 0.0)
        for i in range(count):
            found = text_object(text, i)
            if found != shown:
                shown, run = found, self._run(i, found) if found else None
            if run is None:
                continue
            turn, y, size, width, (_, bold, named, _, letters) = run
            code = unicode(text, i)
            letter, before, after = letters[code] if code in letters else self._letter(run, code, i)
            if letter is None:
                self.unknown[turn] += 1
                if not named:
                    self.codes[code] += 1
                continue
            if not letter or (letter == " " and self._calls.is_generated(text, i)):
                continue
            loose_box(text, i, place)
            x0, x1 = along(turn, box)
            edges = (x0, x1, y)
            x0, x1 = x0 + before * width, x1 - after * width
            if code >= FIRST_FROM_RIGHT and LETTER_FROM_RIGHT.match(letter):
                x0, x1 = extent(i, turn, letter, edges[1])
            glyphs = self.glyphs[turn]
            if edges == last:  # the next letter of a ligature
                first = glyphs.pop()
                letter, x0 = first.text + letter, first.x0
            last = edges
            glyphs.append(Glyph(letter, x0, x1, y, size, bold))

    def _run(self, index: int, item: int) -> _Run | None:
        """What the glyphs of a text object share, of which this is the first; None if they are left out."""
        import pypdfium2.raw as pdfium

        calls, text = self._calls, self._text
        if item in self._artifacts:
            return None
        # Before some objects, pdfium puts a space of its own, which is nowhere.
        while calls.unicode(text, index) == 32 and calls.text_object(text, index + 1) == item:
            index += 1
        matrix = self._matrix
        calls.matrix(text, index, addressof(matrix))
        size = calls.font_size(text, index)
        turn = _turn(size * matrix.a, size * matrix.b)
        if turn is None:
            return None
        address = calls.font(item)
        if address not in self._fonts:
            self._fonts[address] = Font.of(cast(c_void_p(address), pdfium.FPDF_FONT), self._letters)
        y = self.frame.across(turn, matrix.e, matrix.f)
        height, width = (abs(size) * math.hypot(*ends) for ends in ((matrix.c, matrix.d), (matrix.a, matrix.b)))
        return _Run(turn, y, height, width, self._fonts[address])

    def _letter(self, run: _Run, code: int, index: int) -> Letter:
        """What a character is, which is noted as known of its font unless it is part of a ligature."""
        unknown = self._calls.has_no_unicode(self._text, index) or code == 0xFFFD or _is_private(code)
        text = run.font.signs.get(code) if unknown else _LETTERS.get(code, chr(code))
        box = self._loose_box(index)
        if text and box in (self._loose_box(index - 1), self._loose_box(index + 1)):
            return Letter(text, 0.0, 0.0)
        letter = Letter(text, *(self._overhang(run, code, index, box) if text else (0.0, 0.0)))
        run.font.letters[code] = letter
        return letter

    def _loose_box(self, index: int) -> _Frame:
        import pypdfium2.raw as pdfium

        box = pdfium.FS_RECTF()
        pdfium.FPDFText_GetLooseCharBox(self._page.text, index, byref(box))
        return _Frame(box.left, box.bottom, box.right, box.top)

    def _overhang(self, run: _Run, code: int, index: int, box: _Frame) -> tuple[float, float]:
        """How far a glyph hangs over on both sides, if its box holds both its place in the line and its ink."""
        import pypdfium2.raw as pdfium

        x, y, left, right, bottom, top = (c_double() for _ in range(6))
        advance = c_float()
        pdfium.FPDFText_GetCharOrigin(self._page.text, index, byref(x), byref(y))
        pdfium.FPDFText_GetCharBox(self._page.text, index, *map(byref, (left, right, bottom, top)))
        pdfium.FPDFFont_GetGlyphWidth(run.font.handle, code, 1.0, byref(advance))
        origin, _ = self.frame.along(run.turn, _Frame(x.value, y.value, x.value, y.value))
        _, ink = self.frame.along(run.turn, _Frame(left.value, bottom.value, right.value, top.value))
        x0, x1 = self.frame.along(run.turn, box)
        before, after = (origin - x0) / run.width, (x1 - origin) / run.width - advance.value
        # Where a font has codes of its own, the width may be that of another letter.
        hangs_over = advance.value > 0 and ink > x1 - 0.01 * run.width and after < MAX_OVERHANG * (x1 - x0) / run.width
        return max(0.0, before), max(0.0, after) if hangs_over else 0.0


def _turn(a: float, b: float) -> int | None:
    """The quarter turns to the left of a line in this direction; None if it is oblique or has none."""
    if (not a and not b) or min(abs(a), abs(b)) > OBLIQUE * max(abs(a), abs(b)):
        return None
    if abs(a) > abs(b):
        return 0 if a > 0 else 2
    return 1 if b > 0 else 3


def _is_private(code: int) -> bool:
    """Whether what a code stands for is known to its font alone, apart from the bullets of symbol fonts."""
    return 0xE000 <= code <= 0xF8FF and code not in _BULLETS
