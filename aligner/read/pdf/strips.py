"""Lines of a column -> strips of lines that stand together, each of which is verse or not.

::

    Nobody came to the rock that winter, and           a strip
    the keeper sang to himself at night:

        The sea was grey, the sky was low,             a strip of verse: one paragraph
        And nobody was there to know
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from aligner.read.pdf.columns import INDENT, LARGER, SAME_SIZE, Column, Habits, left_of
from aligner.read.pdf.lines import Line, Region
from aligner.read.pdf.verse import continues_verse, is_verse

# Lines further apart than this many usual distances are not neighbours. A guess: word processors set paragraphs apart
# by at least .3 of a line.
GAP = 1.2
# In a book of verse, more than this share of the lines show by themselves that they are verse. A guess: in a book of
# poems with notes, .5 do; in novels that quote verse, less than .05.
MUCH = 0.25

BULLET = re.compile(r"•\s*|[–—-]\s+(?=\S)")
NUMBERED = re.compile(r"\(?(?:\d{1,3}[.)]|[a-z][.)])\s+\S")

Strip = list[Line]


def habits_of(columns: Sequence[Region], body: float) -> Habits:
    """What is usual in a document of these columns, with this size of type."""
    habits = Habits.of(columns, body)
    strips = (strip for region in columns for strip in strips_of(region, Column.of(region), habits))
    verse = sum(len(lines) for lines, in_verse in strips if in_verse)
    return replace(habits, verse=verse > MUCH * sum(map(len, columns)))


def strips_of(
    region: Region, column: Column, habits: Habits, *, after_verse: bool = False
) -> Iterator[tuple[Strip, bool]]:
    """The strips of a column, each with whether it is verse; `after_verse` tells whether the column before ends so."""
    strips = list(_strips(region, column, habits))
    verse = [_is_verse(strip, column, habits) for strip in strips]
    for i, strip in enumerate(strips):
        beside = (j for j in (i - 1, i + 1) if 0 <= j < len(strips) and verse[j])
        among_verse = habits.verse or (i == 0 and after_verse) or any(_alike(strips[j], strip) for j in beside)
        verse[i] = verse[i] or (among_verse and _is_verse(strip, column, habits, among_verse=True))
        yield strip, verse[i]


def _alike(strip: Strip, other: Strip) -> bool:
    """Whether two strips are indented alike."""
    return abs(left_of(strip) - left_of(other)) < 1


def _strips(region: Region, column: Column, habits: Habits) -> Iterator[Strip]:
    """Lines that stand together; verse that is only set in stands by itself."""
    strip = region[:1]
    for last, line in [*pairwise(region), (region[-1], None)]:
        if line is None or _stands_apart(last, line, habits.distances.get(line.size, 1.2 * line.size)):
            yield from _set_in(strip, column, habits)
            strip = []
        if line is not None:
            strip.append(line)


def _set_in(strip: Strip, column: Column, habits: Habits) -> Iterator[Strip]:
    """A strip, divided where verse in it begins and ends that is indented, but not as first lines are."""

    def indented(line: Line) -> bool:
        step = line.x0 - column.left
        return step > INDENT * line.size and abs(step - habits.indent) > 1

    rest: list[Line] = []
    for inside, group in groupby(strip, indented):
        lines = list(group)
        if inside and len(lines) < len(strip) and _is_verse(lines, column, habits):
            if rest:
                yield rest
            yield lines
            rest = []
        else:
            rest += lines
    if rest:
        yield rest


def _is_verse(strip: Strip, column: Column, habits: Habits, *, among_verse: bool = False) -> bool:
    items = any(NUMBERED.match(line.text) or BULLET.match(line.text) for line in strip)
    if items or strip[0].size > LARGER * habits.body:
        return False
    return (continues_verse if among_verse else is_verse)(strip, column.holds_more)


def _stands_apart(last: Line, line: Line, distance: float) -> bool:
    """Whether a line is not adjacent to the previous one, or opens with a bullet."""
    other_size = abs(last.size - line.size) > SAME_SIZE * line.size
    apart = not 0 < last.y - line.y <= GAP * distance
    return other_size or apart or (line.hang > 0 and BULLET.match(line.text) is not None)
