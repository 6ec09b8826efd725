"""Guesses: looks and meanings together, where no lexicon knows both words."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from toy_encoders import bilingual

from aligner.words.guesses import guesses
from aligner.words.look_alikes import look_alikes
from aligner.words.meanings import Meanings
from aligner.words.vocabulary import Words

# "nation" and "nación" look alike and mean the same, "exit" and "éxito" only look alike, "dog" and "perro" only mean
# the same.
SOURCE = ["nation", "exit", "success", "dog", "house", "1995"]
TARGET = ["casa", "nación", "éxito", "salida", "perro", "1995"]
MEANING = {"nación": "nation", "salida": "exit", "éxito": "success", "perro": "dog", "casa": "house"}
NONE = np.zeros(len(SOURCE), bool), np.zeros(len(TARGET), bool)


def meanings() -> Meanings:
    once = [Words(tuple(words), np.ones(len(words), np.int64)) for words in (SOURCE, TARGET)]
    return Meanings.between(*once, bilingual(MEANING, own=0.1))


def told(found: tuple[np.ndarray, np.ndarray, np.ndarray]) -> dict[tuple[str, str], float]:
    """The chance of each pair."""
    pairs = [(SOURCE[i], TARGET[j]) for i, j in zip(found[0].tolist(), found[1].tolist(), strict=True)]
    assert len(pairs) == len(set(pairs)), "each pair once"
    return dict(zip(pairs, found[2].tolist(), strict=True))


def test_a_pair_for_both_reasons_is_as_likely_as_the_better_of_them():
    by_looks, by_meaning = told(look_alikes(SOURCE, TARGET, NONE)), told(meanings().pairs(SOURCE, TARGET))
    both = told(guesses(SOURCE, TARGET, NONE, meanings()))
    assert both.keys() == by_looks.keys() | by_meaning.keys()
    assert by_looks.keys() - by_meaning.keys() and by_meaning.keys() - by_looks.keys()
    assert by_looks.keys() & by_meaning.keys() >= {("nation", "nación")}
    for pair, chance in both.items():
        assert chance == pytest.approx(max(by_looks.get(pair, 0), by_meaning.get(pair, 0)))


def test_without_an_encoder_there_are_looks_alone():
    assert told(guesses(SOURCE, TARGET, NONE)) == told(look_alikes(SOURCE, TARGET, NONE))


@given(st.lists(st.booleans(), min_size=6, max_size=6), st.lists(st.booleans(), min_size=6, max_size=6))
def test_of_two_words_that_a_lexicon_knows_nothing_is_guessed(source, target):
    known = dict(zip(SOURCE, source, strict=True)), dict(zip(TARGET, target, strict=True))
    everything = told(guesses(SOURCE, TARGET, NONE, meanings()))
    wanted = {pair: chance for pair, chance in everything.items() if not (known[0][pair[0]] and known[1][pair[1]])}
    assert told(guesses(SOURCE, TARGET, (np.array(source), np.array(target)), meanings())) == wanted


@given(st.lists(st.booleans(), min_size=6, max_size=6), st.lists(st.booleans(), min_size=6, max_size=6))
def test_beside_a_lexicon_that_may_know_its_words_badly_meanings_count_all_the_same(source, target):
    """Looks do not: what the lexicon knows by the same look, it would have linked."""
    known = np.array(source), np.array(target)
    doubted = replace(meanings(), beside_known=True)
    wanted = told(doubted.pairs(SOURCE, TARGET))
    for pair, chance in told(look_alikes(SOURCE, TARGET, known)).items():
        wanted[pair] = max(chance, wanted.get(pair, 0))
    assert told(guesses(SOURCE, TARGET, known, doubted)) == wanted


def test_no_words_give_no_guesses():
    for source, target in (([], TARGET), (SOURCE, []), ([], [])):
        known = (np.zeros(len(source), bool), np.zeros(len(target), bool))
        assert [len(part) for part in guesses(source, target, known, meanings())] == [0, 0, 0]
