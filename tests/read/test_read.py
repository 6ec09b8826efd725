"""Files and text to blocks."""

import json
import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from refusals import check_refused

from aligner.errors import InputError, MissingExtraError
from aligner.model import Block
from aligner.read import READERS, clean, read, read_text
from aligner.read.plain.markdown import blocks_of_markdown
from aligner.read.plain.text import blocks_of
from aligner.read.readers import TABLE, Reader

CASES = Path(__file__).parents[1] / "cases"
TEXT_CASES = json.loads((CASES / "read_text.json").read_text("utf-8"))
MARKDOWN_CASES = json.loads((CASES / "read_markdown.json").read_text("utf-8"))


@pytest.mark.parametrize("case", TEXT_CASES, ids=lambda case: case["promise"])
def test_plain_text_becomes_the_blocks_a_reader_sees(case):
    blocks = blocks_of("\n".join(case["text"]) + "\n")
    assert [[block.kind, block.text] for block in blocks] == case["blocks"]


@pytest.mark.parametrize("case", MARKDOWN_CASES, ids=lambda case: case["promise"])
def test_markdown_becomes_the_blocks_a_reader_sees(case):
    blocks = blocks_of_markdown(case["text"])
    assert [[block.kind, block.level, block.text] for block in blocks] == case["blocks"]


words = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12)
# Long enough that every paragraph is folded at the widths below.
paragraphs = st.lists(
    st.lists(words, min_size=40, max_size=80).map(lambda ws: " ".join(ws).capitalize() + "."), min_size=1, max_size=6
)


@given(paragraphs, st.integers(40, 110))
def test_wrapping_at_any_width_is_undone_when_blank_lines_are_between(texts, width):
    folded = "\n\n".join(textwrap.fill(text, width) for text in texts)
    assert [block.text for block in blocks_of(folded)] == texts


@given(st.text("ab .,-—•1)\n\t¿", max_size=200))
def test_no_letter_or_digit_is_lost_or_moved(text):
    kept = "".join(c for c in text if c.isalnum())
    assert "".join(c for block in blocks_of(text) for c in block.text if c.isalnum()) == kept


@given(st.text(max_size=200))
def test_clean_text_has_no_control_characters_and_one_kind_of_line_ending(text):
    cleaned = clean(text)
    assert not any(ord(c) < 32 and c not in "\n\t" for c in cleaned)
    assert clean(cleaned) == cleaned


def test_places_are_lines_of_the_file():
    text = clean("One.\r\n\r\n\r\nTwo two.\r\n\r\n\fThree.\rFour.")
    assert [block.place for block in blocks_of(text)] == ["line 1", "line 4", "line 6", "line 7"]


def test_places_of_markdown_count_the_front_matter():
    blocks = blocks_of_markdown("---\ntitle: x\n---\n\nOne.\n\n<div>\n\n</div>\n\n| a |\n|--|\n| b |\n")
    assert [(block.text, block.place) for block in blocks] == [("One.", "line 5"), ("a", "line 11"), ("b", "line 13")]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_any_line_ending_gives_the_same_blocks(tmp_path, ending):
    path = tmp_path / "a.txt"
    path.write_bytes(ending.join(["One.", "", "Two.", ""]).encode())
    assert [(block.text, block.place) for block in read(path)] == [("One.", "line 1"), ("Two.", "line 3")]


def test_mixed_line_endings_and_stray_nuls_are_read(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"First line of it.\r\nSecond line\x00 of it.\rThird line of it.\n")
    assert [block.text for block in read(path)] == ["First line of it.", "Second line of it.", "Third line of it."]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("empty.txt", b"", "the file is empty"),
        ("blank.txt", b" \r\n\t\xef\xbb\xbf \n", "nothing but white space"),
        ("blank.md", b"<!-- only a comment -->\n", "holds no text"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "a PNG picture"),
        ("archive.md", b"PK\x03\x04\x14\x00", "a ZIP archive"),
        ("noise.txt", bytes(range(256)) * 8, "control characters"),
        ("a.xyz", b"text", "no reader for .xyz files"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_with_a_remedy(tmp_path, name, content, message):
    check_refused(tmp_path / name, content, message)


@pytest.mark.parametrize("reader", TABLE, ids=lambda reader: reader.suffixes[0] or "no suffix")
def test_every_record_has_a_reader_that_refuses_nothing_at_all_with_a_message(reader):
    with pytest.raises(InputError):
        reader.read(b"", None)


def test_a_new_format_is_a_function_and_a_record(tmp_path, monkeypatch):
    path = tmp_path / "a.upside"
    path.write_bytes(b".sacrab sal sadoT")
    reader = Reader((".upside",), lambda data, encoding: (Block(data.decode(encoding or "utf-8")[::-1]),))
    monkeypatch.setitem(READERS, ".upside", reader)
    assert [block.text for block in read(path)] == ["Todas las barcas."]


def test_a_record_without_its_library_says_how_to_get_it():
    reader = Reader((".x",), lambda data, encoding: (), ("surely-not.installed", "documents"))
    with pytest.raises(MissingExtraError, match=r"reading \.x needs surely-not\.installed") as caught:
        reader.check_library(".x")
    assert caught.value.remedy == "pip install 'aligner[documents]'"


def test_an_unknown_suffix_names_those_that_can_be_read(tmp_path):
    path = tmp_path / "a.xyz"
    path.write_text("text")
    with pytest.raises(InputError) as caught:
        read(path)
    assert all(suffix in caught.value.remedy for suffix in READERS if suffix)


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        read(tmp_path / "none.txt")
    with pytest.raises(InputError, match="a folder"):
        read(tmp_path)


def test_read_text_keeps_every_line_of_a_pre_segmented_file(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("\ufeffOne. \r\n\r\n  - two\r\nthree\r\n".encode())
    assert read_text(path) == "One. \n\n  - two\nthree\n"


def test_standard_input_is_read_as_plain_text(monkeypatch, tmp_path):
    path = tmp_path / "in"
    path.write_bytes("¿Qué?\n".encode("cp1252"))
    with path.open("rb") as file:
        monkeypatch.setattr("sys.stdin", type("Stdin", (), {"buffer": file}))
        assert [block.text for block in read("-")] == ["¿Qué?"]


def test_a_long_line_without_a_stop_is_one_block():
    line = "palabra y otra cosa más " * 200_000
    assert [block.text for block in blocks_of(line)] == [line.strip()]
