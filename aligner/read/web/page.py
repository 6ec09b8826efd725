"""The elements of an HTML or XHTML page -> blocks: what a reader sees. There is no recursion.

Kept: captions, quotations (as paragraphs), text in links. Left out: anything not shown, form controls, images and their
alternative texts (except a single character: an initial or a sign drawn as an image), footnotes and their marks,
numbers and bullets of lists, readings above ideographs. ``<br>`` is a line end; two of them end a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from aligner.characters import UNSEEN
from aligner.model import Block
from aligner.read.web.notes import is_note

if TYPE_CHECKING:
    from lxml.etree import _Element

# A table with more paragraphs than this in a cell sets whole texts side by side; rows then say less about what belongs
# together than the order of the paragraphs. The same guess as for tables in office documents.
MAX_PARAGRAPHS = 10

# Elements with no text for a reader. The head is not listed: if a page omits <head> and <body>, the parser puts newer
# elements (<main>) into it.
_UNSEEN_TAGS = frozenset(
    re.findall(
        r"\S+",
        "script style template noscript title link meta object embed iframe svg canvas audio video map applet "
        "frameset select textarea button input datalist progress meter dialog rp rt annotation annotation-xml",
    )
)
_BLOCK_TAGS = frozenset(
    re.findall(
        r"\S+",
        "address article aside blockquote body caption center dd details dir div dl dt fieldset figcaption figure "
        "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol optgroup p pre search "
        "section summary table tbody td tfoot th thead tr ul xmp",
    )
)
INLINE = frozenset(
    re.findall(
        r"\S+",
        "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark q ruby s samp small span strike "
        "strong sub sup time tt u var",
    )
)
_LISTS = frozenset({"ul", "ol", "menu", "dir"})
_CODE = frozenset({"pre", "listing", "xmp"})
_CELLS = frozenset({"td", "th"})
_HEADING = re.compile("h[1-6]")

_UNSEEN_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))\b", re.IGNORECASE)
_BLOCK_STYLE = re.compile(r"(?:^|;)\s*display\s*:\s*(?:block|flex|grid|list-item)\b", re.IGNORECASE)
# Classes of text meant only for screen readers, in common frameworks and blog systems.
_SPOKEN = frozenset({"sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader-only"})

_BLANK = re.compile("[ \t\n\r\f\v\x1c-\x1f]+")
# An invisible line-break opportunity; between letters it separates words (Thai, Khmer).
_LOOSE_BREAK = re.compile(r"\u200b(?!\w)|(?<!\w)\u200b")
_SPACES = re.compile("[ \xa0]{2,}")
_BREAK = "\u2028"  # stands for <br> until white space is collapsed


class Piece(NamedTuple):
    """A block of a page, the element that its text began in, and the share of its characters that are in links."""

    block: Block
    holder: _Element
    linked: float


def blocks_of_page(root: _Element, skipped: Collection[_Element] = (), place: str = "") -> tuple[Block, ...]:
    """The blocks of a page without the elements to skip; the `place` of each is its line, or its row of a table.

    The root is shown whatever it says: scripts hide a whole page until it is ready, and it may have been saved before.
    Names of elements must be in lower case and without namespace. `place` is put before each place: ``"chapter 3, "``.
    """
    return tuple(piece.block for piece in pieces_of_page(root, skipped, place))


def pieces_of_page(root: _Element, skipped: Collection[_Element] = (), place: str = "") -> tuple[Piece, ...]:
    """The same blocks, each with where it stands in the page."""
    return _Walk(skipped, place).pieces(root)


def is_unseen(element: _Element) -> bool:
    """Whether a browser never shows an element, whatever the style sheets say.

    >>> from lxml.html import fromstring
    >>> is_unseen(fromstring("<p style='color: red; display:none'>x</p>")), is_unseen(fromstring("<p>x</p>"))
    (True, False)
    """
    if not isinstance(element.tag, str) or element.tag in _UNSEEN_TAGS:
        return True
    hidden = element.get("hidden")
    if hidden is not None and hidden.lower() != "until-found":
        return True
    if _UNSEEN_STYLE.search(element.get("style", "")):
        return True
    return not _SPOKEN.isdisjoint(element.get("class", "").split())


def is_layout(table: _Element) -> bool:
    """Whether a table only arranges text on the page: a box, a frame for other tables, whole texts side by side."""
    if table.get("role", "") in ("presentation", "none"):
        return True
    cells: dict[_Element, int] = {}
    width = widest = 0
    for element in table.iterdescendants("table", "tr", "td", "th", "p", "h1", "h2", "h3", "article", "form", "nav"):
        if element.tag == "tr":
            width = 0
        elif element.tag in _CELLS:
            width += 1
            widest = max(widest, width)
            cells[element] = 0
        elif element.tag == "p":
            holder = next((above for above in element.iterancestors("td", "th")), None)
            if holder in cells:
                cells[holder] += 1
        else:
            return True
    return widest < 2 or max(cells.values(), default=0) > MAX_PARAGRAPHS


@dataclass
class _Cell:
    """An open cell of a table: its paragraphs, and how many characters they have and have in links."""

    element: _Element
    parts: list[str] = field(default_factory=list)
    length: int = 0
    linked: int = 0

    @property
    def share(self) -> float:
        return self.linked / self.length if self.length else 0.0


class _Walk:
    """One pass over a page."""

    def __init__(self, skipped: Collection[_Element], place: str) -> None:
        self._skipped = skipped
        self._place = place
        self._found: list[Piece] = []
        self._pieces: list[str] = []
        self._filled = False  # whether any piece is more than white space
        self._line = 0
        self._holder: _Element | None = None
        self._links = 0  # open
        self._length = self._linked = 0  # characters of the open paragraph, and those in links
        self._lists = self._code = self._heading = 0
        self._layouts: list[bool] = []  # for each open table
        self._tables = self._row = 0
        self._cell: _Cell | None = None
        self._cells: list[_Cell] = []
        self._starts: dict[str, Callable[[_Element], None]] = {
            "br": lambda _: self._add(_BREAK),
            "img": self._image,
            "q": lambda _: self._add("“"),
            "table": self._table,
            "tr": self._start_row,
        }

    def pieces(self, root: _Element) -> tuple[Piece, ...]:
        from lxml.etree import iterwalk

        walk = iterwalk(root, events=("start", "end"))
        left_out: _Element | None = None
        for event, element in walk:
            if event == "start":
                if element is not root and (element in self._skipped or is_unseen(element) or is_note(element)):
                    left_out = element
                    walk.skip_subtree()
                else:
                    self._start(element)
                    self._text(element.text, element)
                continue
            if left_out is not None and element is left_out:
                left_out = None
                if self._is_block(element):
                    self._flush()
            else:
                self._end(element)
            if element is not root:
                self._text(element.tail, element, element.getparent())
        self._flush()
        return tuple(self._found)

    def _start(self, element: _Element) -> None:
        tag = element.tag
        if self._is_block(element):
            self._flush()
        self._links += tag == "a"
        self._lists += tag in _LISTS
        self._code += tag in _CODE
        if _HEADING.fullmatch(tag):
            self._heading = int(tag[1])
        elif tag in _CELLS and self._layouts and not self._layouts[-1]:
            self._cell = _Cell(element)
        elif tag in self._starts:
            self._starts[tag](element)

    def _end(self, element: _Element) -> None:
        tag = element.tag
        if tag == "q":
            self._add("”")
        if self._is_block(element):
            self._flush()
        self._links -= tag == "a"
        self._lists -= tag in _LISTS
        self._code -= tag in _CODE
        if _HEADING.fullmatch(tag):
            self._heading = 0
        elif tag in _CELLS and self._cell is not None:
            self._cells.append(self._cell)
            self._cell = None
        elif tag == "tr":
            self._end_row()
        elif tag == "table" and self._layouts:
            self._end_row()
            self._layouts.pop()

    def _is_block(self, element: _Element) -> bool:
        return element.tag in _BLOCK_TAGS or bool(_BLOCK_STYLE.search(element.get("style", "")))

    def _table(self, element: _Element) -> None:
        layout = is_layout(element)
        self._layouts.append(layout)
        self._tables += not layout
        self._row = 0

    def _start_row(self, element: _Element) -> None:
        self._end_row()
        self._row += 1

    def _end_row(self) -> None:
        if any(cell.parts for cell in self._cells):
            place = f"{self._place}table {self._tables}, row {self._row}"
            # A blank line between the paragraphs of a cell, so that no sentence spans them.
            blocks = (Block("\n\n".join(cell.parts), "cell", place) for cell in self._cells)
            self._found += [Piece(b, cell.element, cell.share) for b, cell in zip(blocks, self._cells, strict=True)]
        self._cells = []

    def _image(self, element: _Element) -> None:
        alternative = element.get("alt", "").strip()
        if len(alternative) == 1:
            self._text(alternative, element)

    def _text(self, text: str | None, element: _Element, holder: _Element | None = None) -> None:
        if not text:
            return
        if not self._filled and text.strip():
            self._filled = True
            line = element.sourceline
            self._line = line if isinstance(line, int) else 0
            self._holder = element if holder is None else holder
        self._length += len(text)
        self._linked += len(text) if self._links else 0
        self._add(UNSEEN.sub("", text) if self._code else _BLANK.sub(" ", UNSEEN.sub("", text)))

    def _add(self, piece: str) -> None:
        self._pieces.append(piece)

    def _flush(self) -> None:
        """End the open paragraph."""
        text, filled, holder = "".join(self._pieces), self._filled, self._holder
        length, linked = self._length, self._linked
        self._pieces, self._filled, self._length, self._linked = [], False, 0, 0
        if not filled or holder is None:
            return
        if self._cell is not None:
            self._cell.parts += self._parts(text)
            self._cell.length += length
            self._cell.linked += linked
            return
        kind, level = self._kind()
        for part in self._parts(text):
            block = Block(part, kind, f"{self._place}line {self._line}", level)
            self._found.append(Piece(block, holder, linked / length))

    def _parts(self, text: str) -> list[str]:
        """The paragraphs in a run of text, as a reader sees them."""
        if self._code:
            text = re.sub("\r\n?", "\n", text.replace(_BREAK, "\n"))
            return [text.strip("\n").rstrip()] if text.strip() else []
        text = _SPACES.sub(lambda match: " " if " " in match[0] else match[0], text)
        text = _LOOSE_BREAK.sub("", text)
        lines = [line.strip() for line in re.split("[\u2028\u2029\x85]", text)]
        return [part.strip() for part in re.split("\n\n+", "\n".join(lines)) if part.strip()]

    def _kind(self) -> tuple[str, int]:
        if self._heading:
            return "heading", self._heading
        if self._code:
            return "code", 0
        return ("item", self._lists) if self._lists else ("paragraph", 0)
