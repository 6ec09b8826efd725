"""Numbers that are on one side only."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aligner.quality.finding import Finding
from aligner.quality.texts import Texts

_NUMBER = re.compile(r"\d+(?:[.,:/’' \u00a0\u202f]\d+)*")
_DIGIT = re.compile(r"\d")


def numbers(texts: Texts) -> Iterator[Finding]:
    """Beads whose sides differ in their numbers."""
    for k, left, right in texts.pairs():
        ours, theirs = _numbers(left), _numbers(right)
        if ours != theirs:
            detail = f"{', '.join(ours) or '–'} | {', '.join(theirs) or '–'}"
            yield Finding(range(k, k + 1), "number", detail, 0.7)


def _numbers(text: str) -> list[str]:
    """The numbers of a text by their digits, sorted: "1,000.5" and "1.000,5" are the same."""
    if not _DIGIT.search(text):
        return []
    return sorted(re.sub(r"\D", "", number) for number in _NUMBER.findall(text))
