"""Word, OpenDocument and RTF files to blocks."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from office_documents import OOXML, WORD, archive, docx, fodt, rtf

from aligner import align
from aligner.errors import InputError, MissingExtraError
from aligner.read import read
from aligner.read.office.docx import read_docx
from aligner.read.office.odt import read_fodt, read_odt
from aligner.read.office.rtf import read_rtf
from aligner.text.split import find_split

TESTS = Path(__file__).parents[1]
FILES = TESTS / "files"
SAMPLES = sorted(
    path for format in ("docx", "odt", "rtf") for path in (FILES / format).iterdir() if path.suffix == f".{format}"
)
# pandoc's RTF sets a title only in large type, and code only in another font.
KNOWN_LOSSES = {"garden.en.rtf", "garden.es.rtf"}


def cases(name: str) -> list[dict[str, object]]:
    return json.loads((TESTS / "cases" / f"read_{name}.json").read_text("utf-8"))


def shown(blocks):
    return [[block.kind, block.level, block.text] for block in blocks]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_blocks_of_files_made_by_other_programs_are_exact(path):
    wanted = json.loads(path.with_suffix(".expected.json").read_text("utf-8"))
    found = read(path)
    if path.name in KNOWN_LOSSES:
        losses = [block["text"] for block in wanted if block["kind"] == "code" or block is wanted[0]]
        wanted = [block for block in wanted if block["text"] not in losses]
        found = [block for block in found if block.text in {other["text"] for other in wanted}]
    assert shown(found) == [[block["kind"], block.get("level", 0), block["text"]] for block in wanted]


@pytest.mark.parametrize("case", cases("docx"), ids=lambda case: case["promise"])
def test_word_documents_become_the_blocks_a_reader_sees(case):
    assert shown(read_docx(docx("".join(case["body"])))) == case["blocks"]


@pytest.mark.parametrize("case", cases("odt"), ids=lambda case: case["promise"])
def test_opendocument_texts_become_the_blocks_a_reader_sees(case):
    assert shown(read_fodt(fodt("".join(case["body"])))) == case["blocks"]


@pytest.mark.parametrize("case", cases("rtf"), ids=lambda case: case["promise"])
def test_rtf_becomes_the_blocks_a_reader_sees(case):
    assert shown(read_rtf(rtf(case["body"]))) == case["blocks"]


def test_a_strict_document_is_read_as_a_usual_one():
    strict = docx("<w:p><w:r><w:t>One.</w:t></w:r></w:p>", "http://purl.oclc.org/ooxml/wordprocessingml/main")
    assert shown(read_docx(strict)) == [["paragraph", 0, "One."]]


def test_the_main_part_is_the_one_that_the_archive_names():
    relation = (
        f'<Relationship Type="{OOXML}/officeDocument/2006/relationships/officeDocument" Target="/word/main2.xml"/>'
    )
    part = f'<w:document xmlns:w="{WORD}"><w:body><w:p><w:r><w:t>One.</w:t></w:r></w:p></w:body></w:document>'
    data = archive({"_rels/.rels": f"<Relationships>{relation}</Relationships>", "word/main2.xml": part})
    assert shown(read_docx(data)) == [["paragraph", 0, "One."]]


def test_places_count_paragraphs_and_rows_as_people_do():
    places = [block.place for block in read(FILES / "docx" / "report.docx")]
    assert places[0] == "paragraph 1"
    assert places[10:12] == ["table 1, row 1"] * 2
    assert places[-1] == "paragraph 11"


def test_documents_of_different_formats_align_as_their_texts_do():
    def pairs(source, target):
        return [(pair.kind, pair.source, pair.target) for pair in align(source, target).pairs()]

    blocks = [read(FILES / "rtf" / "writer.en.rtf"), read(FILES / "odt" / "garden.es.odt")]
    texts = [json.loads((FILES / "docx" / f"garden.{code}.expected.json").read_text("utf-8")) for code in ("en", "es")]
    plain = ["\n\n".join(block["text"].replace("\n", " ") for block in text) for text in texts]
    found = [tuple(" ".join(part.split()) for part in pair) for pair in pairs(*blocks)]
    wanted = [tuple(" ".join(part.split()) for part in pair) for pair in pairs(*plain)]
    # The two lines of code are sentences of their own in a document, and one in plain text.
    assert [pair for pair in found if " m" not in pair[1]] == [pair for pair in wanted if " m" not in pair[1]]


@pytest.mark.parametrize("suffix", ["docx", "odt", "rtf"])
def test_a_table_of_two_columns_is_two_languages_side_by_side(suffix):
    found = find_split(read(FILES / suffix / f"both.{suffix}"))
    assert found.layout == "columns"
    assert [block.place for block in found.source] == [block.place for block in found.target]
    assert (found.source[1].text, found.target[1].text) == (
        "The ferry leaves at seven every morning.",
        "El transbordador sale a las siete todas las mañanas.",
    )


READERS = {"docx": read_docx, "odt": read_odt, "rtf": read_rtf}


@pytest.mark.parametrize("suffix", READERS)
def test_a_file_cut_anywhere_is_an_input_error(suffix):
    data = (FILES / suffix / f"both.{suffix}").read_bytes()
    for size in (0, 1, 10, len(data) // 3, len(data) // 2, len(data) - 3):
        with pytest.raises(InputError):
            READERS[suffix](data[:size])


@pytest.mark.parametrize("suffix", READERS)
@given(place=st.integers(0, 10**6), junk=st.binary(min_size=1, max_size=4))
def test_a_file_with_foreign_bytes_in_it_is_read_or_refused(suffix, place, junk):
    data = bytearray((FILES / suffix / f"both.{suffix}").read_bytes())
    place %= len(data)
    data[place : place + len(junk)] = junk
    try:
        READERS[suffix](bytes(data))
    except InputError as error:
        assert error.what and error.remedy


@given(st.text("{}\\\\'*abcux09-~ \n", max_size=60))
def test_any_rtf_is_read_or_refused(text):
    try:
        read_rtf(b"{\\rtf1 " + text.encode() + b"}")
    except InputError as error:
        assert error.what and error.remedy


PARAGRAPH = "<w:p><w:r><w:t>x</w:t></w:r></w:p>"
MANIFEST = "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100)
ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><x>&b;</x>'


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.docx", b"", "the file is empty"),
        ("a.docx", b"%PDF-1.7\n", "this is a PDF file, not a .docx file; name it .pdf"),
        ("a.docx", "Buenos días.\n".encode(), "this is a plain text, not a .docx file; name it .txt"),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted.*without a password"),
        ("a.docx", OLE + "WordDocument".encode("utf-16-le"), "an old Word document.*name it .doc"),
        ("a.docx", b"PK\x05\x06" + bytes(18), "an empty archive"),
        ("a.docx", archive({"a.txt": "x"}), "has no word/document.xml in it"),
        ("a.docx", archive({"word/document.xml": b"<w:p>"}), "is damaged"),
        ("a.docx", archive({"word/document.xml": ENTITIES}), "declares XML entities"),
        ("a.docx", docx(""), "holds no text"),
        ("a.docx", docx("<w:sdt>" * 100_000), "too deep"),
        ("a.docx", docx(" " * 30_000_000), "unpacks to more than"),
        ("a.odt", docx(PARAGRAPH), "this is a Word document, not a .odt file; name it .docx"),
        ("a.txt", docx(PARAGRAPH), "this is a Word document, not a .txt file; name it .docx"),
        ("a.md", b"{\\rtf1 a}", "this is an RTF file, not a .md file; name it .rtf"),
        ("a.odt", archive({"content.xml": "junk", "META-INF/manifest.xml": MANIFEST}), "is encrypted"),
        ("a.odt", archive({"content.xml": "<a/>"}), "holds no text document"),
        ("a.fodt", b"<a/>", "holds no text document"),
        ("a.fodt", fodt("<text:p>" * 100_000), "too deep"),
        ("a.rtf", b"", "the file is empty"),
        ("a.rtf", b"Good morning.", "is not an .rtf file"),
        ("a.rtf", b"{\\rtf1 " + b"{" * 100_000 + b"x" + b"}" * 100_001, "too deep"),
    ],
)
def test_a_file_that_cannot_be_used_says_so_in_one_line(tmp_path, name, content, message):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        read(path)
    assert caught.match(message)
    assert caught.value.where == str(path)
    assert caught.value.remedy
    assert "\n" not in str(caught.value)


def test_repeated_cells_are_bounded():
    cell = "<table:table-cell table:number-columns-repeated='999999999'><text:p>x</text:p></table:table-cell>"
    table = f"<table:table>{f'<table:table-row>{cell}</table:table-row>' * 100}</table:table>"
    assert len(read_fodt(fodt(table))) < 20_000


def test_styles_based_on_themselves_do_no_harm():
    data = docx("<w:p><w:pPr><w:pStyle w:val='Loop'/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>")
    assert shown(read_docx(data)) == [["paragraph", 0, "x"]]


def test_without_lxml_the_message_is_how_to_install_it():
    code = (
        "import sys; sys.modules['lxml'] = None\n"
        "from aligner.read import read\n"
        "try: read(sys.argv[1])\n"
        "except Exception as error: print(type(error).__name__, error)"
    )
    command = [sys.executable, "-c", code, str(FILES / "docx" / "both.docx")]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    assert result.stdout.startswith(MissingExtraError.__name__)
    assert "reading .docx needs lxml" in result.stdout
    assert "pip install 'aligner[documents]'" in result.stdout
