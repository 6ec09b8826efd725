"""The windows of the corridor give what the formula gives bead by bead, for any encoder on one scale."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from toy_encoders import Asked, every_sentence, hashed

from aligner.encoders.vectors import BATCH, Encoder
from aligner.search import likeness as module
from aligner.search.likeness import Likeness, Spans

MOST = 4
words = st.sampled_from(["ant", "bee", "cat", "dog", "eel", "fox"])
sentences = st.lists(st.lists(words, max_size=4).map(" ".join), min_size=1, max_size=7)


def between(source: list[str], target: list[str], encoder: Encoder = hashed) -> Likeness:
    """The likeness where every sentence is embedded by itself."""
    return Likeness.between(*(every_sentence(side, MOST) for side in (source, target)), encoder)


def margin(found: Likeness, source: range, target: range) -> float:
    """The formula of the docstring, word for word."""
    joined, rivals, sizes = [], [], []
    for side, chosen in ((found.source, source), (found.target, target)):
        weight = side.lengths[list(chosen)]
        rows = side.rows[0, 1 + np.array(chosen, int)]
        total = (side.vectors[rows] * weight[:, None]).sum(axis=0)
        joined.append(total / max(np.linalg.norm(total), 1e-30))
        rivals.append((side.rivals[rows] * weight).sum() / max(weight.sum(), 1))
        sizes.append(weight.sum())
    if not (joined[0].any() and joined[1].any()):
        return 0.0
    return float((joined[0] @ joined[1] - sum(rivals) / 2) / found.spread * np.sqrt(sum(sizes) / 200))


@settings(max_examples=30)
@given(sentences, sentences, st.data())
def test_every_bead_of_a_window_has_the_margin_of_the_formula(source, target, data):
    found = between(source, target)
    top, left = data.draw(st.integers(0, len(source))), data.draw(st.integers(0, len(target)))
    out = found.window((top, len(source) + 1), (left, len(target) + 1))
    assert out.shape == (MOST, MOST, len(source) + 1 - top, len(target) + 1 - left)
    for a, b, row, column in np.ndindex(*out.shape):
        i, j = top + row, left + column
        wanted = margin(found, range(max(i - a - 1, 0), i), range(max(j - b - 1, 0), j))
        assert out[a, b, row, column] == pytest.approx(wanted, abs=1e-3)


def novel(n: int) -> list[str]:
    """Sentences, no two of them the same, in which neighbours share a word."""
    return [f"word{k} and word{k + 1} also name{k} with thing{k}" for k in range(n)]


def diagonal(found: Likeness, n: int) -> np.ndarray:
    return np.diag(found.window((1, n + 1), (1, n + 1))[0, 0])


def test_a_translation_has_a_margin_above_nothing_and_other_sentences_one_below():
    found = between(novel(40), novel(40)).window((1, 41), (1, 41))[0, 0]
    assert np.diag(found).min() > 1
    assert found[~np.eye(40, dtype=bool)].max() < 0


def test_a_sentence_that_was_split_is_more_like_both_its_parts_than_either():
    source = novel(30)
    halves = source[9].split(" also ")
    found = between(source, [*source[:9], *halves, *source[10:]])
    out = found.window((10, 11), (10, 12))
    both, first, second = out[0, 1, 0, 1], out[0, 0, 0, 0], out[0, 0, 0, 1]
    assert both > max(first, second) > 0


@pytest.mark.parametrize("shared", [1.0, 5.0])
def test_what_all_vectors_have_in_common_hardly_counts(shared):
    plain = diagonal(between(novel(200), novel(200)), 200)
    common = diagonal(between(novel(200), novel(200), lambda texts: hashed(texts, shared=shared)), 200)
    assert common.mean() == pytest.approx(plain.mean(), rel=0.2)


def test_the_scale_of_the_vectors_does_not_count():
    plain = diagonal(between(novel(9), novel(9)), 9)
    scaled = diagonal(between(novel(9), novel(9), lambda texts: 1e6 * hashed(texts)), 9)
    np.testing.assert_allclose(plain, scaled, rtol=1e-3)


def test_an_encoder_that_tells_nothing_says_nothing():
    found = between(novel(20), novel(20), lambda texts: np.ones((len(texts), 8)))
    assert np.abs(found.window((1, 21), (1, 21))).max() < 1e-3


def test_one_sentence_against_one_can_be_compared():
    found = between(["cat dog"], ["cat dog"]).window((0, 2), (0, 2))
    assert found[0, 0, 1, 1] > 0 and np.isfinite(found).all()


def test_windows_of_a_long_text_agree_where_they_overlap():
    found = between(novel(3000), novel(2500))
    wide, narrow = found.window((1000, 1040), (990, 1060)), found.window((1010, 1020), (1000, 1050))
    np.testing.assert_allclose(wide[:, :, 10:20, 10:60], narrow, atol=1e-3)


# Where only some sentences are in doubt

NUMBER = 300


def chosen(texts: list[str], *runs: range) -> Spans:
    """These runs of sentences, each as one text."""
    marked = np.zeros((MOST, len(texts) + 1), bool)
    for run in runs:
        marked[len(run) - 1, run.stop] = True
    return Spans(texts, marked)


def each(*sentences: range) -> list[range]:
    """Each sentence by itself."""
    return [range(n, n + 1) for part in sentences for n in part]


def test_every_sentence_is_every_run_of_one():
    texts = novel(5)
    assert every_sentence(texts, MOST).joined() == chosen(texts, *each(range(5))).joined() == texts


def test_runs_are_joined_to_texts_the_shortest_first():
    spans = chosen(["a", "b", "c", "d"], range(2, 4), range(3), range(1, 2), range(2))
    assert spans.joined() == ["b", "a b", "c d", "a b c"]
    assert spans.singles == 1


def test_beads_of_embedded_sentences_are_measured_as_if_all_were_and_others_not_at_all(monkeypatch):
    monkeypatch.setattr(module, "_EVEN", 60)
    texts = novel(NUMBER), novel(NUMBER)
    spans = [chosen(texts[0], *each(range(50, 80))), chosen(texts[1], *each(range(45, 90)))]
    told = [side.with_some().chosen[0, 1:] for side in spans]
    assert told[0][50:80].all() and told[1][45:90].all() and max(side.sum() for side in told) <= 105
    here, whole = (
        found.window((1, NUMBER + 1), (1, NUMBER + 1)) for found in (Likeness.between(*spans, hashed), between(*texts))
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


def test_sentences_that_are_embedded_as_one_text_are_measured_by_it_and_not_by_their_sum():
    """An encoder to which two sentences together mean something that neither says."""
    source = [*novel(20), "left", "right"]
    target = [*novel(20), "both"]

    def encoder(texts: list[str]) -> np.ndarray:
        return hashed([text.replace("left right", "both") for text in texts])

    sums = between(source, target, encoder)
    joined = Likeness.between(chosen(source, *each(range(22)), range(20, 22)), every_sentence(target, MOST), encoder)
    before, after = (found.window((22, 23), (21, 22)) for found in (sums, joined))
    assert before[1, 0, 0, 0] < 0 < 0.5 < after[1, 0, 0, 0]
    # No other bead is measured in another way.
    after[1, :] = before[1, :]
    np.testing.assert_allclose(after, before, atol=1e-4)


def test_only_what_is_in_doubt_and_some_sentences_evenly_spaced_are_embedded_each_once(monkeypatch):
    monkeypatch.setattr(module, "_EVEN", 4)
    encoder = Asked()
    source, target = [f"s{n}" for n in range(NUMBER)], [f"t{n}" for n in range(NUMBER)]
    target[12] = target[11]
    Likeness.between(
        chosen(source, range(3), range(9, 10), range(8, 10)), chosen(target, *each(range(10, 13))), encoder
    )
    even = (0, 99, 199, 299)
    assert encoder.texts == [
        *(f"s{n}" for n in sorted({9, *even})),
        "s8 s9",
        "s0 s1 s2",
        *(f"t{n}" for n in sorted({10, 11, *even})),
    ]


def test_progress_of_embedding_is_told():
    told = []
    texts = [f"{n}" for n in range(2 * BATCH)]
    spans = every_sentence(texts, MOST)
    Likeness.between(
        spans, spans, lambda texts: np.ones((len(texts), 2)), lambda step, share: told.append((step, share))
    )
    assert told == [("embedding", 0.0), ("embedding", 0.5)]
