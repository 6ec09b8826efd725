"""Words that nothing else has linked: by meaning, by company, by other forms, and by where they stand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from aligner.words import meanings as meanings_module
from aligner.words.in_beads import InBeads
from aligner.words.leftovers import Leftovers, Reasons, leftover_links
from aligner.words.lexicon import Lexicon
from aligner.words.meanings import Meanings
from aligner.words.train import train
from aligner.words.vocabulary import Words

# Words of the same group mean the same; any other word means something of its own.
GROUPS = [
    {"dog", "hound", "perro"},
    {"boat", "barco"},
    {"sea", "mar"},
    {"river", "río"},
    {"road", "camino"},
    {"tree", "árbol"},
]
SIZE = 300


def encode(texts: list[str]) -> np.ndarray:
    vectors = np.zeros((len(texts), SIZE))
    for row, text in enumerate(texts):
        group = next((k for k, words in enumerate(GROUPS) if text in words), None)
        vectors[row, group if group is not None else len(GROUPS) + sum(map(ord, text)) % (SIZE - len(GROUPS))] = 1
    return vectors


def types(beads: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(word for bead in beads for word in bead.split()))


def in_beads(beads: Sequence[str]) -> InBeads:
    """Each bead's words; `-` for one that is not left."""
    index = {word: k for k, word in enumerate(types(beads))}
    found = [
        (k, index[w], at / len(b.split()), len(b.split()))
        for k, b in enumerate(beads)
        for at, w in enumerate(b.split())
    ]
    found = [(bead, word, place, size) for bead, word, place, size in found if word != index.get("-")]
    beads_, words, places, sizes = (np.array(part) for part in zip(*sorted(found), strict=True))
    return InBeads(beads_, words, places, sizes)


def links(source: Sequence[str], target: Sequence[str], lexicon: Lexicon | None = None) -> dict[tuple[str, str], int]:
    words = types(source), types(target)
    meanings = Meanings.between(*(Words(side, np.ones(len(side), int)) for side in words), encode)
    left = in_beads(source)
    found = leftover_links(
        Leftovers(left, in_beads(target), left.places), Reasons(*words, meanings, lexicon or Lexicon.empty())
    )
    return {(words[0][row], words[1][column]): grade for row, column, grade in zip(*found, strict=True)}


def test_words_of_a_bead_that_mean_the_same_are_linked():
    assert links(["- dog - house"], ["perro - paz -"]) == {("dog", "perro"): 2}


def test_words_of_different_beads_are_not():
    assert not links(["dog - -", "boat - -"], ["- barco -", "- perro -"])


def test_of_two_words_that_mean_the_same_the_one_that_stands_nearer_is_linked():
    assert links(["dog - - - hound"], ["- - - perro -"]) == {("hound", "perro"): 2}
    assert links(["dog - - - hound"], ["- perro - - -"]) == {("dog", "perro"): 2}


def test_words_that_mean_nothing_to_the_encoder_are_linked_by_their_company():
    others = ["one", "two", "three", "four", "five", "six"]
    once = links(["ranchman - one"], ["- estanciero uno"])
    often = links([f"ranchman - {word}" for word in others], [f"- estanciero {word[::-1]}" for word in others])
    assert ("ranchman", "estanciero") not in once
    assert often[("ranchman", "estanciero")] == 2


def test_other_forms_of_words_that_the_lexicon_knows_speak_for_a_pair():
    lexicon = train([("he added", "él añadió"), ("he", "él")] * 5, languages=("en", "es"))
    assert links(["added - it"], ["- añadía -"], lexicon) == {("added", "añadía"): 2}
    assert not links(["added - it"], ["- comía -"], lexicon)


def test_the_encoder_is_asked_of_rare_words_too(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(meanings_module, "MOST_WORDS", 1)
    assert links(["tree -", "dog -"], ["árbol -", "perro -"])[("dog", "perro")] == 2


def test_a_word_that_is_the_same_on_both_sides_needs_no_link():
    assert not links(["samovar"], ["samovar"])


def test_an_endless_bead_is_not_looked_at():
    endless = [" ".join(f"{letter}{k}" for k in range(200)) for letter in "ab"]
    assert not links([endless[0] + " dog"], [endless[1] + " perro"])
