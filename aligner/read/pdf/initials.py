"""Large initials at the beginning of a chapter, joined to the line they belong to.

::

    T  he keeper climbed the stairs        The keeper climbed the stairs
       at dusk and looked at the     ──▶   at dusk and looked at the
    sea, which was calm.                   sea, which was calm.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from aligner.read.pdf.lines import Line

# An initial is at least the first factor larger than the body, and the lines beside it begin within the second share of
# its size. Two lines high, it is 2.6 times as large; browsers leave .1 to its right. More than MOST on a page are
# something else.
LARGE, BESIDE, MOST = 1.8, 0.5, 10

_INITIAL = re.compile(r"[\"'“”‘«„¿¡—]?\s?[^\W\d_][,.’']?")


def with_initials_joined(lines: Sequence[Line], body: float) -> list[Line]:
    """The lines of a page, in any order, without initials of their own."""
    initials = [line for line in lines if line.size > LARGE * body and _INITIAL.fullmatch(line.text)]
    if not initials or len(initials) > MOST:
        return list(lines)
    left = list(lines)
    for initial in initials:
        beside = sorted((line for line in left if _is_beside(line, initial, body)), key=lambda line: -line.y)
        if len(beside) < 2:  # a heading of one letter, or a letter in a picture
            continue
        gap = "" if initial.text[-1].isalpha() else " "
        first = replace(beside[0], text=f"{initial.text}{gap}{beside[0].text}", x0=initial.x0)
        moved = {id(beside[0]): first, **{id(line): replace(line, x0=initial.x0) for line in beside[1:]}}
        left = [moved.get(id(line), line) for line in left if line is not initial]
    return left


def _is_beside(line: Line, initial: Line, body: float) -> bool:
    near = -1 <= line.x0 - initial.x1 < BESIDE * initial.size
    return near and line.size <= LARGE * body and initial.y - 0.5 * body < line.y < initial.y + initial.size
