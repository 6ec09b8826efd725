"""Temporary files beside results: those of runs that were killed are removed, those of others are not."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import factories
import pytest

from aligner.formats import write
from aligner.formats.temporary import temporary_in


@pytest.fixture
def dead(tmp_path):
    """The temporary name of a process that is no longer alive."""
    code = "import sys, pathlib; from aligner.formats.temporary import temporary_in as t; print(t(pathlib.Path('.')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
    return done.stdout.strip()


def test_what_killed_runs_have_left_is_removed_on_the_next_write(tmp_path, dead):
    (tmp_path / dead).write_bytes(b"half")
    (tmp_path / dead.replace(".tmp", "x.tmp")).mkdir()
    write(factories.small(), tmp_path / "a.tsv")
    assert [path.name for path in tmp_path.iterdir()] == ["a.tsv"]


def test_what_others_are_writing_stays(tmp_path, dead):
    mine = temporary_in(tmp_path.parent).name
    others = mine.replace(mine.split("-")[1], "0" * 8)
    for name in (mine, others, ".aligner-notes", "notes.tmp"):
        (tmp_path / name).write_bytes(b"")
    write(factories.small(), tmp_path / "a.tsv")
    assert {path.name for path in tmp_path.iterdir()} == {"a.tsv", mine, others, ".aligner-notes", "notes.tmp"}


def test_what_another_machine_left_is_removed_after_two_days(tmp_path, dead):
    old = tmp_path / dead.replace(dead.split("-")[1], "0" * 8)
    old.write_bytes(b"half")
    os.utime(old, (time.time() - 2 * 86_400,) * 2)
    write(factories.small(), tmp_path / "a.tsv")
    assert not old.exists()
