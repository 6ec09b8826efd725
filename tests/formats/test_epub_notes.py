"""Books whose translation is in notes: a tap on a sentence shows it."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import factories
import pytest
from hypothesis import given, settings

from aligner.formats import render
from aligner.model import Alignment, Document

XHTML = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def chapters(alignment: Alignment) -> list[ElementTree.Element]:
    with zipfile.ZipFile(io.BytesIO(render(alignment, "epub+notes").data)) as archive:
        names = sorted(name for name in archive.namelist() if name.startswith("EPUB/text-"))
        return [ElementTree.fromstring(archive.read(name)) for name in names]


def text(element: ElementTree.Element) -> str:
    return "".join(element.itertext())


def links(chapter: ElementTree.Element) -> list[ElementTree.Element]:
    return [a for a in chapter.iter(f"{XHTML}a") if a.get(TYPE) == "noteref"]


def notes(chapter: ElementTree.Element) -> dict[str, ElementTree.Element]:
    return {aside.get("id"): aside for aside in chapter.iter(f"{XHTML}aside") if aside.get(TYPE) == "footnote"}


def noted(chapter: ElementTree.Element) -> dict[str, str]:
    """Each link's text with that of its note."""
    found = notes(chapter)
    return {text(a): text(found[a.get("href").removeprefix("#")]) for a in links(chapter)}


def test_each_sentence_leads_to_its_translation_in_the_same_file():
    (chapter,) = chapters(factories.small())
    assert noted(chapter)["The sea was calm."] == "La mar estaba en calma."
    assert noted(chapter)["The Harbour"] == "El puerto"


def test_sentences_of_a_paragraph_stand_in_one_paragraph():
    source = Document("a", "en", (factories.block("One.", "Two.", "Three."),))
    target = Document("b", "es", (factories.block("Uno.", "Dos.", "Tres."),))
    (chapter,) = chapters(Alignment(source, target, tuple(factories.bead(str(i), str(i)) for i in range(3))))
    paragraphs = [p for p in chapter.iter(f"{XHTML}p") if any(a.get(TYPE) for a in p)]
    assert [text(p) for p in paragraphs] == ["One. Two. Three."]


@pytest.mark.parametrize(("code", "joined"), [("zh", "一。二。"), ("en", "一。 二。")])
def test_languages_without_spaces_between_sentences_get_none(code, joined):
    source = Document("a", code, (factories.block("一。", "二。"),))
    target = Document("b", "es", (factories.block("Uno.", "Dos."),))
    (chapter,) = chapters(Alignment(source, target, (factories.bead("0", "0"), factories.bead("1", "1"))))
    assert joined in text(chapter)


def test_a_sentence_without_translation_is_plain_and_one_that_only_the_translation_has_is_a_sign():
    source = Document("a", "en", (factories.block("One.", "Alone."),))
    target = Document("b", "es", (factories.block("Uno.", "Solo."),))
    beads = (factories.bead("0", "0"), factories.bead("", "1"), factories.bead("1", ""))
    (chapter,) = chapters(Alignment(source, target, beads))
    assert noted(chapter) == {"One.": "Uno.", "+": "Solo."}
    assert "Alone." in text(chapter)


def test_notes_say_their_language_and_direction_and_the_hint_speaks_it_too():
    alignment = factories.small()
    (chapter,) = chapters(replace(alignment, source=replace(alignment.source, language="ar")))
    assert chapter.get("dir") == "rtl"
    (shape,) = {(aside.get(LANGUAGE), aside.get("dir")) for aside in notes(chapter).values()}
    assert shape == ("es", "ltr")
    (hint,) = (p for p in chapter.iter(f"{XHTML}p") if p.get("class") == "hint")
    assert (hint.get("lang"), text(hint)) == ("es", "Toque una frase para ver su traducción.")


@settings(max_examples=60, deadline=None)
@given(factories.alignments())
def test_every_text_is_in_the_book_once_and_every_link_has_its_note(alignment):
    alignment = replace(alignment, min_score=0, left_out={})
    found = chapters(alignment)
    shown = dict.fromkeys(("source", "target"), 0)
    for chapter in found:
        assert {a.get("href") for a in links(chapter)} == {f"#{name}" for name in notes(chapter)}
        shown["target"] += sum(len(_letters(text(aside))) for aside in notes(chapter).values())
        shown["source"] += sum(len(_letters(text(section))) for section in chapter.iter(f"{XHTML}section"))
    added = sum(not bead.source for bead in alignment.beads)
    for name, extra in (("source", added), ("target", 0)):
        wanted = sum(len(_letters(sentence.text)) for sentence in getattr(alignment, name).sentences)
        assert shown[name] == wanted + extra


def _letters(found: str) -> str:
    kept = (letter for letter in found if letter > "\x20" and letter not in "\x7f\x85\xa0\ufffe\uffff")
    return "".join(kept)
