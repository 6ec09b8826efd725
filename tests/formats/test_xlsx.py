"""Workbooks: what spreadsheet programs show of an alignment, and what is read back from them."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import factories
import openpyxl
import pytest
from archives import zipped
from hypothesis import assume, given, settings
from office import needs_office, saved_by_office

from aligner.errors import InputError
from aligner.formats import load, render, write
from aligner.formats.xlsx.reading import parse
from aligner.formats.xlsx.writing import CELL_LIMIT, COLUMNS, cell_text
from aligner.model import Alignment, Document

CASES = json.loads((Path(__file__).parents[1] / "cases" / "cells.json").read_text(encoding="utf-8"))


def rendered(alignment: Alignment) -> bytes:
    return render(alignment, "xlsx").data


def book(alignment: Alignment):
    return openpyxl.load_workbook(io.BytesIO(rendered(alignment)))


def rows(sheet) -> list[tuple]:
    return [tuple("" if value is None else value for value in row) for row in sheet.iter_rows(values_only=True)]


def many(texts: list[str]) -> Alignment:
    """A pair for each text: the text, and the text in brackets."""
    blocks = [tuple(factories.block(form.format(text)) for text in texts) for form in ("{}", "[{}]")]
    beads = tuple(factories.bead(str(i), str(i), 0.5) for i in range(len(texts)))
    return Alignment(Document("a.txt", "en", blocks[0]), Document("b.txt", "es", blocks[1]), beads, beads)


def edited(alignment: Alignment, edit, name: str = "pairs") -> Alignment:
    """What is read from a workbook after a person's edits."""
    found = book(alignment)
    edit(found[name])
    return parse(saved(found), "edited.xlsx").loaded().alignment


def saved(book: openpyxl.Workbook) -> bytes:
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def texts(alignment: Alignment) -> list[tuple[str, str]]:
    return [(pair.source, pair.target) for pair in alignment.pairs()]


# What is shown


def test_each_pair_is_a_row_under_the_names_of_the_columns():
    found = rows(book(factories.small())["pairs"])
    assert found[0] == ("id", "paragraph", "kind", "score", "source", "target", "flags", "status")
    for row, pair in zip(found[1:], factories.small().pairs(), strict=True):
        flags = ",".join(pair.flags)
        wanted = (pair.id, pair.paragraph, pair.kind, pair.score, pair.source, pair.target, flags, pair.status)
        assert row == wanted


def test_the_sheet_sure_holds_the_pairs_scored_nine_tenths_and_more_and_is_protected():
    sure = book(factories.small())["sure"]
    assert [row[0] for row in rows(sure)[1:]] == [1, 2, 6, 9, 10, 11]
    assert sure.protection.sheet and not sure.protection.password


def test_the_header_stays_in_view_with_filters_and_the_scores_are_coloured():
    sheet = book(factories.small())["pairs"]
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref == "A1:H13"
    assert [str(area.sqref) for area in sheet.conditional_formatting] == ["D2:D13"]
    assert sheet.print_title_rows == "$1:$1" and sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet["D2"].number_format == "0.0000" and sheet["A1"].font.bold
    assert sheet["E2"].alignment.wrap_text
    assert sheet.column_dimensions["E"].width > 3 * sheet.column_dimensions["D"].width


def test_a_row_is_as_high_as_its_texts_and_grows_when_they_are_edited():
    """LibreOffice does not fit rows that no height is given for, and a fixed height would hide what is typed."""
    texts = ["Short.", "A sentence of some length. " * 20, "One\ntwo\nthree", "全" * 100, "a" * 30_000]
    with zipfile.ZipFile(io.BytesIO(rendered(many(texts)))) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert re.findall(r'<row r="\d+" ht="(\d+)">', sheet) == ["15", "135", "45", "60", "409"]
    assert "customHeight" not in sheet


def test_a_status_is_chosen_from_a_list_in_added_rows_too():
    (found,) = book(factories.small())["pairs"].data_validations.dataValidation
    assert (found.type, found.formula1, found.showErrorMessage) == ("list", '"auto,confirmed,changed"', True)
    assert str(found.sqref) == "H2:H1048576"


@pytest.mark.parametrize("case", CASES["kept"] + CASES["escapes"])
def test_text_stays_text_whatever_it_looks_like(case):
    alignment = many([case])
    cell = book(alignment)["pairs"]["E2"]
    assert cell.data_type == "s" and cell.hyperlink is None
    assert texts(parse(rendered(alignment), "a.xlsx").loaded().alignment) == texts(alignment)
    with zipfile.ZipFile(io.BytesIO(rendered(alignment))) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize(("case", "wanted"), CASES["changed"])
def test_what_a_cell_cannot_hold_is_dropped_and_line_ends_are_kept(case, wanted):
    assert texts(parse(rendered(many([case])), "a.xlsx").loaded().alignment)[0][0] == wanted


@pytest.mark.parametrize("letter", ["a", "\U0001f600"])
def test_a_text_too_long_for_a_cell_is_cut_and_a_note_says_so(letter):
    long = letter * (CELL_LIMIT + 1)
    found = render(many(["short", long]), "xlsx")
    assert found.notes == ("2 texts cut to the 32,767 characters that a cell can hold (bead 2)",)
    for row in rows(openpyxl.load_workbook(io.BytesIO(found.data))["pairs"])[2:]:
        assert CELL_LIMIT - 2 <= len(row[4].encode("utf-16-le")) // 2 <= CELL_LIMIT and row[4].endswith("[…]")


def test_a_text_that_just_fits_is_whole():
    assert cell_text("é" * CELL_LIMIT) == "é" * CELL_LIMIT
    assert render(factories.pair("a" * CELL_LIMIT, "b"), "xlsx").notes == ()


def test_the_bytes_do_not_depend_on_the_clock():
    with zipfile.ZipFile(io.BytesIO(rendered(factories.small()))) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert core.count("1980-01-02T00:00:00Z") == 2  # a person has worked on it
    assert rendered(factories.small()) == rendered(factories.small())


def test_without_openpyxl_the_message_says_how_to_install_it():
    code = "import sys; sys.modules['openpyxl'] = None; import factories; from aligner.formats import write"
    code += "\ntry: write(factories.small(), 'a.xlsx')\nexcept Exception as error: print(error.exit_code, error)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=Path(__file__).parents[1])
    assert found.stdout.strip() == "4 writing .xlsx needs openpyxl; pip install 'aligner[documents]'"


# What is read back


@settings(max_examples=40, deadline=None)
@given(factories.alignments())
def test_the_pairs_come_back_with_scores_flags_and_statuses(alignment):
    alignment = replace(alignment, min_score=0, left_out={})
    pairs = [pair for pair in alignment.pairs() if _shown(pair.source) or _shown(pair.target)]
    assume(pairs)
    found = list(parse(rendered(alignment), "a.xlsx").loaded().alignment.pairs())
    for pair, back in zip(pairs, found, strict=True):
        # White space between two sentences is one blank, whatever it was.
        for text, wanted in ((back.source, pair.source), (back.target, pair.target)):
            assert text.split() == _shown(wanted).split()
        assert (back.flags, back.status) == (pair.flags, pair.status)
        assert back.score == pytest.approx(pair.score, abs=1e-12)


def _shown(text: str) -> str:
    """What a cell can hold of a text."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join("\n" if c in "\x0b\x0c\x85\u2028\u2029" else c for c in text)
    text = "".join(c for c in text if c in "\t\n" or (c >= " " and c not in "\x7f\ufffe\uffff"))
    return text if text.strip() else ""


def test_names_languages_paragraphs_and_signature_come_back():
    alignment = factories.small()
    found = parse(rendered(alignment), "a.xlsx").loaded().alignment
    assert (found.source.name, found.target.language) == ("harbour.en.md", "es")
    assert found.signature == alignment.signature
    assert [pair.paragraph for pair in found.pairs()][:8] == [pair.paragraph for pair in alignment.pairs()][:8]


def test_edited_texts_and_statuses_are_taken_and_numbers_are_texts_too():
    def edit(sheet):
        sheet["F3"], sheet["H3"], sheet["E4"] = "El mar estaba en calma.", "Changed", 1984

    found = list(edited(factories.small(), edit).pairs())
    assert (found[1].target, found[1].status, found[2].source) == ("El mar estaba en calma.", "changed", "1984")


def test_rows_are_ordered_by_their_ids_however_they_were_sorted():
    def edit(sheet):
        body = rows(sheet)[1:]
        for number, row in enumerate(reversed(body), start=2):
            for column, value in enumerate(row, start=1):
                sheet.cell(number, column).value = value or None

    assert texts(edited(factories.small(), edit)) == texts(factories.small())


def test_a_row_without_an_id_follows_the_row_above_it_and_an_emptied_row_is_gone():
    def edit(sheet):
        sheet.insert_rows(4)
        sheet["E4"], sheet["F4"] = "New.", "Nuevo."
        sheet["E3"] = sheet["F3"] = None

    found = list(edited(factories.small(), edit).pairs())
    assert len(found) == 12
    assert (found[1].source, found[1].status, found[1].score) == ("New.", "changed", 1.0)


def test_any_workbook_with_columns_source_and_target_is_read():
    foreign = openpyxl.Workbook()
    foreign.active.append(["Note", "Target", "Source"])
    foreign.active.append([None, "Buenos días.", "Good morning."])
    foreign.active.append(["x", None, "Bye."])
    data = io.BytesIO()
    foreign.save(data)
    found = parse(data.getvalue(), "a.xlsx").loaded().alignment
    assert texts(found) == [("Good morning.", "Buenos días."), ("Bye.", "")]
    assert [(pair.score, pair.status) for pair in found.pairs()] == [(1.0, "auto")] * 2


@pytest.mark.parametrize(("cell", "value", "message"), CASES["doubted"])
def test_a_cell_that_is_not_understood_is_named_and_nothing_else_is_lost(cell, value, message):
    found = book(factories.small())
    found["pairs"][cell] = value
    table = parse(saved(found), "a.xlsx")
    assert table.doubts == (f"row {cell[1:]}: {message}",)
    assert texts(table.loaded().alignment) == texts(factories.small())


def test_a_workbook_without_columns_of_texts_is_refused(tmp_path):
    found = book(factories.small())
    found["pairs"]["F1"] = "other"
    found.save(tmp_path / "a.xlsx")
    with pytest.raises(InputError, match="no sheet with columns source and target"):
        load(tmp_path / "a.xlsx")


@pytest.mark.parametrize("broken", ["cut", "empty", "text", "no sheet", "bomb"])
def test_a_broken_workbook_is_refused_in_one_line(broken, tmp_path):
    path = tmp_path / "a.xlsx"
    whole = rendered(factories.small())
    members = {"xl/workbook.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'} if broken == "bomb" else {}
    data = {"cut": whole[: len(whole) // 2], "empty": b"", "text": b"Good morning.", "no sheet": zipped({"a": b"b"})}
    path.write_bytes(data.get(broken) if broken in data else zipped(members))
    with pytest.raises(InputError) as caught:
        load(path)
    assert str(path) in str(caught.value) and "\n" not in str(caught.value) and caught.value.remedy


# Another program


@needs_office
def test_libreoffice_shows_the_same_texts_and_what_it_saves_is_read_back(tmp_path):
    path = tmp_path / "cells.xlsx"
    alignment = many(CASES["kept"])
    write(alignment, path)
    shown = saved_by_office(path, "csv:Text - txt - csv (StarCalc):44,34,76,1").read_text(encoding="utf-8")
    found = list(csv.reader(io.StringIO(shown, newline="")))
    assert found[0] == list(COLUMNS)
    assert [(row[4], row[5]) for row in found[1:]] == texts(alignment)
    assert texts(load(saved_by_office(path, "xlsx"))) == texts(alignment)
