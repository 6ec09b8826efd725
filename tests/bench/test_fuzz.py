"""A few runs of every target of `fuzz.py`, and that what it finds is counted, kept and can be found again."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
import warnings
from pathlib import Path
from threading import Thread

import fuzz_commands
import fuzz_pipeline
import pytest
from factories import pair
from fuzz_checks import ChangedError, check_alignment
from fuzz_counts import Counts
from fuzz_mutations import mutate
from fuzz_seeds import FILES
from fuzz_targets import targets
from fuzz_watch import Worker
from fuzz_worker import Batch, Finding, Slice

from aligner.batch.manifest import SUFFIXES
from aligner.errors import AlignerError
from aligner.formats.table import FORMATS
from aligner.read.readers import TABLE

RUNS = 10
NAMES = [target.name for target in targets(FILES)]


@pytest.mark.parametrize("name", NAMES)
def test_whatever_a_target_is_given_is_used_or_refused(name, tmp_path):
    target = next(target for target in targets(tmp_path) if target.name == name)
    seeds = target.seeds()
    for index in range(RUNS):
        place = tmp_path / str(index)
        place.mkdir()
        with warnings.catch_warnings(), contextlib.suppress(AlignerError):
            warnings.simplefilter("ignore")
            target.run(target.made(random.Random(f"test {name} {index}"), seeds), place)


def test_every_reader_and_every_format_that_is_read_back_is_a_target():
    programs = {".doc"}  # read by another program
    ours = [reader for reader in TABLE if reader.suffixes[0] not in programs]
    assert sum(name.startswith("read ") for name in NAMES) == len(ours)
    assert sum(name.startswith("load ") for name in NAMES) == sum(format.is_loaded for format in FORMATS)
    assert sum(name.startswith("manifest ") for name in NAMES) == len(SUFFIXES)
    assert sum(name.startswith("train ") for name in NAMES) == sum(format.stream is not None for format in FORMATS)


@pytest.mark.parametrize("make", [fuzz_pipeline.made, fuzz_commands.made])
def test_the_same_seed_makes_the_same_case_and_other_seeds_make_others(make):
    made = [[make(random.Random(f"{n}")) for n in range(20)] for _ in range(2)]
    assert made[0] == made[1]
    assert len(set(made[0])) == 20


@pytest.mark.parametrize("sample", ["docx/garden.en.docx", "pdf/table.pdf", "rtf/garden.en.rtf", "srt/film.en.srt"])
def test_the_same_seed_damages_a_file_in_the_same_way(sample):
    data = (FILES / sample).read_bytes()
    made = [[mutate(data, [data], random.Random(f"{n}")) for n in range(20)] for _ in range(2)]
    assert made[0] == made[1]
    assert len(set(made[0])) > 15


def test_a_call_goes_on_where_the_last_one_with_its_file_ended_and_the_counts_add_up(tmp_path):
    state, before = tmp_path / "counts.json", Counts(1)
    before.of("lexicon").add(Batch(runs=3))
    before.save(state)
    command = [
        sys.executable,
        Path(__file__).with_name("fuzz.py"),
        "--only",
        "lexicon",
        "--runs",
        "4",
        "--state",
        state,
    ]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert said.splitlines()[1].split()[:3] == ["lexicon", "7", "0"]
    assert Counts.load(state, seed=1).of("lexicon").runs == 7


def test_findings_are_counted_by_kind_and_make_the_table(tmp_path):
    counts = Counts(5)
    counts.of("read .txt").add(Batch(3, 1.5, 1.0, 2_000_000, [Finding(0, "KeyError"), Finding(2, "KeyError")]))
    counts.save(tmp_path / "counts.json")
    lines = list(Counts.load(tmp_path / "counts.json", 5).lines())
    assert lines[1].split() == ["read", ".txt", "3", "2", "2", "2", "1.00", "s", "2", "MB"]
    assert lines[2].split() == ["2", "KeyError"]
    with pytest.raises(SystemExit):
        Counts.load(tmp_path / "counts.json", 6)


def test_an_alignment_with_a_flag_that_is_none_is_a_finding():
    with pytest.raises(ChangedError, match="unknown flag"):
        check_alignment(pair("One.", "Uno.", "wrong"))


def test_the_end_of_the_process_is_a_finding_and_the_runs_go_on(tmp_path):
    with Worker(tmp_path, guided=False) as worker:
        killer = Thread(target=_kill_when_at_work, args=(worker,))
        killer.start()
        batches = list(worker.batches(Slice("lexicon", 0, 0, 2000, 1e9)))
        killer.join()
    assert [finding.what for batch in batches for finding in batch.findings] == ["the process ended"]
    assert sum(batch.runs for batch in batches) == 2000


def _kill_when_at_work(worker):
    while worker.at <= 0:
        time.sleep(0.005)
    os.kill(worker.process_id, signal.SIGKILL)
