"""Abbreviations that a text spells out: "Partido Obrero Socialista (POS)", "MOCASE (Movimiento Campesino …)".

The initials need not be those of the words: in "Revolutionary Workers' Party (PRT)", they are another language's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from aligner.languages import words as words_of_all
from aligner.words.look_alikes import bare

# Capitals, perhaps in parts, or a word with capitals inside it (FaSinPat).
ABBREVIATION = re.compile(r"[A-Z][A-Z&]+(?:-[A-Z]+)*|[A-Z][a-z]+(?:[A-Z][a-z]*)+")
# The words of a name, and the dash inside one.
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*['’]?|[–—]")
_AROUND = ' “”"«»‘’'
# The most words of a spelt-out abbreviation.
_MOST_WORDS = 10
# In another language, so many of the initials are the same. Half of those of PRT and RWP are, and chance gives fewer.
_SAME_INITIALS = 0.6


def spelt_out(before: str, abbreviation: str) -> str:
    """The end of a text that an abbreviation after it stands for; empty if there is none.

    >>> spelt_out("members of the Liga de Unidad Socialista ", "LUS"), spelt_out("met Hector ", "MTD")
    ('Liga de Unidad Socialista', '')
    """
    found = list(_WORD.finditer(before))[-_MOST_WORDS:]
    own = _run_in_name(found)
    for spans in (found, own):
        exact = [k for k in range(len(spans)) if _stands_for(abbreviation, _texts(spans[k:]))]
        if exact:
            return before[spans[exact[-1]].start() :].strip(_AROUND)
    alike = [k for k in range(len(own)) if _begins_name(own, k) and _is_alike(abbreviation, _texts(own[k:]))]
    if not alike:
        return ""
    letters = len(_letters(abbreviation))
    nearest = min(alike, key=lambda k: abs(len(_initials(_texts(own[k:]))) - letters))
    return before[own[nearest].start() :].strip(_AROUND)


def spells_out(abbreviation: str, phrase: str) -> bool:
    """Whether a name may be what an abbreviation before it stands for: its letters are in the name, in order.

    >>> spells_out("MOCASE", "Movimiento Campesino de Santiago del Estero"), spells_out("FSM", "La Casona")
    (True, False)
    """
    letters, text = bare(abbreviation.replace("-", "").lower()), bare(phrase.lower())
    if len(_WORD.findall(phrase)) < 2 or not text.startswith(letters[:1]):
        return False
    initials = {bare(word[:1].lower()) for word in _WORD.findall(phrase)}
    rest = iter(text)
    return all(letter in rest for letter in letters) and len(initials & set(letters)) >= 2


def _run_in_name(found: Sequence[re.Match[str]]) -> Sequence[re.Match[str]]:
    """The last words, as far back as they have capitals or join such words."""
    first = len(found)
    for k in range(len(found) - 1, -1, -1):
        word = found[k][0]
        if word[0].isupper():
            first = k
        elif word.lower() not in _joining() and word not in "–—":
            break
    return found[first:]


def _begins_name(found: Sequence[re.Match[str]], k: int) -> bool:
    word = found[k][0]
    return word[0].isupper() and word.lower() not in words_of_all("articles") and not word.endswith(("'s", "’s"))


@cache
def _joining() -> frozenset[str]:
    return frozenset(words_of_all("inside_terms")) | {"y", "e", "and", "et", "und"}


def _initials(words: Sequence[str]) -> list[str]:
    parts = [part for word in words for part in re.split("[-–—]", word) if part]
    return [bare(part[0].lower()) for part in parts if part.lower() not in _joining()]


def _texts(found: Sequence[re.Match[str]]) -> list[str]:
    return [match[0] for match in found]


def _letters(abbreviation: str) -> list[str]:
    return [letter for letter in abbreviation.lower() if letter.isalpha()]


def _stands_for(abbreviation: str, words: Sequence[str]) -> bool:
    """Whether the initials of the words are the letters, and the first word is no mere link."""
    all_initials = [bare(part[0].lower()) for word in words for part in re.split("[-–—]", word) if part]
    return words[0].lower() not in _joining() and _letters(abbreviation) in (_initials(words), all_initials)


def _is_alike(abbreviation: str, words: Sequence[str]) -> bool:
    """Whether most of the initials are those of the words, in any order: a name in another language."""
    letters, initials = Counter(_letters(abbreviation)), Counter(_initials(words))
    enough = (letters & initials).total() >= _SAME_INITIALS * letters.total()
    return enough and letters.total() > 2 and abs(letters.total() - initials.total()) <= 1
