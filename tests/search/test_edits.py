"""Sentences that a person edited or divided are so again when the texts are aligned again."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import factories
import pytest
from commandline import run_text as run
from factories import bead, block
from hypothesis import given
from hypothesis import strategies as st
from stories import PLAIN_ENGLISH, PLAIN_SPANISH

import aligner
from aligner import Alignment, Block, Document, align
from aligner.formats import render, write
from aligner.model import Sentence
from aligner.search.edits import with_edits
from aligner.search.keep import find_again

CASES = json.loads((Path(__file__).parents[1] / "cases/edits.json").read_text("utf-8"))

ENGLISH, SPANISH = PLAIN_ENGLISH[:6], PLAIN_SPANISH[:6]


def document(sentences: Sequence[str], language: str = "en") -> Document:
    return Document(language, language, (block(*sentences),))


def edited(document: Document, edits: Mapping[int, Sequence[str]]) -> Document:
    """The document with other texts in place of some sentences; several texts divide a sentence."""
    first = 0
    blocks = []
    for each in document.blocks:
        blocks.append(_edited(each, {k - first: texts for k, texts in edits.items()}))
        first += len(each.sentences)
    return replace(document, blocks=tuple(blocks))


def _edited(block: Block, edits: Mapping[int, Sequence[str]]) -> Block:
    text = ""
    end = 0
    made: list[Sentence] = []
    for k, sentence in enumerate(block.sentences):
        text += block.text[end : sentence.start]
        originals = [sentence.text, *[""] * (len(edits[k]) - 1)] if k in edits else [None]
        for part, original in zip(edits.get(k, [sentence.text]), originals, strict=True):
            text += "" if original != "" else " "
            made.append(Sentence(part, len(text), len(text) + len(part), original))
            text += part
        end = sentence.end
    return replace(block, text=text + block.text[end:], sentences=tuple(made))


def texts_of(document: Document) -> list[str]:
    return [sentence.text for sentence in document.sentences]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["promise"])
def test_edits_are_found_again_by_their_originals(case):
    saved = edited(document(case["old"]), {k: texts for k, *texts in case["edits"]})
    found = with_edits(saved, document(case["new"]))
    assert texts_of(found.document) == case["now"]
    assert list(found.nodes) == case["nodes"]
    made = len(case["edits"]) if case["now"] != case["new"] else 0
    assert (found.found, found.lost) == (made, len(case["edits"]) - made)


@st.composite
def documents_with_edits(draw: st.DrawFn) -> tuple[Document, Document]:
    """A document in which no sentence is there twice, and the same with edits."""
    count = draw(st.integers(1, 12))
    breaks = draw(st.sets(st.integers(1, count)))
    bounds = sorted({0, *(k for k in breaks if k < count), count})
    between = draw(st.sampled_from([" ", "\n", "  "]))
    texts = [f"Sentence {'x' * k} is here." for k in range(count)]
    blocks = [block(*texts[i:j], between=between) for i, j in pairwise(bounds)]
    parts = st.lists(factories.texts.map(str.strip).filter(bool), min_size=1, max_size=3)
    plain = Document("text", "en", tuple(blocks))
    return plain, edited(plain, draw(st.dictionaries(st.integers(0, count - 1), parts)))


@given(documents_with_edits())
def test_in_the_same_document_the_edits_make_the_same_document(documents):
    plain, changed = documents
    assert with_edits(changed, plain).document == changed


@given(documents_with_edits())
def test_edits_survive_the_store(tmp_path_factory, documents):
    _, changed = documents
    beads = tuple(bead(str(k), str(k)) for k in range(len(changed.sentences)))
    saved = Alignment(changed, changed, beads)
    path = tmp_path_factory.getbasetemp() / "edited.json"
    path.write_bytes(render(saved, "json").data)
    assert aligner.load(path) == saved


def worked_on() -> Alignment:
    """A sentence edited, and one divided between two beads."""
    source, target = document(ENGLISH), document(SPANISH, "es")
    cut = ENGLISH[3].index(" ")
    source = edited(source, {1: ["Quite another text."], 3: [ENGLISH[3][:cut], ENGLISH[3][cut + 1 :]]})
    beads = [bead(str(k), str(k)) for k in range(3)]
    beads[1] = bead("1", "1", 1.0, status="changed")
    beads += [bead("3", "", 1.0, status="changed"), bead("4", "3", 1.0, status="changed"), bead("5-6", "4-5")]
    return Alignment(source, target, tuple(beads))


def test_beads_of_edited_sentences_are_kept_and_the_rest_is_aligned_around_them():
    saved = worked_on()
    found = align(document(ENGLISH), document(SPANISH, "es"), keep=saved)
    assert found.source == saved.source
    assert [each for each in found.beads if each.status != "auto"] == [saved.beads[k] for k in (1, 3, 4)]
    assert {(range(5, 6), range(4, 5)), (range(6, 7), range(5, 6))} <= {(b.source, b.target) for b in found.beads}


def test_stops_count_the_sentences_before_any_was_divided():
    texts = document(ENGLISH), document(SPANISH, "es")
    found = align(*texts, keep=worked_on(), stops=[(5, 4)])
    assert all((each.source.start >= 6) == (each.target.start >= 4) for each in found.beads if not each.is_null)
    for outside in [(7, 6), (3, 7)]:
        with pytest.raises(ValueError, match="stops must rise within"):
            align(*texts, keep=worked_on(), stops=[outside])


def test_edits_of_sides_that_have_changed_places_are_found_too():
    saved = worked_on()
    found = find_again(saved, document(SPANISH, "es"), document(ENGLISH))
    assert not found.lost
    assert found.edited is not None
    assert found.edited[1].document == saved.source


@pytest.fixture
def story(tmp_path: Path) -> Path:
    (tmp_path / "en").write_text(" ".join(ENGLISH), encoding="utf-8")
    (tmp_path / "es").write_text(" ".join(SPANISH), encoding="utf-8")
    write(worked_on(), tmp_path / "edited.json")
    return tmp_path


def test_the_command_keeps_edits_and_counts_them(story):
    result = run("align", "en", "es", "--keep", "edited.json", "-o", "edited.json", "-o", "new.tsv", cwd=story)
    assert (
        result.stderr.splitlines()[0] == "edited.json: 6 beads, 3 changed, 0 confirmed, 2 of 2 edited sentences found"
    )
    assert "Quite another text." in (story / "new.tsv").read_text("utf-8")
    assert aligner.load(story / "edited.json").source.sentences == worked_on().source.sentences


def test_an_edit_whose_original_is_gone_is_told_of_by_its_original(story):
    (story / "en").write_text(" ".join(ENGLISH).replace(ENGLISH[1], "Something else."), encoding="utf-8")
    result = run("align", "en", "es", "--keep", "edited.json", "-o", "new.json", cwd=story)
    assert (
        f"1 of 2 edited sentences found, 1 not understood (bead 2: its source ({ENGLISH[1]}) is not in en)"
        in (result.stderr.splitlines()[0])
    )


def test_a_part_of_a_sentence_needs_the_part_before_it(tmp_path):
    path = tmp_path / "edited.json"
    saved = json.loads(render(worked_on(), "json").data)
    del saved["source"]["blocks"][0]["sentences"][3]["original"]
    path.write_text(json.dumps(saved), encoding="utf-8")
    with pytest.raises(aligner.AlignerError, match="should not be empty: the sentence before it has none") as caught:
        aligner.load(path)
    assert "source, block 1, sentence 5, original" in str(caught.value)
