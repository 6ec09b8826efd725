"""A glossary as a file: the same content in each format, valid, and the same bytes each time."""

from __future__ import annotations

import io
from pathlib import Path
from xml.etree import ElementTree

import pytest

from aligner import Entry
from aligner.errors import OutputError
from aligner.glossary.tables import COLUMNS, WRITERS, render, suffix_of

ENTRIES = (
    Entry("type hint", "anotación de tipo", "term", ("en", "es"), 12, 13, 12, 0.98, ("bead 3", "bead 4", "bead 9")),
    Entry("=1+1 & <b>", "a\tb\x00", "name", ("en", "es"), 2, 2, 2, 0.5, ()),
    Entry("Fábrica sin Patrones", "Factory without Bosses", "gloss", ("es", "en"), 1, 1, 1, 0.7, ("line 46",)),
    Entry("Partido Obrero Socialista", "POS", "expansion", ("es", "es"), 1, 1, 1, 1.0, ("line 9",)),
)
TBX = "{urn:iso:std:iso:30042:ed-2}"


def test_a_table_has_a_line_for_each_entry():
    header, *rows = render(ENTRIES, ".tsv").decode().splitlines()
    assert header.split("\t") == list(COLUMNS)
    assert rows[0] == "type hint\tanotación de tipo\tterm\ten,es\t12\t13\t12\t0.9800\tbead 3; bead 4; bead 9"
    assert all(len(row.split("\t")) == len(COLUMNS) for row in rows)


def test_a_workbook_holds_text_as_text_and_numbers_as_numbers():
    openpyxl = pytest.importorskip("openpyxl")
    sheet = openpyxl.load_workbook(io.BytesIO(render(ENTRIES, ".xlsx")))["glossary"]
    rows = list(sheet.iter_rows(min_row=2))
    assert [cell.value for cell in rows[0]][:5] == ["type hint", "anotación de tipo", "term", "en,es", 12]
    assert (rows[1][0].value, rows[1][0].data_type) == ("=1+1 & <b>", "s")


@pytest.mark.parametrize("suffix", WRITERS)
@pytest.mark.parametrize("entries", [ENTRIES, ()], ids=["some", "none"])
def test_the_same_entries_give_the_same_bytes(suffix, entries):
    if suffix == ".xlsx":
        pytest.importorskip("openpyxl")
    assert render(entries, suffix) == render(entries, suffix)


def test_a_termbase_is_valid():
    etree = pytest.importorskip("lxml.etree")
    grammar = etree.RelaxNG(etree.parse(Path(__file__).parents[1] / "cases" / "tbx-basic.rng"))
    grammar.assertValid(etree.fromstring(render(ENTRIES, ".tbx")))
    broken = render(ENTRIES, ".tbx").replace(b"langSec", b"langSet")
    assert not grammar.validate(etree.fromstring(broken))


def test_a_termbase_holds_each_term_in_its_language():
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    concepts = ElementTree.fromstring(render(ENTRIES, ".tbx")).iter(f"{TBX}conceptEntry")
    terms = [
        [
            (section.get(language), term.text)
            for section in concept.iter(f"{TBX}langSec")
            for term in section.iter(f"{TBX}term")
        ]
        for concept in concepts
    ]
    assert terms[0] == [("en", "type hint"), ("es", "anotación de tipo")]
    assert terms[1] == [("en", "=1+1 & <b>"), ("es", "a b")]
    assert terms[3] == [("es", "Partido Obrero Socialista"), ("es", "POS")]


@pytest.mark.parametrize("path", ["terms.pdf", "terms", "terms.json"])
def test_an_unknown_suffix_is_refused_with_those_that_are_known(path):
    with pytest.raises(OutputError, match="suffix"):
        suffix_of(path)
