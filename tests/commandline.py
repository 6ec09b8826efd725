"""The command line for tests: in this process, or in a new one where the process is the point."""

from __future__ import annotations

import io
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

from aligner.cli import main

Finished = subprocess.CompletedProcess


def run(*arguments: str | Path, cwd: Path, stdin: bytes = b"") -> Finished[bytes]:
    """What ``aligner`` writes, says and exits with, given these arguments, without the half second to start Python."""
    words = ["aligner", *map(str, arguments)]
    given, out, err = (io.TextIOWrapper(io.BytesIO(content), "utf-8") for content in (stdin, b"", b""))
    streams = {"stdin": given, "stdout": out, "stderr": err, "argv": words}
    code: object = 0
    with _within(cwd), mock.patch.multiple(sys, **streams), _warnings_on_stderr():
        try:
            main()
        except SystemExit as exit:
            code = exit.code or 0
        out.flush()
        err.flush()
    return Finished(words, code, out.buffer.getvalue(), err.buffer.getvalue())


def run_text(*arguments: str | Path, cwd: Path) -> Finished[str]:
    """The same, with stdout and stderr as text."""
    done = run(*arguments, cwd=cwd)
    return Finished(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def start(*arguments: str | Path, cwd: Path, stdin: bytes = b"", **environment: str) -> Finished[bytes]:
    """The same in a new Python process, with these variables added to its environment."""
    command = [sys.executable, "-m", "aligner", *map(str, arguments)]
    variables = {**os.environ, **environment}
    return subprocess.run(command, cwd=cwd, input=stdin, env=variables, capture_output=True, timeout=120, check=False)


@contextmanager
def _within(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


@contextmanager
def _warnings_on_stderr() -> Iterator[None]:
    """Send warnings where Python sends them by default; otherwise pytest, which collects them, intercepts them."""
    last = logging.lastResort
    assert last is not None
    logging.getLogger().addHandler(last)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(last)
