"""Which language the first five words of a text show: ``python tests/bench/identification.py [--sweep]``.

The texts are the sentences of the development sets: news in nine languages, Text+Berg, and treebanks. Each is cut after
five words, in scripts without blanks after as many characters as five words have on average. Shares of the cut texts:

- right: their language is named.
- und: none is named.
- wrong: another is named. Some of the sentences are indeed in another language, or half in one: about .2 %.

``--sweep`` varies the constants of `aligner.languages.identify` on every other text, and judges on the rest.
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from sets import BENCH, ntrex, textberg

from aligner.languages import identify as module
from aligner.languages.codes import UNDETERMINED

WORDS = 5
# Characters that a word has on average in scripts without blanks; a guess.
CHARACTERS = {"zh": 1.6, "ja": 2.0, "th": 4.5}
MOST = 1200  # texts of each language

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


@dataclass(frozen=True)
class Shares:
    """Shares of the texts of one language, and the languages named in its place."""

    right: float
    unknown: float
    wrong: float
    instead: Counter[str]


def opening(text: str, language: str) -> str:
    """The first five words; empty if there are not as many."""
    if language in CHARACTERS:
        letters = [i for i, character in enumerate(text) if character.isalnum() or "\u0e00" <= character <= "\u0e7f"]
        wanted = round(WORDS * CHARACTERS[language])
    else:
        letters = [match.end() - 1 for match in _WORD.finditer(text)]
        wanted = WORDS
    return text[: letters[wanted - 1] + 1] if len(letters) >= wanted else ""


def openings() -> dict[str, list[str]]:
    """The openings of each language, in random order, none twice."""
    found: dict[str, dict[str, None]] = {}
    for language, text in _sentences():
        if cut := opening(text, language):
            found.setdefault(language, {})[cut] = None
    chance = random.Random(0)
    return {language: chance.sample(list(texts), min(MOST, len(texts))) for language, texts in sorted(found.items())}


def _sentences() -> Iterator[tuple[str, str]]:
    for case in [*ntrex(), textberg()]:
        for side in (case.source, case.target):
            yield from ((side.language, sentence.text) for sentence in side.sentences)
    for path in sorted((BENCH / "segmentation").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield from ((path.name[:2], row["text"][start:end]) for start, end in row["sentences"])


def shares(texts: list[str], language: str) -> Shares:
    told = Counter(module.identify(text).language for text in texts)
    right, unknown = told.pop(language, 0) / len(texts), told.pop(UNDETERMINED, 0) / len(texts)
    return Shares(right, unknown, sum(told.values()) / len(texts), told)


def mean(found: list[Shares]) -> tuple[float, float, float]:
    """Right, unknown and wrong, each language counting the same."""
    n = len(found)
    return sum(x.right for x in found) / n, sum(x.unknown for x in found) / n, sum(x.wrong for x in found) / n


def sweep(every: dict[str, list[str]]) -> None:
    print(f"{'weight':>7}{'least':>7}{'right':>8}{'wrong':>8}   on the other half")
    for weight in (0.0, 3.0, 6.0, 9.0, 12.0):
        for least in (0.5, 0.6, 0.7, 0.8, 0.9):
            module.WORD_WEIGHT, module.MIN_PROBABILITY = weight, least
            halves = [mean([shares(texts[half::2], code) for code, texts in every.items()]) for half in (0, 1)]
            print(f"{weight:>7}{least:>7}" + "".join(f"{right:>8.3f}{wrong:>8.4f}  " for right, _, wrong in halves))


def main() -> None:
    if not BENCH.exists():
        print("skipped: the development sets are not here")
        return
    every = openings()
    if "--sweep" in sys.argv:
        sweep(every)
        return
    print(f"{'language':<10}{'texts':>6}{'right':>8}{'und':>8}{'wrong':>8}   instead")
    found = {code: shares(texts, code) for code, texts in every.items()}
    for code, row in found.items():
        instead = ", ".join(f"{other} {times}" for other, times in row.instead.most_common(4))
        print(f"{code:<10}{len(every[code]):>6}{row.right:>8.3f}{row.unknown:>8.3f}{row.wrong:>8.4f}   {instead}")
    right, unknown, wrong = mean(list(found.values()))
    print(f"{'mean':<16}{right:>8.3f}{unknown:>8.3f}{wrong:>8.4f}")


if __name__ == "__main__":
    main()
