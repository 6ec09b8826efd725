"""Whether anything breaks the program: ``python tests/bench/fuzz.py --minutes 60 --state counts.json --save found``.

Damaged files are given to every reader and to everything that is read back; hostile texts and options to the whole way
from two texts to every format and back; random arguments to the command line. A finding is whatever a user should never
meet: an exception that is not an `AlignerError`, more than 10 seconds, more than 500 MB, the end of the process, texts
that were changed between writing and reading back, or an alignment that is not one.

What is run follows from ``--seed`` and the target alone, so that a finding can be made again with the same options, or
from the file that ``--save`` keeps of it. ``--only`` names targets by a part of their name::

    python tests/bench/fuzz.py --again found/read.docx-3.bin --only read.docx

The targets take turns of some seconds, so that those that are quick run far more often. With ``--state`` each goes on
where the last call left it, and the counts add up; ``--count`` shows them. With ``--guided``, and the package
``atheris`` installed, libFuzzer keeps the files that reach new lines of the program, and damages these further.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent))
from fuzz_counts import Count, Counts
from fuzz_watch import Worker
from fuzz_worker import Finding, Slice

if TYPE_CHECKING:
    from fuzz_targets import Target

# Seconds on the clock that a target has before it is another's turn; one that makes fewer runs a second than this has
# as much less, but at least that share.
_TURN, _QUICK, _LEAST = 4.0, 300, 0.1
_KEPT = 3  # findings of each kind that are told and kept


def fuzz(asked: argparse.Namespace, names: Sequence[str], counts: Counts) -> None:
    """Give the targets their turns until each has had its runs, or the time is up."""
    ends = time.monotonic() + asked.minutes * 60
    left = dict.fromkeys(names, asked.runs)
    with tempfile.TemporaryDirectory() as folder, Worker(Path(folder), asked.guided) as worker:
        while left and time.monotonic() < ends:
            for name in list(left):
                seconds = _turn_of(counts.of(name)) if not asked.guided else asked.minutes * 60 / len(names)
                seconds = min(seconds, ends - time.monotonic())
                slice = Slice(name, counts.seed, counts.of(name).runs, left[name], seconds)
                left[name] -= _turn(worker, slice, counts, asked)
                if left[name] <= 0:
                    del left[name]
                if asked.state:
                    counts.save(asked.state)


def _turn_of(count: Count) -> float:
    return _TURN * max(_LEAST, min(1.0, count.rate / _QUICK))


def _turn(worker: Worker, slice: Slice, counts: Counts, asked: argparse.Namespace) -> int:
    """The number of runs that a target has had in its turn."""
    count = counts.of(slice.target)
    seen = Counter(count.findings)
    for batch in worker.batches(slice):
        count.add(batch)
        for finding in batch.findings:
            seen[finding.what] += 1
            if seen[finding.what] <= _KEPT:
                print(f"{slice.target} {finding.index}: {finding.what}", flush=True)
                if asked.save:
                    _keep(worker, slice, finding, asked.save)
    return count.runs - slice.first


def _keep(worker: Worker, slice: Slice, finding: Finding, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{_short(slice.target)}-{finding.index}.bin").write_bytes(worker.input(slice, finding.index))


def _short(name: str) -> str:
    """The name of a target without its blank, for options and files."""
    return name.replace(" ", "")


def _again(target: Target, data: bytes) -> None:
    """Give one file to a target in this process, so that whatever happens is seen whole."""
    with tempfile.TemporaryDirectory() as place:
        target.run(data, Path(place))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, metavar="N", help="runs of each target, 1000 if --minutes is not given")
    parser.add_argument("--minutes", type=float, metavar="M", help="stop after so many minutes")
    parser.add_argument("--seed", type=int, metavar="N", help="0 if --state does not say another")
    parser.add_argument("--only", default="", metavar="TEXT", help="part of the names of targets, such as read.docx")
    parser.add_argument("--guided", action="store_true", help="by coverage, with atheris")
    parser.add_argument("--state", type=Path, metavar="FILE", help="keeps the counts, to go on from")
    parser.add_argument("--count", action="store_true", help="only show the counts of --state")
    parser.add_argument("--save", type=Path, metavar="FOLDER", help="where to keep files that make findings")
    parser.add_argument("--again", type=Path, metavar="FILE", help="give this file alone to the targets")
    asked = parser.parse_args()
    asked.runs = asked.runs or (10**12 if asked.minutes else 1000)
    asked.minutes = asked.minutes or 10**9
    counts = Counts.load(asked.state, asked.seed)
    before = counts.findings
    if not asked.count:
        from fuzz_targets import targets

        with tempfile.TemporaryDirectory() as folder:
            chosen = [target for target in targets(Path(folder)) if asked.only in _short(target.name)]
        if asked.guided:  # those that damage files; the others make theirs anew
            chosen = [target for target in chosen if target.damages]
        if asked.again:
            for target in chosen:
                _again(target, asked.again.read_bytes())
            return 0
        with suppress(KeyboardInterrupt):
            fuzz(asked, [target.name for target in chosen], counts)
    print(*counts.lines(), sep="\n")
    return int(counts.findings > before)


if __name__ == "__main__":
    sys.exit(main())
