"""Known sentences are found again in a text that they were joined into."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.text.joined import Known, cut, cut_by_size, one_blank, size

SENTENCES = ("It rained.", "She left.", "It rained. She", "A b", "第一句。", "二。")


def known(*sentences: str) -> Known:
    return Known({size(each) for each in sentences}, set(sentences).__contains__)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It rained. She left.", (("It rained.", "She left."), "", ())),
        ("It\n rained.\n\nShe left.", (("It\n rained.", "She left."), "", ())),
        ("It rained.She left.", (("It rained.", "She left."), "", ())),
        ("第一句。二。", (("第一句。", "二。"), "", ())),
        ("It rained. Why? She left.", (("It rained.",), "Why?", ("She left.",))),
        ("Why? It rained.", ((), "Why?", ("It rained.",))),
        ("It rained. Why?", (("It rained.",), "Why?", ())),
        ("It rained. She came.", (("It rained. She",), "came.", ())),
        ("A bc", ((), "A bc", ())),
        ("Why?", ((), "Why?", ())),
        ("  ", ((), "", ())),
    ],
)
def test_a_text_is_cut_where_known_sentences_end(text, found):
    assert cut(text, known(*SENTENCES)) == found


def test_where_a_sentence_begins_like_another_the_way_that_explains_all_is_taken():
    assert cut("A. B. C.", known("A.", "A. B.", "B. C.")).front == ("A.", "B. C.")


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6), st.sampled_from([" ", "\n", "  "]))
def test_whatever_was_joined_is_made_of_known_sentences(sentences, joint):
    pieces = cut(joint.join(sentences), known(*SENTENCES))
    assert not pieces.rest
    assert one_blank(" ".join(pieces.front)) == " ".join(sentences)


@given(st.lists(st.text(min_size=1, max_size=5).filter(lambda text: text.split()), min_size=1, max_size=5))
def test_sizes_cut_a_text_into_the_sentences_that_had_them(sentences):
    text = " ".join(sentences)
    found = cut_by_size(text, [size(each) for each in sentences])
    assert [each.split() for each in found] == [each.split() for each in sentences]


def test_sizes_of_another_text_cut_nothing():
    assert cut_by_size("One. Two.", [4, 5]) == ("One. Two.",)


def test_a_hostile_text_takes_little_time():
    text = "a. " * 20_000 + "b"
    started = time.perf_counter()
    cut(text, known("a.", "a. a.", " ".join(["a."] * 900)))
    assert time.perf_counter() - started < 10
