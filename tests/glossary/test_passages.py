"""What counts as a word of a term, and where a phrase goes on."""

from __future__ import annotations

import pytest

from aligner.glossary.passages import functional, passage
from aligner.languages import language
from aligner.model import Block, Document


def read(text: str, kind: str = "paragraph"):
    block = Block.of_sentences([text], kind=kind)
    return passage(Document("a", "en", (block,)), [0])


@pytest.mark.parametrize(
    "text",
    [
        "See https://example.org/docs and www.example.org now",
        "See name@example.org now",
        "See item_id now",
        "See useState now",
        "See os.path.join now",
        "See main() now",
        "See {name} now",
        "See <br/> now",
        "See HTML5 now",
        "See 2024 now",
    ],
)
def test_what_is_for_machines_is_no_word(text):
    assert set(read(text).words) <= {"See", "and", "now"}
    assert not any(read(text).joined[1:]) or "and" in read(text).words


def test_program_code_has_no_words():
    assert read("for each item", kind="code").words == ()


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("red house", [False, True]),
        ("red, house", [False, False]),
        ("red (house)", [False, False]),
        ("red-house", [False, True]),
        ("red — house", [False, False]),
        ("東京タワー", [False, True, True]),
    ],
)
def test_nothing_but_spaces_and_hyphens_stands_in_a_phrase(text, joined):
    assert list(read(text).joined) == joined


def test_a_capital_says_nothing_where_a_sentence_or_a_title_begins():
    assert read("The knights came. “Who?” said Arthur").opens == (True, False, False, True, False, False)
    assert read("They met (inside Camelot) Arthur").opens == (True, False, False, False, False)
    assert all(read("Working With Large Forms").opens)


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("I don't know", ["know"]),
        ("Arthur's knights", ["Arthur", "knights"]),
        ("the state of the art", ["state", "art"]),
    ],
)
def test_function_words_and_what_an_apostrophe_cuts_off_are_no_content(text, content):
    found = read(text)
    without = functional(found, language("en"))[0]
    assert [word for word, little in zip(found.words, without, strict=True) if not little] == content


def test_signs_in_a_script_without_spaces_only_take_what_they_stand_in():
    assert read("東京タワー/main 見る").words == ("東", "京", "タワー", "見", "る")


@pytest.mark.parametrize(
    "text", ["x" * 200_000, "a(" * 100_000, "a." * 100_000, "東" * 20_000, "1" * 200_000, "/" * 200_000]
)
def test_an_endless_word_takes_no_endless_time(text):
    assert read(text) is not None
