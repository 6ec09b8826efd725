"""``aligner glossary``: what it reads, writes, says and refuses."""

from __future__ import annotations

import shutil
from pathlib import Path

import factories
import pytest
from commandline import run, run_text

import aligner

ROOT = Path(__file__).parents[2]


def rows(text: str) -> list[dict[str, str]]:
    header, *lines = (line.split("\t") for line in text.splitlines())
    return [dict(zip(header, line, strict=True)) for line in lines]


@pytest.fixture
def seed(tmp_path: Path) -> Path:
    """A saved alignment in a folder of its own."""
    folder = tmp_path / "results"
    folder.mkdir()
    return Path(shutil.copy(ROOT / "output" / "000_215b9af7a414cca5.json", folder / "seed.json"))


def test_the_seeds_are_listed_as_they_always_were(golden):
    pytest.importorskip("simplemma")
    done = run("glossary", "seeds/", cwd=ROOT)
    assert done.returncode == 0
    golden("seeds.glossary.tsv", done.stdout)


def test_a_text_in_one_language_gives_its_glosses(tmp_path):
    done = run_text("glossary", "seeds/001_d682cf8ca2d620ee.txt", "-q", cwd=ROOT)
    found = {(row["source"], row["target"], row["kind"], row["examples"]) for row in rows(done.stdout)}
    assert ("Colectivo Resistencia Sur", "Southern Resistance Collective", "gloss", "line 9") in found
    assert done.stderr == ""


def test_an_alignment_gives_the_same_terms_in_whatever_format_it_is(seed, tmp_path):
    alignment = aligner.load(seed)
    expected = rows(run_text("glossary", seed, cwd=tmp_path).stdout)
    assert expected
    for suffix in (".tsv", ".tmx", ".xlsx"):
        pytest.importorskip("openpyxl")
        path = tmp_path / f"other{suffix}"
        aligner.write(alignment, path)
        found = rows(run_text("glossary", path, cwd=tmp_path).stdout)
        assert {(row["source"], row["target"]) for row in found} == {(row["source"], row["target"]) for row in expected}


def test_a_short_text_of_many_names_is_in_one_of_the_languages_that_the_user_names(tmp_path):
    text = "The Frente de Izquierda (Left Front) met in Rosario (Santa Fe). The Partido Obrero (PO) spoke in Lima.\n"
    (tmp_path / "short.txt").write_text(text, encoding="utf-8")
    done = run_text("glossary", "short.txt", "--lang", "en,es", cwd=tmp_path)
    assert ("Frente de Izquierda", "Left Front", "es,en") in {
        (row["source"], row["target"], row["languages"]) for row in rows(done.stdout)
    }


def test_what_cannot_be_read_does_not_keep_the_others_from_being_listed(seed, tmp_path):
    expected = rows(run_text("glossary", seed, cwd=tmp_path).stdout)
    (seed.parent / "broken.tmx").write_text("<tmx", encoding="utf-8")
    (seed.parent / "empty.md").write_text("", encoding="utf-8")
    done = run_text("glossary", "results", "-q", cwd=tmp_path)
    assert done.returncode == 3
    assert {row["source"] for row in rows(done.stdout)} == {row["source"] for row in expected}
    empty, broken = done.stderr.splitlines()
    assert empty.startswith("aligner: results/empty.md: the file is empty")
    assert broken.startswith("aligner: results/broken.tmx: is not well-formed XML")
    seed.unlink()
    done = run_text("glossary", "results", "-o", "terms.tsv", cwd=tmp_path)
    assert done.returncode == 3 and len(done.stderr.splitlines()) == 2
    assert not (tmp_path / "terms.tsv").exists()


def test_of_a_folder_of_results_each_alignment_is_read_once(seed, tmp_path):
    expected = run_text("glossary", seed, cwd=tmp_path).stdout
    for suffix in (".tsv", ".html", ".tmx"):
        aligner.write(aligner.load(seed), seed.with_suffix(suffix))
    assert run_text("glossary", seed.parent, cwd=tmp_path).stdout == expected


def test_several_alignments_and_texts_make_one_table(seed, tmp_path):
    done = run_text("glossary", seed, ROOT / "seeds" / "002_13b205a0ef2641d0.txt", cwd=tmp_path)
    kinds = [row["kind"] for row in rows(done.stdout)]
    assert {"term", "gloss", "expansion"} <= set(kinds)
    assert all("seed.json, bead" in row["examples"] for row in rows(done.stdout) if row["kind"] == "term")
    assert "standard output: " in done.stderr and "glosses" in done.stderr


def test_stdin_is_a_text_or_with_from_an_alignment(seed, tmp_path):
    text = (ROOT / "seeds" / "001_d682cf8ca2d620ee.txt").read_bytes()
    assert b"Pan y Rosas" in run("glossary", "-", cwd=tmp_path, stdin=text).stdout
    given = run("glossary", "-", "--from", "json", cwd=tmp_path, stdin=seed.read_bytes())
    assert given.stdout == run("glossary", seed, cwd=tmp_path).stdout


def test_the_suffix_chooses_the_format(seed, tmp_path):
    pytest.importorskip("openpyxl")
    for name, start in (("a.tsv", b"source\t"), ("a.xlsx", b"PK"), ("a.tbx", b"<?xml")):
        assert run("glossary", seed, "-o", name, cwd=tmp_path).returncode == 0
        assert (tmp_path / name).read_bytes().startswith(start)


def test_max_keeps_the_first_entries(seed, tmp_path):
    every = run_text("glossary", seed, cwd=tmp_path).stdout.splitlines()
    assert run_text("glossary", seed, "--max", "3", cwd=tmp_path).stdout.splitlines() == every[:4]


def test_a_lexicon_of_the_users_is_used_in_its_direction(seed, tmp_path):
    lexicon = aligner.train([("unity", "unidad")] * 5, languages=("es", "de"))
    lexicon.save(tmp_path / "other.lexicon")
    done = run_text("glossary", seed, "--lexicon", "other.lexicon", cwd=tmp_path)
    assert done.returncode == 3
    assert "the texts are en-es, and --lexicon is for es-de" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["nothing.json"], 3, "nothing.json: no such file; check the name"),
        (["empty"], 3, "empty: holds no alignments and no texts; name files, or another folder"),
        (["results/seed.json", "-o", "a.pdf"], 3, "a.pdf: its suffix chooses the format; use one of .tsv, .xlsx, .tbx"),
        (["results/seed.json", "-o", "empty"], 3, "its name has no suffix that chooses a format"),
        (["results/seed.json", "--min-count", "0"], 2, "0 is not in the range x>=1"),
        (["results/seed.json", "--min-score", "2"], 2, "not in the range 0<=x<=1"),
        (["results/seed.json", "-q", "-v"], 2, "--quiet and --verbose contradict each other"),
        (["results/seed.json", ""], 2, "one of the names is empty"),
        ([], 2, "Missing argument"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(seed, tmp_path, arguments, code, said):
    (tmp_path / "empty").mkdir()
    done = run_text("glossary", *arguments, cwd=tmp_path)
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_what_is_read_is_not_overwritten(tmp_path):
    path = tmp_path / "pairs.tsv"
    aligner.write(factories.small(), path)
    before = path.read_bytes()
    done = run_text("glossary", path, "-o", path, cwd=tmp_path)
    assert done.returncode == 3
    assert "would be overwritten; give -o another name" in done.stderr
    assert path.read_bytes() == before


def test_a_workbook_that_a_person_has_worked_on_is_not_overwritten(seed, tmp_path):
    pytest.importorskip("openpyxl")
    path = tmp_path / "work.xlsx"
    aligner.write(factories.small(), path)  # which has confirmed beads
    before = path.read_bytes()
    assert run("glossary", seed, "-o", path, cwd=tmp_path).returncode == 3
    assert path.read_bytes() == before
    assert run("glossary", seed, "-o", path, "--force", cwd=tmp_path).returncode == 0


def test_a_glossary_that_a_person_has_saved_is_not_overwritten(seed, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    path = tmp_path / "terms.xlsx"
    for _ in range(2):  # its own work is overwritten
        assert run("glossary", seed, "-o", path, cwd=tmp_path).returncode == 0
    openpyxl.load_workbook(path).save(path)
    done = run_text("glossary", seed, "-o", path, cwd=tmp_path)
    assert done.returncode == 3
    assert "was saved by a person since" in done.stderr


def test_a_ladder_which_holds_no_text_is_refused(tmp_path):
    (tmp_path / "a.ladder").write_text("[0]:[0]:0.9\n", encoding="utf-8")
    done = run_text("glossary", "a.ladder", cwd=tmp_path)
    assert done.returncode == 3
    assert "a.ladder" in done.stderr


def test_the_help_has_examples(tmp_path):
    done = run_text("glossary", "--help", cwd=tmp_path)
    assert "aligner glossary seeds/" in done.stdout
    assert ".tmx" in done.stdout
