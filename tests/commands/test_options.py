"""What options mean together, and which of them contradict each other."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import factories
import pytest
from commandline import run, run_text, start

from aligner.formats import write
from aligner.read import readers

ENGLISH, SPANISH = "It rained. We stayed at home.\n", "Llovía. Nos quedamos en casa.\n"
BOTH = f"{ENGLISH}\n{SPANISH}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path, text in {
        "a.en.txt": ENGLISH,
        "a.es.txt": SPANISH,
        "both/one.txt": BOTH,
        "both/two.txt": BOTH,
        "en/a.txt": ENGLISH,
        "es/a.txt": SPANISH,
    }.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    write(factories.small(), tmp_path / "a.json")
    (tmp_path / "pairs.tsv").write_text("".join(f"haus{n % 7}\tmaison{n % 7}\n" for n in range(50)))
    return tmp_path


# A command line that asks for two things at once, and the end of what is said.
CONTRADICTIONS = {
    "--to beside a suffix": (
        "align a.en.txt a.es.txt -o a.html --to tsv",
        "--to tsv is for folders and -, and none is written; the suffix of a file chooses its format",
    ),
    "several formats on stdout": (
        "convert a.json -o - --to tsv,html",
        "--to names several formats, and - takes one; give -o a folder",
    ),
    "quiet and verbose": (
        "align a.en.txt a.es.txt -q -v",
        "--quiet and --verbose contradict each other",
    ),
    "quiet and verbose training": (
        "train pairs.tsv -o x.lexicon -q -v",
        "--quiet and --verbose contradict each other",
    ),
    "no number": (
        "align a.en.txt a.es.txt --min-score nan",
        "Invalid value for '--min-score': nan is not in the range 0<=x<=1.",
    ),
    "a name that cannot be left out": (
        "convert a.json -o a.tsv --without colour",
        "Invalid value for '--without': 'colour' is none of paragraph, heading, item, code, cell, number, name, "
        "length, untranslated, omitted, added, inconsistent, question, markup, moved, low, null, and no kind such as "
        "2-1",
    ),
    "no number for a gate": (
        "evaluate a.json a.json --fail-under NaN",
        "Invalid value for '--fail-under': NaN is not in the range 0<=x<=1.",
    ),
    "a format for a file": (
        "align a.en.txt a.es.txt --from md",
        "--from is for a text on stdin; the suffix of a file chooses its format",
    ),
    "a table for spreadsheets that is none": (
        "align a.en.txt a.es.txt -o a.html --excel",
        "--excel is for .tsv, and none is written; .xlsx needs no option",
    ),
    "subfolders of a file": ("align a.en.txt a.es.txt --recursive", "--recursive is for folders"),
    "a name without suffix for one document": (
        "align a.en.txt a.es.txt -o out",
        "Invalid value for '-o': out: its suffix chooses the format; use one of .tsv, .json, .ladder, .html, .tmx, "
        ".xlf, .xlsx, .epub, .parquet, .hunalign, .map, .moses, .xces, .tei, or end a folder in /",
    ),
}


@pytest.mark.parametrize("case", CONTRADICTIONS)
def test_contradictions_are_usage_errors(case, folder):
    line, said = CONTRADICTIONS[case]
    done = run_text(*line.split(), cwd=folder)
    assert done.returncode == 2, done.stderr
    assert done.stderr.splitlines()[-1] == f"Error: {said}"
    assert not (folder / "output").exists()


@pytest.mark.parametrize(
    "line",
    [["align", "", "-o", "x.tsv"], ["align", "a.en.txt", ""], ["align", "both", "-o", ""], ["convert", "", "-o", "x"]],
)
def test_an_empty_name_is_a_usage_error(line, folder):
    done = run_text(*line, cwd=folder)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == "Error: one of the names is empty; is a variable of the shell unset?"


def test_a_lexicon_of_other_languages_is_refused_before_any_text_is_read(folder):
    assert run_text("train", "pairs.tsv", "--lang", "de,fr", "-o", "de-fr.lexicon", cwd=folder).returncode == 0
    line = ("align", "missing.txt", "a.es.txt", "--lexicon", "de-fr.lexicon", "--lang", "en,es")
    done = run_text(*line, cwd=folder)
    assert done.returncode == 3
    assert "the texts are en-es, and --lexicon is for de-fr" in done.stderr


@pytest.mark.parametrize("line", ["align both -o out", "align en es -o out --to tsv", "convert a.json -o out --to tsv"])
def test_a_name_without_suffix_is_a_folder_where_nothing_else_makes_sense(line, folder):
    assert run_text(*line.split(), cwd=folder).returncode == 0
    assert list((folder / "out").glob("*.tsv"))


def test_no_command_shows_the_help(tmp_path):
    bare = run_text(cwd=tmp_path)
    assert bare.returncode == 0 and not bare.stderr
    assert bare.stdout == run_text("--help", cwd=tmp_path).stdout


def test_help_keeps_to_the_width_of_the_terminal(tmp_path):
    help = start("align", "--help", cwd=tmp_path, COLUMNS="64").stdout.decode()
    examples = [line for line in help.splitlines() if line.startswith("  aligner ")]
    assert max(len(line) for line in help.splitlines() if line not in examples) <= 64


@pytest.mark.parametrize("format", ["json", "tsv", ".TMX", "xlsx", "xlf"])
def test_an_alignment_comes_from_stdin_in_any_format(format, folder):
    suffix = format.lower().removeprefix(".")
    write(factories.small(), folder / f"b.{suffix}")
    data = (folder / f"b.{suffix}").read_bytes()
    done = run("convert", "-", "--from", format, "-o", "-", cwd=folder, stdin=data)
    assert done.returncode == 0, done.stderr
    assert run("convert", f"b.{suffix}", "-o", "c.tsv", cwd=folder).returncode == 0
    assert done.stdout == (folder / "c.tsv").read_bytes()


def test_stdin_is_one_of_two_texts_but_not_both(folder):
    done = run("align", "a.en.txt", "-", "-o", "out/", cwd=folder, stdin=SPANISH.encode())
    assert done.returncode == 0, done.stderr
    assert {path.name for path in (folder / "out").iterdir()} == {f"a-stdin.{name}" for name in ("tsv", "html", "json")}
    both = run_text("align", "-", "-", cwd=folder)
    assert both.returncode == 3
    assert both.stderr.startswith("aligner: standard input: can hold only one of two texts; name a file")


def test_stdin_without_a_format_is_refused(folder):
    done = run_text("convert", "-", "-o", "a.tsv", cwd=folder)
    assert done.returncode == 3
    assert done.stderr.startswith("aligner: standard input: has no suffix; name its format, one of .tsv, .json, ")


def test_a_file_with_an_odd_suffix_is_read_as_asked_for(folder):
    (folder / "a.json").rename(folder / "saved.bak")
    assert run_text("convert", "saved.bak", "--from", "json", "-o", "a.tsv", cwd=folder).returncode == 0
    assert (folder / "a.tsv").exists()


def test_a_text_on_stdin_is_read_as_asked_for(folder):
    text = "# Rain\n\nIt *rained*. We stayed at home.\n\n# Lluvia\n\nLlovía. Nos quedamos en casa.\n"
    (folder / "stdin.md").write_text(text, encoding="utf-8")
    done = run("align", "-", "--from", "md", "-o", "-", cwd=folder, stdin=text.encode())
    assert run("align", "stdin.md", "-o", "file.tsv", cwd=folder).returncode == 0
    assert done.stdout == (folder / "file.tsv").read_bytes()


def test_either_side_may_be_on_stdin_in_the_format_that_is_named(folder):
    sides = {"en": "# Rain\n\nIt *rained*. We stayed at home.\n", "es": "# Lluvia\n\nLlovía. Nos quedamos en casa.\n"}
    for language, text in sides.items():
        (folder / f"side.{language}.md").write_text(text, encoding="utf-8")
    assert run("align", "side.en.md", "side.es.md", "-o", "file.tsv", cwd=folder).returncode == 0
    for given, language in (("- side.es.md", "en"), ("side.en.md -", "es")):
        done = run("align", *given.split(), "--from", "md", "-o", "-", cwd=folder, stdin=sides[language].encode())
        assert done.stdout == (folder / "file.tsv").read_bytes()


@pytest.mark.parametrize("files", [("a.en.txt", "b.pdf"), ("b.pdf", "a.es.txt")])
def test_a_missing_library_is_named_with_the_file_that_needs_it(files, folder, monkeypatch):
    (folder / "b.pdf").write_bytes(b"%PDF-1.4\n")
    monkeypatch.setattr(readers, "find_spec", lambda name: None if name == "pypdfium2" else find_spec(name))
    done = run_text("align", *files, cwd=folder)
    assert done.returncode == 4
    assert done.stderr == "aligner: b.pdf: reading .pdf needs pypdfium2; pip install 'aligner[pdf]'\n"


def test_documents_whose_results_are_there_are_skipped(folder):
    assert run_text("align", "both", "-o", "out/", cwd=folder).returncode == 0
    (folder / "out" / "one.html").unlink()
    (folder / "out" / "two.tsv").write_text("mine")
    done = run_text("align", "both", "-o", "out/", "--skip-existing", cwd=folder)
    assert done.returncode == 0
    assert done.stderr.splitlines()[-1] == "1 document skipped: the results are there"
    assert (folder / "out" / "one.html").exists()
    assert (folder / "out" / "two.tsv").read_text() == "mine"
    again = run_text("align", "both", "-o", "out/", "--skip-existing", cwd=folder)
    assert (again.returncode, again.stderr) == (0, "2 documents skipped: the results are there\n")


def test_rows_are_said_as_they_finish_and_failures_among_them(folder):
    (folder / "both" / "oh.txt").write_text("")
    lines = run_text("align", "both", "-o", "out/", cwd=folder).stderr.splitlines()
    assert [line.split()[0] for line in lines] == ["oh", "document", "one", "two"]
