"""Sentences that only one side has: what was left out of the translation, and what was added to it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from aligner.quality.finding import Finding
from aligner.quality.texts import SHOWN, Texts, shortened

# A run of this many characters is as likely as not to be worth a look; longer ones more so.
_HALF = 60


def omitted(texts: Texts) -> Iterator[Finding]:
    """Runs of source sentences without any target."""
    return _runs(texts, "omitted")


def added(texts: Texts) -> Iterator[Finding]:
    """Runs of target sentences without any source."""
    return _runs(texts, "added")


def _runs(texts: Texts, flag: str) -> Iterator[Finding]:
    """Runs of neighbouring beads of one side only; none where they hold no words."""
    for wanted, group in groupby(enumerate(texts.beads), key=lambda each: _flag(each[1].source, each[1].target)):
        if wanted == flag:
            run = list(group)
            sentences = [i for _, bead in run for i in bead.source or bead.target]
            side = texts.source if flag == "omitted" else texts.target
            shown = [side.sentences[i].text for i in sentences]
            size = sum(map(len, shown))
            if any(map(str.isalpha, "".join(shown))):
                yield Finding(range(run[0][0], run[-1][0] + 1), flag, _detail(shown), run_weight(size))


def run_weight(size: int) -> float:
    """How likely it is to be worth a look that so many characters were left out or added."""
    return size / (size + _HALF)


def _flag(source: range, target: range) -> str:
    return "" if source and target else "omitted" if source else "added"


def _detail(shown: list[str]) -> str:
    if len(shown) == 1:
        return f"“{shortened(shown[0])}”"
    return f"{len(shown)} sentences, from “{shortened(shown[0])}” to “{_end(shown[-1])}”"


def _end(text: str) -> str:
    return text if len(text) <= SHOWN else "…" + (text[-SHOWN:].partition(" ")[2] or text[-SHOWN:])
