"""The windows of the corridor give what the formula gives bead by bead, for any encoder on one scale."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from toy_encoders import Asked, hashed

from aligner.search import likeness as module
from aligner.search.likeness import Likeness

MOST = 4
words = st.sampled_from(["ant", "bee", "cat", "dog", "eel", "fox"])
sentences = st.lists(st.lists(words, max_size=4).map(" ".join), min_size=1, max_size=7)


def margin(found: Likeness, source: range, target: range) -> float:
    """The formula of the docstring, word for word."""
    joined, rivals, sizes = [], [], []
    for side, chosen in ((found.source, source), (found.target, target)):
        weight = side.lengths[list(chosen)]
        total = (side.vectors[list(chosen)] * weight[:, None]).sum(axis=0)
        joined.append(total / max(np.linalg.norm(total), 1e-30))
        rivals.append((side.rivals[list(chosen)] * weight).sum() / max(weight.sum(), 1))
        sizes.append(weight.sum())
    if not (joined[0].any() and joined[1].any()):
        return 0.0
    return float((joined[0] @ joined[1] - sum(rivals) / 2) / found.spread * np.sqrt(sum(sizes) / 200))


@settings(max_examples=30)
@given(sentences, sentences, st.data())
def test_every_bead_of_a_window_has_the_margin_of_the_formula(source, target, data):
    found = Likeness.between(source, target, hashed)
    top, left = data.draw(st.integers(0, len(source))), data.draw(st.integers(0, len(target)))
    out = found.window((top, len(source) + 1), (left, len(target) + 1), MOST)
    assert out.shape == (MOST, MOST, len(source) + 1 - top, len(target) + 1 - left)
    for a, b, row, column in np.ndindex(*out.shape):
        i, j = top + row, left + column
        wanted = margin(found, range(max(i - a - 1, 0), i), range(max(j - b - 1, 0), j))
        assert out[a, b, row, column] == pytest.approx(wanted, abs=1e-3)


def novel(n: int) -> list[str]:
    """Sentences, no two of them the same, in which neighbours share a word."""
    return [f"word{k} and word{k + 1} also name{k} with thing{k}" for k in range(n)]


def diagonal(found: Likeness, n: int) -> np.ndarray:
    return np.diag(found.window((1, n + 1), (1, n + 1), MOST)[0, 0])


def test_a_translation_has_a_margin_above_nothing_and_other_sentences_one_below():
    found = Likeness.between(novel(40), novel(40), hashed).window((1, 41), (1, 41), MOST)[0, 0]
    assert np.diag(found).min() > 1
    assert found[~np.eye(40, dtype=bool)].max() < 0


def test_a_sentence_that_was_split_is_more_like_both_its_parts_than_either():
    source = novel(30)
    halves = source[9].split(" also ")
    found = Likeness.between(source, [*source[:9], *halves, *source[10:]], hashed)
    out = found.window((10, 11), (10, 12), MOST)
    both, first, second = out[0, 1, 0, 1], out[0, 0, 0, 0], out[0, 0, 0, 1]
    assert both > max(first, second) > 0


@pytest.mark.parametrize("shared", [1.0, 5.0])
def test_what_all_vectors_have_in_common_hardly_counts(shared):
    plain = diagonal(Likeness.between(novel(200), novel(200), hashed), 200)
    common = diagonal(Likeness.between(novel(200), novel(200), lambda texts: hashed(texts, shared=shared)), 200)
    assert common.mean() == pytest.approx(plain.mean(), rel=0.2)


def test_the_scale_of_the_vectors_does_not_count():
    plain = diagonal(Likeness.between(novel(9), novel(9), hashed), 9)
    scaled = diagonal(Likeness.between(novel(9), novel(9), lambda texts: 1e6 * hashed(texts)), 9)
    np.testing.assert_allclose(plain, scaled, rtol=1e-3)


def test_an_encoder_that_tells_nothing_says_nothing():
    found = Likeness.between(novel(20), novel(20), lambda texts: np.ones((len(texts), 8)))
    assert np.abs(found.window((1, 21), (1, 21), MOST)).max() < 1e-3


def test_one_sentence_against_one_can_be_compared():
    found = Likeness.between(["cat dog"], ["cat dog"], hashed).window((0, 2), (0, 2), MOST)
    assert found[0, 0, 1, 1] > 0 and np.isfinite(found).all()


def test_windows_of_a_long_text_agree_where_they_overlap():
    found = Likeness.between(novel(3000), novel(2500), hashed)
    wide, narrow = found.window((1000, 1040), (990, 1060), MOST), found.window((1010, 1020), (1000, 1050), MOST)
    np.testing.assert_allclose(wide[:, :, 10:20, 10:60], narrow, atol=1e-3)


# Where only some sentences are in doubt

NUMBER = 300


def doubted(*which: range) -> np.ndarray:
    out = np.zeros(NUMBER, bool)
    for sentences in which:
        out[sentences] = True
    return out


def test_where_all_sentences_are_in_doubt_nothing_differs():
    everything = np.ones(40, bool)
    found = Likeness.between(novel(40), novel(40), hashed, (everything, everything)).window((0, 41), (0, 41), MOST)
    np.testing.assert_array_equal(found, Likeness.between(novel(40), novel(40), hashed).window((0, 41), (0, 41), MOST))


def test_beads_of_embedded_sentences_are_measured_as_if_all_were_and_others_not_at_all(monkeypatch):
    monkeypatch.setattr(module, "_EVEN", 60)
    texts = novel(NUMBER), novel(NUMBER)
    part = Likeness.between(*texts, hashed, (doubted(range(50, 80)), doubted(range(45, 90))))
    told = [side.rows < side.rows.max() for side in (part.source, part.target)]
    assert told[0][50:80].all() and told[1][45:90].all() and max(side.sum() for side in told) <= 105
    here, whole = (
        found.window((1, NUMBER + 1), (1, NUMBER + 1), 2) for found in (part, Likeness.between(*texts, hashed))
    )
    both = told[0][:, None] & told[1]
    assert not here[0, 0][~both].any()
    some, full = here[0, 0][both], whole[0, 0][both]
    assert np.corrcoef(some, full)[0, 1] > 0.95
    assert np.abs(some - full).mean() < 0.1 * (full.max() - full.min())
    assert np.diag(here[0, 0])[np.diag(both)].min() > 1
    # Of two sentences, those that were embedded speak.
    neither = ~(told[0][1:] | told[0][:-1])
    assert not here[1, 0, 1:][neither].any()
    assert here[1, 0, 1:][~neither].any(axis=1).all()


def test_only_sentences_in_doubt_and_some_evenly_spaced_are_embedded_each_once(monkeypatch):
    monkeypatch.setattr(module, "_EVEN", 4)
    encoder = Asked()
    source, target = [f"s{n}" for n in range(NUMBER)], [f"t{n}" for n in range(NUMBER)]
    target[12] = target[11]
    Likeness.between(source, target, encoder, (doubted(range(3), range(9, 10)), doubted(range(10, 13))))
    assert encoder.texts == [f"s{n}" for n in (0, 1, 2, 9, 99, 199, 299)] + [f"t{n}" for n in (0, 10, 11, 99, 199, 299)]


def test_where_nothing_is_in_doubt_a_short_text_is_embedded_all_the_same():
    nothing = np.zeros(40, bool)
    found = Likeness.between(novel(40), novel(40), hashed, (nothing, nothing))
    assert diagonal(found, 40).min() > 1
