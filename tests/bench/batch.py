"""How fast `aligner batch` is, and what it takes: ``python tests/bench/batch.py``.

Pairs of 10 to 80 sentences (``--sizes``), cut from the development sets with one seed, are aligned by one and by two
workers, 200 of them and 2,000. Wall-clock seconds are the machine's: the speed-up counts only where nothing else runs.
Processor seconds are those of all processes of a run, with their start. Peak memory is that of the process that leads
the run, as the kernel counts it, and the most of any worker, as the log has it.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from itertools import chain, cycle, islice
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))
from collections_of_documents import pieces
from sets import CORE, cases

WIDTHS = (6, 9, 9, 9, 14, 11, 11)


class Run(NamedTuple):
    """What a run took: seconds by the clock and of processors, megabytes of its parent and of any worker, beads."""

    clock: float
    processor: float
    parent: float
    worker: float
    beads: int


def write_manifest(path: Path, number: int, fewest: int = 10, most: int = 80) -> None:
    """So many pairs of so many sentences, the same each time."""
    whole = pieces(list(chain.from_iterable(map(cases, CORE))), fewest, most)
    step = max(1, len(whole) // number)  # some of every set
    chosen = islice(cycle(whole[::step] or whole), number)
    with path.open("w", encoding="utf-8") as file:
        for index, each in enumerate(chosen):
            texts = {"source_text": " ".join(each.source), "target_text": " ".join(each.target)}
            row = {"id": f"{index:05} {each.name}", **texts}
            file.write(f"{json.dumps(row, ensure_ascii=False)}\n")


def run(manifest: Path, workers: int, more: list[str]) -> Run:
    """Align the manifest in a process of its own."""
    out, log = (manifest.with_name(f"{manifest.stem}-{workers}{end}") for end in (".out", ".log"))
    words = [sys.executable, "-m", "aligner", "batch", str(manifest), "-o", str(out), "--workers", str(workers)]
    began = time.monotonic()
    process = os.posix_spawn(sys.executable, [*words, "--lang", "en,es", "--log", str(log), "-q", *more], os.environ)
    parent = 0.0
    while os.waitid(os.P_PID, process, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        parent = max(parent, _peak(process))
        time.sleep(0.05)
    clock = time.monotonic() - began
    _, status, usage = os.wait4(process, 0)  # with all workers, which have ended before it
    if os.waitstatus_to_exitcode(status) > 1:
        raise RuntimeError(f"{' '.join(words)} has failed")
    told = [json.loads(line) for line in log.read_text().splitlines()]
    beads = sum(each.get("beads", 0) for each in told)
    return Run(clock, usage.ru_utime + usage.ru_stime, parent, max(each["memory_mb"] for each in told), beads)


def _peak(process: int) -> float:
    """Megabytes that a process has needed at most; 0 where it has ended."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1000 for line in lines if line.startswith("VmHWM")), 0.0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, nargs="+", default=[200, 2000])
    parser.add_argument("--sizes", type=int, nargs=2, default=[10, 80], metavar=("FEWEST", "MOST"), help="sentences")
    parser.add_argument("more", nargs="*", help="more words for aligner batch, after --")
    given = parser.parse_args()
    names = ("pairs", "workers", "clock s", "proc. s", "pairs/s core", "parent MB", "worker MB")
    print("".join(f"{name:>{width}}" for name, width in zip(names, WIDTHS, strict=True)))
    with tempfile.TemporaryDirectory() as folder:
        for number in given.pairs:
            manifest = Path(folder) / f"{number}.jsonl"
            write_manifest(manifest, number, *given.sizes)
            found = {workers: run(manifest, workers, given.more) for workers in (1, 2)}
            for workers, each in found.items():
                rate = each.beads / each.processor
                cells = (f"{number:,}", workers, f"{each.clock:.1f}", f"{each.processor:.1f}", f"{rate:,.0f}")
                sizes = (f"{each.parent:.0f}", f"{each.worker:.0f}")
                line = zip((*cells, *sizes), WIDTHS, strict=True)
                print("".join(f"{cell:>{width}}" for cell, width in line), flush=True)
            one, two = found[1], found[2]
            by_clock, by_processor = one.clock / two.clock, 2 * one.processor / two.processor
            print(f"speed-up by the clock {by_clock:.2f}; by processor time, were both cores ours: {by_processor:.2f}")


if __name__ == "__main__":
    main()
