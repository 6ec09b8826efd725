"""What files say of themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from aligner.read.about import About, about

FILES = Path(__file__).parents[1] / "files"


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("docx/garden.en.docx", "The garden behind the mill"),
        ("docx/lighthouse.en.docx", ""),
        ("odt/writer.es.odt", "El jardín detrás del molino"),
        ("epub/lighthouse.es.epub", "El cuaderno de la farera"),
        ("html/columns.html", "Two tides"),
    ],
)
def test_a_document_says_its_title(name, title):
    assert about(FILES / name) == About(title)


@pytest.mark.parametrize(
    ("head", "found"),
    [
        ("<title>The\n Sea</title><meta name=Author content='A. Fisher'>", About("The Sea", "A. Fisher")),
        ("<title></title>", About()),
        (f"<title>{'x' * 400}</title>", About()),
    ],
)
def test_a_page_says_its_title_and_author_unless_they_are_none(tmp_path, head, found):
    path = tmp_path / "a.html"
    path.write_text(f"<html><head>{head}</head><body><p>Text.</p></body></html>", encoding="utf-8")
    assert about(path) == found


@pytest.mark.parametrize("name", ["a.docx", "a.odt", "a.epub", "a.html", "a.fodt", "a.txt", "a.pdf"])
@pytest.mark.parametrize(
    "data", [None, b"", b"PK\x03\x04", b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"]
)
def test_a_damaged_or_missing_file_says_nothing(tmp_path, name, data):
    if data is not None:
        (tmp_path / name).write_bytes(data)
    assert about(tmp_path / name) == About()
