"""PDF -> pages of lines with their position and size; `aligner.read.pdf.document` makes blocks of them.

A PDF holds glyphs and their positions, but no words and no lines. Glyphs that follow each other on one baseline form a
piece of a line; a gap is a space, and a wide gap ends the piece. Left out: rotated text, text that the file itself
marks as an "artifact" (running heads in many programs), and footnote marks (small raised digits).
"""

from __future__ import annotations

import io
import logging
import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from aligner.errors import InputError
from aligner.read.pdf.check import REMEDY, check
from aligner.read.pdf.lines import Line, Page
from aligner.read.texts import clean

if TYPE_CHECKING:
    from pdfminer.pdfpage import PDFPage

# Maximum sizes of a file: the longest novels have 1,500 pages and 4 million characters.
MAX_PAGES, MAX_GLYPHS = 5_000, 5_000_000
# The same for glyphs on one page: a website printed as one long page has 300,000.
MAX_ON_PAGE = 500_000

# Maximum steps of a path that draws a disc: four curves are enough, Chromium uses sixteen.
MAX_DISC = 24

# Relative to the type size: least width of a space, and of a gap between columns. A space is .25 wide, .15 in tight
# lines; kerning moves letters by up to .1; columns are more than 1 apart, words in a stretched line less than 1.2.
# Measured in our test files.
SPACE, WIDE_GAP = 0.15, 1.2
# Relative to the size of the line, a raised mark is smaller than the first and raised by at least the second.
# LibreOffice has .58 and .33, TeX .7 and .36.
MARK_SIZE, MARK_RISE = 0.8, 0.15

# If the fonts do not say which letters a larger share of the glyphs represents, the text is lost.
MAX_UNKNOWN = 0.3

_BOLD = re.compile("bold|black|heavy|demi", re.IGNORECASE)
_BULLET = re.compile("[•◦▪▫●○■□‣⁃∙·➢➤►❖✓\uf0b7\uf0a7\uf0d8]")
_MARK = re.compile(r"[\d*†‡§,]+")
_UNIT = re.compile(r"(?:\d|\b[ckm]?m)$")  # in "10²" and "30 m²" the raised digits are not marks
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}


class _Glyph(NamedTuple):
    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool


def pages_of(data: bytes, page_read: Callable[[], None]) -> tuple[Page, ...]:
    """Each page with its lines, in the order in which the file draws them; `page_read` is called after each.

    Raises `InputError` for a file that is damaged, encrypted with a password, or without text.
    """
    check(data)
    collector, pages = _collected(data, page_read)
    glyphs = sum(len(line.text) for page in pages for line in page.lines)
    if collector.unknown > MAX_UNKNOWN * (glyphs + collector.unknown):
        raise InputError("its fonts do not tell which letters they show", remedy="run OCR (text recognition) on it")
    if not glyphs:
        what = "holds no text, only pictures" if collector.pictures else "holds no text"
        raise InputError(what, remedy="run OCR (text recognition) on it first")
    return pages


def _collected(data: bytes, page_read: Callable[[], None]) -> tuple[_Counts, tuple[Page, ...]]:
    from pdfminer.pdfdocument import PDFDocument, PDFEncryptionError, PDFPasswordIncorrect
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser

    # It warns about every oddity in a font, which users can do nothing about.
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    counts, pages = _Counts(), []
    number = 0
    try:
        resources = PDFResourceManager()
        device = _device(resources, counts)
        interpreter = PDFPageInterpreter(resources, device)
        for number, page in enumerate(PDFPage.create_pages(PDFDocument(PDFParser(io.BytesIO(data)))), start=1):
            if number > MAX_PAGES:
                raise InputError(f"has more than {MAX_PAGES} pages", remedy="split it")
            interpreter.process_page(page)
            pages.append(_page(page, number, device.finish()))
            page_read()
    except (InputError, MemoryError):
        raise
    except PDFPasswordIncorrect:
        raise InputError("is encrypted", remedy="save it without a password") from None
    except PDFEncryptionError:
        raise InputError("is encrypted in a way that cannot be read", remedy="save it without a password") from None
    except Exception as error:  # pdfminer lets errors of any kind through if a file is damaged
        at = f": page {len(pages) + 1} cannot be read" if number else ""
        raise InputError(f"is damaged{at} ({type(error).__name__})", remedy=REMEDY) from error
    if not pages:
        raise InputError("is damaged: it has no pages", remedy=REMEDY)
    return counts, tuple(pages)


def _page(page: PDFPage, number: int, pieces: list[list[_Glyph]]) -> Page:
    x0, y0, x1, y1 = page.mediabox
    width, height = abs(x1 - x0), abs(y1 - y0)
    if page.rotate in (90, 270):
        width, height = height, width
    lines = (_line(piece, number) for piece in pieces)
    return Page(number, width, height, tuple(line for line in lines if line))


class _Counts:
    """Counts for a file: glyphs, glyphs of unknown letters, images."""

    def __init__(self) -> None:
        self.glyphs = self.unknown = self.pictures = 0


def _device(resources: Any, counts: _Counts) -> Any:
    """The device that pdfminer draws on; defined in a function because its base class is part of pdfminer."""
    from pdfminer.pdfdevice import PDFTextDevice
    from pdfminer.pdffont import PDFUnicodeNotDefined
    from pdfminer.psparser import literal_name
    from pdfminer.utils import apply_matrix_pt

    class Collector(PDFTextDevice):
        """Gathers glyphs into pieces of lines."""

        def __init__(self) -> None:
            super().__init__(resources)
            self._pieces: list[list[_Glyph]] = [[]]
            self._dots: list[_Glyph] = []
            self._tags: list[bool] = []
            self._glyphs = 0

        def finish(self) -> list[list[_Glyph]]:
            pieces, self._pieces = self._pieces, [[]]
            dots, self._dots, self._tags = self._dots, [], []
            self._glyphs = 0
            return [piece for piece in pieces if piece] + [[dot] for dot in dots]

        def begin_tag(self, tag: Any, props: Any = None) -> None:
            self._tags.append(literal_name(tag) == "Artifact")

        def end_tag(self) -> None:
            if self._tags:
                self._tags.pop()

        def render_image(self, name: Any, stream: Any) -> None:
            counts.pictures += 1

        def paint_path(self, graphicstate: Any, stroke: Any, fill: Any, evenodd: Any, path: Any) -> None:
            """Browsers draw the bullets of lists as small discs."""
            if not fill or not 4 <= len(path) <= MAX_DISC or "c" not in {step[0] for step in path} or not self.ctm:
                return
            points = [apply_matrix_pt(self.ctm, step[-2:]) for step in path if len(step) > 2]
            xs, ys = zip(*points, strict=True)
            wide, high = max(xs) - min(xs), max(ys) - min(ys)
            if 2 < wide < 8 and abs(wide - high) < 0.5:
                self._dots.append(_Glyph("•", min(xs), max(xs), min(ys), 2 * high, False))

        def render_char(
            self, matrix: Any, font: Any, fontsize: float, scaling: float, rise: float, cid: int, ncs: Any, state: Any
        ) -> float:
            width: float = font.char_width(cid) * fontsize * scaling
            counts.glyphs += 1
            self._glyphs += 1
            if counts.glyphs > MAX_GLYPHS or self._glyphs > MAX_ON_PAGE:
                what = f"holds more than {MAX_GLYPHS:,} characters, or {MAX_ON_PAGE:,} on one page"
                raise InputError(what, remedy="split it")
            a, b, c, d, _, _ = matrix
            if a <= 0 or abs(b) > 0.1 * a or any(self._tags):
                return width
            try:
                text = font.to_unichr(cid)
            except PDFUnicodeNotDefined:
                counts.unknown += 1
                return width
            x0, y = apply_matrix_pt(matrix, (0, rise))
            x1, _ = apply_matrix_pt(matrix, (width, rise))
            size = math.hypot(c, d) * abs(fontsize)
            self._add(_Glyph(text, x0, x1, y, size, bool(_BOLD.search(font.fontname or ""))))
            return width

        def _add(self, glyph: _Glyph) -> None:
            piece = self._pieces[-1]
            if piece and not _follows(piece, glyph):
                self._pieces.append([glyph])
            elif not (piece and _struck_twice(piece[-1], glyph)):
                piece.append(glyph)

    return Collector()


def _follows(piece: Sequence[_Glyph], glyph: _Glyph) -> bool:
    """Whether a glyph continues the piece."""
    last = piece[-1]
    size = max(last.size, glyph.size, piece[0].size)
    if len(piece) == 1 and _BULLET.fullmatch(last.text):
        return False  # kept separate, to know where the text of the item begins
    return abs(last.y - glyph.y) < 0.6 * size and -0.5 * size < glyph.x0 - last.x1 < WIDE_GAP * size


def _struck_twice(last: _Glyph, glyph: _Glyph) -> bool:
    """Whether a letter is drawn over itself, as some programs do for bold type."""
    return last.text == glyph.text and abs(last.x0 - glyph.x0) < 0.1 * glyph.size and abs(last.y - glyph.y) < 0.5


def _line(piece: Sequence[_Glyph], page: int) -> Line | None:
    """A piece of a line, without footnote marks; None if nothing is left."""
    styles = Counter({(round(g.size, 1), round(g.y, 1)): 0 for g in piece})
    for glyph in piece:
        styles[round(glyph.size, 1), round(glyph.y, 1)] += len(glyph.text.strip())
    size, y = max(styles, key=lambda style: (styles[style], style))
    parts: list[str] = []
    end, noted = piece[0].x0, False
    for glyph in piece:
        if glyph.x0 - end > SPACE * size:
            parts.append(" ")
        end = glyph.x1
        if glyph.size < MARK_SIZE * size and glyph.y - y > MARK_RISE * size and _MARK.fullmatch(glyph.text):
            if not _UNIT.search("".join(parts[-3:])):
                noted = noted or not parts
                continue
            parts.append(glyph.text.translate(_SUPERSCRIPTS))
            continue
        parts.append(_LIGATURES.get(glyph.text, glyph.text))
    # A soft hyphen matters only at the end of a line.
    text = re.sub("\xad(?!$)", "", " ".join(clean("".join(parts)).split()))
    if not text:
        return None
    letters = [glyph for glyph in piece if glyph.text.strip()]
    bold = all(glyph.bold for glyph in letters)
    text = _BULLET.sub("•", text) if len(text) == 1 else text
    return Line(text, letters[0].x0, letters[-1].x1, y, size, bold, page, noted=noted)
