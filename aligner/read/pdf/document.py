"""Pages of lines -> blocks: paragraphs joined across columns and pages, headings, items, rows of a table.

A heading is larger than the body, or bold and on its own; levels follow from sizes. If columns or pages are in two
languages, a paragraph continues in the next column of its own language; two such columns side by side whose paragraphs
begin at the same heights are a table, and are read as rows of cells.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from aligner.model import Block
from aligner.read.hyphens import Hyphens
from aligner.read.pdf.columns import LARGER, SAME_SIZE, Habits
from aligner.read.pdf.initials import with_initials_joined
from aligner.read.pdf.lines import Line, Page, Region, body_size, regions, without_furniture
from aligner.read.pdf.notes import without_notes
from aligner.read.pdf.pages import pages_of
from aligner.read.pdf.paragraphs import Paragraph, goes_on, paragraphs, runs_on
from aligner.read.pdf.strips import BULLET, habits_of

# Maximum characters of a heading, and of a bold line that counts as one. Guesses.
MAX_HEADING, MAX_BOLD = 200, 100
# Fewest characters in a column for its language to be certain, and how many of them are examined.
MIN_SAMPLE, SAMPLE = 100, 1_000
# Two columns are a table if at least the first share of their paragraphs begins beside a line of the other column, and
# at most the second share of such lines continues a sentence. Baselines differ if they are further apart than
# SAME_HEIGHT, relative to the type size. Guesses.
MIN_BESIDE, MAX_TORN, SAME_HEIGHT = 0.8, 0.1, 0.3


@dataclass
class _Row:
    """A row in a table of two columns: the lines of each cell."""

    cells: tuple[list[Line], list[Line]]
    place: str


def read_pdf(data: bytes, page_read: Callable[[], None] = lambda: None) -> tuple[Block, ...]:
    """The blocks of a PDF; the `place` of each is its page. `page_read` is called after each page.

    pdfium sets no limits, so a file of which nothing is known is read by a process `apart`, as the table of readers
    says. Raises `InputError` as `pages_of` does.
    """
    return blocks_of_pages(pages_of(data, page_read))


def blocks_of_pages(pages: Sequence[Page]) -> tuple[Block, ...]:
    """The blocks in reading order; the `place` of each is the page on which it begins."""
    body = body_size(pages)
    columns = [
        region for page in without_furniture(pages, body) for region in regions(with_initials_joined(page.lines, body))
    ]
    habits = habits_of(columns, body)
    columns = without_notes(columns, body)
    languages = _languages(columns)
    found: list[list[Paragraph]] = []
    for column in columns:
        after_verse = bool(found) and found[-1][-1].verse
        found.append(list(paragraphs(column, habits, after_verse=after_verse)))
    pieces: list[Paragraph | _Row] = []
    i = 0
    while i < len(columns):
        rows = _rows(found[i], found[i + 1]) if len({*languages[i : i + 2]} - {""}) == 2 else None
        if rows:
            _add_rows(pieces, rows)
        else:
            _add_paragraphs(pieces, found[i], languages[i], habits)
        i += 2 if rows else 1
    hyphens = Hyphens([line.text for column in columns for line in column])
    levels = _levels([piece for piece in pieces if isinstance(piece, Paragraph)], body)
    blocks = (block for piece in pieces for block in _blocks(piece, hyphens, levels, body))
    return tuple(block for block in blocks if block.text or block.kind == "cell")


def _add_paragraphs(pieces: list[Paragraph | _Row], found: list[Paragraph], language: str, habits: Habits) -> None:
    """Add the paragraphs of a column; the first may continue an earlier one."""
    before = next((p for p in reversed(pieces) if isinstance(p, _Row) or _may_follow(p.language, language)), None)
    if isinstance(before, Paragraph) and goes_on(before, found[0], habits):
        before.lines += found.pop(0).lines
    for paragraph in found:
        paragraph.language = language
    pieces += found


def _may_follow(before: str, language: str) -> bool:
    return before == language or not (before and language)


def _rows(left: Sequence[Paragraph], right: Sequence[Paragraph]) -> list[_Row] | None:
    """The rows of two columns side by side; None if they are not a table."""
    sides = [[line for paragraph in side for line in paragraph.lines] for side in (left, right)]
    if sides[0][0].page != sides[1][0].page:
        return None
    starts = [[paragraph.lines[0] for paragraph in side] for side in (left, right)]
    beside = _beside(starts[0], sides[1]) + _beside(starts[1], sides[0])
    torn = [line for side in sides for last, line in pairwise(side) if runs_on(last, line) and _beside([line], beside)]
    if len(beside) < max(2, MIN_BESIDE * (len(left) + len(right))) or len(torn) > MAX_TORN * len(beside):
        return None
    # Lines above the first row belong to a row that began on the page before.
    heights = [max(side[0].y for side in sides)]
    for line in sorted(beside, key=lambda line: -line.y):
        if heights[-1] - line.y > SAME_HEIGHT * line.size:
            heights.append(line.y)
    page = sides[0][0].page
    rows = [_Row(([], []), f"page {page}, row {n}") for n in range(1, len(heights) + 1)]
    for which, side in enumerate(sides):
        for line in side:
            n = sum(1 for height in heights if line.y < height + SAME_HEIGHT * line.size)
            rows[n - 1].cells[which].append(line)
    return rows


def _beside(lines: Sequence[Line], others: Sequence[Line]) -> list[Line]:
    """The lines at the same height as one of the others."""
    return [line for line in lines if any(abs(line.y - other.y) < SAME_HEIGHT * line.size for other in others)]


def _add_rows(pieces: list[Paragraph | _Row], rows: list[_Row]) -> None:
    """Add the rows of a page; the first is joined to the last row of the page before if a sentence runs on in it."""
    last = pieces[-1] if pieces else None
    if isinstance(last, _Row):
        pairs = [(a, b) for a, b in zip(last.cells, rows[0].cells, strict=True) if a and b]
        if any(runs_on(a[-1], b[0]) for a, b in pairs):
            for cell, rest in zip(last.cells, rows.pop(0).cells, strict=True):
                cell += rest
    pieces += rows


def _languages(columns: Sequence[Region]) -> list[str]:
    """The language of each column; empty if all are in one language, or for a column too short to tell."""
    from aligner.languages.identify import UNKNOWN, identify

    texts = [" ".join(line.text for line in region) for region in columns]
    if len(texts) < 2:
        return [""] * len(texts)
    found = [identify(text[:SAMPLE]).language if len(text) >= MIN_SAMPLE else UNKNOWN for text in texts]
    different = {language for language in found if language != UNKNOWN}
    return ["" if language == UNKNOWN or len(different) < 2 else language for language in found]


def _levels(paragraphs: Sequence[Paragraph], body: float) -> dict[float, int]:
    """The heading level of each size larger than the body's: 1 for the largest; almost equal sizes share a level."""
    sizes = sorted({p.size for p in paragraphs if p.size > LARGER * body}, reverse=True)
    levels: dict[float, int] = {}
    for above, size in zip([0.0, *sizes], sizes, strict=False):
        levels[size] = levels.get(above, 0) + (abs(above - size) > SAME_SIZE * size)
    return levels


def _blocks(piece: Paragraph | _Row, hyphens: Hyphens, levels: dict[float, int], body: float) -> list[Block]:
    if isinstance(piece, _Row):
        return [Block(_text(cell, hyphens), "cell", piece.place) for cell in piece.cells]
    place = f"page {piece.lines[0].page}"
    if piece.verse:
        return [Block("\n".join(line.text for line in piece.lines), place=place)]
    text = _text(piece.lines, hyphens)
    bullet = BULLET.match(text) if piece.lines[0].hang else None
    if bullet:
        return [Block(text[bullet.end() :], "item", place, 1)]
    if piece.size in levels and len(text) <= MAX_HEADING:
        return [Block(text, "heading", place, min(6, levels[piece.size]))]
    bold = all(line.bold for line in piece.lines) and len(text) <= MAX_BOLD and not re.search(r"[.,;:]$", text)
    if bold and abs(piece.size - body) <= SAME_SIZE * body and any(c.isalpha() for c in text):
        return [Block(text, "heading", place, min(6, 1 + max(levels.values(), default=0)))]
    return [Block(text, place=place)]


def _text(lines: Sequence[Line], hyphens: Hyphens) -> str:
    return hyphens.joined([line.text for line in lines])
