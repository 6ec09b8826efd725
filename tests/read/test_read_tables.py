"""Tables, workbooks and catalogues to rows of cells."""

import csv
import io
import json
import subprocess
import sys
import warnings
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from office_documents import OOXML, archive, xlsx
from refusals import check_refused

from aligner.errors import InputError, LeftOutWarning
from aligner.read import read
from aligner.read.office.workbook import sheets_of
from aligner.read.plain.tables import blocks_of_table, read_workbook

FILES = Path(__file__).parents[1] / "files"
EXPECTED = sorted(path for suffix in ("csv", "tsv", "xlsx", "po") for path in FILES.glob(f"{suffix}/*.expected.json"))
CASES = json.loads((Path(__file__).parents[1] / "cases" / "read_tables.json").read_text("utf-8"))
SHEETS = json.loads((Path(__file__).parents[1] / "cases" / "read_xlsx.json").read_text("utf-8"))


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_blocks_of_files_are_exact(path):
    (source,) = (other for other in path.parent.glob(path.name.split(".expected")[0] + ".*") if other != path)
    found = [{"kind": block.kind, "text": block.text} for block in read(source)]
    assert found == json.loads(path.read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["promise"])
def test_tables_become_rows(case):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", LeftOutWarning)
        blocks = blocks_of_table("\n".join(case["lines"]) + "\n")
    if case["kind"] == "cell":
        places = list(dict.fromkeys(block.place for block in blocks))
        rows = [[block.text for block in blocks if block.place == place] for place in places]
    else:
        rows = [block.text for block in blocks]
    assert ([*{block.kind for block in blocks}], rows) == ([case["kind"]], case["rows"])
    if "left_out" in case:
        assert [str(each.message) for each in caught] == [
            str(LeftOutWarning.of_columns(names)) for names in [case["left_out"]] if names
        ]


# Texts on which the expressions that tell ids and quotations from text once took time that doubled with each letter,
# or grew with the square of the length; read in another process, because a search that does not end cannot be stopped.
HOSTILE = {
    "a key": "a_" * 20_000 + "!",
    "a key with full stops": "a." * 20_000 + "!",
    "quotation marks": '"' * 40_001 + "a",
    "quotation marks in a row": '"' + '""' * 20_000 + "a\tb",
    "a number": "1" + "-" * 40_000 + "! b",
    "a number with slashes": "1" + "./" * 20_000 + "! b",
    "a name with blanks": "English" + " " * 40_000 + "x",
    "brackets": "(" * 40_000,
}


def test_no_cell_takes_long(tmp_path):
    for number, cell in enumerate(HOSTILE.values()):
        (tmp_path / f"{number}.tsv").write_text(f"{cell}\tUna mar.\n" * 5, encoding="utf-8")
    code = "import sys, aligner; print(*[len(aligner.read(path)) for path in sys.argv[1:]])"
    paths = [str(tmp_path / f"{number}.tsv") for number in range(len(HOSTILE))]
    command = [sys.executable, "-W", "ignore", "-c", code, *paths]
    assert subprocess.run(command, timeout=30, capture_output=True, check=True).stdout.split()


def test_a_cell_that_is_longer_than_any_field_of_csv_is_read_with_all_rows():
    long = "a long word " * 20_000
    blocks = blocks_of_table("".join(f"The sea {n},{long},La mar\n" for n in range(3)))
    assert [len(block.text) for block in blocks] == 3 * [9, len(long.strip()), 6]


cells = st.text("ab ñé,;\"'=|", max_size=12).map(lambda text: f"Una {text} más")


@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=9), st.sampled_from(",;\t"))
def test_what_a_csv_program_writes_comes_back(rows, delimiter):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL if delimiter != "\t" else csv.QUOTE_MINIMAL).writerows(
        rows
    )
    assert [block.text for block in blocks_of_table(text.getvalue())] == [cell for row in rows for cell in row]


@given(st.text("ab,;|\t\"'\n1 "))
def test_any_text_is_read_without_an_error(text):
    assert all(block.text or block.kind == "cell" for block in blocks_of_table(text))


def sheet_of(*rows, title="Sheet"):
    book = openpyxl.Workbook()
    book.active.title = "empty"
    sheet = book.create_sheet(title)
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_the_first_sheet_with_text_is_read_and_numbers_are_left_out():
    data = sheet_of([1, "The sea.", "La mar."], [2, "The rock.", None], [None, None, None], [3, "A lamp.", "Una luz."])
    blocks = read_workbook(data)
    assert [block.text for block in blocks] == ["The sea.", "La mar.", "The rock.", "", "A lamp.", "Una luz."]
    assert [block.place for block in blocks[::2]] == ["row 1", "row 2", "row 4"]


def test_a_sheet_with_one_text_a_million_rows_down_ends_before_it():
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B1"] = "The sea.", "La mar."
    book.active["XFD1048576"] = "Far away."
    out = io.BytesIO()
    book.save(out)
    assert [block.text for block in read_workbook(out.getvalue())] == ["The sea.", "La mar."]


@pytest.mark.parametrize("case", SHEETS, ids=lambda case: case["promise"])
def test_cells_are_what_a_spreadsheet_shows(case):
    data = xlsx(case["rows"], case.get("strings", ""), case.get("styles", ""))
    (rows,) = sheets_of(data).values()
    assert [[number, {str(i): text for i, text in cells.items()}] for number, cells in rows] == case["found"]


def test_a_sheet_that_is_damaged_hides_no_sheet_before_it():
    book = openpyxl.load_workbook(io.BytesIO(WHOLE))
    book.create_sheet("more")
    out = io.BytesIO()
    book.save(out)
    members = members_of(out.getvalue())
    damaged = archive(members | {"xl/worksheets/sheet2.xml": b"<junk"})
    assert read_workbook(damaged) == read_workbook(WHOLE)
    with pytest.raises(InputError, match="is damaged"):
        list(sheets_of(damaged)["more"])


def test_a_header_may_be_shorter_than_the_rows():
    rows = ["English\tSpanish", *("One.\tUno.\tremark" for _ in range(5))]
    with pytest.warns(LeftOutWarning, match="column 3"):
        blocks = blocks_of_table("\n".join(rows))
    assert [block.text for block in blocks] == ["One.", "Uno."] * 5


def test_all_columns_are_seen_in_workbooks_and_in_text():
    texts = [[f"Row {row}, column {column}." for column in range(120)] for row in range(3)]
    for blocks in (read_workbook(sheet_of(*texts)), blocks_of_table("\n".join(map("\t".join, texts)))):
        assert [block.text for block in blocks] == [text for row in texts for text in row]


def members_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        return {name: whole.read(name) for name in whole.namelist()}


def test_days_are_counted_from_1904_where_the_workbook_says_so():
    data = xlsx("<row><c s='0'><v>43538</v></c></row>", styles="<cellXfs><xf numFmtId='14'/></cellXfs>")
    members = members_of(data)
    members["workbook.xml"] = members["workbook.xml"].replace(b"<sheets>", b"<workbookPr date1904='1'/><sheets>")
    (rows,) = sheets_of(archive(members)).values()
    assert list(rows) == [(1, {0: "2023-03-15"})]


def test_a_strict_workbook_is_read_as_a_usual_one():
    data = xlsx("<row><c t='s'><v>0</v></c></row>", "<si><t>Good morning.</t></si>")
    members = members_of(data)
    for name, strict in (("spreadsheetml/2006", "spreadsheetml"), ("officeDocument/2006", "officeDocument")):
        members = {
            part: content.replace(f"{OOXML}/{name}".encode(), f"http://purl.oclc.org/ooxml/{strict}".encode())
            for part, content in members.items()
        }
    assert [block.text for block in read_workbook(archive(members))] == ["Good morning."]


def archive_of(**members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return out.getvalue()


WHOLE = (FILES / "xlsx" / "pairs.xlsx").read_bytes()
ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><sst>&a;</sst>'
BROKEN = {
    "empty.xlsx": (b"", "the file is empty"),
    "half.xlsx": (WHOLE[: len(WHOLE) // 2], "is damaged"),
    "text.xlsx": (b"a,b\n", "a plain text"),
    "picture.xlsx": (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    "word.xlsx": (archive_of(word__document=b"<x/>"), "a Word document"),
    "bomb.xlsx": (archive_of(xl__workbook=b"\0" * 60_000_000), "unpacks to more than"),
    "entities.xlsx": (archive_of(xl__workbook=ENTITIES), "declares XML entities"),
    "old.xlsx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "an old Excel workbook"),
    "locked.xlsx": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    "strings.xlsx": (
        xlsx("<row><c t='s'><v>7</v></c></row>"),
        "a text that is not among the workbook's shared strings",
    ),
    "root.xlsx": (archive_of(xl__workbook=b"<x/>"), "holds no text"),
    "cut.xlsx": (xlsx("<row><c><v>1</v></c></row><row><c>"), "is damaged"),
    "empty.csv": (b"", "the file is empty"),
    "blank.csv": (b" \n\t\n", "nothing but white space"),
    "workbook.csv": (WHOLE, "an Excel workbook"),
    "empty.po": (b"", "the file is empty"),
    "text.po": (b"Good morning.\n", "syntax is broken in line 1"),
    "cut.po": (b'msgid "a"\nmsgstr "b\n', "syntax is broken in line 2"),
    "header.po": (b'msgid ""\nmsgstr "Language: es\\n"\n', "holds no text"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_cannot_be_used_is_refused_with_a_remedy(tmp_path, name):
    data, message = BROKEN[name]
    check_refused(tmp_path / name, data, message)


@pytest.mark.parametrize("part", ["styles", "theme", "app", "core", ".rels", "Content_Types"])
@pytest.mark.parametrize("damage", [b"<junk", b"", None], ids=["junk", "nothing", "not there"])
def test_damage_to_what_is_no_cell_hides_no_cell(part, damage):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as whole, zipfile.ZipFile(out, "w") as changed:
        for name in whole.namelist():
            hit = part in name and "workbook" not in name
            if not hit or damage is not None:
                changed.writestr(name, damage if hit else whole.read(name))
    assert read_workbook(out.getvalue()) == read_workbook(WHOLE)


def test_rows_of_a_catalogue_have_places_of_their_own():
    blocks = read(FILES / "po" / "menu.es.po")
    places = [block.place for block in blocks]
    assert places[::2] == places[1::2]
    assert len(set(places)) == len(places) / 2
    assert places[0] == "line 11"


@pytest.mark.parametrize(
    ("path", "library"), [("xlsx/pairs.xlsx", "lxml"), ("po/menu.es.po", "polib")], ids=lambda value: value
)
def test_without_the_library_the_message_says_what_to_install(path, library):
    code = (
        f"import sys; sys.modules[{library!r}] = None\n"
        "from aligner.errors import MissingExtraError\nfrom aligner.read import read\n"
        f"try: read({str(FILES / path)!r})\nexcept MissingExtraError as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "pip install 'aligner[documents]'" in done.stdout
