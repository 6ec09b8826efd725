"""Text -> the quantities in it by value, whether written in digits, in words or as Roman numerals.

::

    "veinte mil"  1,5 millones  "1880-05-01"    "3 p.m."   "siglo XIX"
    20000         1500000       1880, 5, 1      3 or 15    19
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from aligner.languages import language

_DATE = r"\d{4}-\d\d?-\d\d?"
_THOUSANDS = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?(?!\d)"
_TOKEN = re.compile(rf"{_DATE}|{_THOUSANDS}|\d+(?:[.,:/'’٫٬]\d+)*|[^\W\d_]+|[^\s\w]")
_SEPARATORS = re.compile(r"\D")
_ROMAN = re.compile(r"(?=[IVXLCDM])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_ROMAN_ONES, _ROMAN_TENS = "I II III IV V VI VII VIII IX".split(), "X XX XXX XL L LX LXX LXXX XC".split()
_SYMBOLS = {"%": ("%",), "٪": ("%",), "$": ("USD", "peso"), "€": ("EUR",), "£": ("GBP",), "°": ("degree",)}
_HYPHENS = "-‐‑"
# Words that join the hours of a clock of twelve to its second half.
_AFTERNOON = ("pm", "p")

Values = frozenset[Decimal]
_ONE = (Decimal(1),)


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
    """The words of a language as they are looked up."""

    numbers: dict[str, tuple[Decimal, ...]]
    loose: frozenset[str]
    joints: frozenset[str]
    months: dict[str, Decimal]
    units: dict[str, frozenset[str]]


def quantities(text: str, code: str) -> list[Quantity]:
    """The quantities of a text in the language with this code, in order.

    >>> [sorted(map(int, one.values)) for one in quantities("On 1 May 1880, two hundred and five men came.", "en")]
    [[1], [5], [1880], [205]]
    >>> [sorted(one.units) for one in quantities("El 50 % de 3 km", "es")]
    [['%'], ['km']]
    """
    words = _words(code)
    tokens = _TOKEN.findall(text)
    lower = [token.lower() for token in tokens]
    found: list[Quantity] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token[0].isdecimal():
            at = _digits(tokens, lower, at, words, found)
        elif lower[at] in words.numbers:
            at = _in_words(tokens, lower, at, words, found)
        else:
            if lower[at] in words.months:
                found.append(Quantity(token, frozenset([words.months[lower[at]]]), "month"))
            elif token.isupper() and _ROMAN.fullmatch(token):
                found.append(Quantity(token, frozenset([_roman(token)]), "roman" if len(token) > 1 else "loose"))
            at += 1
    return found


@cache
def number_words(code: str) -> frozenset[str]:
    """How words look that stand for numbers and hardly ever for anything else: twenty, Twenty, XX."""
    words = _words(code)
    sure = words.numbers.keys() - words.loose
    roman = (f"{tens}{ones}" for tens in ("", *_ROMAN_TENS) for ones in ("", *_ROMAN_ONES))
    return frozenset({*sure, *(word.capitalize() for word in sure), *(each for each in roman if len(each) > 1)})


def _digits(tokens: Sequence[str], lower: Sequence[str], at: int, words: _Words, found: list[Quantity]) -> int:
    """Append the quantities of a token in digits; the place after it and what belongs to it."""
    parts = list(_readings(tokens[at]))
    end, shown = at + 1, tokens[at]
    while len(parts) == 1 and end < len(lower) and _is_scale(scale := words.numbers.get(lower[end], _ONE)[0]):
        parts = [frozenset(value * scale for value in parts[0])]
        shown, end = f"{shown} {tokens[end]}", end + 1
    if lower[end : end + 1] and lower[end] in _AFTERNOON:
        parts[0] = parts[0] | {value + 12 for value in parts[0] if value < 12}
    units = _units(lower, at, end, words)
    found.extend(Quantity(shown, values, "digits", units) for values in parts)
    return end


def _readings(token: str) -> Iterator[Values]:
    """The possible values of each number in a token of digits: one for an amount, more for a date or time."""
    marks = set(_SEPARATORS.findall(token))
    groups = [group for group in _SEPARATORS.split(token) if group]
    if not marks:
        yield frozenset([Decimal(token)])
    elif ":" in marks:
        hour = Decimal(groups[0])
        yield frozenset([hour, hour - 12] if 12 < hour <= 24 else [hour])
        yield from (frozenset([Decimal(group)]) for group in groups[1:] if int(group))
    elif marks & {"/", "-"} or (len(groups) > 2 and not _grouped(groups[:-1])):
        yield from (frozenset([Decimal(group)]) for group in groups)
    else:
        yield frozenset(_amount(groups, marks))


def _amount(groups: Sequence[str], marks: set[str]) -> Iterator[Decimal]:
    """What an amount with thousands separators or a decimal mark, or either, may mean."""
    if _grouped(groups):
        yield Decimal("".join(groups))
    if len(groups) == 2 or len(marks) > 1:
        yield Decimal("".join(groups[:-1]) + "." + groups[-1])


def _grouped(groups: Sequence[str]) -> bool:
    """Whether groups of digits can be thousands."""
    return len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])


class _Spoken:
    """A number as it is spoken, word by word: "two million", "five", "hundred", "thousand"."""

    def __init__(self, first: Decimal) -> None:
        self.total, self.part, self.scale = Decimal(0), Decimal(1) if _is_scale(first) else first, Decimal(0)
        if _is_scale(first):
            self.take(first)

    @property
    def value(self) -> Decimal:
        return self.total + self.part

    def take(self, word: Decimal) -> bool:
        """Whether the next word belongs to the number, and if so, take it."""
        if _is_scale(word):
            if self.part and not (self.scale and word >= self.scale):
                self.total, self.part = self.total + self.part * word, Decimal(0)
            elif not self.part and self.total < word:
                self.total *= word
            else:
                return False
            self.scale = word
        elif word == 100 and 0 < self.part < 20:
            self.part *= 100
        elif (not self.part and 1 <= word < self.total) or _fits(self.part, word):
            self.part += word
        elif 10 < self.part <= 20 and 10 <= word < 100 and not self.total:  # a year: nineteen fourteen
            self.part = self.part * 100 + word
        else:
            return False
        return True


def _is_scale(word: Decimal) -> bool:
    return word >= 1000 and word % 1000 == 0


def _is_round(value: Decimal) -> bool:
    """Whether a number in words often means no more than many: a hundred, a thousand, a million."""
    return value >= 100 and value == 10 ** (len(str(int(value))) - 1)


def _fits(part: Decimal, word: Decimal) -> bool:
    """Whether a number word adds to those before it: "twenty" and "five", but not "five" and "twenty"."""
    return 1 <= word < part and part % 10 ** len(str(int(word))) == 0


def _in_words(tokens: Sequence[str], lower: Sequence[str], at: int, words: _Words, found: list[Quantity]) -> int:
    """Append the quantity of a run of number words; the place after it."""
    first = words.numbers[lower[at]]
    number, end = _Spoken(first[0]), at + 1
    while True:
        step = end
        while step < len(lower) and (lower[step] in words.joints or lower[step] in _HYPHENS):
            step += 1
        if step >= len(lower) or lower[step] not in words.numbers or not number.take(words.numbers[lower[step]][0]):
            break
        end = step + 1
    alone = end == at + 1
    values = frozenset(first) if alone else frozenset([number.value])
    form = "loose" if (alone and lower[at] in words.loose) or _is_round(max(values)) else "words"
    found.append(Quantity(" ".join(tokens[at:end]), values, form, _units(lower, at, end, words)))
    return end


def _units(lower: Sequence[str], at: int, end: int, words: _Words) -> frozenset[str]:
    """The units named just after a number, or by a symbol just before it."""
    after = lower[end] if end < len(lower) else ""
    if after in _HYPHENS and end + 1 < len(lower):
        after = lower[end + 1]
    if after in _SYMBOLS or (at and lower[at - 1] in _SYMBOLS):
        return frozenset(_SYMBOLS.get(after) or _SYMBOLS[lower[at - 1]])
    if tuple(lower[end : end + 2]) in (("per", "cent"), ("por", "ciento"), ("por", "cien")):
        return frozenset("%")
    return words.units.get(after, frozenset())


def _roman(token: str) -> Decimal:
    values = [_ROMAN_VALUES[letter] for letter in token]
    return Decimal(sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True)))


@cache
def _words(code: str) -> _Words:
    """The words of a language by what they are: the files list them by what they mean."""
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
    """Words by what they mean, as what they mean by word."""
    return {word: meant.split() for meant, every in words.items() for word in every.split()}
