"""A reader in a process of its own: what it says comes back, and whatever it does comes to an end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from alive import grows, until

from aligner.errors import InputError
from aligner.model import Block
from aligner.read import apart
from aligner.read.apart import Limits

posix = pytest.mark.skipif(os.name != "posix", reason="the system sets no limits")


def reader(name: str):
    return apart.apart("strange_readers", name)


def test_blocks_come_back_as_they_are():
    data = "Año \N{GRINNING FACE}\n\0".encode() + b"\xff"
    wanted = Block(data.decode("utf-8", "surrogateescape"), "heading", "line 1", 2)
    assert reader("repeats")(data, None) == (wanted, Block(""))


def test_a_refusal_comes_back_whole():
    with pytest.raises(InputError) as caught:
        reader("refuses")(b"", None)
    assert str(caught.value) == "line 3: is not like that; make it so"


def test_a_mistake_of_ours_stays_one():
    with pytest.raises(RuntimeError, match="LookupError: a mistake of ours"):
        reader("fails")(b"", None)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("crashes", "the program that reads it crashed"),
        ("gives_up", "takes more than 100 MB of memory"),
        ("fills_memory", "takes more than 100 MB of memory"),
        ("computes", "takes too long to read"),
        ("sleeps", "takes too long to read"),
    ],
)
@posix
def test_whatever_it_does_is_a_refusal(monkeypatch, name, message):
    monkeypatch.setattr(apart, "MEMORY", 100_000_000)
    monkeypatch.setattr(apart, "SECONDS", 1)
    with pytest.raises(InputError, match=message) as caught:
        reader(name)(b"", None)
    assert caught.value.remedy


@posix
def test_a_reader_that_gets_on_has_more_time_if_the_file_is_large(monkeypatch):
    monkeypatch.setattr(apart, "SECONDS", 1)
    monkeypatch.setattr(apart, "PATIENCE", 30)
    large = bytes(10 * apart.BYTES_PER_SECOND)
    assert reader("gets_on")(large, None) == (Block("done"),)
    for name, data in (("computes", large), ("gets_on", b"")):
        with pytest.raises(InputError, match="takes too long"):
            reader(name)(data, None)


def test_limits_grow_with_the_file_up_to_a_bound():
    small, large, largest = (Limits.for_file(size) for size in (0, 1_000_000, 10**9))
    assert small.most_seconds < large.most_seconds < largest.most_seconds == apart.MOST_SECONDS
    assert large.memory == small.memory + 1_000_000


def test_several_are_read_at_once_from_threads():
    with ThreadPoolExecutor(3) as pool:
        found = list(pool.map(lambda data: reader("repeats")(data, None)[0].text, (b"one", b"two", b"three")))
    assert found == ["one", "two", "three"]


def test_the_current_folder_is_not_where_modules_are_looked_for(tmp_path, monkeypatch):
    for name in ("json", "threading", "pypdfium2"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('taken from the wrong place')", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [path for path in sys.path if path])
    assert reader("repeats")(b"one", None)[0].text == "one"


@posix
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_it_ends_with_its_parent(tmp_path, how):
    path = tmp_path / "alive"
    code = f"""
import sys; sys.path[:] = {sys.path!r}
from aligner.read.apart import apart
apart("strange_readers", "sleeps")({str(path).encode()!r}, None)
"""
    parent = subprocess.Popen(
        [sys.executable, "-c", code],
        stderr=subprocess.DEVNULL,
        # A shell makes its background processes ignore this signal, and child processes inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    try:
        until(lambda: path.exists())
        parent.send_signal(how)
        parent.wait(10)
    finally:
        parent.kill()
    until(lambda: not grows(path))
