"""Learn how often letters follow each other: ``python tests/bench/learn_encodings.py FOLDER`` writes the table that
`aligner.read.letters` reads.

FOLDER holds the sources that ``frequent.json.md`` beside the table names, in their original layout: articles in
``opensource.guide/_articles``, pages in ``tldr/pages.*``, and the packages ``django``, ``wagtail`` and
``rest_framework`` with their translations.

Only counts are taken from them. Of each language at most `MOST` characters of a source are read, so that none outweighs
the others.
"""

from __future__ import annotations

import json
import math
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise, product
from pathlib import Path

import polib

from aligner.read.letters import PLACE
from aligner.read.letters.signs import is_letter

MOST = 400_000

# A letter that is not one in so many belongs to foreign names. How many pairs what is known of the second letter alone
# counts for. Pairs that cost more bits are left to what costs any pair that is not in the table.
FOREIGN, TRUST, MOST_BITS = 1 / 20_000, 8, 14

# The languages, by the name of their folder in any of the sources.
ALPHABETS = """
    es fr de pt it nl ca sv da nb fi is pl cs hu sk hr ro sl lt lv et ru uk bg sr mk be el tr ar fa ur he th
"""
IDEOGRAPHS = {"zh-Hans": "gb2312", "zh-Hant": "big5", "ja": "shift_jis", "ko": "euc_kr"}
FOLDERS = {
    "zh-Hans": ("zh-hans", "zh", "zh_Hans"),
    "zh-Hant": ("zh-hant", "zh_TW", "zh_Hant"),
    "pt": ("pt", "pt_PT", "pt_BR"),
}

# As the encodings have them: Windows-1250 has the cedilla for the comma, Windows-1256 the Arabic yeh for the Persian.
AS_ENCODED = str.maketrans({"ș": "ş", "ț": "ţ", "Ș": "Ş", "Ț": "Ţ", "ی": "ي"})

# How much more often than it is found a character counts that a standard says is common. A guess.
SPREAD = 2e-5

# First bytes of the characters that a standard puts first because they are in common use.
COMMON = {"gb2312": (0xB0, 0xD7), "big5": (0xA4, 0xC6), "shift_jis": (0x88, 0x97), "euc_kr": (0xB0, 0xC8)}


def main() -> None:
    """Read the texts and write the table."""
    root = Path(sys.argv[1])
    table: dict[str, list[str]] = {}
    for code in ALPHABETS.split():
        table[code] = pairs_by_bits(texts_of(root, code))
    for code, standard in IDEOGRAPHS.items():
        table[code] = characters_by_bits(texts_of(root, code), standard)
    place = Path(__file__).parents[2] / "aligner/read/letters/frequent.json"
    place.write_text(json.dumps(table, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def texts_of(root: Path, code: str) -> list[str]:
    """What each source has in a language."""
    names = FOLDERS.get(code, (code,))
    sources = (
        _articles(root / "opensource.guide/_articles", names),
        _pages(root / "tldr", names),
        _messages(root, names),
    )
    return [_first(pieces).translate(AS_ENCODED) for pieces in sources]


def _first(pieces: Iterator[str]) -> str:
    found, size = [], 0
    for piece in pieces:
        found.append(piece)
        size += len(piece)
        if size > MOST:
            break
    return "\n".join(found)[:MOST]


def _articles(root: Path, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        for path in sorted((root / name).glob("*.md")):
            yield re.sub(r"\A---.*?\n---|\(http[^)]*\)|<[^>]*>", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL)


def _pages(root: Path, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        for path in sorted((root / f"pages.{name}").rglob("*.md")):
            lines = re.findall(r"^[>-] (.*)", path.read_text(encoding="utf-8"), re.MULTILINE)
            yield re.sub(r"<[^>]*>|`[^`]*`", " ", "\n".join(lines))


def _messages(root: Path, names: tuple[str, ...]) -> Iterator[str]:
    for path in sorted(root.glob("*/**/locale/*/LC_MESSAGES/*.po")):
        if path.parents[1].name in names:
            entries = polib.pofile(str(path)).translated_entries()
            told = [entry.msgstr or " ".join(entry.msgstr_plural.values()) for entry in entries]
            yield re.sub(r"%\(\w+\)\w|%\w|\{[^}]*\}|<[^>]*>", " ", "\n".join(told))


def pairs_by_bits(texts: list[str]) -> list[str]:
    """Pairs with a letter beyond ASCII: the item with index n holds those whose second letter has probability 2 ** -n
    after the first, estimated from how often the pair is found and, as if that were `TRUST` more, the second letter."""
    counts: Counter[tuple[str, str]] = Counter()
    for text in texts:
        folded = "".join(c.lower()[0] if is_letter(c) else PLACE for c in f" {text} ")
        counts.update(pairwise(folded))
    first, letters = _sums(counts, 0), _sums(counts, 1)
    total = letters.total()
    frequent = {c for c, n in letters.items() if n > FOREIGN * total}
    script = _script(next(c for c, _ in letters.most_common() if c != PLACE))
    own = sorted({c for c in frequent if c != PLACE and _script(c) == script} | {PLACE})
    foreign = {c for c in own if not c.isascii()}
    bands: dict[int, list[str]] = {}
    for a, b in product(own, own):
        if a in foreign or b in foreign:
            share = (counts[a, b] + TRUST * letters[b] / total) / (first[a] + TRUST)
            if (bits := round(-math.log2(share))) <= MOST_BITS:
                bands.setdefault(bits, []).append(a + b)
    return ["".join(bands.get(n, [])) for n in range(max(bands) + 1)]


def _script(letter: str) -> str:
    """The first word of its name: ``"LATIN"``."""
    return unicodedata.name(letter).partition(" ")[0]


def _sums(counts: Counter[tuple[str, str]], place: int) -> Counter[str]:
    found: Counter[str] = Counter()
    for pair, n in counts.items():
        found[pair[place]] += n
    return found


def characters_by_bits(texts: list[str], standard: str) -> list[str]:
    """Characters beyond ASCII by their probability in the same way; those that are common by the standard are counted
    `SPREAD` of all more often than they are found, since other texts are about other things."""
    counts = Counter(c for text in texts for c in text if not c.isascii() and _encodes(c, standard))
    more = max(1, round(SPREAD * counts.total()))
    least, most = COMMON[standard]
    for lead in range(least, most + 1):
        for trail in range(0x40, 0xFF):
            try:
                counts[bytes([lead, trail]).decode(standard)] += more
            except UnicodeDecodeError:
                continue
    total = sum(counts.values())
    bands: dict[int, list[str]] = {}
    for c, n in sorted(counts.items()):
        bands.setdefault(round(-math.log2(n / total)), []).append(c)
    return ["".join(bands.get(n, [])) for n in range(max(bands) + 1)]


def _encodes(c: str, standard: str) -> bool:
    try:
        return bool(c.encode(standard))
    except UnicodeEncodeError:
        return False


if __name__ == "__main__":
    main()
