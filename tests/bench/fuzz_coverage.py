"""How deep the files of `fuzz.py` lead into the program: ``python tests/bench/fuzz_coverage.py --runs 300``.

For each target, the modules in which its runs came into a function, and the share of the lines inside their functions
that were reached. With ``--missed``, the lines that no target reached as well. Needs the package ``coverage``.
"""

from __future__ import annotations

import argparse
import ast
import logging
import random
import sys
import tempfile
import warnings
from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).parents[1]))

import aligner

if TYPE_CHECKING:
    from fuzz_targets import Target

_PROGRAM = Path(aligner.__file__).parent

_Lines = Mapping[Path, frozenset[int]]


def reached(target: Target, runs: int) -> _Lines:
    """The lines inside functions that the target's runs reached, by module."""
    from coverage import Coverage

    measured = Coverage(data_file=None, include=[f"{_PROGRAM}/*"])
    seeds = target.seeds()
    for index in range(runs):
        data = target.made(random.Random(f"0 {target.name} {index}"), seeds)
        with tempfile.TemporaryDirectory() as place, measured.collect(), suppress(Exception):
            target.run(data, Path(place))
    lines = {
        Path(name): frozenset(measured.get_data().lines(name) or ()) for name in measured.get_data().measured_files()
    }
    return {path: found & inside(path) for path, found in lines.items() if found & inside(path)}


def inside(path: Path) -> frozenset[int]:
    """The first lines of all statements in the functions of a module, but for their docstrings."""
    functions = (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef))
    return frozenset(
        statement.lineno
        for function in functions
        for node in function.body
        for statement in ast.walk(node)
        if isinstance(statement, ast.stmt) and not _is_text(statement)
    )


def _is_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def main() -> None:
    from fuzz_targets import targets

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=300, help="of each target")
    parser.add_argument("--only", default="", metavar="TEXT", help="part of the names of targets")
    parser.add_argument("--missed", action="store_true", help="also the lines that none of these targets reached")
    asked = parser.parse_args()
    warnings.simplefilter("ignore")
    logging.disable()
    every: defaultdict[Path, frozenset[int]] = defaultdict(frozenset)
    print(f"{'target':18}{'modules':>9}{'lines':>8}{'reached':>9}")
    with tempfile.TemporaryDirectory() as folder:
        for target in targets(Path(folder)):
            if asked.only in target.name.replace(" ", ""):
                found = reached(target, asked.runs)
                print(_line(target.name, found), flush=True)
                for path, lines in found.items():
                    every[path] |= lines
    print(_line("all", every))
    if asked.missed:
        for path in sorted(every):
            if missed := sorted(inside(path) - every[path]):
                print(f"{path.relative_to(_PROGRAM)}: {' '.join(map(str, missed))}")


def _line(name: str, found: _Lines) -> str:
    lines = sum(len(inside(path)) for path in found)
    share = sum(map(len, found.values())) / max(lines, 1)
    return f"{name:18}{len(found):9,}{lines:8,}{share:9.0%}"


if __name__ == "__main__":
    main()
