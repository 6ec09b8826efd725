"""What `aligner.quality.filters` leaves out of exports, and for which reason."""

from __future__ import annotations

from dataclasses import replace

import factories
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner import Options, align
from aligner.formats import load, write
from aligner.model import KINDS
from aligner.quality.filters import NAMES, absent, filtered
from aligner.quality.finding import FLAGS

CASES = [
    (["heading"], {0: "of kind heading", 5: "of kind heading"}),
    (["code"], {8: "of kind code", 9: "of kind code"}),
    (["untranslated"], {8: "flagged untranslated", 9: "flagged untranslated"}),
    (["length"], {}),  # a person has confirmed that bead
    (["moved"], {6: "flagged moved"}),  # the other one was changed by a person
    (["null"], {3: "without counterpart", 4: "without counterpart"}),
    (["2-1"], {2: "of kind 2-1"}),
    (["code", "untranslated", "0-1"], {4: "of kind 0-1", 8: "of kind code", 9: "of kind code"}),
]


@pytest.mark.parametrize(("without", "found"), CASES, ids=[",".join(without) for without, _ in CASES])
def test_what_is_named_is_left_out_with_its_reason(without, found):
    assert filtered(factories.small(), without=without).left_out == found


def test_names_may_be_one_text():
    both = filtered(factories.small(), without=["code", "null"])
    assert filtered(factories.small(), without="code, nulls").left_out == both.left_out


def test_an_unknown_name_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match=r"'colour' cannot be left out; use one of paragraph, .*low, null"):
        filtered(factories.small(), without=["colour"])


@pytest.mark.parametrize("least", [-0.1, 3, float("nan")])
def test_a_score_that_is_no_probability_is_refused(least):
    with pytest.raises(ValueError, match="from 0 to 1"):
        filtered(factories.small(), min_score=least)


def test_only_the_first_of_equal_pairs_is_kept():
    alignment = align(
        ["Yes.", "It rained.", "Yes.", "Yes."],
        ["Sí.", "Llovía.", "Sí.", "Claro."],
        options=Options(languages=("en", "es")),
    )
    assert filtered(alignment, dedupe=True).left_out == {2: "repeated"}
    first_is_weak = replace(alignment, beads=(replace(alignment.beads[0], score=0.1), *alignment.beads[1:]))
    assert filtered(first_is_weak, min_score=0.5, dedupe=True).left_out == {}


def test_flags_are_worked_out_for_a_file_that_has_none(tmp_path):
    pairs = (("It was in 1880.", "Fue en 1890."), ("It rained all day.", "Llovió todo el día."))
    units = "".join(
        f'<tu><tuv xml:lang="en"><seg>{left}</seg></tuv><tuv xml:lang="es"><seg>{right}</seg></tuv></tu>'
        for left, right in pairs
    )
    (tmp_path / "memory.tmx").write_text(f'<tmx version="1.4"><header srclang="en"/><body>{units}</body></tmx>')
    alignment = load(tmp_path / "memory.tmx")
    assert filtered(alignment, without=["number"]).left_out == {0: "flagged number"}


def test_kinds_that_a_file_does_not_tell_are_named():
    assert absent(factories.pair("One.", "Uno."), ["code", "paragraph", "moved", "2-1"]) == ["code"]


@given(
    factories.alignments(),
    st.lists(st.sampled_from(["1-1", *NAMES]), max_size=3),
    st.none() | st.floats(0, 1),
    st.booleans(),
)
def test_nothing_is_lost_from_the_store_and_nothing_shown_fits_a_name(alignment, without, least, dedupe):
    found = filtered(alignment, min_score=least, without=without, dedupe=dedupe)
    assert found.beads == alignment.beads
    assert filtered(found, min_score=least, without=without, dedupe=dedupe) == found
    shown = [bead for _, bead in found.shown()]
    marked = any(bead.flags for bead in alignment.beads)
    for bead in shown:
        assert bead.score >= (alignment.min_score if least is None else least)
        assert bead.kind not in without
        assert not (bead.is_null and "null" in without)
        assert not (marked and bead.status == "auto" and set(bead.flags) & set(without) & set(FLAGS))
        for document, side in ((alignment.source, bead.source), (alignment.target, bead.target)):
            kinds = {document.blocks[document.block_of[k]].kind for k in side}
            assert not kinds & set(without) & set(KINDS)
    if dedupe:
        texts = [(pair.source.split(), pair.target.split()) for pair in found.pairs() if pair.source and pair.target]
        assert all(pair not in texts[:k] for k, pair in enumerate(texts) if all(pair))


def test_a_saved_alignment_still_leaves_out_what_it_left_out(tmp_path):
    write(filtered(factories.small(), without=["code", "null"]), tmp_path / "a.json")
    assert write(load(tmp_path / "a.json"), tmp_path / "b.json") == [
        "4 beads kept: other formats made from it leave them out: 2 without counterpart, 2 of kind code"
    ]
    assert write(load(tmp_path / "a.json"), tmp_path / "a.tsv") == [
        "4 beads left out: 2 without counterpart, 2 of kind code"
    ]
    assert len((tmp_path / "a.tsv").read_text(encoding="utf-8").splitlines()) == 9
