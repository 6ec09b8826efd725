"""The sections of the reading view: the rows of a paragraph each, or a run of rows that the page folds.

::

    Section ── BeadRow ── source, target: pieces of blocks ── sentences
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from aligner.formats.html.moves import moves_of
from aligner.model import Alignment, Bead, Block, Document
from aligner.quality.worth import worth

# A browser lays out one section at a time, as the reader approaches it, so a text without paragraphs is cut into
# sections of this many rows.
ROWS_A_SECTION = 60

# So many sentences without counterpart, one after the other on the same side, are folded into one line. Fewer are soon
# passed over; and so few may be a translator's liberty, which a reader wants to see.
FOLDED = 8

# Characters per line of a column, used to estimate a section's height before it is laid out.
_MEASURE = 62
# Characters as wide as two: Chinese, Japanese, Korean, and their punctuation.
_WIDE = re.compile("[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]")

_TAGS = {"paragraph": "p", "item": "p", "cell": "p", "code": "pre"}


class Span(NamedTuple):
    """A sentence, and the text of the block between it and the sentence before."""

    before: str
    text: str


class Piece(NamedTuple):
    """Sentences of one block, with the tag, class and level (of a heading or list item) to show them in."""

    tag: str
    style: str
    level: int
    sentences: tuple[Span, ...]


class BeadRow(NamedTuple):
    """A bead. A side without pieces is empty.

    `begins` says on which side a paragraph begins within the section; `moved` and `stubs` are those of `moves_of`;
    `worth` is empty where a reviewer need not look.
    """

    id: int
    score: str
    kind: str
    flags: str
    status: str
    begins: str
    source: tuple[Piece, ...]
    target: tuple[Piece, ...]
    moved: bool = False
    stubs: tuple[int, ...] = ()
    worth: str = ""


class Section(NamedTuple):
    """The rows of one paragraph, or a run of rows that are empty on one side, which the page folds.

    Attributes:
        style: the kind of its block; ``"more"`` if it goes on with the paragraph before; ``"run"`` if it is folded.
        lines: an estimate of its height, sentence by sentence.
        flow: an estimate of its height if each side runs on.
        rows: its rows, of which there is at least one.
        alone: the side that all rows have, if they are folded; else "".
    """

    style: str
    lines: int
    flow: int
    rows: list[BeadRow]
    alone: str = ""

    @property
    def sentences(self) -> int:
        """How many sentences there are on both sides together."""
        return sum(len(piece.sentences) for row in self.rows for piece in row.source + row.target)


class _Row(NamedTuple):
    """A row, with its bead and whether it begins a paragraph: a new paragraph bead or source block."""

    shown: BeadRow
    bead: Bead
    opens: bool

    @property
    def alone(self) -> str:
        """The side that it has, if that is the only one."""
        sides = [side for side in ("source", "target") if getattr(self.bead, side)]
        return sides[0] if len(sides) == 1 else ""


class _Levels:
    """Headings from h2 on, each at most one below the heading before it; the page's own name is the h1."""

    def __init__(self, alignment: Alignment) -> None:
        blocks = (*alignment.source.blocks, *alignment.target.blocks)
        levels = sorted({block.level for block in blocks if block.kind == "heading"})
        self._depths = {level: depth for depth, level in enumerate(levels, start=2)}
        self._level, self._depth = -1, 1

    def tag(self, level: int) -> str:
        """The tag for the next heading of the page, which has this level in its document."""
        if level != self._level:  # else it is the other side of the same heading, or one like it
            self._level, self._depth = level, min(self._depths[level], self._depth + 1, 6)
        return f"h{self._depth}"


def sections_of(alignment: Alignment, fold: bool) -> Iterator[Section]:
    """The sections in the order of the text; `fold` puts each long run that stands on one side only into one."""
    rows = list(_rows(alignment))
    for alone, run in _runs(rows) if fold else [("", rows)]:
        if alone:
            yield _section(alignment, run, alone)
            continue
        part: list[_Row] = []
        for row in run:
            if part and (row.opens or len(part) == ROWS_A_SECTION):
                yield _section(alignment, part)
                part = []
            part.append(row)
        if part:
            yield _section(alignment, part)


def _runs(rows: list[_Row]) -> Iterator[tuple[str, list[_Row]]]:
    """The rows in parts: those to be folded, with the side that they have, and those between, with ""."""
    between: list[_Row] = []
    for alone, run in groupby(rows, lambda row: row.alone):
        part = list(run)
        if not alone or len(part) < FOLDED:
            between += part
            continue
        yield "", between
        yield alone, part
        between = []
    yield "", between


def _section(alignment: Alignment, rows: list[_Row], alone: str = "") -> Section:
    shown = [row.shown for row in rows]
    if alone:  # a paragraph begins where elsewhere a section would
        shown = [row.shown._replace(begins=alone) if row.opens else row.shown for row in rows]
        return Section("run", 1, 1, shown, alone)
    style = _kind(alignment, rows[0].bead) if rows[0].opens else "more"
    lines = sum(max(_lines(row.source), _lines(row.target)) for row in shown)
    if style not in ("paragraph", "more"):
        return Section(style, lines, lines, shown)
    flow = max(sum(_length(getattr(row, side)) for row in shown) // _MEASURE + 1 for side in ("source", "target"))
    return Section(style, lines, flow, shown)


def _rows(alignment: Alignment) -> Iterator[_Row]:
    starts = set(alignment.source.block_starts), set(alignment.target.block_starts)
    moves = moves_of(alignment)
    worths = worth(alignment)
    levels = _Levels(alignment)
    paragraph = -1
    for pair in alignment.pairs():
        bead = alignment.beads[pair.id - 1]
        opens = pair.paragraph != paragraph or any(i in starts[0] for i in bead.source)
        paragraph = pair.paragraph
        row = BeadRow(
            id=pair.id,
            score=f"{pair.score:.4f}",
            kind=pair.kind,
            flags=" ".join(pair.flags),
            status=pair.status,
            begins="target" if not opens and bead.target and bead.target[0] in starts[1] else "",
            source=tuple(_pieces(alignment.source, bead.source, levels)),
            target=tuple(_pieces(alignment.target, bead.target, levels)),
            moved=pair.id in moves.marked,
            stubs=moves.stubs.get(pair.id, ()),
            worth=f"{worths[pair.id - 1]:.2f}" if pair.id - 1 in worths else "",
        )
        yield _Row(row, bead, opens)


def _kind(alignment: Alignment, bead: Bead) -> str:
    document, sentences = (alignment.source, bead.source) if bead.source else (alignment.target, bead.target)
    return document.blocks[document.block_of[sentences[0]]].kind


def _lines(pieces: tuple[Piece, ...]) -> int:
    return sum(_length((piece,)) // _MEASURE + 1 for piece in pieces)


def _length(pieces: tuple[Piece, ...]) -> int:
    return sum(_width(sentence.text) + 1 for piece in pieces for sentence in piece.sentences)


def _width(text: str) -> int:
    return len(text) if text.isascii() else len(text) + len(_WIDE.findall(text))


def _pieces(document: Document, sentences: range, levels: _Levels) -> Iterator[Piece]:
    """The sentences, grouped by block."""
    first = sentences.start
    while first < sentences.stop:
        number = document.block_of[first]
        block, start = document.blocks[number], document.block_starts[number]
        stop = min(sentences.stop, document.block_starts[number + 1])
        yield _piece(block, first - start, stop - start, levels)
        first = stop


def _piece(block: Block, first: int, stop: int, levels: _Levels) -> Piece:
    spans = []
    for k in range(first, stop):
        sentence = block.sentences[k]
        before = block.text[block.sentences[k - 1].end if k else 0 : sentence.start]
        if k == first:  # text before the first sentence is indentation, or belongs to the previous bead
            before = before.rpartition("\n")[2] if block.kind == "code" else ""
        spans.append(Span(before, sentence.text))
    if block.kind == "heading":
        # The page's own title is the h1, so a document's title is an h2.
        return Piece(levels.tag(block.level), "", 0, tuple(spans))
    style = "" if block.kind == "paragraph" else block.kind
    level = block.level if block.kind == "item" else 0
    return Piece(_TAGS[block.kind], f"{style} more" if style == "item" and first else style, level, tuple(spans))
