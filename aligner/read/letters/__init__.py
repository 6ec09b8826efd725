"""How unlikely the letters of a text are in some languages: the fewer bits, the more it looks like one of them.

A text is taken as pairs of neighbouring characters. Those of ASCII alone tell nothing, since all encodings agree on
them. Of the others, each costs as many bits as the language makes it unlikely::

    Qué, in Spanish         11 bits
    QuÃ©, in Portuguese     42 bits: there "uã" is rare, and no sign stands after a letter and before none

What is known of each language was counted by ``tests/bench/learn_encodings.py``, which names its sources.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from aligner.read.letters.signs import bits_of_sign, bits_of_signs, is_letter

PLACE = "_"  # what stands in a pair for all that is no letter

# Bits for what the table does not have: a pair of letters that both belong to the language, a letter that does not, a
# character not among those of a language without an alphabet; and for each edge between such a character and a letter
# of ASCII. Guesses, all near the largest bits in the table.
_RARE_PAIR, _FOREIGN_LETTER, _RARE_CHARACTER, _EDGE = 15.0, 17.0, 20.0, 6.0

# Bits that a language costs whose letters others seldom need, because its texts are few. A guess.
_UNCOMMON = {"is": 6.0, "be": 2.0}

# Where letters of ASCII give way to those of another script, between words or within one, and what that costs. A guess.
_SWITCH = re.compile(r"[A-Za-z](?=[\W\d_]*[^\W\d_A-Za-z])")
_SWITCHED = 5.0

_IDEOGRAPHIC = ("zh-Hans", "zh-Hant", "ja", "ko")


class Costs(NamedTuple):
    """What the languages of an encoding make of a text: bits, and the language by which it has the fewest."""

    bits: float
    language: str


def fewest_bits(text: str, languages: Iterable[str]) -> Costs:
    """What a text costs in that of the languages in which it costs least, or in all of them together."""
    pairs = Counter(zip(f" {text}", f"{text} ", strict=True))
    pairs = Counter({pair: n for pair, n in pairs.items() if not (pair[0].isascii() and pair[1].isascii())})
    ideographic = [code for code in languages if code in _IDEOGRAPHIC]
    alphabetic = [code for code in languages if code not in _IDEOGRAPHIC]
    found = [_ideographic(pairs, code) for code in ideographic]
    if alphabetic:
        found.append(_alphabetic(text, pairs, alphabetic))
    return min(found)


class _Language(NamedTuple):
    """Bits by pair of small letters, or by character where there is no alphabet; all characters of these."""

    bits: dict[str, float]
    alphabet: frozenset[str]


@cache
def _tables() -> dict[str, list[str]]:
    tables: dict[str, list[str]] = json.loads(files(__name__).joinpath("frequent.json").read_text(encoding="utf-8"))
    return tables


@cache
def _of(code: str) -> _Language:
    size = 1 if code in _IDEOGRAPHIC else 2
    bits = {
        joined[at : at + size]: float(bits)
        for bits, joined in enumerate(_tables()[code])
        for at in range(0, len(joined), size)
    }
    return _Language(bits, frozenset("".join(bits)) | {PLACE})


def _ideographic(pairs: Counter[tuple[str, str]], code: str) -> Costs:
    bits, total = _of(code).bits, 0.0
    for (a, b), n in pairs.items():
        if not b.isascii():
            cost = bits.get(b)
            if cost is None:
                cost = _RARE_CHARACTER if is_letter(b) else bits_of_sign(b)
            total += n * (cost + (_EDGE if a.isascii() and a.isalpha() else 0))
        elif b.isalpha():
            total += n * _EDGE
    return Costs(total, code)


def _alphabetic(text: str, pairs: Counter[tuple[str, str]], codes: list[str]) -> Costs:
    folded = Counter[str]()
    for (a, b), n in pairs.items():
        folded[_folded(a) + _folded(b)] += n
    told = {pair: n for pair, n in folded.items() if not pair.isascii()}
    best = min(
        Costs(sum(n * _pair(pair, code) for pair, n in told.items()) + _UNCOMMON.get(code, 0.0), code) for code in codes
    )
    if len(codes) > 1:  # several languages in one text, or words of others
        usual = [code for code in codes if code not in _UNCOMMON]
        mixed = sum(n * (2 + min(_pair(pair, code) for code in usual)) for pair, n in told.items())
        best = min(best, Costs(mixed, best.language))
    switches = 0 if "a" in _of(best.language).alphabet else len(_SWITCH.findall(text))
    return Costs(best.bits + bits_of_signs(text) + _SWITCHED * switches, best.language)


def _alone(told: dict[str, int], code: str) -> float:
    return sum(n * _pair(pair, code) for pair, n in told.items()) + _UNCOMMON.get(code, 0.0)


def _pair(pair: str, code: str) -> float:
    language = _of(code)
    found = language.bits.get(pair)
    if found is not None:
        return found
    return _RARE_PAIR if language.alphabet.issuperset(pair) else _FOREIGN_LETTER


@cache
def _folded(character: str) -> str:
    return character.lower()[0] if is_letter(character) else PLACE
