"""Results at addresses in fsspec's memory, and texts at ``local://``, which other processes can read, too."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from commandline import run_text

from aligner.batch.addresses import at_hand, is_elsewhere, place
from aligner.batch.durable import append, durably
from aligner.batch.lock import locked
from aligner.errors import InputError, MissingExtraError, OutputError

ENGLISH = "The ship left the harbour at dawn. Nobody waved from the shore.\n"
SPANISH = "El barco dejó el puerto al amanecer. Nadie saludó desde la orilla.\n"


@pytest.fixture
def elsewhere() -> Path:
    return place(f"memory://{uuid4()}/corpus")


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    """A manifest of pairs: the same files by path and by address, and files that are not there."""
    for name, text in (("a.en.txt", ENGLISH), ("a.es.txt", SPANISH)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    address = f"local://{tmp_path}/"
    rows = [f"{base}a.en.txt\t{base}a.es.txt" for base in ("", address, f"{address}missing/")]
    path = tmp_path / "pairs.tsv"
    path.write_text("source\ttarget\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def results(folder: Path) -> dict[str, bytes]:
    names = ("part-00000.tsv", "part-00001.tsv", "documents.tsv")
    return {name: (folder / name).read_bytes() for name in names}


def test_a_run_elsewhere_makes_the_files_of_a_run_here(texts: Path, elsewhere: Path, tmp_path: Path):
    arguments = ("batch", texts.name, "--shard-size", "2", "--workers", "1", "-o")
    here = run_text(*arguments, "here/", cwd=tmp_path)
    there = run_text(*arguments, str(elsewhere), cwd=tmp_path)
    assert (here.returncode, there.returncode) == (1, 1)
    assert results(elsewhere) == results(tmp_path / "here")
    errors = (elsewhere / "errors.tsv").read_text(encoding="utf-8").splitlines()[1:]
    assert [line.split("\t")[:2] for line in errors] == [["3", "unreadable"]]


def test_a_run_elsewhere_goes_on_where_it_was(texts: Path, elsewhere: Path, tmp_path: Path):
    arguments = ("batch", texts.name, "--shard-size", "2", "--workers", "1", "-o", str(elsewhere))
    assert run_text(*arguments, cwd=tmp_path).returncode == 1
    whole = results(elsewhere)
    ledger = elsewhere / ".aligner-batch" / "ledger.jsonl"
    lines = ledger.read_bytes().splitlines(keepends=True)
    ledger.write_bytes(b"".join(lines[:2]))
    for name in ("part-00001.tsv", "documents.tsv"):
        (elsewhere / name).unlink()
    assert run_text(*arguments, cwd=tmp_path).returncode == 1
    assert (results(elsewhere), ledger.read_bytes()) == (whole, b"".join(lines))
    done = run_text(*arguments, "--swap", cwd=tmp_path)
    assert done.returncode == 3
    assert f"{elsewhere}: holds another run: --swap was not given and is True" in done.stderr


def test_a_file_elsewhere_is_put_whole_or_not_at_all(elsewhere: Path):
    path = elsewhere / "part.tsv"
    with pytest.raises(KeyError), durably(path) as file:
        file.write(b"half")
        raise KeyError
    assert not path.exists()
    with durably(path) as file:
        file.write(b"one\n")
    append(path, b"two\n")
    assert path.read_bytes() == b"one\ntwo\n"


@pytest.fixture
def lock(elsewhere: Path) -> Iterator[Path]:
    yield elsewhere / "lock"


def test_a_second_run_elsewhere_is_refused_until_the_first_has_ended(elsewhere: Path, lock: Path):
    said = rf"process {os.getpid()} of .* is at work in it; wait until it has ended, or remove {lock}"
    with locked(elsewhere, lock), pytest.raises(OutputError, match=said), locked(elsewhere, lock):
        pass
    with locked(elsewhere, lock):
        pass
    assert not lock.exists()


@pytest.mark.skipif(os.name != "posix", reason="only there it can be asked whether a process is alive")
def test_a_run_elsewhere_that_was_killed_on_this_machine_is_in_nobodys_way(elsewhere: Path, lock: Path):
    with durably(lock) as file:
        file.write(f"{platform.node()} {2**30}".encode())
    with locked(elsewhere, lock):
        pass


def test_what_is_fetched_keeps_its_name_and_goes_again(elsewhere: Path):
    with durably(elsewhere / "book.en.txt") as file:
        file.write(b"A book.")
    with at_hand([str(elsewhere / "book.en.txt"), "here.txt"]) as (fetched, here):
        assert (Path(fetched).name, Path(fetched).read_bytes(), here) == ("book.en.txt", b"A book.", "here.txt")
    assert not Path(fetched).exists()


def test_a_file_of_this_machine_is_a_path(tmp_path: Path):
    assert place(f"file://{tmp_path}/a.txt") == tmp_path / "a.txt"
    assert not is_elsewhere(place(f"file://{tmp_path}/a.txt"))


@pytest.mark.parametrize(
    ("address", "kind", "said"),
    [
        ("teleport://bucket/a", InputError, "teleport://bucket/a: ValueError: .*; see that the address is right"),
        ("smb://host/a", MissingExtraError, "^smb://host/a needs smbprotocol; pip install smbprotocol$"),
    ],
)
def test_an_address_that_cannot_be_used_says_why(address: str, kind: type[Exception], said: str):
    with pytest.raises(kind, match=said):
        place(address)


def test_a_manifest_is_a_file_here(elsewhere: Path, tmp_path: Path):
    done = run_text("batch", str(elsewhere / "pairs.tsv"), "-o", "out/", cwd=tmp_path)
    assert done.returncode == 2
    assert "a manifest is a file on this machine" in done.stderr


def test_files_of_each_pair_are_for_folders_here(texts: Path, elsewhere: Path, tmp_path: Path):
    done = run_text("batch", texts.name, "-o", str(elsewhere), "--each", "tsv", cwd=tmp_path)
    assert done.returncode == 2
    assert "--each writes files on this machine" in done.stderr
