"""Whatever a file holds, reading it stays within bounds: what no document needs is refused."""

from __future__ import annotations

import re
from collections import Counter
from xml.etree import ElementTree

import pytest
from archives import zipped
from hypothesis import example, given
from hypothesis import strategies as st
from office_documents import xlsx
from refusals import check_refused

from aligner.errors import InputError
from aligner.formats.tmx import text_of
from aligner.languages.identify import _ADDRESS
from aligner.read import unpack
from aligner.read.hyphens import Hyphens
from aligner.read.office import flow, rtf
from aligner.read.office import workbook as workbook_reader
from aligner.read.office.docx import read_docx
from aligner.read.office.rtf import read_rtf
from aligner.read.office.workbook import sheets_of
from aligner.read.plain import po, tables
from aligner.read.plain.markdown import MAX_MARKS as MAX_MARKDOWN
from aligner.read.plain.markdown import blocks_of_markdown
from aligner.read.plain.po import blocks_of_po
from aligner.read.safe_xml import MAX_MARKS, elements
from aligner.read.texts import MAX_LINES, clean

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CUE = "1\n00:00:01,000 --> 00:00:02,000\n"


def docx(body: str) -> bytes:
    content = f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return zipped({"word/document.xml": content.encode()})


def epub(chapters: int, body: str) -> bytes:
    items = "".join(f'<item id="c{i}" href="c{i}.html" media-type="text/html"/>' for i in range(chapters))
    spine = "".join(f'<itemref idref="c{i}"/>' for i in range(chapters))
    members = {
        "META-INF/container.xml": '<container><rootfile full-path="a.opf"/></container>',
        "a.opf": f"<package>{items}{spine}</package>",
        **{f"c{i}.html": f"<html><body>{body}</body></html>" for i in range(chapters)},
    }
    return zipped({name: content.encode() for name, content in members.items()})


REFUSED = {
    "lines.txt": (b"a\n" * (MAX_LINES + 1), "has more than 5,000,000 lines"),
    "lines.srt": (CUE.encode() + b"a\n" * (MAX_LINES + 1), "has more than 5,000,000 lines"),
    "lines.po": (b"# a\n" * (MAX_LINES + 1), "has more than 5,000,000 lines"),
    "entry.po": (b"# a\n" * 25_000 + b'msgid "a"\nmsgstr "b"\n', "an entry of more than"),
    "long.po": (b"#: " + b"a:1 " * 700_000 + b'\nmsgid "a"\nmsgstr "b"\n', "an entry of more than"),
    "backslashes.po": (b'msgid "' + b"\\\\" * 700_000 + b"\n", "syntax is broken in line 1"),
    "marks.md": (b"[a](" * (MAX_MARKDOWN + 1), "more markup than"),
    "deep.html": (b"<div>" * 100_000, "nested too deeply"),
    "tags.html": (b"<p>a" + b"<br>" * MAX_MARKS, "more markup than"),
    "attributes.html": (b"<p>a" + b"<br a=1>" * (MAX_MARKS // 2), "more markup than"),
    "tags.docx": (docx("<w:p/>" * 2 * MAX_MARKS), "more markup than"),
    "tags.epub": (epub(6, "<p>a" + "<br>" * (MAX_MARKS // 5)), "more markup than"),
    "groups.rtf": (b"{\\rtf1" + b"{" * 2_000, "nested too deeply"),
    "row.rtf": (b"{\\rtf1\\trowd" + b" a\\cell" * 2_000, "a row of more than"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_no_document_needs_is_refused(tmp_path, name):
    data, message = REFUSED[name]
    check_refused(tmp_path / name, data, message)


def test_the_paragraphs_and_cells_of_office_documents_are_counted(monkeypatch):
    monkeypatch.setattr(flow, "MAX_PARTS", 10)
    cell = "<w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>"
    for body in ("<w:p/>" * 11, f"<w:tbl><w:tr>{cell * 6}</w:tr></w:tbl>"):
        with pytest.raises(InputError, match="more than 10 paragraphs and cells"):
            read_docx(docx(body))
    with pytest.raises(InputError, match="more than 10 paragraphs and cells"):
        read_rtf(b"{\\rtf1 " + b"a\\par " * 11 + b"}")


def test_the_words_and_braces_of_rtf_are_counted(monkeypatch):
    monkeypatch.setattr(rtf, "_MAX_TOKENS", 100)
    with pytest.raises(InputError, match="more markup than"):
        read_rtf(b"{\\rtf1 " + b"{a}" * 50 + b"}")


def test_fields_that_are_never_closed_do_not_add_up():
    run = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    opened = run.format("begin") + run.format("separate")
    (block,) = read_docx(docx(f"<w:p>{opened * 20_000}<w:r><w:t>Good morning.</w:t></w:r></w:p>"))
    assert block.text == "Good morning."


def test_a_name_without_an_end_is_not_kept_whole():
    """Put together from pieces, each time anew, it would take as long as its length squared."""
    data = b"{\\rtf1{\\fonttbl" + b"\\'61{}" * 300_000 + b";}Good morning.\\par}"
    assert [block.text for block in read_rtf(data)] == ["Good morning."]


def test_entries_of_a_catalogue_may_be_many():
    assert len(blocks_of_po('msgid "a"\nmsgstr "b"\n\n' * (po._MAX_LINES // 2))) == po._MAX_LINES


@given(st.text("ab-_ é\n", max_size=20))
def test_words_with_hyphens_are_found_in_one_pass(text):
    whole = re.sub(r"(?<=[^\W_]-\n)[^\W_]+(?:-[^\W_]+)*", "", text)  # without what may be half a word
    wanted = Counter(re.findall(r"[^\W_]+(?:-[^\W_]+)*(?![-\w])", whole.lower()))
    assert Hyphens(text.split("\n"))._words == wanted


def test_a_word_of_very_many_hyphens_is_looked_at_once():
    assert not Hyphens(["a-" * 1_000_000])._words


def test_the_cells_of_a_table_are_counted_with_the_empty_ones_between_them(tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "MAX_CELLS", 100_000)
    far = "<row><c><v>1</v></c><c r='XFD1'><v>1</v></c></row>"
    check_refused(tmp_path / "far.xlsx", xlsx(far * 7), "more than 100,000 cells")
    wide = "\t".join(f"Word {number}" for number in range(400))
    check_refused(tmp_path / "wide.tsv", f"{wide}\n".encode() + b"One\ttwo\n" * 300, "more than 100,000 cells")


def test_a_part_that_is_read_piece_by_piece_is_never_held_whole():
    """A tree of all that a sheet may hold takes a gigabyte."""
    junk, rows = b"<b/>" * 100_000, b"<row/>" * 100_000
    part = b"<a xmlns='x'>" + junk + b"<rows>" + junk + rows + b"</rows></a>"
    held = [len(row.getparent()) + len(row.getroottree().getroot()) for row in elements(part, "a", "row", ".xlsx")]
    assert len(held) == 100_000
    assert max(held) < 50_000


ROW = '<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>'


def rows_of(data: bytes) -> int:
    return sum(1 for rows in sheets_of(data).values() for _ in rows)


def test_a_text_that_is_stored_once_counts_in_every_cell(monkeypatch):
    monkeypatch.setattr(unpack, "SMALL", 100_000)
    monkeypatch.setattr(unpack, "MAX_RATIO", 1)
    strings = f"<si><t>{'one ' * 1_000}</t></si><si><t>{'uno ' * 1_000}</t></si>"
    assert rows_of(xlsx(ROW * 10, strings)) == 10
    with pytest.raises(InputError, match="unpacks to more than"):
        rows_of(xlsx(ROW * 20, strings))


def test_the_cells_and_the_declarations_of_a_workbook_are_looked_at_before_it_is_opened(monkeypatch):
    monkeypatch.setattr(workbook_reader, "_MOST_MARKS", 500)
    strings = "<si><t>one</t></si><si><t>uno</t></si>"
    assert rows_of(xlsx(ROW * 10, strings)) == 10
    with pytest.raises(InputError, match="more markup than"):
        rows_of(xlsx(ROW * 50, strings))
    late = " " * 5_000 + '<!DOCTYPE sst [<!ENTITY b "x">]>'
    with pytest.raises(InputError, match="declares XML entities"):
        rows_of(xlsx(ROW, f"{late}{strings}"))


BLANKS = st.text(" \t\n\fa", max_size=12)


@example("a\n \n b")
@given(BLANKS)
def test_form_feeds_and_blanks_go_as_before_whatever_surrounds_them(text):
    """What is written here with expressions that begin anywhere in a run of blanks, and so take long for a long one."""
    plain = text.replace("\f", "\n")
    around_tab = re.sub(r" *\t[ \t]*", " ", plain)
    assert flow.Paragraph(pieces=[plain]).text == re.sub(r"[ \t]*\n[ \t]*", "\n", around_tab).strip()
    feeds = re.sub(r"(?:(?<=\n\n)|\A)\f+|\f+(?=\n\n)", "", text)
    assert clean(text) == re.sub(r"\f+", "\n\n", feeds)


@given(st.text("a@ w.", max_size=12))
def test_addresses_are_found_as_before(text):
    assert _ADDRESS.sub("", text) == re.sub(r"(?:https?://|www\.)\S+|\S+@\S+", "", text)


def test_a_long_run_of_anything_is_looked_at_once():
    """Of a million characters; looked at again from each of them, it would take hours."""
    blanks = " " * 1_000_000
    assert flow.Paragraph(pieces=[f"a{blanks}b"]).text == f"a{blanks}b"
    assert clean("a" + "\f" * 1_000_000 + "b") == "a\n\nb"
    assert _ADDRESS.sub("", "a" * 1_000_000) == "a" * 1_000_000
    segment = ElementTree.Element("seg")
    segment.text = f"a{blanks}b\nc"
    assert text_of(segment) == f"a{blanks}b c"


def test_signs_that_open_no_tag_take_no_time_where_there_are_very_many():
    """The parser of HTML would take hours for these."""
    (block,) = blocks_of_markdown("<p>" + "<a b" * 50_000 + "</p>")
    assert block.text == "<a b" * 50_000
