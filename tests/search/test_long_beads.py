"""One sentence against many is one bead, though the search knows none so long."""

from __future__ import annotations

import pytest
from factories import bead
from stories import document, links, story

from aligner import Alignment, Options, align

WHOLE = (
    "He took the bread, cut it with a knife, gave half of it to his daughter, drank a glass of wine, lit a candle, "
    "closed the window and went to bed."
)
PARTS = [
    "Tomó el pan.",
    "Lo cortó con un cuchillo.",
    "Dio la mitad a su hija.",
    "Bebió un vaso de vino.",
    "Encendió una vela.",
    "Cerró la ventana.",
    "Y se fue a la cama.",
]
ENGLISH, SPANISH = ([sentence.text for sentence in story(side).sentences] for side in (0, 1))
AT = 12  # where it stands in the story


def beads(english: list[str], spanish: list[str], **settings) -> list[tuple[list[int], list[int]]]:
    texts = [
        ENGLISH[:AT] + english + ENGLISH[AT:],
        SPANISH[:AT] + spanish + SPANISH[AT:],
    ]
    return links(align(document("en", texts[0]), document("es", texts[1]), **settings))


def test_one_sentence_against_seven_is_one_bead():
    found = beads([WHOLE], PARTS)
    assert found[AT] == ([AT], list(range(AT, AT + 7)))
    assert found[AT + 1] == ([AT + 1], [AT + 7])
    assert len(found) == len(ENGLISH) + 1


def test_seven_sentences_against_one_are_one_bead():
    spanish = " ".join(part.rstrip(".") + "," for part in PARTS)
    english = [
        f"{part.strip().capitalize()}." for part in WHOLE.rstrip(".").replace(" and went", ", and went").split(",")
    ]
    found = beads(english, [spanish])
    assert found[AT] == (list(range(AT, AT + 7)), [AT])
    assert len(found) == len(ENGLISH) + 1


def test_what_a_translator_added_beside_a_bead_stays_alone():
    added = SPANISH[25:31]  # said again, far from where it belongs
    found = beads([WHOLE.split(",")[0] + "."], [PARTS[0], *added])
    assert found[AT] == ([AT], [AT])
    assert found[AT + 1 : AT + 7] == [([], [AT + k]) for k in range(1, 7)]


def test_no_bead_leads_across_a_stop():
    found = beads([WHOLE], PARTS, stops=[(AT + 1, AT + 5)], options=Options(languages=("en", "es")))
    assert all(not (source == [AT] and AT + 5 in target) for source, target in found)


@pytest.mark.parametrize("side", [0, 1])
def test_every_sentence_stands_in_one_bead(side):
    found = beads([WHOLE], PARTS)
    assert [n for bead in found for n in bead[side]] == list(range(len(ENGLISH) + (7 if side else 1)))


def test_a_null_that_a_person_kept_is_not_joined():
    texts = document("en", [*ENGLISH[:AT], WHOLE]), document("es", [*SPANISH[:AT], *PARTS])
    alone = [bead(str(n), str(n)) for n in range(AT)] + [bead(str(AT), f"{AT}-{AT + 5}")]
    kept = Alignment(*texts, (*alone, bead("", str(AT + 6), status="confirmed")))
    assert ([], [AT + 6]) in links(align(*texts, keep=kept))
