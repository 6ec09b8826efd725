"""Pairs of phrases are consistent with the links between words, whatever these are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from aligner.glossary.linking import Chances, links
from aligner.glossary.phrases import MOST_WORDS, Frame, phrase_pairs

truths = st.lists(st.booleans(), min_size=1, max_size=9)


@st.composite
def frames(draw: st.DrawFn) -> Frame:
    functional = draw(truths)
    n = len(functional)
    joined = [False, *draw(st.lists(st.booleans(), min_size=n - 1, max_size=n - 1))]
    inside = [not little or draw(st.booleans()) for little in functional]
    return Frame(joined, [False] * n, functional, inside)


@given(frames(), frames(), st.sets(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=12))
def test_no_link_leads_out_of_a_pair(source, target, pairs):
    linked = [(i, j, 0.5) for i, j in sorted(pairs) if i < len(source.joined) and j < len(target.joined)]
    for found in phrase_pairs(source, target, linked):
        (first, last), (low, high) = found.source, found.target
        assert all((first <= i <= last) == (low <= j <= high) for i, j, _ in linked)
        for frame, start, end in ((source, first, last), (target, low, high)):
            assert all(frame.joined[start + 1 : end + 1])
            assert not frame.functional[start] and not frame.functional[end]
            assert sum(not little for little in frame.functional[start : end + 1]) <= MOST_WORDS


def table(rows: dict[tuple[int, int], float], width: int) -> Chances:
    places = np.array(sorted(i * width + j for i, j in rows), np.int64)
    values = np.array([rows[i // width, i % width] for i in places.tolist()])
    return Chances(width, places, values, values, np.full(10, -1))


def spelt_alike(chances: Chances, source: int, target: int) -> Chances:
    same = chances.same.copy()
    same[source] = target
    return replace(chances, same=same)


def linked(source: list[int], target: list[int], chances: Chances) -> list[tuple[int, int]]:
    return [(i, j) for i, j, _ in links(np.array(source), np.array(target), chances)]


def test_words_compete_for_their_partners():
    chances = table({(0, 0): 0.8, (0, 1): 0.3, (1, 1): 0.6}, 2)
    assert linked([0, 1], [0, 1], chances) == [(0, 0), (1, 1)]


def test_one_word_has_two_partners_beside_each_other():
    chances = table({(0, 0): 0.5, (0, 1): 0.4}, 10)
    assert linked([0], [0, 9, 1], chances) == [(0, 0), (0, 2)]
    assert linked([0], [0, 9, 1], spelt_alike(chances, 0, 0)) == [(0, 0)]


def test_copies_of_a_word_are_told_apart_by_their_places():
    assert linked([0, 5, 0], [0, 6, 0], table({(0, 0): 0.9}, 10)) == [(0, 0), (2, 2)]


def test_a_text_without_words_has_no_links():
    assert linked([], [0], table({}, 1)) == [] == linked([0], [0], table({}, 1))
