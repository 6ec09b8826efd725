"""Lines on pages: decides which are furniture, and in which order the others are read.

::

    running head                       furniture: the same on many pages, or a number alone
    A title over both columns          region 1
    first column     second column     regions 2 and 3, cut where hardly any line crosses
    first column     second column
    12                                 furniture
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise, takewhile

from aligner.languages import words
from aligner.languages.patterns import any_of, without_accents

# Running heads and feet are looked for in this many rows at each end of a page, and within this share of its height
# from where the lines of such pages begin and end.
EDGE_ROWS, EDGE = 3, 0.16

# Relative to the body's size: a line larger than the first is not a running head but a repeated heading; on a single
# page, only a line smaller than SMALL_HEAD is a running head.
MAX_HEAD, SMALL_HEAD = 1.05, 0.9

# A line distance is frequent if it occurs at least this often, relative to the most frequent distance. A guess.
FREQUENT = 0.2

# A row further away than this, relative to the body's size, is set apart; lines of a paragraph are 1.15 to 1.5 apart.
APART = 1.55

# Lines of pages must span at least this share of their height to show where they begin and end. A5 on A4 has .5.
MIN_FRAME = 0.45

# If repeated rows occur at one height on at least this share of the pages, everything at that height is a running head:
# left and right pages have their own, and the first page of a chapter has none. On fewer pages, they are body lines.
SLOT_SHARE = 0.3

# Fewest lines in a column; the part of the width in which a gutter is looked for; the largest share of lines that may
# cross it (a title, a caption); and the most lines on a page of text.
MIN_COLUMN, GUTTER, MAX_CROSSING, MAX_LINES = 4, (0.12, 0.9), 0.35, 3_000


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or a piece of one.

    Attributes:
        text: its text, with single spaces and none at the ends.
        x0, x1, y: where it begins and ends, and its baseline, in points; y grows upwards.
        size: type size in points.
        bold: whether all of it is bold.
        page: page number, from 1.
        hang: where the text of an item begins if the line opens with a bullet; otherwise 0.
        noted: whether it began with a raised mark, as footnotes do.
        marks: the raised marks that are left out of its text.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool = False
    page: int = 1
    hang: float = 0.0
    noted: bool = False
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Page:
    """A page: its number from 1, its size in points, and its lines in any order."""

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]


Region = list[Line]
Row = list[Line]


def body_size(pages: Sequence[Page]) -> float:
    """The type size of most of the text."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[line.size] += len(line.text)
    return max(sizes, key=lambda size: (sizes[size], size))


def line_distances(regions: Sequence[Region]) -> dict[float, float]:
    """For each type size, the usual distance between two lines of a paragraph."""
    steps: dict[float, Counter[float]] = {}
    for region in regions:
        for a, b in pairwise(region):
            if a.size == b.size and 0 < a.y - b.y < 3 * a.size:
                steps.setdefault(a.size, Counter())[round(a.y - b.y, 1)] += 1
    # The smallest frequent distance, because with short paragraphs the distance between them may be more frequent.
    return {
        size: min(step for step, count in counts.items() if count >= FREQUENT * max(counts.values()))
        for size, counts in steps.items()
    }


def without_furniture(pages: Sequence[Page], body: float) -> list[Page]:
    """The pages without running heads, running feet and page numbers."""
    edges, frames = [], _frames(pages)
    for page in pages:
        rows = _rows(page.lines)
        low, high = frames[page.width, page.height]
        middle = (low + EDGE * page.height, high - EDGE * page.height)
        edges.append([list(_edge_rows(end, middle, body)) for end in (rows, rows[::-1])])
    seen = Counter(slot for ends in edges for slot in {_slot(row) for rows in ends for row in rows})
    # Nothing is repeated on a single page: there, small type at the edge is a running head.
    small = SMALL_HEAD * body if len(pages) == 1 else 0.0
    found = [[row for rows in ends for row in rows if _is_head(row, seen, small)] for ends in edges]
    counts = Counter(place for rows in found for place in {_place(row) for row in rows})
    usual = {place for place, count in counts.items() if count >= max(2, SLOT_SHARE * len(pages))}
    cleared = []
    for page, ends in zip(pages, edges, strict=True):
        dropped: set[int] = set()
        for rows in ends:
            heads = takewhile(lambda row: _place(row) in usual or _is_head(row, Counter(), small), rows)
            dropped.update(id(line) for row in heads for line in row)
        cleared.append(replace(page, lines=tuple(line for line in page.lines if id(line) not in dropped)))
    return cleared


def _frames(pages: Sequence[Page]) -> dict[tuple[float, float], tuple[float, float]]:
    """For pages of each size, the heights of the lowest and the highest line; or of the paper's edges.

    Some programs say that the paper is larger than what they lay out: pages of A5 in the middle of A4.
    """
    alike: dict[tuple[float, float], list[Page]] = {}
    for page in pages:
        alike.setdefault((page.width, page.height), []).append(page)
    frames = {}
    for size, group in alike.items():
        heights = [line.y for page in group for line in page.lines] or [0.0]
        low, high = min(heights), max(heights)
        frames[size] = (low, high) if len(group) > 1 and high - low > MIN_FRAME * size[1] else (0.0, size[1])
    return frames


def _edge_rows(rows: Sequence[Row], middle: tuple[float, float], body: float) -> Iterator[Row]:
    """The rows above or below the middle, from the edge inwards, as long as each is set apart from the next."""
    for row, beside in zip(rows[:EDGE_ROWS], [*rows[1:], None], strict=False):
        y, size = row[0].y, max(line.size for line in row)
        apart = beside is None or abs(y - beside[0].y) > APART * max(body, size)
        if not apart or middle[0] < y < middle[1] or size > MAX_HEAD * body:
            return
        yield row


def _is_head(row: Row, seen: Counter[tuple[str, int]], small: float) -> bool:
    """Whether a row recurs at its height, is a page number, or is smaller than the given size."""
    text, height = _slot(row)
    again = sum(seen[text, height + step] for step in (-1, 0, 1)) > 1
    return again or bool(_page_number().fullmatch(without_accents(_text(row)))) or row[0].size < small


@cache
def _page_number() -> re.Pattern[str]:
    """A page number, perhaps with words: "12", "Page 3 of 12", "– xiv –"."""
    page, total = any_of(words("page_words")), any_of(words("page_total_words"))
    number = rf"(?:\d{{1,4}}|[ivxlc]{{1,7}})(?:\s*(?:/|{total})\s*\d{{1,4}})?"
    return re.compile(rf"\W*{page}?\s*{number}\W*", re.IGNORECASE)


def _slot(row: Row) -> tuple[str, int]:
    """What a running head has in common with those of other pages: its text without numbers, and its height."""
    text = re.sub(r"\d+|\b[ivxlc]+\b", "0", _text(row), flags=re.IGNORECASE)
    return text, round(row[0].y / 3)


def _place(row: Row) -> tuple[int, float]:
    return round(row[0].y / 3), row[0].size


def _text(row: Row) -> str:
    return " ".join(line.text for line in row)


def _rows(lines: Sequence[Line]) -> list[Row]:
    """The pieces on each baseline, from the top of the page to the bottom, each row from left to right."""
    rows: list[Row] = []
    for line in sorted(lines, key=lambda line: (-line.y, line.x0)):
        if rows and rows[-1][0].y - line.y < 0.4 * min(line.size, rows[-1][0].size):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.x0) for row in rows]


def regions(lines: Sequence[Line], depth: int = 3) -> list[Region]:
    """Columns and text that spans them, in reading order; each with its lines from top to bottom.

    >>> columns = [[Line(f"at {x}", x, x + 90, 100 - 12 * i, 10) for i in range(5)] for x in (120, 10)]
    >>> [region[0].text for region in regions([*columns[0], *columns[1]])]
    ['at 10', 'at 120']
    """
    gutter = _gutter(lines) if depth else None
    if gutter is None:
        return [_whole_lines(lines)] if lines else []
    found: list[Region] = []
    band: list[Line] = []
    across: list[Line] = []
    for row in _rows(lines):
        crossing = any(line.x0 < gutter - 1 and line.x1 > gutter + 1 for line in row)
        if crossing and band:
            found += _columns(band, gutter, depth)
            band = []
        if not crossing and across:
            found.append(_whole_lines(across))
            across = []
        (across if crossing else band).extend(row)
    return [*found, *_columns(band, gutter, depth), *([_whole_lines(across)] if across else [])]


def _columns(band: Sequence[Line], gutter: float, depth: int) -> list[Region]:
    sides = [[line for line in band if (line.x0 < gutter - 1) == left] for left in (True, False)]
    return [region for side in sides for region in regions(side, depth - 1)]


def _gutter(lines: Sequence[Line]) -> float | None:
    """Where the right column begins: hardly any line crosses there and both sides are text. None for one column."""
    if not 2 * MIN_COLUMN <= len(lines) <= MAX_LINES:
        return None
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    low, high = (left + part * (right - left) for part in GUTTER)
    best, best_worth = None, 0.0
    for x in sorted({round(line.x0) for line in lines if low < line.x0 < high}):
        before = [line for line in lines if line.x1 <= x + 1]
        after = [line for line in lines if line.x0 >= x - 1]
        crossing = len(lines) - len(before) - len(after)
        beside = _beside(before, after)
        if min(len(before), len(after), beside) < MIN_COLUMN or crossing > MAX_CROSSING * len(lines):
            continue
        letters = sorted(sum(c.isalpha() for line in side for c in line.text) for side in (before, after))
        worth = beside - crossing + x / 1e6
        if 10 * letters[0] > letters[1] and worth > best_worth:
            best, best_worth = float(x), worth
    return best


def _beside(before: Sequence[Line], after: Sequence[Line]) -> int:
    """How many lines of the shorter of two columns are between the top and the bottom of the other."""
    counts = []
    for one, other in ((before, after), (after, before)):
        if not one or not other:
            return 0
        top, bottom = max(line.y for line in other), min(line.y for line in other)
        counts.append(sum(1 for line in one if bottom - line.size <= line.y <= top + line.size))
    return min(counts)


def _whole_lines(lines: Sequence[Line]) -> Region:
    """The lines, with the pieces on each baseline joined."""
    whole = []
    for row in _rows(lines):
        first = row[0]
        hang = row[1].x0 if first.text == "•" and len(row) > 1 else 0.0
        widest = max(row, key=lambda line: len(line.text))
        whole.append(
            Line(
                _text(row),
                first.x0,
                max(line.x1 for line in row),
                widest.y,
                widest.size,
                all(line.bold for line in row if line.text != "•"),
                first.page,
                hang,
                first.noted,
                tuple(mark for line in row for mark in line.marks),
            )
        )
    return whole
