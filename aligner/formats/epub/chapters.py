"""Sections of the reading view -> files of a book, each small enough for any reading device to open quickly.

A heading of level 1 or 2 begins a new file, as a chapter begins a new page, unless the file before it would be very
short; a text without headings is cut between paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from aligner.formats.html.page import Page
from aligner.formats.html.sections import BeadRow, Piece, Section

# Characters of both languages together. A file with fewer than the first also takes in the next chapter, because
# sections of web pages and manuals often have only a few lines; one with more than the second is cut. Guesses: two
# pages, and what e-readers open quickly.
MIN_SIZE, MAX_SIZE = 4_000, 120_000

# Deepest level of heading that begins a file.
MAX_LEVEL = 2

_HEADING = re.compile(r"h([1-6])")


class Chapter(NamedTuple):
    """A file of the book.

    Attributes:
        file: its name.
        opening: the first words of its text on each side.
        sections: its sections of the page, in order.
        titled: whether it begins with a heading.
    """

    file: str
    opening: tuple[str, str]
    sections: list[Section]
    titled: bool

    @property
    def rows(self) -> list[BeadRow]:
        """The rows of all its sections."""
        return [row for section in self.sections for row in section.rows]


def chapters_of(page: Page) -> list[Chapter]:
    """The page cut into files; there is at least one, even for an empty page."""
    parts = list(_parts(page.sections)) or [[]]
    width = max(3, len(str(len(parts))))
    return [_chapter(f"text-{number:0{width}}.xhtml", sections) for number, sections in enumerate(parts, 1)]


def heading_level(piece: Piece) -> int:
    """Level of a heading in its document, 1 to 5; 0 for anything else."""
    match = _HEADING.fullmatch(piece.tag)
    return max(1, int(match[1]) - 1) if match else 0  # on the page, a document's title is an h2


def text_of(pieces: tuple[Piece, ...]) -> str:
    """The text of a side, with runs of white space collapsed."""
    return " ".join(" ".join(sentence.text for piece in pieces for sentence in piece.sentences).split())


def _parts(sections: list[Section]) -> Iterator[list[Section]]:
    part: list[Section] = []
    size = 0
    for section in sections:
        grown = size + _size(section)
        if part and (grown > MAX_SIZE or (size >= MIN_SIZE and _opens_chapter(section))):
            yield part
            part, grown = [], _size(section)
        part.append(section)
        size = grown
    if part:
        yield part


def _opens_chapter(section: Section) -> bool:
    levels = [heading_level(piece) for piece in chain(section.rows[0].source, section.rows[0].target)]
    return any(0 < level <= MAX_LEVEL for level in levels)


def _size(section: Section) -> int:
    return sum(len(text_of(side)) for row in section.rows for side in (row.source, row.target))


def _chapter(file: str, sections: list[Section]) -> Chapter:
    rows: list[BeadRow] = [row for section in sections for row in section.rows]
    first = next((row for row in rows if text_of(row.source) or text_of(row.target)), None)
    opening = (text_of(first.source), text_of(first.target)) if first else ("", "")
    titled = bool(rows) and any(heading_level(piece) for piece in chain(rows[0].source, rows[0].target))
    return Chapter(file, opening, sections, titled)
