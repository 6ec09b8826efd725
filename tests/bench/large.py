"""Time and memory of `aligner align` on texts of 1, 10 and 100 MB a side: ``python tests/bench/large.py [MB ...]``.

Texts are two novels in turn, as often as it takes; in each copy, all names that both languages spell alike are
changed, the same way on both sides, so that no copy is the translation of another. Every size is aligned in a process
of its own, which tells of each step its seconds of work, the peak of memory so far, and the longest silence between two
words of progress. At the end the growth from each size to the next is shown: 10 times the text should take 10 times the
time.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from sets import BENCH
from speed import Cost, cost

NOVELS = BENCH.parent / "raw" / "novels"
TITLES = ("four_horsemen", "don_quixote")
LANGUAGES = ("en", "es")
SIZES = (1, 10, 100)

_WORD = re.compile(r"\b[^\W\d_]{4,}\b")
_UNIT = 1 << 20 if sys.platform == "darwin" else 1 << 10


def make(folder: Path, megabytes: float, seed: int = 1) -> tuple[Path, Path]:
    """Two files of about so many megabytes each; the same ones for the same seed."""
    novels = [[(NOVELS / f"{title}.{code}.txt").read_text("utf-8") for code in LANGUAGES] for title in TITLES]
    names = [names_of(*texts) for texts in novels]
    chance = random.Random(seed)
    files = folder / f"{megabytes:g}.en.txt", folder / f"{megabytes:g}.es.txt"
    with files[0].open("w", encoding="utf-8") as source, files[1].open("w", encoding="utf-8") as target:
        size, copy = 0, 0
        while size + len(novels[copy % 2][0]) / 2 < megabytes * 1e6 or not copy:
            new = {name: invented(chance) for name in names[copy % 2]}
            for file, text in zip((source, target), novels[copy % 2], strict=True):
                file.write(renamed(text, new).strip() + "\n\n")
            size += len(novels[copy % 2][0])
            copy += 1
    return files


def names_of(source: str, target: str) -> list[str]:
    """The words that both texts have with a capital only."""
    counts = [Counter(_WORD.findall(text)) for text in (source, target)]
    return sorted(
        word
        for word in counts[0]
        if word.istitle() and word in counts[1] and not any(word.lower() in c for c in counts)
    )


def renamed(text: str, new: Mapping[str, str]) -> str:
    """The text with other names."""
    return _WORD.sub(lambda found: new.get(found.group(), found.group()), text)


def invented(chance: random.Random) -> str:
    """A name of three or four syllables."""
    syllables = (
        "".join((chance.choice("bcdfglmnprstvz"), chance.choice("aeiou"))) for _ in range(chance.choice((3, 4)))
    )
    return ("".join(syllables) + chance.choice("lnrs")).title()


def measure(source: str, target: str, output: str) -> None:
    """Align two files in this process, and print a line for each step."""
    from aligner.batch.pair import Settings, run
    from aligner.batch.task import Output, Task
    from aligner.batch.texts import Reading
    from aligner.options import Options

    steps = Steps()
    task = Task("large", source, target, outputs=(Output(output, Path(output).suffix[1:]),))
    outcome = run(task, Settings(Reading(Options(languages=LANGUAGES))), steps.tell)
    steps.tell("", 1)
    found = outcome.counts
    print(f"{found.sentences[0]:,} and {found.sentences[1]:,} sentences, {found.beads:,} beads")
    for line in (*outcome.warnings, *outcome.written):
        print(line)


class Steps:
    """Prints each step when the next one begins: its seconds, the peak of memory so far, and its longest silence.

    All times are seconds of work of this process: the clock would show what else the machine does.
    """

    def __init__(self) -> None:
        self._step, self._begun, self._said, self._silence = "starting", 0.0, 0.0, 0.0

    def tell(self, step: str, share: float) -> None:
        now = time.process_time()
        self._silence, self._said = max(self._silence, now - self._said), now
        if step != self._step:
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _UNIT
            print(f"{self._step[:44]:44}{now - self._begun:9.1f}{peak:9.0f}{self._silence:9.1f}", flush=True)
            self._step, self._begun, self._silence = step, now, 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description="Time and memory of texts of 1, 10 and 100 MB a side, by step.")
    parser.add_argument("sizes", nargs="*", type=float, default=SIZES, help="megabytes a side (default: 1 10 100)")
    parser.add_argument("--to", default="tsv", help="the format that is written (default: tsv)")
    parser.add_argument("--files", nargs=3, help="align two files into a third in this process, instead")
    given = parser.parse_args()
    if given.files:
        measure(*given.files)
        return
    if not NOVELS.exists():
        print("skipped: the novels are not here")
        return
    costs: list[tuple[float, Cost]] = []
    with tempfile.TemporaryDirectory() as name:
        for size in given.sizes:
            source, target = make(Path(name), size)
            megabytes = source.stat().st_size / 1e6
            print(f"\n{f'{megabytes:.1f} MB a side':44}{'seconds':>9}{'peak MB':>9}{'silent':>9}", flush=True)
            files = [str(source), str(target), str(Path(name) / f"out.{given.to}")]
            costs.append((megabytes, cost([sys.executable, __file__, "--files", *files])))
            print(f"{'in all, user':44}{costs[-1][1].user:9.1f}{costs[-1][1].memory:9.0f}", flush=True)
    for (less, before), (more, after) in pairwise(costs):
        time_ratio, memory_ratio = after.user / before.user, after.memory / before.memory
        print(
            f"\n{more / less:.1f} times the text: {time_ratio:.1f} times the time, {memory_ratio:.1f} times the memory"
        )


if __name__ == "__main__":
    main()
