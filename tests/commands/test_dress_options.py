"""--title, --author, --cover and --epub-style, from the command line to the files."""

from __future__ import annotations

import zipfile
from base64 import b64decode
from pathlib import Path

import pytest
from click.testing import CliRunner

import aligner
from aligner.cli import cli

PNG = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg==")


@pytest.fixture
def texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("tale.en.txt").write_text("It rained all day. We stayed at home.\n", encoding="utf-8")
    Path("tale.es.txt").write_text("Llovió todo el día. Nos quedamos en casa.\n", encoding="utf-8")
    Path("cover.png").write_bytes(PNG)
    return tmp_path


def run(*arguments: str):
    return CliRunner().invoke(cli, arguments)


ALIGN = ("align", "tale.en.txt", "tale.es.txt", "-q")
DRESS = ("--title", "Rain", "--author", "A. Fisher", "--cover", "cover.png")


def test_what_align_is_told_convert_still_knows(texts):
    assert run(*ALIGN, *DRESS, "-o", "tale.json", "-o", "a.html", "-o", "a.epub").exit_code == 0
    assert run("convert", "tale.json", "-q", "-o", "b.html", "-o", "b.epub").exit_code == 0
    for suffix in ("html", "epub"):
        assert Path(f"a.{suffix}").read_bytes() == Path(f"b.{suffix}").read_bytes()
    assert "<title>Rain</title>" in Path("a.html").read_text(encoding="utf-8")
    assert run("convert", "tale.json", "-q", "-o", "c.html", "--title", "Wet").exit_code == 0
    assert "<title>Wet</title>" in Path("c.html").read_text(encoding="utf-8")


def test_what_the_files_say_of_themselves_is_taken(texts):
    page = "<html><head><title>{}</title></head><body><p>{}</p><p>{}</p></body></html>"
    Path("a.html").write_text(page.format("Rain", "It rained all day.", "We stayed at home."), encoding="utf-8")
    Path("b.html").write_text(page.format("Lluvia", "Llovió todo el día.", "Nos quedamos."), encoding="utf-8")
    assert run("align", "a.html", "b.html", "--lang", "en,es", "-q", "-o", "book.json").exit_code == 0
    alignment = aligner.load("book.json")
    assert (alignment.source.title, alignment.target.title) == ("Rain", "Lluvia")


def test_the_style_of_a_book_is_chosen_for_files_and_for_folders(texts):
    assert run(*ALIGN, "--epub-style", "notes", "-o", "a.epub").exit_code == 0
    assert run(*ALIGN, "--epub-style", "notes", "--to", "epub", "-o", "out/").exit_code == 0
    assert run(*ALIGN, "--epub-style", "columns", "-o", "b.epub").exit_code == 0
    for book, notes in (("a.epub", True), ("out/tale.epub", True), ("b.epub", False)):
        with zipfile.ZipFile(book) as archive:
            assert (b'epub:type="noteref"' in archive.read("EPUB/text-001.xhtml")) == notes


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("--cover", "cover.png", "-o", "a.tsv"), 2, "--cover is for .html, .epub and .json, and none of these"),
        (("--title", "Rain", "-o", "a.tmx"), 2, "--title is for .html, .epub and .json, and none of these"),
        (("--epub-style", "notes", "-o", "a.html"), 2, "--epub-style is for .epub, and none is written"),
        (("--epub-style", "popup", "-o", "a.epub"), 2, "'popup' is not one of 'columns', 'notes'"),
        (("--cover", "none.png", "-o", "a.html"), 3, "none.png: no such file"),
        (("--cover", "tale.en.txt", "-o", "a.html"), 3, "tale.en.txt: is not a PNG, JPEG, GIF or WebP picture"),
    ],
)
def test_a_dress_that_cannot_be_worn_is_refused_before_any_work(texts, arguments, code, message):
    for command in (ALIGN, ("convert", "tale.json", "-q")):
        assert command[0] == "align" or run(*ALIGN, "-o", "tale.json").exit_code == 0
        found = run(*command, *arguments)
        assert found.exit_code == code or isinstance(found.exception, aligner.AlignerError)
        assert message in (found.output + str(found.exception))
        assert not Path(arguments[-1]).exists()


def test_one_title_is_not_for_many_documents(texts):
    Path("both").mkdir()
    found = run("align", "both/", "--title", "Rain", "-o", "out/")
    assert found.exit_code == 2 and "--title is for one document, or one pair of files" in found.output
