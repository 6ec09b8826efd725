"""What an encoder says of the words of two texts: pairs of near words, by a margin over their neighbours."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from toy_encoders import Asked, bilingual, hashed

from aligner.encoders.vectors import around_mean, embed
from aligner.words import meanings as module
from aligner.words.meanings import Meanings
from aligner.words.train import train
from aligner.words.vocabulary import Words
from aligner.words.word_pairs import WordPairs

ENGLISH = [f"{a}{b}" for a in "bdfgk" for b in ("al", "el", "il", "ol", "ul")]
INVENTED = [word[::-1].upper() for word in ENGLISH]
ENCODER = bilingual({word[::-1].upper(): word for word in ENGLISH})


def vocabulary(words: list[str], counts: list[int] | None = None) -> Words:
    return Words(tuple(words), np.array(counts or [1] * len(words), np.int64))


def pairs(found: Meanings, source: list[str], target: list[str]) -> dict[tuple[str, str], float]:
    """The chance of each pair among some words."""
    rows, columns, chances = found.pairs(source, target)
    told = [(source[i], target[j]) for i, j in zip(rows.tolist(), columns.tolist(), strict=True)]
    assert len(told) == len(set(told))
    return dict(zip(told, chances.tolist(), strict=True))


def between(source: list[str], target: list[str], encoder=ENCODER) -> dict[tuple[str, str], float]:
    return pairs(Meanings.between(vocabulary(source), vocabulary(target), encoder), source, target)


FOUND = Meanings.between(vocabulary(ENGLISH), vocabulary(INVENTED), ENCODER)


def by_brute_force(source: list[str], target: list[str], encoder) -> dict[tuple[str, str], float]:
    """The formula of the module's docstring, word for word, for the 16 nearest words of either side."""
    left, right = (around_mean(embed(words, encoder)) for words in (source, target))
    cosine = [[float(x @ y) for y in right] for x in left]
    mean = [
        [float(np.mean(sorted(row)[-10:])) for row in cosine],
        [float(np.mean(sorted(column)[-10:])) for column in zip(*cosine, strict=True)],
    ]
    found = {}
    for i, s in enumerate(source):
        for j, t in enumerate(target):
            near_s, near_t = sorted(cosine[i])[-16:], sorted(row[j] for row in cosine)[-16:]
            if cosine[i][j] > 1e-6 and (cosine[i][j] >= near_s[0] or cosine[i][j] >= near_t[0]):
                found[s, t] = 2 * cosine[i][j] - mean[0][i] - mean[1][j]
    # As likely as the log-odds say; below the least margin, nothing is told.
    return {pair: 1 / (1 + np.exp(-(4.3 * margin - 2.95))) for pair, margin in found.items() if margin >= module._LEAST}


def test_words_that_mean_the_same_are_found_and_likelier_than_any_others():
    found = between(ENGLISH, INVENTED)
    right = dict(zip(ENGLISH, INVENTED, strict=True))
    for word in ENGLISH:
        assert max((chance, other) for (own, other), chance in found.items() if own == word)[1] == right[word]
    chances = [chance for pair, chance in found.items() if right[pair[0]] == pair[1]]
    assert len(chances) == len(ENGLISH) and min(chances) > 0.5
    assert all(chance < min(chances) for pair, chance in found.items() if right[pair[0]] != pair[1])


@settings(max_examples=20)
@example(30, 30, 1.0, -9.0)
@given(st.integers(1, 30), st.integers(1, 30), st.floats(0, 1.5), st.sampled_from([module._LEAST, -9.0]))
def test_the_margin_is_the_formula_of_the_paper(here, there, own, least):
    source, target = (ENGLISH + list("vwxyz"))[:here], (INVENTED + list("VWXYZ"))[:there]
    encoder = bilingual({word[::-1].upper(): word for word in ENGLISH}, own)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_LEAST", least)
        assert between(source, target, encoder) == pytest.approx(by_brute_force(source, target, encoder), abs=1e-4)


def test_a_word_near_to_everything_translates_nothing():
    """A hub: its cosine to each word is higher than that of the word's own translation, and its margin is not."""
    hub = "h"

    def encoder(texts: list[str]) -> np.ndarray:
        vectors = ENCODER(texts)
        everything = ENCODER(ENGLISH).sum(axis=0)
        for row, text in enumerate(texts):
            if text == hub:
                vectors[row] = everything
        return vectors

    found = between(ENGLISH, [*INVENTED, hub], encoder)
    assert not [pair for pair in found if pair[1] == hub]
    assert len(found) >= len(ENGLISH)


def test_only_the_most_frequent_words_are_looked_at(monkeypatch):
    monkeypatch.setattr(module, "MOST_WORDS", 3)
    encoder = Asked(ENCODER)
    source, target = vocabulary(ENGLISH[:6], [1, 9, 2, 9, 5, 1]), vocabulary(INVENTED[:6], [3, 3, 3, 3, 3, 9])
    found = Meanings.between(source, target, encoder)
    assert encoder.texts == [ENGLISH[1], ENGLISH[3], ENGLISH[4], INVENTED[5], INVENTED[0], INVENTED[1]]
    told = pairs(found, ENGLISH, INVENTED)
    assert max(told, key=told.__getitem__) == (ENGLISH[1], INVENTED[1])
    assert {word for pair in told for word in pair} <= set(encoder.texts)


def test_numbers_and_marks_have_no_meaning_to_ask_for():
    encoder = Asked(ENCODER)
    Meanings.between(vocabulary(["1995", "bal", "?", "—"]), vocabulary(["LAB", "1.000", '"']), encoder)
    assert encoder.texts == ["bal", "LAB"]


@pytest.mark.parametrize("size", [1, 4])
def test_any_size_of_batch_gives_the_same(monkeypatch, size):
    whole = between(ENGLISH, INVENTED)
    monkeypatch.setattr(module, "BATCH", size)
    assert between(ENGLISH, INVENTED) == pytest.approx(whole, abs=1e-6)


def test_a_word_that_means_nothing_to_the_encoder_is_near_to_none():
    def encoder(texts: list[str]) -> np.ndarray:
        known = np.array([text.lower() != "bal" for text in texts], float)
        return ENCODER(texts) * known[:, None]

    found = between(ENGLISH, INVENTED, encoder)
    assert "bal" not in {own for own, _ in found} and len(found) >= len(ENGLISH) - 1
    assert between(ENGLISH, INVENTED, lambda texts: np.zeros((len(texts), 8))) == {}


@pytest.mark.parametrize(
    ("source", "target"), [([], []), (ENGLISH, []), ([], INVENTED), (["12", "?"], INVENTED), (ENGLISH, ["—"])]
)
def test_where_a_side_has_no_words_there_are_no_pairs(source, target):
    assert between(source, target) == {}
    assert between(source, target, hashed) == {}


def test_what_a_lexicon_says_is_the_mean_of_both_directions_and_counts_beside_another_lexicon():
    taught = train(
        [("the cat sleeps", "el gato duerme"), ("the dog", "el perro"), ("a cat", "un gato")] * 3,
        languages=("en", "es"),
    )
    found = WordPairs.taught(taught)
    assert found.beside_known and not FOUND.beside_known
    told = pairs(found, list(taught.source_words), list(taught.target_words))
    back = taught.swapped()
    for source in taught.source_words:
        there = dict(taught.translations(source, 99))
        for target in taught.target_words:
            both = there.get(target, 0) + dict(back.translations(target, 99)).get(source, 0)
            assert told.get((source, target), 0) == pytest.approx(both / 2, abs=1e-4)
    assert told["cat", "gato"] > 0.3


ORDERS = st.permutations(range(len(ENGLISH)))


@given(ORDERS, ORDERS, st.integers(0, len(ENGLISH)), st.integers(0, len(ENGLISH)))
def test_pairs_are_found_whatever_the_order_of_the_words_and_which_are_asked_for(here, there, some, few):
    source, target = [ENGLISH[k] for k in here[:some]], [INVENTED[k] for k in there[:few]]
    everything = pairs(FOUND, ENGLISH, INVENTED)
    wanted = {pair: chance for pair, chance in everything.items() if pair[0] in source and pair[1] in target}
    assert pairs(FOUND, [*source, "unseen"], ["never", *target]) == wanted
