"""Time and memory of `aligner align` on texts of 1, 10 and 100 MB a side: ``python tests/bench/large.py [MB ...]``.

Texts are two novels in turn, as often as it takes; in each copy, all names that both languages spell alike are
changed, the same way on both sides, so that no copy is the translation of another. Every size is aligned in a process
of its own, which tells at each step its user seconds, its peak memory so far, and the longest silence before the next
word of progress. At the end the growth from each size to the next is shown: 10 times the text should take 10 times the
time.
"""

from __future__ import annotations

import argparse
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from sets import BENCH

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
    from aligner.commands.arguments import Output
    from aligner.commands.jobs import Settings, run
    from aligner.commands.plan import Job
    from aligner.commands.texts import Reading
    from aligner.options import Options

    def seconds() -> float:
        return resource.getrusage(resource.RUSAGE_SELF).ru_utime

    step, begun, said, silence = "starting", 0.0, time.monotonic(), 0.0

    def row() -> str:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _UNIT
        return f"{step[:44]:44}{seconds() - begun:9.1f}{peak:9.0f}{silence:9.1f}"

    def tell(name: str, share: float) -> None:
        nonlocal step, begun, said, silence
        silence = max(silence, time.monotonic() - said)
        if name != step:
            print(f"{row()}", flush=True)
            step, begun, silence = name, seconds(), 0.0
        said = time.monotonic()

    job = Job("large", source, target, (Output(output, Path(output).suffix[1:]),))
    outcome = run(job, Settings(Reading(Options(languages=LANGUAGES))), tell)
    silence = max(silence, time.monotonic() - said)
    print(row())
    found = outcome.alignment
    print(f"{len(found.source.sentences):,} and {len(found.target.sentences):,} sentences, {len(found.beads):,} beads")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="Time and memory of texts of 1, 10 and 100 MB a side, by step.")
    parser.add_argument("sizes", nargs="*", type=float, default=SIZES, help="megabytes a side (default: 1 10 100)")
    parser.add_argument("--to", default="tsv", help="the format that is written (default: tsv)")
    parser.add_argument("--files", nargs=3, help="align two files into a third in this process, instead")
    given = parser.parse_args(arguments)
    if given.files:
        measure(*given.files)
        return
    if not NOVELS.exists():
        print("skipped: the novels are not here")
        return
    with tempfile.TemporaryDirectory() as name:
        for size in given.sizes:
            source, target = make(Path(name), size)
            print(f"\n{size:g} MB a side{'':33}user s  peak MB  silent s", flush=True)
            command = [sys.executable, __file__, "--files", str(source), str(target), f"{name}/out.{given.to}"]
            subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
