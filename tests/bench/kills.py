"""What is left when the program is killed: ``python tests/bench/kills.py``.

A novel with nine outputs, and a folder of chapters, are aligned once without disturbance. Then again and again, each
time in a new folder, and each time the process gets a signal (KILL, TERM, INT, HUP in turn) at a random moment, half of
them near the end, where results are written. After each kill there must be no file but whole ones, no temporary file
but by KILL, and the exit code of the signal; and after the same command once more, the bytes of the undisturbed run and
no temporary file at all.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from sets import BENCH

NOVELS = BENCH.parent / "raw" / "novels"
SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
FORMATS = ("json", "tsv", "html", "tmx", "xlf", "xlsx", "epub", "moses", "xces")
CHAPTERS, LINES = 8, 150


@dataclass(frozen=True)
class Work:
    """A command line, and what it makes if nothing disturbs it.

    Attributes:
        name: for the report.
        arguments: of ``aligner``; results go to the folder ``out``.
        again: additional arguments after a kill.
        seconds: how long it takes.
        files: the bytes of each file that it makes.
    """

    name: str
    arguments: tuple[str, ...]
    again: tuple[str, ...] = ()
    seconds: float = 0.0
    files: dict[str, bytes] = field(default_factory=dict)


def started(work: Work, folder: Path, *more: str) -> subprocess.Popen[bytes]:
    """The command, at work in a folder; no signal is ignored, as it would be in the background of a shell."""
    return subprocess.Popen(
        [sys.executable, "-m", "aligner", *work.arguments, *more],
        cwd=folder,
        stderr=subprocess.DEVNULL,
        preexec_fn=lambda: [signal.signal(number, signal.SIG_DFL) for number in SIGNALS[1:]],
    )


def made(folder: Path) -> dict[str, bytes]:
    """The files under ``out``, by name."""
    out = folder / "out"
    return {str(path.relative_to(out)): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}


def undisturbed(work: Work) -> Work:
    """The work with what it makes and how long that takes."""
    with tempfile.TemporaryDirectory() as folder:
        begin = time.perf_counter()
        if started(work, Path(folder)).wait():
            sys.exit(f"{work.name}: fails without any signal")
        return Work(work.name, work.arguments, work.again, time.perf_counter() - begin, made(Path(folder)))


def killed(work: Work, number: signal.Signals, moment: float) -> list[str]:
    """What is wrong after a signal at a moment, in seconds from the start, and after the same command once more."""
    wrong = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        process = started(work, folder)
        time.sleep(moment)
        process.send_signal(number)
        code = process.wait()
        left = made(folder)
        # For a shell, a process that a signal ends, as before the program begins, has the same code as one that exits.
        if (128 - code if code < 0 else code) not in (128 + number, 0):
            wrong.append(f"exit code {code}")
        temporary = [path for path in left if ".aligner-" in path]
        if temporary and number != signal.SIGKILL:
            wrong.append(f"left {temporary}")
        wrong += [
            f"half written: {path}" for path in left if path not in temporary and left[path] != work.files.get(path)
        ]
        if started(work, folder, *work.again).wait():
            wrong.append("fails when run again")
        if made(folder) != work.files:
            wrong.append("other files when run again")
    return wrong


def works(folder: Path) -> Sequence[Work]:
    """A novel with an output of each kind, and its chapters as documents of a folder."""
    texts = [NOVELS / f"four_horsemen.{language}.txt" for language in ("en", "es")]
    for language, path in zip(("en", "es"), texts, strict=True):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        for number in range(CHAPTERS):
            chapter = folder / f"{number}.{language}.txt"
            chapter.write_text("".join(lines[number * LINES : (number + 1) * LINES]), encoding="utf-8")
    outputs = [argument for format in FORMATS for argument in ("-o", f"out/novel.{format}")]
    return (
        Work("novel", ("align", *map(str, texts), *outputs)),
        Work("folder", ("align", str(folder), "-o", "out/", "--unrelated"), ("--skip-existing",)),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=20, help="of each work [20]")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    chance = random.Random(given.seed)
    folder = Path(tempfile.mkdtemp())
    failures = 0
    try:
        for work in map(undisturbed, works(folder)):
            print(f"{work.name}: {len(work.files)} files in {work.seconds:.1f} s", flush=True)
            for k in range(given.kills):
                number = SIGNALS[k % len(SIGNALS)]
                begin = 0.75 if k // len(SIGNALS) % 2 else 0.0
                moment = work.seconds * chance.uniform(begin, 1.0)
                wrong = killed(work, number, moment)
                failures += bool(wrong)
                print(f"  {number.name:7} at {moment:5.2f} s: {'; '.join(wrong) or 'right'}", flush=True)
    finally:
        shutil.rmtree(folder)
    print(f"{failures} of {2 * given.kills} kills left something wrong")
    sys.exit(bool(failures))


if __name__ == "__main__":
    main()
