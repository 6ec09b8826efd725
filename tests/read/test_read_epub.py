"""E-books to blocks."""

import io
import json
import zipfile
from pathlib import Path

import pytest
import reading

import aligner
from aligner.errors import InputError
from aligner.read.web.epub import read_epub

FILES = Path(__file__).parents[1] / "files"
CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OPS/book.opf"/></rootfiles></container>'
)
HEAD = '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title/></head>'


TYPES = {"tml": "application/xhtml+xml", "svg": "image/svg+xml", "png": "image/png"}


def chapter(body: str, attributes: str = "") -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{HEAD}\n<body {attributes}>{body}</body></html>'


def book(
    pages: dict[str, str], *, item: dict[str, str] | None = None, itemref: dict[str, str] | None = None, **more: str
) -> bytes:
    """An e-book of these pages in this order, with further attributes for manifest and spine, and further members."""
    items = "".join(
        f'<item id="i{n}" href="{name}" media-type="{TYPES[name[-3:]]}" {(item or {}).get(name, "")}/>'
        for n, name in enumerate(pages)
    )
    spine = "".join(f'<itemref idref="i{n}" {(itemref or {}).get(name, "")}/>' for n, name in enumerate(pages))
    package = (
        f'<package xmlns="http://www.idpf.org/2007/opf"><manifest>{items}</manifest><spine>{spine}</spine></package>'
    )
    members = {"mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER, "OPS/book.opf": package}
    members |= {f"OPS/{name.replace('%20', ' ')}": text for name, text in pages.items()} | more
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return out.getvalue()


def texts(data: bytes) -> list[str]:
    return [block.text for block in read_epub(data)]


@pytest.mark.parametrize("path, wanted", list(reading.samples("epub")), ids=lambda value: getattr(value, "name", ""))
def test_books_of_another_program_give_their_text(path, wanted):
    assert reading.measure(path, wanted).errors == []


def test_two_books_give_the_same_pairs_as_their_text(tmp_path):
    sides = []
    for language in ("en", "es"):
        blocks = json.loads((FILES / "epub" / f"lighthouse.{language}.expected.json").read_text("utf-8"))
        text = tmp_path / f"{language}.md"
        marks = {"heading": "#", "item": "-", "paragraph": ""}
        lines = (f"{marks[b['kind']] * b.get('level', 1)} {b['text']}".strip() for b in blocks)
        text.write_text("\n\n".join(lines), "utf-8")
        sides.append((aligner.read(FILES / "epub" / f"lighthouse.{language}.epub"), aligner.read(text)))
    from_books, from_text = (aligner.align(source, target) for source, target in zip(*sides, strict=True))
    assert [(p.source, p.target) for p in from_books.pairs()] == [(p.source, p.target) for p in from_text.pairs()]


def test_the_spine_is_the_order_and_places_count_chapters():
    pages = {"z.xhtml": chapter("<h1>One</h1>\n<p>First.</p>"), "a%20b.xhtml": chapter("<p>Second.</p>")}
    blocks = read_epub(book(pages))
    places = [(block.text, block.place) for block in blocks]
    assert places == [("One", "chapter 1, line 3"), ("First.", "chapter 1, line 4"), ("Second.", "chapter 2, line 3")]


def test_covers_contents_and_notes_are_left_out():
    pages = {
        "cover.xhtml": chapter("<p>Cover</p>", 'epub:type="cover"'),
        "nav.xhtml": chapter("<nav epub:type='toc'><ol><li>One</li></ol></nav>"),
        "contents.xhtml": chapter("<section epub:type='toc'><p>One</p></section>"),
        "one.xhtml": chapter("<p>Text.</p>"),
        "notes.xhtml": chapter("<p>A note</p>", 'epub:type="endnotes"'),
    }
    assert texts(book(pages, item={"nav.xhtml": 'properties="nav"'})) == ["Text."]


def test_parts_outside_the_reading_order_come_last_unless_they_are_notes_or_a_cover():
    pages = {
        "cover.xhtml": chapter("<p>Cover</p>", 'epub:type="cover"'),
        "map.xhtml": chapter("<p>A map</p>"),
        "one.xhtml": chapter("<p>Text<sup><a href='notes.xhtml#n1'>1</a></sup>, see <a href='map.xhtml'>map</a>.</p>"),
        "notes.xhtml": chapter("<p id='n1'>A note</p>"),
        "two.xhtml": chapter("<p>More.</p>"),
    }
    pages["Cover.xhtml"] = chapter("<p>The Sea</p>")
    aside = dict.fromkeys(("cover.xhtml", "Cover.xhtml", "map.xhtml", "notes.xhtml"), 'linear="no"')
    assert texts(book(pages, itemref=aside)) == ["Text, see map.", "More.", "A map"]
    assert texts(book({"map.xhtml": pages["map.xhtml"]}, itemref=aside)) == ["A map"]


DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg"><title>A sign</title><desc>White</desc><defs><text>Unused</text></defs>'
    '<g><text x="1" y="1">The <tspan font-weight="bold">old</tspan> sea<tspan x="1" y="9">is calm.</tspan></text></g>'
    '<text y="20">It rains.</text><text display="none">Hidden</text></svg>'
)


def test_text_in_drawings_is_text():
    assert texts(book({"one.xhtml": chapter(f"<p>Look:</p>{DRAWING}<p>So.</p>")})) == [
        "Look:",
        "The old sea is calm.",
        "It rains.",
        "So.",
    ]


def test_a_page_may_be_a_drawing_or_a_picture_with_another_page_instead():
    for pages, item in (
        ({"a.svg": DRAWING}, {}),
        ({"a.png": "", "b.xhtml": chapter("<p>The old sea is calm.</p><p>It rains.</p>")}, {"a.png": 'fallback="i1"'}),
    ):
        assert texts(book(pages, item=item)) == ["The old sea is calm.", "It rains."]


def test_a_book_of_pictures_says_so():
    for fallback in ("", 'fallback="i0"'):
        with pytest.raises(InputError, match="pictures for pages, and no text"):
            read_epub(book({"a.png": ""}, item={"a.png": fallback}))


def test_a_title_page_counts_once():
    pages = {"title.xhtml": chapter("<p>THE SEA</p>"), "one.xhtml": chapter("<h1>The Sea</h1><p>It is wet.</p>")}
    assert texts(book(pages)) == ["The Sea", "It is wet."]
    pages["one.xhtml"] = chapter("<p>It is wet.</p>")
    assert texts(book(pages)) == ["THE SEA", "It is wet."]


def test_footnotes_and_their_marks_are_left_out():
    body = (
        '<p>Wet<a epub:type="noteref" href="#n1">1</a>, salt<sup><a href="notes.xhtml#n2">2</a></sup>.'
        '<span epub:type="pagebreak" title="7">7</span></p><aside epub:type="footnote" id="n1">Very.</aside>'
    )
    assert texts(book({"one.xhtml": chapter(body)})) == ["Wet, salt."]


def test_chapters_that_are_not_well_formed_are_read_all_the_same():
    pages = {"one.xhtml": f"{HEAD}<body><p>One & two<br>three&nbsp;four<p>Five</body>"}
    assert texts(book(pages)) == ["One & two\nthree\xa0four", "Five"]


def encryption(algorithm: str, part: str) -> str:
    return (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" '
        'xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData>'
        f'<enc:EncryptionMethod Algorithm="{algorithm}"/><enc:CipherData><enc:CipherReference URI="{part}"/>'
        "</enc:CipherData></enc:EncryptedData></encryption>"
    )


def test_a_protected_book_is_refused_and_obfuscated_fonts_are_no_protection():
    pages = {"one.xhtml": chapter("<p>Text.</p>")}
    protected = encryption("http://www.w3.org/2001/04/xmlenc#aes128-cbc", "OPS/one.xhtml")
    with pytest.raises(InputError, match="DRM"):
        read_epub(book(pages, **{"META-INF/encryption.xml": protected}))
    fonts = encryption("http://www.idpf.org/2008/embedding", "OPS/a.otf")
    assert texts(book(pages, **{"META-INF/encryption.xml": fonts})) == ["Text."]


ENTITIES = (
    '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY x SYSTEM "file:///etc/hostname">]>'
    + f"{HEAD}<body><p>&b;&x;</p></body></html>"
)
WHOLE = book({"one.xhtml": chapter("<p>Text.</p>" * 2000)})


def without(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.namelist():
            if member != name:
                new.writestr(member, old.read(member))
    return out.getvalue()


@pytest.mark.parametrize(
    "data, message",
    [
        (b"", "empty"),
        (b"Once upon a time.", "not a .epub file"),
        (b"%PDF-1.7\n", "PDF"),
        (WHOLE[: len(WHOLE) // 2], "damaged"),
        (without("META-INF/container.xml"), "container.xml"),
        (without("OPS/book.opf"), "book.opf"),
        (without("OPS/one.xhtml"), "one.xhtml"),
        (book({}), "spine"),
        (book({"one.xhtml": ENTITIES}), "entities"),
        (book({"one.xhtml": " " * 50_000_000}), "unpacks to more"),
    ],
    ids=["empty", "text", "pdf", "half", "container", "package", "chapter", "spine", "entities", "bomb"],
)
def test_a_broken_book_is_refused_in_one_line(data, message):
    with pytest.raises(InputError, match=message) as raised:
        read_epub(data)
    assert "\n" not in str(raised.value)
