"""What is worth a look is found, and nothing else: cases by kind, and what holds of all of them."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from factories import alignments, bead, block
from hypothesis import given, settings
from hypothesis import strategies as st
from stories import ENGLISH, PLAIN_ENGLISH, PLAIN_SPANISH, SPANISH, document

from aligner.model import Document
from aligner.quality.bead_names import Names
from aligner.quality.finding import FLAGS, Finding
from aligner.quality.findings import findings
from aligner.quality.flags import flags
from aligner.quality.quantities import quantities
from aligner.quality.texts import Texts
from aligner.words.lexicon import Lexicon

CASES = json.loads((Path(__file__).parents[1] / "cases" / "findings.json").read_text(encoding="utf-8"))


def found(source: list[str], target: list[str], flag: str, languages: tuple[str, str] = ("en", "es")) -> list[Finding]:
    """The findings of one kind where each sentence is linked to that in its place."""
    sides = [Document(code, code, (block(*side),)) for code, side in zip(languages, (source, target), strict=True)]
    beads = [bead(str(n), str(n)) for n in range(len(source))]
    return [one for one in findings(*sides, beads) if one.flag == flag]


@pytest.mark.parametrize(
    ("flag", "case"),
    [pytest.param(flag, case, id=f"{flag}: {case['promise']}") for flag, some in CASES.items() for case in some],
)
def test_what_is_worth_a_look_in_a_pair(flag, case):
    details = [one.detail for one in found([case["source"]], [case["target"]], flag)]
    assert bool(details) == case["found"], details
    assert not details or details == [case.get("detail", details[0])]


@given(st.integers(0, 10**9), st.integers(0, 99))
def test_a_number_has_one_value_in_every_country(whole, part):
    english, spanish = f"{whole:,}.{part:02}", f"{whole:,}".replace(",", ".") + f",{part:02}"
    assert not found([f"It is {english}."], [f"Es {spanish}."], "number")
    assert found([f"It is {english}."], [f"Es {spanish}7."], "number")


@given(st.text("0123456789 .,:/-'$%mp", max_size=30))
def test_every_quantity_has_a_value(text):
    assert all(one.values and min(one.values) >= 0 for one in quantities(text, "en"))


@given(
    st.lists(st.sampled_from(("two", "twenty", "hundred", "thousand", "million", "half", "a", "and", "-", "May", "XX")))
)
def test_every_run_of_number_words_has_a_value(words):
    assert all(one.values and min(one.values) >= 0 for one in quantities(" ".join(words), "en"))


@pytest.mark.parametrize("digits", ["٢٠", "२०", "２０"])
def test_digits_of_every_script_count_by_their_value(digits):
    assert [one.values for one in quantities(digits, "und")] == [one.values for one in quantities("20", "und")]


@pytest.mark.parametrize(
    ("source", "target", "languages", "expected"),
    [
        ("Il 20 maggio.", "20 maja.", ("it", "pl"), []),
        ("Il 20 maggio.", "21 maja.", ("it", "pl"), ["20 | 21"]),
        ("Am 3. Mai", "on the third of May", ("de", "en"), []),
        ("11 million people", "1100万人", ("en", "zh"), []),
        ("11 million people", "1200万人", ("en", "zh"), ["11 million | 1200"]),
    ],
)
def test_without_words_for_numbers_larger_ones_in_digits_are_compared(source, target, languages, expected):
    assert [one.detail for one in found([source], [target], "number", languages)] == expected


NAMES = (
    ["We saw Bertha in London.", "Then Bertha and Marcelo left.", "Later Marcelo wrote from London.", "It rained."],
    [
        "Vimos a Berta en Londres.",
        "Luego Berta y Marcelo se fueron.",
        "Después Marcelo escribió de Londres.",
        "Llovía.",
    ],
)


def test_names_that_are_alike_or_translated_are_the_same():
    assert not found(*NAMES, "name")


def test_a_name_in_place_of_another_is_found():
    source, target = [*NAMES[0], "And then Bertha came."], [*NAMES[1], "Y entonces Marcelo vino."]
    assert [(one.beads, one.detail) for one in found(source, target, "name")] == [(range(4, 5), "Bertha | Marcelo")]


def test_a_name_that_is_missing_is_found_where_names_are_kept():
    letters = "abcdefghijklmnopqrstuvwxyz"
    rest = ([f"We saw Oslo again, {n}." for n in letters], [f"Vimos Oslo otra vez, {n}." for n in letters])
    others = ["It rained."] * 5, ["Llovía."] * 5
    source, target = [*rest[0], *others[0], "He left Oslo."], [*rest[1], *others[1], "Se marchó."]
    assert [one.detail for one in found(source, target, "name")] == ["Oslo | –"]


@pytest.mark.parametrize(
    ("promise", "source", "target", "expected"),
    [
        ("a name unknown to the lexicon", "He lives in Zurvanovo.", "Vive en.", ["Zurvanovo | –"]),
        ("a name that stays as it is", "It is written in Python today.", "Hoy está escrito en.", ["Python | –"]),
        ("one of a list", "We saw Oslo, Zurvanovo and Oslo.", "Vimos Oslo y Oslo.", ["Zurvanovo | –"]),
        ("several words are one name", "He met Zurva Tenkova there.", "La conoció allí.", ["Tenkova, Zurva | –"]),
        ("part of a name that is there", "We saw Oslo Zurvanovo.", "Vimos Oslo.", []),
        ("part of a longer word", "He lives in Monte Zurva.", "Vive en Montezurva.", []),
        ("a word that may stand for it", "The Zurvanian troops left.", "Las tropas zervanesas se fueron.", []),
        ("a name by another form", "Then Saint Paul came to Oslo.", "Entonces San Pablo vino a Oslo.", []),
        (
            "free translation",
            "The clerk from Zurvanovo never told us why.",
            "El hombre de la ciudad nunca dijo nada.",
            [],
        ),
        ("letters that stand for words", "We saw some ZVKs there.", "Allí vimos algunos.", []),
        ("a name that is translated", "She went to Court today.", "Hoy fue a la audiencia.", []),
    ],
)
def test_a_name_that_is_nowhere_else_is_missed_if_nothing_stands_for_it(promise, source, target, expected):
    rest = ["We saw Oslo again."] * 9, ["Vimos Oslo otra vez."] * 9
    assert [one.detail for one in found([*rest[0], source], [*rest[1], target], "name")] == expected, promise


@pytest.mark.parametrize(("dropped", "expected"), [(0, ["Bruno | –"]), (6, [])])
def test_where_names_come_and_go_none_is_missed(dropped, expected):
    """A translator who writes "he" for names, or names for "he", does so throughout; the target shows it here."""
    rest = [f"We saw Bruno again, {n}." for n in range(20)], [f"Vimos a Bruno otra vez, {n}." for n in range(20)]
    loose = ["And then he left."] * dropped, ["Y entonces se fue Bruno."] * dropped
    source, target = [*rest[0], *loose[0], "And Bruno left."], [*rest[1], *loose[1], "Y se marchó."]
    assert [one.detail for one in found(source, target, "name") if one.beads.start == len(source) - 1] == expected


@pytest.mark.parametrize(("times", "expected"), [(1, 1), (6, 6), (7, 0)])
def test_a_name_that_is_left_out_again_and_again_is_left_out_on_purpose(times, expected):
    rest = [f"We saw Bruno again, {n}." for n in range(30)], [f"Vimos a Bruno otra vez, {n}." for n in range(30)]
    source, target = [*rest[0], *["And Bruno left."] * times], [*rest[1], *["Y se marchó."] * times]
    assert len(found(source, target, "name")) == expected


def test_a_name_that_is_none_on_the_other_side_is_not_exchanged_for_another():
    """Dapple is "el rucio"; where a sentence also has Sancho for "he", neither stands for the other."""
    rest = ["There Sancho spoke to Zurvo."] * 4, ["Allí Sancho habló al burro."] * 4
    assert not found([*rest[0], "He rode on Zurvo."], [*rest[1], "Luego Sancho iba en el burro."], "name")
    exchanged = found([*rest[0], "He rode on Oslo."], [*rest[1], "Luego Sancho iba en burro."], "name")
    assert [one.detail for one in exchanged] == ["Oslo | Sancho"]


@pytest.mark.parametrize(("times", "is_found"), [(3, True), (4, False)])
def test_two_names_that_stand_for_each_other_again_and_again_are_one_persons(times, is_found):
    """He is called by his name in one language and by his surname in the other; both have a counterpart elsewhere."""
    source = [*["Here is Marcelo."] * 4, *["Here is Tenkov."] * 4, *["We saw Marcelo there."] * times]
    target = [*["Aquí está Marcelo."] * 4, *["Aquí está Tenkov."] * 4, *["Allí vimos a Tenkov."] * times]
    assert bool(found(source, target, "name")) == is_found


def test_a_name_inside_a_longer_word_is_not_missed():
    rest = [f"We saw Bruno again, {n}." for n in range(30)], [f"Vimos a Bruno otra vez, {n}." for n in range(30)]
    assert not found([*rest[0], "And Bruno left."], [*rest[1], "Y salió el villabruno."], "name")


def test_a_name_may_be_added_where_it_is_near_but_not_from_nowhere():
    rest = [f"We saw Bruno again, {n}." for n in range(9)], [f"Vimos a Bruno otra vez, {n}." for n in range(9)]
    far = ["It rained."] * 6, ["Llovía."] * 6
    near = ["And he left.", *far[0]], ["Y Bruno se fue.", *far[1]]
    assert not found([*rest[0], *near[0]], [*rest[1], *near[1]], "name")
    late = found([*rest[0], *far[0], "And he left."], [*rest[1], *far[1], "Y Bruno se fue."], "name")
    assert [one.detail for one in late] == ["– | Bruno"]


def test_names_in_code_are_not_compared():
    sides = [
        Document(code, code, (block(*[f"{text} Oslo, {n}." for n in range(9)]), block(line, kind="code")))
        for code, text, line in (("en", "We saw", "print the Oslo"), ("es", "Vimos", "print the list"))
    ]
    assert "name" not in flags(*sides, [bead(str(n), str(n)) for n in range(10)])[-1]


def test_a_tool_may_be_written_small_in_commands():
    rest = [f"We use Zurva here, {n}." for n in range(9)], [f"Aquí usamos Zurva, {n}." for n in range(9)]
    source = [*rest[0], "Call zurva now.", "It comes with Zurva today."]
    target = [*rest[1], "Llame a zurva ahora.", "Hoy viene con."]
    assert [one.detail for one in found(source, target, "name")] == ["Zurva | –"]


def test_german_nouns_are_no_names():
    german = ["Der Hund sah Bruno.", "Dann ging Bruno.", "Wo war Bruno?", "Die Katze kam."]
    english = ["The dog saw Bruno.", "Then Bruno left.", "Where was Bruno?", "The cat came."]
    assert not found(german, english, "name", ("de", "en"))
    sides = [Document(code, code, (block(*side),)) for code, side in (("de", german), ("en", english))]
    names = Names.of(Texts(*sides, [bead(str(n), str(n)) for n in range(4)], Lexicon.empty()))
    assert [set(side.written) for side in names.sides] == [{"bruno"}, {"bruno"}]


def test_a_word_that_is_written_small_elsewhere_is_no_name():
    """Spanish "once" means eleven: the word begins sentences in both languages, and names nobody in either."""
    english = ["Once the boats had left, the quay was empty.", "Eleven boats left.", "He came only once."]
    spanish = ["Cuando salieron los barcos, el muelle quedó vacío.", "Once barcos salieron.", "Vino una vez."]
    assert not found(english, spanish, "name")


def test_a_word_that_mostly_is_written_small_inside_sentences_is_no_name():
    rest = ["We saw Oslo again."] * 9, ["Vimos Oslo otra vez."] * 9
    small = ["They have a zurvo here."] * 3, ["Aquí tienen una caja."] * 3
    assert not found([*rest[0], *small[0], "Look at the Zurvo today."], [*rest[1], *small[1], "Hoy mire ese."], "name")


def test_names_in_capitals_are_the_same_names():
    source = ["We saw Marcelo.", "Then Marcelo left.", "DESNOYERS SAW MARCELO", "So Desnoyers came."]
    target = ["Vimos a Marcelo.", "Luego Marcelo se fue.", "Desnoyers vio a Marcelo", "Y DESNOYERS vino."]
    assert not found(source, target, "name")


LONG = "It was a long and quiet morning, and nobody in the house had any wish to leave it before noon, number {}."
LARGO = (
    "Fue una mañana larga y tranquila, y nadie en la casa tenía ganas de salir de ella antes de mediodía, número {}."
)


@pytest.mark.parametrize("target", [LARGO[:45], LARGO + " " + LARGO])
def test_a_side_that_is_too_short_or_too_long_for_this_document_is_found(target):
    source = [LONG.format(n) for n in range(30)]
    spanish = [LARGO.format(n) for n in range(29)]
    assert [one.beads for one in found(source, [*spanish, target], "length")] == [range(29, 30)]


@pytest.mark.parametrize(
    ("target", "is_found"), [(LARGO[:75] + ".", True), (LARGO[:56] + " zumba zumbera ñora.", False)]
)
def test_a_side_that_is_shorter_is_found_sooner_if_its_words_leave_others_without_a_counterpart(target, is_found):
    source = [LONG.format(n) for n in range(30)]
    spanish = [LARGO.format(n) for n in range(29)]
    assert bool(found(source, [*spanish, target], "length")) == is_found


def test_lengths_alone_count_for_more_where_no_lexicon_could_tell():
    source, target = [LONG.format(n) for n in range(30)], [LARGO.format(n) for n in range(29)]
    target.append(LARGO[:70].replace("larga y tranquila", "zumba zumbera o"))
    assert found(source, target, "length", ("de", "fr"))
    assert not found(source, target, "length", ("en", "es"))


def test_a_translation_that_is_twice_as_long_throughout_is_not_too_long():
    source = [LONG.format(n) for n in range(30)]
    assert not found(source, [f"{LARGO} {LARGO}".format(n, n) for n in range(30)], "length")


def test_code_is_not_left_untranslated():
    line = "for the_boat in list of the boats and the quays: print the boat"
    sides = [Document(code, code, (block(line, kind="code"),)) for code in ("en", "es")]
    assert flags(*sides, [bead("0", "0")]) == [()]


def test_without_a_lexicon_function_words_tell_what_is_not_translated():
    text = "Der Mann und die Frau gingen nicht in das Haus, weil es dort dunkel war."
    assert found([text], [text], "untranslated", ("de", "fr"))
    assert not found(["Johann Sebastian Bach"], ["Johann Sebastian Bach"], "untranslated", ("de", "fr"))


def test_sentences_left_out_in_a_row_are_one_finding():
    english, spanish = document("en", PLAIN_ENGLISH[:5]), document("es", [PLAIN_SPANISH[0], PLAIN_SPANISH[4]])
    beads = [bead("0", "0"), bead("1", ""), bead("2", ""), bead("3", ""), bead("4", "1")]
    (run,) = [one for one in findings(english, spanish, beads) if one.flag == "omitted"]
    assert run.beads == range(1, 4)
    assert run.detail == "3 sentences, from “We stayed at home with the dogs.” to “In 1997 the war was over.”"
    assert flags(english, spanish, beads) == [(), ("omitted",), ("omitted",), ("omitted",), ()]


def test_what_was_added_is_found_and_furniture_is_not():
    english, spanish = document("en", [PLAIN_ENGLISH[0]]), document("es", ["* * *", PLAIN_SPANISH[0], PLAIN_SPANISH[1]])
    beads = [bead("", "0"), bead("0", "1"), bead("", "2")]
    assert flags(english, spanish, beads) == [(), (), ("added",)]


def test_a_longer_run_is_worse():
    english = document("en", PLAIN_ENGLISH[:4])
    spanish = document("es", PLAIN_SPANISH[:1])
    beads = [bead("0", ""), bead("1", "0"), bead("2", ""), bead("3", "")]
    assert [one.beads for one in findings(english, spanish, beads) if one.flag == "omitted"] == [
        range(2, 4),
        range(1),
    ]


def test_the_same_sentence_translated_in_two_ways_is_found_where_it_is_so_less_often():
    source = ["See the next chapter.", "It rained.", "See the next chapter!", "SEE THE NEXT CHAPTER."]
    target = ["Vea el capítulo siguiente.", "Llovía.", "Consulte el próximo capítulo.", "Vea el capítulo siguiente."]
    (one,) = found(source, target, "inconsistent")
    assert one.beads == range(2, 3)
    assert one.detail == "“Vea el capítulo siguiente.” (1)"


def test_different_sentences_with_one_translation_are_found():
    source = ["Open the file that you saved.", "Close the file that you saved."]
    target = ["Abra el archivo que guardó."] * 2
    assert [one.beads.start for one in found(source, target, "inconsistent")] == [0, 1]


def test_one_translation_of_two_spellings_is_as_it_should_be():
    source = ["Keep cancelling the orders that came in.", "Keep canceling the orders that came in."]
    assert not found(source, ["Siga cancelando los pedidos que llegaron."] * 2, "inconsistent")


def test_a_chapter_and_its_number_alone_are_of_one_length():
    rest = ["We saw the sea again that day."] * 9, ["Aquel día vimos otra vez la mar."] * 9
    assert not found([*rest[0], "CHAPTER V"], [*rest[1], "V"], "length")
    assert found([*rest[0], "CHAPTER V IN WHICH NOBODY COMES"], [*rest[1], "V"], "length")


def test_of_what_has_moved_it_is_said_where_it_stands():
    documents = [Document(code, code, (block("One.", "Two.", "Three.", "Four."),)) for code in ("en", "es")]
    crossed = [bead("0", "2"), bead("1", "0"), bead("2", "1"), bead("3", "3")]
    assert [(one.beads, one.detail) for one in findings(*documents, crossed) if one.flag == "moved"] == [
        (range(1), "there after 3")
    ]
    crossed = [bead("0", "1"), bead("1", "2"), bead("2", "0"), bead("3", "3")]
    assert [one.detail for one in findings(*documents, crossed) if one.flag == "moved"] == ["there at the beginning"]


def test_short_sentences_are_translated_freely_but_headings_are_not():
    assert not found(["Yes, sir.", "Yes, sir."], ["Sí, señor.", "A sus órdenes."], "inconsistent")
    sides = [
        Document(code, code, tuple(block(text, kind="heading") for text in texts))
        for code, texts in (("en", ["Next steps", "Next steps"]), ("es", ["Siguientes pasos", "Y ahora"]))
    ]
    assert flags(*sides, [bead("0", "0"), bead("1", "1")]) == [("inconsistent",)] * 2


def test_sentences_that_differ_in_a_number_are_not_the_same():
    assert not found(
        ["See chapter one and page 3."] * 1 + ["See chapter one and page 4."],
        ["Vea la 3.", "Vea la 4."],
        "inconsistent",
    )


@pytest.mark.parametrize(
    ("language", "asking", "telling"),
    [
        ("el", "Ποιος ήρθε;", "Ήρθε."),
        ("ja", "誰が来ましたか。", "来ました。"),
        ("zh", "谁来了？", "他来了。"),
        ("ar", "من جاء؟", "جاء."),
    ],
)
def test_questions_have_the_marks_of_their_language(language, asking, telling):
    assert not found(["Who came?"], [asking], "question", ("en", language))
    assert found(["Who came?"], [telling], "question", ("en", language))


def test_a_language_without_question_marks_does_not_miss_them():
    assert not found(["Who came?"], ["ใครมา"], "question", ("en", "th"))


@settings(deadline=None)
@given(alignments())
def test_findings_name_beads_that_exist_and_come_worst_first(alignment):
    every = findings(alignment.source, alignment.target, alignment.beads)
    assert all(one.flag in FLAGS and one.detail is not None and 0 <= one.weight <= 1 for one in every)
    assert all(0 <= one.beads.start < one.beads.stop <= len(alignment.beads) for one in every)
    assert all(one.weight >= other.weight for one, other in pairwise(every))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        (" ".join(map(str, range(5000))), " ".join(map(str, range(1, 5001)))),
        ("9" * 5000, "1:" + "9" * 5000),
        ("million " * 5000, "millón " * 5000),
        ("x " + "Aa Ab Ac " * 2000, "x " + "Zx Zy Zz " * 2000),
        ("a" * 50_000 + " @", ". " * 20_000 + ")"),
    ],
    ids=["numbers", "digits", "words", "names", "marks"],
)
def test_strange_text_is_no_trouble_and_details_stay_short(source, target):
    sides = Document("en", "en", (block(source),)), Document("es", "es", (block(target),))
    assert all(len(one.detail) < 1000 for one in findings(*sides, [bead("0", "0")]))


def test_a_good_translation_has_no_findings():
    sides = document("en", ENGLISH), document("es", SPANISH)
    assert findings(*sides, [bead(str(n), str(n)) for n in range(len(ENGLISH))]) == []
