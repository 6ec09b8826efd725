"""What can be seen of a block of a page without understanding it: a set of traits, each a short text.

::

    "size 3", "stop", "kind paragraph"              its own: length, marks, kind; sizes are numbers of steps
    "in byline", "in <aside>", "has author"         tags and words of classes around and inside it
    "next prose", "place within", "parent 5"        what is beside it, and where most of the prose is
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from aligner.read.web.page import Piece
from aligner.read.web.places import STOP, Places
from aligner.read.web.teasers import teasers

if TYPE_CHECKING:
    from lxml.etree import _Element

# What rules call furniture, and teasers.
FURNITURE, TEASER = "furniture", "teaser"

_DATE = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[:.]\d\d\b|\b\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b")
_MAX_DATE = 60  # letters of a line that gives a date
_START = 300  # characters of a block that are searched for signs
_SIGNS = '|»©@…•+/(#?“"„'

# Steps of the sizes. All are guesses: what they weigh is learned.
_LENGTHS = (1, 10, 25, 50, 100, 200, 400)
_SHORT = (25, 80)
_LINKED = (0.01, 0.2, 0.5, 0.95)
_DIGITS = (0.001, 0.1, 0.3)
_WORDS = (2, 3, 5, 8)
_BRANCH = (0.005, 0.02, 0.05, 0.1, 0.2, 0.3)
_SO_FAR = (0.001, 0.02, 0.2, 0.8, 0.97, 0.999)
_SHARE = (0.001, 0.05, 0.2, 0.5, 0.8)
_ALIKE = (0.01, 0.05, 0.2, 0.5, 0.8)
_AWAY = (2, 3, 5, 10, 30)
_MOSTLY_LINKED = 0.5

# Blocks with the tags and classes that nearly all of the page's text has: the last step.
LIKE_NEARLY_ALL = f"alike {len(_ALIKE)}"


def traits_of(pieces: Sequence[Piece], furniture: Collection[_Element]) -> list[frozenset[str]]:
    """The traits of each block. Of what rules call furniture, the blocks are given too, with that as a trait."""
    places = Places(pieces, furniture)
    beside = _Beside(places)
    boxes = {inner for box in teasers(pieces) for inner in box.iter()}
    count = Counter(piece.block.text for piece in pieces)
    found = []
    for i, piece in enumerate(pieces):
        own = {*_own(piece, places.letters[i]), *_repeated(count[piece.block.text], places.letters[i])}
        if piece.holder in boxes:
            own.add(TEASER)
        found.append(frozenset(own.union(places.inside(places.holders[i]), _around(places, i), beside.traits(i))))
    return found


def _repeated(times: int, letters: int) -> tuple[str, str]:
    return f"repeated {min(3, times)}", f"repeated {min(3, times)} {_step(letters, _SHORT)}"


def _step(value: float, steps: Sequence[float]) -> int:
    return bisect_right(steps, value)


def _own(piece: Piece, letters: int) -> Iterator[str]:
    text, kind, level = piece.block.text, piece.block.kind, piece.block.level
    size, linked = _step(letters, _LENGTHS), _step(piece.linked, _LINKED)
    stop = "stop" if STOP.search(text) else "no stop"
    yield from ("any", f"size {size}", stop, f"{stop} {size}", f"kind {kind} {size}", f"kind {kind}{level or ''}")
    yield from (
        f"linked {linked}",
        f"linked {linked} {_step(letters, _SHORT)}",
        f"words {_step(len(text.split()), _WORDS)}",
    )
    start = text[:_START]
    yield f"digits {_step(sum(map(str.isdigit, start)) / max(1, len(start)), _DIGITS)}"
    yield from (f"sign {sign}" for sign in _SIGNS if sign in start)
    if letters < _MAX_DATE and _DATE.search(text):
        yield "date"
    if "http" in start:
        yield "address" if " " in text else "only address"
    if text.endswith((":", ",", "…")):
        yield f"ends {text[-1]}"
    if text.isupper():
        yield "upper"
    if text[:1].islower():
        yield "lower"


def _around(places: Places, i: int) -> Iterator[str]:
    holder = places.holders[i]
    names, depth, branch = places.of(holder)
    yield from names
    yield from (f"depth {min(depth, 5)}", f"branch {_step(branch, _BRANCH)}")
    if places.is_furniture[i]:
        yield FURNITURE
    above = holder.getparent()
    for name in ("parent", "upper"):
        if above is not None:
            yield f"{name} {_step(places.prose[above] / max(1, places.all_prose), _SHARE)}"
            above = above.getparent()


class _Beside:
    """What is before, after and like each block."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._kinds = [self._kind(i) for i in range(len(places.pieces))]
        prose = [i for i, is_prose in enumerate(places.is_prose) if is_prose]
        self._first, self._last = (prose[0], prose[-1]) if prose else (0, len(places.pieces))
        self._before = self._distances(range(len(places.pieces)))
        self._after = self._distances(range(len(places.pieces) - 1, -1, -1))
        self._alike: Counter[tuple[str, ...]] = Counter()
        self._so_far = []
        total = 0
        for holder, own, is_prose in zip(places.holders, places.own, places.is_prose, strict=True):
            self._alike[_form(holder)] += own
            self._so_far.append(total / max(1, places.all_prose))
            total += own * is_prose

    def traits(self, i: int) -> Iterator[str]:
        places = self._places
        place = "before" if i < self._first else "after" if i > self._last else "within"
        depth = min(places.of(places.holders[i]).depth, 3)
        yield from (
            f"place {place}",
            f"place {place} {_step(places.letters[i], _LENGTHS[1:])}",
            f"place {place}, {depth}",
        )
        yield f"so far {_step(self._so_far[i], _SO_FAR)}"
        yield from (f"behind {_step(self._before[i], _AWAY)}", f"ahead {_step(self._after[i], _AWAY)}")
        own = self._kinds[i]
        previous = self._kinds[i - 1] if i else "none"
        following = self._kinds[i + 1] if i + 1 < len(self._kinds) else "none"
        yield from (
            f"previous {previous}",
            f"{own} previous {previous}",
            f"next {following}",
            f"{own} next {following}",
        )
        yield f"alike {_step(self._alike[_form(places.holders[i])] / places.all_text, _ALIKE)}"

    def _kind(self, i: int) -> str:
        piece = self._places.pieces[i]
        if piece.block.kind == "heading":
            return "heading"
        if piece.linked > _MOSTLY_LINKED:
            return "links"
        return (
            "prose" if self._places.is_prose[i] else ("short", "middle", "long")[_step(self._places.letters[i], _SHORT)]
        )

    def _distances(self, order: range) -> list[int]:
        """How many blocks each is away from the last prose in this order."""
        away = [_AWAY[-1]] * len(order)
        last = None
        for i in order:
            if last is not None:
                away[i] = abs(i - last)
            if self._places.is_prose[i]:
                last = i
        return away


def _form(element: _Element) -> tuple[str, ...]:
    """Tag and class of an element and of its parent."""
    parent = element.getparent()
    pair = (element,) if parent is None else (element, parent)
    return tuple(part for e in pair for part in (e.tag, e.get("class", "")))
