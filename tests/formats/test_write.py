"""Exports: what is in the files, and how files are written."""

from __future__ import annotations

import csv
import io
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import factories
import pytest
from hypothesis import given

from aligner.errors import OutputError
from aligner.formats import html, render, write
from aligner.formats.files import write_atomically
from aligner.formats.table import WRITTEN
from aligner.formats.tsv import render_for_excel
from aligner.model import Alignment

FILES = [suffix for suffix, format in WRITTEN.items() if format.render]
needs_permissions = pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write anywhere")


def tsv(alignment: Alignment) -> list[list[str]]:
    text = render(alignment, "tsv").data.decode()
    assert text.endswith("\n")
    return [line.split("\t") for line in text[:-1].split("\n")]


@pytest.mark.parametrize("suffix", [".tsv", ".json", ".ladder"])
def test_the_small_alignment_is_written_as_it_always_was(suffix, golden):
    version = re.compile(rb'("version": )"[^"]*"')
    golden(f"small{suffix}", version.sub(rb'\1"0"', render(factories.small(), suffix).data))


def test_of_a_page_that_browsers_hardly_open_the_user_is_told(monkeypatch):
    page = render(factories.small(), "html")
    assert page.notes == ()
    monkeypatch.setattr(html, "_LARGE", len(page.data) - 1)
    (note,) = render(factories.small(), "html").notes
    assert "MB is more than most browsers open" in note and ".epub" in note


# The table


def test_the_table_has_the_header_of_the_contract():
    assert tsv(factories.small())[0] == ["id", "paragraph", "kind", "score", "source", "target", "flags"]


@given(factories.alignments())
def test_every_bead_is_one_line_of_seven_cells_whatever_the_text(alignment):
    text = render(alignment, "tsv").data.decode()
    lines = text.splitlines()
    assert len(lines) == len(list(alignment.pairs())) + 1
    assert [line.count("\t") for line in lines] == [6] * len(lines)


@pytest.mark.parametrize(
    "separator", ["\t", "\n", "\r\n", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]
)
def test_a_tab_or_line_end_inside_a_text_becomes_one_space(separator):
    assert tsv(factories.pair(f"one{separator}two", "uno"))[1][4] == "one two"


def test_quotes_are_left_as_they_are_and_a_null_has_an_empty_cell():
    assert tsv(factories.pair('"Yes", he said', "—Sí"))[1][4] == '"Yes", he said'
    rows = tsv(factories.small())
    assert rows[4][5] == "" and rows[5][4] == ""


def test_scores_have_four_decimals_and_flags_are_joined_by_commas():
    last = tsv(factories.small())[-1]
    assert last[3] == "0.1235" and last[6] == "number,low"


def test_half_a_surrogate_pair_is_written_as_a_replacement_character():
    assert tsv(factories.pair("a\ud800b", "c"))[1][4] == "a\ufffdb"


# The table for spreadsheets


def excel_rows(alignment: Alignment) -> list[list[str]]:
    """The cells as a spreadsheet reads them."""
    text = render_for_excel(alignment).data.decode()
    assert text.startswith("\ufeff")
    readable = text[1:].replace("\0", "\ufffd")  # Python 3.10 reads no table with a NUL
    return list(csv.reader(io.StringIO(readable, newline=""), delimiter="\t"))


@given(factories.alignments())
def test_a_spreadsheet_reads_the_cells_of_the_table_but_for_an_apostrophe(alignment):
    plain, excel = tsv(alignment), excel_rows(alignment)
    assert excel[0] == plain[0]
    assert [[cell.removeprefix("'") for cell in row] for row in excel] == [
        [cell.replace("\0", "\ufffd").removeprefix("'") for cell in row] for row in plain
    ]


@given(factories.alignments())
def test_no_text_is_a_formula_for_a_spreadsheet(alignment):
    texts = [cell for row in excel_rows(alignment) for cell in (row[2], *row[4:])]
    assert not [text for text in texts if re.match(r"\s*[=+\-@]", text)]


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-Hola.", "@SUM(A1)", "\t=1+1", "\r=1+1", " =1+1", "＝1+1", "007", "6:12", "1/2", "1,5 %"]
)
def test_what_a_spreadsheet_would_calculate_or_reformat_gets_an_apostrophe(text):
    cell = excel_rows(factories.pair(text, "Uno."))[1][4]
    assert cell == f"'{text}".replace("\t", " ").replace("\r", " ")


@pytest.mark.parametrize("text", ["Good morning.", "—Sí.", "In 1997.", "'Tis true.", "¿Qué?", "7 days"])
def test_other_text_is_left_alone_for_a_spreadsheet(text):
    assert excel_rows(factories.pair(text, "Uno."))[1][4] == text


def test_a_cell_too_long_for_excel_is_counted():
    assert render_for_excel(factories.pair("a" * 32_767, "b")).notes == ()
    assert render_for_excel(factories.pair("a" * 32_768, "b")).notes == (
        "1 cell is longer than the 32,767 characters that Excel shows",
    )


def test_a_variant_is_asked_for_with_a_plus_and_only_where_there_is_one(tmp_path):
    write(factories.small(), tmp_path / "a.tsv", format="tsv+excel")
    assert (tmp_path / "a.tsv").read_bytes() == render_for_excel(factories.small()).data
    for format in ("ladder+excel", "tsv+", "tsv+word"):
        with pytest.raises(OutputError, match=re.escape(f"there is no format '.{format}'")):
            write(factories.small(), tmp_path / "a.ladder", format=format)


@pytest.mark.parametrize(("output", "code"), [("a.tsv", 0), ("-", 0), ("a.ladder", 2), ("a.moses/", 2)])
def test_the_command_line_takes_excel_where_a_table_is_written(output, code, tmp_path):
    write(factories.small(), tmp_path / "small.json")
    command = [sys.executable, "-m", "aligner", "convert", "small.json", "--excel", "-o", output]
    found = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert found.returncode == code
    if code:
        assert b"--excel is for .tsv, and none is written" in found.stderr
    else:
        data = found.stdout if output == "-" else (tmp_path / output).read_bytes()
        assert data == render_for_excel(factories.small()).data


# The ladder


def test_ladder_lines_read_as_in_the_contract():
    lines = render(factories.small(), "ladder").data.decode().splitlines()
    assert lines[1] == "[1]:[1]:0.9731"
    assert lines[2] == "[2,3]:[2]:0.61"
    assert lines[3] == "[4]:[]:0.8"
    assert lines[5] == "[5]:[4]:1.0"


# Beads below a score


def test_beads_below_the_least_score_are_left_out_with_a_note_and_ids_stay(tmp_path):
    alignment = replace(factories.small(), min_score=0.9)
    assert [row[0] for row in tsv(alignment)[1:]] == ["1", "2", "6", "9", "10", "11"]
    assert len(render(alignment, "ladder").data.splitlines()) == 6
    for suffix in (".tsv", ".ladder", ".html"):
        assert write(alignment, tmp_path / f"a{suffix}") == ["6 beads below 0.9 left out"]
    assert write(alignment, tmp_path / "a.json") == []


# Choice of the format


def test_the_suffix_chooses_the_format_in_upper_case_too(tmp_path):
    write(factories.small(), tmp_path / "a.TSV")
    assert (tmp_path / "a.TSV").read_bytes() == render(factories.small(), "tsv").data


def test_a_given_format_wins_over_the_suffix(tmp_path):
    write(factories.small(), tmp_path / "a.txt", format="ladder")
    assert (tmp_path / "a.txt").read_bytes() == render(factories.small(), "ladder").data


@pytest.mark.parametrize("name", ["pairs.docx", "pairs", "pairs.", ".tsv"])
def test_an_unknown_suffix_is_refused_with_the_known_ones(name, tmp_path):
    with pytest.raises(OutputError, match=r"\.tsv, \.json, \.ladder, \.html") as caught:
        write(factories.small(), tmp_path / name)
    assert name in caught.value.where
    assert not list(tmp_path.iterdir())


def test_a_dash_is_the_table_on_stdout_in_utf_8_whatever_the_locale():
    code = "import factories; from aligner.formats import write; write(factories.small(), '-')"
    found = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        check=True,
        cwd=Path(__file__).parents[1],
        env={
            "PATH": os.environ["PATH"],
            "LC_ALL": "C",
            "PYTHONIOENCODING": "ascii",
            "PYTHONPATH": os.pathsep.join(sys.path),
        },
    )
    assert found.stdout == render(factories.small(), "tsv").data


@pytest.mark.parametrize("suffix", FILES)
def test_the_same_alignment_gives_the_same_bytes(suffix):
    assert render(factories.small(), suffix).data == render(factories.small(), suffix).data


# Files


def test_missing_folders_are_made(tmp_path):
    path = tmp_path / "a" / "b" / "c.tsv"
    assert write(factories.small(), path) == []
    assert path.is_file()


def test_a_folder_in_the_place_of_the_file_is_refused(tmp_path):
    (tmp_path / "a.tsv").mkdir()
    with pytest.raises(OutputError, match="it is a folder"):
        write(factories.small(), tmp_path / "a.tsv")


def test_a_file_in_the_place_of_the_folder_is_named(tmp_path):
    (tmp_path / "a").write_text("x")
    with pytest.raises(OutputError, match=rf"{re.escape(str(tmp_path / 'a'))} is a file, not a folder"):
        write(factories.small(), tmp_path / "a" / "b.tsv")


def test_a_name_that_is_too_long_is_a_user_error(tmp_path):
    with pytest.raises(OutputError, match="give a shorter name"):
        write(factories.small(), tmp_path / f"{'x' * 300}.tsv")


@needs_permissions
def test_a_folder_that_may_not_be_written_is_a_user_error(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="permission denied"):
        write(factories.small(), tmp_path / "a.tsv")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_is_a_user_error():
    with pytest.raises(OutputError, match="no space left on device; make room on the disk"):
        write_atomically(Path("/dev/full"), b"text")


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="no /dev/null here")
def test_a_device_is_written_to_and_not_replaced():
    write_atomically(Path("/dev/null"), b"text")
    assert Path("/dev/null").is_char_device()


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "a.tsv"
    path.write_text("old")
    with pytest.raises(TypeError):
        write_atomically(path, "not bytes")  # type: ignore[arg-type]
    assert [child.name for child in tmp_path.iterdir()] == ["a.tsv"]
    assert path.read_text() == "old"


@pytest.mark.skipif(os.name == "nt", reason="modes are POSIX's")
def test_a_new_file_gets_its_mode_from_the_umask_and_an_existing_one_keeps_its_own(tmp_path):
    path = tmp_path / "a.tsv"
    before = os.umask(0o027)
    try:
        write_atomically(path, b"1")
        assert path.stat().st_mode & 0o777 == 0o640
        path.chmod(0o604)
        write_atomically(path, b"2")
        assert path.stat().st_mode & 0o777 == 0o604
    finally:
        os.umask(before)


@pytest.mark.skipif(os.name == "nt", reason="links are POSIX's")
def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "link.tsv").symlink_to(tmp_path / "real.tsv")
    write_atomically(tmp_path / "link.tsv", b"text")
    assert (tmp_path / "link.tsv").is_symlink()
    assert (tmp_path / "real.tsv").read_bytes() == b"text"
