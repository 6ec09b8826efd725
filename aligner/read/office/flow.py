"""Paragraphs and tables of an office document, in reading order -> blocks.

::

    open_table                            a row of a table                = cells with the same `place`
      open_row  open_cell … close_cell    a table used only for layout    = its paragraphs, cell by cell
    close_table

The reader of a format reports what opens and closes; a `Flow` works out what is inside what, and never fails on tags in
the wrong place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from aligner.characters import UNSEEN
from aligner.errors import InputError
from aligner.model import Block

# A table with more paragraphs than this in a cell only sets texts side by side: with such long cells, rows say less
# about what belongs together than the order of the paragraphs. A guess: clauses of contracts have up to six.
MAX_PARAGRAPHS = 10

# Maximum paragraphs and cells of a document; as many take ten seconds. The Bible has 31,000 verses.
MAX_PARTS = 500_000

NOTE = "\ufdd0"  # stands for the mark of a note while a paragraph is open; no text has this character
_NOTE = re.compile(rf" ?\({NOTE}\)| ?\[{NOTE}\]|{NOTE}")

_NO_BREAK_HYPHEN = "\u2011"  # to a reader, a hyphen
_LINE_ENDS = re.compile("\r\n?|[\x0b\f\x85\u2028\u2029]")
# Each begins where its blanks begin, so that a long run of them is looked at once.
_AROUND_TAB = re.compile(r"(?:(?<! ) +)?\t[ \t]*")
_AROUND_BREAK = re.compile(r"(?:(?<![ \t])[ \t]+)?\n[ \t]*")


@dataclass
class Paragraph:
    """A paragraph in pieces while it is open; see `Block` for kinds and levels."""

    kind: str = "paragraph"
    level: int = 0
    pieces: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        r"""The text as a reader sees it: a tab is a space, except in code; a note's mark goes with its brackets.

        >>> Paragraph(pieces=[" 1.\t", "co\xadoperation", " \n", "here ", "(", NOTE, ")"]).text
        '1. cooperation\nhere'
        """
        text = _NOTE.sub("", "".join(self.pieces)).replace(_NO_BREAK_HYPHEN, "-")
        text = UNSEEN.sub("", _LINE_ENDS.sub("\n", text))
        if self.kind == "code":
            return text.strip("\n")
        return _AROUND_BREAK.sub("\n", _AROUND_TAB.sub(" ", text)).strip()


@dataclass
class Table:
    """Rows of cells; a cell holds paragraphs and tables."""

    rows: list[list[list[Paragraph | Table]]] = field(default_factory=list)


Item = Paragraph | Table


class Flow:
    """Collects the paragraphs and tables of a document as its reader meets them."""

    def __init__(self) -> None:
        self._open: list[Paragraph] = []
        self._tables: list[Table] = []
        self._holders: list[list[Item]] = [[]]
        self._carried: list[str] = []
        self._parts = 0

    def open_paragraph(self, kind: str = "paragraph", level: int = 0) -> None:
        """Begin a paragraph; a paragraph inside another (a text box) is placed before it."""
        self._count()
        self._open.append(Paragraph(kind, level, self._carried))
        self._carried = []

    def add(self, text: str) -> None:
        """Add text to the open paragraph; text outside paragraphs is only white space, and is dropped."""
        if self._open:
            self._open[-1].pieces.append(text)

    def close_paragraph(self, *, runs_on: bool = False) -> None:
        """End a paragraph; if it runs on (its end mark was deleted), it is joined with the next."""
        if not self._open:
            return
        paragraph = self._open.pop()
        if runs_on:
            self._carried = paragraph.pieces
        elif paragraph.pieces or paragraph.kind == "code":  # in code, an empty line counts
            self._holders[-1].append(paragraph)

    def open_table(self) -> None:
        """Begin a table, possibly inside a cell of another table."""
        self._tables.append(Table())

    def open_row(self) -> None:
        """Begin a row."""
        if self._tables:
            self._tables[-1].rows.append([])

    def open_cell(self) -> None:
        """Begin a cell."""
        self._count()
        self._holders.append([])

    def close_cell(self, *, times: int = 1) -> None:
        """End a cell that is repeated this many times."""
        if len(self._holders) < 2:
            return
        cell = self._holders.pop()
        if self._tables and self._tables[-1].rows:
            self._tables[-1].rows[-1] += [cell] * times
        else:
            self._holders[-1] += cell

    def close_table(self) -> None:
        """End a table."""
        if self._tables:
            self._holders[-1].append(self._tables.pop())

    def _count(self) -> None:
        self._parts += 1
        if self._parts > MAX_PARTS:
            raise InputError(f"has more than {MAX_PARTS:,} paragraphs and cells", remedy="split it")

    def blocks(self) -> tuple[Block, ...]:
        """The blocks of everything that was closed; each `place` counts paragraphs with text, or tables."""
        if self._carried:
            self._holders[-1].append(Paragraph(pieces=self._carried))
        return tuple(_Numbering().blocks(self._holders[0]))


class _Numbering:
    """Numbers paragraphs and tables while turning them into blocks."""

    def __init__(self) -> None:
        self._paragraphs = 0
        self._tables = 0

    def blocks(self, items: Sequence[Item]) -> Iterator[Block]:
        for item in _with_whole_code(items):
            if isinstance(item, Table):
                yield from self._table(item)
            elif text := item.text:
                self._paragraphs += 1
                yield Block(text, item.kind, f"paragraph {self._paragraphs}", item.level)

    def _table(self, table: Table) -> Iterator[Block]:
        if _is_layout(table):
            for cell in (cell for row in table.rows for cell in row):
                yield from self.blocks(cell)
            return
        self._tables += 1
        for number, row in enumerate(table.rows, start=1):
            # A blank line between the paragraphs of a cell, so that no sentence spans them.
            texts = ["\n\n".join(_texts(cell)) for cell in row]
            if any(texts):
                place = f"table {self._tables}, row {number}"
                yield from (Block(text, "cell", place) for text in texts)


def _with_whole_code(items: Sequence[Item]) -> Iterator[Item]:
    """The items, with consecutive lines of code merged into one paragraph."""
    for is_code, group in groupby(items, lambda item: isinstance(item, Paragraph) and item.kind == "code"):
        if is_code:
            lines = ["".join(line.pieces) for line in group if isinstance(line, Paragraph)]
            yield Paragraph("code", pieces=["\n".join(lines)])
        else:
            yield from group


def _is_layout(table: Table) -> bool:
    """Whether a table only arranges text on the page: a box of one column, or whole texts side by side."""
    if max(map(len, table.rows), default=0) < 2:
        return True
    return any(len(_texts(cell)) > MAX_PARAGRAPHS for row in table.rows for cell in row)


def _texts(cell: Sequence[Item]) -> list[str]:
    """The texts of all paragraphs in a cell, including those in nested tables."""
    texts = []
    for item in cell:
        if isinstance(item, Table):
            texts += [text for row in item.rows for inner in row for text in _texts(inner)]
        elif text := item.text:
            texts.append(text)
    return texts
