"""Text to the tokens that evidence and lexicon count: words in lower case, numbers, and telling punctuation.

::

    "—¿Don't you know?" ──▶ ["—", "¿", "don", "t", "you", "know", "?"]
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import regex

# All marks of one function become one token: quotes differ by language and typist, dashes by typist.
_FOLD = str.maketrans({**dict.fromkeys("«»“”„‟‹›", '"'), **dict.fromkeys("–―‒", "—"), "’": "'", "‘": "'"})

# Full stops, commas and apostrophes tell nothing about which sentence translates which.
_PATTERN = r"""
    \d{1,3}(?:[\ \u00a0\u202f]\d{3})+(?:[.,]\d+)?(?!\d)   # a number, its thousands set apart by spaces
  | \d+(?:[.,:/]\d+)*                                   # a number, date or time, with its separators
  | [\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]\p{M}*     # scripts without spaces: each letter
  | \p{L}[\p{L}\p{M}]*                                  # a word
  | [?!¿¡:;()"—…%$€£&@/#=+]
"""


def tokenize(text: str) -> list[str]:
    """The tokens of a text, in order.

    >>> tokenize("El 1.000,5 % de «las niñas»… no.")
    ['el', '1.000,5', '%', 'de', '"', 'las', 'niñas', '"', '…', 'no']
    """
    text = text.replace("...", "…")
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).translate(_FOLD)
    tokens: list[str] = _compiled().findall(text.lower())
    return tokens


@cache
def _compiled() -> regex.Pattern[str]:
    import regex

    return regex.compile(_PATTERN, regex.VERBOSE | regex.V1)
