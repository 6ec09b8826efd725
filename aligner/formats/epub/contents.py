"""The table of contents: headings in both languages, nested by level; opening words if there are no headings.

::

    Entry (level, link, source, target) ──nested──▶ Node (entry, children)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from aligner.formats.epub.chapters import Chapter
from aligner.formats.html.page import Page
from aligner.formats.xml import legal

# Maximum characters of a heading, or of the opening words used in its place. A guess: two lines on a phone.
_LONGEST, _OPENING = 200, 50

# Deepest level, as in HTML. A document may claim any level, and some reading systems fail on deep nesting.
_DEEPEST = 6


class Entry(NamedTuple):
    """A line in the contents; either text may be empty, but not both."""

    level: int
    link: str
    source: str
    target: str


class Node(NamedTuple):
    """An entry and the entries below it."""

    entry: Entry
    children: list[Node]


def contents_of(page: Page, chapters: Sequence[Chapter]) -> list[Entry]:
    """The headings, or, if there are none, the opening words of the files."""
    file_of = {row.id: chapter.file for chapter in chapters for section in chapter.sections for row in section.rows}
    entries = []
    for heading in page.contents:
        link = f"{file_of[heading.id]}#b{heading.id}"
        entries.append(Entry(min(heading.level, _DEEPEST), link, _short(heading.source), _short(heading.target)))
    if not entries:
        openings = [(chapter.file, *(_short(text, _OPENING) for text in chapter.opening)) for chapter in chapters]
        entries = [Entry(1, file, source, target) for file, source, target in openings]
    return [entry for entry in entries if entry.source or entry.target]


def nested(entries: Sequence[Entry]) -> list[Node]:
    """The entries as a tree: each is placed under the last entry before it with a lower level.

    >>> tree = nested([Entry(level, "", str(level), "") for level in (2, 4, 3, 1)])
    >>> [(node.entry.level, [child.entry.level for child in node.children]) for node in tree]
    [(2, [4, 3]), (1, [])]
    """
    roots: list[Node] = []
    path: list[Node] = []
    for entry in entries:
        node = Node(entry, [])
        while path and path[-1].entry.level >= entry.level:
            path.pop()
        (path[-1].children if path else roots).append(node)
        path.append(node)
    return roots


def _short(text: str, most: int = _LONGEST) -> str:
    """The text on one line, cut between words if it is longer."""
    text = " ".join(legal(text).split())
    if len(text) <= most:
        return text
    head = text[:most].rpartition(" ")[0] or text[:most]
    return f"{head.rstrip(' ,;:.…—–-')}…"
