"""What is usual in a document, and the edges of its columns: by these a line is full, or indented."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from aligner.read.pdf.lines import Line, Region, line_distances

# Sizes that differ by less than the first share count as equal; headings are larger than the body by the second factor.
SAME_SIZE, LARGER = 0.04, 1.05
# An indent is at least this wide, relative to the type size. A guess: word processors indent by one type size.
INDENT = 0.6
# With this share of full lines, a column is justified: every line except the last of a paragraph is full. With the
# second share, of more lines than a few, these show where its right edge is, and longer lines stick out: a page of
# dialogue has .35, and in ragged text .1 end at the same place by chance.
JUSTIFIED, SHARED_EDGE, MANY = 0.5, 0.3, 8
# First lines are usually indented if more than this share of all lines are indented alike between two that are not. A
# guess: in a novel it is .1, in texts with spaces between the paragraphs 0.
USUAL = 0.01
# Least room on a line that is not full, relative to the type size: at the end of a justified line, and, on other lines,
# in excess of the next word.
MIN_ROOM, SLACK = 0.7, 0.5


@dataclass(frozen=True)
class Habits:
    """What is usual in a document.

    Attributes:
        body: the type size of its text, in points.
        distances: for each type size, the distance between two lines of a paragraph, in points.
        indent: how far the first lines of its paragraphs are indented, in points; 0 if they are not.
        verse: whether much of it is verse.
    """

    body: float
    distances: Mapping[float, float]
    indent: float = 0.0
    verse: bool = False

    @classmethod
    def of(cls, columns: Sequence[Region], body: float) -> Habits:
        """All but `verse`."""
        return cls(body, line_distances(columns), _first_line_indent(columns, body))


def _first_line_indent(columns: Sequence[Region], body: float) -> float:
    """How far lines of the body are indented between two that are not."""
    steps: Counter[float] = Counter()
    lines = 0
    for column in columns:
        left = left_of(column)
        lines += len(column)
        for last, line, below in zip(column, column[1:], column[2:], strict=False):
            if line.size == body and line.x0 - left > INDENT * body and max(last.x0, below.x0) < left + 1:
                steps[round(line.x0 - left, 1)] += 1
    step, count = max(steps.items(), key=lambda item: (item[1], item[0]), default=(0.0, 0))
    return step if count > max(1, USUAL * lines) else 0.0


@dataclass(frozen=True)
class Column:
    """The edges of a column, and whether its lines are justified."""

    left: float
    right: float
    justified: bool

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Column:
        ends = sorted((line.x1 for line in lines), reverse=True)
        left = left_of(lines)
        right, full = Counter(float(round(end)) for end in ends).most_common(1)[0]
        if full < SHARED_EDGE * len(ends) or len(ends) < MANY:
            # A single line that sticks out is ignored.
            near = [a for a, b in pairwise(ends) if a - b < 0.03 * (a - left)]
            right = near[0] if near else ends[0]
        full = sum(1 for end in ends if abs(end - right) < 2)
        return cls(left, right, full >= JUSTIFIED * len(ends) and len(ends) > 2)

    def holds_more(self, line: Line, below: Line, *, heading: bool = False) -> bool:
        """Whether the first word below would have fitted on the line."""
        room = self.right - line.x1
        if self.justified and not heading:
            return room > MIN_ROOM * line.size
        letter = (below.x1 - below.x0) / max(1, len(below.text))
        word = len(below.text.split(None, 1)[0]) + 1
        return room > letter * word + SLACK * line.size


def left_of(lines: Sequence[Line]) -> float:
    """Where the line begins that begins furthest left."""
    return min(line.x0 for line in lines)
