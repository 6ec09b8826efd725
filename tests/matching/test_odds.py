"""Odds and scores of pairs among their rivals."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.matching.evidence import FEW
from aligner.matching.odds import ODDS, Pairs, scores
from aligner.weights import Known

PLACES = st.tuples(st.integers(0, 3), st.integers(0, 8))


@st.composite
def pairs(draw: st.DrawFn) -> Pairs:
    """Any pairs, each once."""
    places = sorted(draw(st.sets(PLACES, max_size=20)))
    told = [draw(st.floats(-3, 5)) for _ in places]
    words = [draw(st.floats(0, 500)) for _ in places]
    rows, columns = [row for row, _ in places], [column for _, column in places]
    return Pairs(np.array(rows, np.int64), np.array(columns, np.int64), np.array(told, float), np.array(words, float))


@given(pairs=pairs(), usual=st.floats(-2, 1))
def test_the_crowd_is_the_five_likest_others_of_either_document(pairs, usual):
    expected = []
    for k in range(len(pairs.rows)):
        means = []
        for side in (pairs.rows, pairs.columns):
            others = [pairs.told[n] for n in range(len(side)) if side[n] == side[k] and n != k]
            instead = usual * pairs.words[k] / (pairs.words[k] + FEW)
            means.append(sum((sorted(others, reverse=True) + [instead] * 5)[:5]) / 5 if len(others) < 5 else None)
            if means[-1] is None:
                means[-1] = sum(sorted(others, reverse=True)[:5]) / 5
        expected.append(sum(means) / 2)
    assert pairs.crowds(usual).tolist() == pytest.approx(expected)


@given(pairs=pairs(), known=st.sampled_from(list(Known)))
def test_the_scores_of_one_document_add_up_to_one_at_most(pairs, known):
    found = scores(pairs, ODDS[known].log_odds(pairs))
    assert all(0 <= score <= 1 for score in found)
    for side in (pairs.rows, pairs.columns):
        assert all(total <= 1 + 1e-9 for total in np.bincount(side, found))


@pytest.mark.parametrize("known", Known)
def test_the_more_is_told_the_higher_the_odds_and_the_more_is_told_of_others_the_lower(known):
    def odds(told: float, others: float) -> float:
        rows, columns = np.zeros(6, np.int64), np.arange(6)
        return float(ODDS[known].log_odds(Pairs(rows, columns, np.array([told] + [others] * 5), np.full(6, 100.0)))[0])

    assert odds(1, -1) > odds(0.5, -1) > odds(0.5, 0)


def test_a_pair_with_an_equal_rival_is_as_likely_as_not():
    both = Pairs(np.array([0, 0]), np.array([0, 1]), np.zeros(2), np.zeros(2))
    assert scores(both, np.array([40.0, 40.0])).tolist() == pytest.approx([0.5, 0.5])
    assert scores(both, np.array([40.0, 20.0])).tolist() == pytest.approx([1, 0], abs=1e-6)
