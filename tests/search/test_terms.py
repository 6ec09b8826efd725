"""What each term of the evidence promises, whatever its weight."""

from __future__ import annotations

import numpy as np
import pytest
from stories import document, story

from aligner.model import Document
from aligner.options import Options
from aligner.search.evidence import BEAD_TYPES, TERMS, Evidence
from aligner.search.lattice import Corridor
from aligner.search.side import Side
from aligner.words.lexicon import Lexicon, shipped
from aligner.words.ties import tie


def evidence(source: Document, target: Document, lexicon: Lexicon | None = None) -> Evidence:
    left, right = Side.of(source), Side.of(target)
    return Evidence(left, right, tie(left.vocabulary, right.vocabulary, lexicon or Lexicon.empty()), Options().weights)


def whole(found: Evidence) -> Corridor:
    return Corridor.full(len(found.source.lengths), len(found.target.lengths))


def term(found: Evidence, name: str, source: range, target: range) -> float:
    """One term of the bead that holds these sentences."""
    corridor = whole(found)
    cell = corridor.cell(np.array([source.stop]), np.array([target.stop]))
    return float(found.terms(corridor)[TERMS.index(name), BEAD_TYPES.index((len(source), len(target))), cell[0]])


def first(found: Evidence, name: str) -> float:
    """One term of the 1-1 bead of the two first sentences."""
    return term(found, name, range(1), range(1))


def test_every_term_says_the_same_whichever_side_is_called_the_source():
    english, spanish = story(0, without=[3, 9, 10]), story(1, without=[5, 20])
    lexicon = shipped("en", "es")
    assert lexicon is not None
    there, back = evidence(english, spanish, lexicon), evidence(spanish, english, lexicon.swapped())
    terms, mirrored = there.terms(whole(there)), back.terms(whole(back))
    rows, columns = whole(there).nodes(0, len(english.sentences) + 1)
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
    for name, beside in (("break_one", range(1, 2)), ("break_inside", range(2))):
        assert term(trusted, name, beside, beside) > 0.75, name
        assert 0 <= term(doubted, name, beside, beside) < 0.25, name


def test_length_is_measured_by_what_is_usual_between_these_two_texts():
    """The whole target is twice as long, so a sentence that is twice as long as its partner is what to expect."""
    source = [f"{'ab cd ' * n}ef." for n in (9, 12, 7, 15, 10, 8, 11, 13)]
    target = [f"{'ghi jkl mno ' * n}pqr." for n in (9, 12, 7, 15, 10, 8, 11, 13)]
    found = evidence(document("xa", source), document("xb", target))
    right = term(found, "length", range(3, 4), range(3, 4))
    assert right > term(found, "length", range(2, 4), range(3, 4)) + 0.5
    assert right > -0.2


@pytest.mark.parametrize("name", ["mean", "weakest"])
def test_the_mean_gain_of_two_words_is_heard_but_not_as_loud_as_that_of_twenty(name):
    two = "Almanzor Gilgamesh"
    twenty = " ".join(
        f"{a}{b}" for a in ("Almanz", "Gilgam", "Nabuco", "Zenobi") for b in ("ar", "esh", "or", "ia", "um")
    )
    share = {}
    for text in (two, twenty):
        found = evidence(document("en", [text]), document("es", [text]))
        words = len(text.split())
        share[text] = first(found, name) * words / first(found, "lexical")
    assert 0.5 < share[two] < share[twenty] < 1
