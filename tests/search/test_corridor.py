"""The corridor holds the right path, is narrow where the text guides it, and opens where text is missing."""

from __future__ import annotations

import random

import numpy as np
import pytest

from aligner.model import Block, Document, Sentence
from aligner.search import corridor
from aligner.search.guides import Links
from aligner.search.lattice import Corridor
from aligner.search.side import Side
from aligner.words.lexicon import Lexicon
from aligner.words.ties import tie

RARE = ["".join(random.Random(seed).sample("abcdefghijklmnopqrstuvwxyz", 8)) for seed in range(3000)]


def side(sentences: list[str]) -> Side:
    return Side.of(Document("d", "en", tuple(Block(s, sentences=(Sentence(s, 0, len(s)),)) for s in sentences)))


def guided(source: list[str], target: list[str]) -> tuple[Corridor, Links]:
    left, right = side(source), side(target)
    return corridor.find(left, right, tie(left.vocabulary, right.vocabulary, Lexicon.empty()))


def found(source: list[str], target: list[str]) -> Corridor:
    return guided(source, target)[0]


def book(chapters: range) -> list[str]:
    """Sentences with a few words of their own and many that all share; a hundred a chapter."""
    return [f"and then {RARE[n]} went to {RARE[-n - 1]} again" for c in chapters for n in range(100 * c, 100 * c + 100)]


def holds(here: Corridor, i: int, j: int) -> bool:
    return bool(here.low[i] <= j < here.high[i])


def test_small_texts_are_searched_whole():
    here, links = guided(["one", "two"], ["uno"])
    assert here.cells == 6
    assert len(links) == 0


def test_a_middling_text_is_searched_narrowly_where_links_guide_closely_and_whole_where_they_leave_a_gap():
    source = book(range(2))
    assert found(source, source).cells < 201 * 30
    assert found(source, source[:90] + source[110:]).cells == 201 * 181


def test_the_links_that_are_given_rise_and_are_those_that_the_corridor_follows():
    """A chapter is missing in the target; every sentence of the others has its link."""
    here, links = guided(book(range(10)), book(range(4)) + book(range(5, 10)))
    rows, columns = links.rows, links.columns
    assert (np.diff(rows) > 0).all()
    assert (np.diff(columns) > 0).all()
    assert (here.cell(rows, columns) < here.cells).all()
    assert len(links) > 800
    assert (columns == np.where(rows < 400, rows, rows - 100)).all()


def test_corridor_of_a_book_is_narrow_and_holds_the_diagonal():
    here = found(book(range(10)), book(range(10)))
    assert all(holds(here, i, i) for i in range(1001))
    assert here.cells < 100 * 1001


@pytest.mark.parametrize("missing", ["source", "target"])
def test_a_missing_chapter_does_not_throw_the_corridor_off(missing):
    whole, part = book(range(10)), book(range(4)) + book(range(5, 10))
    here = found(part, whole) if missing == "source" else found(whole, part)
    path = [(i, i) for i in range(401)] + [(i, i + 100) for i in range(400, 901)]
    assert all(holds(here, *(node if missing == "source" else node[::-1])) for node in path)


def test_chapters_in_another_order_leave_a_corridor_from_end_to_end():
    here = found(book(range(10)), book(range(9, -1, -1)))
    assert here.low[0] == 0
    assert here.high[-1] == 1001
    assert (np.diff(here.low) >= 0).all()
    assert (here.low[1:] < here.high[:-1]).all()


def test_without_any_shared_word_the_corridor_is_a_strip_about_the_diagonal():
    source = ["abc def"] * 3000
    here = found(source, ["ghi jkl"] * 3000)
    assert all(holds(here, i, i) for i in range(3001))
    assert here.cells < 3001 * 1500


def test_chain_is_the_heaviest_rising_one():
    links = Links(np.array([0, 1, 2, 3]), np.array([0, 9, 2, 3]), np.array([1.0, 5.0, 3.0, 3.0]))
    assert corridor.chain(links).columns.tolist() == [0, 2, 3]
