"""Glyphs of a page that has letters read from right to left -> pieces of lines, from left to right.

The order in which a file draws such letters says little: some programs follow the reading, others go from left to right
or piece by piece, and pdfium puts them in yet another order. So only places count. Letters on one baseline whose gaps
are not wide are a piece; a mark (a vowel, say) belongs to the letter above or below which it stands.
"""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter

from aligner.read.pdf.direction import in_reading_order, is_mark, is_read_from_right
from aligner.read.pdf.glyphs import Glyph
from aligner.read.pdf.pieces import BULLET, WIDE_GAP

# Baselines nearer than this, relative to the type size, are one: some Arabic types set letters of a word higher than
# others by up to .3; lines are at least 1.1 apart.
SAME_LINE = 0.5
# A gap that is wider than this, relative to the type size, ends a piece if what is beside it was drawn at another time:
# columns may be nearer to each other than words in a stretched line.
GUTTER = 0.4
# How many letters at either side of a mark may be its own: in Arabic types, letters reach over and under each other.
REACH = 4


def pieces_by_place(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """The pieces of the lines, from the top; a bullet at an end is a piece of its own.

    Each glyph reaches at least as far to the right as those before it, so that gaps are where nothing is drawn. Marks
    have the place of their letter; they are before it if it is read from right to left, otherwise after it.
    """
    glyphs = [glyph._replace(text=in_reading_order(glyph.text)) if len(glyph.text) > 1 else glyph for glyph in glyphs]
    marks = [glyph for glyph in glyphs if is_mark(glyph.text)]
    rows = _rows([g for g in glyphs if not is_mark(g.text) and (g.x0 < g.x1 or g.text.strip())])
    if not rows:
        return []
    baselines = [*rows]
    own: dict[float, list[Glyph]] = {}
    for mark in marks:
        own.setdefault(_nearest(baselines, mark.y), []).append(mark)
    order = {(glyph.x0, glyph.y): i for i, glyph in enumerate(glyphs)}
    marked = ([*_marked(_visible(row), own.get(y, ()))] for y, row in reversed(rows.items()))
    return [piece for row in marked for whole in _split(row, order) for piece in _without_bullet(whole)]


def _rows(letters: Sequence[Glyph]) -> dict[float, list[Glyph]]:
    """The letters on each baseline from left to right, from the lowest baseline to the highest.

    Baselines with many letters come first; those of letters that stand a little higher or lower are none of their own.
    """
    alike = Counter((glyph.y, glyph.size) for glyph in letters)
    counts: Counter[int] = Counter()
    sizes: dict[int, float] = {}
    for (height, size), count in alike.items():
        y = round(height)
        counts[y] += count
        sizes[y] = max(size, sizes.get(y, 0.0))
    baselines: list[int] = []
    for y in sorted(counts, key=lambda y: (-counts[y], y)):
        i = bisect(baselines, y)
        if all(abs(y - other) >= SAME_LINE * max(sizes[y], sizes[other]) for other in baselines[max(0, i - 1) : i + 1]):
            baselines.insert(i, y)
    rows: dict[float, list[Glyph]] = {y: [] for y in baselines}
    own = {height: rows[_nearest(baselines, height)] for height, _ in alike}
    for glyph in letters:
        own[glyph.y].append(glyph)
    return {y: sorted(row, key=attrgetter("x0", "x1")) for y, row in rows.items() if row}


def _nearest(places: Sequence[float], place: float) -> float:
    i = bisect(places, place)
    return min(places[max(0, i - 1) : i + 1], key=lambda other: abs(other - place))


def _visible(row: Sequence[Glyph]) -> list[Glyph]:
    """The letters of a row without spaces that stand where a letter is, as programs draw what joins no letters."""
    found: list[Glyph] = []
    end = float("-inf")
    for glyph, after in zip(row, [*row[1:], None], strict=True):
        middle = (glyph.x0 + glyph.x1) / 2
        if not glyph.text.isspace() or (end < middle and (after is None or after.x0 > middle)):
            found.append(glyph)
            end = max(end, glyph.x1)
    return found


def _marked(row: Sequence[Glyph], marks: Sequence[Glyph]) -> Iterator[Glyph]:
    """The letters of a row with their marks: each belongs to the letter whose middle is nearest.

    (Neighbours in drawing say less: some programs draw a mark before its letter, others after it, or after the line.)
    """
    own: dict[int, list[tuple[str, float]]] = {}
    starts = [glyph.x0 for glyph in row]
    for mark in marks:
        middle = _middle(mark)
        i = bisect(starts, middle)
        near = [j for j in range(max(0, i - REACH), min(i + REACH, len(row))) if row[j].text[0].isalpha()]
        if near:
            own.setdefault(min(near, key=lambda j: abs(_middle(row[j]) - middle)), []).append((mark.text, middle))
    for i, glyph in enumerate(row):
        placed = own.get(i)
        if not placed:
            yield glyph
        elif len(glyph.text) > 1:
            yield _with_marks(glyph, placed)
        elif is_read_from_right(glyph.text):
            yield from [*(glyph._replace(text=text) for text, _ in placed), glyph]
        else:
            yield from [glyph, *(glyph._replace(text=text) for text, _ in placed)]


def _middle(glyph: Glyph) -> float:
    return (glyph.x0 + glyph.x1) / 2


def _with_marks(ligature: Glyph, marks: Sequence[tuple[str, float]]) -> Glyph:
    """A ligature with marks on its letters, which take equal parts of it."""
    letters = [*ligature.text]
    part = (ligature.x1 - ligature.x0) / len(letters) or 1
    for text, middle in marks:
        i = int((ligature.x1 - middle) / part)
        letters[max(0, min(i, len(letters) - 1))] += text
    return ligature._replace(text="".join(letters))


def _split(row: Sequence[Glyph], order: Mapping[tuple[float, float], int]) -> Iterator[list[Glyph]]:
    """The pieces of a row, given how many glyphs were drawn before each place."""
    piece: list[Glyph] = []
    before = 0
    for glyph in row:
        drawn = order[glyph.x0, glyph.y]
        gap = (glyph.x0 - piece[-1].x1) / glyph.size if piece else 0.0
        if gap > WIDE_GAP or (gap > GUTTER and abs(drawn - before) > len(row)):
            yield piece
            piece = []
        piece.append(glyph._replace(x1=piece[-1].x1) if piece and piece[-1].x1 > glyph.x1 else glyph)
        before = drawn
    if piece:
        yield piece


def _without_bullet(piece: list[Glyph]) -> list[list[Glyph]]:
    """The piece, with a bullet at one of its ends apart."""
    if len(piece) > 1 and BULLET.fullmatch(piece[-1].text):
        return [piece[:-1], piece[-1:]]
    if len(piece) > 1 and BULLET.fullmatch(piece[0].text):
        return [piece[:1], piece[1:]]
    return [piece]
