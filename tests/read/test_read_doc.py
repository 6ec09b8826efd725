"""Old Word documents to blocks, by LibreOffice."""

import tempfile
from pathlib import Path

import pytest
import reading
from office import needs_office
from refusals import check_refused

from aligner.errors import InputError, MissingExtraError
from aligner.read import read
from aligner.read.office import word97

FILES = Path(__file__).parents[1] / "files"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@needs_office
@pytest.mark.parametrize("path, wanted", list(reading.samples("doc")), ids=lambda value: getattr(value, "name", ""))
def test_documents_give_their_text_and_nothing_is_left_behind(path, wanted, monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert reading.measure(path, wanted).errors == []
    assert not any(tmp_path.iterdir())


@needs_office
def test_a_damaged_document_is_refused(tmp_path):
    check_refused(tmp_path / "a.doc", OLE + "WordDocument".encode("utf-16-le"), "LibreOffice cannot open it")


@needs_office
def test_a_document_that_takes_too_long_is_given_up(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(word97, "SECONDS", 0.05)
    with pytest.raises(InputError, match=r"takes more than 0\.05 seconds"):
        read(FILES / "doc" / "garden.es.doc")
    assert not any(tmp_path.iterdir())


@pytest.mark.parametrize(
    "data, message",
    [
        (b"", "the file is empty"),
        (b"{\\rtf1 Good morning.}", "an RTF file, not a .doc file"),
        (b"\r\n<HTML xmlns:o='office'><body>Good morning.", "a web page, not a .doc file; name it .html"),
        (b"Good morning.", "a plain text, not a .doc file; name it .txt"),
        (OLE + "Workbook".encode("utf-16-le"), "an old Excel workbook"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "an encrypted Office document"),
    ],
    ids=["empty", "rtf", "page", "text", "workbook", "encrypted"],
)
def test_other_files_are_refused_without_libreoffice(tmp_path, monkeypatch, data, message):
    monkeypatch.setattr(word97, "_PLACES", ())
    monkeypatch.setenv("PATH", str(tmp_path))
    check_refused(tmp_path / "a.doc", data, message)


def test_without_libreoffice_a_part_is_missing(tmp_path, monkeypatch):
    monkeypatch.setattr(word97, "_PLACES", ())
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingExtraError) as caught:
        read(FILES / "doc" / "garden.es.doc")
    assert caught.value.exit_code == 4
    assert "needs LibreOffice" in caught.value.what
    assert ".docx" in caught.value.remedy
