"""Precision, recall and F1 in the field's convention."""

from __future__ import annotations

import pytest
from factories import bead

from aligner import evaluate

GOLD = [bead("0", "0-1"), bead("1", "2"), bead("2", ""), bead("3", "3")]


def test_the_gold_itself_is_perfect():
    result = evaluate(GOLD, GOLD)
    assert result.strict.f1 == result.lax.f1 == 1


def test_precision_counts_found_nulls_and_recall_only_gold_with_both_sides():
    found = [bead("0", "0"), bead("", "1"), bead("1", "2"), bead("2", ""), bead("3", "3")]
    result = evaluate(GOLD, found)
    assert (result.strict.found, result.strict.found_right) == (5, 3)
    assert (result.strict.gold, result.strict.gold_found) == (3, 2)
    assert result.strict.precision == pytest.approx(3 / 5)
    assert result.strict.recall == pytest.approx(2 / 3)


def test_lax_takes_a_bead_that_shares_a_link():
    found = [bead("0", "0"), bead("", "1"), bead("1-2", "2"), bead("3", "3")]
    result = evaluate(GOLD, found)
    assert (result.lax.found_right, result.lax.gold_found) == (3, 3)
    assert result.strict.found_right == 1


def test_nothing_found_is_zero_and_no_error():
    assert evaluate(GOLD, []).strict.f1 == 0


def test_documents_add_up_by_their_counts():
    perfect, nothing = evaluate(GOLD, GOLD), evaluate(GOLD, [])
    total = perfect + nothing
    assert (total.strict.found, total.strict.gold, total.strict.gold_found) == (4, 6, 3)


def test_calibration_error_is_the_gap_between_score_and_truth():
    gold = [bead("0", "0"), bead("1", "1"), bead("2", "2"), bead("3", "3")]
    found = [bead("0", "0", 0.75), bead("1", "1", 0.75), bead("2", "2", 0.75), bead("3", "", 0.75), bead("", "3", 0.75)]
    assert evaluate(gold, found).calibration_error == pytest.approx(0.15)
    assert evaluate(gold, [bead("0", "0", 0.0)]).calibration_error is None
