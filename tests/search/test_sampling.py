"""Of a long text some stretches are looked at, and they tell its habits as the whole text would."""

from __future__ import annotations

import random
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stories import document, story

from aligner.model import Document
from aligner.search import corridor
from aligner.search.guides import Links
from aligner.search.habits import Habits
from aligner.search.lattice import Corridor
from aligner.search.sampling import Stretch, habits_of, stretches
from aligner.search.side import Side
from aligner.weights import SUPERVISED, UNSUPERVISED
from aligner.words.lexicon import Lexicon
from aligner.words.shipped import shipped
from aligner.words.ties import Ties, tie

LONG = 2000


def consonants(number: int, letters: str, count: int) -> list[str]:
    return ["".join(random.Random(f"{letters} {n}").sample(letters, number)) for n in range(count)]


def chronicle() -> tuple[Document, Document]:
    """Each sentence has a name that is the same in its translation, and words that are not.

    In the translation two of eight sentences are joined to those before them, of 64 four are missing, and of the
    paragraphs only every second one begins.
    """
    names = [f"{a}{b}" for a, b in zip(consonants(5, "mnprstzl", LONG), consonants(4, "aeioxc", LONG), strict=True)]
    here, there = consonants(5, "bdfgko", 100), consonants(5, "hjqvwu", 100)
    rng = random.Random(3)
    source: list[list[str]] = []
    target: list[list[str]] = []
    for n, name in enumerate(names):
        words = rng.choices(range(100), k=rng.randint(2, 9))
        one, other = (" ".join([side[word] for word in words] + [name]) for side in (here, there))
        if n % 4 == 0:
            source.append([])
        if n % 8 == 0:
            target.append([])
        source[-1].append(one)
        if n % 64 in range(32, 36):
            continue
        if n % 8 in (1, 6):
            target[-1][-1] += " " + other
        else:
            target[-1].append(other)
    return document("xa", *source), document("xb", *target)


@cache
def long_text() -> tuple[Side, Side, Ties, Corridor, Links]:
    source, target = map(Side.of, chronicle())
    ties = tie(source.vocabulary, target.vocabulary, Lexicon.empty())
    return source, target, ties, *corridor.find(source, target, ties)


def test_a_short_text_is_looked_at_whole():
    corridor = Corridor.full(40, 30)
    (only,) = stretches(corridor, Links.none())
    assert (only.begin, only.end, only.corridor.cells) == ((0, 0), (40, 30), corridor.cells)


def test_stretches_of_a_long_text_lie_between_links_one_after_the_other_over_all_of_it():
    *_, nodes, links = long_text()
    found = stretches(nodes, links)
    linked = set(zip(links.rows.tolist(), links.columns.tolist(), strict=True))
    assert len(found) > 5
    assert all({stretch.begin, stretch.end} <= linked for stretch in found)
    assert all(one.end <= other.begin and one.end[1] <= other.begin[1] for one, other in pairwise(found))
    assert found[0].begin[0] < LONG / 10
    assert found[-1].end[0] > 0.95 * LONG
    looked_at = sum(stretch.end[0] - stretch.begin[0] for stretch in found)
    assert 0.3 * LONG < looked_at < 0.9 * LONG


def test_the_corridor_of_a_stretch_is_that_of_the_text():
    *_, nodes, links = long_text()
    for stretch in stretches(nodes, links):
        (i, j), part = stretch.begin, stretch.corridor
        assert (part.rows - 1, part.high[-1] - 1) == (stretch.end[0] - i, stretch.end[1] - j)
        row, column = part.every()
        inside = nodes.cell(row + i, column + j) < nodes.cells
        assert inside[(row > 0) & (row < part.rows - 1)].all()
        assert part.cells < 0.5 * part.rows * part.high[-1]


@st.composite
def parts(draw: st.DrawFn) -> tuple[Corridor, tuple[int, int], tuple[int, int]]:
    """A corridor in which each row reaches where the next begins, and two rising nodes of it."""
    n, m = draw(st.integers(1, 12)), draw(st.integers(1, 12))
    low = np.array(sorted(draw(st.lists(st.integers(0, m), min_size=n + 1, max_size=n + 1))))
    high = np.array(sorted(draw(st.lists(st.integers(0, m), min_size=n + 1, max_size=n + 1))))
    low[0], high[-1] = 0, m
    whole = Corridor(low, np.maximum(high, np.append(low[1:], m)) + 1)
    row, column = whole.every()
    begin, end = (draw(st.integers(0, whole.cells - 1)) for _ in range(2))
    first, last = (int(row[begin]), int(column[begin])), (int(row[end]), int(column[end]))
    return whole, min(first, last), (max(first[0], last[0]), max(first[1], last[1]))


@given(parts())
def test_any_part_of_a_corridor_leads_from_its_first_node_to_its_last(given):
    whole, begin, end = given
    part = whole.part(begin, end)
    width = end[1] - begin[1]
    if width < 0:
        return
    assert part.rows == end[0] - begin[0] + 1
    assert (part.low[0], part.high[-1]) == (0, width + 1)
    assert (part.low < part.high).all()
    assert (part.low[1:] < part.high[:-1]).all()
    assert (np.diff(part.low) >= 0).all()
    assert (np.diff(part.high) >= 0).all()


def test_stretches_tell_the_habits_that_the_whole_text_has():
    source, target, ties, nodes, links = long_text()
    whole = [Stretch((0, 0), (len(source.lengths), len(target.lengths)), nodes)]
    usual = Habits.usual(source, target, 0.2)
    wanted = habits_of(source, target, ties, UNSUPERVISED, whole).habits.of(0)
    found = habits_of(source, target, ties, UNSUPERVISED, stretches(nodes, links)).habits.of(0)
    assert found.log_ratio == pytest.approx(wanted.log_ratio, abs=0.05)
    assert found.source_trust == pytest.approx(wanted.source_trust, abs=0.1)
    assert found.target_trust == pytest.approx(wanted.target_trust, abs=0.1)
    for name in ("runs", "run_length", "joins"):
        assert getattr(found, name) == pytest.approx(getattr(wanted, name), abs=0.3), name
    # And they are not the usual ones: a third of the beads join sentences, half of the source's breaks meet none.
    assert found.joins > usual.joins + 0.7
    assert found.source_trust < 0.7 < found.target_trust


def test_a_long_text_without_links_has_the_usual_habits():
    source, target = (Side.of(document(code, [word] * LONG)) for code, word in (("xa", "abc"), ("xb", "def")))
    ties = tie(source.vocabulary, target.vocabulary, Lexicon.empty())
    looked_at = stretches(*corridor.find(source, target, ties))
    assert looked_at == []
    found = habits_of(source, target, ties, UNSUPERVISED, looked_at).habits
    assert found == Habits.usual(source, target, UNSUPERVISED.unexplained[0])


def unexplained(target: list[str]) -> float:
    """The share of unexplained words that the story and a translation of it show."""
    source, other = Side.of(story(0)), Side.of(document("es", target))
    lexicon = shipped("en", "es")
    assert lexicon is not None
    ties = tie(source.vocabulary, other.vocabulary, lexicon)
    looked_at = stretches(*corridor.find(source, other, ties))
    return habits_of(source, other, ties, SUPERVISED, looked_at).habits.of(0).unexplained


def test_a_free_translation_leaves_more_words_unexplained_than_a_close_one():
    close = [sentence.text for sentence in story(1).sentences]
    # Half of each sentence's words are those of another one.
    free = [" ".join(a.split()[::2] + b.split()[::2]) for a, b in zip(close, close[7:] + close[:7], strict=True)]
    usual, freer = SUPERVISED.unexplained
    assert unexplained(close) == usual
    assert unexplained(free) == freer
