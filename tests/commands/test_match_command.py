"""`aligner match`, and `aligner align` on two folders whose names do not match: what is written and said."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from commandline import run_text
from stories import STORY

HEADER = ["id", "source", "target", "source_language", "target_language", "score", "note"]
# Paragraph of the story -> the names of its two files.
NAMES = {
    0: ("arrival.txt", "llegada.md"),
    1: ("boat.md", "barco.html"),
    2: ("clerk.txt", "escribano.txt"),
    3: ("door.html", "puerta.txt"),
}


def written(folder: Path, *paragraphs: int, side: int) -> Path:
    """A folder with some paragraphs of the story, each in its file."""
    folder.mkdir(parents=True)
    for number in paragraphs:
        name = NAMES[number][side]
        text = " ".join(pair[side] for pair in STORY[number])
        (folder / name).write_text(f"<p>{text}</p>" if name.endswith("html") else f"{text}\n", encoding="utf-8")
    return folder


@pytest.fixture
def folders(tmp_path: Path) -> Path:
    """Two paragraphs are there in both languages, one in each only."""
    written(tmp_path / "en", 0, 1, 2, side=0)
    written(tmp_path / "es", 1, 2, 3, side=1)
    return tmp_path


def rows(text: str) -> list[list[str]]:
    return [line.split("\t") for line in text.splitlines()]


def test_the_manifest_on_stdout_has_the_pairs_and_stderr_what_is_left(folders):
    done = run_text("match", "en", "es", cwd=folders)
    assert done.returncode == 0
    header, *found = rows(done.stdout)
    assert header == HEADER
    assert [(*row[:5], row[6]) for row in found] == [
        ("boat-barco", "en/boat.md", "es/barco.html", "en", "es", ""),
        ("clerk-escribano", "en/clerk.txt", "es/escribano.txt", "en", "es", ""),
    ]
    assert all(0.9 <= float(row[5]) <= 1 and len(row[5]) == 6 for row in found)
    assert done.stderr.splitlines() == [
        "en/arrival.txt: no partner found by content",
        "es/puerta.txt: no partner found by content",
        "3 + 3 documents: 2 sure and 0 doubtful pairs, 2 left over",
    ]


def test_paths_in_a_manifest_are_relative_to_its_folder_unless_they_are_absolute(folders):
    run_text("match", "en", folders / "es", "-o", "out/pairs.tsv", cwd=folders)
    for _, source, target, *_ in rows((folders / "out/pairs.tsv").read_text("utf-8"))[1:]:
        assert (folders / "out" / source).is_file()
        assert source.startswith("../en/")
        assert target.startswith(str(folders / "es"))


def test_a_manifest_in_jsonl_says_the_same(folders):
    run_text("match", "en", "es", "-o", "pairs.tsv", cwd=folders)
    run_text("match", "en", "es", "-o", "pairs.jsonl", cwd=folders)
    objects = [json.loads(line) for line in (folders / "pairs.jsonl").read_text("utf-8").splitlines()]
    table = rows((folders / "pairs.tsv").read_text("utf-8"))
    assert [list(each) for each in objects] == [HEADER] * 2
    assert [[*list(each.values())[:5], f"{each['score']:.4f}", each["note"]] for each in objects] == table[1:]


def test_a_document_that_is_there_twice_is_doubtful_and_says_why(folders):
    shutil.copy(folders / "es/barco.html", folders / "es/copia.html")
    done = run_text("match", "en", "es", cwd=folders)
    (doubtful,) = [row for row in rows(done.stdout)[1:] if row[6]]
    assert doubtful[1] == "en/boat.md"
    names = {"es/barco.html", "es/copia.html"}
    (other,) = names - {doubtful[2]}
    assert doubtful[6] == f"doubtful: {other} fits about as well"
    assert f"{other}: fits en/boat.md about as well as {doubtful[2]}" in done.stderr.splitlines()
    assert "1 sure and 1 doubtful pairs" in done.stderr
    sure = run_text("match", "en", "es", "--min-score", "0.9", cwd=folders)
    assert [row[1] for row in rows(sure.stdout)[1:]] == ["en/clerk.txt"]
    assert "en/boat.md: may belong to" in sure.stderr


def test_what_cannot_be_read_is_named_and_does_not_stop_the_others(folders):
    (folders / "en/torn.docx").write_bytes(b"no")
    (folders / "es/marks.txt").write_text("…\n")
    done = run_text("match", "en", "es", "-q", cwd=folders)
    assert done.returncode == 3
    assert len(rows(done.stdout)) == 3
    (line,) = done.stderr.splitlines()
    assert line.startswith("aligner: en/torn.docx: this is")
    assert "es/marks.txt: holds no words to match it by" in run_text("match", "en", "es", cwd=folders).stderr


def test_what_is_not_translated_is_no_partner(folders):
    shutil.copy(folders / "en/arrival.txt", folders / "es/arrival.txt")
    done = run_text("match", "en", "es", cwd=folders)
    assert len(rows(done.stdout)) == 3
    assert "es/arrival.txt: is in English, not in Spanish" in done.stderr.splitlines()


def test_subfolders_are_matched_when_asked_for(tmp_path):
    written(tmp_path / "en", 0, side=0)
    written(tmp_path / "en/deep", 1, side=0)
    written(tmp_path / "es", 0, 1, side=1)
    flat = run_text("match", "en", "es", cwd=tmp_path)
    assert [row[1] for row in rows(flat.stdout)[1:]] == ["en/arrival.txt"]
    deep = run_text("match", "en", "es", "--recursive", cwd=tmp_path)
    assert [row[0] for row in rows(deep.stdout)[1:]] == ["arrival-llegada", "deep/boat-barco"]


def test_align_takes_by_content_what_has_no_partner_by_name_and_says_so(folders):
    done = run_text("align", "en", "es", "-o", "out/", "--to", "tsv", cwd=folders)
    assert done.returncode == 0
    assert sorted(path.name for path in (folders / "out").iterdir()) == ["boat-barco.tsv", "clerk-escribano.tsv"]
    assert "boat-barco: matched by content: boat.md, barco.html (1.00)" in done.stderr
    assert "en/arrival.txt  passed over: no partner found by content" in done.stderr


def test_align_keeps_to_names_where_there_are_some(folders):
    """One file has the name of another's translation."""
    (folders / "en/boat.md").rename(folders / "en/escribano.md")
    done = run_text("align", "en", "es", "-o", "out/", "--to", "tsv", "--unrelated", cwd=folders)
    assert "escribano: matched" not in done.stderr
    assert (folders / "out/escribano.tsv").exists()


def test_align_names_what_is_doubtful_and_does_not_align_it(folders):
    shutil.copy(folders / "es/barco.html", folders / "es/copia.html")
    done = run_text("align", "en", "es", "-o", "out/", "--to", "tsv", cwd=folders)
    assert [path.name for path in (folders / "out").iterdir()] == ["clerk-escribano.tsv"]
    assert "passed over: may belong together (0.50), doubtful:" in done.stderr


def test_align_by_name_looks_at_no_content(folders):
    shutil.copy(folders / "en/arrival.txt", folders / "en/puerta.txt")
    (folders / "en/torn.docx").write_bytes(b"no")
    done = run_text("align", "en", "es", "--by-name", "-o", "out/", "--to", "tsv", "--unrelated", cwd=folders)
    assert done.returncode == 0
    assert [path.name for path in (folders / "out").iterdir()] == ["puerta.tsv"]
    assert "by content" not in done.stderr


def test_align_says_what_could_not_be_matched_because_it_cannot_be_read(folders):
    (folders / "en/torn.docx").write_bytes(b"no")
    done = run_text("align", "en", "es", "-o", "out/", "--to", "tsv", cwd=folders)
    assert done.returncode == 3
    assert "en/torn.docx  could not be matched by content: this is" in done.stderr
    assert len(list((folders / "out").iterdir())) == 2


@pytest.mark.parametrize("languages", [(), ("--lang", "en,es")])
def test_a_translation_into_a_third_language_is_no_partner(folders, languages):
    german = (
        "Der Kapitän verkaufte sein Schiff einem alten Freund, der es im Frühjahr wieder nach Hause bringen wollte. "
    )
    (folders / "es/schiff.txt").write_text(german * 3, encoding="utf-8")
    done = run_text("match", "en", "es", *languages, cwd=folders)
    assert len(rows(done.stdout)) == 3
    assert "es/schiff.txt: is in German, not in Spanish" in done.stderr.splitlines()


def test_a_match_by_content_has_the_names_of_both_files_even_where_another_shares_one(folders):
    shutil.move(folders / "en/boat.md", folders / "en/escribano.md")
    done = run_text("match", "en", "es", cwd=folders)
    assert [row[0] for row in rows(done.stdout)[1:]] == ["clerk-escribano", "escribano-barco"]
