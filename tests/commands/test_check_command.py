"""`aligner check`: what it says, writes and exits with."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from commandline import run, run_text
from factories import bead, block

from aligner.formats import write
from aligner.model import Alignment, Document

ENGLISH = ("It was built in 1880.", "Nobody came that day.", "The price was 30 francs.")
SPANISH = ("Fue construida en 1890.", "No vino nadie aquel día.", "El precio era de 31 francos.")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    documents = Document("a", "en", (block(*ENGLISH),)), Document("a", "es", (block(*SPANISH),))
    alignment = Alignment(*documents, tuple(bead(str(k), str(k), 0.99) for k in range(3)))
    write(alignment, tmp_path / "a.json")
    beads = (alignment.beads[0], alignment.beads[1], replace(alignment.beads[2], status="confirmed"))
    write(replace(alignment, beads=beads), tmp_path / "settled.json")
    write(alignment, tmp_path / "memory.tmx")
    (tmp_path / "empty").mkdir()
    return tmp_path


def test_the_worst_is_shown_with_totals(folder):
    done = run_text("check", "a.json", cwd=folder)
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert lines[0] == "a.json: 3 beads, 2 worth a look"
    assert "2  number" in lines
    assert lines[lines.index("1  number: 1880 | 1890") + 1].strip() == ENGLISH[0]
    assert done.stderr == ""


def test_what_a_person_confirmed_is_not_looked_at(folder):
    done = run_text("check", "settled.json", cwd=folder)
    first = done.stdout.splitlines()[0]
    assert first == "settled.json: 3 beads, 1 worth a look, 1 confirmed by a person and not looked at"


def test_a_memory_from_elsewhere_and_stdin_are_checked_too(folder):
    done = run_text("check", "memory.tmx", "a.json", "--json", cwd=folder)
    found = json.loads(done.stdout)
    assert found["totals"] == {"number": 4}
    assert [one["flagged"] for one in found["files"]] == [2, 2]


def test_notes_on_what_comes_by_stdin_name_it_so(folder):
    memory = re.sub(rb"<prop[^>]*>[^<]*</prop>", b"", (folder / "memory.tmx").read_bytes())
    done = run("check", "-", "--from", "tmx", cwd=folder, stdin=memory)
    assert done.stderr == b"standard input: 3 of 3 units have no score that can be used and get 1\n"


def test_a_folder_stands_for_the_alignments_in_it_each_once(folder):
    done = run_text("check", ".", "--json", cwd=folder)
    assert [one["file"] for one in json.loads(done.stdout)["files"]] == ["a.json", "memory.tmx", "settled.json"]
    run_text("convert", "a.json", "-o", "a.tmx", "-o", "a.tsv", cwd=folder)
    done = run_text("check", ".", "--json", cwd=folder)
    assert [one["file"] for one in json.loads(done.stdout)["files"]] == ["a.json", "memory.tmx", "settled.json"]
    (folder / "memories").mkdir()
    (folder / "memory.tmx").rename(folder / "memories" / "memory.tmx")
    done = run_text("check", "memories", "a.json", "--json", cwd=folder)
    assert [one["file"] for one in json.loads(done.stdout)["files"]] == ["memories/memory.tmx", "a.json"]


def test_reports_are_written_by_their_suffixes_and_nothing_to_stdout(folder):
    done = run_text("check", "a.json", "-o", "r.html", "-o", "r.tsv", cwd=folder)
    assert done.stdout == ""
    assert done.stderr == "a.json: 3 beads, 2 worth a look: 2 number\n"
    assert (folder / "r.tsv").read_text(encoding="utf-8").count("\n") == 3
    assert "<title>Worth a look · a.json</title>" in (folder / "r.html").read_text(encoding="utf-8")


def test_a_table_goes_to_stdout_too(folder):
    done = run_text("check", "a.json", "-o", "-", "-o", "r.tsv", cwd=folder)
    assert done.stdout == (folder / "r.tsv").read_text(encoding="utf-8") != ""
    assert done.stderr == "a.json: 3 beads, 2 worth a look: 2 number\n"


def test_what_cannot_be_read_does_not_keep_the_others_from_being_checked(folder):
    (folder / "broken.tmx").write_text("<tmx", encoding="utf-8")
    done = run_text("check", ".", "missing.json", "--fail-on", "number", "-o", "r.tsv", "-q", cwd=folder)
    assert done.returncode == 3
    broken, missing, shut = done.stderr.splitlines()
    assert broken.startswith("aligner: broken.tmx: is not well-formed XML")
    assert missing.startswith("aligner: missing.json: cannot be read: no such file")
    assert "number, and --fail-on allows 0" in shut
    assert "settled.json\t" in (folder / "r.tsv").read_text(encoding="utf-8")
    (folder / "memory.tmx").write_text("<tmx", encoding="utf-8")
    done = run_text("check", "broken.tmx", "memory.tmx", "-o", "none.tsv", cwd=folder)
    assert done.returncode == 3 and not (folder / "none.tsv").exists()


@pytest.mark.parametrize(
    ("gates", "code", "said"),
    [
        (["number"], 1, "aligner: 2 number, and --fail-on allows 0\n"),
        (["number:2", "any:3"], 1, "aligner: 2 number, and --fail-on allows 1\n"),
        (["any:2"], 1, "aligner: 2 remarks, and --fail-on allows 1\n"),
        (["number:3", "moved", "any:3"], 0, ""),
    ],
)
def test_the_gate(gates, code, said, folder):
    options = [word for gate in gates for word in ("--fail-on", gate)]
    done = run_text("check", "a.json", *options, cwd=folder)
    assert (done.returncode, done.stderr) == (code, said)


def test_only_some_flags(folder):
    done = run_text("check", "a.json", "--only", "name,markup", "--fail-on", "any", cwd=folder)
    assert (done.returncode, done.stdout) == (0, "a.json: 3 beads, 0 worth a look\n")


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("check a.json --fail-on colour", 2, "Error: Invalid value for '--fail-on': 'colour' is none of any, number"),
        ("check a.json --fail-on number:0", 2, "Error: Invalid value for '--fail-on': '0' in 'number:0' is no number"),
        ("check a.json --only colour", 2, "Error: Invalid value for '--only': 'colour' is none of number"),
        ("check a.json -o r.pdf", 2, "Error: Invalid value for '-o': r.pdf: its suffix chooses the format; use one of"),
        ("check a.json -o a.json", 3, "aligner: a.json: is one of the files to read, and would be overwritten"),
        ("check a.json -q -v", 2, "Error: --quiet and --verbose contradict each other"),
        ("check a.json --json -o -", 2, "Error: --json and -o - both write to stdout; give one of them"),
        ("check - -", 2, "Error: - (stdin) can be read only once"),
        ("check text.txt", 3, "aligner: text.txt: no such file"),
        ("check empty", 3, "aligner: empty: holds no alignments; put .tsv, .json"),
        ("check . -o a.json", 3, "aligner: a.json: is one of the files to read, and would be overwritten"),
        ("check", 2, "Error: Missing argument 'ALIGNMENT...'"),
    ],
)
def test_what_cannot_be_done_is_said(line, code, said, folder):
    done = run_text(*line.split(), cwd=folder)
    assert done.returncode == code
    assert done.stderr.splitlines()[-1].startswith(said)
