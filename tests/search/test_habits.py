"""The habits of a translation are read off its expected beads, and a text that shows nothing has the usual ones."""

from __future__ import annotations

import random
from dataclasses import astuple, fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_lattices import STEPS, Walk, all_paths, gain, in_order, random_lattice
from stories import ENGLISH, SPANISH, STORY, document, story

from aligner import align
from aligner.model import Document
from aligner.search import corridor
from aligner.search.evidence import Evidence
from aligner.search.habits import PRIOR, Counts, Habits
from aligner.search.lattice import Corridor, Lattice
from aligner.search.paths import SOURCE_NULL, TARGET_NULL
from aligner.search.posteriors import posteriors
from aligner.search.sampling import habits_of, stretches
from aligner.search.side import Side
from aligner.weights import SUPERVISED, UNSUPERVISED, Weights
from aligner.words.lexicon import Lexicon
from aligner.words.shipped import shipped
from aligner.words.ties import tie


def read_off(source: Document, target: Document, lexicon: Lexicon | None = None) -> Habits:
    """What `align` finds to be the habits of a translation."""
    left, right = Side.of(source), Side.of(target)
    lexicon = lexicon or shipped("en", "es")
    assert lexicon is not None
    weights = SUPERVISED if lexicon.source_words else UNSUPERVISED
    ties = tie(left.vocabulary, right.vocabulary, lexicon)
    return habits_of(left, right, ties, weights, stretches(*corridor.find(left, right, ties))).habits.of(0)


def usual(source: Document, target: Document) -> Habits:
    return Habits.usual(Side.of(source), Side.of(target), 0.2).of(0)


# Counting


@st.composite
def sides(draw: st.DrawFn, sentences: int) -> Side:
    """Sentences of any length, a paragraph break before any of them."""
    lengths = draw(st.lists(st.integers(1, 40), min_size=sentences, max_size=sentences))
    breaks = draw(st.lists(st.booleans(), min_size=sentences + 1, max_size=sentences + 1))
    breaks[0] = breaks[-1] = True
    zero = np.zeros(0, np.int64)
    return Side((), zero, np.zeros(sentences + 1, np.int64), np.array(lengths, np.float32), np.array(breaks))


@st.composite
def small(draw: st.DrawFn) -> tuple[Side, Side, Lattice]:
    n, m = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    lattice = random_lattice(Corridor.full(n, m), draw(st.integers(0, 2**32 - 1)))
    return draw(sides(n)), draw(sides(m)), lattice


def counted(source: Side, target: Side, path: Walk) -> Counts:
    """What one path holds, bead by bead."""
    found, last = dict.fromkeys((field.name for field in fields(Counts)), 0.0), 0
    for k, i, j in path:
        if k in (SOURCE_NULL, TARGET_NULL):
            found["further" if last == k else "openings"] += 1
        else:
            a, b = STEPS[k]
            left, right = bool(source.breaks[i - a]), bool(target.breaks[j - b])
            found["beads"] += 1
            found["joins"] += (a, b) != (1, 1)
            found["log_ratios"] += np.log((target.lengths[j - b : j].sum() + 1) / (source.lengths[i - a : i].sum() + 1))
            found["both"] += left and right
            found["source_only"] += left and not right
            found["target_only"] += right and not left
        last = k
    return Counts(**found)


@settings(deadline=None)
@given(small())
def test_counts_are_what_all_paths_hold_each_by_its_weight(given):
    source, target, lattice = given
    paths = [path for path in all_paths(lattice.corridor) if in_order(path)]
    weights = np.exp([gain(lattice, path) for path in paths])
    wanted = weights / weights.sum() @ np.array([astuple(counted(source, target, path)) for path in paths])
    found = Counts.of(source, target, lattice, posteriors(lattice))
    np.testing.assert_allclose(np.concatenate(astuple(found)), wanted, atol=1e-3)


def test_counts_of_parts_add_up():
    one, other = (Counts(*(k * n for n in range(8))) for k in (1.0, 10.0))
    assert one + other == Counts(*(11.0 * n for n in range(8)))
    assert one + Counts.none() == one


# From counts to habits

EVEN = Habits(unexplained=0.2, log_ratio=0.1, source_trust=0.8, target_trust=0.8)
SEEN = Counts(beads=100, joins=6, log_ratios=10, both=20, source_only=2, target_only=2, openings=3, further=3)


def test_where_nothing_is_seen_nothing_differs_from_the_usual():
    found = Counts.none().habits(EVEN)
    assert found.log_ratio == pytest.approx(EVEN.log_ratio)
    assert found.runs == pytest.approx(0)
    assert found.run_length == pytest.approx(0)
    assert found.joins == pytest.approx(0)
    assert 0.75 < found.source_trust == found.target_trust < 1


def test_what_is_seen_outweighs_the_usual_the_more_the_longer_the_text():
    ratios = [
        replace(Counts.none(), beads=float(n), log_ratios=0.5 * n).habits(EVEN).log_ratio
        for n in (0, PRIOR, 20 * PRIOR)
    ]
    assert ratios[0] == pytest.approx(0.1)
    assert ratios[1] == pytest.approx(0.3)
    assert 0.45 < ratios[2] < 0.5


@pytest.mark.parametrize(
    ("more", "habit"),
    [("openings", "runs"), ("further", "run_length"), ("joins", "joins"), ("log_ratios", "log_ratio")],
)
def test_the_more_there_are_the_higher_is_the_habit(more, habit):
    found = [getattr(replace(SEEN, **{more: n}).habits(EVEN), habit) for n in (0, 3, 10, 30)]
    assert found == sorted(set(found))


@pytest.mark.parametrize("side", ["source", "target"])
def test_breaks_of_a_side_lose_trust_where_they_meet_none_and_those_of_the_other_keep_it(side):
    other = {"source": "target", "target": "source"}[side]
    found = [replace(SEEN, **{f"{side}_only": n}).habits(EVEN) for n in (0, 5, 50, 500)]
    trust = [float(getattr(habits, f"{side}_trust")) for habits in found]
    assert trust == sorted(set(trust), reverse=True)
    assert trust[0] > 0.95
    assert trust[-1] < 0.1
    assert len({float(getattr(habits, f"{other}_trust")) for habits in found}) == 1


def test_breaks_that_one_side_has_lost_stay_without_trust_whatever_is_seen():
    found = SEEN.habits(replace(EVEN, source_trust=0.0, target_trust=0.0))
    assert (found.source_trust, found.target_trust) == (0.0, 0.0)


# What is usual


def test_usual_is_the_length_ratio_of_the_whole_texts_and_nothing_else_differs():
    found = usual(document("xa", ["abcdefghi"] * 10), document("xb", ["abcdefghijklmnopqrs"] * 10))
    assert found.log_ratio == pytest.approx(np.log(2), abs=0.06)
    assert (found.runs, found.run_length, found.joins) == (0, 0, 0)


def test_with_usual_habits_it_does_not_matter_what_unusual_ones_count():
    source, target = Side.of(story(0)), Side.of(story(1, without=[4, 5]))
    ties = tie(source.vocabulary, target.vocabulary, Lexicon.empty())
    other = replace(
        SUPERVISED,
        terms=replace(SUPERVISED.terms, joins=9.0),
        nulls=replace(SUPERVISED.nulls, opening_rate=9.0, further_rate=9.0),
    )

    def lattice(weights: Weights) -> Lattice:
        found = Evidence(source, target, (ties,), weights, Habits.usual(source, target, 0.2))
        return found.lattice(Corridor.full(len(source.lengths), len(target.lengths)))

    one, two = lattice(SUPERVISED), lattice(other)
    np.testing.assert_array_equal(one.gains, two.gains)
    for side in ("source_nulls", "target_nulls"):
        for state in ("opening", "further"):
            np.testing.assert_array_equal(getattr(getattr(one, side), state), getattr(getattr(two, side), state))


# Of texts


def test_a_close_translation_has_hardly_any_nulls_or_joins_and_its_breaks_can_be_trusted():
    found = read_off(story(0), story(1))
    assert found.runs < 0
    assert found.joins < 0
    assert min(found.source_trust, found.target_trust) > 0.9


def test_a_translation_that_joins_sentences_is_known_by_it():
    joined = [
        [
            f"{one.rstrip('.')}, y {two[0].lower()}{two[1:]}"
            for (_, one), (_, two) in zip(part[::2], part[1::2], strict=True)
        ]
        for part in STORY
    ]
    found = read_off(story(0), document("es", *joined))
    assert found.joins > read_off(story(0), story(1)).joins + 1
    assert found.joins > 0.5


def test_a_text_with_gaps_is_known_by_them_and_a_long_gap_by_its_length():
    single, whole = [3, 9, 14, 20, 25, 31], range(12, 24)
    close, scattered, chunk = (read_off(story(0), story(1, gone)) for gone in ([], single, whole))
    assert scattered.runs > close.runs + 0.5
    assert scattered.runs > chunk.runs + 0.3
    assert chunk.run_length > scattered.run_length + 0.7


@pytest.mark.parametrize("side", ["source", "target"])
def test_breaks_before_every_sentence_of_one_side_lose_their_trust(side):
    apart = document("en", *([text] for text in ENGLISH)), document("es", *([text] for text in SPANISH))
    documents = [story(0), story(1)]
    documents[side == "target"] = apart[side == "target"]
    found = read_off(*documents)
    trusts = found.source_trust, found.target_trust
    many, few = trusts if side == "source" else trusts[::-1]
    assert few > 0.9
    assert many < 0.5


def test_the_length_ratio_is_that_of_the_beads_and_not_of_what_stays_alone():
    """A note of the translator's that is as long as the story makes the target twice as long."""
    note = [f"Nota {n}: el traductor vivió muchos años en aquel puerto y conoció a toda su gente." for n in range(40)]
    source, target = story(0), document("es", *([text for _, text in part] for part in STORY), note)
    close, noted = read_off(source, story(1)), read_off(source, target)
    assert usual(source, target).log_ratio > usual(source, story(1)).log_ratio + 0.5
    assert noted.log_ratio == pytest.approx(close.log_ratio, abs=0.2)


# Two starts


def made_up(number: int) -> tuple[list[str], list[str]]:
    """Sentences of a made-up language, and the same in another of words as long, none of which looks like any."""
    rng = random.Random(number)
    words = ["".join(rng.choices("bdfgk", k=3) + rng.choices("aeo", k=rng.randint(1, 5))) for _ in range(150)]
    other = {word: "".join(rng.choices("hjqvw", k=3) + rng.choices("iuy", k=len(word) - 3)) for word in words}
    source = [rng.choices(words, k=rng.randint(2, 18)) for _ in range(number)]
    return [" ".join(sentence) for sentence in source], [" ".join(map(other.__getitem__, each)) for each in source]


CUT = range(60, 105)


def test_where_a_third_of_the_target_is_cut_out_the_length_ratio_is_that_of_what_is_left():
    source, target = made_up(150)
    del target[CUT.start : CUT.stop]
    documents = document("xa", source), document("xb", target)
    assert usual(*documents).log_ratio < -0.3
    assert read_off(*documents, Lexicon.empty()).log_ratio == pytest.approx(0, abs=0.05)
    found = align(*documents)
    assert [list(bead.source) for bead in found.beads if not bead.target] == [[n] for n in CUT]
    assert [bead.kind for bead in found.beads if bead.target] == ["1-1"] * len(target)


def test_where_sentences_are_joined_the_length_ratio_stays_that_of_the_whole_texts():
    """The target has a third fewer sentences, and nothing is missing."""
    source, target = made_up(150)
    joined = [text for a, b, c in zip(*(target[k::3] for k in range(3)), strict=True) for text in (f"{a} {b}", c)]
    documents = document("xa", source), document("xb", joined)
    assert read_off(*documents, Lexicon.empty()).log_ratio == pytest.approx(0, abs=0.15)
    assert [bead.kind for bead in align(*documents).beads] == ["2-1", "1-1"] * 50
