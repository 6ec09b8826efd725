"""A file that a person edited in another program goes back in, with `convert` or `--keep`: nothing lost, all said."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from commandline import run_text as run
from office import needs_office, saved_by_office
from stories import PLAIN_ENGLISH as ENGLISH
from stories import PLAIN_SPANISH as SPANISH

import aligner
from aligner import Bead

TEXTS = ("a.en.txt", "a.es.txt")
SOURCE, TARGET, STATUS = "E", "F", "H"


@pytest.fixture(scope="module")
def aligned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("edited")
    for name, sentences in zip(TEXTS, (ENGLISH, SPANISH), strict=True):
        (folder / name).write_text("\n\n".join(" ".join(sentences[i : i + 2]) for i in (0, 2, 4, 6)), encoding="utf-8")
    outputs = [f"-oa.{suffix}" for suffix in ("xlsx", "tsv", "tmx", "xlf", "json")]
    assert run("align", *TEXTS, *outputs, "-q", cwd=folder).returncode == 0
    return folder


@pytest.fixture
def folder(aligned: Path, tmp_path: Path) -> Path:
    shutil.copytree(aligned, tmp_path, dirs_exist_ok=True)
    return tmp_path


def edit(path: Path, change: Callable[[Any], object]) -> None:
    book = openpyxl.load_workbook(path)
    change(book["pairs"])
    book.save(path)


def move_up(sheet: Any, row: int) -> None:
    for column in (SOURCE, TARGET):
        sheet[f"{column}{row - 1}"] = f"{sheet[f'{column}{row - 1}'].value} {sheet[f'{column}{row}'].value}"
        sheet[f"{column}{row}"] = None


def human(path: Path) -> set[tuple[range, range, str]]:
    return {(each.source, each.target, each.status) for each in beads(path) if each.status != "auto"}


def beads(path: Path) -> tuple[Bead, ...]:
    return aligner.load(path).beads


def line(stderr: str) -> str:
    return stderr.splitlines()[0]


def one(i: int) -> range:
    return range(i, i + 1)


def test_a_merge_without_status_is_kept_and_converted(folder):
    edit(folder / "a.xlsx", lambda sheet: move_up(sheet, 3))
    result = run("align", *TEXTS, "--keep", "a.xlsx", "-o", "new.json", cwd=folder)
    assert line(result.stderr) == "a.xlsx: 7 rows, 1 changed, 0 confirmed"
    assert human(folder / "new.json") == {(range(2), range(2), "changed")}
    result = run("convert", "a.xlsx", "-o", "book.json", cwd=folder)
    assert line(result.stderr) == "a.xlsx: 7 rows, 1 changed, 0 confirmed"
    assert human(folder / "book.json") == {(range(2), range(2), "changed")}


def test_what_cannot_be_kept_is_named_by_its_row_and_the_rest_is_kept(folder):
    def change(sheet: Any) -> None:
        sheet["F3"] = "Nos quedamos todos en casa."
        sheet["H4"] = "confirmed"
        sheet["H6"] = "done"
        sheet["E7"], sheet["E8"] = "She wrote a long", "letter to her mother. The children went to school on foot."

    edit(folder / "a.xlsx", change)
    result = run("align", *TEXTS, "--keep", "a.xlsx", "-o", "new.json", "-q", cwd=folder)
    status = "row 6: status should be one of auto, confirmed, changed, not 'done'"
    found = "3 changed, 1 confirmed, 1 of 1 edited sentence found"
    said = f"aligner: a.xlsx: 8 rows, {found}, 3 not understood ({status}; also row 7, row 8)\n"
    assert (result.returncode, result.stderr) == (0, said)
    assert human(folder / "new.json") == {(one(1), one(1), "changed"), (one(2), one(2), "confirmed")}


RETYPED: dict[str, tuple[dict[str, str], dict[int, list[str]], dict[int, list[str]]]] = {
    # cells, and the sentences that then stand for those of the texts: of the source, of the target
    "one sentence": ({"F3": "Nos fuimos."}, {}, {1: ["Nos fuimos."]}),
    "both sides": ({"E3": "We left.", "F3": "Nos fuimos."}, {1: ["We left."]}, {1: ["Nos fuimos."]}),
    "neighbours": ({"F3": "Nos fuimos.", "F4": "Y ya."}, {}, {1: ["Nos fuimos."], 2: ["Y ya."]}),
    "two sentences for one": ({"F3": f"{SPANISH[1]} Eso."}, {}, {}),
    "text that went to another row": ({"E7": "She wrote", "E6": f"{ENGLISH[4]} a letter."}, {}, {}),
    "text that went where another came": (
        {"E7": "She wrote", "E6": f"{ENGLISH[4]} a letter. {ENGLISH[7]}", "E9": ""},
        {},
        {},
    ),
    "text that was cleared beside it": ({"F3": "", "F4": "Y ya."}, {}, {2: ["Y ya."]}),
    "a sentence among others": ({"F3": f"{SPANISH[1]} {SPANISH[2]}", "F4": "", "E3": "X."}, {1: ["X."]}, {}),
}


@pytest.mark.parametrize("what", RETYPED)
def test_what_was_retyped_stands_in_the_texts_for_what_was_written_and_no_text_is_lost(folder, what):
    cells, *edits = RETYPED[what]

    def change(sheet: Any) -> None:
        for cell, text in cells.items():
            sheet[cell] = text
        sheet["H9"] = "confirmed"

    edit(folder / "a.xlsx", change)
    assert run("align", *TEXTS, "--keep", "a.xlsx", "-o", "new.json", "-q", cwd=folder).returncode == 0
    found = aligner.load(folder / "new.json")
    for document, sentences, edited in zip((found.source, found.target), (ENGLISH, SPANISH), edits, strict=True):
        texts = [each for k, text in enumerate(sentences) for each in edited.get(k, [text])]
        assert [each.text for each in document.sentences] == texts
        originals = {k: each.original for k, each in enumerate(document.sentences) if each.original is not None}
        assert originals == {k: sentences[k] for k in edited}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (("F3", f"{SPANISH[1]} Nos fuimos."), r"row 3: its target \(Nos quedamos.*\) is not in a.es.txt"),
        (
            ("E3", f"{ENGLISH[1]} Nobody came"),
            r"row 3: its source \(We stayed at home.*\) begins or ends within a sentence of",
        ),
        (
            ("E2", f"{ENGLISH[0]} {ENGLISH[3]}"),
            r"row 2: its source \(.*…\) has sentences that do not follow one",
        ),
        (("E3", ENGLISH[0]), r"row 3: its source \(It rained.*\) is in a.en.txt, but belongs to another pair there"),
    ],
)
def test_the_reason_is_said(folder, change, why):
    cell, text = change

    def both(sheet: Any) -> None:
        sheet[cell], sheet["H9"] = text, "confirmed"

    edit(folder / "a.xlsx", both)
    result = run("align", *TEXTS, "--keep", "a.xlsx", "-o", "new.json", "-q", cwd=folder)
    assert re.search(why, result.stderr), result.stderr
    assert human(folder / "new.json") == {(one(7), one(7), "confirmed")}


def test_statuses_that_are_none_are_named_where_nothing_else_is_there_to_keep(folder):
    edit(folder / "a.xlsx", lambda sheet: (sheet.__setitem__("H3", "ok"), sheet.__setitem__("H4", "ok")))
    result = run("align", *TEXTS, "--keep", "a.xlsx", "-o", "new.json", cwd=folder)
    assert result.returncode == 3
    assert "a.xlsx: holds no bead that a person confirmed or changed, 2 not understood (row 3: status" in result.stderr
    assert "also row 4); confirm or change some first" in result.stderr


def test_a_deleted_row_is_said_left_out_or_aligned_again(folder):
    edit(folder / "a.xlsx", lambda sheet: (sheet.delete_rows(4), sheet.__setitem__("H3", "confirmed")))
    result = run("convert", "a.xlsx", "-o", "book.tsv", cwd=folder)
    assert line(result.stderr) == "a.xlsx: 7 rows, 0 changed, 1 confirmed, 1 deleted and left out (id 3)"
    assert "Nobody" not in (folder / "book.tsv").read_text(encoding="utf-8")
    result = run("align", *TEXTS, "--keep", "a.xlsx", "-o", "new.json", cwd=folder)
    assert line(result.stderr) == "a.xlsx: 7 rows, 0 changed, 1 confirmed, 1 deleted and aligned again (id 3)"
    assert [(each.source, each.target) for each in beads(folder / "new.json")][2] == (one(2), one(2))


@pytest.mark.parametrize("command", ["convert", "align"])
def test_quiet_is_quiet_unless_something_was_not_understood(command, folder):
    arguments = ["convert", "a.xlsx"] if command == "convert" else ["align", *TEXTS, "--keep", "a.xlsx"]
    edit(folder / "a.xlsx", lambda sheet: sheet.__setitem__("H3", "confirmed"))
    assert run(*arguments, "-o", "one.json", "-q", cwd=folder).stderr == ""
    edit(folder / "a.xlsx", lambda sheet: sheet.__setitem__("D4", "high"))
    said = run(*arguments, "-o", "two.json", "-q", cwd=folder).stderr
    doubt = "1 not understood (row 4: score should be a number from 0 to 1, not 'high')"
    assert said == f"aligner: a.xlsx: 8 rows, 0 changed, 1 confirmed, {doubt}\n"


def test_targets_exchanged_between_rows_are_kept_as_they_are_now(folder):
    def exchange(sheet: Any) -> None:
        sheet["F5"], sheet["F8"] = SPANISH[6], SPANISH[3]

    edit(folder / "a.xlsx", exchange)
    assert run("align", *TEXTS, "--keep", "a.xlsx", "-o", "new.json", cwd=folder).returncode == 0
    assert human(folder / "new.json") == {(one(3), one(6), "changed"), (one(6), one(3), "changed")}


def merged(path: Path) -> None:
    """The texts of the first two pairs as one, as another program would leave them: with the kind of the first."""
    text = path.read_text(encoding="utf-8")
    for sentences in (ENGLISH, SPANISH):
        text = text.replace(sentences[0], f"{sentences[0]} {sentences[1]}", 1)
    pattern = {".tsv": r"2\t.*\n", ".tmx": r'<tu tuid="2">.*</tu>\n', ".xlf": r'<segment id="s2".*</segment>\n'}
    path.write_text(re.sub(f"(?m)^{pattern[path.suffix]}", "", text, count=1), encoding="utf-8")


@pytest.mark.parametrize(("suffix", "unit"), [("tmx", "units"), ("xlf", "segments")])
def test_a_merge_in_a_file_of_ours_is_told_by_the_kind(suffix, unit, folder):
    merged(folder / f"a.{suffix}")
    result = run("align", *TEXTS, "--keep", f"a.{suffix}", "-o", "new.json", cwd=folder)
    assert line(result.stderr) == f"a.{suffix}: 7 {unit}, 1 changed, 0 confirmed"
    assert human(folder / "new.json") == {(range(2), range(2), "changed")}


def test_statuses_in_files_for_translation_tools_are_kept(folder):
    text = (folder / "a.tmx").read_text(encoding="utf-8")
    changed = text.replace('<tu tuid="3">', '<tu tuid="3"><prop type="x-status">confirmed</prop>')
    (folder / "a.tmx").write_text(changed, encoding="utf-8")
    text = (folder / "a.xlf").read_text(encoding="utf-8")
    (folder / "a.xlf").write_text(text.replace('id="s3" state="translated"', 'id="s3" state="final"'), encoding="utf-8")
    for name in ("a.tmx", "a.xlf"):
        assert run("align", *TEXTS, "--keep", name, "-o", "new.json", "--force", cwd=folder).returncode == 0
        assert human(folder / "new.json") == {(one(2), one(2), "confirmed")}


def test_a_table_has_no_statuses_so_that_all_its_pairs_are_kept(folder):
    merged(folder / "a.tsv")
    text = (folder / "a.tsv").read_text(encoding="utf-8")
    (folder / "a.tsv").write_text(text.replace("a white horse", "a black horse"), encoding="utf-8")
    result = run("align", *TEXTS, "--keep", "a.tsv", "-o", "new.json", cwd=folder)
    lost = "1 not understood (line 8: its source (My brother bought a black horse.) is not in a.en.txt)"
    assert line(result.stderr) == f"aligner: a.tsv: 7 lines, 1 changed, 5 confirmed, {lost}"
    singles = {(one(i), one(i), "confirmed") for i in range(2, 7)}
    assert human(folder / "new.json") == {(range(2), range(2), "changed"), *singles}


def test_of_another_programs_memory_the_pairs_in_the_texts_are_kept_in_any_order(folder):
    wrong = [
        (SPANISH[3], ENGLISH[5]),
        ("No hay nada.", "There is nothing."),
        (SPANISH[0], f"{ENGLISH[0]} {ENGLISH[1]}"),
    ]
    units = "".join(
        f'<tu><tuv xml:lang="es"><seg>{es}</seg></tuv><tuv xml:lang="en"><seg>{en}</seg></tuv></tu>' for es, en in wrong
    )
    memory = f'<tmx version="1.4"><header creationtool="OmegaT" srclang="es"/><body>{units}</body></tmx>'
    (folder / "memory.tmx").write_text(memory, encoding="utf-8")
    result = run("align", *TEXTS, "--keep", "memory.tmx", "-o", "new.json", cwd=folder)
    assert "memory.tmx: 3 units, 2 found in the texts" in result.stderr.splitlines()
    assert human(folder / "new.json") == {(one(5), one(3), "confirmed"), (range(2), one(0), "confirmed")}
    refused = run("align", *TEXTS, "--keep", "memory.tmx", "-o", "memory.tmx", cwd=folder)
    assert (refused.returncode, "1 of its units would be lost (unit 2:" in refused.stderr) == (3, True)


def test_a_ladder_has_no_text_to_be_found_by(folder):
    (folder / "a.ladder").write_text("[0]:[0]\n")
    result = run("align", *TEXTS, "--keep", "a.ladder", "-o", "new.json", cwd=folder)
    assert result.returncode == 3
    assert "a.ladder: holds sentence numbers but no text; give one of .tsv .json" in result.stderr


def test_a_workbook_with_a_persons_work_is_not_overwritten_unless_it_is_kept(folder):
    command = ("align", *TEXTS, "-o", "a.xlsx")
    assert run(*command, cwd=folder).returncode == 0  # nobody has saved it
    edit(folder / "a.xlsx", lambda sheet: None)
    assert run(*command, cwd=folder).returncode == 0  # nobody has changed it
    edit(folder / "a.xlsx", lambda sheet: move_up(sheet, 3))
    before = (folder / "a.xlsx").read_bytes()
    result = run(*command, cwd=folder)
    assert (result.returncode, "a.xlsx: holds beads that a person" in result.stderr) == (3, True)
    assert (folder / "a.xlsx").read_bytes() == before
    assert run(*command, "--keep", "a.xlsx", cwd=folder).returncode == 0
    assert human(folder / "a.xlsx") == {(range(2), range(2), "changed")}


def test_a_workbook_that_somebody_saved_and_nobody_understands_is_not_overwritten(folder):
    command = ("align", *TEXTS, "-o", "a.xlsx")
    assert run(*command, cwd=folder).returncode == 0
    edit(folder / "a.xlsx", lambda sheet: sheet.delete_rows(1))
    assert run(*command, cwd=folder).returncode == 3


def twenty(sheet: Any) -> None:
    """Twenty edits as people make them, after the first rows: rows are counted as in the sheet of eight copies."""
    sheet["F3"] = "Nos quedamos todos en casa."  # 1 retyped
    sheet["E4"] = "Nobody came to this door. "  # 2 retyped, with a blank after it
    move_up(sheet, 6)  # 3 merged, the row emptied
    move_up(sheet, 9)  # 4 merged, the row to be deleted
    sheet["F12"], sheet["F13"] = None, f"{sheet['F12'].value}\n{sheet['F13'].value}"  # 5 moved down
    sheet["F15"], sheet["F16"] = sheet["F16"].value, sheet["F15"].value  # 6 exchanged
    sheet["E18"] = f"{sheet['E18'].value}{sheet['E19'].value}"  # 7 joined without a blank
    sheet["F18"] = f"{sheet['F18'].value}{sheet['F19'].value}"
    sheet["E19"] = sheet["F19"] = ""
    sheet["H21"] = "confirmed"  # 8
    sheet["H22"] = "Confirmed "  # 9
    sheet["H23"] = "changed"  # 10
    sheet["H24"] = "ok"  # 11 not a status
    sheet["F26"] = None  # 12 a target cleared
    sheet["F27"] = 1997  # 13 a number
    sheet["E28"], sheet["F28"] = f" {sheet['E28'].value}", f"{sheet['F28'].value}\n"  # 14 white space
    sheet["F29"].font = openpyxl.styles.Font(bold=True)  # 15 formatted
    sheet["G30"] = "see note"  # 16 something in the flags
    sheet.column_dimensions["D"].hidden = True  # 17 a column hidden
    sheet.append([None] * 4 + ["The end.", "Fin."])  # 18 a row added
    sheet.delete_rows(32, 2)  # 19 rows deleted
    sheet.delete_rows(9)  # 20 the merged one deleted


@needs_office
def test_twenty_edits_saved_by_libreoffice_are_taken_and_said(tmp_path):
    for name, sentences in zip(TEXTS, (ENGLISH, SPANISH), strict=True):
        chapters = [[f"{k} {sentence}" for sentence in sentences] for k in range(1, 6)]
        (tmp_path / name).write_text("\n\n".join(" ".join(chapter) for chapter in chapters), encoding="utf-8")
    assert run("align", *TEXTS, "-o", "a.xlsx", "-o", "a.json", "-q", cwd=tmp_path).returncode == 0
    assert len(beads(tmp_path / "a.json")) == 40
    edit(tmp_path / "a.xlsx", twenty)
    saved_by_office(tmp_path / "a.xlsx", "xlsx")
    result = run("convert", "office/a.xlsx", "-o", "book.json", cwd=tmp_path)
    counts = "36 rows, 13 changed, 2 confirmed, 2 deleted and left out (id 31, id 32)"
    doubt = "row 23: status should be one of auto, confirmed, changed, not 'ok'"
    assert line(result.stderr) == f"aligner: office/a.xlsx: {counts}, 1 not understood ({doubt})"
    result = run("align", *TEXTS, "--keep", "office/a.xlsx", "-o", "new.json", cwd=tmp_path)
    counts = "13 changed, 2 confirmed, 3 of 3 edited sentences found, 2 deleted and aligned again (id 31, id 32)"
    assert f"{counts}, 2 not understood" in line(result.stderr)
    assert "also row 39" in line(result.stderr)
    assert human(tmp_path / "new.json") == {
        (one(1), one(1), "changed"),
        (one(2), one(2), "changed"),
        (range(3, 5), range(3, 5), "changed"),
        (range(6, 8), range(6, 8), "changed"),
        (one(10), range(0), "changed"),
        (one(11), range(10, 12), "changed"),
        (one(13), one(14), "changed"),
        (one(14), one(13), "changed"),
        (range(16, 18), range(16, 18), "changed"),
        (one(19), one(19), "confirmed"),
        (one(20), one(20), "confirmed"),
        (one(21), one(21), "changed"),
        (one(24), range(0), "changed"),
        (one(25), one(25), "changed"),
    }
