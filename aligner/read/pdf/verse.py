"""Which lines of a column are verse: such lines end before the margin, and mostly in the middle of a sentence.

::

    The sea was grey, the sky was low,      a stanza: one paragraph, with its line breaks
    And nobody was there to know
    That all the boats were gone.

    "Is it far?"                            dialogue: each line ends a sentence, and is a paragraph of its own
    "Not very."
    "I am tired."
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from aligner.read.pdf.lines import Line

# Fewest lines of a stanza that shows by itself that it is one: by the room in its lines, or by its capitals alone.
MIN_LINES, MANY_LINES = 4, 6
# At least the first share of the lines of verse leave room for the next word, or at least the second share begin with a
# capital letter; in prose .2 and .15 do, in German .4. Of the lines of verse, at most the third share end a sentence,
# those of dialogue nearly all; and at least the last share end in a stop of any kind, those of lists and tables of
# contents hardly any.
MIN_SHORT, MIN_CAPITALS, MAX_ENDING, MIN_STOPS = 0.6, 0.8, 0.7, 0.25
# Least share of letters and blanks in verse: it is .95 there, .7 in program code and formulas.
MIN_LETTERS = 0.85

_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]*]*$")
_STOP = re.compile(r"[.,;!?…—–-][\"'”’»)\]*]*$")

HasRoom = Callable[[Line, Line], bool]


def is_verse(lines: Sequence[Line], has_room: HasRoom) -> bool:
    """Whether lines that stand together are verse; `has_room` tells whether one could hold more of the one below."""
    if len(lines) < MIN_LINES or not _may_be_verse(lines):
        return False
    pairs = list(pairwise(lines))
    short = [pair for pair in pairs if has_room(*pair)]
    if len(short) < MIN_SHORT * len(pairs):
        short = pairs
        if len(lines) < MANY_LINES or _capitals(pairs) < MIN_CAPITALS:
            return False
    ending = sum(1 for line, _ in short if _SENTENCE_END.search(line.text[-8:]))
    stops = sum(1 for line, below in short if _STOP.search(line.text[-8:]) or _first_letter(below).islower())
    return stops >= MIN_STOPS * len(short) and ending <= MAX_ENDING * len(short)


def continues_verse(lines: Sequence[Line], has_room: HasRoom) -> bool:
    """Whether lines among verse are verse too: any number of them, each of which may be a sentence."""
    pairs = list(pairwise(lines))
    short = sum(1 for line, below in pairs if has_room(line, below) or _first_letter(below).isupper())
    return short >= MIN_SHORT * len(pairs) and _may_be_verse(lines)


def _may_be_verse(lines: Sequence[Line]) -> bool:
    text = "".join(line.text for line in lines)
    letters = sum(1 for c in text if c.isalpha() or c.isspace() or c in "'’")
    justified = len(lines) >= MIN_LINES and len({round(line.x1) for line in lines}) < MIN_SHORT * len(lines)
    return letters >= MIN_LETTERS * len(text) and not justified and not any(line.bold or line.hang for line in lines)


def _capitals(pairs: Sequence[tuple[Line, Line]]) -> float:
    """The share of lines that begin with a capital letter."""
    return sum(1 for _, below in pairs if _first_letter(below).isupper()) / len(pairs)


def _first_letter(line: Line) -> str:
    return next((c for c in line.text[:8] if c.isalpha()), "")
