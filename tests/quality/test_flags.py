"""Flags are findings, bead by bead, and those that the links alone tell."""

from __future__ import annotations

import pytest
from factories import bead, block

from aligner.model import Document
from aligner.quality.finding import FLAGS
from aligner.quality.flags import flags


def flags_of(source: str, target: str, score: float = 0.9) -> tuple[str, ...]:
    sides = Document("en", "en", (block(source),)), Document("es", "es", (block(target),))
    return flags(*sides, [bead("0", "0", score)])[0]


def test_flags_have_one_order():
    assert flags_of("In 1997 he asked (then)?", "Preguntó en 1998 (luego.", 0.1) == (
        "number",
        "question",
        "markup",
        "low",
    )
    assert (
        *("number", "name", "length", "untranslated", "omitted", "added", "inconsistent", "question", "markup"),
        *("moved", "low"),
    ) == FLAGS


@pytest.mark.parametrize(("score", "expected"), [(0.49, ("low",)), (0.5, ())])
def test_a_bead_that_is_more_likely_wrong_than_right_is_low(score, expected):
    assert flags_of("Yes.", "Sí.", score) == expected


def test_a_null_is_left_out_and_has_no_other_flag_of_content():
    english = Document("en", "en", (block("In 1997 Madrid fell."),))
    assert flags(english, Document("es", "es", ()), [bead("0", "")]) == [("omitted",)]


def test_target_text_that_stands_earlier_is_moved():
    english = Document("en", "en", (block("One."), block("Two.")))
    spanish = Document("es", "es", (block("Dos."), block("Uno.")))
    assert flags(english, spanish, [bead("0", "1"), bead("1", "0")]) == [(), ("moved",)]
