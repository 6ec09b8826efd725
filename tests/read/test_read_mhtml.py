"""Pages saved in one file to blocks."""

import base64
import quopri

import pytest
import reading
from hypothesis import given
from hypothesis import strategies as st
from refusals import check_refused

from aligner.errors import InputError
from aligner.read.web import mhtml
from aligner.read.web.mhtml import read_mhtml

PAGE = "<html><body><h1>Cámara</h1><p>Está <a href='#b'>aquí</a>.</p></body></html>"
BLOCKS = ["Cámara", "Está aquí."]


def part(content: bytes, *headers: str) -> bytes:
    return "\r\n".join([*headers, "", ""]).encode() + content + b"\r\n"


def related(*parts: bytes, more: str = "", boundary: str = "=_x") -> bytes:
    head = f'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary="{boundary}"{more}\r\n\r\nA note.\r\n'
    return b"".join(
        [head.encode(), *(f"--{boundary}\r\n".encode() + each for each in parts), f"--{boundary}--".encode()]
    )


def found(data: bytes) -> list[str]:
    return [block.text for block in read_mhtml(data)]


HTML = "Content-Type: text/html"
WHOLE = part(PAGE.encode(), HTML)
STYLE = part(b"p { color: red }", "Content-Type: text/css", "Content-Location: a.css")


@pytest.mark.parametrize("path, wanted", list(reading.samples("mhtml")), ids=lambda value: getattr(value, "name", ""))
def test_pages_saved_by_a_browser_give_their_article(path, wanted):
    assert reading.measure(path, wanted).errors == []


@pytest.mark.parametrize(
    "data",
    [
        related(STYLE, part(quopri.encodestring(PAGE.encode()), HTML, "Content-Transfer-Encoding: quoted-printable")),
        related(part(base64.encodebytes(PAGE.encode()), HTML, "Content-Transfer-Encoding: BASE64"), STYLE),
        related(part(PAGE.encode("cp1252"), f"{HTML}; charset=iso-8859-1")),
        related(part(PAGE.encode("mac_roman"), f'{HTML};\r\n charset="macintosh"')),
        related(part(PAGE.encode(), "Content-Type: application/xhtml+xml")),
        related(
            part(b"<p>A frame</p>", HTML, "Content-ID: <b>"),
            part(PAGE.encode(), HTML, "Content-ID: <a>"),
            more='; start="<a>"',
        ),
        related(
            part(b"", "Content-Type: image/png"),
            related(part(b"Plain", "Content-Type: text/plain"), WHOLE, boundary="y"),
        ),
        related(WHOLE)[:-20],
        b"\r\n" + WHOLE,
        related(STYLE, WHOLE).replace(b"\r\n", b"\n"),
    ],
    ids=["quoted", "base64", "charset", "mac", "xhtml", "start", "nested", "cut_off", "single", "unix"],
)
def test_the_page_is_found_and_decoded_however_it_is_packed(data):
    assert found(data) == BLOCKS


def test_of_pages_in_frames_the_one_that_was_saved_is_read():
    frame = part(b"<p>A frame</p>", HTML, "Content-Location: http://example.org/ad")
    page = part(PAGE.encode(), HTML, "Content-Location: http://example.org/")
    assert found(b"Snapshot-Content-Location: http://example.org/\r\n" + related(frame, page)) == BLOCKS


def test_marks_of_notes_are_left_out_although_browsers_write_whole_addresses():
    address = "http://example.org/?a=1&b=2"
    page = '<p>It rains<sup><a href="http://example.org/?a=1&amp;b=2#n1">1</a></sup>.</p>'
    assert found(related(part(page.encode(), HTML, f"Content-Location: {address}"))) == ["It rains."]


DEEP = WHOLE
for level in range(50):
    DEEP = related(DEEP, boundary=f"b{level}")


@pytest.mark.parametrize(
    "data, message",
    [
        (b"\n", "empty"),
        (b"Once upon a time.\n\nIt rained.", "no part of the type text/html"),
        (related(STYLE), "no part of the type text/html"),
        (related(part(b"PHA+A", HTML, "Content-Transfer-Encoding: base64")), "its page is not whole"),
        (related(part(b"<p> </p>", HTML)), "holds no text"),
        (b"%PDF-1.7\n", "PDF"),
        (DEEP, "more parts, or parts in parts"),
        (related(*[b"\r\n"] * 20_001), "more parts, or parts in parts"),
    ],
    ids=["empty", "text", "style", "torn", "blank", "pdf", "deep", "parts"],
)
def test_what_holds_no_page_is_refused(tmp_path, data, message):
    check_refused(tmp_path / "page.mhtml", data, message)


def test_lines_are_counted(monkeypatch):
    monkeypatch.setattr(mhtml, "MAX_LINES", 100)
    assert found(related(WHOLE)) == BLOCKS
    with pytest.raises(InputError, match="more than 100 lines"):
        read_mhtml(related(WHOLE) + b"\n" * 100)


PIECES = [
    b"--=_x",
    b"--",
    b"\r\n",
    b"Content-Type: ",
    b"text/html",
    b"multipart/related; boundary==_x",
    b"<p>a",
    b"; charset*0*=",
    b"'",
    b'"',
    b"99",
]


@given(st.lists(st.sampled_from(PIECES), max_size=20).map(b"".join))
def test_any_bytes_give_blocks_or_an_input_error(data):
    try:
        read_mhtml(b"Content-Type: multipart/related; boundary==_x\r\n\r\n" + data)
    except InputError as error:
        assert error.remedy
