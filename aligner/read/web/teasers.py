"""Teasers on a page: boxes of one form, each with a heading that leads elsewhere and a few words about it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from aligner.read.web.page import Piece

if TYPE_CHECKING:
    from lxml.etree import _Element

# Most characters outside links in a teaser, fewest of one form, and least share of a heading that is a link. Guesses.
MAX_TEASER, MIN_TEASERS, MIN_LINKED = 400, 3, 0.9

_HEADING = re.compile("h[1-6]")


def teasers(pieces: Sequence[Piece]) -> frozenset[_Element]:
    """The boxes that are teasers."""
    if not pieces:
        return frozenset()
    text: Counter[_Element] = Counter()
    heads: Counter[_Element] = Counter()
    for piece in pieces:
        text[piece.holder] += round(len(piece.block.text) * (1 - piece.linked))
        heads[piece.holder] += _leads_elsewhere(piece)
    starts = list(+heads)
    for element in reversed(list(pieces[0].holder.getroottree().iter())):  # children come before their parents
        parent = element.getparent()
        if parent is not None:
            text[parent] += text[element]
            heads[parent] += heads[element]
    forms: defaultdict[tuple[str, str], set[_Element]] = defaultdict(set)
    for box in starts:
        above = box.getparent()
        while above is not None and heads[above] == 1 and text[above] <= MAX_TEASER:
            box, above = above, above.getparent()
        if text[box]:
            forms[box.tag, box.get("class", "")].add(box)
    return frozenset(box for boxes in forms.values() if len(boxes) >= MIN_TEASERS for box in boxes)


def _leads_elsewhere(piece: Piece) -> bool:
    if piece.block.kind != "heading" or piece.linked < MIN_LINKED:
        return False
    heading = next(
        (e for e in (piece.holder, *piece.holder.iterancestors()) if _HEADING.fullmatch(e.tag)), piece.holder
    )
    links = [link.get("href", "#") for link in (heading, *heading.iterancestors("a"), *heading.iter("a"))]
    return any("#" not in href for href in links)
