"""Text from right to left in PDFs: lines as they are drawn, glyphs where they stand, and files of other programs."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from aligner.cli import cli
from aligner.read.pdf.direction import logical, reading_order
from aligner.read.pdf.geometry import pieces_by_place
from aligner.read.pdf.glyphs import Glyph, PageGlyphs
from aligner.read.pdf.right_to_left import lines_from_right

TESTS = Path(__file__).parents[1]
CASES = json.loads((TESTS / "cases" / "right_to_left.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["promise"])
def test_lines_are_read_in_the_order_of_reading(case):
    assert logical(case["drawn"], case["script"]) == case["read"]


@given(st.text("אבجم ab19٣۴.,:-+%()«»[] \u05b7\u064b", max_size=30), st.sampled_from(["", "R", "AL"]))
def test_every_letter_is_read_once(drawn, script):
    assert sorted(i for i, _ in reading_order(drawn, script)) == list(range(len(drawn)))


@given(st.text("אבגדה ", max_size=30))
def test_letters_from_the_right_alone_are_turned_round(drawn):
    assert logical(drawn, "R") == drawn[::-1]


@given(st.text("abc 12.", max_size=30))
def test_a_line_from_the_left_stays_as_it_is(drawn):
    assert logical(drawn) == drawn


def row(drawn, x=100.0, y=700.0, size=10.0):
    """Glyphs of half the type size, from left to right; a space is a gap."""
    return [Glyph(c, x + 5 * i, x + 5 * i + 5, y, size, False) for i, c in enumerate(drawn) if c != " "]


def read(glyphs, width=400.0):
    return lines_from_right(PageGlyphs(width, 800.0, glyphs, [], 0, 0), 1)


@given(st.permutations(row("םלוע םולש")), st.permutations(row("(2019) תנשב", y=686.0)))
def test_the_order_of_drawing_does_not_matter(first, second):
    """Programs draw the letters of a line from the left, from the right, or in parts."""
    assert [line.text for line in read(first + second)] == ["שלום עולם", "בשנת (2019)"]


def test_lines_count_from_the_right_edge():
    """So that columns, indents and bullets are found as on other pages."""
    (line,) = read(row("םולש", x=300.0))
    assert (line.x0, line.x1) == (80.0, 100.0)


def test_a_page_from_the_left_stays_as_it_is():
    (line,) = read(row("The word םולש means peace"))
    assert (line.text, line.x0) == ("The word שלום means peace", 100.0)


def test_columns_close_together_are_apart_if_drawn_one_after_the_other():
    right = [glyph for n in range(5) for glyph in row("םולש םולש", x=200.0, y=700.0 - 12 * n)]
    left = [glyph for n in range(5) for glyph in row("םלוע םלוע", x=147.0, y=700.0 - 12 * n)]
    assert [line.text for line in read(right + left)][:2] == ["עולם עולם", "שלום שלום"]


def test_marks_go_to_the_letter_that_they_stand_over():
    """LibreOffice draws some marks after the line and at another height."""
    letters = row("דלי")
    mark = Glyph("\u05b6", 106.0, 109.0, 697.0, 10.0, False)
    (line,) = read([*letters, mark])
    assert line.text == "ילֶד"


def test_marks_on_a_ligature_go_to_the_letter_below():
    ligature = Glyph("ال", 100.0, 110.0, 700.0, 10.0, False)  # as pdfium gives lam and alef
    mark = Glyph("\u064b", 106.0, 109.0, 700.0, 10.0, False)
    (line,) = read([ligature, mark])
    assert line.text == "لًا"


def test_spaces_that_are_drawn_over_a_letter_are_none():
    """TeX draws a zero-width non-joiner as a space without width over the next letter."""
    letters = row("ابج")
    assert [line.text for line in read([*letters, letters[1]._replace(text=" ")])] == ["جبا"]


def test_kashida_and_forms_of_letters_are_folded():
    (line,) = read(row("ﺏﺎـــﺘﻛ"))
    assert line.text == "كتاب"


def test_a_bullet_at_the_right_is_a_piece_of_its_own():
    assert [len(piece) for piece in pieces_by_place(row("םולש •"))] == [4, 1]


def test_footnote_marks_are_left_out():
    raised = Glyph("1", 98.0, 100.5, 703.5, 5.8, False)
    (line,) = read([*row("םולש"), raised])
    assert (line.text, line.noted) == ("שלום", False)


def test_an_arabic_pdf_is_aligned_with_its_english_docx(tmp_path):
    files = [str(TESTS / "files" / name) for name in ("pdf/library.ar.pdf", "docx/library.en.docx")]
    result = CliRunner().invoke(cli, ["align", *files, "-o", str(tmp_path / "library.json")])
    assert result.exit_code == 0, result.output
    aligned = json.loads((tmp_path / "library.json").read_text("utf-8"))
    assert (aligned["source"]["language"], aligned["target"]["language"]) == ("ar", "en")
    assert len(aligned["beads"]) == 15
    assert all(len(bead["source"]) == len(bead["target"]) == 1 for bead in aligned["beads"])
