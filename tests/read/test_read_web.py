"""Saved web pages to blocks."""

import html
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import reading
from hypothesis import given
from hypothesis import strategies as st

from aligner.errors import AlignerError, InputError
from aligner.read import read
from aligner.read.web.saved_page import read_page
from aligner.text.split import find_split

CASES = json.loads((Path(__file__).parents[1] / "cases" / "read_web.json").read_text("utf-8"))
PAGES = Path(__file__).parents[1] / "files" / "html"
SPANISH = "<p>¿Qué pasó? El señor llegó ayer más tarde, según él.</p>"
TEXT = "¿Qué pasó? El señor llegó ayer más tarde, según él."


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["promise"])
def test_a_page_becomes_the_blocks_a_reader_sees(case):
    blocks = read_page(case["html"].encode())
    assert [[block.kind, block.level, block.text] for block in blocks] == case["blocks"]


@pytest.mark.parametrize("path, wanted", list(reading.samples("html")), ids=lambda value: getattr(value, "name", ""))
def test_saved_pages_give_the_article_alone(path, wanted):
    assert reading.measure(path, wanted).errors == []


@pytest.mark.parametrize("name, layout", [("bilingual.html", "sections"), ("columns.html", "columns")])
def test_a_bilingual_page_keeps_both_languages(name, layout):
    found = find_split(read(PAGES / name))
    assert (found.languages, found.layout, len(found.source)) == (
        ("en", "es"),
        layout,
        len(found.target) + (name < "c"),
    )


def test_places_are_lines_and_rows():
    blocks = read_page(b"<p>One</p>\n\n<div>\nTwo\n</div><table><tr><td>a<td>b</tr><tr><td>c<td>d</table>")
    places = ["line 1", "line 3", *["table 1, row 1"] * 2, *["table 1, row 2"] * 2]
    assert [block.place for block in blocks] == places


@pytest.mark.parametrize(
    "data",
    [
        SPANISH.encode(),
        SPANISH.encode("utf-8-sig"),
        SPANISH.encode("utf-16"),
        SPANISH.encode("utf-16-le"),
        SPANISH.encode("cp1252"),
        SPANISH.encode("mac_roman"),
        b"<meta charset=iso-8859-1>" + SPANISH.encode("latin-1"),
        b"<meta http-equiv='Content-Type' content='text/html; charset=macintosh'>" + SPANISH.encode("mac_roman"),
        b"<meta charset='utf-8'>" + SPANISH.encode("cp1252"),
        b"<meta charset='windows-1252'>" + SPANISH.encode(),
        b"<meta charset='utf-7'>" + SPANISH.encode(),
        b'<?xml version="1.0" encoding="ISO-8859-1"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><body>'
        + SPANISH.encode("latin-1")
        + b"</body></html>",
    ],
)
def test_any_encoding_gives_the_same_text(data):
    assert [block.text for block in read_page(data)] == [TEXT]


def test_xhtml_is_read_as_xml_with_the_entities_of_html():
    page = '<html xmlns="http://www.w3.org/1999/xhtml"><head>'
    page += '<title/></head><body><p>a&nbsp;caf&eacute;<a id="k"/></p></body></html>'
    assert [block.text for block in read_page(page.encode())] == ["a\xa0café"]


paragraphs = st.lists(
    st.text(
        st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="\xad\u200b\ufeff\ufffe\uffff")
    )
    .map(lambda text: "w" + " ".join(text.split()).strip())
    .map(str.strip),
    min_size=1,
    max_size=5,
)


@given(paragraphs)
def test_every_character_of_plain_paragraphs_is_kept(texts):
    page = "".join(f"<p>{html.escape(text)}</p>\n" for text in texts)
    assert [block.text for block in read_page(page.encode())] == texts


tags = st.sampled_from(
    re.findall(
        "<.*?>",
        "<p></p><div></div><ul><li></ul><table><tr><td></table><h1></h1><pre></pre><br><a></a><sup><nav></nav><main>"
        "</main><aside></aside><article></article><b></b><script></html><q><header></header>",
    )
)


@given(st.lists(tags | st.sampled_from(["one ", "two", "\n"]), max_size=40))
def test_any_soup_of_tags_gives_text_in_order_or_a_clear_error(parts):
    try:
        blocks = read_page("".join(parts).encode())
    except InputError:
        return
    letters = iter(c for part in parts if "<" not in part for c in part if c.isalpha())
    assert all(c in letters for block in blocks for c in block.text if c.isalpha())


@pytest.mark.parametrize(
    "data, message",
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (bytes(range(256)) * 20, "not text"),
        (b"%PDF-1.7\n", "PDF"),
        (b"<div>" * 100_000 + b"deep" + b"</div>" * 100_000, "too deep"),
        (b"<b>" * 13_000_000, "more markup"),
        (
            b'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
            b'<html xmlns="http://www.w3.org/1999/xhtml"><body><p>&b;</p></body></html>',
            "entities",
        ),
        (
            b'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
            b'<html xmlns="http://www.w3.org/1999/xhtml"><body><p>&a;</p></body></html>',
            "entities",
        ),
    ],
    ids=["empty", "blank", "binary", "renamed", "deep", "huge", "entity bomb", "external entity"],
)
def test_a_file_that_is_not_a_page_is_refused_in_one_line(data, message):
    with pytest.raises(AlignerError, match=message) as raised:
        read_page(data)
    assert "\n" not in str(raised.value)


def test_half_a_page_gives_the_text_it_has():
    texts = [block.text for block in read_page(b"<html><body><p>One.</p><p>Two <a href='x")]
    assert texts == ["One.", "Two"]


def test_a_huge_attribute_does_no_harm():
    page = b"<div class='" + b"share " * 200_000 + b"'>" + b"Some text. " * 10 + b"</div>"
    assert len(read_page(page)) == 1


def test_a_page_without_text_is_refused(tmp_path):
    (tmp_path / "empty.html").write_text("<html><body><img src='x.png' alt='A boat'></body></html>")
    with pytest.raises(InputError, match=r"empty\.html: the file holds no text"):
        read(tmp_path / "empty.html")


def test_without_lxml_the_message_says_what_to_install(tmp_path):
    (tmp_path / "page.html").write_text("<p>One.</p>")
    code = f"""import sys; sys.modules['lxml'] = None
from aligner.errors import MissingExtraError
from aligner.read import read
try: read({str(tmp_path / "page.html")!r})
except MissingExtraError as error: print(error)"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert "reading .html needs lxml; pip install 'aligner[documents]'" in done.stdout


def site(article: str, before: str = "", after: str = "", title: str = "The ferry") -> bytes:
    """A page of a site, whose boxes have no names that rules know."""
    menu = "".join(f"<li><a href='/{name}'>{name}</a></li>" for name in ("home", "news", "sport"))
    page = f"<ul>{menu}</ul>{before}<div class='column'>{article}</div>{after}"
    return f"<html><head><title>{title}</title></head><body>{page}</body></html>".encode()


STORY = [
    "The last ferry to the island left the harbour on Friday evening with eleven passengers and a dog on board.",
    "Nobody waved. The bridge, which opens on Monday, takes four minutes, and it is open in the night as well.",
    "“I have crossed more than ten thousand times,” said the captain, “and I was seasick on every single one.”",
    "The boat will be sold. A museum in the capital has asked for it, but it would have to carry it up a hill.",
    "On the island they now fear for the shop, since its owner lived from those who had to wait for the boat.",
    "The mayor thinks that more people will come. He has had forty new parking spaces painted beside the church.",
]
HEADLINE = "<h1>The ferry</h1>"


def texts(page: bytes) -> list[str]:
    return [block.text for block in read_page(page)]


def prose(lines: list[str]) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


@pytest.mark.parametrize(
    "around",
    [
        "<div class='byline'>By <a rel='author' href='/ann'>Ann Other</a></div>",
        "<div class='post-meta'><time class='date'>14 May 2019, 10:15</time></div>",
        "<p class='caption'><small>© Ann Other / Photo Press</small></p>",
        "<div class='excerpt'><a href='/boat'>A boat that nobody wanted any more</a></div>",
    ],
    ids=["byline", "date", "credit", "excerpt"],
)
def test_lines_about_the_article_are_not_part_of_it(around):
    """No rule names these boxes: what blocks look like and where they stand decides."""
    assert texts(site(HEADLINE + around + prose(STORY))) == ["The ferry", *STORY]


def test_teasers_of_other_articles_are_left_out_however_long_together():
    teaser = (
        "<div class='c4'><h3><a href='/{0}'>{1} of the year</a></h3><p>{2} Nobody expected it to end there.</p></div>"
    )
    others = "".join(
        teaser.format(i, word, f"The {word} came late.") for i, word in enumerate(["Storm", "Frost", "Flood"] * 8)
    )
    assert texts(site(HEADLINE + prose(STORY), after=f"<div>{others}</div>")) == ["The ferry", *STORY]


def test_the_headline_stays_though_it_stands_alone():
    assert texts(site(prose(STORY), before=f"<div class='header hero'>{HEADLINE}</div>"))[0] == "The ferry"


VERSE = [f"line {i} of the song," for i in range(60)]
LINES = [*STORY * 4, "BOOK 2 / THE FERRY, 1921", "THE END"]
STEPS = [f"Step {i}: take it" for i in range(40)]


@pytest.mark.parametrize(
    "body, lines",
    [
        ("".join(f"<div class='line'>{line}</div>" for line in VERSE), VERSE),
        ("".join(f"<div class='line'>{line}</div>" for line in LINES), LINES),
        (f"<ol>{''.join(f'<li>{step}</li>' for step in STEPS)}</ol>", STEPS),
        ("".join(f"<h2>{i}</h2>{prose(STORY)}" for i in "IVX"), [x for i in "IVX" for x in (i, *STORY)]),
    ],
    ids=["verse", "lines", "steps", "chapters"],
)
def test_texts_that_are_not_news_are_whole(body, lines):
    assert texts(site(body)) == lines


def test_a_table_is_kept_or_left_out_as_a_whole():
    rows = "".join(f"<tr><td>{line}</td><td>{i}</td><td>{line[::-1]}</td></tr>" for i, line in enumerate(STORY))
    wanted = [cell for i, line in enumerate(STORY) for cell in (line, str(i), line[::-1])]
    assert texts(site(HEADLINE + prose(STORY) + f"<table>{rows}</table>")) == ["The ferry", *STORY, *wanted]


@pytest.mark.parametrize("mark", ["", " lang='es'"], ids=["unmarked", "marked"])
def test_a_translation_beside_the_text_is_kept(mark):
    spanish = [
        "El último transbordador a la isla salió del puerto el viernes por la tarde con once pasajeros y un perro.",
        "Nadie saludó. El puente, que se abre el lunes, tarda cuatro minutos, y también está abierto por la noche.",
        "El barco se venderá. Un museo de la capital lo ha pedido, pero tendría que subirlo por una colina.",
    ]
    page = site(prose(STORY[:3]), after=f"<div class='column'{mark}>{prose(spanish)}</div>")
    assert texts(page.replace(b"<html>", b"<html lang='en'>")) == [*STORY[:3], *spanish]


def test_a_page_that_leads_nowhere_else_is_a_document_and_loses_no_line():
    notes = "<p class='byline'>By Ann Other</p><p class='date'>14 May 2019</p>"
    page = f"<body><a href='#one'>One</a>{notes}{prose(STORY)}</body>".encode()
    assert texts(page) == ["One", "By Ann Other", "14 May 2019", *STORY]
