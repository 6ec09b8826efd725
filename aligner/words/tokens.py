"""Text -> the tokens that evidence and lexicon count: words in lower case, numbers, and informative punctuation.

::

    "—¿Don't you know?" ──▶ ["—", "¿", "don", "t", "you", "know", "?"]
    "東京タワーへ"         ──▶ ["東京", "タワー", "へ"]

Where a script sets no spaces between words, overlapping pieces of a run of letters stand for its words: two letters
each of Chinese and Japanese, three syllables each of Thai, Lao, Khmer and Burmese. On news from English, single letters
give strict F1 .90 for Japanese and .59 for Thai once words are learned from the text itself; two letters .95 and .89;
three .95 and .97. Katakana, which spells names and loans, is kept whole.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import regex

# Letters of scripts without spaces between words: pieces of two, or of three.
_IDEOGRAPHS = r"\p{sc=Han}\p{sc=Hira}々"
_SYLLABLES = r"\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}"
_LOANS = r"\p{sc=Kana}ー"
_UNSPACED = rf"{_IDEOGRAPHS}{_SYLLABLES}{_LOANS}"

_NUMBER = r"\d+(?:[.,:/]\d+)*"
# A number, date or time with its separators; a letter of a script without spaces; a word. The scripts of the reading
# view use this pattern to find the words that it lights, and browsers recognise a script only by ``sc=``.
WORD = rf"{_NUMBER}|[\p{{sc=Han}}\p{{sc=Hira}}\p{{sc=Kana}}\p{{sc=Thai}}]\p{{M}}*|\p{{L}}[\p{{L}}\p{{M}}]*"
_SPACED_NUMBER = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?(?!\d)"  # spaces set its thousands apart
_SPACED_WORD = rf"(?:(?![{_UNSPACED}])\p{{L}})(?:(?![{_UNSPACED}])[\p{{L}}\p{{M}}])*"
_RUNS = rf"[{_LOANS}]+|[{_IDEOGRAPHS}][{_IDEOGRAPHS}\p{{M}}]*|[{_SYLLABLES}][{_SYLLABLES}\p{{M}}]*"
# Full stops, commas and apostrophes say nothing about which sentence translates which.
_MARK = r'[?!¿¡:;()"—…%$€£&@/#=+]'
# Most texts are of these characters alone; the patterns of the standard library find their tokens in half the time.
_LATIN_LETTERS = "a-zß-öø-ɏ"
_LATIN = re.compile(rf"[\x00-@\[-\x7f\u00a0¿¡—…£{_LATIN_LETTERS}€\u202f]*")
_LATIN_TOKEN = re.compile(rf"{_SPACED_NUMBER}|{_NUMBER}|[{_LATIN_LETTERS}]+|{_MARK}")
# Decimal digits of all scripts have smaller code points.
_LAST_DIGIT = 0x20000


def tokenize(text: str) -> list[str]:
    """The tokens of a text, in order.

    >>> tokenize("El 1.000,5 % de «las niñas»… no.")
    ['el', '1.000,5', '%', 'de', '"', 'las', 'niñas', '"', '…', 'no']
    >>> tokenize("第２回は何？")
    ['第', '2', '回は', 'は何', '?']
    """
    text = _folded(text)
    if _LATIN.fullmatch(text):
        return _LATIN_TOKEN.findall(text)
    found = _pattern(f"{_SPACED_NUMBER}|{_NUMBER}|{_RUNS}|{_SPACED_WORD}|{_MARK}").findall(text)
    if not _pattern(f"[{_UNSPACED}]").search(text):
        return list(found)
    return list(chain.from_iterable(_pieces(token) for token in found))


def shown_words(text: str) -> list[str]:
    """The words and numbers of a text as the reading view finds them: without spaces between words, letter by letter.

    >>> shown_words("東京 is Tokyo.")
    ['東', '京', 'is', 'tokyo']
    """
    words: list[str] = _pattern(WORD).findall(_folded(text))
    return words


def _folded(text: str) -> str:
    """In lower case, marks with the same function alike, and all digits those of ASCII."""
    text = text.replace("...", "…")
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).translate(_fold())
    return text.lower()


def is_piece(token: str) -> bool:
    """Whether a token is a piece of a run without spaces, and perhaps no word at all.

    >>> is_piece("東京"), is_piece("タワー"), is_piece("tower")
    (True, False, False)
    """
    return not token.isascii() and bool(_pattern(f"[{_IDEOGRAPHS}{_SYLLABLES}]").match(token))


def _pieces(token: str) -> list[str]:
    """A run of letters without spaces as overlapping pieces; any other token as it is."""
    if not is_piece(token):
        return [token]
    size = 2 if _pattern(f"[{_IDEOGRAPHS}]").match(token) else 3
    letters = _pattern(r"\X").findall(token)
    return ["".join(letters[k : k + size]) for k in range(max(1, len(letters) - size + 1))]


@cache
def _fold() -> dict[int, str]:
    """What stands for a character: quotes differ by language and typist, dashes by typist, digits by script."""
    wide = {chr(ordinary + 0xFEE0): chr(ordinary) for ordinary in range(ord("!"), ord("~") + 1)}
    digits = {c: str(unicodedata.digit(c)) for c in map(chr, range(128, _LAST_DIGIT)) if c.isdecimal()}
    quotes = dict.fromkeys("«»“”„‟‹›「」『』《》〈〉", '"')
    marks = dict.fromkeys("–―‒", "—") | {"’": "'", "‘": "'", "؟": "?", "؛": ";", "٪": "%", "⋯": "…"}
    marks |= {"٫": ".", "٬": ","}
    return str.maketrans(wide | digits | quotes | marks)


@cache
def _pattern(expression: str) -> regex.Pattern[str]:
    import regex

    return regex.compile(expression, regex.V1)
