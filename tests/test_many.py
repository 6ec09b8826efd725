"""Many pairs at once: what comes out is what `align` gives for each alone, in order, as it is asked for."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stories import ENGLISH, SPANISH
from toy_encoders import hashed

import aligner
from aligner import Alignment, InputError, Options, align, align_many
from aligner.align import TOGETHER
from aligner.errors import MismatchError

EN_ES = Options(languages=("en", "es"))


def alone(source: str, target: str, options: Options = EN_ES) -> Alignment | str:
    """What `align` gives, or the message of its error."""
    try:
        return align(source, target, options=options)
    except aligner.AlignerError as error:
        return str(error)


def plain(found: Alignment | aligner.AlignerError) -> Alignment | str:
    return found if isinstance(found, Alignment) else str(found)


sentences = st.lists(st.sampled_from([*ENGLISH, *SPANISH, "Ruiz, 1997!", "?", "—Sí."]), max_size=7)
texts = st.tuples(sentences, st.sampled_from([" ", "\n\n"])).map(lambda given: given[1].join(given[0]))


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(texts, texts), max_size=8))
@pytest.mark.filterwarnings("ignore::aligner.errors.AlignerWarning")
def test_each_pair_is_aligned_as_if_it_were_alone_to_the_last_bit(pairs):
    """Left-out, joined, moved, empty and unrelated sentences among them."""
    options = Options(languages=("en", "es"), unrelated=True)
    assert [plain(found) for found in align_many(pairs, options=options)] == [alone(*pair, options) for pair in pairs]


def rooms(numbers: list[int]) -> tuple[str, str]:
    """Sentences whose numbers guide the search, one of them on one side only."""
    english = " ".join(f"House {37 * n + 1000} has {91 * n + 2000} rooms." for n in numbers)
    return english, " ".join(f"La casa {37 * n + 1000} tiene {91 * n + 2000} cuartos." for n in numbers if n % 50)


def test_middling_texts_are_searched_together_too_each_in_its_own_corridor():
    pairs = [rooms(list(range(1, 81))), (" ".join(ENGLISH), " ".join(SPANISH)), rooms(list(range(30, 100)))]
    assert list(align_many(pairs, options=EN_ES)) == [alone(*pair) for pair in pairs]


def test_a_pair_that_fails_yields_its_error_and_the_others_are_aligned():
    pairs = [
        ("It rained.", "Llovía."),
        ("One sentence. " * 200, "Una."),
        ("It is cold.", " \n"),
        ("We left.", "Salimos."),
    ]
    first, mismatch, empty, last = align_many(pairs, options=EN_ES)
    assert isinstance(mismatch, MismatchError) and isinstance(empty, InputError)
    assert [found.target.sentences[0].text for found in (first, last)] == ["Llovía.", "Salimos."]


def test_a_pair_without_a_text_fails_alone_whatever_is_in_its_place():
    pairs = [("It rained.", "Llovía."), ("It is cold.", None), (2.5, "Salimos."), (b"It rained.", "Llovía.")]
    first, *others = align_many(pairs, options=EN_ES)
    assert isinstance(first, Alignment)
    assert [str(error).partition(" nor")[0] for error in others] == [
        "target: is neither a text",
        "source: is neither a text",
        "source: is neither a text",
    ]


def test_texts_that_are_no_translations_are_an_error_of_their_own_among_others():
    other = " ".join(["The committee approved the annual budget of the port."] * 12)
    pairs = [("It rained.", "Llovía."), (other, " ".join(SPANISH * 2)), ("We left.", "Salimos.")]
    kinds = [type(found) for found in align_many(pairs, options=EN_ES)]
    assert kinds == [Alignment, MismatchError, Alignment]


def test_pairs_are_taken_as_they_are_needed():
    taken = itertools.count()
    endless = (("It rained.", f"Llovía {next(taken)}.") for _ in itertools.count())
    found = align_many(endless, options=EN_ES)
    assert next(taken) == 0
    assert [found.target.sentences[0].text for found in itertools.islice(found, 3)] == [
        f"Llovía {n}." for n in (1, 2, 3)
    ]
    assert next(taken) <= TOGETHER + 1


def test_pairs_that_all_fail_are_not_waited_for():
    endless = (("It rained.", "") for _ in itertools.count())
    assert isinstance(next(align_many(endless, options=EN_ES)), InputError)


def test_of_no_pairs_nothing_comes_out():
    assert list(align_many([])) == []


def test_languages_may_differ_from_pair_to_pair_and_are_identified():
    english, spanish = " ".join(ENGLISH), " ".join(SPANISH)
    there, back, same = align_many([(english, spanish), (spanish, english), (english, spanish)])
    assert (there.source.language, back.source.language) == ("en", "es")
    assert there == same == align(english, spanish)
    assert back == align(spanish, english)


@pytest.mark.parametrize("lexicon", [None, aligner.Lexicon.empty()])
@pytest.mark.filterwarnings("ignore::aligner.errors.AlignerWarning")
def test_an_encoder_and_a_lexicon_serve_all_pairs(lexicon):
    pairs = [(" ".join(ENGLISH[k:]), " ".join(SPANISH[k:])) for k in range(0, 6, 2)]
    together = list(align_many(pairs, options=EN_ES, lexicon=lexicon, encoder=hashed))
    assert together == [align(*pair, options=EN_ES, lexicon=lexicon, encoder=hashed) for pair in pairs]
    assert all("encoder:yes" in found.signature for found in together)


def test_an_encoder_that_is_not_there_is_an_error_of_the_call():
    with pytest.raises(InputError, match="neither a folder nor a model's name"):
        next(align_many([("It rained.", "Llovía.")], options=EN_ES, encoder="/no/such/model"))
