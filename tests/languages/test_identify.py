"""Which language a text is in."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import aligner
from aligner.languages.codes import canonical
from aligner.languages.identify import UNKNOWN, identify, only_names, sample

STORY: dict[str, list[str]] = json.loads((Path(__file__).parents[1] / "cases/same_story.json").read_text("utf-8"))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The committee will meet again in the first week of October.", "en"),
        ("El comité volverá a reunirse en la primera semana de octubre.", "es"),
        ("Le comité se réunira de nouveau la première semaine d’octobre.", "fr"),
        ("Der Ausschuss tritt in der ersten Oktoberwoche wieder zusammen.", "de"),
        ("O comité voltará a reunir-se na primeira semana de outubro.", "pt"),
        ("Комитет соберётся снова в первую неделю октября.", "ru"),
        ("委员会将于十月第一周再次开会。", "zh"),
        ("LA SALIDA DEL PRIMER BARCO DE LA MAÑANA", "es"),
    ],
)
def test_a_sentence_shows_its_language(text, language):
    assert identify(text).language == language


@pytest.mark.parametrize(
    "text", ["", "  \n", "1997, 3.5 %", "Facebook Instagram Twitter YouTube", "https://example.org/the/book"]
)
def test_text_without_a_clue_is_unknown(text):
    assert identify(text).language == UNKNOWN


@pytest.mark.parametrize(
    ("text", "language"),
    [("Where the boats are", "en"), ("Dónde están los barcos", "es"), ("PRIMERA PARTE", "es"), ("Part of it", "en")],
)
def test_with_two_candidates_a_heading_is_enough(text, language):
    assert identify(text, ["en", "es"]).language == language


def test_with_unknown_candidates_the_language_is_unknown():
    assert identify("The boats are gone.", ["xx"]).language == UNKNOWN


@given(st.text())
def test_any_text_has_a_probability(text):
    assert 0 <= identify(text).probability <= 1


@given(st.text(max_size=3000), st.integers(1, 2000))
def test_a_sample_is_short_and_the_same_each_time(text, size):
    pieces = sample(text, size)
    assert len(pieces) <= size + size // 500
    assert pieces == sample(text, size)


def test_the_sample_of_a_long_text_includes_its_end():
    text = "a" * 50_000 + "z"
    assert sample(text).endswith("z")


@pytest.mark.parametrize("code", STORY)
def test_five_words_name_their_language_or_none(code):
    cuts = [" ".join(text.split()[:5]) if code != "zh" else text[:8] for text in STORY[code]]
    told = [identify(cut).language for cut in cuts]
    assert set(told) <= {code, UNKNOWN}
    assert told.count(code) >= len(told) / 2


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Los niños no fueron a la escuela", "es"),
        ("Os nenos non foron á escola", "gl"),
        ("Els nens no van anar a l’escola", "ca"),
        ("As crianças não foram à escola", "pt"),
        ("第一次世界大戦終結後の経済", "ja"),
        ("第一次世界大战结束后的经济", "zh"),
    ],
)
def test_common_words_and_characters_tell_near_languages_apart(text, language):
    assert identify(text).language == language


def test_candidates_may_be_varieties_and_are_named_as_given():
    assert identify("Dónde están los barcos", ["en-US", "es-MX"]).language == "es-MX"


def test_the_list_of_common_words_is_in_lower_case_and_in_order():
    path = Path(aligner.__file__).parent / "languages/common_words.txt"
    lines = [line.split() for line in path.read_text("utf-8").splitlines() if line[0] != "#"]
    codes = [code for code, *_ in lines]
    assert codes == sorted(set(codes)) and all(canonical(code) == code for code in codes)
    for code, *words in lines:
        assert len(words) == len(set(words)) >= 25, code
        assert all(word == word.lower() for word in words), code


def test_lines_of_names_are_distinguished_from_titles():
    assert only_names("Peter Ranis")
    assert only_names("NATO")
    assert not only_names("Chapter one")
    assert not only_names("CHAPTER ONE")
