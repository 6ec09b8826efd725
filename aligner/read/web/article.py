"""The article of a saved page: its blocks without the site around them.

::

    page ─▶ furniture by rules ─▶ all blocks ─▶ traits of each ─▶ sum of their weights ─▶ blocks of the article

Rules (`aligner.read.web.furniture`) know menus, side boxes and the like by their marks. Weights, learned from pages
whose articles people have marked (``tests/bench/learn_pages.py``), judge what rules leave: bylines, dates, teasers,
notices; and they give back what rules take wrongly. Rules decide alone of pages that lead nowhere else, such as a book
or a document saved as one page, and of pages with little prose or very many blocks.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from aligner.model import Block
from aligner.read.web.furniture import furniture
from aligner.read.web.page import Piece, pieces_of_page
from aligner.read.web.places import MAX_LINKED
from aligner.read.web.traits import FURNITURE, LIKE_NEARLY_ALL, TEASER, traits_of

if TYPE_CHECKING:
    from lxml.etree import _Element

# Least sum of weights of a block that is kept: below 0, since a line too many is less harm than one lost; swept by
# ``learn_pages.py --judge``. What rules call furniture needs more, a guess.
# A block of the form that nearly all of the page's text has, such as a line of verse, may weigh less.
LEAST, LEAST_OF_FURNITURE, ALLOWANCE = -0.5, 0.5, 2.0

# Shares of what rules leave: weights that leave less than the first have met a page unlike those that they were learned
# from; weights that take less than the second, from so many characters on, would take odd lines of a book. Guesses.
MIN_LEFT, MIN_TAKEN = 0.1, {0: 0.003, 20_000: 0.02}

# Fewest characters of prose, and most blocks, of a page to be judged by weights at all. Guesses.
MIN_PROSE, MAX_BLOCKS = 500, 10_000


@dataclass(frozen=True)
class Page:
    """The blocks of a page before weights judge them.

    Attributes:
        pieces: all blocks except comments; only those that rules leave if rules decide alone.
        traits: the traits of each; empty if rules decide alone.
        settled: numbers of those that stay whatever their weights: the headline, and translations.
    """

    pieces: tuple[Piece, ...]
    traits: tuple[frozenset[str], ...] = ()
    settled: frozenset[int] = frozenset()


def article(root: _Element) -> tuple[Block, ...]:
    """The blocks of the article of a page."""
    return tuple(piece.block for piece in chosen(page_of(root), weights()))


def page_of(root: _Element) -> Page:
    """The page with the traits of its blocks."""
    found = furniture(root)
    by_rules = pieces_of_page(root, found.elements)
    if not (_leads_elsewhere(root) and _has_prose(by_rules)) or len(by_rules) > MAX_BLOCKS:
        return Page(by_rules)
    pieces = pieces_of_page(root, found.kept_out)
    traits = tuple(traits_of(pieces, found.elements))
    left = [i for i, own in enumerate(traits) if FURNITURE not in own]
    translated = {inner for element in found.translations for inner in element.iter()}
    titles = " ".join(str(text) for title in root.iter("title") for text in title.itertext())
    headline = next((i for i in left if _is_headline(pieces[i].block, titles)), -1)
    return Page(pieces, traits, frozenset({headline, *(i for i in left if pieces[i].holder in translated)}))


def chosen(page: Page, weights: Mapping[str, float], least: float = LEAST) -> tuple[Piece, ...]:
    """The blocks whose weights add up to enough, and those that are settled; or all that rules leave."""
    if not page.traits:
        return page.pieces
    sums = _of_whole_tables(page.pieces, [sum(weights.get(trait, 0.0) for trait in own) for own in page.traits])
    kept, by_rules, taken = [], [], 0
    for i, (piece, own) in enumerate(zip(page.pieces, page.traits, strict=True)):
        is_kept = i in page.settled or _is_enough(sums[i], piece, own, least)
        if is_kept:
            kept.append(piece)
        if FURNITURE not in own:
            by_rules.append(piece)
            taken += 0 if is_kept else len(piece.block.text)
    before = _length(by_rules)
    least_taken = max(share for length, share in MIN_TAKEN.items() if before >= length)
    is_sound = _length(kept) >= MIN_LEFT * before and taken >= least_taken * before
    return tuple(kept if is_sound else by_rules)


def _is_enough(weight: float, piece: Piece, traits: frozenset[str], least: float) -> bool:
    """Whether a block of this weight is kept."""
    if FURNITURE in traits:
        return piece.linked < MAX_LINKED and weight >= LEAST_OF_FURNITURE
    if LIKE_NEARLY_ALL in traits and piece.linked < MAX_LINKED:
        return weight >= least - ALLOWANCE
    return weight >= least and TEASER not in traits


@cache
def weights() -> Mapping[str, float]:
    """The weight of each trait that has one."""
    found: dict[str, float] = json.loads(files(__package__).joinpath("weights.json").read_text("utf-8"))
    return found


def _of_whole_tables(pieces: Sequence[Piece], sums: Sequence[float]) -> list[float]:
    """The sums, with the mean of its table for each cell: half a table has no columns."""
    tables = defaultdict(list)
    for i, piece in enumerate(pieces):
        if piece.block.kind == "cell":
            tables[piece.block.place.partition(",")[0]].append(i)
    found = list(sums)
    for cells in tables.values():
        mean = sum(sums[i] for i in cells) / len(cells)
        for i in cells:
            found[i] = mean
    return found


def _is_headline(block: Block, titles: str) -> bool:
    return block.kind == "heading" and (block.level == 1 or block.text in titles)


def _leads_elsewhere(root: _Element) -> bool:
    """Whether there are links to other pages, as every site has."""
    return any(not link.get("href", "#").startswith("#") for link in root.iter("a"))


def _has_prose(pieces: Sequence[Piece]) -> bool:
    return sum(len(piece.block.text) * (1 - piece.linked) for piece in pieces) >= MIN_PROSE


def _length(pieces: Sequence[Piece]) -> int:
    return sum(len(piece.block.text) for piece in pieces)
