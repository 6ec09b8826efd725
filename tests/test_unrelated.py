"""Texts that are not translations of each other are refused or doubted; translations are not."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest
from commandline import run_text
from hypothesis import given
from hypothesis import strategies as st
from stories import ENGLISH, SPANISH, story

from aligner import Bead, Lexicon, Options, align
from aligner.errors import AlignerWarning, DoubtWarning, MismatchError
from aligner.quality.verdict import Verdict, linked, shares, verdict
from aligner.search.telling import Told
from aligner.weights import Known

# Of the story's length, and about nothing in it.
BREAD = [
    "El pan de centeno pide paciencia.",
    "La masa madre se refresca la noche anterior con harina y agua tibia.",
    "A la mañana siguiente huele a manzana y forma burbujas pequeñas.",
    "Se mezclan quinientos gramos de harina con trescientos de agua.",
    "La sal se añade al final, cuando la harina ya está bien mojada.",
    "No hace falta amasar mucho, porque el centeno apenas tiene gluten.",
    "Basta con plegar la masa tres veces y dejarla reposar en un cuenco.",
    "El horno tiene que estar muy caliente antes de meter el molde.",
    "Un recipiente con agua en la parte baja mantiene blanda la corteza.",
    "A los diez minutos se baja la temperatura y se deja una hora más.",
    "El pan está listo cuando suena hueco al golpearlo por debajo.",
    "Conviene no cortarlo hasta el día siguiente, por mucha hambre que haya.",
    "Guardado en un paño de lino, aguanta una semana sin endurecerse.",
    "Con mantequilla y miel es un desayuno que no cansa nunca.",
    "Las semillas de alcaravea le dan un sabor que recuerda a los países del norte.",
    "También se le pueden poner pipas de girasol o nueces picadas.",
]


def text(sentences: list[str]) -> str:
    return "\n\n".join(sentences)


def test_two_texts_on_different_things_are_refused_with_the_figure():
    with pytest.raises(
        MismatchError, match=r"target: is not a translation of source: 0% of the text is linked; .*--unrelated"
    ):
        align(text(ENGLISH), text(BREAD))


def test_they_are_aligned_all_the_same_where_that_is_asked_for():
    with pytest.warns(DoubtWarning, match="may not be translations"):
        alignment = align(text(ENGLISH), text(BREAD), options=Options(unrelated=True))
    assert linked(alignment) < 0.1


@pytest.mark.parametrize("lexicon", [None, Lexicon.empty()])
def test_translations_pass_without_a_word(lexicon):
    with warnings.catch_warnings():
        warnings.simplefilter("error", AlignerWarning)
        alignment = align(story(0), story(1), lexicon=lexicon)
    assert linked(alignment) > 0.9


def test_a_translation_of_a_part_passes():
    with warnings.catch_warnings():
        warnings.simplefilter("error", AlignerWarning)
        align(story(0), story(1, without=range(6, 36)))


def test_a_translation_that_has_lost_half_of_its_sentences_is_not_refused():
    align(story(0, without=range(0, 36, 4)), story(1, without=range(1, 36, 4)))


def test_without_a_lexicon_strangers_are_doubted_and_not_refused():
    with pytest.warns(DoubtWarning):
        align(text(ENGLISH), text(BREAD * 2), lexicon=Lexicon.empty())


def test_a_sentence_or_two_are_doubted_and_not_refused():
    with pytest.warns(DoubtWarning):
        align("The mill had stood still since the flood.", "El pan de centeno pide paciencia.")


def test_what_a_person_has_settled_is_not_doubted():
    with pytest.warns(DoubtWarning):
        before = align(text(ENGLISH), text(BREAD), options=Options(unrelated=True))
    alone = next(bead for bead in before.beads if bead.source)
    beads = tuple(Bead(b.source, b.target, b.score, b.flags, "confirmed") if b is alone else b for b in before.beads)
    with warnings.catch_warnings():
        warnings.simplefilter("error", AlignerWarning)
        align(text(ENGLISH), text(BREAD), keep=type(before)(before.source, before.target, beads))


def test_the_share_counts_characters_as_sure_as_their_beads_are():
    source, target = story(0, without=range(4, 36)), story(1, without=range(5, 36))
    beads = [Bead(range(k, k + 1), range(k, k + 1), 0.5) for k in range(4)]
    left, right = shares(source, target, [*beads, Bead(range(0), range(4, 5), 0.9)])
    assert left == pytest.approx(0.5)
    assert right < 0.5


@pytest.mark.parametrize(
    ("told", "share", "words", "known", "wanted"),
    [
        (0.0, 0.0, 500, Known.LEXICON, Verdict.UNRELATED),
        (0.0, 0.0, 500, Known.LEXICON_AND_ENCODER, Verdict.UNRELATED),
        (0.0, 0.0, 500, Known.OWN_LEXICON, Verdict.UNRELATED),
        (0.0, 0.9, 500, Known.OWN_LEXICON, Verdict.DOUBTFUL),  # a poor one
        (0.5, 0.05, 500, Known.LEXICON, Verdict.DOUBTFUL),  # a few sentences belong together
        (0.0, 0.0, 20, Known.LEXICON, Verdict.DOUBTFUL),  # too few words
        (0.5, 0.5, 500, Known.LEXICON, Verdict.TRANSLATIONS),
        (0.3, 0.9, 500, Known.NOTHING, Verdict.DOUBTFUL),
        (0.0, 0.0, 500, Known.NOTHING, Verdict.DOUBTFUL),
        (0.3, 0.9, 20, Known.NOTHING, Verdict.TRANSLATIONS),  # nothing could be known
        (0.3, 0.9, 500, Known.ENCODER, Verdict.UNRELATED),
        (0.3, 0.9, 20, Known.ENCODER, Verdict.DOUBTFUL),
        (3.0, 0.9, 500, Known.ENCODER, Verdict.TRANSLATIONS),
    ],
)
def test_only_what_is_plain_is_refused(told, share, words, known, wanted):
    assert verdict(told, share, words, known) is wanted


@given(st.floats(-1, 5), st.floats(-1, 5), st.floats(1, 5000), st.sampled_from(Known))
def test_the_more_the_words_tell_the_likelier_are_texts_translations(one, other, words, known):
    less, more = (Told(a_word, words).chance_related(known) for a_word in sorted([one, other]))
    assert 0 <= less <= more <= 1


@given(st.floats(-1, 1), st.floats(1, 5000), st.floats(1, 5000))
def test_of_words_that_tell_too_little_many_are_worse_than_few(a_word, one, other):
    for known in (Known.NOTHING, Known.ENCODER):
        few, many = (Told(a_word, words).chance_related(known) for words in sorted([one, other]))
        assert many <= few


@pytest.mark.parametrize("known", Known)
def test_texts_of_which_nothing_is_recognised_are_taken_for_translations(known):
    """Somebody wants them aligned."""
    assert Told(0.0, 0.0).chance_related(known) > 0.99
    assert Told(4.0, 500.0).chance_related(known) > 0.999


def test_the_command_refuses_with_3_and_has_an_option(tmp_path: Path):
    (tmp_path / "mill.txt").write_text(text(ENGLISH), "utf-8")
    (tmp_path / "bread.txt").write_text(text(BREAD), "utf-8")
    refused = run_text("align", "mill.txt", "bread.txt", "-o", "x.tsv", cwd=tmp_path)
    assert refused.returncode == 3
    assert refused.stderr.startswith("aligner: bread.txt: is not a translation of mill.txt: 0% of the text is linked;")
    assert not (tmp_path / "x.tsv").exists()
    done = run_text("align", "mill.txt", "bread.txt", "-o", "x.tsv", "--unrelated", cwd=tmp_path)
    assert done.returncode == 0
    assert "aligner: mill-bread: mill.txt, bread.txt: may not be translations of each other" in done.stderr
    assert "0.0 % linked" in done.stderr
    assert (tmp_path / "x.tsv").exists()


def test_a_stranger_among_others_is_a_row_of_the_summary(tmp_path: Path):
    for folder, texts in (("en", (ENGLISH, ENGLISH)), ("es", (SPANISH, BREAD))):
        (tmp_path / folder).mkdir()
        for name, sentences in zip("ab", texts, strict=True):
            (tmp_path / folder / f"{name}.txt").write_text(text(sentences), "utf-8")
    done = run_text("align", "en", "es", "-o", "out/", "--to", "tsv", cwd=tmp_path)
    assert done.returncode == 3
    assert "b  not aligned: en/b.txt, es/b.txt: is not a translation of b.txt: 0% of the text is linked" in done.stderr
    assert (tmp_path / "out/a.tsv").exists()
    assert not (tmp_path / "out/b.tsv").exists()
