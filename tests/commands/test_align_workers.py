"""`aligner align` on a folder, by several processes: what is written and said is the same, in the same order."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from batching import TEXTS, results_in
from commandline import run_text

SECONDS = re.compile(r" +\d+\.\d\n")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Documents of two files each, one of them in one language, one that cannot be read, and a table of two columns."""
    inside = tmp_path / "in"
    inside.mkdir()
    for name, texts in TEXTS.items():
        for language, text in zip(("en", "es"), texts, strict=True):
            (inside / f"{name}.{language}.txt").write_text(text * 5, encoding="utf-8")
    (inside / "broken.docx").write_bytes(b"PK\3\4")
    rows = "".join(f"{source}\t{target}\n" for source, target in TEXTS.values())
    (inside / "table.tsv").write_text(f"English\tSpanish\n{rows}".replace("\n\n", " "), encoding="utf-8")
    return tmp_path


def test_two_processes_write_and_say_what_one_does(folder):
    said = {}
    for workers in ("1", "2"):
        done = run_text("align", "in", "-o", f"out{workers}/", "--workers", workers, "-v", cwd=folder)
        assert done.returncode == 3
        said[workers] = SECONDS.sub("\n", done.stderr.replace(f"out{workers}/", ""))
    assert said["1"] == said["2"]
    assert "broken  not aligned: is damaged" in said["1"]
    assert "same  not aligned: in/same.es.txt (target): is the same text as the source" in said["1"]
    one, two = (results_in(folder / f"out{workers}") for workers in ("1", "2"))
    assert one == two
    assert {Path(name).stem for name in one} == {"dog", "night", "rain", "sea", "table"}


def test_an_encoder_that_is_not_there_is_said_before_any_process_is_started(folder):
    done = run_text("align", "in", "-o", "out/", "--workers", "2", "--encoder", "none/such", cwd=folder)
    assert done.returncode == 3
    assert len(done.stderr.splitlines()) == 1
    assert "none/such" in done.stderr
