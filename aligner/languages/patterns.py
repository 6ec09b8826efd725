"""The words of a language as regular expressions that match with or without accents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

# Placeholders in the words of a language; see `Language.scraps`.
_BLANKS = {"<word>": r"\w+", "<words>": r"[\w ]{1,20}", "<number>": r"\d+"}
# Combining marks of Latin, Greek and Cyrillic letters; other scripts use such marks for vowels.
_ACCENTS = re.compile("[\u0300-\u036f]")
_BLANK = re.compile("(<[a-z]+>)")


def any_of(words: Iterable[str]) -> str:
    r"""A regular expression for any of the words, to be matched against a text `without_accents`.

    >>> any_of(["parte", "capítulo"]), any_of(["<number> comentarios"])
    ('(?:capitulo|parte)', '(?:\\d+\\ comentarios)')
    """
    plain = sorted({without_accents(word) for word in words}, key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(_source, plain))})" if plain else "(?!)"


def _source(word: str) -> str:
    return "".join(_BLANKS.get(part) or re.escape(part) for part in _BLANK.split(word))


def without_accents(text: str) -> str:
    """The letters without their accents; case is kept.

    >>> without_accents("Capítulo Ñandú"), without_accents("Überschrift")
    ('Capitulo Nandu', 'Uberschrift')
    """
    if text.isascii():
        return text
    return _ACCENTS.sub("", unicodedata.normalize("NFD", text))
