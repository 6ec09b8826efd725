"""What guides the corridor: strong links first, then weaker ones among them, and none that stands alone."""

from __future__ import annotations

import random

from stories import document

from aligner.search import corridor
from aligner.search.lattice import Corridor
from aligner.search.side import Side
from aligner.words.lexicon import Lexicon
from aligner.words.ties import tie

WORDS = ["".join(random.Random(f"rare {n}").sample("abcdefghijklmnopqrstuvwxyz", 8)) for n in range(3000)]
LENGTH = 1000  # sentences a side; the whole lattice has a million nodes


def found(source: list[str], target: list[str]) -> Corridor:
    left, right = (
        Side.of(document(code, *([text] for text in side))) for code, side in (("en", source), ("es", target))
    )
    return corridor.find(left, right, tie(left.vocabulary, right.vocabulary, Lexicon.empty()))[0]


def guided(number: int) -> str:
    """A sentence with two words that occur nowhere else but in its translation."""
    return f"and then {WORDS[number]} went to {WORDS[-number - 1]} again"


def book(*middles: list[str]) -> list[list[str]]:
    """Both sides of a book: guided, except for the hundred sentences in its middle, which are given."""
    return [[guided(n) for n in range(450)] + middle + [guided(n) for n in range(550, LENGTH)] for middle in middles]


def holds(here: Corridor, i: int, j: int) -> bool:
    return bool(here.low[i] <= j < here.high[i])


def widest(here: Corridor, rows: range) -> int:
    return max(int(here.high[i] - here.low[i]) for i in rows)


ENGLISH, SPANISH = ["and then they went again"] * 100, ["y luego se fueron otra vez"] * 100


def test_links_too_weak_to_be_believed_at_first_guide_where_stronger_ones_frame_them():
    """In the middle each rare word occurs three times, and so tells less."""
    weak = [f"and then {WORDS[1000 + n // 3]} went again" for n in range(100)]
    here = found(*book(weak, weak))
    assert all(holds(here, i, i) for i in range(LENGTH + 1))
    assert widest(here, range(460, 540)) < 50


def test_where_nothing_guides_the_corridor_opens():
    here = found(*book(ENGLISH, SPANISH))
    assert all(holds(here, i, j) for i in range(450, 551) for j in range(450, 551))


def test_a_link_that_stands_alone_off_the_diagonal_is_not_followed():
    """One sentence in the middle shares its rare words with a sentence that is not its translation."""
    english, spanish = ENGLISH.copy(), SPANISH.copy()
    english[10] = spanish[90] = guided(1400)
    here = found(*book(english, spanish))
    assert all(holds(here, i, i) for i in range(LENGTH + 1))
