"""Nothing that a command reads is overwritten by what it writes, and no two results share a file."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import factories
import pytest
from commandline import run_text

from aligner.formats import write

ENGLISH, SPANISH = "It rained. We stayed at home.\n", "Llovía. Nos quedamos en casa.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Texts in two files, in one file, and in two folders; an alignment; links to some of them."""
    for path, text in {
        "a.en.html": ENGLISH,
        "a.es.html": SPANISH,
        "both.tsv": "source\ttarget\nIt rained.\tLlovía.\n",
        "words.json": "approx\n",
        "output/both.tsv": "It rained.\tLlovía.\n",
        "en/day.html": ENGLISH,
        "es/day.html": SPANISH,
    }.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    write(factories.small(), tmp_path / "book.json")
    write(factories.small(), tmp_path / "book.tmx")
    write(factories.small(), tmp_path / "book.xces")
    (tmp_path / "link.html").symlink_to("a.en.html")
    os.link(tmp_path / "a.en.html", tmp_path / "second.html")
    (tmp_path / "there").symlink_to("en", target_is_directory=True)
    return tmp_path


# A command line that would overwrite what it reads.
OVERWRITING = {
    "the source": "align a.en.html a.es.html -o a.en.html",
    "the target, and --force": "align a.en.html a.es.html -o a.es.html --force",
    "by another way to write it": "align a.en.html a.es.html -o output/../a.en.html",
    "by a link": "align a.en.html a.es.html -o link.html",
    "by a second name": "align a.en.html a.es.html -o second.html",
    "the source is given by a link": "align link.html a.es.html -o a.en.html",
    "one of several results": "align a.en.html a.es.html -o a.json -o a.en.html",
    "a file of both languages": "align both.tsv -o both.tsv",
    "by the default name": "align output/both.tsv",
    "in a folder": "align both.tsv -o ./",
    "in two folders": "align en es -o en/",
    "in two folders, by a link": "align en es -o there/",
    "the abbreviations": "align both.tsv --abbreviations words.json -o words.json",
    "convert": "convert book.tmx -o book.tmx",
    "convert, in a folder": "convert book.json -o ./",
    "convert, a folder": "convert book.xces -o book.xces",
    "convert, a text of a ladder": "convert a.ladder a.en.html a.es.html -o a.es.html",
    "train": "train both.tsv --lang en,es -o both.tsv",
}


@pytest.mark.parametrize("case", OVERWRITING)
def test_what_is_read_is_not_overwritten(case, folder):
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    done = run_text(*OVERWRITING[case].split(), cwd=folder)
    assert done.returncode == 3, done.stderr
    assert "one of the files to read" in done.stderr
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("line", ["align - --from tsv -o both.tsv", "convert - --from tmx -o book.tmx"])
def test_a_file_on_stdin_is_not_overwritten(line, folder):
    path = folder / line.rpartition(" ")[2]
    before = path.read_bytes()
    with path.open("rb") as stdin:
        command = [sys.executable, "-m", "aligner", *line.split()]
        done = subprocess.run(
            command, cwd=folder, stdin=stdin, capture_output=True, text=True, timeout=120, check=False
        )
    assert done.returncode == 3
    assert "is one of the files to read, by standard input" in done.stderr
    assert path.read_bytes() == before


def test_a_persons_work_is_no_place_for_a_lexicon(folder):
    done = run_text("train", "both.tsv", "--lang", "en,es", "-o", "book.json", cwd=folder)
    assert done.returncode == 3
    assert "a person confirmed or changed" in done.stderr


def test_a_workbook_into_which_work_was_kept_is_not_overwritten(folder):
    files = ("a.en.html", "a.es.html")
    assert run_text("convert", "book.json", "-o", "book.xlsx", cwd=folder).returncode == 0
    before = (folder / "book.xlsx").read_bytes()
    done = run_text("align", *files, "-o", "book.xlsx", cwd=folder)
    assert done.returncode == 3 and "a person confirmed or changed" in done.stderr
    assert (folder / "book.xlsx").read_bytes() == before
    assert run_text("align", *files, "-o", "new.xlsx", cwd=folder).returncode == 0
    assert run_text("align", *files, "-o", "new.xlsx", cwd=folder).returncode == 0


def test_a_link_is_named_with_what_it_leads_to(folder):
    done = run_text("align", "a.en.html", "a.es.html", "-o", "link.html", cwd=folder)
    assert done.stderr == (
        "aligner: link.html: would overwrite a.en.html, one of the files to read; give -o another name\n"
    )


@pytest.mark.parametrize(
    "line",
    [
        "check book.tmx -o book.json",
        "check book.tmx -o r.txt -o page.html",
        "glossary book.tmx -o table.tsv",
        "match en es -o table.tsv",
    ],
)
def test_what_is_no_alignment_does_not_take_the_place_of_one(line, folder):
    for name in ("page.html", "table.tsv"):
        write(factories.small(), folder / name)
    output = folder / line.rpartition(" ")[2]
    before = output.read_bytes()
    done = run_text(*line.split(), cwd=folder)
    assert done.returncode == 3
    assert done.stderr == f"aligner: {output.name}: is an alignment, and would be overwritten; give -o another name\n"
    assert output.read_bytes() == before and not (folder / "r.txt").exists()


def test_a_report_is_written_again_into_the_folder_that_was_checked(folder):
    for _ in range(2):
        done = run_text("check", ".", "-o", "check.json", "-o", "check.html", cwd=folder)
        assert (done.returncode, done.stderr.count("\n")) == (0, 1), done.stderr


@pytest.mark.parametrize("outputs", ["-o a.tsv -o ./a.tsv", "-o - -o -", "-o out/ --to tsv,tsv+excel"])
def test_two_results_do_not_share_a_place(outputs, folder):
    done = run_text("align", "a.en.html", "a.es.html", *outputs.split(), cwd=folder)
    assert done.returncode == 3
    assert "two results would go to it" in done.stderr
    assert not (folder / "a.tsv").exists() and not (folder / "out").exists()
