"""XLIFF: valid by its schema, every bead in it, read back as the same pairs; other programs' files, 1.2 too."""

from __future__ import annotations

import json
from pathlib import Path

import factories
import pytest
from hypothesis import given, settings
from lxml import etree
from schemas import schema

import aligner
from aligner.errors import InputError
from aligner.formats.tsv import one_line
from aligner.formats.xliff import METADATA, render
from aligner.model import Alignment, Pair

CASES = json.loads((Path(__file__).parents[1] / "cases" / "load_xliff.json").read_text(encoding="utf-8"))
CORE = "urn:oasis:names:tc:xliff:document:2.0"


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("xliff")


@pytest.fixture(scope="session")
def xsd():
    """The core and the module of metadata as one schema."""
    imports = "".join(
        f'<xs:import namespace="{namespace}" schemaLocation="{schema(f"xliff2.1/{name}").as_uri()}"/>'
        for namespace, name in ((CORE, "xliff_core_2.0.xsd"), (METADATA, "metadata.xsd"))
    )
    return etree.XMLSchema(
        etree.fromstring(f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>')
    )


def loaded(folder: Path, data: bytes | str, **options) -> Alignment:
    path = folder / "book.xlf"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return aligner.load(path, **options)


def told(pair: Pair) -> tuple[object, ...]:
    """What XLIFF holds of a pair."""
    texts = one_line(pair.source), one_line(pair.target)
    return (*texts, pair.kind, f"{pair.score:.4f}", pair.flags, pair.status)


def test_the_small_alignment_is_written_as_it_always_was(golden):
    golden("small.xlf", render(factories.small()).data)


def test_no_bead_is_left_out(folder):
    again = loaded(folder, render(factories.small()).data)
    assert [bead.kind for bead in again.beads] == [bead.kind for bead in factories.small().beads]
    assert render(factories.small()).notes == ()


@settings(max_examples=60, deadline=None)
@given(alignment=factories.alignments())
def test_whatever_the_text_the_file_is_valid_by_the_schema(xsd, alignment):
    assert xsd.validate(etree.fromstring(render(alignment).data)), xsd.error_log


def test_the_schema_rejects_what_it_should(xsd):
    data = render(factories.small()).data.replace(b'type="kind"', b"", 1)
    assert not xsd.validate(etree.fromstring(data))


@settings(max_examples=100, deadline=None)
@given(alignment=factories.alignments())
def test_what_is_read_back_is_the_pairs_that_were_written_to_the_last_character(folder, alignment):
    pairs = list(alignment.pairs())
    if pairs:
        again = loaded(folder, render(alignment).data)
        assert [told(pair) for pair in again.pairs()] == [told(pair) for pair in pairs]
        assert [side.language for side in (again.source, again.target)] == [
            side.language for side in (alignment.source, alignment.target)
        ]


def test_paragraphs_and_names_of_documents_come_back(folder):
    again = loaded(folder, render(factories.small()).data)
    assert (again.source.name, again.target.name) == ("harbour.en.md", "puerto.es.md")
    # A pair of empty cells is not a paragraph with text, so those after it have numbers lower by one.
    assert [pair.paragraph for pair in again.pairs()] == [1, 2, 2, 3, 4, 5, 6, 6, 7, 7, 8, 9]


def test_what_xml_forbids_is_written_by_its_number(folder):
    alignment = factories.pair("a\x00b\ufffe", "c\ud800")
    data = render(alignment).data
    assert b'a<cp hex="0000"></cp>b<cp hex="FFFE"></cp>' in data
    pair = next(loaded(folder, data).pairs())
    assert (pair.source, pair.target) == ("a\x00b\ufffe", "c\ud800")


@pytest.mark.parametrize("case", CASES["read"], ids=lambda case: case["name"])
def test_the_files_of_other_programs_are_read(case, folder):
    said: list[str] = []
    found = loaded(folder, case["xliff"], report=said.append)
    assert [[pair.source, pair.target] for pair in found.pairs()] == case["pairs"]
    assert [found.source.language, found.target.language] == case["found"]
    assert "no score that can be used" in said[0]


@pytest.mark.parametrize("case", CASES["refused"], ids=lambda case: case["name"])
def test_a_broken_file_is_refused_with_its_name(case, folder):
    with pytest.raises(InputError, match=case["says"]) as caught:
        loaded(folder, case["xliff"])
    assert caught.value.where.endswith("book.xlf")
    assert caught.value.remedy


def test_a_file_cut_anywhere_is_refused(folder):
    data = render(factories.small()).data
    for end in range(0, len(data) - 9, 97):
        with pytest.raises(InputError):
            loaded(folder, data[:end])
