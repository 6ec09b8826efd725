"""Lines of a column -> paragraphs: where each begins, and whether the last continues in the next column.

A line begins a paragraph if it is indented, is set apart, has another size or opens with a bullet, or if its first word
would have fitted on the line above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aligner.read.pdf.columns import INDENT, LARGER, MANY, SAME_SIZE, Column, Habits
from aligner.read.pdf.lines import Line, Region
from aligner.read.pdf.strips import NUMBERED, Strip, strips_of

# If a line has no stop and a lower-case word follows, the sentence continues if the line fills this share of the
# column.
LONG_LINE = 0.6

_SPEECH = re.compile(r"[—–―“‘«\"'„][\s¿¡]*[^\W\d_]")  # what a line of dialogue opens with
_STOP = re.compile(r"[.!?…:;。！？][\"'”’»)\]*]*$")


@dataclass
class Paragraph:
    lines: list[Line]
    column: Column
    language: str = ""
    verse: bool = False

    @property
    def size(self) -> float:
        return self.lines[0].size


def paragraphs(region: Region, habits: Habits, *, after_verse: bool = False) -> Iterator[Paragraph]:
    """The paragraphs of a column; `after_verse` tells whether the column before ends with verse."""
    column = Column.of(region)
    strips = list(strips_of(region, column, habits, after_verse=after_verse))
    for (strip, verse), after in zip(strips, [*strips[1:], None], strict=True):
        if verse:
            yield Paragraph(strip, column, verse=True)
        else:
            yield from _prose(strip, after[0][0] if after else None, _column_of(strip, column), habits)


def _column_of(strip: Strip, column: Column) -> Column:
    """The column, or that of the strip itself if it is set in on both sides, as quotations are."""
    own = Column.of(strip)
    inset = INDENT * strip[0].size
    set_in = own.left > column.left + inset and own.right < column.right - inset
    return own if set_in and own.justified and len(strip) >= MANY else column


def _prose(strip: Strip, after: Line | None, column: Column, habits: Habits) -> Iterator[Paragraph]:
    """The paragraphs of lines that stand together, given the first line after them."""
    group: list[Line] = []
    for line, below in zip(strip, [*strip[1:], after], strict=True):
        if group:
            large = line.size > LARGER * habits.body
            begins = _begins_heading(group, line, column) if large else _begins(group, line, below, column, habits)
            if begins:
                yield Paragraph(group, column)
                group = []
        group.append(line)
    yield Paragraph(group, column)


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
    if (NUMBERED.match(line.text) or last.bold != line.bold) and more:
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
    if before.verse or after.verse:
        return before.verse and after.verse and not _STOP.search(last.text[-8:])
    if runs_on(last, first) or last.text.endswith("-"):
        return True
    speech = _SPEECH.match(first.text) and _SPEECH.match(before.lines[0].text)
    if not habits.indent and speech and _STOP.search(last.text[-8:]):
        return False
    indented = first.x0 > after.column.left + INDENT * first.size
    return not indented and not before.column.holds_more(last, first) and not before.lines[0].hang
