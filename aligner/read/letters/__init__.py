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
from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from importlib.resources import files
from operator import add, mul

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
_EDGES = re.compile(r"[A-Za-z](?=[^\x00-\x7f])|[^\x00-\x7f](?=[A-Za-z])")

# How many pairs, or characters, a language's table may grow to by those that it does not have and that are asked for.
_KEPT = 8_000


class Letters:
    """A text's letters, counted once for all the languages that it may be in."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def signs(self) -> float:
        """Bits of what does not depend on the language, if that has an alphabet."""
        return bits_of_signs(self._text)

    def least_bits(self, languages: Iterable[str]) -> float:
        """What the text costs at least in any of the languages; found in less time than what it costs."""
        return 0.0 if any(code in _IDEOGRAPHIC for code in languages) else self.signs

    def bits(self, languages: tuple[str, ...]) -> float:
        """What the text costs in that of the languages in which it costs least, or in all of them together."""
        found = [self._ideographic(code) for code in languages if code in _IDEOGRAPHIC]
        alphabetic = tuple(code for code in languages if code not in _IDEOGRAPHIC)
        return min([*found, self._alphabetic(alphabetic)] if alphabetic else found)

    @cached_property
    def _pairs(self) -> Counter[str]:
        folded = PLACE + self._text.translate(_FOLDED) + PLACE
        counts = Counter(map(add, folded, folded[1:]))
        return Counter({pair: n for pair, n in counts.items() if not pair.isascii()})

    @cached_property
    def _characters(self) -> Counter[str]:
        return Counter({c: n for c, n in Counter(self._text).items() if not c.isascii()})

    @cached_property
    def _edges(self) -> int:
        return len(_EDGES.findall(self._text))

    @cached_property
    def _switches(self) -> int:
        return len(_SWITCH.findall(self._text))

    def _ideographic(self, code: str) -> float:
        return _sum(self._characters, _language(code)) + _EDGE * self._edges

    def _alphabetic(self, codes: tuple[str, ...]) -> float:
        best, language = min((_sum(self._pairs, _language(code)) + _UNCOMMON.get(code, 0.0), code) for code in codes)
        if len(codes) > 1:  # several languages in one text, or words of others
            best = min(best, _sum(self._pairs, _together(codes)))
        switched = 0.0 if "a" in _language(language).alphabet else _SWITCHED * self._switches
        return best + self.signs + switched


def _sum(counts: Counter[str], bits: Mapping[str, float]) -> float:
    return sum(map(mul, counts.values(), map(bits.__getitem__, counts)), 0.0)


class _Language(dict[str, float]):
    """Bits by pair of small letters, or by character where there is no alphabet.

    Attributes:
        alphabet: the characters of all pairs in the table.
    """

    def __init__(self, code: str) -> None:
        size = 1 if code in _IDEOGRAPHIC else 2
        for bits, joined in enumerate(_tables()[code]):
            self.update(dict.fromkeys(map("".join, zip(*[iter(joined)] * size, strict=True)), float(bits)))
        self.alphabet = frozenset("".join(self)) | {PLACE}

    def __missing__(self, found: str) -> float:
        if len(found) == 1:
            bits = _RARE_CHARACTER if is_letter(found) else bits_of_sign(found)
        else:
            bits = _RARE_PAIR if self.alphabet.issuperset(found) else _FOREIGN_LETTER
        return _kept(self, found, bits)


class _Together(dict[str, float]):
    """Bits by pair of what each language may have a part of."""

    def __init__(self, codes: tuple[str, ...]) -> None:
        self._languages = [_language(code) for code in codes if code not in _UNCOMMON]

    def __missing__(self, pair: str) -> float:
        return _kept(self, pair, 2 + min(language[pair] for language in self._languages))


def _kept(table: dict[str, float], key: str, bits: float) -> float:
    if len(table) < _KEPT:
        table[key] = bits
    return bits


_language = cache(_Language)
_together = cache(_Together)


@cache
def _tables() -> dict[str, list[str]]:
    tables: dict[str, list[str]] = json.loads(files(__name__).joinpath("frequent.json").read_text(encoding="utf-8"))
    return tables


class _Folded(dict[int, str]):
    """Letters -> small letters, all else -> `PLACE`, for `str.translate`."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        self[code] = found = character.lower()[0] if is_letter(character) else PLACE
        return found


_FOLDED = _Folded()
