"""Whether any file breaks the program: ``python tests/bench/fuzz.py --runs 1000 --save found``.

Damaged files are given to every reader, to everything that is read back, and to the whole way from two texts to every
format and back. A finding is whatever a user should never meet: an exception that is not an `AlignerError`, more than
10 seconds, more than 500 MB, the end of the process, or texts that were changed between writing and reading back.

What is run follows from ``--seed`` and the target alone, so that a finding can be made again with the same options, or
from the file that ``--save`` keeps of it. ``--only`` names targets by a part of their name::

    python tests/bench/fuzz.py --again found/read.docx-3.bin --only read.docx

With ``--guided``, and the package ``atheris`` installed, libFuzzer keeps the files that reach new lines of the program,
and damages these further.
"""

from __future__ import annotations

import argparse
import multiprocessing
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent))
from fuzz_worker import MAX_SECONDS, Plan, Run, work

if TYPE_CHECKING:
    from fuzz_targets import Target

# Seconds on the clock after which a worker that says nothing is stopped.
_SILENCE = 6 * MAX_SECONDS

_START = 300.0  # seconds until a worker must have imported everything and made its seeds
_KEPT = 3  # inputs kept of each kind of finding


@dataclass
class Summary:
    """All runs of a target."""

    runs: int = 0
    slowest: float = 0.0
    largest: int = 0
    findings: Counter[str] = field(default_factory=Counter)

    def add(self, run: Run) -> None:
        self.runs += 1
        self.slowest, self.largest = max(self.slowest, run.seconds), max(self.largest, run.bytes)
        if run.finding:
            self.findings[run.finding] += 1


def runs(plan: Plan) -> Iterator[Run]:
    """The runs of a target. A worker that is silent for too long, or ends, is a finding, and a new one goes on."""
    context = multiprocessing.get_context("spawn")
    first = plan.first
    while first < plan.last:
        ours, theirs = context.Pipe(duplex=False)
        worker = context.Process(target=work, args=(replace(plan, first=first), theirs))
        worker.start()
        theirs.close()
        wrong, ready = "", False
        while first < plan.last and not wrong:
            try:
                run = ours.recv() if ours.poll(_SILENCE if ready else _START) else None
            except EOFError:
                wrong = "the process ended"
                continue
            if run is None:
                wrong = f"over {MAX_SECONDS:.0f} s"
            elif ready:
                yield run
                first = run.index + 1
            ready = True
        worker.kill()
        worker.join()
        shutil.rmtree(plan.folder / "place", ignore_errors=True)
        if wrong and not ready:
            raise RuntimeError(f"no worker for {plan.target}: {wrong}")
        if wrong:
            yield Run(first, MAX_SECONDS, 0, wrong)
            first += 1


def fuzzed(plan: Plan, save: Path | None) -> Summary:
    """All runs of a target; keeps the files of findings."""
    summary = Summary()
    for run in runs(plan):
        summary.add(run)
        kept = plan.kept(run.index)
        if run.finding and save is not None and summary.findings[run.finding] <= _KEPT:
            save.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(kept if kept.exists() else plan.input, save / f"{_short(plan.target)}-{run.index}.bin")
        kept.unlink(missing_ok=True)
    return summary


def _short(name: str) -> str:
    """The name of a target without its blank, for options and files."""
    return name.replace(" ", "")


def _again(target: Target, data: bytes) -> None:
    """Give one file to a target in this process, so that whatever happens is seen whole."""
    with tempfile.TemporaryDirectory() as place:
        target.run(data, Path(place))


def main() -> None:
    from fuzz_targets import targets

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=1000, help="files for each target")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", default="", metavar="TEXT", help="part of the names of targets, such as read.docx")
    parser.add_argument("--guided", action="store_true", help="by coverage, with atheris")
    parser.add_argument("--save", type=Path, metavar="FOLDER", help="where to keep files that make findings")
    parser.add_argument("--again", type=Path, metavar="FILE", help="give this file alone to the targets")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        chosen = [target for target in targets(Path(folder)) if asked.only in _short(target.name)]
    if asked.again:
        for target in chosen:
            _again(target, asked.again.read_bytes())
        return
    print(f"{'target':16}{'files':>9}{'findings':>10}{'slowest':>10}{'largest':>10}")
    for target in chosen:
        with tempfile.TemporaryDirectory() as folder:
            found = fuzzed(Plan(target.name, asked.seed, 0, asked.runs, asked.guided, Path(folder)), asked.save)
        figures = f"{found.runs:9,}{found.findings.total():10,}{found.slowest:8.2f} s{found.largest / 1e6:7.0f} MB"
        print(f"{target.name:16}{figures}", flush=True)
        for finding, times in found.findings.most_common():
            print(f"{times:25,}  {finding}", flush=True)


if __name__ == "__main__":
    main()
