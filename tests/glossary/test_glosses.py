"""Glosses and spelt-out abbreviations: all that a person finds in the seeds, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from aligner import read
from aligner.glossary.glosses import glosses
from aligner.glossary.mentions import mentions
from aligner.glossary.two_languages import TwoLanguages
from aligner.model import Block
from aligner.words.shipped import shipped

ROOT = Path(__file__).parents[2]
CASES = json.loads((ROOT / "tests" / "cases" / "glosses.json").read_text(encoding="utf-8"))
OTHER = {"en": "es", "es": "en"}


def found_in(text: str, language: str, kind: str) -> list[list[str]]:
    lexicon = shipped(language, OTHER[language])
    assert lexicon is not None
    both = TwoLanguages(lexicon)
    return [[each.term, each.gloss] for each in glosses([Block(text)], language, both) if each.kind == kind]


@pytest.mark.parametrize("name", CASES["seeds"])
def test_all_glosses_of_a_seed_are_found_and_no_other(name):
    language = "es" if name.startswith("000") else "en"
    lexicon = shipped(language, OTHER[language])
    found = glosses(read(ROOT / "seeds" / name), language, TwoLanguages(lexicon))
    rows = [[each.place, each.kind, each.term, each.gloss, ",".join(each.languages)] for each in found]
    assert sorted(rows) == sorted(CASES["seeds"][name])


@pytest.mark.parametrize(("language", "text", "gloss"), CASES["shapes"])
def test_a_gloss_is_found_in_each_shape(language, text, gloss):
    assert found_in(text, language, "gloss") == [gloss]


@pytest.mark.parametrize(("language", "text"), CASES["none"])
def test_what_is_no_translation_is_no_gloss(language, text):
    assert found_in(text, language, "gloss") == []


@pytest.mark.parametrize(("text", "expansion"), CASES["expansions"])
def test_an_abbreviation_is_told_from_a_gloss(text, expansion):
    assert found_in(text, "en", "expansion") == ([expansion] if expansion else [])
    assert found_in(text, "en", "gloss") == []


def test_the_same_gloss_in_two_places_is_one_entry():
    text = "the Colectivo Resistencia Sur (Southern Resistance Collective)"
    (entry,) = mentions([("a.txt", "en", [Block(text, place="line 1"), Block(text, place="line 7")])])
    assert (entry.count, entry.examples) == (2, ("a.txt, line 1", "a.txt, line 7"))


def test_without_a_lexicon_of_the_language_only_abbreviations_are_found():
    text = "die Europäische Zentralbank (EZB) und das Colectivo Resistencia Sur (Southern Resistance Collective)"
    assert [entry.kind for entry in mentions([("a.txt", "de", [Block(text)])])] == ["expansion"]


@pytest.mark.parametrize("text", ["(a" * 50_000, "(ab)" * 5_000, "“ab” " * 5_000, ", or " * 5_000, "A" * 100_000])
def test_an_endless_block_takes_no_endless_time(text):
    assert found_in(text, "en", "gloss") == []
