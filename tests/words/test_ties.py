"""Ties: what the lexicon says about words that it knows, and what looks say about the others."""

from __future__ import annotations

import numpy as np

from aligner.words.lexicon import Lexicon
from aligner.words.ties import tie
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


def tied(lexicon: Lexicon, source: tuple[str, ...], target: tuple[str, ...]) -> set[tuple[str, str]]:
    """The words that have a tie, each once in its text."""
    once = [Words(words, np.ones(len(words), np.int64)) for words in (source, target)]
    forward, backward = tie(*once, lexicon).dense(np.arange(len(source)), np.arange(len(target)))
    assert ((forward > 0) == (backward > 0)).all()
    return {(source[i], target[j]) for i, j in np.argwhere(forward > 0)}


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
