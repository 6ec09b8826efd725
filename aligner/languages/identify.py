"""Text -> language, by py3langid's naive Bayes model over letter sequences, which comes with its package.

What tells nothing is `UNKNOWN`, not a guess: numbers, and lines of mere names such as menus of web pages.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

UNKNOWN = "und"

# Least probability of a guess. A guess: two-word scraps of English and Spanish have less, their headings more.
MIN_PROBABILITY = 0.6

# Most characters looked at; they are spread over the text. 20,000 tell near languages apart, in 20 ms.
MAX_SAMPLE = 20_000

# What a text of capitalised words only is worth: names look like any language. A guess, with "Facebook Instagram
# Twitter YouTube" and "Peter Ranis" in mind.
NAMES_WEIGHT = 0.2

# Near languages that the model knows but that people hardly have files in; they take from Spanish, English and others.
_LEFT_OUT = frozenset({"an", "vo", "zxx"})

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+")

_NAMES: dict[str, str] = dict(
    re.findall(
        r"(\w+):(\w+)",
        "ar:Arabic bg:Bulgarian bn:Bengali bs:Bosnian ca:Catalan cs:Czech cy:Welsh da:Danish de:German el:Greek "
        "en:English eo:Esperanto es:Spanish et:Estonian eu:Basque fa:Persian fi:Finnish fr:French ga:Irish gl:Galician "
        "gu:Gujarati he:Hebrew hi:Hindi hr:Croatian hu:Hungarian hy:Armenian id:Indonesian is:Icelandic it:Italian "
        "ja:Japanese ka:Georgian kk:Kazakh ko:Korean la:Latin lt:Lithuanian lv:Latvian mk:Macedonian ms:Malay "
        "mt:Maltese nl:Dutch nn:Nynorsk no:Norwegian oc:Occitan pl:Polish pt:Portuguese qu:Quechua ro:Romanian "
        "ru:Russian sk:Slovak sl:Slovenian sq:Albanian sr:Serbian sv:Swedish sw:Swahili ta:Tamil th:Thai tl:Tagalog "
        "tr:Turkish uk:Ukrainian ur:Urdu vi:Vietnamese zh:Chinese",
    )
)


@dataclass(frozen=True, slots=True)
class Guess:
    """A language and how probable it is among the candidates.

    Attributes:
        language: ISO 639-1 code, or `UNKNOWN`.
        probability: 0 to 1, also for the language that was too improbable to be named.
    """

    language: str
    probability: float


def identify(text: str, candidates: Sequence[str] | None = None) -> Guess:
    """Language of a text, of any length, among the candidates (None: all that the model knows).

    >>> identify("Había una vez un rey que no tenía corona.").language
    'es'
    """
    logs = evidence(sample(text))
    if candidates is not None:
        logs = {language: logs[language] for language in candidates if language in logs}
    if not logs:
        return Guess(UNKNOWN, 0.0)
    top = max(logs.values())
    language = max(logs, key=lambda code: logs[code])
    probability = 1 / sum(math.exp(value - top) for value in logs.values())
    return Guess(language if probability >= MIN_PROBABILITY else UNKNOWN, probability)


def evidence(text: str) -> dict[str, float]:
    """For each language a log-likelihood, up to a constant: a difference of two is a log-odds; empty if nothing tells.

    The model takes letter sequences for independent, which makes it far too sure of itself; dividing by the square
    root of the length is py3langid's own remedy.
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
    """The text, or pieces spread evenly over it that have ``size`` characters together."""
    if len(text) <= size:
        return text
    pieces = max(1, size // 500)
    length = size // pieces
    step = (len(text) - length) / max(1, pieces - 1)
    return " ".join(text[round(i * step) : round(i * step) + length] for i in range(pieces))


def name_of(language: str) -> str:
    """English name of a language, or its code where we have none.

    >>> name_of("es")
    'Spanish'
    """
    return _NAMES.get(language, language)


@cache
def _model() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE)
