"""Footnotes of PDF pages are left out; small type that is no footnote stays."""

from dataclasses import replace

import pytest

from aligner.read.pdf.document import blocks_of_pages
from aligner.read.pdf.lines import Line, Page

BODY = "The keeper climbed the stairs at dusk and looked at the sea."
NOTE = "Now a museum; it was built in 1871."


def text_of(*pages):
    """All text of pages, each given as lines from top to bottom: (text, size) or (text, size, what else is known)."""
    made = []
    for number, given in enumerate(pages, start=1):
        lines = [
            replace(Line(text, 50, 50 + 5 * len(text), 700 - 14 * i, size, page=number), **dict(*rest))
            for i, (text, size, *rest) in enumerate(given)
        ]
        made.append(Page(number, 420, 800, tuple(lines)))
    return " ".join(block.text for block in blocks_of_pages(made))


body = [(BODY, 11)] * 12


def test_a_note_with_a_raised_mark_is_left_out():
    assert NOTE not in text_of([*body, (NOTE, 9, {"noted": True, "marks": ("1",)})])


def test_a_note_whose_mark_is_raised_only_in_the_text_is_left_out():
    cited = (BODY, 11, {"marks": ("12",)})
    assert NOTE not in text_of([cited, *body, (f"12{NOTE}", 9)])


def test_a_note_and_its_mark_are_left_out_if_neither_is_raised():
    """Some fonts have small digits of their own, of the same size and height as the others."""
    text = text_of([*body, ("He had built the lighthouse,3 as they said, in 1873.", 11), (f"3{NOTE}", 9)])
    assert NOTE not in text
    assert "the lighthouse, as they said, in 1873." in text


def test_a_note_that_goes_on_on_the_next_page_is_left_out_whole():
    pages = [*body, ("1 Now a museum; it was", 9, {"noted": True, "marks": ("1",)})], [*body, ("built long ago.", 9)]
    text = text_of(*pages)
    assert "museum" not in text
    assert "built long ago" not in text


def test_a_note_for_which_there_was_no_room_on_the_page_of_its_mark_is_left_out():
    cited = (BODY, 11, {"marks": ("12",)})
    assert NOTE not in text_of([*body, cited], [*body, (f"12. {NOTE}", 9)])


STAYS = {
    "a caption": [*body, ("3 boats in the harbour of the island", 9)],
    "a licence": [*body, ("Copies of this work may be made", 9), ("1999 or later by anybody.", 9)],
    "a list of works": [*body, ("References", 11, {"bold": True}), ("[1] M. Holm, The Lighthouse, 1931.", 9)],
    "cited works": [(f"{BODY[:-1]} [1].", 11), *body, ("Works", 12), ("[1] M. Holm, The Lighthouse, 1931.", 9)],
    "a page of small type": [("1 Income before taxes of all persons in the house", 9)] * 12,
    "notes that are most of a form": [
        *[("Name, first name:", 11, {"marks": ("1",)})] * 4,
        *[(f"{n} {NOTE}", 9) for n in range(1, 8)],
    ],
    "notes to a form": [
        *[("Income:", 11, {"marks": ("1",)})] * 8,
        *[(f"{n} {NOTE}", 9) for n in range(1, 3)],
    ],
    "small type amid the text": [*body[:3], ("1 Now a museum.", 9, {"noted": True, "marks": ("1",)}), *body],
}


@pytest.mark.parametrize("name", STAYS)
def test_small_type_that_is_no_footnote_stays(name):
    text = text_of(STAYS[name], body)
    for line, *_ in STAYS[name]:
        assert line in text
