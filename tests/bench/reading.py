"""How well readers find blocks in other programs' files: ``python tests/bench/reading.py [FORMAT]... [--errors]``.

Each ``tests/files/FORMAT/NAME.SUFFIX`` that has ``NAME.expected.json`` beside it (a list of ``{kind, level?, text}``)
is read. A block is exact if its whole text is, in order; `kinds` is the share of exact blocks whose kind and, if one is
expected, level are right too. ``--errors`` prints what was missed (-) and what should not be there (+).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

from aligner.errors import AlignerError
from aligner.model import Block
from aligner.read import READERS, read

FOLDER = Path(__file__).resolve().parents[1] / "files"
EXPECTED = ".expected.json"


@dataclass
class Count:
    """Numbers of blocks: expected, found, exact, and exact with their kind; and a line for each that is wrong."""

    wanted: int = 0
    found: int = 0
    exact: int = 0
    kinds: int = 0
    errors: list[str] = field(default_factory=list)

    def __add__(self, other: Count) -> Count:
        pairs = ((self.wanted, other.wanted), (self.found, other.found), (self.exact, other.exact))
        return Count(*map(sum, pairs), self.kinds + other.kinds, self.errors + other.errors)

    @property
    def precision(self) -> float:
        return self.exact / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.exact / self.wanted if self.wanted else 1.0

    def row(self, name: str) -> str:
        kinds = self.kinds / self.exact if self.exact else 0.0
        return f"{name:<28}{self.exact:>7} /{self.wanted:>5}{self.precision:>11.3f}{self.recall:>8.3f}{kinds:>7.3f}"


def samples(format: str) -> Iterator[tuple[Path, list[dict[str, object]]]]:
    """The files of a format, each with its expected blocks."""
    for expected in sorted((FOLDER / format).glob(f"*{EXPECTED}")):
        name = expected.name.removesuffix(EXPECTED)
        blocks = json.loads(expected.read_text("utf-8"))
        for path in sorted(expected.parent.glob(f"{name}.*")):
            if path.stem == name and path.suffix in READERS:
                yield path, blocks


def compare(wanted: list[dict[str, object]], found: tuple[Block, ...]) -> Count:
    """The exact blocks, found by the longest common parts of the two lists."""
    filled = [block for block in found if block.text]
    left, right = [str(block["text"]) for block in wanted if block["text"]], [block.text for block in filled]
    kinds = [(block["kind"], block.get("level")) for block in wanted if block["text"]]
    count = Count(len(left), len(right))
    for tag, i, i_end, j, j_end in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag != "equal":
            count.errors += [f"- {text}" for text in left[i:i_end]] + [f"+ {text}" for text in right[j:j_end]]
            continue
        for (kind, level), block in zip(kinds[i:i_end], filled[j:j_end], strict=True):
            same = kind == block.kind and level in (None, block.level)
            count.exact += 1
            count.kinds += same
            if not same:
                count.errors.append(f"! {kind} {level}, not {block.kind} {block.level}: {block.text}")
    return count


def measure(path: Path, wanted: list[dict[str, object]]) -> Count:
    """One file's figures; a file that cannot be read has no blocks."""
    try:
        return compare(wanted, read(path))
    except AlignerError as error:
        return Count(wanted=len(wanted), errors=[f"! {error}"])


def main(arguments: list[str]) -> None:
    """Print a table: each file, and each format as a whole."""
    chosen = [name for name in arguments if not name.startswith("-")]
    print(f"{'':<28}{'exact / blocks':>14}{'precision':>11}{'recall':>8}{'kinds':>7}")
    for format in chosen or sorted(path.name for path in FOLDER.iterdir() if path.is_dir()):
        total = Count()
        for path, wanted in samples(format):
            count = measure(path, wanted)
            total += count
            print(count.row(f"  {path.name}"))
            if "--errors" in arguments:
                for error in count.errors:
                    print(f"    {error[:150]!r}")
        if total.wanted:
            print(total.row(format))


if __name__ == "__main__":
    main(sys.argv[1:])
