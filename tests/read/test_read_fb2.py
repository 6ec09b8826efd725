"""FictionBook files to blocks."""

import json
import zipfile
from pathlib import Path

import pytest
import reading
from archives import zipped
from fictionbooks import fb2
from refusals import check_refused

from aligner.read import read
from aligner.read.about import About, about
from aligner.read.web.fb2 import read_fb2

TESTS = Path(__file__).parents[1]
CASES = json.loads((TESTS / "cases" / "read_fb2.json").read_text("utf-8"))
PARAGRAPH = "<section><p>Good morning.</p></section>"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["promise"])
def test_a_book_becomes_the_blocks_a_reader_sees(case):
    assert [[block.kind, block.level, block.text] for block in read_fb2(fb2(case["body"]))] == case["blocks"]


@pytest.mark.parametrize("path, wanted", list(reading.samples("fb2")), ids=lambda value: getattr(value, "name", ""))
def test_whole_books_give_their_text(path, wanted):
    assert reading.measure(path, wanted).errors == []


def test_a_book_says_its_title_and_author():
    assert about(TESTS / "files" / "fb2" / "mayak.ru.fb2") == About("Маяк", "Анна Холм")


def test_a_large_picture_does_not_count():
    picture = '<binary id="a.png" content-type="image/png">' + "QUJD" * 3_000_000 + "</binary>"
    (block,) = read_fb2(fb2(PARAGRAPH, after=picture))
    assert (block.text, block.place) == ("Good morning.", "line 2")


def test_a_zipped_book_is_read_whatever_its_name_inside(tmp_path):
    path = tmp_path / "book.fbz"
    path.write_bytes(zipped({"A book.FB2": fb2(PARAGRAPH)}))
    assert [block.text for block in read(path)] == ["Good morning."]


ENTITIES = (
    b'<!DOCTYPE FictionBook [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;">]><FictionBook><body>&b;</body></FictionBook>'
)


@pytest.mark.parametrize(
    "name, data, message",
    [
        ("empty.fb2", b" \n", "the file is empty"),
        ("text.fb2", b"Once upon a time.", "not a .fb2 file"),
        ("page.fb2", b"<html><body><p>Once.</p></body></html>", "no FictionBook: it begins with <html>"),
        ("half.fb2", fb2(PARAGRAPH)[:-40], "is damaged"),
        ("none.fb2", b"<FictionBook><description/></FictionBook>", "no <body>"),
        ("blank.fb2", fb2("<section><p/></section>"), "holds no text"),
        ("entities.fb2", ENTITIES, "declares XML entities"),
        ("other.fbz", zipped({"a.txt": b"Once."}), "without a .fb2 file in it"),
        ("bomb.fbz", zipped({"a.fb2": b" " * 50_000_000}), "unpacks to more"),
        ("packed.fbz", zipped({"a.fb2": b"x"}, zipfile.ZIP_BZIP2), "compressed in a way not used"),
    ],
)
def test_a_broken_book_is_refused(tmp_path, name, data, message):
    check_refused(tmp_path / name, data, message)
