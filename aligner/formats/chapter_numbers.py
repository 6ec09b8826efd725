"""Headings that only count: "II", "CHAPTER II", "Chapter Two", 第二十三章."""

from __future__ import annotations

import re

from aligner import languages

_ROMAN = re.compile(r"[IVXLC]+")
_MARKS = ".:,;()[]—–-"
# Characters of a number in a script without spaces: 第二十三章. A guess.
_LONGEST_RUN = 6


def is_number(text: str, language: str) -> bool:
    """Whether a heading is only a number, perhaps with a word for what is counted.

    A word for a number stands last, unless the other is one for a chapter or part.

    >>> [is_number(text, "en") for text in ("II.", "CHAPTER II", "12", "Chapter Two", "Two Brothers", "In which", "")]
    [True, True, True, True, False, False, False]
    >>> is_number("Capítulo primero", "es"), is_number("Primera parte", "es"), is_number("第二十三章", "zh")
    (True, True, True)
    """
    from aligner.quality.quantities import quantities

    words = [word for part in text.split() if (word := part.strip(_MARKS))]
    if not 0 < len(words) <= 2:
        return False
    if any(_ROMAN.fullmatch(word) or _is_numeric(word) for word in words):
        return True
    counted = not {word.lower() for word in words}.isdisjoint(languages.words("chapter_words"))
    return any(
        found.form != "month"
        for word in (words if counted else words[-1:])
        for found in quantities(word.lower(), language)
    )


def begins_with_number(text: str, language: str) -> bool:
    """Whether a heading is one of several, by its first words: a number with a mark, or a word for what is counted.

    >>> [begins_with_number(text, "en") for text in ("Chapter Two. The Ferry", "Part I", "IV. The Ferry", "II")]
    [True, True, True, True]
    >>> [begins_with_number(text, "en") for text in ("The Ferry", "25 Years of Rain", "Harbours: 25 of them")]
    [False, False, False]
    """
    first = text.split()[:2]
    if is_number(text, language) or (first[:1] and first[0][-1] in _MARKS and is_number(first[0], language)):
        return True
    counted = any(word.strip(_MARKS).lower() in languages.words("chapter_words") for word in first)
    return counted and is_number(" ".join(first), language)


def _is_numeric(word: str) -> bool:
    return word.isnumeric() or (len(word) <= _LONGEST_RUN and any(letter.isnumeric() for letter in word))
