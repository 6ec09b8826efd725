"""The reviewer's queue lists what is worth a look, each trouble once."""

from __future__ import annotations

import io
from dataclasses import replace

import factories
import pytest
from factories import bead
from hypothesis import given
from hypothesis import strategies as st

from aligner.formats import load, render
from aligner.model import Alignment, Document
from aligner.quality.finding import FLAGS
from aligner.quality.worth import LEAST, worth


def beads_with(*given: tuple) -> Alignment:
    """One sentence against one for each score, with its flags and perhaps a status."""
    sides = [Document(name, name, (factories.block(*("A sentence." for _ in given)),)) for name in ("en", "es")]
    beads = []
    for k, (score, *marks) in enumerate(given):
        flags = [mark for mark in marks if mark in FLAGS]
        status = next((mark for mark in marks if mark not in FLAGS), "auto")
        beads.append(bead(str(k), str(k), score, *flags, status=status))
    return Alignment(*sides, tuple(beads))


SURE = (0.99,)


@pytest.mark.parametrize(
    ("given", "listed"),
    [
        pytest.param([SURE, SURE], [], id="nothing where all is sure"),
        pytest.param([SURE, (0.6,), SURE], [1], id="a doubtful score"),
        pytest.param([SURE, (0.85,), SURE], [], id="not a score that is seldom wrong"),
        pytest.param([(0.8,), (0.5,), (0.7,), SURE], [1], id="a doubtful boundary once, at its worst"),
        pytest.param([(0.5,), (0.6,), (0.7,)], [0, 2], id="every doubt is listed or beside one that is"),
        pytest.param([(0.6,), (0.6,)], [0], id="of equals the first"),
        pytest.param([(0.5,), (0.7, "number")], [0, 1], id="a flag beside a doubt has a reason of its own"),
        pytest.param([SURE, (0.99, "number"), (0.99, "name")], [1, 2], id="flags"),
        pytest.param([(0.99, "question"), (0.99, "inconsistent")], [0], id="not every flag is worth a look"),
        pytest.param([(0.8, "moved"), (0.99, "moved"), (0.99, "moved")], [0], id="what moved together, once"),
        pytest.param([(0.6, "confirmed")], [0], id="what was confirmed, which is part of the work done"),
        pytest.param([(0.6, "changed"), (0.7,), (0.7,)], [2], id="not what was changed, nor doubts beside it"),
        pytest.param([(0.5, "low"), SURE], [0], id="low says no more than the score"),
    ],
)
def test_the_queue_lists(given, listed):
    assert sorted(worth(beads_with(*given))) == listed


def test_the_worse_the_more_worth():
    found = worth(beads_with((0.7,), SURE, (0.5,), SURE, (0.5, "number"), SURE, (1.0, "name")))
    assert sorted(found, key=lambda k: -found[k]) == [4, 2, 0, 6]


def test_a_long_omission_is_worth_more_than_a_short_one_and_is_listed_once():
    long = factories.block("A sentence that the translator, for reasons of his own, left out.", "And one more.")
    english = Document("en", "en", (factories.block("One.", "No."), long))
    spanish = Document("es", "es", (factories.block("Uno."),))
    lone = [bead(str(k), "", 0.99, "omitted") for k in (1, 2, 3)]
    alignment = Alignment(english, spanish, (bead("0", "0", 0.99), *lone))
    assert list(worth(alignment)) == [1]
    short = replace(alignment, beads=(*alignment.beads[:2], *(replace(one, flags=()) for one in lone[1:])))
    assert worth(alignment)[1] > 0.5 > worth(short, least=0)[1]


def test_the_more_a_length_is_off_the_more_it_is_worth():
    """As in a check; the flag alone says nothing where lengths agree."""
    sizes = (9, 6, 4, 9, 9)
    english = Document("en", "en", (factories.block(*("Ten words. " * 9 for _ in sizes)),))
    spanish = Document("es", "es", (factories.block(*("Diez palab. " * size for size in sizes)),))
    beads = tuple(bead(str(k), str(k), 1.0, "length") for k in range(len(sizes)))
    found = worth(Alignment(english, spanish, beads))
    assert list(found) == [1, 2]
    assert found[1] < found[2]


@given(factories.alignments())
def test_a_saved_alignment_gives_the_same_queue(alignment):
    again = load(io.BytesIO(render(alignment, "json").data), format="json")
    assert worth(again) == worth(alignment)
    assert all(LEAST <= chance <= 1 for chance in worth(alignment).values())


@given(st.lists(st.floats(0, 1).map(lambda score: (score,)), max_size=12))
def test_every_doubtful_bead_is_listed_or_beside_one_that_is(given):
    found = worth(beads_with(*given)) if given else {}
    for k, (score,) in enumerate(given):
        assert round(1 - score, 2) < LEAST or not found.keys().isdisjoint((k - 1, k, k + 1))
