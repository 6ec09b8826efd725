"""Where the blocks of a page stand in it: how much text and prose is in each element, and which names are around it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from aligner.languages.patterns import without_accents
from aligner.read.web.page import INLINE, Piece

if TYPE_CHECKING:
    from lxml.etree import _Element

# Fewest letters of a block of prose, and most of its characters in links: more than a headline or a line of credits.
MIN_PROSE, MAX_LINKED = 80, 0.4
# Share of the page's text from which an element holds the article or more, so that its names say nothing of a block.
MAIN = 0.4
_MAX_INNER = 12  # elements inside a block that are looked at: a byline has few

STOP = re.compile(r"""[.!?…。！？؟।]["'”’»)\]]*(?:\s|$)""")
_LETTER = re.compile(r"[^\W\d_]")
_NAME = re.compile("[A-Z]?[a-z]+|[A-Z]+")
_NAMED = ("class", "id", "role", "itemprop", "rel")


class Place(NamedTuple):
    """Of an element: tags and names around it up to the main part, how many elements that are, and the share of the
    page's text in the outermost of them."""

    names: frozenset[str]
    depth: int
    branch: float


class Places:
    """The places of all blocks of a page. Furniture counts nothing: neither its text nor its prose."""

    def __init__(self, pieces: Sequence[Piece], furniture: Collection[_Element]) -> None:
        self.pieces = pieces
        self._places: dict[_Element, Place] = {}
        self._inner: dict[_Element, frozenset[str]] = {}
        self.text: Counter[_Element] = Counter()
        self.prose: Counter[_Element] = Counter()
        self.letters = [len(_LETTER.findall(piece.block.text)) for piece in pieces]
        self.holders = [_block(piece.holder) for piece in pieces]
        inside = _inside(furniture)
        self.is_furniture = [holder in inside for holder in self.holders]
        self.own = [
            0 if furnished else round(letters * (1 - piece.linked))
            for letters, piece, furnished in zip(self.letters, pieces, self.is_furniture, strict=True)
        ]
        self.is_prose = [
            own >= MIN_PROSE and piece.linked < MAX_LINKED and bool(STOP.search(piece.block.text))
            for own, piece in zip(self.own, pieces, strict=True)
        ]
        self._add_up()
        self.all_text = max(1, sum(self.own))
        self.all_prose = sum(own for own, prose in zip(self.own, self.is_prose, strict=True) if prose)

    def _add_up(self) -> None:
        for holder, own, prose in zip(self.holders, self.own, self.is_prose, strict=True):
            self.text[holder] += own
            self.prose[holder] += own * prose
        if not self.holders:
            return
        for element in reversed(list(self.holders[0].getroottree().iter())):  # children come before their parents
            parent = element.getparent()
            if parent is not None and self.text[element]:
                self.text[parent] += self.text[element]
                self.prose[parent] += self.prose[element]

    def of(self, element: _Element) -> Place:
        """The place of an element."""
        path = []
        above: _Element | None = element
        while above is not None and above not in self._places:
            path.append(above)
            above = above.getparent()
        place = self._places[above] if above is not None else Place(frozenset(), 0, 0.0)
        for inner in reversed(path):
            share = self.text[inner] / self.all_text
            names, depth, branch = place
            if share < MAIN:
                names, depth, branch = names | frozenset(_names(inner, "in")), depth + 1, branch or share
            elif inner.tag in ("article", "main"):
                names |= {f"in <{inner.tag}>"}
            place = Place(names, depth, branch)
            self._places[inner] = place
        return place

    def inside(self, element: _Element) -> frozenset[str]:
        """Tags and names of the first elements inside one."""
        if element not in self._inner:
            inner = (e for e, _ in zip(element.iterdescendants(), range(_MAX_INNER), strict=False))
            self._inner[element] = frozenset(name for e in inner if isinstance(e.tag, str) for name in _names(e, "has"))
        return self._inner[element]


def _inside(holders: Collection[_Element]) -> set[_Element]:
    """These elements and everything in them."""
    return {inner for holder in holders for inner in holder.iter()}


def _block(element: _Element) -> _Element:
    """The paragraph, item or other block around an element."""
    while element.tag in INLINE and (above := element.getparent()) is not None:
        element = above
    return element


def _names(element: _Element, where: str) -> Iterator[str]:
    yield f"{where} <{element.tag}>"
    names = " ".join(element.get(key, "")[:200] for key in _NAMED)
    yield from (f"{where} {name.lower()}" for name in _NAME.findall(without_accents(names)) if len(name) > 1)
