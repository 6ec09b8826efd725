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
# In sides of more characters, questions become statements and the reverse as the sentence is built anew.
_LONG = 200
# What is asked in one language is often exclaimed in another: "What has he done?", "¡Qué ha hecho!"
_EXCLAIMING = re.compile("[!¡！]")


def questions(texts: Texts) -> Iterator[Finding]:
    """Beads one side of which asks, while the other neither asks nor exclaims.

    Nothing is found in long sides, and where a language has no marks for questions.
    """
    codes = texts.source.language, texts.target.language
    if not all(language(code).question_marks for code in codes):
        return
    for k, left, right in texts.pairs():
        if max(len(left), len(right)) > _LONG:
            continue
        asks = _asks(left, codes[0]), _asks(right, codes[1])
        other = right if asks[0] else left
        if asks[0] != asks[1] and not _EXCLAIMING.search(other) and not texts.holds_code(k):
            yield Finding(range(k, k + 1), "question", "? | –" if asks[0] else "– | ?", _WEIGHT)


def _asks(text: str, code: str) -> bool:
    return any(mark in text for mark in language(code).question_marks) and bool(_asking(code).search(text))


@cache
def _asking(code: str) -> re.Pattern[str]:
    """A question mark of the language, but not one inside an address or code."""
    marks = "|".join(map(re.escape, sorted(language(code).question_marks)))
    return re.compile(rf"(?:{marks})(?![\w=&/])")
