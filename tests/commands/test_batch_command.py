"""``aligner batch`` as its users call it: what it writes, says and exits with."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from batching import TEXTS, manifest, of_texts, results_in
from commandline import run_text

MANY = {f"{id}{number}": texts for number in range(30) for id, texts in TEXTS.items()}
SHARDS = ("--shard-size", "5")


def lines(path: Path) -> list[list[str]]:
    """The cells of a table, without its header."""
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]


@pytest.fixture(scope="module")
def clean(tmp_path_factory):
    """A folder with a manifest, ``m.jsonl``, and the results of one worker, in ``out``."""
    folder = tmp_path_factory.mktemp("clean")
    of_texts(folder / "m.jsonl", MANY)
    done = run_text("batch", "m.jsonl", "-o", "out", "--workers", "1", *SHARDS, cwd=folder)
    assert done.returncode == 1
    assert "120 of 150 pairs aligned: 270 + 270 sentences, 270 beads, 0 nulls" in done.stderr
    assert "30 not aligned (30 language); the reasons are in out/errors.tsv" in done.stderr
    return folder


def test_every_pair_is_in_the_tables_or_among_the_errors_in_the_order_of_the_manifest(clean):
    rows = [row for part in sorted((clean / "out").glob("part-*")) for row in lines(part)]
    ids = [id for id in MANY if not id.startswith("same")]
    assert list(dict.fromkeys(row[0] for row in rows)) == ids == [row[0] for row in lines(clean / "out/documents.tsv")]
    assert len(rows) == 270
    assert [row[0] for row in lines(clean / "out/errors.tsv")] == [id for id in MANY if id not in ids]


def test_the_same_bytes_whatever_the_number_of_workers(clean):
    run_text("batch", "m.jsonl", "-o", "two", "--workers", "2", *SHARDS, cwd=clean)
    assert results_in(clean / "two") == results_in(clean / "out")


def test_ctrl_c_says_what_is_finished_and_the_same_command_goes_on(clean):
    command = ("batch", "m.jsonl", "-o", "again", "--workers", "1", *SHARDS)
    with subprocess.Popen(
        [sys.executable, "-m", "aligner", *command],
        cwd=clean,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a shell's background would ignore it
    ) as process:
        while not (clean / "again/part-00001.tsv").exists() and process.poll() is None:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "of 150 pairs are finished; the same command goes on from there" in said
    again = run_text(*command, cwd=clean)
    assert "of 150 pairs were done before" in again.stderr
    assert results_in(clean / "again") == results_in(clean / "out")


def test_errors_are_a_manifest_of_what_is_left_to_do(tmp_path):
    (tmp_path / "texts").mkdir()
    for language, text in zip(("en", "es"), TEXTS["rain"], strict=True):
        (tmp_path / f"texts/a.{language}.txt").write_text(text, encoding="utf-8")
    manifest(
        tmp_path / "m.jsonl",
        [
            {"id": "a", "source": "texts/a.en.txt", "target": "texts/a.es.txt", "languages": "en,es"},
            {"id": "b", "source": "texts/b.en.txt", "target": "texts/a.es.txt", "languages": "en-GB,es"},
        ],
    )
    assert run_text("batch", "m.jsonl", "-o", "out", cwd=tmp_path).returncode == 1
    (tmp_path / "texts/b.en.txt").write_text(TEXTS["rain"][0])
    again = run_text("batch", "out/errors.tsv", "-o", "again", "--log", "logs/again.jsonl", cwd=tmp_path)
    assert (again.returncode, lines(tmp_path / "again/errors.tsv")) == (0, [])
    logged = json.loads((tmp_path / "logs/again.jsonl").read_text())
    assert (logged["id"], logged["status"], logged["languages"], logged["beads"]) == ("b", "ok", ["en-GB", "es"], 2)
    assert logged["seconds"] > 0


# Ids -> what is wrong with them as names of files.
IDS = {
    "part one/day": "",
    "../day": "no name of a file inside",
    "/tmp/day": "no name of a file inside",
    "C:day": "no name of a file inside",
    "a//b": "no name of a file inside",
    "a\\b": "no name of a file inside",
    "Documents": "kept for documents.tsv",
    ".aligner-batch/x": "kept for",
}


def test_files_for_each_pair_are_called_by_its_id_and_none_is_outside_the_folder(tmp_path):
    of_texts(tmp_path / "m.jsonl", dict.fromkeys(IDS, TEXTS["rain"]))
    done = run_text("batch", "m.jsonl", "-o", "out", "--each", "tsv,ladder", cwd=tmp_path)
    assert done.returncode == 1
    problems = {row[0]: row[2] for row in lines(tmp_path / "out/errors.tsv")}
    assert problems.keys() == {id for id, problem in IDS.items() if problem}
    for id, problem in problems.items():
        assert IDS[id] in problem
    assert set(results_in(tmp_path / "out")) == {
        "documents.tsv",
        "errors.tsv",
        "part one/day.tsv",
        "part one/day.ladder",
    }
    assert {path.name for path in tmp_path.iterdir()} == {"m.jsonl", "out"}


def test_a_name_that_no_file_can_have_fails_alone(tmp_path):
    of_texts(tmp_path / "m.jsonl", {"x" * 300: TEXTS["rain"], "rain": TEXTS["rain"]})
    done = run_text("batch", "m.jsonl", "-o", "out", "--each", "tsv", cwd=tmp_path)
    assert done.returncode == 1
    assert set(results_in(tmp_path / "out")) == {"documents.tsv", "errors.tsv", "rain.tsv"}
    [(id, status, reason, *_)] = lines(tmp_path / "out/errors.tsv")
    assert (id, status) == ("x" * 300, "unwritable")
    assert reason.endswith("cannot be written: file name too long; give a shorter name")


def test_a_folder_gives_the_files_that_align_gives(tmp_path):
    for name, texts in TEXTS.items():
        (tmp_path / f"in/{name}").mkdir(parents=True)
        for language, text in zip(("en", "es"), texts, strict=True):
            (tmp_path / f"in/{name}/a.{language}.txt").write_text(text, encoding="utf-8")
    given = ("in", "--recursive", "--lang", "en,es")
    run_text("align", *given, "-o", "one", "--to", "tsv,json", cwd=tmp_path)
    done = run_text("batch", *given, "-o", "other", "--each", "tsv,json", cwd=tmp_path)
    assert done.returncode == 1
    other = results_in(tmp_path / "other")
    assert other.pop("errors.tsv").count(b"\n") == 2 and other.pop("documents.tsv").count(b"\n") == 5
    assert other == results_in(tmp_path / "one")


def test_the_files_of_two_folders_are_matched_by_name(tmp_path):
    for folder, text in zip(("en", "es"), TEXTS["rain"], strict=True):
        (tmp_path / folder).mkdir()
        for name in ("day", "night", f"only {folder}"):
            (tmp_path / folder / f"{name}.txt").write_text(text, encoding="utf-8")
    done = run_text("batch", "en/", "es/", "-o", "out", "--to", "parquet", cwd=tmp_path)
    assert done.returncode == 0
    alone = [line for line in done.stderr.splitlines() if "passed over: no partner of that name" in line]
    assert [line.split("  ")[0] for line in alone] == ["en/only en.txt", "es/only es.txt"]
    assert [row[0] for row in lines(tmp_path / "out/documents.tsv")] == ["day", "night"]


def test_texts_of_the_same_names_elsewhere_are_another_run_and_what_is_moved_as_a_whole_is_not(tmp_path):
    for place in ("one", "two"):
        for folder, text in zip(("en", "es"), TEXTS["rain"], strict=True):
            (tmp_path / place / folder).mkdir(parents=True)
            (tmp_path / place / folder / "day.txt").write_text(text, encoding="utf-8")
        manifest(tmp_path / place / "m.jsonl", [{"id": "day", "source": "en/day.txt", "target": "es/day.txt"}])
    for given in (("en", "es"), ("m.jsonl",)):
        out = f"out of {given[0]}"
        assert run_text("batch", *given, "-o", out, cwd=tmp_path / "one").returncode == 0
        others = [f"../two/{name}" for name in given]
        refused = run_text("batch", *others, "-o", out, cwd=tmp_path / "one")
        assert (refused.returncode, "holds another run: folder was .." in refused.stderr) == (3, True)
        shutil.copytree(tmp_path / "one" / out, tmp_path / "two" / out)
        again = run_text("batch", *(f"two/{name}" for name in given), "-o", f"two/{out}", cwd=tmp_path)
        assert "1 of 1 pairs were done before" in again.stderr


def test_texts_in_the_folder_of_the_results_are_not_overwritten(tmp_path):
    (tmp_path / "a.en.txt").write_text(TEXTS["rain"][0])
    (tmp_path / "a.es.txt").write_text(TEXTS["rain"][1])
    done = run_text("batch", ".", "-o", ".", "--each", "tsv", cwd=tmp_path)
    assert done.returncode == 3
    assert "might be overwritten" in (tmp_path / "errors.tsv").read_text()


def test_a_pair_that_takes_more_than_it_may_is_an_error(tmp_path):
    of_texts(tmp_path / "m.jsonl", {"rain": [text * 500 for text in TEXTS["rain"]]})
    done = run_text("batch", "m.jsonl", "-o", "out", "--timeout", "0.001", "-q", cwd=tmp_path)
    assert done.returncode == 3
    assert done.stderr.splitlines() == [
        "1 not aligned (1 timeout); the reasons are in out/errors.tsv",
        "aligner: m.jsonl: no pair could be aligned; see out/errors.tsv",
    ]
    reason = "rain: it took longer than 0.001 s; give it in parts, or more time with --timeout"
    assert lines(tmp_path / "out/errors.tsv") == [["rain", "timeout", reason, "", "", "", ""]]


# A command line -> its exit code, and what it says.
REFUSALS = {
    ("none.tsv", "-o", "out"): (3, "none.tsv: no such file or folder; check the name"),
    ("none/", "-o", "out"): (3, "none/: no such file or folder; check the name"),
    ("m.txt", "-o", "out"): (2, "a manifest is one of .tsv, .jsonl, .parquet"),
    ("-", "-o", "out"): (2, "a manifest is read more than once"),
    ("/dev/null", "-o", "out"): (2, "a manifest is read more than once: give a file"),
    ("m.jsonl", "m.jsonl", "-o", "out"): (2, "give it alone, or two folders"),
    ("m.jsonl", "-o", "out", "--recursive"): (2, "--recursive is for folders"),
    ("m.jsonl", "-o", "out", "--to", "tsv", "--each", "tsv"): (2, "--each writes files of each pair instead"),
    ("m.jsonl", "-o", "out", "--each", "doc"): (2, "there is no format '.doc'"),
    ("m.jsonl", "-o", "m.jsonl"): (3, "m.jsonl is a file, not a folder"),
    ("m.jsonl", "-o", "-"): (2, "nothing is written to stdout: give -o a folder"),
    ("m.jsonl", "-o", "out", "--log", "-"): (2, "nothing is written to stdout: give -o a folder, and --log a file"),
    ("m.jsonl", "-o", "out", "--log", "m.jsonl"): (3, "is one of the files to read"),
    ("m.jsonl", "-o", "out", "--log", "out/errors.tsv"): (3, "out/errors.tsv: two results would go to it"),
    ("m.jsonl", "-o", "out", "--log", "m.txt"): (3, "m.txt: is there, and is no log; give --log another name"),
    ("twice.jsonl", "-o", "out"): (3, "pairs 1 and 3 have one id, 'a'; give each pair an id of its own"),
    ("case.jsonl", "-o", "out", "--each", "tsv"): (3, "pairs 1 and 2 have ids that name one file, 'a' and 'A'"),
    ("empty.jsonl", "-o", "out"): (3, "empty.jsonl: holds no rows"),
    ("m.jsonl", "-o", "out", "--lexicon", "m.jsonl"): (3, "m.jsonl: is not a lexicon"),
    ("m.jsonl", "-o", "out", "--encoder", "none/such"): (3, "none/such"),
}


@pytest.mark.parametrize("words", REFUSALS, ids=" ".join)
def test_what_cannot_be_done_is_said_before_any_work(words, tmp_path):
    of_texts(tmp_path / "m.jsonl")
    (tmp_path / "m.txt").write_text("Hello there.")
    for name, ids in {"twice": "aba", "case": "aA", "empty": ""}.items():
        manifest(tmp_path / f"{name}.jsonl", [{"id": id, "source": "x", "target": "y"} for id in ids])
    before = results_in(tmp_path)
    done = run_text("batch", *words, cwd=tmp_path)
    code, said = REFUSALS[words]
    assert (done.returncode, said in done.stderr) == (code, True), done.stderr
    assert not list(tmp_path.glob("out/part-*"))
    assert results_in(tmp_path) == before


def test_a_table_may_hold_more_pairs_than_there_are(tmp_path):
    of_texts(tmp_path / "m.jsonl", {"rain": TEXTS["rain"]})
    assert run_text("batch", "m.jsonl", "-o", "out", "--shard-size", f"{10**20}", cwd=tmp_path).returncode == 0
    assert len(lines(tmp_path / "out/part-00000.tsv")) == 2


def test_settings_may_not_change_in_between_but_with_force(clean, tmp_path):
    shutil.copytree(clean / "out", tmp_path / "out")
    of_texts(tmp_path / "m.jsonl", {"rain": TEXTS["rain"]})
    refused = run_text("batch", "m.jsonl", "-o", "out", "--min-score", "0.5", cwd=tmp_path)
    assert refused.returncode == 3
    assert "out: holds another run: manifest was " in refused.stderr
    assert "--shard-size was 5 and is 1000, --min-score was not given and is 0.5; " in refused.stderr
    pages = run_text("batch", "m.jsonl", "-o", "out", "--each", "tsv,html", cwd=tmp_path)
    assert "--each was not given and is tsv,html" in pages.stderr
    assert results_in(tmp_path / "out") == results_in(clean / "out")
    assert run_text("batch", "m.jsonl", "-o", "out", "--force", cwd=tmp_path).returncode == 0
    assert set(results_in(tmp_path / "out")) == {"documents.tsv", "errors.tsv", "part-00000.tsv"}
