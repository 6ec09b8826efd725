"""Precision, recall and F1 in the field's convention, and how honest scores are."""

from __future__ import annotations

import pytest
from factories import alignments, bead
from hypothesis import given
from hypothesis import strategies as st

from aligner import Alignment, evaluate
from aligner.formats.ladder import Rung
from aligner.quality.evaluate import BINS

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


def test_lax_accepts_a_bead_that_shares_a_link():
    found = [bead("0", "0"), bead("", "1"), bead("1-2", "2"), bead("3", "3")]
    result = evaluate(GOLD, found)
    assert (result.lax.found_right, result.lax.gold_found) == (3, 3)
    assert result.strict.found_right == 1


def test_lax_requires_a_shared_link_and_not_just_a_sentence_of_each_side_somewhere_in_gold():
    gold = [Rung((0,), (0,)), Rung((1,), (1,))]
    assert evaluate(gold, [Rung((0,), (1,)), Rung((1,), (0,))]).lax.found_right == 0


def test_sentences_need_not_follow_each_other_and_their_order_does_not_matter():
    gold = [Rung((0, 2), (1,)), Rung((1,), (0,))]
    result = evaluate(gold, [Rung((2, 0), (1,)), Rung((1,), (0,))])
    assert result.strict.f1 == 1
    parted = evaluate(gold, [Rung((0,), (1,)), Rung((2,), ()), Rung((1,), (0,))])
    assert (parted.strict.found_right, parted.lax.found_right) == (1, 2)


def test_nothing_found_is_zero_and_not_an_error():
    assert evaluate(GOLD, []).strict.f1 == 0
    assert evaluate([], GOLD).strict.f1 == 0


def test_documents_add_up_by_their_counts():
    perfect, nothing = evaluate(GOLD, GOLD), evaluate(GOLD, [])
    total = perfect + nothing
    assert (total.strict.found, total.strict.gold, total.strict.gold_found) == (4, 6, 3)


def test_calibration_error_is_the_gap_between_score_and_truth():
    gold = [bead("0", "0"), bead("1", "1"), bead("2", "2"), bead("3", "3")]
    found = [bead("0", "0", 0.75), bead("1", "1", 0.75), bead("2", "2", 0.75), bead("3", "", 0.75), bead("", "3", 0.75)]
    result = evaluate(gold, found)
    assert result.calibration_error == pytest.approx(0.15)
    assert result.brier == pytest.approx((3 * 0.25**2 + 2 * 0.75**2) / 5)


def test_gaps_in_different_bins_do_not_cancel_each_other():
    gold = [bead("0", "0"), bead("1", "1"), bead("2", "2")]
    found = [bead("0", "0", 0.25), bead("1", "", 0.75), bead("", "1", 0.75), bead("2", "2", 1.0)]
    assert evaluate(gold, found).calibration_error == pytest.approx((0.75 + 1.5 + 0) / 4)


@pytest.mark.parametrize("found", [[bead("0", "0", 0.0)], [Rung((0,), (0,))], [Rung((0,), (0,), 0.9), Rung((1,), ())]])
def test_calibration_is_reported_only_if_every_bead_has_a_score(found):
    result = evaluate(GOLD, found)
    assert result.scored == ()
    assert result.calibration_error is None and result.brier is None


@pytest.mark.parametrize(
    "score, place", [(0.0001, 0), (0.0999, 0), (0.1, 1), (0.3, 3), (0.7, 7), (0.9, 9), (0.9999, 9), (1.0, 9)]
)
def test_a_score_on_an_edge_falls_into_the_upper_bin_and_1_into_the_last(score, place):
    bins = evaluate(GOLD, [bead("1", "2", score)]).reliability
    assert [one.beads for one in bins] == [int(k == place) for k in range(BINS)]
    assert bins[place].right == 1


@given(gold=alignments(), found=alignments())
def test_figures_are_shares_and_strict_is_never_above_lax(gold: Alignment, found: Alignment):
    result = evaluate(gold, found)
    for rates in (result.strict, result.lax):
        assert 0 <= rates.found_right <= rates.found == len(found.beads)
        assert 0 <= rates.gold_found <= rates.gold == sum(not one.is_null for one in gold.beads)
        assert 0 <= rates.f1 <= 1
    assert result.strict.found_right <= result.lax.found_right
    assert result.strict.gold_found <= result.lax.gold_found
    assert sum(one.beads for one in result.reliability) == len(result.scored)
    if result.scored:
        assert 0 <= result.calibration_error <= 1 and 0 <= result.brier <= 1


@given(alignment=alignments(), order=st.randoms())
def test_the_order_of_beads_changes_nothing(alignment: Alignment, order):
    shuffled = list(alignment.beads)
    order.shuffle(shuffled)
    assert evaluate(alignment, shuffled).strict == evaluate(alignment, alignment).strict
