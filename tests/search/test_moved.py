"""Text that has moved is linked, and nothing else is: a second look at what the search left alone on both sides."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import permutations

import factories
import numpy as np
import pytest

from aligner import Lexicon, Options, align
from aligner.encoders import NONE
from aligner.formats import load, write
from aligner.formats.table import WRITTEN
from aligner.model import Alignment, Document
from aligner.search.shared_words import sharing
from aligner.search.side import Side
from aligner.words.ties import tie

PAIRS = [
    ("The ship left the harbour before dawn.", "El barco salió del puerto antes del amanecer."),
    ("My grandmother kept her letters in a wooden box.", "Mi abuela guardaba sus cartas en una caja de madera."),
    ("It had rained for three weeks without a pause.", "Había llovido durante tres semanas sin pausa."),
    ("The doctor asked for hot water and clean towels.", "El médico pidió agua caliente y toallas limpias."),
    ("Two soldiers were guarding the old bridge.", "Dos soldados vigilaban el puente viejo."),
    ("Nobody in the village knew how to read.", "Nadie en el pueblo sabía leer."),
    ("The price of bread went up again in March.", "El precio del pan volvió a subir en marzo."),
    ("A yellow dog was sleeping under the table.", "Un perro amarillo dormía debajo de la mesa."),
    ("The judge closed the book and looked at the window.", "El juez cerró el libro y miró a la ventana."),
    ("Her brother had become a teacher in Lisbon.", "Su hermano se había hecho maestro en Lisboa."),
    ("The train stopped in the middle of the desert.", "El tren se detuvo en medio del desierto."),
    ("They planted apple trees along the river.", "Plantaron manzanos a lo largo del río."),
]
ALL = list(range(len(PAIRS)))
# The targets in the order in which they stand, and which of them have moved.
ORDERS = {
    "a sentence to the end": ([*ALL[:2], *ALL[3:], 2], {2}),
    "a sentence to the beginning": ([9, *ALL[:9], *ALL[10:]], {9}),
    "a paragraph": ([*ALL[:1], *ALL[4:], *ALL[1:4]], {1, 2, 3}),
    "two sentences, each to another place": ([*ALL[:2], *ALL[3:6], 8, *ALL[6:8], *ALL[9:], 2], {2, 8}),
}
NOUNS = [
    *[("dog", "perro"), ("king", "rey"), ("horse", "caballo"), ("doctor", "médico"), ("brother", "hermano")],
    *[("teacher", "maestro"), ("ship", "barco"), ("garden", "jardín"), ("bridge", "puente"), ("judge", "juez")],
    *[("train", "tren"), ("soldier", "soldado")],
]
PARAGRAPH = ORDERS["a paragraph"][0]


def document(language: str, sentences: list[str]) -> Document:
    return Document(language, language, (factories.block(*sentences),))


def texts(order: list[int], source: list[int] = ALL) -> tuple[Document, Document]:
    return document("en", [PAIRS[k][0] for k in source]), document("es", [PAIRS[k][1] for k in order])


def links(alignment: Alignment) -> set[tuple[str, str]]:
    return {(pair.source, pair.target) for pair in alignment.pairs() if pair.source and pair.target}


def moved(alignment: Alignment) -> list[str]:
    return [pair.source for pair in alignment.pairs() if "moved" in pair.flags]


@pytest.mark.parametrize(("order", "out_of_order"), ORDERS.values(), ids=ORDERS)
def test_what_has_moved_is_linked_and_only_that_is_called_moved(order, out_of_order):
    found = align(*texts(order))
    assert links(found) == set(PAIRS)
    assert set(moved(found)) == {PAIRS[k][0] for k in out_of_order}


@pytest.mark.parametrize("place", [0, 1, 2, 3])
def test_a_sentence_that_says_little_moves_along_with_its_paragraph(place):
    little = "Nobody answered.", "Todos callaban."
    english = [pair[0] for pair in PAIRS]
    paragraph = [pair[1] for pair in PAIRS[1:4]]
    english.insert(1 + place, little[0])
    paragraph.insert(place, little[1])
    found = align(document("en", english), document("es", [PAIRS[0][1], *(pair[1] for pair in PAIRS[4:]), *paragraph]))
    assert links(found) == {*PAIRS, little}


def test_a_passage_of_fifty_sentences_that_has_moved_is_linked_whole():
    pairs = list(permutations(NOUNS, 2))
    random.Random(3).shuffle(pairs)  # the surest pair is in the middle, with more around it than are looked at
    source = [f"In {1000 + 7 * k} the {one[0]} saw the {other[0]}." for k, (one, other) in enumerate(pairs)]
    target = [f"En {1000 + 7 * k} el {one[1]} vio el {other[1]}." for k, (one, other) in enumerate(pairs)]
    order = [*range(10), *range(60, 120), *range(10, 60), *range(120, len(pairs))]
    found = align(document("en", source), document("es", [target[k] for k in order]))
    assert links(found) == set(zip(source, target, strict=True))
    assert moved(found) == source[10:60]


def test_a_moved_bead_may_have_several_sentences_on_a_side():
    long = (
        "The thief hid the silver coins in a well, and the priest found them.",
        "El ladrón escondió las monedas de plata en un pozo.",
        "El cura las encontró.",
    )
    english = [*(pair[0] for pair in PAIRS[:2]), long[0], *(pair[0] for pair in PAIRS[2:])]
    spanish = [*(pair[1] for pair in PAIRS), *long[1:]]
    found = align(document("en", english), document("es", spanish))
    assert (long[0], " ".join(long[1:])) in links(found)
    assert moved(found) == [long[0]]


def test_left_out_and_added_sentences_that_say_other_things_stay_alone():
    found = align(*texts([k for k in ALL if k not in (2, 5)], [k for k in ALL if k not in (8, 10)]))
    assert moved(found) == []
    assert sum(bead.is_null for bead in found.beads) == 4


@pytest.mark.parametrize(
    "other",
    [
        "Llovía desde hacía tres semanas en la aldea.",
        "El médico pidió pan y vino.",
        "Hacía tres semanas que nadie salía.",
    ],
)
def test_a_sentence_that_only_shares_some_words_is_not_linked(other):
    """The translation leaves out the rain and the doctor, and ends with something else."""
    source, _ = texts(ALL)
    target = document("es", [*(PAIRS[k][1] for k in ALL if k not in (2, 3)), other])
    assert moved(align(source, target)) == []


def test_chapters_that_differ_only_in_their_number_are_not_linked():
    english, spanish = ([pair[side] for pair in PAIRS] for side in (0, 1))
    english = ["Chapter IV.", *english[:4], "Chapter V.", *english[4:8], "Chapter VI.", *english[8:]]
    spanish += ["Capítulo IV.", "Capítulo V.", "Capítulo VI."]
    assert moved(align(document("en", english), document("es", spanish))) == []


@pytest.mark.parametrize("again", [("“I have never seen this woman before.”", "—Nunca he visto a esta mujer.")])
def test_a_sentence_that_is_there_more_than_once_is_not_linked(again):
    english = [pair[0] for pair in PAIRS]
    spanish = [pair[1] for pair in PAIRS]
    english[2:2], english[5:5] = [again[0]], [again[0]]
    spanish[8:8], spanish[11:11] = [again[1]], [again[1]]
    found = align(document("en", english), document("es", spanish))
    assert moved(found) == []
    assert set(PAIRS) <= links(found)


def test_no_link_leads_across_a_stop():
    source, target = texts([*ALL[:2], *ALL[3:], 2])
    assert moved(align(source, target, stops=[(6, 5)])) == []
    assert moved(align(source, target, stops=[(1, 1)])) == [PAIRS[2][0]]


def test_what_a_person_left_alone_stays_alone_and_what_a_person_linked_may_be_passed():
    source, target = texts([*ALL[:2], *ALL[3:], 2])
    first = align(source, target)
    alone = [factories.bead(str(k), str(k if k < 2 else k - 1)) for k in ALL if k != 2]
    for statuses in (("confirmed", "auto"), ("auto", "confirmed")):
        halves = factories.bead("2", "", status=statuses[0]), factories.bead("", "11", status=statuses[1])
        made = (*alone[:2], halves[0], *alone[2:], halves[1])
        again = align(source, target, keep=replace(first, beads=made, paragraph_beads=()))
        assert PAIRS[2] not in links(again)
    beads = tuple(replace(bead, status="confirmed") if bead.source.start == 6 else bead for bead in first.beads)
    again = align(source, target, keep=replace(first, beads=beads))
    assert moved(again) == [PAIRS[2][0]]


def test_a_confirmed_moved_bead_is_kept():
    source, target = texts(PARAGRAPH)
    first = align(source, target)
    confirmed = tuple(replace(bead, status="confirmed") if "moved" in bead.flags else bead for bead in first.beads)
    again = align(source, target, keep=replace(first, beads=confirmed))
    assert again.beads == confirmed
    sides = [[(bead.source, bead.target) for bead in each.paragraph_beads] for each in (first, again)]
    assert sides[0] == sides[1]


@pytest.mark.parametrize("suffix", sorted(WRITTEN))
def test_every_format_takes_a_moved_bead(suffix, tmp_path):
    found = align(*texts(PARAGRAPH))
    path = tmp_path / f"a{suffix}"
    notes = write(found, path)
    left_out = {".hunalign", ".map"}
    assert notes == (["3 moved beads left out: this format goes forwards on both sides"] if suffix in left_out else [])
    if suffix in (".json", ".xces", ".tei"):
        again = load(path)
        assert [(bead.source, bead.target) for bead in again.beads] == [(b.source, b.target) for b in found.beads]
    if suffix in (".tsv", ".tmx", ".xlf", ".xlsx"):
        assert links(load(path)) == set(PAIRS)


def test_nothing_is_linked_where_nothing_is_known_of_the_words():
    source, target = texts([*ALL[:2], *ALL[3:], 2])
    assert moved(align(source, target, lexicon=Lexicon.empty(), encoder=NONE, options=Options(unrelated=True))) == []


def test_partners_are_found_among_thousands_at_a_cost_that_grows_with_their_number():
    rng = np.random.default_rng(1)
    size = 3_000
    words = [" ".join(f"w{k}" for k in rng.integers(0, 2_000, 12)) for _ in range(size)]
    order = rng.permutation(size)
    sides = [Side.of(document("en", words)), Side.of(document("es", [words[k] for k in order]))]
    ties = tie(sides[0].vocabulary, sides[1].vocabulary, Lexicon.empty())
    rows, columns = sharing(*sides, ties, np.arange(size), np.arange(size))
    assert len(rows) <= 4 * 2 * size
    partners = set(zip(rows.tolist(), order[columns].tolist(), strict=True))
    assert sum((k, k) in partners for k in range(size)) >= 0.99 * size
