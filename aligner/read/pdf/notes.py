"""Footnotes: found at the foot of a page, and left out together with their marks in the text.

::

    as he had said in his first letter.²       a mark in the text: raised, or right behind a word or a stop
    ...
    ² Now in Madrid.                            a note: smaller, below the text, beginning with the same mark

Small type that is most of a page (a form, an index), stands under a heading (a list of works) or has no mark in the
text (a caption, a licence) is no note.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from aligner.read.pdf.lines import Line, Region

# Footnotes are smaller than this share of the body's size: 8 points against 10, 9 against 11.
NOTE_SIZE = 0.93
# Notes are at most the first share of a page's lines, and begin below the second share of its other lines. Where at
# least the third share of these have fewer than SHORT characters, the page is a form or a table. Guesses.
MAX_NOTES, BELOW, MAX_SHORT, SHORT = 0.5, 0.75, 0.7, 25

_MARKS = r"(?P<mark>\d{1,3}|[*†‡§¹²³⁴⁵⁶⁷⁸⁹]+|\[\d+\])"
_AT_START = re.compile(_MARKS + r"[.)]?\s*[^\s\d:.,)]")
_IN_TEXT = re.compile(r"(?<=[^\W\d_]|[.,;:!?…”’»)\"'])" + _MARKS + r"(?![\w.,]*\d)(?!\w)")
_END = re.compile(r"[.!?…:][\"'”’»)\]*]*$")


def without_notes(columns: Sequence[Region], body: float) -> list[Region]:
    """The columns of a document without footnotes and their marks; columns of which nothing is left are left out."""
    kept: list[Region] = []
    raised: set[str] = set()
    unfinished = False
    for _, group in groupby(columns, lambda column: column[0].page):
        found = list(group)
        parts = [_parted(column, body, unfinished) for column in found]
        text = [line for above, _ in parts for line in above]
        notes = [note for _, notes in parts for note in notes]
        # A note for which there is no room stands on the next page.
        raised, before = {mark for line in text for mark in line.marks}, raised
        known = raised | before
        marks = _plain_marks(notes, text, known, unfinished) if _may_be_notes(notes, text) else None
        kept += found if marks is None else [_unmarked(above, marks) for above, _ in parts]
        unfinished = bool(marks is not None and notes and not _END.search(notes[-1].text[-8:]))
    return [column for column in kept if column]


def _parted(column: Region, body: float, unfinished: bool) -> tuple[Region, Region]:
    """A column, and the small type at its foot from the first mark on; all of this if a note may go on."""
    start = len(column)
    while start and column[start - 1].size < NOTE_SIZE * body:
        start -= 1
    above = column[start - 1] if start else None
    if above and (above.bold or above.size > body):
        return column, []
    marked = (i for i in range(start, len(column)) if _mark(column[i]))
    first = start if unfinished else next(marked, len(column))
    return column[:first], column[first:]


def _mark(line: Line) -> str:
    """The mark with which a line begins; empty if there is none."""
    if line.noted:
        return next(iter(line.marks), "")
    found = _AT_START.match(line.text)
    return found["mark"] if found else ""


def _may_be_notes(notes: Sequence[Line], text: Sequence[Line]) -> bool:
    """Whether lines are few enough, and low enough on a page of running text."""
    if not notes or not text or len(notes) > MAX_NOTES * (len(notes) + len(text)):
        return False
    top = max(note.y for note in notes)
    above = sum(1 for line in text if line.y > top)
    short = sum(1 for line in text if len(line.text) < SHORT)
    return above >= BELOW * len(text) and short <= MAX_SHORT * len(text)


def _plain_marks(notes: Sequence[Line], text: Sequence[Line], raised: set[str], unfinished: bool) -> set[str] | None:
    """The marks of notes that stand in the text, but are not raised there; None if these are not notes."""
    counts = Counter(found["mark"] for line in text for found in _IN_TEXT.finditer(line.text))
    plain = {mark for note in notes if counts[mark := _mark(note)] == 1 and mark not in raised}
    first = notes[0]
    return plain if unfinished or first.noted or _mark(first) in raised | plain else None


def _unmarked(column: Region, marks: set[str]) -> Region:
    def kept(found: re.Match[str]) -> str:
        return "" if found["mark"] in marks else found[0]

    return [replace(line, text=_IN_TEXT.sub(kept, line.text)) for line in column] if marks else column
