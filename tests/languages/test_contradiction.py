"""A language that the text plainly contradicts is said; wherever that may be an error, nothing is."""

import json
from pathlib import Path

import pytest

import aligner
from aligner.errors import AlignerWarning, ContradictionWarning
from aligner.languages.contradiction import contradiction

STORY: dict[str, list[str]] = json.loads((Path(__file__).parents[1] / "cases/same_story.json").read_text("utf-8"))
TEXTS = {code: "\n".join(lines) for code, lines in STORY.items()}
BOSNIAN = "Svaki dan je isto: ljudi ustaju rano, idu na posao i vraćaju se kući tek kada padne mrak. " * 4


@pytest.mark.parametrize("given", STORY)
@pytest.mark.parametrize("actual", STORY)
def test_a_story_contradicts_every_language_but_its_own(actual, given):
    assert contradiction(TEXTS[actual], given) == ("" if actual == given else actual)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The bakery on the corner", "es"),
        (TEXTS["en"], "en-GB"),
        (TEXTS["en"], "tlh"),
        (TEXTS["en"], "und"),
        (TEXTS["de"], "gsw"),
        (TEXTS["en"], "sr-Latn"),
        (TEXTS["en"], "kk"),
        (TEXTS["pt"], "gl"),
        (TEXTS["zh"], "zh-Hant"),
        (TEXTS["zh"], "cmn-Hans"),
        (BOSNIAN, "sr"),
        (BOSNIAN, "hr"),
        ("1997 3.5 % " * 100, "es"),
        ("Peter Ranis, Facebook, Twitter. " * 20, "es"),
    ],
)
def test_nothing_is_said_where_the_code_may_be_right(text, code):
    assert contradiction(text, code) == ""


def test_a_script_may_be_named_with_a_language_that_is_contradicted():
    assert contradiction(TEXTS["en"], "zh-Hant") == "en"


def test_aligning_warns_of_each_side_by_its_name():
    with pytest.warns(ContradictionWarning) as caught:
        aligner.align(TEXTS["en"], TEXTS["es"], options=aligner.Options(languages=("es", "en"), unrelated=True))
    said = [str(warning.message) for warning in caught if warning.category is ContradictionWarning]
    assert said == [
        "source: plainly in English, and given as Spanish; check the languages and their order",
        "target: plainly in Spanish, and given as English; check the languages and their order",
    ]
    assert caught[0].filename == __file__


def test_right_languages_are_not_warned_of(recwarn):
    aligner.align(TEXTS["en"], TEXTS["es"], options=aligner.Options(languages=("en-US", "es-MX")))
    assert not [warning for warning in recwarn if issubclass(warning.category, AlignerWarning)]
