"""Letters for the characters of fonts that name none: is a code the letter that it stands for in ASCII?

Fonts made of pictures of letters (Type 3) often say no more than the codes, and TeX and other programs keep the letters
at their places in ASCII all the same. That they do shows in the text: the letters that are frequent in languages
written in Latin are frequent in it.
"""

from __future__ import annotations

from collections.abc import Mapping

# The first are the letters most frequent in English, Spanish, French and German. At least this share of a text are of
# these: in those languages .8 and more, for letters at random places .5.
_FREQUENT, _MIN_FREQUENT = frozenset("etaoinsrhldcu"), 0.7
# At least this share of the codes are letters: the others are figures, stops and spaces.
_MIN_LETTERS = 0.5

# ASCII, and the accented letters of Latin-1, which TeX's newer fonts have at the same places.
_PLACES = (range(0x20, 0x7F), (0xA1,), range(0xBF, 0xD7), range(0xD8, 0xF7), range(0xF8, 0xFF))
_LATIN = {code: chr(code) for places in _PLACES for code in places}
# What TeX's older and newer fonts have elsewhere: ligatures, quotation marks, dashes and the rest of the letters.
_TEX = {
    **dict(zip(range(0x0B, 0x10), ("ff", "fi", "fl", "ffi", "ffl"), strict=True)),
    **dict(zip(range(0x10, 0x17), "“”„«»–—", strict=True)),
    **dict(zip(range(0x1B, 0x20), ("ff", "fi", "fl", "ffi", "ffl"), strict=True)),
    **dict(zip((0xBD, 0xBE, 0xD7, 0xF7, 0xFF), "¡¿Œœß", strict=True)),
}


def letters_of(codes: Mapping[int, int]) -> dict[int, str]:
    """The letter of each code, given how often each occurs on a page; none if they do not look like a text.

    >>> from collections import Counter
    >>> letters_of(Counter(b"The sea was calm."))[ord("s")]
    's'
    >>> letters_of(Counter(b"Wkh vhd zdv fdop."))
    {}
    """
    letters = {code: n for code, n in codes.items() if chr(code).isascii() and chr(code).isalpha()}
    frequent = sum(n for code, n in letters.items() if chr(code).lower() in _FREQUENT)
    count = sum(letters.values())
    if not count or count < _MIN_LETTERS * sum(codes.values()) or frequent < _MIN_FREQUENT * count:
        return {}
    return {**_LATIN, **_TEX}
