"""A language's data file holds what segmentation relies on, and a language without one still works."""

from __future__ import annotations

import pytest

from aligner.languages import FALLBACK, known, load

KINDS = ("before_name", "before_number", "inside", "list_end", "anywhere")


@pytest.mark.parametrize("code", [*known(), FALLBACK])
def test_abbreviations_stand_without_their_last_stop_and_without_spaces(code: str) -> None:
    for kind in KINDS:
        for word in getattr(load(code), kind):
            assert word == word.strip(" .") and " " not in word, (kind, word)


@pytest.mark.parametrize("code", known())
def test_function_words_are_in_lower_case(code: str) -> None:
    assert load(code).function_words
    assert all(word == word.lower() for word in load(code).function_words)


@pytest.mark.parametrize("code", known())
def test_no_abbreviation_both_needs_what_follows_and_may_end_a_sentence(code: str) -> None:
    language = load(code)
    bound = language.before_name | language.inside
    assert not bound & (language.anywhere | language.list_end)


def test_english_and_spanish_are_known() -> None:
    assert {"en", "es"} <= set(known())
    assert load("en").name == "English"
    assert load("es").name == "Spanish"


def test_the_shared_list_is_no_language() -> None:
    assert FALLBACK not in known()


@pytest.mark.parametrize("code", ["es-MX", "es_AR", "ES"])
def test_a_region_does_not_change_the_language(code: str) -> None:
    assert load(code) == load("es")


@pytest.mark.parametrize("code", ["tlh", "", "und", "../en", "x/y"])
def test_a_language_without_a_file_keeps_its_code_and_gets_the_shared_abbreviations(code: str) -> None:
    language = load(code)
    assert language.code == code
    assert language.before_name == load(FALLBACK).before_name
    assert not language.function_words
