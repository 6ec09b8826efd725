"""Every sentence of a block is a stretch of its text, and stretches end where a reader's sentences end."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aligner.model import Block, Document
from aligner.text.segment import segment, segment_lines

CASES = Path(__file__).parents[1] / "cases"


def _cases() -> list[Any]:
    found = []
    for name in ("en", "es", "other", "languages"):
        for case in json.loads((CASES / f"segment_{name}.json").read_text(encoding="utf-8")):
            language = case.get("language", name)
            text = case.get("text", " ".join(case["sentences"]))
            found.append(pytest.param(text, language, case["sentences"], id=f"{language}: {case['promise']}"))
    return found


def _texts(document: Document) -> list[str]:
    return [sentence.text for sentence in document.sentences]


@pytest.mark.parametrize(("text", "language", "sentences"), _cases())
def test_a_reader_finds_the_same_sentences(text: str, language: str, sentences: list[str]) -> None:
    assert _texts(segment([Block(text)], language)) == sentences


@pytest.mark.parametrize(("text", "language", "sentences"), _cases())
def test_line_ends_inside_a_block_are_spaces_like_others(text: str, language: str, sentences: list[str]) -> None:
    found = _texts(segment([Block(text.replace(" ", "\n"))], language))
    assert [sentence.replace("\n", " ") for sentence in found] == sentences


# Letters, stops, brackets, quotes, dashes and odd white space, and parts of some scripts: what the rules look at.
PIECES = [
    *"aAbéñ1Ii .?!…,;:-—()[]{}\"'“”«»¿¡*†³。」と\n\r\t\v\f\u2028\xa0\ufeff։।？！．（）พศก다ԱաΑ𝟏😀",
    "Sr",
    "The",
    "습니다 ",
]
PIECES += [" [26] ", ".5 The", '! " ']
PROSE = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
BLOCKS = st.lists(st.builds(Block, text=PROSE | st.text(max_size=40), kind=st.sampled_from(["paragraph", "code"])))


@given(BLOCKS, st.sampled_from(["en", "es", "ja", "und", "de", "hy", "ko", "th"]))
@example([Block("a\n\n b. B \r\n\r\n")], "en")
def test_every_character_but_white_space_is_in_exactly_one_sentence(blocks: list[Block], language: str) -> None:
    document = segment(blocks, language, name="x")
    assert (document.name, document.language) == ("x", language)
    assert [block.text for block in document.blocks] == [block.text for block in blocks]
    for block in document.blocks:
        at = 0
        for sentence in block.sentences:
            assert block.text[at : sentence.start].strip() == ""
            assert sentence.text == block.text[sentence.start : sentence.end] == sentence.text.strip() != ""
            at = sentence.end
        assert block.text[at:].strip() == ""


@given(BLOCKS)
def test_segmenting_again_changes_nothing(blocks: list[Block]) -> None:
    document = segment(blocks, "en")
    assert segment(document.blocks, "en") == document


@pytest.mark.parametrize("text", ["", " ", "\n\t \u2028\xa0"])
def test_a_block_of_white_space_has_no_sentence(text: str) -> None:
    (block,) = segment([Block(text, kind="cell", place="row 3")], "en").blocks
    assert block == Block(text, kind="cell", place="row 3")


def test_a_blank_line_ends_a_sentence() -> None:
    assert _texts(segment([Block("The title\n \nIt begins here")], "en")) == ["The title", "It begins here"]


def test_code_is_taken_line_by_line() -> None:
    code = Block("a = 1. + 2.\r\n\n    print('A. B')\n", kind="code")
    assert _texts(segment([code], "en")) == ["a = 1. + 2.", "print('A. B')"]


def test_headings_and_items_keep_kind_and_place() -> None:
    heading = Block("Why? Because.", kind="heading", place="line 3", level=2)
    (block,) = segment([heading], "en").blocks
    assert (block.kind, block.place, block.level) == ("heading", "line 3", 2)
    assert [sentence.text for sentence in block.sentences] == ["Why?", "Because."]


@pytest.mark.parametrize("given_as", ["Zubr", "Zubr."])
def test_a_users_abbreviation_ends_no_sentence(given_as: str) -> None:
    text = "He met Zubr. The man was old."
    assert len(_texts(segment([Block(text)], "en"))) == 2
    assert _texts(segment([Block(text)], "en", abbreviations=[given_as])) == [text]


def test_a_users_abbreviation_may_have_a_space() -> None:
    text = "Vino con x. Yz. El resto no."
    assert _texts(segment([Block(text)], "es", abbreviations=["x. Yz."])) == [text]


def test_a_formal_text_with_one_slip_is_no_chat() -> None:
    slip = "He saw the regist. office. It was shut. They went home. Nobody spoke."
    assert len(_texts(segment([Block(slip)], "en"))) == 4


@pytest.mark.parametrize(
    ("unit", "language"),
    [
        *(
            (unit, "en")
            for unit in ("word ", ".", "a. ", "A.", '."', ". ", "(x! ", ".) ", "?! ", "\n ", ".[1]", "1. ", "字。")
        ),
        *((unit, "en") for unit in ('. " ', ". [1] ", ". 5 The", "x! [", ".5 ", ". [a", "：1", "‘", ".*", "։")),
        *((unit, "ko") for unit in ("습니다 ", "요 ", "습니다")),
        *((unit, "th") for unit in ("กก", "พ.ศ. ", "ก.")),
    ],
)
def test_a_long_line_of_one_thing_is_read_whole(unit: str, language: str) -> None:
    """If the cost grew with the square of the length, this test would take hours."""
    text = unit * (200_000 // len(unit))
    (block,) = segment([Block(text)], language).blocks
    assert sum(len("".join(s.text.split())) for s in block.sentences) == len("".join(text.split()))


LINES = st.lists(st.text(st.sampled_from("ab. \t\u2028\v\f\x85"), max_size=8), max_size=12)


@given(LINES, st.sampled_from(["\n", "\r\n", "\r"]), st.booleans())
@example(["", "", "a", " ", "b"], "\n", True)
def test_given_lines_are_the_sentences_whatever_their_line_end(lines: list[str], line_end: str, last: bool) -> None:
    document = segment_lines(line_end.join(lines) + line_end * last, "en", name="x")
    assert _texts(document) == [line for line in lines if line and not line.isspace()]
    for block in document.blocks:
        assert all(block.text[s.start : s.end] == s.text for s in block.sentences)


def test_a_blank_line_ends_a_paragraph_and_is_not_counted() -> None:
    document = segment_lines("\n One. Two. \nthree\n \t\n\nFour.", "es")
    assert _texts(document) == [" One. Two. ", "three", "Four."]
    assert document.block_starts == (0, 2, 3)
    assert [block.place for block in document.blocks] == ["line 2", "line 6"]


def test_mixed_line_ends_all_count() -> None:
    assert _texts(segment_lines("a\rb\r\nc\nd", "en")) == ["a", "b", "c", "d"]
    assert segment_lines("a\n\r\n\rb", "en").block_starts == (0, 1, 2)


@pytest.mark.parametrize("text", ["", "\n", " \r\n\t"])
def test_without_lines_there_are_no_sentences(text: str) -> None:
    assert segment_lines(text, "en").blocks == ()
