"""A check as text, table, JSON and page."""

from __future__ import annotations

import csv
import json
import re
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from aligner.errors import OutputError
from aligner.formats.html import colours
from aligner.formats.report import RENDERERS, render, write_report
from aligner.formats.report.terminal import as_text
from aligner.quality.check import Checked, Remark
from aligner.quality.finding import FLAGS

BOOK = Checked(
    "book.json",
    ("en", "he"),
    120,
    4,
    1,
    (
        Remark(12, 12, "number", "1880 | 1890", 0.9, 0.97311, "It was in\t1880.", "זה היה ב-1890."),
        Remark(
            20, 22, "omitted", "3 sentences, from “It rained” to “<b>home</b>”", 0.8, 0.5, "It rained. <b>Home</b>.", ""
        ),
        Remark(7, 7, "low", "", 0.2, 0.04, "Nobody came.", "ליל."),
    ),
)
MEMORY = Checked("memory.tmx", ("de", "fr"), 1, 0, 0, ())


@pytest.mark.parametrize("suffix", RENDERERS)
def test_each_form_is_as_it_was(suffix, golden):
    report = render([BOOK, MEMORY], suffix).decode()
    if suffix == ".html":
        own = files("aligner.formats.report").joinpath("report.css").read_text(encoding="utf-8")
        assert colours() + own in report
        report = report.replace(colours() + own, "")
    golden(f"report{suffix}", re.sub(r"(?<=aligner check )\d[^\"]*", "0", report).encode())


def test_a_report_that_finds_nothing_says_so():
    assert render([MEMORY], ".txt") == b"memory.tmx: 1 bead, 0 worth a look\n"
    assert "<p>Nothing.</p>" in render([MEMORY], ".html").decode()


def test_a_terminal_gets_the_worst_of_all_files_and_the_number_of_the_others():
    lines = as_text([MEMORY, BOOK], most=2).splitlines()
    assert lines[-1] == "and 1 more: -o report.html shows all"
    assert "book.json, 12  number: 1880 | 1890" in lines
    assert "book.json, 20-22  omitted: 3 sentences, from “It rained” to “<b>home</b>”" in lines


def test_an_unknown_suffix_is_refused_with_the_known_ones(tmp_path):
    with pytest.raises(OutputError, match=r"use one of \.tsv, \.json, \.html, \.txt") as caught:
        write_report([BOOK], tmp_path / "report.pdf")
    assert caught.value.where == str(tmp_path / "report.pdf")
    assert list(tmp_path.iterdir()) == []


texts = st.text(max_size=20)
remarks = st.builds(
    Remark, st.just(1), st.just(2), st.sampled_from(FLAGS), texts, st.floats(0, 1), st.floats(0, 1), texts, texts
)


@given(
    st.builds(Checked, texts, st.just(("en", "es")), st.just(3), st.just(1), st.just(0), st.lists(remarks).map(tuple))
)
def test_whatever_the_text_every_remark_is_in_every_form(checked):
    table = render([checked], ".tsv").decode().split("\n")
    assert [len(line.split("\t")) for line in table[:-1]] == [8] * (1 + len(checked.remarks))
    assert len(list(csv.reader(table[:-1], delimiter="\t", quoting=csv.QUOTE_NONE))) == len(table) - 1
    stored = json.loads(render([checked], ".json"))["files"][0]["remarks"]
    assert [remark["flag"] for remark in stored] == [remark.flag for remark in checked.remarks]
    page = html.fromstring(render([checked], ".html"))
    assert [item.get("data-flag") for item in page.iter("li")] == [remark.flag for remark in checked.remarks]
    assert not list(page.iter("script"))
