"""Whatever the text, time and memory stay within bounds, and what was cut short is said."""

from __future__ import annotations

import random
import warnings
from dataclasses import replace

import numpy as np
import pytest

from aligner import Options, align
from aligner.errors import SearchWarning
from aligner.search import corridor, evidence, side
from aligner.search.guides import Links
from aligner.search.lattice import Corridor
from aligner.words import look_alikes

EN_ES = Options(languages=("en", "es"), pre_segmented=True)


def lines(count: int, seed: int) -> str:
    """Sentences of invented words: nothing in them guides."""
    rng = random.Random(seed)
    words = ["".join(rng.choices("bcdfglmnprstaeiou", k=7)) for _ in range(300)]
    return "\n".join(" ".join(rng.choices(words, k=4)) for _ in range(count))


def test_equal_sentences_are_searched_in_a_strip_and_that_is_said(monkeypatch):
    monkeypatch.setattr(corridor, "MOST_NODES", 20_000)
    with pytest.warns(SearchWarning, match="texts of 700 and 700 sentences"):
        options = replace(EN_ES, unrelated=True)
        alignment = align("\n".join(["Go on."] * 700), "\n".join(["Sigue."] * 700), options=options)
    assert len(alignment.source.sentences) == 700


def test_a_strip_holds_few_enough_nodes_and_a_way_from_end_to_end(monkeypatch):
    monkeypatch.setattr(corridor, "MOST_NODES", 60_000)
    for rows, columns in ((1000, 1000), (1000, 3000), (3000, 1000), (40, 9000)):
        with pytest.warns(SearchWarning):
            strip = corridor.bounded(Corridor.full(rows, columns), Links.none(), corridor.MARGIN)
        assert strip.cells <= 60_000
        assert strip.low[0] == 0
        assert strip.high[-1] == columns + 1
        assert (np.diff(strip.low) >= 0).all()
        assert (strip.low[1:] < strip.high[:-1]).all()


def test_a_strip_follows_the_links_there_are(monkeypatch):
    monkeypatch.setattr(corridor, "MOST_NODES", 30_000)
    links = Links(np.array([100, 900]), np.array([800, 900]), np.ones(2))
    with pytest.warns(SearchWarning):
        strip = corridor.bounded(Corridor.full(1000, 1000), links, corridor.MARGIN)
    assert strip.low[100] <= 800 < strip.high[100]
    assert strip.low[500] <= 850 < strip.high[500]


def test_a_corridor_within_bounds_is_left_as_it_is():
    here = Corridor.full(300, 300)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert corridor.bounded(here, Links.none(), corridor.MARGIN) is here


@pytest.mark.parametrize(("name", "value"), [("_COLUMNS", 7), ("_TOKENS", 40), ("_WORD_PAIRS", 900)])
def test_windows_give_the_same_gains_in_pieces(monkeypatch, name, value):
    texts = lines(60, seed=1), lines(50, seed=1)
    whole = align(*texts, options=EN_ES)
    monkeypatch.setattr(evidence, name, value)
    pieces = align(*texts, options=EN_ES)
    assert [(bead.source, bead.target) for bead in pieces.beads] == [(b.source, b.target) for b in whole.beads]
    assert [bead.score for bead in pieces.beads] == pytest.approx([bead.score for bead in whole.beads], abs=2e-3)


def test_of_a_sentence_of_a_hundred_thousand_words_both_ends_are_looked_at():
    long = f"primera {'palabra ' * 100_000}última"
    alignment = align(long, f"first {'word ' * 100_000}last", options=Options(languages=("es", "en"), unrelated=True))
    assert len(alignment.source.sentences) == 1
    ends = side.Side.of(alignment.source)
    assert {"primera", "última"} <= set(ends.words)
    assert len(ends.tokens) < 2000


def test_many_words_are_compared_within_a_budget(monkeypatch):
    rng = random.Random(2)
    words = sorted({"".join(rng.choices("abcdefgh", k=6)) for _ in range(2000)})
    whole = set(zip(*look_alikes.look_alikes(words, words)[:2], strict=True))
    monkeypatch.setattr(look_alikes, "MOST_COMPARED", 50_000)
    compared = []
    monkeypatch.setattr(look_alikes, "_compared", lambda x, y: compared.append(len(x) * len(y)) or _none())
    rows, columns, _ = look_alikes.look_alikes(words, words)
    assert sum(compared) <= 50_000
    assert set(zip(rows, columns, strict=True)) <= whole


def _none() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.float32)


def test_a_word_that_looks_like_very_many_is_taken_for_the_likest(monkeypatch):
    monkeypatch.setattr(look_alikes, "MOST_ALIKE", 3)
    rows, columns, _ = look_alikes.look_alikes(["number"], [*(f"number{'x' * n}" for n in range(1, 6)), "numbers"])
    assert len(rows) == 3
    assert {0, 1, 5} == set(columns.tolist())


# Texts, and whether each line is a sentence.
LONG = {
    "equal lines": ("\n".join(["Go on, please."] * 900), "\n".join(["Sigue, por favor."] * 900), True),
    "lines that are not parallel": (lines(900, seed=3), lines(900, seed=4), True),
    "equal paragraphs": ("\n\n".join(["Go on, please."] * 900), "\n\n".join(["Sigue, por favor."] * 900), False),
    "one line": (" ".join(["Go on, please."] * 900), " ".join(["Sigue, por favor."] * 900), False),
}


@pytest.mark.parametrize("name", LONG)
@pytest.mark.filterwarnings("ignore::aligner.errors.AlignerWarning")
def test_whatever_the_texts_no_lattice_and_no_window_is_larger_than_its_bound(monkeypatch, name):
    """Without the bounds, 900 sentences a side make 810,000 nodes, and as many pairs of words for each of theirs."""
    monkeypatch.setattr(corridor, "MOST_NODES", 60_000)
    monkeypatch.setattr(evidence, "_WORD_PAIRS", 20_000)
    nodes, pairs = [], []
    explained, lattice = evidence.explained, evidence.Lattice

    def measured(source, target, ties, window, unexplained):
        sides = zip((source, target), window, strict=True)
        x, y = (int(s.starts[n.max()] - s.starts[max(n.min() - evidence.MOST, 0)]) for s, n in sides)
        pairs.append(x * y)
        return explained(source, target, ties, window, unexplained)

    monkeypatch.setattr(evidence, "explained", measured)
    monkeypatch.setattr(evidence, "Lattice", lambda here, *rest: nodes.append(here.cells) or lattice(here, *rest))
    source, target, pre_segmented = LONG[name]
    align(source, target, options=replace(EN_ES, pre_segmented=pre_segmented, unrelated=True))
    assert 0 < max(nodes) <= 60_000
    assert 0 < max(pairs) <= 40_000
