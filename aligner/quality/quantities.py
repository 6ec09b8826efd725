"""Text -> the quantities in it by value, whether written in digits, in words or as Roman numerals.

::

    "veinte mil"  1,5 millones  "1880-05-01"    "3 p.m."   "siglo XIX"
    20000         1500000       1880, 5, 1      3 or 15    19
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, cached_property

from aligner.languages import language
from aligner.languages.patterns import without_accents
from aligner.quality.spoken import Spoken, is_round, is_scale

_DATE = r"\d{4}-\d\d?-\d\d?"
_THOUSANDS = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?(?!\d)"
_TOKEN = re.compile(rf"{_DATE}|{_THOUSANDS}|\d+(?:[.,:/'’٫٬]\d+)*|[^\W\d_]+|[^\s\w]")
_SEPARATORS, _BETWEEN = re.compile(r"\D"), {"/", "-"}
_NO_ZERO = re.compile(r"(?<![\w.,])\.(?=\d)")  # .08
_ROMAN_TENS = ("", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX", "XC", "C")
_ROMAN_ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
# Chapters, centuries and kings; in larger ones, letters are more often something else.
_ROMAN = {
    tens + ones: Decimal(10 * n + m)
    for n, tens in enumerate(_ROMAN_TENS)
    for m, ones in enumerate(_ROMAN_ONES)
    if n + m
}
_SYMBOLS = {"%": ("%",), "٪": ("%",), "$": ("USD", "peso"), "€": ("EUR",), "£": ("GBP",), "°": ("degree",)}
_HYPHENS = "-‐‑"
# Letters after an amount of money: £30m.
_MONEY, _MONEY_SCALES = ("$", "€", "£"), {"k": 10**3, "m": 10**6, "b": 10**9}
# A longer run of digits is no quantity.
_LONGEST = 60
# After a number, what makes it one of the second half of the day.
_AFTERNOON = ("pm", "p")

Values = frozenset[Decimal]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as it stands in a text.

    Attributes:
        shown: as it is written.
        values: what it may mean: "1.000" is a thousand or one, "15:00" is 15 and, on a clock of twelve, 3.
        form: "digits", "words", "roman", "month", or "loose" for what may be no number at all ("one", "I").
        units: codes of the units that may be meant; empty where none is named.
    """

    shown: str
    values: Values
    form: str
    units: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _Words:
    """The words of a language by what they mean."""

    numbers: Mapping[str, Sequence[Decimal]]
    loose: frozenset[str]
    joints: frozenset[str]
    months: Mapping[str, Decimal]
    units: Mapping[str, frozenset[str]]

    @cached_property
    def looked_at(self) -> frozenset[str]:
        """All words, in lower case, that may be a number or part of a date."""
        return frozenset({*self.numbers, *self.months, *(each.lower() for each in _ROMAN)})

    def scale(self, word: str) -> Decimal | None:
        """The number that a word multiplies digits by, if it does: "1.5 million"."""
        value = self.numbers[word][0] if word in self.numbers else None
        return value if value is not None and is_scale(value) else None


def quantities(text: str, code: str) -> list[Quantity]:
    """The quantities of a text in the language with this code, in order.

    >>> [sorted(map(int, one.values)) for one in quantities("On 1 May 1880, two hundred and five men came.", "en")]
    [[1], [5], [1880], [205]]
    >>> [sorted(one.units) for one in quantities("El 50 % de 3 km", "es")]
    [['%'], ['km']]
    """
    return _Reader(_TOKEN.findall(_NO_ZERO.sub("0.", text)), _words(code)).read()


@cache
def number_words(code: str) -> Mapping[str, Decimal]:
    """How words look that stand for numbers and hardly ever for anything else, with these: twenty, Twenty, XX."""
    words = _words(code)
    sure = {word: values[0] for word, values in words.numbers.items() if word not in words.loose}
    roman = {each: value for each, value in _ROMAN.items() if len(each) > 1}
    return sure | {word.capitalize(): value for word, value in sure.items()} | roman


def unit_words(code: str) -> Mapping[str, frozenset[str]]:
    """The words of a language for units, in lower case, with the codes of those that may be meant."""
    return _words(code).units


class _Reader:
    """Reads the tokens of one text."""

    def __init__(self, tokens: Sequence[str], words: _Words) -> None:
        self._tokens, self._words = tokens, words
        self._lower = [*(token.lower() for token in tokens), "", ""]
        self._found: list[Quantity] = []

    def read(self) -> list[Quantity]:
        looked_at, end = self._words.looked_at, 0
        for at in [n for n, word in enumerate(self._lower) if word in looked_at or word[:1].isdecimal()]:
            if at >= end:
                end = self._read_at(at)
        return self._found

    def _read_at(self, at: int) -> int:
        """Read what begins at a place; the place after it."""
        token, word = self._tokens[at], self._lower[at]
        if token[0].isdecimal():
            return self._digits(at)
        if word in self._words.numbers:
            return self._spoken(at)
        if word in self._words.months:
            self._add(token, [self._words.months[word]], "month")
        elif token in _ROMAN:
            self._add(token, [_ROMAN[token]], "roman" if len(token) > 1 else "loose")
        return at + 1

    def _add(self, shown: str, values: Sequence[Decimal], form: str, units: frozenset[str] = frozenset()) -> None:
        self._found.append(Quantity(shown, frozenset(values), form, units))

    def _digits(self, at: int) -> int:
        """Read a token of digits and what belongs to it; the place after that."""
        parts, end = [list(values) for values in _readings(self._tokens[at])], at + 1
        if not parts:
            return end
        if self._lower[end] == "+" and self._words.scale(self._lower[end + 1]):  # 300+ million
            end += 1
        while len(parts) == 1 and (scale := self._words.scale(self._lower[end])):
            parts, end = [[value * scale for value in parts[0]]], end + 1
        if at and self._lower[at - 1] in _MONEY and self._lower[end] in _MONEY_SCALES:
            parts[-1] = [value * _MONEY_SCALES[self._lower[end]] for value in parts[-1]]
        if self._lower[end] in _AFTERNOON:
            parts[0] += [value + 12 for value in parts[0] if value < 12]
        shown, units = " ".join(self._tokens[at:end]), self._units(at, end)
        for values in parts:
            self._add(shown, values, "digits", units)
        return end

    def _spoken(self, at: int) -> int:
        """Read a run of number words; the place after it."""
        first = self._words.numbers[self._lower[at]]
        number, end = Spoken(first[0]), at + 1
        while (step := self._next(number, end)) > end:
            end = step
        alone = end == at + 1
        loose = (alone and self._lower[at] in self._words.loose) or is_round(number.value)
        if not alone and self._ends_before(at):
            self._share_scale(number.value / first[0] if first[0] else Decimal(0))
        shown = " ".join(self._tokens[at:end])
        self._add(shown, first if alone else [number.value], "loose" if loose else "words", self._units(at, end))
        return end

    def _next(self, number: Spoken, at: int) -> int:
        """The place after the next word of a number, if there is one and the number takes it; else the same place."""
        step = at
        while self._lower[step] in self._words.joints or (self._lower[step] and self._lower[step] in _HYPHENS):
            step += 1
        word = self._words.numbers.get(self._lower[step])
        if word is None:
            return at
        taken = number.take(word[0], joined=self._lower[at] in self._words.joints)
        if not taken and step == at + 3:  # four-and-twenty
            taken = number.take_tens(word[0])
        return step + 1 if taken else at

    def _ends_before(self, at: int) -> bool:
        """Whether the last quantity is one word, and one more stands between it and this place: two or."""
        return at >= 2 and bool(self._found) and self._found[-1].shown == self._tokens[at - 2]

    def _share_scale(self, scale: Decimal) -> None:
        """Two or three hundred: two may be two hundred."""
        last = self._found[-1]
        if is_round(scale) and last.form == "words" and max(last.values) < 100:
            self._found[-1] = replace(last, values=last.values | {value * scale for value in last.values})

    def _units(self, at: int, end: int) -> frozenset[str]:
        """The units named just after a number, or by a symbol just before it."""
        if self._lower[end] and self._lower[end] in _HYPHENS:  # a five-mile walk
            end += 1
        after, before = self._lower[end], self._lower[at - 1] if at else ""
        if after in _SYMBOLS or before in _SYMBOLS:
            return frozenset(_SYMBOLS.get(after) or _SYMBOLS[before])
        two = "_".join(self._lower[end : end + 2])
        return self._words.units.get(two) or self._words.units.get(after, frozenset())


def _readings(token: str) -> Iterator[Values]:
    """The possible values of each number in a token of digits: one for an amount, more for a date or time."""
    if len(token) > _LONGEST:
        return
    marks = set(_SEPARATORS.findall(token))
    groups = [group for group in _SEPARATORS.split(token) if group]
    if not marks:
        yield frozenset([Decimal(token)])
    elif ":" in marks:
        hour = Decimal(groups[0])
        yield frozenset([hour, hour - 12] if 12 < hour <= 24 else [hour])
        yield from (frozenset([Decimal(group)]) for group in groups[1:] if Decimal(group))
    elif marks & _BETWEEN:
        for part in re.split("[/-]", token):
            yield from _readings(part)
    elif len(groups) > 2 and not _grouped(groups[:-1]):
        yield from (frozenset([Decimal(group)]) for group in groups)
    else:
        yield frozenset(_amount(groups, marks))


def _amount(groups: Sequence[str], marks: set[str]) -> Iterator[Decimal]:
    """What an amount with thousands separators or a decimal mark, or either, may mean."""
    may_be_decimal = len(groups) == 2 or len(marks) > 1
    if _grouped(groups) or not may_be_decimal:
        yield Decimal("".join(groups))
    if may_be_decimal:
        yield Decimal("".join(groups[:-1]) + "." + groups[-1])


def _grouped(groups: Sequence[str]) -> bool:
    """Whether groups of digits can be thousands."""
    return len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])


@cache
def _words(code: str) -> _Words:
    """The words of a language by what they mean: its file lists them the other way round."""
    known = language(code)
    loose = _listed(known.loose_numbers)
    return _Words(
        {word: tuple(map(Decimal, values)) for word, values in (_listed(known.number_words) | loose).items()},
        frozenset(loose),
        known.number_joints,
        {word: Decimal(values[0]) for word, values in _listed(known.months).items()},
        {word: frozenset(values) for word, values in _listed(known.units).items()},
    )


def _listed(words: Mapping[str, str]) -> dict[str, list[str]]:
    """What words mean, with and without their accents."""
    found = {word: meant.split() for meant, every in words.items() for word in every.split()}
    return {without_accents(word): meant for word, meant in found.items()} | found
