"""Questions that are none on the other side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from aligner.languages import language
from aligner.quality.finding import Finding
from aligner.quality.texts import Texts

# How likely it is to be worth a look where one side asks and the other does not, by eye on the development sets.
_WEIGHT = 0.7
# What is asked in one language is often exclaimed in another: "What has he done?", "¡Qué ha hecho!"
_EXCLAIMING = re.compile("[!¡！]")


def questions(texts: Texts) -> Iterator[Finding]:
    """Beads one side of which asks, while the other neither asks nor exclaims.

    Nothing is found where a language has no marks for questions.
    """
    ours, theirs = _asking(texts.source.language), _asking(texts.target.language)
    if not ours or not theirs:
        return
    for k, left, right in texts.pairs():
        asks = bool(ours.search(left)), bool(theirs.search(right))
        other = right if asks[0] else left
        if asks[0] != asks[1] and not _EXCLAIMING.search(other) and "code" not in texts.kinds_of(k):
            yield Finding(range(k, k + 1), "question", "? | –" if asks[0] else "– | ?", _WEIGHT)


@cache
def _asking(code: str) -> re.Pattern[str] | None:
    """A question mark of the language, but not one inside an address or code."""
    marks = "|".join(map(re.escape, sorted(language(code).question_marks)))
    return re.compile(rf"(?:{marks})(?![\w=&/])|[¿](?=\w)") if marks else None
