"""What each term of the evidence promises, whatever its weight."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest
from stories import STORY, document, story
from toy_encoders import every_sentence

from aligner.model import Document
from aligner.search.evidence import Evidence
from aligner.search.habits import Habits
from aligner.search.lattice import Corridor
from aligner.search.likeness import Likeness
from aligner.search.side import Side
from aligner.weights import BEAD_TYPES, MOST, NULL_TERMS, SUPERVISED, TERMS, UNSUPERVISED, Priors, Weights
from aligner.words.lexicon import Lexicon
from aligner.words.shipped import shipped
from aligner.words.ties import tie


def evidence(source: Document, target: Document, lexicon: Lexicon | None = None) -> Evidence:
    left, right = Side.of(source), Side.of(target)
    ties = tie(left.vocabulary, right.vocabulary, lexicon or Lexicon.empty())
    return Evidence(left, right, (ties,), SUPERVISED, Habits.usual(left, right, 0.2))


def whole(found: Evidence) -> Corridor:
    return Corridor.full(len(found.source.lengths), len(found.target.lengths))


def term(found: Evidence, name: str, source: range, target: range) -> float:
    """One term of the bead that holds these sentences."""
    corridor = whole(found)
    cell = corridor.cell(np.array([source.stop]), np.array([target.stop]))
    return float(found.terms(corridor)[TERMS.index(name), BEAD_TYPES.index((len(source), len(target))), cell[0]])


def null_term(found: Evidence, name: str, side: str, opening: bool = True) -> np.ndarray:
    """One term of each sentence of a side that stays alone, where a run of nulls opens with it, or goes on."""
    return found.null_terms(side)[0 if opening else 1][NULL_TERMS.index(name)]


def first(found: Evidence, name: str) -> float:
    """One term of the 1-1 bead of the two first sentences."""
    return term(found, name, range(1), range(1))


def test_every_term_says_the_same_whichever_side_is_called_the_source():
    english, spanish = story(0, without=[3, 9, 10]), story(1, without=[5, 20])
    lexicon = shipped("en", "es")
    assert lexicon is not None
    there, back = evidence(english, spanish, lexicon), evidence(spanish, english, lexicon.swapped())
    terms, mirrored = there.terms(whole(there)), back.terms(whole(back))
    rows, columns = whole(there).every()
    other = whole(back).cell(columns, rows)
    for k, (a, b) in enumerate(BEAD_TYPES):
        real = (rows >= a) & (columns >= b)
        opposite = mirrored[:, BEAD_TYPES.index((b, a))][:, other]
        np.testing.assert_allclose(terms[:, k, real], opposite[:, real], atol=1e-3, err_msg=f"{a}-{b}")


@pytest.mark.parametrize("side", [0, 1], ids=["source", "target"])
def test_a_sentence_that_does_not_belong_shows_in_the_weakest_term_on_either_side(side):
    """In a 2-1 or 1-2 bead, only the first of the two sentences has its translation on the other side."""
    alone = ["Llovía en Sevilla y en Granada.", "It rained in Sevilla and in Granada."]
    more = [f"{alone[side]} {number}" for number in ("Cordoba, Madrid, 1984.", "Lisboa, 1871.")]
    texts = [[alone[0]], [alone[1]]]
    texts[side] = [alone[side], more[1].removeprefix(alone[side]).strip()]
    found = evidence(document("es", texts[0]), document("en", texts[1]))
    both = range(len(texts[0])), range(len(texts[1]))
    assert term(found, "weakest", *both) < first(found, "weakest") - 0.1
    assert term(found, "weakest", *both) < 0 < first(found, "weakest")


def test_breaks_count_little_where_one_side_has_lost_most_of_them():
    sentences = [f"Frase número {number}." for number in range(20)]
    broken = document("en", *([text] for text in sentences))
    trusted = evidence(broken, document("es", sentences[:2], *([text] for text in sentences[2:])))
    doubted = evidence(broken, document("es", sentences[:9], sentences[9:]))
    # The source has a break before its second sentence; the target has none there.
    second = range(1, 2)
    assert term(trusted, "break_one", second, second) > 0.75
    assert 0 <= term(doubted, "break_one", second, second) < 0.25
    # The target's second sentence stands inside a paragraph in both.
    assert null_term(trusted, "inside", "target")[1] > 0.75
    assert 0 <= null_term(doubted, "inside", "target")[1] < 0.25


def test_length_is_measured_by_what_is_usual_between_these_two_texts():
    """The whole target is twice as long, so a sentence that is twice as long as its partner is what to expect."""
    source = [f"{'ab cd ' * n}ef." for n in (9, 12, 7, 15, 10, 8, 11, 13)]
    target = [f"{'ghi jkl mno ' * n}pqr." for n in (9, 12, 7, 15, 10, 8, 11, 13)]
    found = evidence(document("xa", source), document("xb", target))
    right = term(found, "length", range(3, 4), range(3, 4))
    assert right > term(found, "length", range(2, 4), range(3, 4)) + 0.5
    assert right > -0.2


def test_a_sentence_that_stays_alone_inside_a_paragraph_is_told_from_one_that_begins_it_unless_it_continues_a_run():
    sentences = [f"Frase número {number}." for number in range(6)]
    paragraphs = sentences[:3], sentences[3:]
    found = evidence(document("en", *paragraphs), document("es", *paragraphs))
    for side in ("source", "target"):
        assert null_term(found, "inside", side).tolist() == [0, 1, 1, 0, 1, 1]
        assert null_term(found, "inside", side, opening=False).tolist() == [0] * 6


def test_the_longer_a_sentence_the_more_it_says_where_it_stays_alone():
    found = evidence(document("en", ["One.", "Two words.", "Many more words than that."]), document("es", ["Uno."]))
    for opening in (True, False):
        few, more, many = null_term(found, "tokens", "source", opening)
        assert 0 > few > more > many


def test_what_a_null_gains_says_the_same_whichever_side_is_called_the_source():
    english, spanish = story(0, without=[3, 9, 10]), story(1, without=[5, 20])
    there, back = evidence(english, spanish), evidence(spanish, english)
    for side, other in (("source", "target"), ("target", "source")):
        np.testing.assert_allclose(there.null_terms(side), back.null_terms(other))


@pytest.mark.parametrize("lexicon", [True, False], ids=["with a lexicon", "without one"])
def test_a_run_of_nulls_costs_less_than_as_many_alone_and_opens_where_a_paragraph_does_at_the_least_cost(lexicon):
    """Eight sentences of the same words: nothing else tells them apart."""
    paragraphs = [["The same words again."] * 4] * 2
    weights = SUPERVISED if lexicon else UNSUPERVISED
    found = evidence(document("en", *paragraphs), document("es", *paragraphs))
    nulls = replace(found, weights=weights).lattice(whole(found)).source_nulls
    assert (nulls.further > nulls.opening + 0.3).all()
    assert nulls.opening[0] == nulls.opening[4] == nulls.opening.max()
    if lexicon:
        assert nulls.opening[4] > nulls.opening[3] + 0.3


def test_the_weakest_gain_of_two_words_is_heard_but_not_as_loud_as_that_of_twenty():
    two = "Almanzor Gilgamesh"
    twenty = " ".join(
        f"{a}{b}" for a in ("Almanz", "Gilgam", "Nabuco", "Zenobi") for b in ("ar", "esh", "or", "ia", "um")
    )
    share = {}
    for text in (two, twenty):
        found = evidence(document("en", [text]), document("es", [text]))
        words = len(text.split())
        share[text] = first(found, "weakest") * words / first(found, "lexical")
    assert 0.5 < share[two] < share[twenty] < 1


BEGINNING = [[[pair[side] for pair in paragraph] for paragraph in STORY[:2]] for side in (0, 1)]
UNUSUAL = Habits(
    unexplained=0.2, log_ratio=0.2, source_trust=0.9, target_trust=0.5, runs=0.7, run_length=-0.4, joins=1.1
)


def test_habits_are_heard_in_the_terms_that_are_theirs():
    found = replace(evidence(story(0), story(1)), habits=UNUSUAL)
    assert [term(found, "joins", range(a), range(b)) for a, b in ((1, 1), (2, 1), (1, 2))] == pytest.approx(
        [0, 1.1, 1.1]
    )
    for side, trust in (("source", 0.9), ("target", 0.5)):
        assert set(null_term(found, "opening_rate", side)) == {0.7}
        assert set(null_term(found, "opening_rate", side, opening=False)) == {0}
        assert set(null_term(found, "further_rate", side)) == {0}
        assert set(null_term(found, "further_rate", side, opening=False)) == {-0.4}
        assert set(null_term(found, "inside", side)) == {0, trust}
    # The second paragraph begins with the fifth sentence: on one side only, that side's trust counts.
    assert term(found, "break_one", range(4, 5), range(5, 6)) == pytest.approx(0.9)
    assert term(found, "break_one", range(5, 6), range(4, 5)) == pytest.approx(0.5)
    assert term(found, "break_one", range(4, 5), range(4, 5)) == 0


def test_every_weight_counts():
    """None of them is left over: a text with unusual habits, and an encoder, shows each."""

    def gains(weights: Weights) -> list[np.ndarray]:
        lattice = replace(found, weights=weights).lattice(whole(found))
        nulls = (lattice.source_nulls, lattice.target_nulls)
        return [lattice.gains, *(side.opening for side in nulls), *(side.further for side in nulls)]

    english, spanish = document("en", *BEGINNING[0]), document("es", *BEGINNING[1])
    likeness = Likeness.between(
        *(every_sentence([sentence.text for sentence in side.sentences], MOST) for side in (english, spanish)),
        lambda texts: [[text.count(letter) + 0.1 for letter in "aeiou"] for text in texts],
    )
    found = replace(evidence(english, spanish), habits=UNUSUAL, likeness=likeness)
    weights = found.weights
    changed = [
        *(replace(weights, **{name: 1.5 * getattr(weights, name)}) for name in ("spread", "spread_short")),
        *(replace(weights, terms=replace(weights.terms, **{name: 9.0})) for name in TERMS),
        *(replace(weights, nulls=replace(weights.nulls, **{name: 9.0})) for name in NULL_TERMS),
        *(replace(weights, priors=replace(weights.priors, **{entry.name: 9.0})) for entry in fields(Priors)),
    ]
    before = gains(weights)
    for other in changed:
        differ = [not np.array_equal(one, two) for one, two in zip(before, gains(other), strict=True)]
        assert any(differ), other
