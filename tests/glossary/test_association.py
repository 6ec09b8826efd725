"""Fisher's exact test: what it says is the sum that defines it."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.glossary.association import surprise


@st.composite
def counts(draw: st.DrawFn) -> tuple[int, int, int, int]:
    total = draw(st.integers(1, 60))
    source, target = draw(st.integers(0, total)), draw(st.integers(0, total))
    both = draw(st.integers(max(0, source + target - total), min(source, target)))
    return both, source, target, total


@given(counts())
def test_it_is_the_tail_of_the_hypergeometric_distribution(case):
    both, source, target, total = case
    ways = [
        math.comb(source, k) * math.comb(total - source, target - k)
        for k in range(both, min(source, target) + 1)
        if target - k <= total - source
    ]
    assert math.exp(-surprise(*case)) == pytest.approx(sum(ways) / math.comb(total, target), rel=1e-6)


@given(counts())
def test_it_is_the_same_in_both_directions(case):
    both, source, target, total = case
    assert surprise(both, source, target, total) == pytest.approx(surprise(both, target, source, total), abs=1e-6)


def test_rare_words_that_always_meet_surprise_more_than_frequent_ones_that_sometimes_do():
    assert surprise(4, 4, 4, 5000) > surprise(40, 600, 700, 5000)


@pytest.mark.parametrize("case", [(3, 2, 5, 100), (0, 60, 60, 100), (-1, 2, 2, 10)])
def test_counts_that_contradict_each_other_are_refused(case):
    with pytest.raises(ValueError, match=r"no .* beads can hold"):
        surprise(*case)
