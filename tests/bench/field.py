"""How well real files are read: ``python tests/bench/field.py FOLDER... [--half learn|report] [--peers]``.

A folder holds a public collection as it is published, or files with their truth beside them. Each kind of folder is a
module with two functions, and says there which layout it expects::

    recognises(folder: Path) -> bool
    table(folder: Path, half: str | None, peers: bool) -> list[str]    # lines to print

``--half`` keeps to the files that rules may be made from (`learn`) or to the others (`report`); without it, the table
has both and all. ``--peers`` runs other programs over the same files, if they are installed. The collections do not
come with the project.
"""

from __future__ import annotations

import argparse
import os
import sys
from importlib import import_module
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as on the command line
from field_halves import HALVES

KINDS = ("field_pages", "field_pdfs", "field_office", "field_encodings")


def tables(folder: Path, half: str | None, peers: bool) -> list[str]:
    """The lines of all kinds that recognise the folder. Raises `ValueError` if none does."""
    kinds = [import_module(name) for name in KINDS]
    found = [kind for kind in kinds if kind.recognises(folder)]
    if not found:
        names = ", ".join(kind.__name__ for kind in kinds)
        raise ValueError(f"{folder}: not a folder of files with their truth; {names} say which layouts are known")
    return [line for kind in found for line in kind.table(folder, half, peers)]


def main(arguments: list[str] | None = None) -> int:
    """Print the tables of each folder; 1 if a folder is not recognised."""
    parser = argparse.ArgumentParser(description="How well real files are read.")
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--half", choices=HALVES)
    parser.add_argument("--peers", action="store_true", help="run other programs too")
    chosen = parser.parse_args(arguments)
    for folder in chosen.folders:
        try:
            lines = tables(folder, chosen.half, chosen.peers)
        except ValueError as error:
            print(error, file=sys.stderr)
            return 1
        print(*lines, sep="\n", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
