"""The whole way from two texts to beads, from Python."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stories import document, story

import aligner
import aligner.words.shipped
from aligner import Block, Lexicon, Options, align, segment
from aligner.errors import CodeError, InputError, MismatchError

ENGLISH = "The old man went to the river. It was cold. He had seven dogs.\n\nNobody came in 1997."
SPANISH = "El viejo fue al río. Hacía frío. Tenía siete perros.\n\nNadie vino en 1997."


def kinds(alignment: aligner.Alignment) -> list[str]:
    return [bead.kind for bead in alignment.beads]


def test_texts_blocks_and_documents_give_the_same_alignment():
    from_texts = align(ENGLISH, SPANISH)
    blocks = [tuple(Block(part) for part in text.split("\n\n")) for text in (ENGLISH, SPANISH)]
    documents = [aligner.segment(side, language) for side, language in zip(blocks, ("en", "es"), strict=True)]
    assert kinds(from_texts) == ["1-1"] * 4
    assert from_texts.beads == align(*blocks).beads == align(*documents).beads
    assert from_texts.signature == align(*documents).signature


def test_a_mixed_file_is_read_split_and_aligned(tmp_path):
    (tmp_path / "both.txt").write_text(ENGLISH + "\n\n" + SPANISH, encoding="utf-8")
    alignment = align(*aligner.split(aligner.read(tmp_path / "both.txt")))
    assert (alignment.source.language, alignment.target.language) == ("en", "es")
    assert kinds(alignment) == ["1-1"] * 4


def test_a_sentence_that_is_missing_on_one_side_is_a_null():
    alignment = align(ENGLISH, SPANISH.replace("Hacía frío. ", ""))
    assert [(list(bead.source), list(bead.target)) for bead in alignment.beads] == [
        ([0], [0]),
        ([1], []),
        ([2], [1]),
        ([3], [2]),
    ]


def test_the_lexicon_is_named_in_the_signature_and_can_be_left_out():
    assert f"lexicon:{aligner.words.shipped.shipped('en', 'es').digest}" in align(ENGLISH, SPANISH).signature
    assert "lexicon:none" in align(ENGLISH, SPANISH, lexicon=Lexicon.empty()).signature


def test_languages_may_be_given_in_either_order():
    there = align(ENGLISH, SPANISH, options=Options(languages=("en", "es")))
    back = align(SPANISH, ENGLISH, options=Options(languages=("es", "en")))
    assert [(bead.source, bead.target) for bead in there.beads] == [(bead.target, bead.source) for bead in back.beads]


def test_an_encoder_contributes_evidence():
    """Made-up words of equal length: only the encoder knows which sentence is missing."""
    words = ["".join(random.Random(n).choices("bcdfgklmnprst", k=6)) for n in range(40)]
    source = [f"{words[n]} {words[n + 1]} {words[n + 2]}." for n in range(20)]
    target = [" ".join(word[::-1] for word in sentence[:-1].split()) + "." for sentence in source]
    del target[7]

    def encoder(texts: list[str]) -> np.ndarray:
        """The same vector for a word and its mirror image."""
        vectors = np.zeros((len(texts), 64))
        for row, text in enumerate(texts):
            for word in text.rstrip(".").split():
                vectors[row] += np.random.default_rng(sum(map(ord, word)) * 7919).normal(size=64)
        return vectors

    options = Options(languages=("qaa", "qab"), pre_segmented=True)
    alignment = align("\n".join(source), "\n".join(target), options=options, encoder=encoder)
    assert "encoder:yes" in alignment.signature
    assert [list(bead.source) for bead in alignment.beads if not bead.target] == [[7]]


def test_a_pair_of_unknown_languages_learns_from_its_own_sentences():
    """Lengths align most of a long text; what that teaches about the words finds the sentence that was left out."""
    rng = random.Random(5)
    dictionary = {f"{a}{b}o": f"{b}{a}ix" for a in "bdfgk" for b in ("an", "el", "ur")}
    source = [[rng.choice(sorted(dictionary)) for _ in range(rng.randint(2, 14))] for _ in range(150)]
    target = [[dictionary[word] for word in sentence] for sentence in source]
    missing = 75
    texts = [
        "\n".join(" ".join(sentence) for sentence in side)
        for side in (source, target[:missing] + target[missing + 1 :])
    ]
    alignment = align(*texts, options=Options(languages=("qaa", "qab"), pre_segmented=True))
    assert [list(bead.source) for bead in alignment.beads if bead.is_null] == [[missing]]


def test_a_side_without_text_is_an_error():
    with pytest.raises(InputError, match="has no text"):
        align("Some text.", "  \n ")


def test_sides_that_cannot_be_translations_are_an_error():
    with pytest.raises(MismatchError, match="1 sentence"):
        align("One sentence. " * 200, "Una.")


lines = st.lists(st.text("ab 1?. ", min_size=1, max_size=12).filter(str.strip), min_size=1, max_size=8).map("\n".join)


@settings(max_examples=30, deadline=None)
@given(lines, lines)
def test_whatever_the_texts_every_sentence_is_in_one_bead_and_scores_are_probabilities(source, target):
    options = Options(languages=("en", "es"), pre_segmented=True)
    alignment = align(source, target, options=options)  # `Alignment` itself checks that all is covered, in order
    assert all(0 <= bead.score <= 1 for bead in alignment.beads)
    again = align(source, target, options=options)
    assert alignment == again


def test_lists_of_sentences_are_taken_as_they_are():
    source, target = ["It rained. A lot.", "", "We stayed at home."], ["Llovía. Mucho.", "", "Nos quedamos en casa."]
    found = align(source, target)
    assert [(pair.paragraph, pair.source, pair.target) for pair in found.pairs()] == [
        (1, "It rained. A lot.", "Llovía. Mucho."),
        (2, "We stayed at home.", "Nos quedamos en casa."),
    ]
    assert align(segment(source, "en"), segment(target, "es")).beads == found.beads


def test_control_characters_in_a_text_are_as_if_they_were_not_there():
    clean = align("It rained. We stayed at home.", "Llovía. Nos quedamos en casa.")
    found = align("It ra\0ined. We stayed\x1b at home.", "Llov\x07ía.\r\nNos quedamos en casa.\ufeff")
    assert [(pair.source, pair.target) for pair in found.pairs()] == [
        (pair.source, pair.target) for pair in clean.pairs()
    ]


@pytest.mark.parametrize("languages", ["en,es", ("en",), ("en", "es", "fr"), (None, "es"), (1, 2)])
def test_languages_that_are_no_pair_are_refused(languages):
    with pytest.raises(CodeError, match="no pair of codes"):
        Options(languages=languages)


@pytest.mark.parametrize("text", [b"It rained.", [1, 2], [Block("a"), None]])
def test_what_is_no_text_is_refused(text):
    with pytest.raises(InputError, match="source: is neither a text nor made of blocks or sentences"):
        align(text, "Llovía.", options=Options(languages=("en", "es")))


def test_sentences_may_come_from_a_generator():
    found = align((each for each in ["It rained."]), iter(["Llovía."]), options=Options(languages=("en", "es")))
    assert [(pair.source, pair.target) for pair in found.pairs()] == [("It rained.", "Llovía.")]


def test_training_refuses_languages_that_are_no_pair_before_it_begins():
    with pytest.raises(CodeError, match="no pair of codes"):
        aligner.train([("a", "b")], languages="en,es")


LONG_STEPS = (
    "listing words",
    "weighing evidence, finding the path",
    "learning words from the text itself",
    "looking for what is worth a look",
)


def test_progress_in_a_long_text_is_told_from_inside_each_long_step(monkeypatch):
    monkeypatch.setattr("aligner.search.blocks._BLOCK", 1)
    told: list[tuple[str, float]] = []
    source, target = (document(code, [s.text for s in story(n).sentences] * 4) for n, code in enumerate(("en", "es")))
    align(source, target, lexicon=Lexicon.empty(("en", "es")), progress=lambda *step: told.append(step))
    shares = [share for _, share in told]
    assert shares == sorted(shares)
    for step in LONG_STEPS:
        assert len({share for name, share in told if name == step}) >= 6, step


def test_progress_is_told_from_the_first_step_to_the_last():
    told: list[tuple[str, float]] = []
    align("It rained. We left.", "Llovía. Nos fuimos.", progress=lambda *step: told.append(step))
    shares = [share for _, share in told]
    assert shares == sorted(shares) and shares[0] == 0 and 0.5 < shares[-1] <= 1
    assert len({step for step, _ in told}) >= 5
