"""Ties: what the lexicon says about words that it knows, and what looks say about the others."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from toy_encoders import bilingual

from aligner.words.lexicon import Lexicon
from aligner.words.meanings import Meanings
from aligner.words.ties import Ties, tie
from aligner.words.train import train
from aligner.words.vocabulary import Words

# "Éxito" is success and "salida" is exit, "sopa" is soup and "jabón" is soap: each looks like another's translation.
FALSE_FRIENDS = [
    ("the exit", "la salida"),
    ("a soup", "una sopa"),
    ("the success", "el éxito"),
    ("a soap", "un jabón"),
    ("an exit", "una salida"),
    ("the soup", "la sopa"),
    ("a success", "un éxito"),
    ("the soap", "el jabón"),
]
ENGLISH, SPANISH = ("exit", "success", "soap", "soup"), ("éxito", "salida", "jabón", "sopa")


def dense(ties: Ties) -> np.ndarray:
    """What each target word gains by each source word, as a full table."""
    table = np.zeros((len(ties.starts) - 1, len(ties.target_known)))
    row, entry = ties.entries(np.arange(len(table)))
    table[row, ties.columns[entry]] = ties.forward[entry]
    return table


def tied(
    lexicon: Lexicon, source: tuple[str, ...], target: tuple[str, ...], meanings: Meanings | None = None
) -> set[tuple[str, str]]:
    """The words that have a tie, each once in its text."""
    found = tie(words(*source), words(*target), lexicon, meanings)
    row, entry = found.entries(np.arange(len(source)))
    assert ((found.forward > 0) == (found.backward > 0)).all()
    return {(source[i], target[found.columns[k]]) for i, k in zip(row, entry, strict=True) if found.forward[k] > 0}


def test_of_two_words_that_the_lexicon_knows_looks_say_nothing():
    lexicon = train(FALSE_FRIENDS, languages=("en", "es"))
    right = {("exit", "salida"), ("success", "éxito"), ("soap", "jabón"), ("soup", "sopa")}
    assert tied(lexicon, ENGLISH, SPANISH) == right


def test_without_the_lexicon_the_same_words_are_tied_by_their_looks():
    assert tied(Lexicon.empty(), ENGLISH, SPANISH) >= {("exit", "éxito"), ("soup", "sopa")}


def test_a_word_that_the_lexicon_does_not_know_is_tied_by_its_looks_to_any_other():
    lexicon = train(FALSE_FRIENDS, languages=("en", "es"))
    assert tied(lexicon, ("success", "salidas"), ("successo", "salida")) == {
        ("success", "successo"),
        ("salidas", "salida"),
    }


def words(*types: str) -> Words:
    """Each word once."""
    return Words(types, np.ones(len(types), np.int64))


def meant(source: tuple[str, ...], target: tuple[str, ...], **translations: str) -> Meanings:
    """What an encoder says that knows these translations."""
    return Meanings.between(words(*source), words(*target), bilingual(translations, own=0.1))


def test_a_word_that_the_lexicon_does_not_know_is_tied_by_its_meaning():
    lexicon = train(FALSE_FRIENDS, languages=("en", "es"))
    source, target = ("soup", "ladle"), ("sopa", "cucharón")
    meanings = meant(source, target, cucharón="ladle", sopa="soup")
    assert tied(lexicon, source, target, meanings) == {("soup", "sopa"), ("ladle", "cucharón")}
    assert tied(lexicon, source, target) == {("soup", "sopa")}


def test_of_two_words_that_the_lexicon_knows_meanings_count_only_where_it_is_doubted():
    """By the lexicon, "exit" is "salida"; the encoder takes it for "éxito"."""
    lexicon = train(FALSE_FRIENDS, languages=("en", "es"))
    right = {("exit", "salida"), ("success", "éxito"), ("soap", "jabón"), ("soup", "sopa")}
    wrong = meant(ENGLISH, SPANISH, éxito="exit")
    assert tied(lexicon, ENGLISH, SPANISH, wrong) == right
    assert tied(lexicon, ENGLISH, SPANISH, replace(wrong, beside_known=True)) >= right | {("exit", "éxito")}


def test_a_pair_of_words_is_tied_once_by_the_strongest_reason():
    lexicon = train(FALSE_FRIENDS, languages=("en", "es"))
    source, target = words(*ENGLISH), words(*SPANISH)
    meanings = replace(meant(ENGLISH, SPANISH, sopa="soup", salida="exit"), beside_known=True)
    plain, both, guess = (
        tie(source, target, *each) for each in ((lexicon,), (lexicon, meanings), (Lexicon.empty(), meanings))
    )
    places = [(int(row), int(column)) for row, column in zip(rows_of(both), both.columns, strict=True)]
    assert places == sorted(set(places))
    stronger = dense(both) >= dense(plain) * 0.99
    assert stronger.all()
    at = ENGLISH.index("soup"), SPANISH.index("sopa")
    assert dense(both)[at] > 0 < dense(guess)[at]


def rows_of(ties: Ties) -> np.ndarray:
    """The source word of each entry."""
    return np.repeat(np.arange(len(ties.starts) - 1), np.diff(ties.starts))
