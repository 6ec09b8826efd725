"""Lines of PDF pages to paragraphs: first lines, dialogue, large initials, verse, pages laid out on larger paper."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.read.pdf.document import blocks_of_pages
from aligner.read.pdf.lines import Line, Page

LEFT, RIGHT, TOP = 50.0, 350.0, 700.0
WIDTH = 6.0  # of a letter, in points


def lines(texts, page=1, top=TOP):
    """Lines 14 points apart, of 11-point type: each blank before a text indents it by 8 points, "/" fills it."""
    made = []
    for i, text in enumerate(texts):
        x = LEFT + 8.0 * (len(text) - len(text.lstrip()))
        end = RIGHT if text.endswith("/") else x + WIDTH * len(text.strip())
        made.append(Line(text.strip(" /"), x, end, top - 14 * i, 11.0, page=page))
    return [line for line in made if line.text]


def page_of(texts, number=1):
    return Page(number, 420, 800, tuple(lines(texts, number)))


def texts_of(*pages):
    return [block.text for block in blocks_of_pages([page_of(texts, n) for n, texts in enumerate(pages, start=1)])]


PROSE = [
    "  The keeper climbed the stairs at dusk and at midnight/",
    "and looked at the sea, which was calm and grey all day,/",
    "as it had been the whole of that long winter.",
]


def joined(texts):
    return " ".join(text.strip(" /") for text in texts)


def test_one_line_of_dialogue_after_another_is_a_paragraph_each():
    said = ["  “Is it far to the rock, sir, if one goes by the boat?”/", "  “It is not.”"]
    found = texts_of([*PROSE * 3, *said, *PROSE])
    assert found == [joined(PROSE)] * 3 + [joined(said[:1]), joined(said[1:]), joined(PROSE)]


def test_lines_beside_a_large_initial_belong_to_its_paragraph():
    """They are indented too, but by another width than first lines are."""
    first = [
        "Once the keeper climbed the stairs with the old dog and/",
        "    Martin, the boatman, and looked at the sea/",
    ]
    assert texts_of([*first, *PROSE[1:], *PROSE * 3])[0] == joined([*first, *PROSE[1:]])


@pytest.mark.parametrize(("initial", "rest"), [("O", "nce"), ("“O", "nce"), ("O,", "once")])
def test_a_large_initial_is_part_of_its_word(initial, rest):
    """Some programs draw it after the first line, some before; its baseline is that of the second."""
    page = lines(
        [f"   {rest} the keeper climbed the stairs with/", "   Martin, the boatman, and looked at the sea/", *PROSE[1:]]
    )
    page.insert(1, Line(initial, LEFT, LEFT + 22, TOP - 14, 30.0))
    text = f"{initial}{rest}".replace(",", ", ")
    text = f"{text} the keeper climbed the stairs with Martin, the boatman, and looked at the sea {joined(PROSE[1:])}"
    assert [block.text for block in blocks_of_pages([Page(1, 420, 800, tuple(page))])] == [text]


def test_a_line_that_sticks_out_of_a_justified_column_changes_no_paragraph():
    page = lines([*PROSE, *PROSE, *PROSE])
    page[1] = replace(page[1], x1=RIGHT + 18)
    page[4] = replace(page[4], x1=RIGHT + 8)
    found = [block.text for block in blocks_of_pages([Page(1, 420, 800, tuple(page))])]
    assert found == [joined(PROSE)] * 3


PLAIN = [text.lstrip() for text in PROSE]


def test_without_indents_one_speech_after_another_begins_a_paragraph_at_the_top_of_a_page():
    said = ["“As calm as it has been the whole of this long winter.”/"]
    answer = "“Who is there?” he asked."
    assert texts_of([*PLAIN, "", *said], [answer, "", *PLAIN]) == [joined(PLAIN), joined(said), answer, joined(PLAIN)]


def test_a_full_line_at_the_end_of_a_page_goes_on_if_nothing_speaks_against_it():
    end, start = "as it had been the whole of that long grey winter./", "Nobody came."
    assert texts_of([*PLAIN[:2], end], [start, "", *PLAIN]) == [joined([*PLAIN[:2], end, start]), joined(PLAIN)]


STANZA = ["The sea was grey, the sky was low,", "And nobody was there to know", "That all the boats", "Were gone."]


def test_a_stanza_is_one_paragraph_with_its_line_breaks():
    found = texts_of([*PROSE, "", *(f"    {line}" for line in STANZA), "", *PROSE])
    assert found == [joined(PROSE), "\n".join(STANZA), joined(PROSE)]


def test_verse_that_is_only_indented_stands_by_itself():
    found = texts_of([*PROSE * 3, *(f"    {line}" for line in STANZA), *PROSE])
    assert found == [joined(PROSE)] * 3 + ["\n".join(STANZA), joined(PROSE)]


def test_stanzas_stay_apart_and_a_stanza_goes_on_on_the_next_page():
    poem = [f"    {line}" for line in STANZA]
    found = texts_of([*PROSE, "", *poem, "", *poem[:2]], [*poem[2:], "", *poem, "", *PROSE])
    assert found == [joined(PROSE), *["\n".join(STANZA)] * 3, joined(PROSE)]


NO_VERSE = {
    "dialogue": ["“Is it far?”", "“Not very.”", "“I am tired.”", "“So am I.”", "“Then let us rest.”"],
    "contents": ["The Keeper 3", "The Rock 17", "The Boat 29", "The Storm 41", "The Spring 58"],
    "code": ["for (i = 2; i < n; i++) {", "if (!p[i])", "continue;", "p[i*2] = 0;", "}"],
    "items": ["1. the boat,", "2. the rope,", "3. the lamp,", "4. the oil,", "5. the keys."],
}


def test_short_lines_that_are_no_verse_are_no_stanza():
    for name, texts in NO_VERSE.items():
        assert not any("\n" in text for text in texts_of([*PLAIN, "", *texts, "", *PLAIN])), name


@given(st.lists(st.sampled_from([*PROSE, *STANZA, "    Indented,", "—Speech.", ""]), min_size=1, max_size=40))
def test_no_word_of_a_page_is_lost_or_moved(texts):
    found = " ".join(texts_of(texts, ["The end of the book."])).split()
    assert "".join(found) == "".join(f"{joined(texts)} The end of the book.".split())


def test_page_numbers_are_found_where_pages_of_a_small_book_lie_on_large_paper():
    body = [line for _ in range(9) for line in PROSE]
    foot = TOP - 14 * len(body) - 20
    pages = [Page(n, 595, 842, (*lines(body, n), Line(str(n), 190, 200, foot, 11, page=n))) for n in range(1, 6)]
    assert [block.text for block in blocks_of_pages(pages)] == [joined(PROSE)] * 45
