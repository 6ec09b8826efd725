"""Lines of a column -> paragraphs: where each begins, and whether the last continues in the next column.

A line begins a paragraph if it is indented, is set apart, has another size or opens with a bullet, or if its first word
would have fitted on the line above.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from aligner.read.pdf.lines import Line, Region, line_distances

# Sizes that differ by less than the first share count as equal; headings are larger than the body by the second factor.
SAME_SIZE, LARGER = 0.04, 1.05
# Lines further apart than GAP usual distances are not neighbours; an indent is at least this wide, relative to the type
# size. Guesses: word processors set paragraphs apart by at least .3 of a line, and indent by one type size.
GAP, INDENT = 1.2, 0.6
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
# If a line has no stop and a lower-case word follows, the sentence continues if the line fills this share of the
# column.
LONG_LINE = 0.6

_SPEECH = re.compile(r"[—–―“‘«\"'„][\s¿¡]*[^\W\d_]")  # what a line of dialogue opens with
_STOP = re.compile(r"[.!?…:;。！？][\"'”’»)\]*]*$")
BULLET = re.compile(r"•\s*|[–—-]\s+(?=\S)")
_NUMBERED = re.compile(r"\(?(?:\d{1,3}[.)]|[a-z][.)])\s+\S")


@dataclass(frozen=True)
class Habits:
    """What is usual in a document.

    Attributes:
        body: the type size of its text, in points.
        distances: for each type size, the distance between two lines of a paragraph, in points.
        indent: how far the first lines of its paragraphs are indented, in points; 0 if they are not.
    """

    body: float
    distances: Mapping[float, float]
    indent: float = 0.0

    @classmethod
    def of(cls, columns: Sequence[Region], body: float) -> Habits:
        return cls(body, line_distances(columns), _first_line_indent(columns, body))


def _first_line_indent(columns: Sequence[Region], body: float) -> float:
    """How far lines of the body are indented between two that are not."""
    steps: Counter[float] = Counter()
    lines = 0
    for column in columns:
        left = min(line.x0 for line in column)
        lines += len(column)
        for last, line, below in zip(column, column[1:], column[2:], strict=False):
            if line.size == body and line.x0 - left > INDENT * body and max(last.x0, below.x0) < left + 1:
                steps[round(line.x0 - left, 1)] += 1
    step, count = max(steps.items(), key=lambda item: (item[1], item[0]), default=(0.0, 0))
    return step if count > max(1, USUAL * lines) else 0.0


@dataclass
class Paragraph:
    lines: list[Line]
    column: Column
    language: str = ""

    @property
    def size(self) -> float:
        return self.lines[0].size


@dataclass(frozen=True)
class Column:
    """The edges of a column, and whether its lines are justified."""

    left: float
    right: float
    justified: bool

    @classmethod
    def of(cls, lines: Region) -> Column:
        ends = sorted((line.x1 for line in lines), reverse=True)
        left = min(line.x0 for line in lines)
        shared, full = Counter(round(end) for end in ends).most_common(1)[0]
        if full < SHARED_EDGE * len(ends) or len(ends) < MANY:
            # A single line that sticks out is ignored.
            near = [a for a, b in pairwise(ends) if a - b < 0.03 * (a - left)]
            shared = near[0] if near else ends[0]
        full = sum(1 for end in ends if abs(end - shared) < 2)
        return cls(left, shared, full >= JUSTIFIED * len(ends) and len(ends) > 2)

    def holds_more(self, line: Line, below: Line, *, heading: bool = False) -> bool:
        """Whether the first word below would have fitted on the line."""
        room = self.right - line.x1
        if self.justified and not heading:
            return room > MIN_ROOM * line.size
        letter = (below.x1 - below.x0) / max(1, len(below.text))
        word = len(below.text.split(None, 1)[0]) + 1
        return room > letter * word + SLACK * line.size


def paragraphs(region: Region, habits: Habits) -> Iterator[Paragraph]:
    """The paragraphs of a column."""
    column = Column.of(region)
    group: list[Line] = []
    for line, below in zip(region, [*region[1:], None], strict=True):
        if group:
            large = line.size > LARGER * habits.body
            begins = _begins_heading(group, line, column) if large else _begins(group, line, below, column, habits)
            if begins or _stands_apart(group[-1], line, habits.distances.get(line.size, 1.2 * line.size)):
                yield Paragraph(group, column)
                group = []
        group.append(line)
    yield Paragraph(group, column)


def _stands_apart(last: Line, line: Line, distance: float) -> bool:
    """Whether a line is not adjacent to the previous one, or opens with a bullet."""
    other_size = abs(last.size - line.size) > SAME_SIZE * line.size
    apart = not 0 < last.y - line.y <= GAP * distance
    return other_size or apart or (line.hang > 0 and BULLET.match(line.text) is not None)


def _begins_heading(group: Sequence[Line], line: Line, column: Column) -> bool:
    """Whether a line of large type is a heading of its own; centred lines form one heading."""
    return abs(group[-1].x0 - line.x0) < 1 and column.holds_more(group[-1], line, heading=True)


def _begins(group: Sequence[Line], line: Line, below: Line | None, column: Column, habits: Habits) -> bool:
    """Whether a line begins a new paragraph after the group of lines just above it."""
    last, indent = group[-1], INDENT * line.size
    same_sentence = runs_on(last, line)
    if group[0].hang:
        return abs(line.x0 - group[0].hang) > indent and not same_sentence
    more = column.holds_more(last, line)
    if (_NUMBERED.match(line.text) or last.bold != line.bold) and more:
        return True
    if not same_sentence and line.x0 > column.left + indent:
        # The line below shows whether only the first line is indented, or the whole paragraph.
        first = below is not None and below.x0 < line.x0 - indent
        if habits.indent:  # Lines beside a large initial are indented too, but by another width.
            alike = abs(line.x0 - column.left - habits.indent) < 1
            first = alike and (first or _STOP.search(last.text[-8:]) is not None)
        if line.x0 > last.x0 + indent if len(group) > 1 else first:
            return True
    return more and not (same_sentence and last.x1 - column.left > LONG_LINE * (column.right - column.left))


def runs_on(line: Line, below: Line) -> bool:
    """Whether a sentence seems to continue from one line to the next."""
    letter = next((c for c in below.text[:8] if c.isalpha()), "")
    return letter.islower() and not _STOP.search(line.text[-8:])


def goes_on(before: Paragraph, after: Paragraph, habits: Habits) -> bool:
    """Whether the first paragraph of a column continues the last one of the column before."""
    last, first = before.lines[-1], after.lines[0]
    if abs(last.size - first.size) > SAME_SIZE * first.size or first.size > LARGER * habits.body or first.hang:
        return False
    if last.bold != first.bold:
        return False
    if runs_on(last, first) or last.text.endswith("-"):
        return True
    if not habits.indent and _STOP.search(last.text[-8:]) and _SPEECH.match(first.text):
        return False
    indented = first.x0 > after.column.left + INDENT * first.size
    return not indented and not before.column.holds_more(last, first) and not before.lines[0].hang
