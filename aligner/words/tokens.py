"""Text -> the tokens that evidence and lexicon count: words in lower case, numbers, and informative punctuation.

::

    "—¿Don't you know?" ──▶ ["—", "¿", "don", "t", "you", "know", "?"]
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import regex

# Marks with the same function become the same token: quotes differ by language and typist, dashes by typist.
_FOLD = str.maketrans({**dict.fromkeys("«»“”„‟‹›", '"'), **dict.fromkeys("–―‒", "—"), "’": "'", "‘": "'"})

# A number, date or time with its separators; a letter of a script without spaces; a word. The scripts of the reading
# view use this pattern to find the same words, and browsers recognise a script only by ``sc=``.
WORD = r"\d+(?:[.,:/]\d+)*|[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}]\p{M}*|\p{L}[\p{L}\p{M}]*"
_SPACED_NUMBER = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?(?!\d)"  # spaces set its thousands apart
# Full stops, commas and apostrophes say nothing about which sentence translates which.
_MARK = r'[?!¿¡:;()"—…%$€£&@/#=+]'


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

    return regex.compile(f"{_SPACED_NUMBER}|{WORD}|{_MARK}", regex.V1)
