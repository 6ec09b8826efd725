"""The table of contents: the beads that contain a heading; the number of a chapter and its title are one entry.

::

    CHAPTER II   II      ─┐
    The Garden   El jardín ┘─▶  CHAPTER II · The Garden   II · El jardín
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from aligner.formats.chapter_numbers import is_number
from aligner.model import Alignment, Document

_JOINT = " · "


class Entry(NamedTuple):
    """A heading in the table of contents: its depth from 1, the bead it leads to, and its text on each side."""

    level: int
    id: int
    source: str
    target: str


def contents_of(alignment: Alignment) -> list[Entry]:
    """The entries, in the order of the beads."""
    headings = list(_headings(alignment))
    languages = alignment.source.language, alignment.target.language
    entries: list[Entry] = []
    for k, (nth, heading) in enumerate(headings):
        before = headings[k - 1] if k else None
        following = headings[k + 1][1].level if k + 1 < len(headings) else 0
        if before and before[0] == nth - 1 and _is_title(heading, before[1], following, languages):
            number = entries.pop()
            sides = zip(number[2:], heading[2:], strict=True)
            entries.append(Entry(number.level, number.id, *(_JOINT.join(filter(None, side)) for side in sides)))
        else:
            entries.append(heading)
    return entries


def _headings(alignment: Alignment) -> Iterator[tuple[int, Entry]]:
    """The beads that contain a heading, each with its place among the beads shown."""
    for nth, (number, bead) in enumerate(alignment.shown()):
        texts, levels = [], []
        for document, sentences in ((alignment.source, bead.source), (alignment.target, bead.target)):
            found = [i for i in sentences if document.blocks[document.block_of[i]].kind == "heading"]
            texts.append(" ".join(_text(document, i) for i in found))
            levels += [document.blocks[document.block_of[i]].level for i in found]
        if levels:
            yield nth, Entry(max(min(levels), 1), number, *texts)


def _text(document: Document, sentence: int) -> str:
    return " ".join(document.sentences[sentence].text.split())


def _is_title(heading: Entry, before: Entry, following: int, languages: tuple[str, str]) -> bool:
    """Whether a heading is the title of the chapter whose number is the heading right before it.

    It is on the same level, or it is the only heading below the number.
    """
    if heading.level != before.level and not heading.level > before.level >= following:
        return False
    titled = False
    for first, second, language in zip(before[2:], heading[2:], languages, strict=True):
        if is_number(second, language) or (first and second and not is_number(first, language)):
            return False
        titled = titled or bool(first and second)
    return titled
