"""Text -> language, by the naive Bayes model over letter sequences that comes with py3langid, and by common words.

Letters tell five words of Spanish from German at once, but from Galician only just; there words such as "el" and "los"
do it, which stand in ``common_words.txt``. Text without a clue is `UNKNOWN` rather than a guess: numbers, and lines of
nothing but names, such as the menus of pages.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.languages import FALLBACK
from aligner.languages.codes import primary

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

UNKNOWN = FALLBACK

# Below this probability a text is `UNKNOWN`; and the weight of a common word, in nats of the model's own score, which
# are more than they should be: see `log_likelihoods`. Both by ``python tests/bench/identification.py --sweep``: of the
# first five words of texts in 14 languages, 92 % are given the right language and .2 % a wrong one (without words and
# with .6, 89 % and .3 %). Over 85 languages of NTREX-128 the wrong ones fell from .8 % to .4 %.
MIN_PROBABILITY, WORD_WEIGHT = 0.7, 9.0

# What a character written in Chinese or in Japanese alone counts, in words. By the same figures, of 1 and 3.
HAN_WEIGHT = 3.0

# At most this many characters, spread over the text, are examined. 20,000 tell similar languages apart, in 20 ms.
MAX_SAMPLE = 20_000

# Weight of a text in which every word has a capital: names look like any language. A guess, with "Facebook Instagram
# Twitter YouTube" and "Peter Ranis" in mind.
NAMES_WEIGHT = 0.2

# Most letters of a line in capitals that is taken for an abbreviation, BBC or NATO. A guess.
LONGEST_ABBREVIATION = 4

# Languages that the model knows but in which files are very rare; it mistakes texts in Spanish, English and others for
# them.
_LEFT_OUT = frozenset({"an", "vo", "zxx"})

# A word with inner apostrophes and hyphens, and one at its end as in "l'"; of Han characters, each one.
_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(_HAN.pattern + r"|[^\W\d_]+(?:['-][^\W\d_]+)*['-]?")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|(?<!\S)\S+@\S+")


@dataclass(frozen=True, slots=True)
class Guess:
    """A language, and its probability among the candidates.

    Attributes:
        language: ISO 639-1 code, or the candidate as it was given, or `UNKNOWN`.
        probability: probability of the best language, 0 to 1, even if it was too low to name that language.
    """

    language: str
    probability: float


def identify(text: str, candidates: Sequence[str] | None = None) -> Guess:
    """The language of a text of any length, among the candidates (None for all that the model knows).

    >>> identify("Había una vez un rey que no tenía corona.").language
    'es'
    >>> identify("Un rey sin corona", ["pt-BR", "es-MX"]).language
    'es-MX'
    """
    logs = log_likelihoods(sample(text))
    if candidates is not None:
        logs = {code: logs[primary(code)] for code in candidates if primary(code) in logs}
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
    ranked = _model().rank(text)
    logs = {code: score * weight for code, score in ranked if len(code) == 2 and code not in _LEFT_OUT}
    for code, said in _weights_of_words(text).items():
        if code in logs:
            logs[code] += WORD_WEIGHT * weight * said
    return logs


def common_shares(text: str) -> dict[str, float]:
    """For each language that has them, the share of its common words in all words of the text.

    >>> shares = common_shares("El gato y los perros")
    >>> round(shares["es"], 2), round(shares["ca"], 2)
    (0.6, 0.2)
    """
    words, common = _words_of(text), _common_words()
    total = words.total()
    found: defaultdict[str, float] = defaultdict(float)
    for word, times in words.items():
        for code in common.get(word, ()):
            found[code] += times / total
    return found


def _weights_of_words(text: str) -> dict[str, float]:
    """What the common words of the text say for each language; a repetition says less than the first time."""
    found: defaultdict[str, float] = defaultdict(float)
    for word, times in _words_of(text).items():
        for code in _common_words().get(word, ()):
            found[code] += math.log1p(times) * (HAN_WEIGHT if _HAN.match(word) else 1)
    return found


def _words_of(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.lower().replace("’", "'")))


def only_names(text: str) -> bool:
    """Whether each word begins with a capital, and not all is in capitals, unless it is one abbreviation.

    >>> only_names("Facebook Twitter Share"), only_names("BBC"), only_names("A report"), only_names("CHAPTER ONE")
    (True, True, False, False)
    """
    words = re.findall(r"[^\W\d_]\w*", text)
    if text.isupper():
        return len(words) == 1 and len(words[0]) <= LONGEST_ABBREVIATION
    return all(word[0].isupper() for word in words)


def sample(text: str, size: int = MAX_SAMPLE) -> str:
    """The text, or pieces spread evenly over it that have ``size`` characters in total."""
    if len(text) <= size:
        return text
    pieces = max(1, size // 500)
    length = size // pieces
    step = (len(text) - length) / max(1, pieces - 1)
    return " ".join(text[round(i * step) : round(i * step) + length] for i in range(pieces))


@cache
def _common_words() -> dict[str, tuple[str, ...]]:
    """Each common word with the languages that have it."""
    languages: dict[str, tuple[str, ...]] = {}
    for line in Path(__file__).with_name("common_words.txt").read_text(encoding="utf-8").splitlines():
        code, *words = line.split()
        if code != "#":
            for word in words:
                languages[word] = (*languages.get(word, ()), code)
    return languages


@cache
def _model() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE)
