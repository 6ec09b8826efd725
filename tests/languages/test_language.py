"""A language's file holds what segmentation and the readers rely on, and a language without one still works."""

from __future__ import annotations

import dataclasses
import json
import os
import shutil
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

import aligner
from aligner.languages import FALLBACK, Language, frequent_words, known, language, name_of, words
from aligner.languages.patterns import any_of

ABBREVIATIONS = ("before_name", "before_number", "inside", "list_end", "anywhere")
READERS_WORDS = [
    field.name
    for field in dataclasses.fields(Language)
    if field.type == "frozenset[str]" and field.name not in ABBREVIATIONS
]
PACKAGE = Path(aligner.__file__).parent


@pytest.mark.parametrize("code", [*known(), FALLBACK])
def test_abbreviations_have_no_final_stop_and_no_spaces(code: str) -> None:
    for kind in ABBREVIATIONS:
        for word in getattr(language(code), kind):
            assert word == word.strip(" .") and " " not in word, (kind, word)


@pytest.mark.parametrize("code", known())
def test_other_words_are_in_lower_case(code: str) -> None:
    for attribute in READERS_WORDS:
        assert all(word == word.lower().strip() and word for word in getattr(language(code), attribute)), attribute


@pytest.mark.parametrize("code", known())
def test_no_abbreviation_both_needs_a_following_word_and_may_end_a_sentence(code: str) -> None:
    found = language(code)
    assert not (found.before_name | found.inside) & (found.anywhere | found.list_end)


@pytest.mark.parametrize("code", [code for code in known() if language(code).number_words])
def test_words_for_numbers_have_one_meaning_unless_they_are_loose(code: str) -> None:
    found = language(code)
    tables = (found.number_words, found.loose_numbers, found.months, found.units)
    sure, loose, months, units = ([word for every in table.values() for word in every.split()] for table in tables)
    assert len({*sure, *loose, *months}) == len([*sure, *loose, *months])
    assert len(set(units)) == len(units)
    assert all(word == word.lower() for word in [*sure, *loose, *months, *units])
    assert all(
        Decimal(value) >= 0 for values in (*found.number_words, *found.loose_numbers) for value in values.split()
    )
    assert sorted(map(int, found.months)) == list(range(1, 13))


def test_the_words_of_all_languages_come_in_one_order() -> None:
    for attribute in READERS_WORDS:
        assert words(attribute), f"no language has {attribute}"
        assert list(words(attribute)) == sorted(set(words(attribute)))


def test_lists_of_frequent_words_are_in_lower_case_and_in_order() -> None:
    for code, found in frequent_words().items():
        assert code in known()
        assert len(found) > 10_000
        assert all(word == word.lower() and word.isalpha() for word in found)


def test_nothing_matches_where_no_language_has_a_word() -> None:
    assert any_of([]) == "(?!)"


def test_english_and_spanish_are_known() -> None:
    assert {"en", "es"} <= set(known())
    assert (language("en").name, language("en").own_name) == ("English", "English")
    assert (language("es").name, language("es").own_name) == ("Spanish", "Español")
    assert language("es").function_words and language("en").function_words


def test_the_shared_list_is_not_a_language() -> None:
    assert FALLBACK not in known()


def test_a_language_without_a_name_keeps_its_code() -> None:
    assert name_of("es") == "Spanish"
    assert name_of("xx") == "xx"


@pytest.mark.parametrize("code", ["es-MX", "es_AR", "ES"])
def test_a_region_does_not_change_the_language(code: str) -> None:
    assert language(code) == language("es")


@pytest.mark.parametrize("code", ["tlh", "", "und", "../en", "x/y"])
def test_a_language_without_a_file_keeps_its_code_and_gets_the_shared_abbreviations(code: str) -> None:
    found = language(code)
    assert found.code == code
    assert found.before_name == language(FALLBACK).before_name != language("de").before_name
    assert not found.function_words


def test_a_new_language_is_one_new_file(tmp_path: Path) -> None:
    """A made-up language in a copy of the package: nothing but its file is added."""
    shutil.copytree(PACKAGE, tmp_path / "aligner", ignore=shutil.ignore_patterns("__pycache__"))
    data = {
        "name": "Arboreal",
        "own_name": "Árbora",
        "right_to_left": True,
        "before_name": ["Xd"],
        "function_words": ["lo"],
        "chapter_words": ["kapítelo"],
        "page_words": ["folo"],
        "heading_styles": ["kapeto"],
        "text_columns": ["fonto", "celo"],
        "other_columns": ["numro"],
        "side_boxes": ["bisketo"],
        "scraps": ["sekvu nin"],
    }
    (tmp_path / "aligner" / "languages" / "qaa.json").write_text(json.dumps(data), encoding="utf-8")
    (tmp_path / "use.py").write_text(USE, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONIOENCODING": "utf-8"}
    found = subprocess.run(
        [sys.executable, tmp_path / "use.py"],
        env=environment,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert found.stdout.splitlines() == [
        "True Arboreal",
        "Árbora rtl",
        "['Xd. Rolo dormas.', 'Lo domo.']",
        "['Kapitelo 7: mardo']",
        "['dormas', 'sleeps']",
        "['Rolo dormas en la domo.']",
    ]


USE = """
from pathlib import Path
import aligner
from aligner.formats.html.languages import shown_language
from aligner.languages import name_of

print(Path(aligner.__file__).is_relative_to(Path.cwd()), name_of("qaa"))
print(shown_language("qaa").name, shown_language("qaa").direction)
print([s.text for s in aligner.segment([aligner.Block("Xd. Rolo dormas. Lo domo.")], "qaa").sentences])
def read(name, text):
    Path(name).write_text(text, encoding="utf-8")
    return aligner.read(name)
print([b.text for b in read("book.txt", "Kapitelo 7: mardo\\n\\nRolo dormas.\\n") if b.kind == "heading"])
print([b.text for b in read("table.csv", "numro,fonto,celo\\n1,dormas,sleeps\\n")])
page = "<p>Rolo dormas en la domo.</p><p>Sekvu nin!</p><div class='bisketo'>x</div>"
print([b.text for b in read("page.html", page)])
"""
