"""Whatever goes wrong ends in one line and an exit code, and no document of a folder ends the others."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import factories
import pytest
from commandline import run_text, start

from aligner.batch.faults import as_ours
from aligner.formats import write
from aligner.read import readers

BOTH = "It rained. We stayed at home.\n\nLlovía. Nos quedamos en casa.\n"


@pytest.fixture
def faulty(monkeypatch, tmp_path):
    """A folder of three documents, of which the reader of the second fails as no reader should."""
    for name in ("a.txt", "b.md", "c.txt"):
        (tmp_path / name).write_text(BOTH, encoding="utf-8")

    def fail(data: bytes, encoding: str | None) -> None:
        raise KeyError("no such thing")

    monkeypatch.setitem(readers.READERS, ".md", readers.Reader((".md",), fail))
    return tmp_path


def test_a_fault_of_the_program_is_one_line_that_asks_for_a_report(faulty):
    done = run_text("align", "b.md", cwd=faulty)
    assert done.returncode == 70
    (line,) = done.stderr.splitlines()
    assert line.startswith("aligner: b.md: a fault of the program: KeyError: 'no such thing' (test_faults.py:")
    assert line.endswith("); please report it; -v shows more")


def test_verbose_shows_where_a_fault_lies(faulty):
    lines = run_text("align", "b.md", "-v", cwd=faulty).stderr.splitlines()
    assert lines[0] == "Traceback (most recent call last):"
    assert lines[-1].startswith("aligner: b.md: a fault of the program")


def test_a_fault_in_one_document_of_a_folder_leaves_the_others(faulty):
    done = run_text("align", ".", "-o", "out", cwd=faulty)
    assert done.returncode == 70
    assert "b  not aligned: a fault of the program" in done.stderr
    assert {path.stem for path in (faulty / "out").iterdir()} == {"a", "c"}


# An exception -> the exit code, and the message without the place of a fault.
EXCEPTIONS = {
    "no memory": (MemoryError(), 3, "there is not enough memory for it; give it in parts"),
    "a file": (
        PermissionError(13, "Permission denied", "a.txt"),
        3,
        "a.txt: cannot be read or written (Permission denied); check its name and its permissions",
    ),
    "a stream": (
        OSError(28, "No space left on device"),
        3,
        "standard output: cannot be written (No space left on device); write to a file with -o",
    ),
    "no stream, no file": (
        FileNotFoundError(2, "No such file or directory"),
        3,
        "the system refuses it (No such file or directory); check the folder that this is started in",
    ),
    "too deep": (
        RecursionError("maximum recursion depth exceeded"),
        70,
        "a fault of the program: RecursionError: maximum recursion depth exceeded; please report it; -v shows more",
    ),
    "without a message": (
        AssertionError(),
        70,
        "a fault of the program: AssertionError; please report it; -v shows more",
    ),
}


@pytest.mark.parametrize("case", EXCEPTIONS)
def test_every_exception_has_a_line_and_an_exit_code(case):
    error, code, message = EXCEPTIONS[case]
    ours = as_ours(error)
    assert (ours.exit_code, str(ours)) == (code, message)


def test_a_damaged_book_in_a_folder_leaves_the_others(tmp_path):
    files = Path(__file__).parents[1] / "files" / "epub"
    data = bytearray(next(files.glob("*.epub")).read_bytes())
    data[60:400] = bytes(340)
    (tmp_path / "book.epub").write_bytes(data)
    (tmp_path / "day.txt").write_text(BOTH, encoding="utf-8")
    done = run_text("align", ".", "-o", "out", cwd=tmp_path)
    assert done.returncode == 3
    assert "book  not aligned: " in done.stderr
    assert (tmp_path / "out" / "day.tsv").exists()


def test_a_failure_is_named_with_path_and_side(tmp_path):
    for side, texts in {"en": ("It rained.", "It rained."), "es": ("Llovía.", "")}.items():
        (tmp_path / side).mkdir()
        for name, text in zip("ab", texts, strict=True):
            (tmp_path / side / f"{name}.txt").write_text(text, encoding="utf-8")
    done = run_text("align", "en", "es", "-o", "out", "-q", cwd=tmp_path)
    assert done.returncode == 3
    assert done.stderr == "b  not aligned: es/b.txt (target): the file is empty; give a file with text\n"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_cannot_be_read_is_named(tmp_path):
    (tmp_path / "in" / "closed").mkdir(parents=True)
    (tmp_path / "in" / "day.txt").write_text(BOTH, encoding="utf-8")
    (tmp_path / "in" / "closed").chmod(0)
    done = run_text("align", "in", "--recursive", "-o", "out", cwd=tmp_path)
    assert done.returncode == 3 and "closed" in done.stderr
    assert (tmp_path / "out" / "day.tsv").exists()


def shell(line: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = line.replace("aligner", f"{sys.executable} -m aligner", 1)
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], cwd=cwd, capture_output=True, text=True, timeout=120, check=False
    )


# A line for the shell, its exit code, and what is said.
STREAMS = {
    "nobody reads the result": ("aligner convert a.json -q -o - | true", 0, ""),
    "nobody reads a fresh alignment": ("aligner align b.txt -q -o - | true", 0, ""),
    "nobody reads the help": ("aligner --help | true", 0, ""),
    "nobody reads a table": ("aligner evaluate a.json a.json | true", 0, ""),
    "no room for the result": (
        "aligner convert a.json -q -o - > /dev/full",
        3,
        "aligner: standard output: cannot be written (No space left on device); write to a file with -o\n",
    ),
    "no room for a table": (
        "aligner evaluate a.json a.json > /dev/full",
        3,
        "aligner: standard output: cannot be written (No space left on device); write to a file with -o\n",
    ),
    "stdout is closed": (
        "aligner convert a.json -q -o - >&-",
        3,
        "aligner: standard output: cannot be written (it is closed); write to a file with -o\n",
    ),
    "stdin is closed": (
        "aligner align - -o - <&-",
        3,
        "aligner: standard input: cannot be read (it is closed); pipe a text into it, or name a file\n",
    ),
    "stderr is closed": ("aligner convert a.json -o b.tmx 2>&-", 0, ""),
    "no room for what is said": ("aligner convert a.json -o b.tmx 2>/dev/full", 0, ""),
}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
@pytest.mark.parametrize("case", STREAMS)
def test_streams_that_are_closed_or_full(case, tmp_path):
    write(factories.small(), tmp_path / "a.json")
    (tmp_path / "b.txt").write_text(BOTH, encoding="utf-8")
    line, code, said = STREAMS[case]
    done = shell(line, tmp_path)
    assert done.returncode == code, done.stderr
    assert done.stderr == said
    assert "Traceback" not in done.stderr


def test_control_characters_in_names_are_shown_escaped_everywhere(tmp_path):
    name = "a\x1b[31m\nb\x07.txt"
    shown = "a\\x1b[31m\\nb\\x07"
    (tmp_path / name).write_text(BOTH, encoding="utf-8")
    (tmp_path / "b.txt").write_text("Only English here, and nothing else.\n", encoding="utf-8")
    write(factories.small(), tmp_path / "a.json")
    for arguments in (
        ("align", "."),
        ("align", name),
        ("align", name, "-o", name),
        ("align", "no" + name),
        ("convert", name, "-o", "a.tsv"),
        ("convert", "a.json", "-o", f"{name}.tsv.", "-q"),
        ("evaluate", name, "a.json"),
        ("train", name, "-o", "x", "--lang", "en,es"),
    ):
        done = run_text(*arguments, cwd=tmp_path)
        assert not set(done.stderr + done.stdout) & {"\x1b", "\x07"}, arguments
        assert shown in done.stderr, arguments


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 100_000)
    except OSError:  # what Linux says at the end
        return b""


def test_a_terminal_without_colours_gets_none_and_no_bar(tmp_path):
    pty = pytest.importorskip("pty")
    (tmp_path / "a.txt").write_text(BOTH, encoding="utf-8")

    def seen(**environment: str) -> bytes:
        """What a terminal gets from a run that ends in a red line."""
        ours, theirs = pty.openpty()
        command = [sys.executable, "-m", "aligner", "align", "a.txt", "-o", "out/", "--swap"]
        variables = {**os.environ, "COLUMNS": "100", **environment}
        subprocess.run(command, cwd=tmp_path, stderr=theirs, env=variables, timeout=120, check=False)
        os.close(theirs)
        return b"".join(iter(lambda: _read(ours), b""))

    able = seen(TERM="xterm")
    assert b"\r" in able and b"reading a.txt" in able and b"finding the path" in able
    dumb = seen(TERM="dumb")
    assert b"reading" not in dumb and b"\x1b" not in dumb and b"1-1" not in dumb
    assert dumb.startswith(b"a: ")


def test_an_environment_with_an_ascii_locale_is_no_trouble(tmp_path):
    (tmp_path / "día.txt").write_text(BOTH, encoding="utf-8")
    done = start("align", "día.txt", "-o", "out/", cwd=tmp_path, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert done.returncode == 0, done.stderr
