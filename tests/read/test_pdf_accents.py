"""Accents that a PDF draws over letters: each is part of the letter that it stands on, wherever the file draws it."""

from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.read.pdf.accents import MOST, with_accents
from aligner.read.pdf.glyphs import Glyph


def glyph(text, x, y=700.0, width=5.0, size=10.0):
    return Glyph(text, x, x + width, y, size, False)


def texts(*glyphs):
    return [one.text for one in with_accents(glyphs)]


@pytest.mark.parametrize("accent", [glyph("´", 100.3), glyph("´", 101.0, 702.6), glyph("´", 100.0, 700.0, 4.0)])
def test_an_accent_belongs_to_the_letter_below_it(accent):
    word = [glyph("c", 90), glyph("a", 95), glyph("e", 100), glyph("s", 105)]
    for place in range(len(word) + 1):
        assert texts(*word[:place], accent, *word[place:]) == ["c", "a", "é", "s"]


def test_an_accent_and_its_letter_may_be_one_glyph():
    assert texts(glyph("¨o", 100), glyph("¸c", 105), glyph("'a", 110)) == ["ö", "ç", "'a"]


def test_a_letter_may_have_two_accents_but_not_any_number():
    assert texts(glyph("e", 100), glyph("ˆ", 100), glyph("´", 100, 702)) == ["ế"]
    assert len(texts(glyph("x", 100), *(glyph("´", 100) for _ in range(50)))) == 51 - MOST + 1


@pytest.mark.parametrize(
    "sign",
    [
        glyph("´", 106),  # beside the letter: an apostrophe
        glyph("´", 101, 712),  # of another line
        glyph("˚", 101, size=6.0),  # of another size
        glyph("/", 101),  # a stroke crosses out signs, not letters
    ],
)
def test_other_signs_stay(sign):
    assert texts(glyph("e", 100), sign) == ["e", sign.text]


def test_a_dot_gives_way_to_an_accent():
    assert texts(glyph("ı", 100, width=2.8), glyph("ˆ", 99, width=5)) == ["î"]


@given(st.lists(st.tuples(st.sampled_from("ab e.\u2208´ˆ/¨"), st.integers(0, 40), st.integers(0, 3)), max_size=30))
def test_no_letter_is_lost_and_none_changes_its_place(drawn):
    glyphs = [glyph(text, x, 700.0 + y) for text, x, y in drawn]
    found = with_accents(glyphs)
    letters = [[one.x0 for one in some if category(one.text[0]) == "Ll"] for some in (glyphs, found)]
    assert letters[0] == letters[1]
    assert [one for one in glyphs if one.text in ". "] == [one for one in found if one.text in ". "]
