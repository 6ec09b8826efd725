"""Regenerate the table of language subtags: ``python tests/bench/language_subtags.py REGISTRY ISO``.

REGISTRY is IANA's ``language-subtag-registry`` (www.iana.org/assignments/language-subtag-registry), ISO the code table
``iso-639-3.tab`` of the registration authority of ISO 639-3 (iso639-3.sil.org). Both are lists of facts, free to use.
"""

from __future__ import annotations

import csv
import json
import re
import sys
import textwrap
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import aligner

TABLE = Path(aligner.__file__).parent / "languages" / "codes" / "subtags.json"

Record = dict[str, str]


def records(text: str) -> Iterator[Record]:
    """The records of the registry; of repeated fields, the first."""
    for part in text.split("%%\n"):
        record: Record = {}
        for line in part.splitlines():
            name, colon, value = line.partition(": ")
            if colon and not line[0].isspace():
                record.setdefault(name, value)
        yield record


def expanded(subtags: str) -> Iterator[str]:
    """``qaa..qtz`` as each of its members; only the last two letters differ."""
    first, _, last = subtags.partition("..")
    letters = "abcdefghijklmnopqrstuvwxyz"
    letters = letters.upper() if first.isupper() else letters
    every = (first[:-2] + a + b for a in letters for b in letters)
    return (each for each in every if first <= each <= last) if last else iter([first])


def table(registry: str, iso: str) -> dict[str, object]:
    """The table, with lists as words separated by blanks."""
    head, *every = records(registry)
    valid: dict[str, list[str]] = defaultdict(list)
    preferred: dict[str, dict[str, str]] = defaultdict(dict)
    extended: dict[str, list[str]] = defaultdict(list)
    names: dict[str, str] = {}
    for record in every:
        kind, subtag = record["Type"], record.get("Subtag") or record["Tag"]
        if kind == "extlang":
            extended[record["Prefix"]].append(subtag)
        elif kind in ("grandfathered", "redundant"):
            if "Preferred-Value" in record:
                preferred["tag"][subtag.lower()] = record["Preferred-Value"]
        elif "Preferred-Value" in record:
            preferred[kind][subtag] = record["Preferred-Value"]
        else:
            valid[kind] += expanded(subtag)
            if kind == "language" and len(subtag) == 2:
                names[subtag] = re.sub(r" \(.*\)", "", record["Description"])
    return {
        "source": f"IANA Language Subtag Registry of {head['File-Date']} and ISO 639-3; see {Path(__file__).name}",
        **{kind: textwrap.wrap(" ".join(found), 116) for kind, found in valid.items()},
        "extended": {prefix: " ".join(found) for prefix, found in extended.items()},
        "preferred": preferred,
        "two_letters": dict(_two_letters(iso)),
        "names": names,
    }


def _two_letters(iso: str) -> Iterator[tuple[str, str]]:
    """Three-letter codes of ISO 639-2 (both kinds) and ISO 639-3, each with its two-letter code."""
    for row in csv.DictReader(iso.splitlines(), delimiter="\t"):
        columns = {name.lower(): value for name, value in row.items() if name}
        if columns["part1"]:
            for code in dict.fromkeys((columns["id"], columns["part2b"], columns["part2t"])):
                yield code, columns["part1"]


def main() -> None:
    registry, iso = (Path(path).read_text(encoding="utf-8") for path in sys.argv[1:3])
    TABLE.write_text(json.dumps(table(registry, iso), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{TABLE}: {TABLE.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
