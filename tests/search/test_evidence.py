"""The windows of the corridor give what the formula gives bead by bead."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.model import Block, Document, Sentence
from aligner.search import evidence as module
from aligner.search.evidence import Evidence
from aligner.search.habits import Habits
from aligner.search.lattice import Corridor
from aligner.search.side import Side
from aligner.weights import BEAD_TYPES, SUPERVISED, TERMS
from aligner.words.lexicon import Lexicon
from aligner.words.shipped import shipped
from aligner.words.ties import tie
from aligner.words.tokens import tokenize
from aligner.words.train import train

WEIGHTS = SUPERVISED


def document(language: str, *paragraphs: list[str]) -> Document:
    blocks = []
    for sentences in paragraphs:
        text, spans = "", []
        for sentence in sentences:
            spans.append(Sentence(sentence, len(text), len(text) + len(sentence)))
            text += sentence + " "
        blocks.append(Block(text, sentences=tuple(spans)))
    return Document(language, language, tuple(blocks))


def evidence(source: Document, target: Document) -> Evidence:
    left, right = Side.of(source), Side.of(target)
    ties = tie(left.vocabulary, right.vocabulary, Lexicon.empty())
    return Evidence(left, right, (ties,), WEIGHTS, Habits.usual(left, right, WEIGHTS.unexplained[0]))


def rooms(number: int) -> tuple[Document, Document]:
    """Two texts of twice as many sentences."""
    return (
        document("en", *([f"Sentence {n} of house {n % 7}.", f"It has {n % 11} rooms."] for n in range(number))),
        document("es", *([f"Frase {n} de casa {n % 7}.", f"Tiene {n % 11} salas."] for n in range(number))),
    )


def naive_lexical(found: Evidence, source: list[str], target: list[str]) -> float:
    """The formula of the module's docstring, word for word."""
    rows = [found.source.words.index(word) for sentence in source for word in tokenize(sentence)]
    columns = [found.target.words.index(word) for sentence in target for word in tokenize(sentence)]
    (ties,) = found.ties
    forward, backward = np.zeros((2, len(found.source.words), len(found.target.words)))
    row, entry = ties.entries(np.arange(len(found.source.words)))
    forward[row, ties.columns[entry]] = ties.forward[entry]
    backward[row, ties.columns[entry]] = ties.backward[entry]
    explained = 1 - WEIGHTS.unexplained[0]
    there = [
        np.log(explained / (len(rows) + 1) * forward[rows, t].sum() + 1 - explained * ties.target_known[t])
        for t in columns
    ]
    back = [
        np.log(explained / (len(columns) + 1) * backward[s, columns].sum() + 1 - explained * ties.source_known[s])
        for s in rows
    ]
    return float((sum(there) + sum(back)) / 2)


words = st.sampled_from(["casa", "house", "nation", "nación", "1", "2", "?", "Madrid", "the", "la", "general", "—"])
sentences = st.lists(words, min_size=1, max_size=4).map(" ".join)


@settings(max_examples=25)
@given(st.lists(sentences, min_size=1, max_size=6), st.lists(sentences, min_size=1, max_size=6))
def test_lexical_term_of_every_bead_is_the_formula(source, target):
    found = evidence(document("en", source), document("es", target))
    corridor = Corridor.full(len(source), len(target))
    terms = found.terms(corridor)
    for k, (a, b) in enumerate(BEAD_TYPES):
        for i in range(a, len(source) + 1):
            for j in range(b, len(target) + 1):
                cell = int(corridor.cell(np.array([i]), np.array([j]))[0])
                wanted = naive_lexical(found, source[i - a : i], target[j - b : j])
                assert terms[TERMS.index("lexical"), k, cell] == pytest.approx(wanted, abs=1e-3)


def test_gains_in_a_narrow_corridor_are_those_of_the_whole_lattice():
    source = document("en", [f"Sentence {n} of house {n % 7}." for n in range(80)])
    target = document("es", [f"Frase {n} de casa {n % 7}." for n in range(80)])
    found = evidence(source, target)
    full, row = Corridor.full(80, 80), np.arange(81)
    narrow = Corridor(np.maximum(row - 5, 0), np.minimum(row + 6, 81))
    whole, part = found.gains(full), found.gains(narrow)
    i, j = narrow.every()
    for k, (a, b) in enumerate(BEAD_TYPES):
        inside = (i >= a) & (j >= b)
        np.testing.assert_array_equal(part[k][inside], whole[k, full.cell(i, j)][inside])


@pytest.mark.parametrize(("begin", "end"), [((0, 0), (20, 21)), ((15, 14), (60, 62)), ((50, 49), (80, 80))])
def test_gains_of_a_part_are_those_of_the_whole(begin, end):
    """Word rates and habits are those of the whole; only beads that start before the part differ."""
    found = evidence(*rooms(40))
    full = Corridor.full(80, 80)
    left, right = found.source.part(begin[0], end[0]), found.target.part(begin[1], end[1])
    part = full.part(begin, end)
    whole, gains = found.lattice(full), replace(found, source=left, target=right).lattice(part)
    i, j = part.every()
    for k, (a, b) in enumerate(BEAD_TYPES):
        inside = (i >= a) & (j >= b)
        same = whole.gains[k, full.cell(i + begin[0], j + begin[1])]
        np.testing.assert_allclose(gains.gains[k][inside], same[inside], atol=1e-3)
    for mine, other, at, stop in (
        (gains.source_nulls, whole.source_nulls, begin[0], end[0]),
        (gains.target_nulls, whole.target_nulls, begin[1], end[1]),
    ):
        np.testing.assert_allclose(mine.opening, other.opening[at:stop])
        np.testing.assert_allclose(mine.further, other.further[at:stop])


LEXICONS = [
    Lexicon.empty(),
    shipped("en", "es"),
    train([("sentence house rooms", "frase casa salas"), ("it has", "tiene")] * 3, languages=("en", "es")),
]


WINDOWS = st.fixed_dictionaries(
    {"STRETCH": st.integers(1, 50), "_TOKENS": st.integers(1, 200), "_COLUMNS": st.integers(1, 80)}
)


@settings(max_examples=15)
@given(WINDOWS, st.lists(st.sampled_from(LEXICONS), min_size=1, max_size=4), st.integers(0, 30))
def test_of_several_ties_each_serves_its_stretches_of_rows_as_if_it_were_alone(windows, lexicons, band):
    """To the last bit, whatever the size of the windows."""
    single = evidence(*rooms(40))
    left, right = single.source.vocabulary, single.target.vocabulary
    ties = tuple(tie(left, right, lexicon) for lexicon in lexicons)
    row = np.arange(81)
    nodes = Corridor(np.maximum(row - band, 0), np.minimum(row + band + 1, 81))
    with pytest.MonkeyPatch.context() as patch:
        for name, value in windows.items():
            patch.setattr(module, name, value)
        together = replace(single, ties=ties)
        terms, alone = together.terms(nodes), [replace(single, ties=(each,)).terms(nodes) for each in ties]
        gains, gains_alone = together.gains(nodes), [replace(single, ties=(each,)).gains(nodes) for each in ties]
        i, j = nodes.every()
        serving = i // windows["STRETCH"] % len(ties)
        for k in range(len(ties)):
            np.testing.assert_array_equal(terms[..., serving == k], alone[k][..., serving == k])
            np.testing.assert_array_equal(gains[:, serving == k], gains_alone[k][:, serving == k])
        end = 60, int(j[i == 60].max())
        bead = np.array([[60], [end[1]]]), np.array([[1], [1]])
        words = together.words_of(*bead)
        assert words == replace(single, ties=(ties[60 // windows["STRETCH"] % len(ties)],)).words_of(*bead)
        assert words == pytest.approx(
            terms[TERMS.index("lexical"), BEAD_TYPES.index((1, 1)), nodes.cell(*end)], abs=1e-3
        )


@settings(max_examples=10)
@given(WINDOWS)
def test_the_size_of_the_windows_changes_nothing_not_even_the_last_bit(windows):
    found, nodes = evidence(*rooms(20)), Corridor.full(40, 40)
    before = found.terms(nodes)
    i, j = nodes.every()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in windows.items():
            patch.setattr(module, name, value)
        after = found.terms(nodes)
    for k, (a, b) in enumerate(BEAD_TYPES):
        inside = (i >= a) & (j >= b)
        np.testing.assert_array_equal(before[:, k, inside], after[:, k, inside])


def term(found: Evidence, name: str, kind: tuple[int, int], end: tuple[int, int]) -> float:
    corridor = Corridor.full(len(found.source.lengths), len(found.target.lengths))
    cell = int(corridor.cell(np.array([end[0]]), np.array([end[1]]))[0])
    return float(found.terms(corridor)[TERMS.index(name), BEAD_TYPES.index(kind), cell])


def test_a_break_before_one_side_only_is_told():
    found = evidence(document("en", ["A one.", "A two."], ["B one."]), document("es", ["A uno.", "A dos."], ["B uno."]))
    assert term(found, "break_one", (1, 1), (3, 3)) == 0
    assert term(found, "break_one", (1, 1), (3, 2)) == 1


def test_breaks_mean_nothing_where_one_side_has_lost_its_own():
    found = evidence(document("en", ["A one."], ["B one."]), document("es", ["A uno.", "B uno."]))
    assert term(found, "break_one", (1, 1), (2, 2)) == 0


def test_unknown_words_say_nothing_against_a_bead():
    found = evidence(document("en", ["xyzzy plugh"]), document("es", ["qwert asdfg"]))
    assert term(found, "lexical", (1, 1), (1, 1)) == pytest.approx(0)


def test_shared_rare_words_speak_for_a_bead():
    found = evidence(document("en", ["Bucharest", "a dog"]), document("es", ["Bucarest", "un can"]))
    assert term(found, "lexical", (1, 1), (1, 1)) > 1 > 0 >= term(found, "lexical", (1, 1), (2, 1))
