"""Words that look like each other: numbers, names in any script, and cognates."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.words import look_alikes as module
from aligner.words.look_alikes import look_alikes


def pairs(source: list[str], target: list[str], **known: tuple[np.ndarray, np.ndarray]) -> dict[tuple[str, str], float]:
    """The chance of each pair that looks alike."""
    rows, columns, chances = look_alikes(source, target, **known)
    found = [(source[i], target[j]) for i, j in zip(rows.tolist(), columns.tolist(), strict=True)]
    assert len(found) == len(set(found))
    return dict(zip(found, chances.tolist(), strict=True))


NAMES = [
    ("шевченко", "shevchenko"),
    ("леонардо", "leonardo"),
    ("ибрагим", "ibrahim"),
    ("παπαδόπουλος", "papadopoulos"),
    ("κωνσταντίνος", "konstantinos"),
    ("αριστοτέλης", "aristotle"),
    ("محمد", "muhammad"),
    ("بغداد", "baghdad"),
    ("मुंबई", "mumbai"),
    ("गांधी", "gandhi"),
    ("हैदराबाद", "hyderabad"),
    ("ベルリン", "berlin"),
    ("マドリード", "madrid"),
    ("шевченко", "σεβτσένκο"),
]


@pytest.mark.parametrize(("one", "other"), NAMES)
def test_a_name_looks_like_itself_in_another_script_from_either_side(one, other):
    assert pairs([one], [other])[one, other] == pytest.approx(pairs([other], [one])[other, one])


def test_a_name_finds_its_own_among_others():
    """Each name in Latin letters is likest to itself."""
    latin = [(one, other) for one, other in NAMES if other.isascii()]
    here, there = map(list, zip(*latin, strict=True))
    found = pairs(here, there)
    for one, other in latin:
        assert max((chance, word) for (name, word), chance in found.items() if name == one)[1] == other


@pytest.mark.parametrize(("one", "other"), [("北京", "beijing"), ("東京都", "tokyoto"), ("上海上海", "shanghai")])
def test_han_letters_are_left_out_for_one_has_many_sounds(one, other):
    assert not pairs([one], [other])


@pytest.mark.parametrize(
    ("one", "other"), [("razón", "reason"), ("nación", "nation"), ("größe", "grosse"), ("über", "uber")]
)
def test_accents_do_not_count(one, other):
    assert pairs([one], [other])


@pytest.mark.parametrize(
    ("one", "other"),
    [("1.000,5", "1,000.5"), ("1995", "1995"), ("xiv", "14"), ("12 345", "12345"), ("madrid", "madrid"), ("?", "?")],
)
def test_the_same_number_or_the_same_word_is_as_likely_as_looks_can_make_it(one, other):
    (same,) = pairs([one], [other]).values()
    assert same > pairs(["madrid"], ["madridd"])["madrid", "madridd"]


@pytest.mark.parametrize(("one", "other"), [("as", "las"), ("7", "77"), ("vi", "6"), ("1995", "1996"), ("sea", "sear")])
def test_what_is_short_or_another_number_is_not_alike(one, other):
    assert not pairs([one], [other])


words = st.lists(st.text("aenrst", min_size=3, max_size=6), unique=True, max_size=8)


@given(words, words)
def test_the_likelier_the_more_letters_two_words_share_in_order(source, target):
    found = pairs(source, target)
    for (one, other), chance in found.items():
        assert (chance == pytest.approx(0.6)) == (one == other)
        if one != other:
            assert len(one) >= 4 <= len(other) and one[0] == other[0] and 0.05 <= chance < 0.6


@given(words, words, st.data())
def test_of_two_known_words_looks_say_nothing_and_nothing_else_changes(source, target, data):
    flags = (
        st.lists(st.booleans(), min_size=len(source), max_size=len(source)),
        st.lists(st.booleans(), min_size=len(target), max_size=len(target)),
    )
    known = tuple(np.array(data.draw(each), bool) for each in flags)
    told = dict(zip(source, known[0], strict=True)), dict(zip(target, known[1], strict=True))
    wanted = {
        pair: chance for pair, chance in pairs(source, target).items() if not (told[0][pair[0]] and told[1][pair[1]])
    }
    assert pairs(source, target, known=known) == pytest.approx(wanted)


def test_of_too_many_words_that_are_alike_the_likest_are_kept(monkeypatch):
    monkeypatch.setattr(module, "MOST_ALIKE", 2)
    found = pairs(["abcdefgh"], ["abcdefgx", "abcdefxx", "abcdxxxx", "abcdefghx"])
    assert set(found) == {("abcdefgh", "abcdefgx"), ("abcdefgh", "abcdefghx")}


def test_where_comparing_all_costs_too_much_words_that_begin_alike_are_compared(monkeypatch):
    source, target = ["transport", "reason", "tomato"], ["transporte", "razón", "tomate"]
    everything = {("transport", "transporte"), ("reason", "razón"), ("tomato", "tomate")}
    assert pairs(source, target).keys() == everything
    monkeypatch.setattr(module, "MOST_COMPARED", 4)
    assert pairs(source, target).keys() == everything - {("reason", "razón")}
    monkeypatch.setattr(module, "MOST_COMPARED", 1)
    assert len(pairs(source, target)) == 1
