"""Nothing is lost, nothing done twice: whatever ends a run, the next leaves the bytes of a run that nothing ended."""

from __future__ import annotations

import os
import shutil

import pytest
from batching import TEXTS, Silent, of_texts, results_in, run_here
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.batch.ledger import Ledger
from aligner.batch.lock import locked
from aligner.batch.places import Places
from aligner.errors import InputError, OutputError


@pytest.fixture(scope="module")
def clean(tmp_path_factory):
    """A manifest, the folder of a run that nothing disturbed, and its results."""
    folder = tmp_path_factory.mktemp("clean")
    source = of_texts(folder / "m.jsonl")
    run_here(source, folder / "out")
    return source, folder / "out", results_in(folder / "out")


@pytest.mark.parametrize("table", ["tsv", "parquet"])
@pytest.mark.parametrize("nth", range(1, len(TEXTS) + 1))
def test_a_run_interrupted_at_any_result_goes_on_from_the_last_whole_shard(nth, table, tmp_path):
    source = of_texts(tmp_path / "m.jsonl")
    run_here(source, tmp_path / "clean", table=table)
    broken = Silent(fails_at=nth)
    with pytest.raises(KeyboardInterrupt):
        run_here(source, tmp_path / "out", table=table, watcher=broken)
    assert broken.kept == 2 * ((nth - 1) // 2)
    assert not list((tmp_path / "out").glob("*.tmp"))
    again = run_here(source, tmp_path / "out", table=table)
    assert again.told == len(TEXTS) - broken.kept
    assert results_in(tmp_path / "out") == results_in(tmp_path / "clean")


@settings(max_examples=20)
@given(data=st.data())
def test_a_ledger_cut_off_or_damaged_anywhere_loses_no_result(data, clean, tmp_path_factory):
    source, done, results = clean
    folder = tmp_path_factory.mktemp("cut") / "out"
    shutil.copytree(done, folder)
    ledger = folder / ".aligner-batch" / "ledger.jsonl"
    whole = ledger.read_bytes()
    first = whole.index(b"\n") + 1
    ends = data.draw(st.sampled_from([b"", b"\0\0\0\0", b"\n", b"7\n", b"{}\n"]))
    ledger.write_bytes(whole[: data.draw(st.integers(first, len(whole)))] + ends)
    run_here(source, folder)
    assert results_in(folder) == results


def test_nothing_is_done_again_when_all_is_done(clean):
    source, folder, results = clean
    assert run_here(source, folder).told == 0
    assert results_in(folder) == results


@pytest.mark.parametrize("harm", [os.remove, lambda path: path.write_bytes(b"half")])
def test_a_table_that_is_gone_or_not_whole_is_made_again(harm, clean, tmp_path):
    source, done, results = clean
    shutil.copytree(done, tmp_path / "out")
    harm(tmp_path / "out" / "part-00001.tsv")
    assert run_here(source, tmp_path / "out").told == 2
    assert results_in(tmp_path / "out") == results


@pytest.mark.parametrize("harm", [b"XX", b"[]\n", b"{}\n", b"\xff\n"])
def test_a_list_that_is_damaged_at_its_length_is_named_and_made_again_when_removed(harm, clean, tmp_path):
    source, folder, results = clean
    shutil.copytree(folder, tmp_path / "out")
    path = tmp_path / "out/.aligner-batch/part-00001.jsonl"
    path.write_bytes(harm + path.read_bytes()[len(harm) :])
    with pytest.raises(InputError, match=r"part-00001\.jsonl: is damaged; remove it"):
        run_here(source, tmp_path / "out")
    path.unlink()
    run_here(source, tmp_path / "out")
    assert results_in(tmp_path / "out") == results


def test_another_run_in_the_folder_is_refused_and_says_what_differs(tmp_path):
    places = Places(tmp_path, "tsv")
    Ledger(places, {"--min-score": None, "--to": "tsv"})
    with pytest.raises(OutputError, match=r"--min-score was not given and is 0\.9; .*--force"):
        Ledger(places, {"--min-score": 0.9, "--to": "tsv"})


def test_tables_of_which_no_ledger_speaks_are_not_overwritten(tmp_path):
    (tmp_path / "part-00000.tsv").write_text("mine")
    with pytest.raises(OutputError, match=r"part-00000\.tsv"):
        run_here(of_texts(tmp_path / "m.jsonl"), tmp_path)


def test_the_second_run_in_a_folder_is_refused_and_the_first_is_named(tmp_path):
    source = of_texts(tmp_path / "m.jsonl")
    folder = tmp_path / "out"
    with (
        locked(folder, Places(folder, "tsv").lock),
        pytest.raises(OutputError, match=f"process {os.getpid()} is at work in it"),
    ):
        run_here(source, folder)
    assert run_here(source, folder).told == len(TEXTS)


def test_the_lock_of_a_process_that_is_dead_blocks_nobody(tmp_path):
    hidden = Places(tmp_path / "out", "tsv").hidden
    hidden.mkdir(parents=True)
    (hidden / "lock").write_text("1\n")
    assert run_here(of_texts(tmp_path / "m.jsonl"), tmp_path / "out").told == len(TEXTS)
