"""Untrusted archives and XML, and what a file really is."""

from __future__ import annotations

import struct
import zipfile

import pytest
from archives import zipped
from hypothesis import given
from hypothesis import strategies as st

from aligner.errors import InputError
from aligner.read.archive import open_archive
from aligner.read.safe_xml import MAX_MARKS, parse
from aligner.read.signature import recognise, refuse_other
from aligner.read.unpack import SMALL

names = st.text("abc/.", min_size=1, max_size=8).filter(lambda name: name.strip("/"))


def unpack_all(data: bytes) -> None:
    archive = open_archive(data, ".docx")
    for name in archive.names:
        archive.read(name)


def with_flag(data: bytes, flag: int) -> bytes:
    """The archive with all members marked: the flags are 8 bytes after one header and 6 bytes after the other."""
    changed = bytearray(data)
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        place = -1
        while (place := data.find(mark, place + 1)) >= 0:
            changed[place + offset] |= flag
    return bytes(changed)


@given(st.dictionaries(names, st.binary(max_size=50), min_size=1))
def test_members_come_out_as_they_went_in(members):
    archive = open_archive(zipped(members), ".docx")
    assert archive.names == tuple(members)
    assert {name: archive.read(name) for name in archive.names} == members


@given(st.binary(max_size=300), st.booleans())
def test_any_bytes_are_an_archive_or_an_input_error(data, headed):
    try:
        unpack_all(b"PK\x03\x04" + data if headed else data)
    except InputError as error:
        assert error.what and error.remedy


@given(st.integers(0, 400), st.integers(0, 255))
def test_an_archive_with_a_wrong_byte_is_read_or_refused(place, byte):
    data = bytearray(zipped({"a.xml": b"text " * 30, "b.xml": b"more"}))
    data[place % len(data)] = byte
    try:
        unpack_all(bytes(data))
    except InputError as error:
        assert error.what and error.remedy


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty"),
        (zipped({}), "is an empty archive, not a .odt file"),
        (zipped({"a": b"x" * 100})[:60], "is damaged: its end is missing"),
        (b"\x01\x02\x03\xff", "is damaged, or not a .odt file"),
        (b"Good morning.", "this is a plain text, not a .odt file; name it .txt"),
        (b"\x89PNG\r\n\x1a\n", "this is a PNG picture, not a .odt file; give the text itself"),
        (with_flag(zipped({"a": b"x"}), 1), "is encrypted; save it without a password"),
        (zipped({"a": b"x"}, zipfile.ZIP_BZIP2), "is compressed in a way not used in .odt files"),
        (zipped({"b": b"x"}), "has no a in it"),
    ],
)
def test_an_archive_that_cannot_be_used_says_why(data, message):
    with pytest.raises(InputError) as caught:
        open_archive(data, ".odt").read("a")
    assert str(caught.value).startswith(message)


def test_a_bomb_is_refused_by_what_it_unpacks_to():
    with pytest.raises(InputError, match="unpacks to more than"):
        open_archive(zipped({"a": bytes(SMALL + 1)}), ".docx").read("a")


def test_many_members_are_counted_together():
    data = zipped({str(i): bytes(SMALL // 4) for i in range(5)})
    archive = open_archive(data, ".docx")
    archive.read("0")
    archive.read("0")  # the same member again is no more
    with pytest.raises(InputError, match="unpacks to more than"):
        for name in archive.names:
            archive.read(name)


def test_the_size_that_a_bomb_claims_is_not_believed():
    data = bytearray(zipped({"a": bytes(SMALL + 1)}))
    place = data.find(b"PK\x01\x02")
    data[place + 24 : place + 28] = struct.pack("<I", 10)
    try:
        assert len(open_archive(bytes(data), ".docx").read("a")) <= 10
    except InputError as error:
        assert "unpack" in error.what


def test_a_small_archive_that_is_tightly_packed_is_read():
    assert open_archive(zipped({"a": bytes(SMALL - 1)}), ".docx").read("a") == bytes(SMALL - 1)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "is damaged, or not a .odt file"),
        (b"<a><b></a>", "is damaged, or not a .odt file (its XML: Opening and ending tag mismatch"),
        (b"<a>" * 100_000 + b"</a>" * 100_000, "has markup nested too deeply"),
        (b"<a>" + b"<b/>" * (2 * MAX_MARKS) + b"</a>", "has more markup than a document holds"),
        (b'<!DOCTYPE a [<!ENTITY b "x">]><a>&b;</a>', "declares XML entities"),
        (b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>', "declares XML entities"),
        (b'<!DOCTYPE a [<!ENTITY % b SYSTEM "http://127.0.0.1:9/x"> %b;]><a/>', "declares XML entities"),
    ],
)
def test_xml_that_cannot_be_used_says_why(data, message):
    with pytest.raises(InputError) as caught:
        parse(data, ".odt")
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


def test_entities_in_entities_are_refused_before_they_grow():
    grows = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10 if i else "ha"}">' for i in range(12))
    for body in ("<a>&a11;</a>", '<a b="&a11;"/>'):
        with pytest.raises(InputError, match="declares XML entities"):
            parse(f"<!DOCTYPE a [{grows}]>{body}".encode())


def test_entities_that_an_external_dtd_would_define_are_left_out():
    root = parse(b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd"><a>b&nbsp;c</a>')
    assert "".join(root.itertext()) == "bc"


def test_comments_and_instructions_are_not_text():
    assert "".join(parse(b"<a>b<!-- x --><?y z?>c</a>").itertext()) == "bc"


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"Buenos d\xc3\xadas.", None),
        (b"", None),
        (zipped({"[Content_Types].xml": b"x", "word/document.xml": b"x"}), "a Word document"),
        (zipped({"[Content_Types].xml": b"x", "word/document.xml": b"x"})[:140], "a Word document"),
        (zipped({"xl/workbook.xml": b"x", "xl/embeddings/a.docx": b"x"}), "an Excel workbook"),
        (zipped({"mimetype": b"application/epub+zip"}, zipfile.ZIP_STORED), "an EPUB book"),
        (zipped({"mimetype": b"x", "META-INF/container.xml": b"x"}), "an EPUB book"),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}, zipfile.ZIP_STORED), "an OpenDocument text"),
        (zipped({"a.txt": b"x"}), "a ZIP archive"),
        (OLE + "WordDocument".encode("utf-16-le"), "an old Word document (.doc)"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "an encrypted Office document"),
        (OLE, "an old Office file"),
        (b"%PDF-1.4", "a PDF file"),
    ],
)
def test_a_file_is_recognised_by_its_content(data, name):
    found = recognise(data)
    assert (found and found.name) == name


def test_an_archive_of_an_unknown_kind_may_have_any_suffix_of_archives():
    data = zipped({"content.xml": b"x"})
    refuse_other(data, ".odt")
    with pytest.raises(InputError, match="a ZIP archive"):
        refuse_other(data, ".txt")
