"""What a page or a book calls itself, its author and its cover; and that they are saved with the alignment."""

from __future__ import annotations

import base64
import io
import json
import re
import zipfile
from dataclasses import replace
from importlib.resources import files
from xml.etree import ElementTree

import factories
import jsonschema
import pytest

import aligner
from aligner.errors import InputError
from aligner.formats import render
from aligner.formats.dress import dressed, titles_of
from aligner.formats.pictures import MOST_BYTES, as_uri, of_uri, picture
from aligner.model import Alignment, Document, Picture

# One white pixel.
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8/5+hHgAHggJ/PchI7wAAAABJRU5ErkJggg=="
)
SCHEMA = json.loads(files("aligner").joinpath("formats/alignment.schema.json").read_text(encoding="utf-8"))
DC = "{http://purl.org/dc/elements/1.1/}"
OPF = "{http://www.idpf.org/2007/opf}"


def document(name: str, language: str, *headings: tuple[int, str], title: str = "", author: str = "") -> Document:
    """Headings, each with a sentence below it; a level of 0 is a paragraph."""
    blocks = []
    for level, text in headings or ((0, "Text."),):
        blocks.append(factories.block(text, kind="heading" if level else "paragraph", level=level))
        blocks.append(factories.block("A sentence."))
    return Document(name, language, tuple(blocks), title, author)


def aligned(source: Document, target: Document) -> Alignment:
    n = len(source.sentences)
    return Alignment(source, target, tuple(factories.bead(str(i), str(i)) for i in range(n)))


def book() -> Alignment:
    return dressed(factories.small(), title="The Sea", author="A. Fisher", cover=Picture(PNG, "image/png"))


PARTS_EN, PARTS_ES = ((1, "PART I"), (1, "PART II")), ((1, "PRIMERA PARTE"), (1, "SEGUNDA PARTE"))


@pytest.mark.parametrize(
    ("source", "target", "line", "in_text"),
    [
        # What the files say comes before what stands in the text.
        ({"title": "The Horsemen"}, {"title": "Los jinetes"}, "The Horsemen · Los jinetes", False),
        ({"title": "The Horsemen"}, {"title": "The Horsemen"}, "The Horsemen", False),
        ({"title": "The\n  Horsemen"}, {}, "The Horsemen", False),
        # The first of several headings is a chapter's.
        ({"headings": PARTS_EN}, {"headings": PARTS_ES}, "four horsemen", True),
        ({"headings": ((1, "The Sea"), (2, "Tides"))}, {"headings": ((1, "El mar"), (2, "Mareas"))},
         "The Sea · El mar", True),
        ({"headings": ((1, "The Sea"), (1, "Tides"))}, {"headings": ((1, "El mar"), (2, "Mareas"))}, "El mar", True),
        ({"headings": ((1, "PART I"), (2, "PART II"))}, {"headings": ((1, "Primera parte"), (2, "II"))},
         "four horsemen", True),
        ({"headings": ((0, "The sea."), (0, "Tides."))},
         {"headings": ((1, "Capítulo primero. Que trata del mar"), (2, "Mareas"))}, "four horsemen", True),
        # A web page names its site after its own title.
        ({"headings": ((1, "The Sea"), (2, "Tides")), "title": "The Sea | Harbour News"},
         {"headings": ((1, "El mar"), (2, "Mareas"))}, "The Sea · El mar", True),
        ({}, {}, "four horsemen", True),
    ],
)  # fmt: skip
def test_the_title_is_what_the_files_say_or_the_heading_of_all_or_their_names(source, target, line, in_text):
    sides = [
        document(f"four_horsemen.{code}.txt", code, *given.get("headings", ()), title=given.get("title", ""))
        for code, given in (("en", source), ("es", target))
    ]
    titles = titles_of(aligned(*sides))
    assert (titles.line, titles.in_text) == (line, in_text)


def test_the_authors_of_both_files_are_named_once():
    one = document("a", "en", author="Vicente Blasco Ibáñez")
    assert titles_of(aligned(one, replace(one, language="es"))).author == "Vicente Blasco Ibáñez"
    assert titles_of(aligned(one, replace(one, author="C. Jordan"))).author == "Vicente Blasco Ibáñez · C. Jordan"


def test_what_is_not_given_stays():
    alignment = dressed(book(), author="B. Sailor")
    assert (alignment.source.title, alignment.target.author) == ("The Sea", "B. Sailor")
    assert alignment.cover == book().cover
    assert dressed(factories.small()) == factories.small()


def test_the_dress_is_saved_with_the_alignment(tmp_path):
    path = tmp_path / "book.json"
    aligner.write(book(), path)
    assert aligner.load(path) == book()
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(path.read_bytes()))
    assert b"title" not in render(factories.small(), "json").data


def test_the_page_shows_title_author_and_cover_and_may_load_no_other_picture():
    page = render(book(), "html").data.decode()
    assert "<title>The Sea</title>" in page
    assert '<h1 class="title"><span dir="auto">The Sea</span></h1>' in page
    assert '<p class="author" dir="auto">A. Fisher</p>' in page
    assert f'<img class="cover" src="{as_uri(Picture(PNG, "image/png"))}" alt="">' in page
    assert "img-src data:;" in page
    assert "img-src" not in render(factories.small(), "html").data.decode()


def test_titles_in_two_languages_say_which_they_are():
    alignment = factories.small()
    alignment = replace(alignment, source=replace(alignment.source, title="Sea"))
    alignment = replace(alignment, target=replace(alignment.target, title="Mar"))
    page = render(alignment, "html").data.decode()
    assert re.search(
        r'<h1 class="title"><span lang="en" dir="ltr">Sea</span> <span lang="es" dir="ltr">Mar</span>', page
    )


@pytest.mark.parametrize("style", ["epub", "epub+notes"])
def test_the_book_names_title_and_author_and_has_its_cover(style):
    with zipfile.ZipFile(io.BytesIO(render(book(), style).data)) as archive:
        package = ElementTree.fromstring(archive.read("EPUB/package.opf"))
        assert [package.find(f".//{DC}{name}").text for name in ("title", "creator")] == ["The Sea", "A. Fisher"]
        (item,) = (item for item in package.iter(f"{OPF}item") if item.get("properties") == "cover-image")
        assert item.get("media-type") == "image/png"
        assert archive.read(f"EPUB/{item.get('href')}") == PNG
        first = archive.read("EPUB/text-001.xhtml").decode()
    assert '<h1 class="name">The Sea</h1>' in first and "A. Fisher" in first


# Pictures


@pytest.mark.parametrize(
    ("start", "kind"),
    [(PNG, "png"), (b"\xff\xd8\xff\xe0JFIF", "jpeg"), (b"GIF89a...", "gif"), (b"RIFF\n\0\0\0WEBPVP8 ", "webp")],
)
def test_a_picture_is_known_by_its_bytes_whatever_its_name(tmp_path, start, kind):
    path = tmp_path / "cover.txt"
    path.write_bytes(start)
    found = picture(path)
    assert found == Picture(start, f"image/{kind}") == of_uri(as_uri(found))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (None, "no such file"),
        (b"", "is not a PNG, JPEG, GIF or WebP picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "is not a PNG, JPEG, GIF or WebP picture"),
        (PNG + bytes(MOST_BYTES), "has 1.0 MB, and a cover may have 1 MB"),
    ],
)
def test_what_is_no_cover_is_refused_with_its_name_and_what_to_do(tmp_path, data, message):
    path = tmp_path / "cover.png"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(InputError) as raised:
        dressed(factories.small(), cover=path)
    assert raised.value.what == message
    assert raised.value.where == str(path) and raised.value.remedy


@pytest.mark.parametrize("cover", ["cover.png", "data:image/png;base64,AAAA", "data:image/png;base64,A", 7])
def test_an_edited_cover_that_is_no_picture_is_named(tmp_path, cover):
    path = tmp_path / "book.json"
    text = render(factories.small(), "json").data.decode()
    value = cover if isinstance(cover, int) else f'"{cover}"'
    path.write_text(text.rstrip().removesuffix("}").rstrip() + f',\n  "cover": {value}\n}}\n', encoding="utf-8")
    with pytest.raises(InputError, match="cover"):
        aligner.load(path)
