"""Bilingual books: what is in the files, and that e-book checkers accept them."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import factories
import pytest
from hypothesis import given, settings

from aligner.formats import render, write
from aligner.formats.dress import dressed
from aligner.formats.epub.chapters import MAX_SIZE, MIN_SIZE
from aligner.model import Alignment, Bead, Document, Picture

CHECKER = shutil.which("epubcheck")
needs_checker = pytest.mark.skipif(not CHECKER and not os.environ.get("CI"), reason="epubcheck is not installed")
PIXEL = b"GIF89a\1\0\1\0\x80\0\0\xff\xff\xff\0\0\0!\xf9\4\1\0\0\0\0,\0\0\0\0\1\0\1\0\0\2\2D\1\0;"
XHTML = "{http://www.w3.org/1999/xhtml}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"


def opened(alignment: Alignment) -> dict[str, bytes]:
    """The members of the book, in order."""
    with zipfile.ZipFile(io.BytesIO(render(alignment, "epub").data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def chapters(alignment: Alignment) -> list[ElementTree.Element]:
    """The files with text, in reading order."""
    members = opened(alignment)
    package = ElementTree.fromstring(members["EPUB/package.opf"])
    href = {item.get("id"): item.get("href") for item in package.iter(f"{OPF}item")}
    names = [href[item.get("idref")] for item in package.iter(f"{OPF}itemref")]
    return [ElementTree.fromstring(members[f"EPUB/{name}"]) for name in names if name != "about.xhtml"]


def side(chapter: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [div for div in chapter.iter(f"{XHTML}div") if name in div.get("class", "").split()]


def contents(alignment: Alignment) -> ElementTree.Element:
    nav = ElementTree.fromstring(opened(alignment)["EPUB/nav.xhtml"])
    return next(nav.iter(f"{XHTML}nav"))


def text(element: ElementTree.Element) -> str:
    return "".join(element.itertext())


def book(parts: list[tuple[int, int]]) -> Alignment:
    """Chapters of a heading of a level (0: none) and so many paragraphs of 100 characters on either side."""
    documents = []
    for name, language in (("book.en.txt", "en"), ("libro.es.txt", "es")):
        blocks = []
        for number, (level, paragraphs) in enumerate(parts, start=1):
            if level:
                blocks.append(factories.block(f"{language} {number}", kind="heading", level=level))
            blocks += [factories.block(f"{language} {number}.{k} ".ljust(99, "x") + ".") for k in range(paragraphs)]
        documents.append(Document(name, language, tuple(blocks)))
    beads = tuple(Bead(range(i, i + 1), range(i, i + 1), 0.9) for i in range(len(documents[0].blocks)))
    return Alignment(documents[0], documents[1], beads, beads)


# The text


def test_the_small_alignment_is_written_as_it_always_was(golden):
    members = opened(factories.small())
    golden("small.epub.xhtml", members["EPUB/text-001.xhtml"] + members["EPUB/nav.xhtml"])


@settings(max_examples=60, deadline=None)
@given(factories.alignments())
def test_every_text_is_in_the_book_once_and_in_order(alignment):
    found = chapters(replace(alignment, min_score=0, left_out={}))
    for name in ("source", "target"):
        sentences = [
            getattr(alignment, name).sentences[i].text for bead in alignment.beads for i in getattr(bead, name)
        ]
        shown = [text(div) for chapter in found for div in side(chapter, name) if "none" not in div.get("class", "")]
        assert _letters("".join(shown)) == _letters("".join(sentences))


def _letters(found: str) -> str:
    return re.sub("[\x00-\x20\x7f\x85\xa0\ufffe\uffff]", "", found)


def test_markup_in_a_text_is_text():
    hostile = "</p><script>alert(1)</script> & ]]> <!-- \"'"
    (chapter,) = chapters(factories.pair(hostile, hostile))
    assert [text(div) for name in ("source", "target") for div in side(chapter, name)] == [hostile, hostile]
    assert not list(chapter.iter(f"{XHTML}script"))


def test_each_side_says_its_language_and_its_direction():
    alignment = factories.small()
    (chapter,) = chapters(replace(alignment, target=replace(alignment.target, language="he")))
    said = {(div.get(LANGUAGE), div.get("lang"), div.get("dir")) for div in side(chapter, "source")}
    assert said == {("en", "en", "ltr"), (None, None, "ltr")}
    said = {(div.get(LANGUAGE), div.get("lang"), div.get("dir")) for div in side(chapter, "target")}
    assert said == {("he", "he", "rtl"), (None, None, "rtl")}


def test_a_null_shows_a_dash_that_is_read_out_as_no_counterpart():
    (chapter,) = chapters(factories.small())
    nulls = side(chapter, "none")
    assert [text(div) for div in nulls] == ["—", "—"]
    assert [span.get("aria-label") for div in nulls for span in div.iter(f"{XHTML}span")] == ["no counterpart"] * 2


def test_headings_are_headings_of_their_level_in_both_languages():
    (chapter,) = chapters(factories.small())
    assert [text(h) for h in chapter.iter(f"{XHTML}h1")] == ["The Harbour", "El puerto"]
    assert [text(h) for h in chapter.iter(f"{XHTML}h2")] == ["What to take", "Lo que hay que llevar"]


def test_a_text_without_headings_opens_with_its_title():
    first = chapters(book([(0, 100)]))[0]
    assert [text(h) for h in first.iter(f"{XHTML}h1")] == ["book · libro"]


def test_beads_below_the_least_score_are_left_out_with_a_note(tmp_path):
    alignment = replace(factories.small(), min_score=0.9)
    assert len(side(chapters(alignment)[0], "bead")) == 6
    assert write(alignment, tmp_path / "a.epub") == ["6 beads below 0.9 left out"]


# Files


def test_headings_of_the_first_two_levels_open_files():
    found = chapters(book([(1, 30), (2, 30), (3, 30), (2, 30)]))
    opening = [text(side(chapter, "source")[0]) for chapter in found]
    assert opening == ["en 1", "en 2", "en 4"]


def test_short_chapters_share_a_file():
    found = chapters(book([(2, 3)] * 12))
    assert 1 < len(found) < 6
    assert all(len(text(chapter)) > MIN_SIZE for chapter in found[:-1])


def test_no_file_grows_beyond_its_size_with_headings_or_without():
    for alignment in (book([(0, 2000)]), book([(1, 2000)])):
        found = chapters(alignment)
        assert len(found) == 4
        assert all(len(text(chapter)) < 1.1 * MAX_SIZE for chapter in found)


# The table of contents


def test_the_contents_are_nested_as_the_headings_are_and_lead_to_them():
    nav = contents(book([(1, 30), (2, 30), (3, 1), (2, 30), (1, 30)]))
    top = list(nav.find(f"{XHTML}ol"))
    assert [text(item.find(f"{XHTML}a")) for item in top] == ["en 1 · es 1", "en 5 · es 5"]
    under = list(top[0].find(f"{XHTML}ol"))
    assert [text(item.find(f"{XHTML}a")) for item in under] == ["en 2 · es 2", "en 4 · es 4"]
    assert [text(a) for a in under[0].find(f"{XHTML}ol").iter(f"{XHTML}a")] == ["en 3 · es 3"]


@settings(max_examples=40, deadline=None)
@given(factories.alignments())
def test_every_line_of_the_contents_has_a_text_and_leads_somewhere(alignment):
    members = opened(alignment)
    links = list(ElementTree.fromstring(members["EPUB/nav.xhtml"]).iter(f"{XHTML}a"))
    assert links
    for link in links:
        assert text(link).strip()
        file, _, anchor = link.get("href").partition("#")
        ids = {element.get("id") for element in ElementTree.fromstring(members[f"EPUB/{file}"]).iter()}
        assert not anchor or anchor in ids


def test_without_headings_the_contents_show_how_each_file_opens():
    links = [text(a) for a in contents(book([(0, 1500)])).iter(f"{XHTML}a")]
    assert len(links) == 3 and all(link.startswith("en 1.") and "… · es 1." in link for link in links)


def test_headings_of_any_claimed_level_nest_no_deeper_than_html():
    nav = contents(book([(level, 0) for level in range(1, 400)]))
    lists = f"/{XHTML}ol/{XHTML}li"
    assert nav.find(f".{lists * 6}") is not None
    assert nav.find(f".{lists * 7}") is None


# The package


def test_the_type_comes_first_and_uncompressed_and_every_file_is_listed():
    data = render(factories.small(), "epub").data
    assert data[30:58] == b"mimetypeapplication/epub+zip"
    members = opened(factories.small())
    package = ElementTree.fromstring(members["EPUB/package.opf"])
    listed = {f"EPUB/{item.get('href')}" for item in package.iter(f"{OPF}item")}
    assert listed | {"mimetype", "META-INF/container.xml", "EPUB/package.opf"} == set(members)


def test_the_book_names_its_title_and_both_languages():
    package = ElementTree.fromstring(opened(factories.small())["EPUB/package.opf"])
    assert [title.text for title in package.iter(f"{DC}title")] == ["The Harbour · El puerto"]
    assert [language.text for language in package.iter(f"{DC}language")] == ["en", "es"]


def test_the_book_opens_from_the_right_if_its_source_is_read_so():
    alignment = replace(factories.small(), source=replace(factories.small().source, language="ar"))
    spine = next(ElementTree.fromstring(opened(alignment)["EPUB/package.opf"]).iter(f"{OPF}spine"))
    assert spine.get("page-progression-direction") == "rtl"


def test_one_text_gives_one_book_and_another_text_another_identifier():
    def identifier(alignment: Alignment) -> str:
        return re.search(rb"urn:uuid:[0-9a-f-]{36}", opened(alignment)["EPUB/package.opf"])[0]

    one, other = factories.pair("Yes.", "Sí."), factories.pair("Yes!", "Sí.")
    assert render(one, "epub") == render(one, "epub")
    assert identifier(one) != identifier(other)


def hostile() -> Alignment:
    """Names, languages and texts made only of characters that XML forbids, and with markup in all of them."""
    blocks = (
        factories.block("\x0b\x0c", kind="heading", level=1),
        factories.block("<&>\"'\ud800]]>", " ", "\ufffe", kind="heading", level=99),
        factories.block("if a < b:\r\n\tc()", "\x00", kind="code"),
        factories.block("• a", "b", kind="item", level=40),
        factories.block("—", kind="cell"),
    )
    documents = [Document(name, language, blocks) for name, language in (("\x00", "ar"), ("<b>&", 'en"><'))]
    beads = tuple(factories.bead(str(i), str(i), 0.5) for i in range(6))
    nulls = (factories.bead("6-8", ""), factories.bead("", "6-8"))
    return Alignment(documents[0], documents[1], (*beads, *nulls), (), "\x07<signature>")


def empty() -> Alignment:
    """A book with every bead left out."""
    alignment = factories.small()
    return replace(alignment, min_score=1.0, beads=tuple(replace(bead, score=0.0) for bead in alignment.beads))


def in_its_dress() -> Alignment:
    """With all that a book can wear; its source is read from the right."""
    alignment = dressed(
        factories.small(), title="<The Sea> & more", author='"A." Fisher', cover=Picture(PIXEL, "image/gif")
    )
    return replace(alignment, source=replace(alignment.source, language="he"))


@needs_checker
@pytest.mark.parametrize("style", ["epub", "epub+notes"])
@pytest.mark.parametrize("made", [factories.small, hostile, empty, in_its_dress])
def test_epubcheck_has_nothing_to_say(made, style, tmp_path):
    path = tmp_path / "a.epub"
    write(made(), path, format=style)
    program = Path(CHECKER or "epubcheck")
    # Debian installs a Java archive that starts itself only where the kernel was told how.
    command = (
        ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar"]
        if program.exists() and program.read_bytes()[:2] == b"PK"
        else []
    )
    found = subprocess.run([*command, str(program), str(path)], capture_output=True, text=True, timeout=120)
    assert "0 fatals / 0 errors / 0 warnings" in found.stdout, found.stdout + found.stderr
