"""The table of contents: which headings are one entry, in the page and in the book."""

from __future__ import annotations

import io
import zipfile

import factories
import pytest

from aligner.formats import render
from aligner.formats.html.contents import contents_of
from aligner.model import Alignment, Document

PROSE = ("They met there.", "Allí se vieron.", 0)


def book(*rows):
    """A bead of each row: source text, target text, level of the heading (0 for a paragraph); empty for no side."""
    sides, beads = [[], []], []
    for *texts, level in rows:
        spans = []
        for side, text in zip(sides, texts, strict=True):
            spans.append(str(len(side)) if text else "")
            if text:
                side.append(factories.block(text, kind="heading" if level else "paragraph", level=level))
        beads.append(factories.bead(*spans))
    source, target = (Document("book", code, tuple(side)) for code, side in zip(("en", "es"), sides, strict=True))
    return Alignment(source, target, tuple(beads))


ONE = {
    "a number and its title": [("CHAPTER II", "II", 2), ("The Garden", "El jardín", 2)],
    "a title that is the only heading below its number": [("Chapter Two", "Capítulo segundo", 2), ("A", "Un día", 3)],
    "a title on one side": [("CHAPTER II", "II", 1), ("", "El jardín", 1)],
    "a title that begins on one side": [("CHAPTER I THE TRYST", "I", 2), ("", "En el jardín", 2)],
    "a title that begins with a number": [("III", "III", 2), ("Two Brothers", "Dos hermanos", 2)],
}
TWO = {
    "a part and its first chapter": [("PART I", "PRIMERA PARTE", 1), ("CHAPTER I", "I", 1)],
    "a part whose chapters have titles": [("PART I", "PARTE I", 1), ("A", "Un día", 2), PROSE, ("B", "Otro", 2)],
    "a title and a chapter": [("The Tryst", "La cita", 1), ("The Garden", "El jardín", 1)],
    "text between": [("II", "II", 2), PROSE, ("The Garden", "El jardín", 2)],
    "a title above its number": [("II", "II", 2), ("The Book", "El libro", 1)],
}


@pytest.mark.parametrize("rows", ONE.values(), ids=ONE.keys())
def test_the_number_of_a_chapter_and_its_title_are_one_entry(rows):
    [entry] = contents_of(book(*rows, PROSE))
    assert entry.id == 1 and entry.level == rows[0][2]
    for shown, texts in zip(entry[2:], list(zip(*rows, strict=True))[:2], strict=True):
        assert shown == " · ".join(filter(None, texts))


@pytest.mark.parametrize("rows", TWO.values(), ids=TWO.keys())
def test_other_headings_have_entries_of_their_own(rows):
    assert len(contents_of(book(*rows, PROSE))) == sum(level > 0 for *_, level in rows)


def test_the_page_and_the_book_show_the_same_entries():
    alignment = book(("II", "II", 2), ("The Garden", "El jardín", 2), PROSE)
    with zipfile.ZipFile(io.BytesIO(render(alignment, "epub").data)) as book_file:
        nav = book_file.read("EPUB/nav.xhtml").decode()
    for contents in (render(alignment, "html").data.decode(), nav):
        assert "II · The Garden" in contents and "II · El jardín" in contents
