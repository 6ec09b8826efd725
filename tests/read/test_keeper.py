"""Another program is kept within its time, and ends with us, with all that it started."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest
from alive import grows, until

from aligner.read.office.keeper import run_kept

WRITER = """
import sys, time
while True:
    with open(sys.argv[1], "a") as file:
        file.write("x")
    time.sleep(0.05)
"""
# A program that starts another, which writes to a file for ever, and waits for it.
ENDLESS = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {WRITER!r}, sys.argv[1]])"
LARGE = 10**10


def test_a_program_that_ends_by_itself_is_waited_for(tmp_path):
    made = tmp_path / "made"
    run_kept([sys.executable, "-c", f"open({str(made)!r}, 'w')"], tmp_path, 60, LARGE)
    assert made.exists()


def test_a_program_that_takes_too_long_is_ended_with_what_it_started(tmp_path):
    path = tmp_path / "alive"
    with pytest.raises(TimeoutError):
        run_kept([sys.executable, "-c", ENDLESS, str(path)], tmp_path, 3, LARGE)
    assert path.stat().st_size
    assert not grows(path)


def test_a_program_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(OSError, match="nothing"):
        run_kept([str(tmp_path / "nothing")], tmp_path, 60, LARGE)


@pytest.mark.parametrize("how", ["SIGKILL", "SIGTERM"])
@pytest.mark.skipif(sys.platform == "win32", reason="no such signals")
def test_it_ends_with_us_and_its_folder_goes(tmp_path, how):
    path, folder = tmp_path / "alive", tmp_path / "folder"
    folder.mkdir()
    code = f"""
import sys; sys.path[:] = {sys.path!r}
from pathlib import Path
from aligner.read.office.keeper import run_kept
run_kept([sys.executable, "-c", {ENDLESS!r}, {str(path)!r}], Path({str(folder)!r}), 60, {LARGE})
"""
    parent = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.DEVNULL)
    try:
        until(path.exists)
        parent.send_signal(getattr(signal, how))
        parent.wait(10)
    finally:
        parent.kill()
    until(lambda: not folder.exists())
    assert not grows(path)
