"""How unlikely capitals and signs are where they stand, in any language with an alphabet; in bits.

Read as Mac Roman, "¿Qué pasó?" in Windows-1252 is "øQuÈ pasÛ?": capitals inside words. Read as Windows-1252, "Pasó un
año" in Mac Roman is "Pas— un a–o": dashes where no text has them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache

NO_CHARACTER = "\ufffd"  # for bytes that stand for none

# Bits for a capital, and for a small letter, by what stands before them. Guesses.
_CAPITAL = {"": 3.0, "small": 9.0, "capital": 2.5}
_SMALL = {"": 0.2, "small": 0.0, "capital": 0.3}

# Bits for signs by how frequent they are, and for what is no character of any text; how many more if a sign stands
# where none should. Guesses.
_FREQUENT, _SELDOM, _RARE, _NEVER = 8.0, 11.0, 17.0, 26.0
_MISPLACED = 8.0
_FREQUENT_SIGNS = frozenset("“”„‘’‚«»‹›¿¡…–—\xa0،؛؟·ºª°")
_SELDOM_SIGNS = frozenset("€£§©®™•½¼¾²³×±№۔´†\u200c\u200d\u200e\u200f")

# By sign, what it may not stand between, as kinds of characters: letter, space, other.
_MISPLACES = {
    **dict.fromkeys("¿¡„‚", ("ll", "lo", "ls", "ss")),
    **dict.fromkeys("،؛؟", ("ll", "sl", "ss")),
    **dict.fromkeys("½¼¾²³×±", ("ll", "ls", "lo", "sl")),
    **dict.fromkeys("ºª°", ("ll", "sl", "ss")),
    **dict.fromkeys("·№•†‡§", ("ll", "ls", "lo", "sl")),
    "’": ("ll", "sl", "ss"),
    "–": ("ll", "ls", "lo"),
    "—": ("ls", "lo"),
    "\xa0": ("ll", "sl", "ss"),
}
_ELSE_MISPLACED = ("ll",)

# Signs that belong into words: the apostrophe after an elided word (l’eau, dell’arte, Ukrainian м’я), and in English
# before an ending; the point of Catalan.
_IN_WORDS = re.compile(
    r"l·(?=l)|\b(?:[cdjlmnost]|qu|jusqu|lorsqu|un|[a-z]{1,4}ll|[a-z]+un|sant|о)’(?=\w)|(?<=\w)’(?:s|t|d|m|ll|re|ve)\b"
    r"|(?<=[бпвмфр])’(?=[яюєї])",
    re.IGNORECASE,
)


def is_letter(character: str) -> bool:
    """Whether it is a letter, or a mark that is written with one.

    >>> is_letter("é"), is_letter("»")
    (True, False)
    """
    return unicodedata.category(character)[0] in "LM" and character not in "ªº"


def bits_of_signs(text: str) -> float:
    """What the signs beyond ASCII cost where they stand, and the capitals beside letters beyond ASCII.

    >>> bits_of_signs("¿Qué pasó?") < bits_of_signs("øQuÈ pasÛ?")
    True
    """
    kinds = text.translate(_ALIKE)
    triples = Counter(zip(f" {kinds}", kinds, f"{kinds[1:]} ", strict=False))
    bits = sum(n * _in_place(*triple) for triple, n in triples.items())
    return bits - _MISPLACED * len(_IN_WORDS.findall(text))


def bits_of_sign(sign: str) -> float:
    """What a sign costs wherever it stands."""
    if sign == NO_CHARACTER or unicodedata.category(sign) in ("Cc", "Cn", "Co", "Cs"):
        return _NEVER
    return _FREQUENT if sign in _FREQUENT_SIGNS else _SELDOM if sign in _SELDOM_SIGNS else _RARE


class _Alike(dict[int, str]):
    """Characters -> those that stand for all that cost the same, for `str.translate`; signs stay as they are."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        self[code] = found = _alike(character)
        return found


_ALIKE = _Alike()


def _alike(character: str) -> str:
    if is_letter(character):
        capital, small, other = ("A", "a", "") if character.isascii() else ("À", "à", "א")
        return capital if character.isupper() else small if character.islower() else other
    if character.isascii():
        return " " if character.isspace() else "-"
    return character


@lru_cache(10_000)
def _in_place(before: str, character: str, after: str) -> float:
    if is_letter(character):
        return _case(before, character) if not (before.isascii() and character.isascii()) else 0.0
    if character.isascii():
        return 0.0
    misplaced = _kind(before) + _kind(after) in _MISPLACES.get(character, _ELSE_MISPLACED)
    return bits_of_sign(character) + (_MISPLACED if misplaced else 0.0)


def _kind(character: str) -> str:
    return "l" if is_letter(character) else "s" if character.isspace() else "o"


def _case(before: str, letter: str) -> float:
    state = "" if not is_letter(before) else "capital" if before.isupper() else "small"
    return _CAPITAL[state] if letter.isupper() else _SMALL[state] if letter.islower() else 0.0
