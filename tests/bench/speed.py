"""How much time and memory alignment takes: ``python tests/bench/speed.py``.

Every figure is for a process of its own, including imports: user and system seconds and peak memory as the kernel
counts them for that child, as the median of `--repeat` runs. ``--full`` adds NLTK on 5,000 units (minutes, 4 GB);
``--encoder`` instead measures alignment with the multilingual encoder, in place of the lexicon and beside it, and
``--profile`` prints where the time goes for `long` and for a novel, by stage and by function.
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import sys
import tempfile
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path
from statistics import median
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))
from sets import BENCH, PAIRED, ladder

LONG = PAIRED / "long"
NOVELS = BENCH.parent / "raw" / "novels"
GROWTH = (1_000, 5_000, 10_000, 20_000)
ENCODED = (1_000, 20_000)
PEER = (200, 500, 1_000)
PEER_FULL = 5_000

# The stages of an alignment: (name, end of the module's path, function). No stage contains another.
STAGES = (
    ("read", "aligner/read/__init__.py", "read"),
    ("read", "aligner/read/__init__.py", "read_text"),
    ("identify", "aligner/languages/identify.py", "identify"),
    ("segment", "aligner/text/segment.py", "segment"),
    ("segment", "aligner/text/segment.py", "segment_lines"),
    ("tokens", "aligner/search/side.py", "of"),
    ("lexicon", "aligner/words/shipped.py", "shipped"),
    ("ties", "aligner/words/ties.py", "tie"),
    ("corridor", "aligner/search/corridor.py", "find"),
    ("gains", "aligner/search/evidence.py", "by_content"),
    ("best path", "aligner/search/paths.py", "ways"),
    ("posteriors", "aligner/search/posteriors.py", "forward"),
    ("posteriors", "aligner/search/posteriors.py", "backward"),
    ("checks", "aligner/quality/flags.py", "flags"),
    ("paragraphs", "aligner/text/paragraphs.py", "paragraph_beads"),
    ("signature", "aligner/align.py", "_signature"),
    ("write", "aligner/formats/__init__.py", "write"),
)
# What a child process runs; its arguments are a number of units and two files.
NLTK_BLOCKS = """
import sys
from itertools import islice
from nltk.translate.gale_church import align_blocks
n = int(sys.argv[1])
align_blocks(*([len(line.rstrip("\\n")) for line in islice(open(path, encoding="utf-8"), n)] for path in sys.argv[2:]))
"""


class Cost(NamedTuple):
    """User and system seconds, and peak memory in megabytes, of a process."""

    user: float
    system: float
    memory: float


def cost(command: Sequence[str]) -> Cost:
    """The cost of a command run to its end; raises if it fails."""
    process = os.posix_spawnp(command[0], list(command), os.environ)
    # wait4 reports on this child alone; RUSAGE_CHILDREN would give the highest memory of all children so far.
    _, status, usage = os.wait4(process, 0)
    if status:
        raise RuntimeError(f"{' '.join(command)} has failed")
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return Cost(usage.ru_utime, usage.ru_stime, usage.ru_maxrss / unit)


def typical(command: Sequence[str], repeat: int) -> Cost:
    """The median of each figure over several runs."""
    return Cost(*(median(figures) for figures in zip(*(cost(command) for _ in range(repeat)), strict=True)))


def align_command(source: Path, target: Path, outputs: Iterable[Path], *options: str) -> list[str]:
    """``aligner align`` as a process."""
    written = [part for output in outputs for part in ("-o", str(output))]
    return [sys.executable, "-m", "aligner", "align", str(source), str(target), *written, "--force", "-q", *options]


def sides(folder: Path, name: str, ending: str) -> tuple[Path, Path]:
    """The English and the Spanish file of a document."""
    return folder / f"{name}.en{ending}", folder / f"{name}.es{ending}"


def head(path: Path, units: int, folder: Path) -> Path:
    """A file of the first units of another."""
    with path.open(encoding="utf-8", newline="\n") as lines:
        text = "".join(islice(lines, units))
    out = folder / f"{units}.{path.name}"
    out.write_text(text, encoding="utf-8", newline="\n")
    return out


def line(name: str, found: Cost, note: str = "") -> None:
    """Print one row of the table."""
    print(f"{name:34}{found.user:8.2f}{found.system:8.2f}{found.memory:9.0f}  {note}".rstrip(), flush=True)


def whole(folder: Path, repeat: int) -> None:
    """The long documents, with accuracy: speed at the cost of accuracy does not count."""
    from aligner.quality.evaluate import evaluate

    for name in ("bible_ot_clean", "bible_ot_mix"):
        out = folder / f"{name}.ladder"
        found = typical(align_command(*sides(LONG, name, ".sents"), [out], "--pre-segmented"), repeat)
        scores = evaluate(ladder(LONG / f"{name}.gold"), ladder(out))
        line(f"long {name}", found, f"strict F1 {scores.strict.f1:.4f}")


def growth(folder: Path, repeat: int) -> None:
    """Longer and longer beginnings of a long document."""
    user = {}
    for units in GROWTH:
        source, target = (head(path, units, folder) for path in sides(LONG, "bible_ot_clean", ".sents"))
        found = typical(align_command(source, target, [folder / "x.ladder"], "--pre-segmented"), repeat)
        user[units] = found.user
        line(f"first {units:,} units", found)
    print(f"{'20,000 / 5,000 units':34}{user[20_000] / user[5_000]:8.2f}")


def encoded(folder: Path, repeat: int) -> None:
    """Beginnings of a long document with the multilingual encoder: without the lexicon, then with it."""
    from aligner import Lexicon

    nothing = folder / "nothing.lexicon"
    Lexicon.empty(("en", "es")).save(nothing)
    for title, options in (("encoder", ("--lexicon", str(nothing))), ("encoder, lexicon", ())):
        for name in ("bible_ot_clean", "bible_ot_mix"):
            for units in ENCODED:
                files = (head(path, units, folder) for path in sides(LONG, name, ".sents"))
                command = align_command(*files, [folder / "x.ladder"], "--pre-segmented", "--encoder", "multilingual")
                line(f"{name[9:]} {units:,} units, {title}", typical([*command, *options], repeat))


def peer(sizes: Iterable[int], repeat: int) -> None:
    """NLTK's gale_church, lengths in characters, on the same units."""
    files = [str(path) for path in sides(LONG, "bible_ot_clean", ".sents")]
    for units in sizes:
        command = [sys.executable, "-c", NLTK_BLOCKS, str(units), *files]
        line(f"NLTK gale_church, {units:,} units", typical(command, repeat))


def novels(folder: Path, repeat: int) -> None:
    """From raw text to three files."""
    outputs = [folder / f"x{suffix}" for suffix in (".tsv", ".html", ".json")]
    for name in ("four_horsemen", "don_quixote"):
        line(f"{name}, raw to 3 files", typical(align_command(*sides(NOVELS, name, ".txt"), outputs), repeat))


def profile(title: str, command: Sequence[str]) -> None:
    """Run the command line in this process and print where its time went."""
    from aligner.cli import main

    watch = cProfile.Profile()
    sys.argv = list(command[2:])
    try:
        watch.runcall(main)
    except SystemExit as end:
        if end.code:
            raise
    stats = pstats.Stats(watch)
    print(f"\n{title}: seconds by stage (a profiler makes calls dearer)")
    by_stage, total = stages(stats)
    for name, seconds in by_stage.items():
        print(f"  {name:12}{seconds:8.2f}{seconds / total:7.0%}")
    stats.sort_stats("cumulative").print_stats(25)


def stages(stats: pstats.Stats) -> tuple[dict[str, float], float]:
    """Cumulative seconds of each stage, the rest of them, and all."""
    entries = stats.stats  # type: ignore[attr-defined]  # missing in typeshed
    out: dict[str, float] = {}
    for (path, _, function), (_, _, _, seconds, _) in entries.items():
        for name, module, wanted in STAGES:
            if function == wanted and Path(path).as_posix().endswith(module):
                out[name] = out.get(name, 0.0) + seconds
    total = float(stats.total_tt)  # type: ignore[attr-defined]
    order = dict.fromkeys(name for name, _, _ in STAGES)
    ordered = {name: out[name] for name in order if name in out}
    return {**ordered, "all else": total - sum(out.values())}, total


def main() -> None:
    parser = argparse.ArgumentParser(description="Speed, memory and growth with length.")
    parser.add_argument("--repeat", type=int, default=3, help="runs of which the median is taken")
    parser.add_argument("--full", action="store_true", help=f"NLTK on {PEER_FULL:,} units too")
    parser.add_argument("--encoder", action="store_true", help="with the multilingual encoder, instead")
    parser.add_argument("--profile", action="store_true", help="where the time goes, instead")
    given = parser.parse_args()
    if not LONG.exists():
        print("skipped: the development sets are not here")
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if given.profile:
            out = [folder / "x.ladder"]
            profile("long", align_command(*sides(LONG, "bible_ot_mix", ".sents"), out, "--pre-segmented"))
            out = [folder / f"x{suffix}" for suffix in (".tsv", ".html", ".json")]
            profile("four_horsemen", align_command(*sides(NOVELS, "four_horsemen", ".txt"), out))
            return
        print(f"{'':34}{'user s':>8}{'sys s':>8}{'peak MB':>9}")
        if given.encoder:
            encoded(folder, given.repeat)
            return
        whole(folder, given.repeat)
        growth(folder, given.repeat)
        peer((*PEER, PEER_FULL) if given.full else PEER, given.repeat)
        novels(folder, given.repeat)


if __name__ == "__main__":
    main()
