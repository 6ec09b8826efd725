"""Text -> language, by the naive Bayes model over letter sequences that comes with py3langid.

Text without a clue is `UNKNOWN` rather than a guess: numbers, and lines of nothing but names, such as the menus of
pages.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from aligner.languages import FALLBACK

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

UNKNOWN = FALLBACK

# Below this probability a text is `UNKNOWN`. A guess: two-word scraps of English and Spanish score less, headings more.
MIN_PROBABILITY = 0.6

# At most this many characters, spread over the text, are examined. 20,000 tell similar languages apart, in 20 ms.
MAX_SAMPLE = 20_000

# Weight of a text in which every word has a capital: names look like any language. A guess, with "Facebook Instagram
# Twitter YouTube" and "Peter Ranis" in mind.
NAMES_WEIGHT = 0.2

# Languages that the model knows but in which files are very rare; it mistakes texts in Spanish, English and others for
# them.
_LEFT_OUT = frozenset({"an", "vo", "zxx"})

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+")


@dataclass(frozen=True, slots=True)
class Guess:
    """A language, and its probability among the candidates.

    Attributes:
        language: ISO 639-1 code, or `UNKNOWN`.
        probability: probability of the best language, 0 to 1, even if it was too low to name that language.
    """

    language: str
    probability: float


def identify(text: str, candidates: Sequence[str] | None = None) -> Guess:
    """The language of a text of any length, among the candidates (None for all that the model knows).

    >>> identify("Había una vez un rey que no tenía corona.").language
    'es'
    """
    logs = log_likelihoods(sample(text))
    if candidates is not None:
        logs = {language: logs[language] for language in candidates if language in logs}
    if not logs:
        return Guess(UNKNOWN, 0.0)
    top = max(logs.values())
    language = max(logs, key=lambda code: logs[code])
    probability = 1 / sum(math.exp(value - top) for value in logs.values())
    return Guess(language if probability >= MIN_PROBABILITY else UNKNOWN, probability)


def log_likelihoods(text: str) -> dict[str, float]:
    """The log-likelihood of each language up to a constant; a difference of two is a log-odds. Empty without a clue.

    The model treats letter sequences as independent, which makes it far too confident; dividing by the square root of
    the length is py3langid's own remedy.
    """
    text = _ADDRESS.sub(" ", text)
    if not any(c.isalpha() for c in text):
        return {}
    weight = (NAMES_WEIGHT if only_names(text) else 1.0) / math.sqrt(len(text.encode("utf-8", errors="replace")))
    return {code: score * weight for code, score in _model().rank(text) if len(code) == 2 and code not in _LEFT_OUT}


def only_names(text: str) -> bool:
    """Whether each word begins with a capital and is not all capitals.

    >>> only_names("Facebook Twitter Share"), only_names("A report in Spanish"), only_names("CHAPTER ONE")
    (True, False, False)
    """
    words = re.findall(r"[^\W\d_]\w*", text)
    return not text.isupper() and all(word[0].isupper() for word in words)


def sample(text: str, size: int = MAX_SAMPLE) -> str:
    """The text, or pieces spread evenly over it that have ``size`` characters in total."""
    if len(text) <= size:
        return text
    pieces = max(1, size // 500)
    length = size // pieces
    step = (len(text) - length) / max(1, pieces - 1)
    return " ".join(text[round(i * step) : round(i * step) + length] for i in range(pieces))


@cache
def _model() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE)
