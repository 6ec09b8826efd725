"""Terms of a small manual: what is listed, in which form, in which order."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import aligner
from aligner import Alignment, Bead, Block, Document, Entry
from aligner.errors import InputError, LanguageError
from aligner.glossary.passages import passage
from aligner.glossary.side import Side
from aligner.model import WordLinks

PAIRS = [
    ("The server reads the configuration file.", "El servidor lee el archivo de configuración."),
    ("Copy the configuration file to the server.", "Copie el archivo de configuración al servidor."),
    ("Every configuration file has a name.", "Cada archivo de configuración tiene un nombre."),
    ("The servers of London are old.", "Los servidores de Londres son viejos."),
    ("We moved the server from London.", "Trasladamos el servidor desde Londres."),
    ("He said that London is cold.", "Dijo que Londres es fría."),
    ("She said that the cache was full.", "Dijo que la caché estaba llena."),
    ("The cache of the server is full.", "La caché del servidor está llena."),
    ("Empty the cache with useCache and Kubernetes.", "Vacíe la caché con useCache y Kubernetes."),
    ("They said that useCache and Kubernetes help.", "Dijeron que useCache y Kubernetes ayudan."),
    ("All of Kubernetes reads files.", "Todo Kubernetes lee archivos."),
]


def alignment(pairs: list[tuple[str, str]], languages: tuple[str, str] = ("en", "es"), **more: object) -> Alignment:
    sides = zip(*pairs, strict=True)
    source, target = (
        Document(f"manual.{code}.txt", code, tuple(Block.of_sentences([text]) for text in side))
        for side, code in zip(sides, languages, strict=True)
    )
    beads = tuple(Bead(range(k, k + 1), range(k, k + 1), 0.9) for k in range(len(pairs)))
    return replace(Alignment(source, target, beads), **more)


@pytest.fixture(scope="module")
def entries() -> dict[str, Entry]:
    return {entry.source: entry for entry in aligner.glossary(alignment(PAIRS))}


def test_a_phrase_is_listed_whole(entries):
    assert entries["configuration file"].target == "archivo de configuración"
    assert "configuration" not in entries  # it never stands alone


def test_counts_are_of_beads_and_examples_name_them(entries):
    entry = entries["cache"]
    assert (entry.target, entry.count, entry.source_count, entry.target_count) == ("caché", 3, 3, 3)
    assert entry.examples == ("bead 7", "bead 8", "bead 9")


def test_a_name_keeps_its_capital_and_other_words_have_none(entries):
    assert (entries["London"].target, entries["London"].kind) == ("Londres", "name")
    assert entries["server"].kind == "term"


def test_forms_of_a_word_are_one_entry(entries):
    pytest.importorskip("simplemma")
    assert entries["server"].count == 5
    assert "servers" not in entries


def test_program_code_is_no_term_but_a_name_that_stays_the_same_is_one(entries):
    assert not any("useCache" in entry.source for entry in entries.values())
    assert entries["Kubernetes"].target == "Kubernetes"


def test_terms_come_before_words_that_any_text_has(entries):
    order = list(entries)
    assert order.index("cache") < order.index("said")


def test_names_that_stay_the_same_come_after_terms_but_before_words_that_are_no_nouns(entries):
    order = list(entries)
    assert order.index("server") < order.index("Kubernetes") < order.index("reads")


def test_each_source_and_each_target_is_listed_once(entries):
    assert len({entry.target for entry in entries.values()}) == len(entries)


def test_scores_are_probabilities_and_grow_with_evidence(entries):
    assert all(0.5 <= entry.score <= 1 for entry in entries.values())
    assert entries["cache"].score > entries["full"].score


def test_the_same_alignments_give_the_same_entries():
    assert aligner.glossary(alignment(PAIRS)) == aligner.glossary(alignment(PAIRS))


def test_beads_that_are_not_sure_count_only_if_a_person_confirmed_them():
    unsure = tuple(replace(bead, score=0.2) for bead in alignment(PAIRS).beads)
    assert aligner.glossary(alignment(PAIRS, beads=unsure)) == ()
    confirmed = tuple(replace(bead, status="confirmed") for bead in unsure)
    assert aligner.glossary(alignment(PAIRS, beads=confirmed)) == aligner.glossary(alignment(PAIRS))


def test_limits_leave_out_rare_and_doubtful_entries():
    often = aligner.glossary(alignment(PAIRS), min_count=3)
    assert often and all(entry.count >= 3 for entry in often)
    sure = aligner.glossary(alignment(PAIRS), min_score=0.9)
    assert sure and all(entry.score >= 0.9 for entry in sure)


def test_several_alignments_are_one_corpus_and_examples_name_the_file():
    first, second = alignment(PAIRS[:6]), alignment(PAIRS[6:])
    found = {entry.source: entry for entry in aligner.glossary(first, second)}
    assert found["cache"].examples[0] == "manual.en.txt, bead 1"


def test_what_an_alignment_knows_of_its_words_is_evidence():
    """As where an encoder has linked them; the text alone does not tell which of two words translates which."""
    rest = [(f"Zim{c} dan{c}.", f"Vut{c} hel{c}.") for c in "abcdefghijklmnop"]
    texts = alignment([("Blorp snarg.", "Kolek fimid.")] * 4 + rest, ("en", "eo"))
    links = WordLinks.of({"blorp": {"fimid": 3}, "snarg": {"kolek": 3}})
    (entry,) = aligner.glossary(replace(texts, words=links), min_score=0)
    assert (entry.source, entry.target) == ("blorp snarg", "kolek fimid")
    assert aligner.glossary(texts, min_score=0) == ()


def test_a_word_that_stays_the_same_is_a_term_only_if_it_is_a_name():
    pairs = [
        ("The hotel is old.", "El hotel es viejo."),
        ("We saw the hotel.", "Vimos el hotel."),
        ("A hotel was closed.", "Un hotel estaba cerrado."),
    ]
    found = [entry.source for entry in aligner.glossary(alignment([*pairs, *PAIRS]), min_score=0)]
    assert "hotel" not in found
    assert "Kubernetes" in found


def test_words_that_stand_in_every_bead_meet_by_chance():
    pairs = [("The dog saw the cat.", "El perro vio al gato."), ("The dog is old.", "El perro es viejo.")]
    assert aligner.glossary(alignment(pairs), min_score=0) == ()


def test_german_nouns_are_no_names_for_their_capitals():
    german = "Der Rechner liest die Datei von der Platte, und die Tastatur gehört zum Rechner."
    side = Side.of([passage(Document("a", "de", (Block.of_sentences([german]),)), [0])], "de")
    assert side.is_name("Rechner") is None


def test_alignments_in_different_languages_are_refused():
    with pytest.raises(LanguageError, match="is in es-en, and the first alignment in en-es"):
        aligner.glossary(alignment(PAIRS), alignment([pair[::-1] for pair in PAIRS], ("es", "en")))


def test_a_language_whose_words_cannot_be_told_apart_is_refused():
    with pytest.raises(InputError, match="no words that can be told apart"):
        aligner.glossary(alignment([("Good morning.", "สวัสดีตอนเช้า")] * 3, ("en", "th")))


def test_an_alignment_without_words_has_no_terms():
    assert aligner.glossary(alignment([("1 2 3", "1 2 3")] * 3)) == ()


@pytest.mark.parametrize("strange", ["book.json", Path("book.json"), None])
def test_a_path_is_refused_and_gives_no_empty_glossary(strange):
    with pytest.raises(TypeError, match=r"neither an alignment nor a document; aligner\.load reads an alignment"):
        aligner.glossary(strange)
