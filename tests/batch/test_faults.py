"""Whatever happens to a batch, the same command goes on from there, and the files are those of an undisturbed run."""

from __future__ import annotations

import random
import sys

import faults
import pytest
from faulty_runs import Work, manifest, poisoned

from aligner.batch.places import Places
from aligner.batch.shards import Shard, write_shard
from aligner.batch.task import Result, Task
from aligner.errors import DiskError

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs /proc")

PAIRS = 18


@pytest.fixture(scope="module")
def work(tmp_path_factory):
    folder = tmp_path_factory.mktemp("clean")
    return Work(manifest(folder, "clean", PAIRS), workers=1).undisturbed(folder)


def test_a_run_whose_processes_are_all_killed_goes_on_where_it_was(work, tmp_path):
    assert faults.parent_killed(work, tmp_path / "out", random.Random(2)) == []


def test_pairs_that_kill_their_process_or_are_not_there_fail_alone(work, tmp_path):
    poisons = ("kills", "missing")
    with poisoned(work.manifest.parent):
        ill = Work(manifest(work.manifest.parent, "ill", PAIRS, poisons), workers=1).undisturbed(tmp_path)
    assert faults.poisons_stand_alone(work, ill, poisons) == []


def test_a_full_disk_is_no_fault_of_the_pair_whose_file_is_the_first_without_room(tmp_path):
    task = Task("a", "a.en.txt", "a.es.txt")
    full = Result("a", "unwritable", error=DiskError("cannot be written: no space left", where="a.tsv"))
    places = Places(tmp_path, "")
    with pytest.raises(DiskError):
        write_shard(Shard(0, (task,)), [full], places, lambda _result: None)
    assert not places.lines(0).exists()
