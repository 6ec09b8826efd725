"""Which words translate each other: computed once, by the lexicon that aligned, and passed on with the alignment."""

from __future__ import annotations

import json
import pickle
from dataclasses import replace
from pathlib import Path

import factories
import numpy as np
import pytest
from click.testing import CliRunner

import aligner
from aligner.cli import cli
from aligner.encoders.model import Model
from aligner.formats import render
from aligner.formats.html.words import words_of
from aligner.model import Alignment, Document, WordLinks
from aligner.words.lexicon import Lexicon
from aligner.words.links import linked, linked_by_default
from aligner.words.shipped import shipped
from aligner.words.train import train

# A made-up language, so that only these pairs can teach its words.
PAIRS = [
    ("the red house", "lo domu rus"),
    ("the red boat", "lo barku rus"),
    ("a house", "un domu"),
    ("a boat", "un barku"),
]
ENGLISH = "The red house. A boat. The boat."
INVENTED = "Lo domu rus. Un barku. Lo barku."
LANGUAGES = aligner.Options(languages=("en", "qaa"))


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return train(PAIRS * 5, languages=("en", "qaa"))


def page(alignment: Alignment) -> bytes:
    return render(alignment, "html").data


def test_nothing_is_computed_before_it_is_needed_and_then_only_once():
    asked = []
    links = WordLinks(lambda: asked.append(1) or {"sea": {"mar": 3}})
    alignment = replace(factories.small(), words=links)
    assert render(alignment, "tsv") and hash(alignment) is not None and not asked
    assert links.partners is links.partners and asked == [1]


def test_links_are_equal_by_what_they_hold_and_travel_between_processes():
    links = WordLinks.of({"sea": {"mar": 3}})
    assert links == WordLinks(lambda: {"sea": {"mar": 3}}) != WordLinks.of({})
    assert pickle.loads(pickle.dumps(WordLinks(lambda: {"sea": {"mar": 3}}))) == links
    assert links != {"sea": {"mar": 3}}


def test_the_lexicon_of_the_package_needs_no_record():
    languages = aligner.Options(languages=("en", "es"))
    alignment = aligner.align("The sea was calm.", "La mar estaba en calma.", options=languages)
    assert alignment.words is None
    assert linked_by_default(alignment).partners["sea"] == {"mar": 3}
    assert b'"words"' not in render(alignment, "json").data


def test_a_page_lights_the_words_of_the_lexicon_that_aligned(lexicon):
    alignment = aligner.align(ENGLISH, INVENTED, options=LANGUAGES, lexicon=lexicon)
    assert alignment.words.partners["house"] == {"domu": 3}
    assert words_of(replace(alignment, words=None)) is None
    empty = aligner.align(
        "The sea.", "La mar.", options=aligner.Options(languages=("en", "es")), lexicon=Lexicon.empty()
    )
    assert words_of(empty) is None


def test_a_page_made_from_the_saved_alignment_is_the_same_to_the_byte(lexicon, tmp_path):
    alignment = aligner.align(ENGLISH, INVENTED, options=LANGUAGES, lexicon=lexicon)
    aligner.write(alignment, tmp_path / "made.json")
    again = aligner.load(tmp_path / "made.json")
    assert again == alignment
    assert page(again) == page(alignment) != page(replace(alignment, words=None))


def sentences() -> tuple[str, str]:
    """Enough of both languages to learn from, and nothing that looks alike."""
    nouns = {"house": "domu", "boat": "barku", "field": "kampilo", "wolf": "lupazu", "road": "strazi", "sky": "nebelo"}
    marks = {
        "red": "ruzilo",
        "black": "nigrazu",
        "green": "verdilo",
        "old": "vekazu",
        "tall": "altilo",
        "wide": "larzu",
    }
    pairs = [(f"There was a {a} {b}.", f"Jen staris un {y} {x}.") for b, y in nouns.items() for a, x in marks.items()]
    english, invented = zip(*pairs, strict=True)
    return " ".join(english), " ".join(invented)


def test_words_that_the_text_itself_teaches_go_along(tmp_path):
    english, invented = sentences()
    files = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for file, text in zip(files, (english, invented), strict=True):
        file.write_text(text, encoding="utf-8")
    outputs = [str(tmp_path / f"made.{suffix}") for suffix in ("html", "json", "tmx")]
    run("align", *map(str, files), "--lang", "en,qaa", *(part for output in outputs for part in ("-o", output)))
    saved = json.loads(Path(outputs[1]).read_text(encoding="utf-8"))
    assert saved["words"]["wolf"] == {"lupazu": 3}
    run("convert", outputs[1], "-o", str(tmp_path / "again.html"))
    assert (tmp_path / "again.html").read_bytes() == Path(outputs[0]).read_bytes()
    # A format that holds no word links, such as a translation memory, is learnt from again.
    run("convert", outputs[2], "-o", str(tmp_path / "memory.html"), "-o", str(tmp_path / "memory.json"))
    assert json.loads((tmp_path / "memory.json").read_text(encoding="utf-8"))["words"]["wolf"] == {"lupazu": 3}
    assert '"wolf":' in (tmp_path / "memory.html").read_text(encoding="utf-8")


def run(*arguments: str) -> None:
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 0, result.output


def test_words_of_different_beads_are_not_linked():
    source = Document("a", "en", (factories.block("The sea.", "The house."),))
    target = Document("b", "es", (factories.block("La casa.", "El mar."),))
    apart = linked(source, target, (factories.bead("0", "0"), factories.bead("1", "1")), shipped("en", "es"))
    together = linked(source, target, (factories.bead("0-1", "0-1"),), shipped("en", "es"))
    assert not {"sea", "house"} & apart.partners.keys()
    assert {"sea": {"mar": 3}, "house": {"casa": 3}}.items() <= together.partners.items()


# What a made-up encoder takes for the same.
MEANINGS = [
    {"strides", "progresos"},
    {"boat", "casa"},
    {"beijing", "北京"},
    {"tower", "タワー"},
    {"large", "很大"},
]


def encode(texts: list[str]) -> np.ndarray:
    vectors = np.zeros((len(texts), 200))
    for row, text in enumerate(texts):
        group = next((k for k, words in enumerate(MEANINGS) if text.lower() in words), None)
        vectors[row, group if group is not None else 10 + sum(map(ord, text)) % 190] = 1
    return vectors


def partners(source: str, target: str, *languages: str) -> dict[str, dict[str, int]]:
    """The word links of two texts aligned with the made-up encoder."""
    encoder = Model("made-up", encode, knows_words=True)
    options = aligner.Options(languages=languages, unrelated=True)
    return dict(aligner.align(source, target, options=options, encoder=encoder).words.partners)


def test_an_encoder_lights_words_that_the_lexicon_knows_but_does_not_link():
    texts = "She thought of these strides.", "Pensó en estos progresos."
    alone = aligner.align(*texts, options=aligner.Options(languages=("en", "es")))
    assert "strides" not in linked_by_default(alone).partners
    assert partners(*texts, "en", "es")["strides"] == {"progresos": 2}


def test_an_encoder_does_not_light_words_whose_partners_the_lexicon_has_found():
    found = partners("The house and the boat.", "La casa y lo demás.", "en", "es")
    assert found["house"] == {"casa": 3} and "casa" not in found.get("boat", {})


def test_in_scripts_without_spaces_the_ideographs_of_a_partner_light_and_other_letters_do_not():
    chinese = partners("Beijing is large.", "北京很大。", "en", "zh")
    assert chinese["beijing"].keys() == {"北", "京"} and chinese["large"].keys() == {"很", "大"}
    assert not partners("The tower.", "タワーだ。", "en", "ja")
