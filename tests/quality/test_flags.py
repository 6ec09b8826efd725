"""Flags name what a reviewer should check, and nothing else."""

from __future__ import annotations

import pytest
from factories import bead, block
from stories import document

from aligner.model import Document
from aligner.quality.flags import flags


def flags_of(source: str, target: str, score: float = 0.9) -> tuple[str, ...]:
    """Flags of one pair among others that share the name Madrid."""
    rest = ("He saw Madrid again and again, and then once more.", "Vio Madrid otra vez y otra vez, y luego otra más.")
    english = Document("en", "en", (block(source), block(rest[0]), block(rest[0])))
    spanish = Document("es", "es", (block(target), block(rest[1]), block(rest[1])))
    return flags(english, spanish, [bead("0", "0", score), bead("1", "1"), bead("2", "2")])[0]


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("In 1997 it began.", "Empezó en 1997.", ()),
        ("In 1997 it began.", "Empezó en 1979.", ("number",)),
        ("It cost 1,000.5 pesos.", "Costó 1.000,5 pesos.", ()),
        ("We went to Madrid.", "Fuimos a Madrid.", ()),
        ("We went to Madrid.", "Fuimos allá.", ("name",)),
        ("OK Google", "OK Google", ("untranslated",)),
        ("1997", "1997", ()),
        (
            "A short one, of some forty characters or so.",
            "Una frase larga, muy larga, que no termina nunca y que dice más de lo que dice la otra, sin duda alguna.",
            ("length",),
        ),
    ],
)
def test_flags_of_a_pair(source, target, expected):
    assert flags_of(source, target) == expected


def test_a_word_that_is_written_small_elsewhere_is_no_name_where_it_opens_a_sentence():
    """Spanish "once" means eleven: the word begins sentences in both languages, and names nobody in either."""
    english = document(
        "en", ["Once the boats had left, the quay was empty.", "Eleven boats left.", "He came only once."]
    )
    spanish = document(
        "es", ["Cuando salieron los barcos, el muelle quedó vacío.", "Once barcos salieron.", "Vino una vez."]
    )
    assert flags(english, spanish, [bead(str(n), str(n)) for n in range(3)]) == [(), (), ()]


def test_a_name_of_both_texts_is_one_where_it_opens_a_sentence_too():
    english = document("en", ["Bruno came.", "Nobody saw Bruno."])
    spanish = document("es", ["Vino alguien.", "Nadie vio a Bruno."])
    assert flags(english, spanish, [bead("0", "0"), bead("1", "1")]) == [("name",), ()]


def test_a_bead_that_is_more_likely_wrong_than_right_is_low():
    assert flags_of("Yes.", "Sí.", 0.49) == ("low",)
    assert flags_of("Yes.", "Sí.", 0.5) == ()


def test_nulls_have_no_flags_of_content():
    english = Document("en", "en", (block("In 1997 Madrid fell."),))
    assert flags(english, Document("es", "es", ()), [bead("0", "")]) == [()]


def test_target_text_that_stands_earlier_is_moved():
    english = Document("en", "en", (block("One."), block("Two.")))
    spanish = Document("es", "es", (block("Dos."), block("Uno.")))
    assert flags(english, spanish, [bead("0", "1"), bead("1", "0")]) == [(), ("moved",)]
