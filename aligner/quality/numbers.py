"""Numbers, dates, amounts and units that differ by value, or are on one side only."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from decimal import Decimal

from aligner.languages import language
from aligner.quality.finding import Finding
from aligner.quality.measures import is_converted
from aligner.quality.quantities import Quantity, Values, number_words, quantities, unit_words
from aligner.quality.texts import Texts, listed

_DIGIT = re.compile(r"\d")
# The forms that must have a counterpart.
_ASKING = ("digits", "words", "roman")
# Smaller numbers in words come and go freely with the phrase ("los dos", "them"); at least this one is asked for.
_ASKED = 13

# How likely a difference is to be worth a look, by eye on the development sets: both sides have a number the other has
# not; digits on one side only; words differ; words on one side only; units differ.
_DIFFERENT, _DIGITS, _WORDS, _ONE_SIDED, _UNITS = 0.95, 0.8, 0.7, 0.5, 0.8


_Known = Mapping[str, Decimal]
_Units = Mapping[str, frozenset[str]]


def numbers(texts: Texts) -> Iterator[Finding]:
    """Beads whose sides differ in a quantity or its unit.

    Where the words for numbers of a language are not known, only larger numbers in digits are compared, and no zeros at
    their end: what is "11 million" here may be "1100" and a word for ten thousand there.
    """
    codes = texts.source.language, texts.target.language
    known = number_words(codes[0]), number_words(codes[1])
    units = unit_words(codes[0]), unit_words(codes[1])
    exact = all(language(code).number_words for code in codes)
    for k, left, right in texts.pairs():
        if not (_DIGIT.search(left) or _DIGIT.search(right) or _differ_in_words(texts.words_of(k), known, units)):
            continue
        ours, theirs = quantities(left, codes[0]), quantities(right, codes[1])
        found = _by_value(ours, theirs) or _by_unit(ours, theirs) if exact else _by_value(*map(_rough, (ours, theirs)))
        if found:
            yield Finding(range(k, k + 1), "number", *found)


def _differ_in_words(
    sides: tuple[list[str], list[str]], known: tuple[_Known, _Known], units: tuple[_Units, _Units]
) -> bool:
    """Whether there may be something to find though there are no digits: a quick look, as most beads have nothing."""
    both = zip(known, sides, strict=True)
    ours, theirs = ([numbers[word] for word in words if word in numbers] for numbers, words in both)
    if not ours or not theirs:
        return max(ours or theirs, default=0) >= _ASKED
    if sorted(ours) != sorted(theirs):
        return True
    named = [{codes[word] for word in words if word in codes} for codes, words in zip(units, sides, strict=True)]
    return named[0] != named[1]


def _rough(found: Sequence[Quantity]) -> list[Quantity]:
    """Quantities with their significant digits for values; what the other side may have in words is asked of nobody."""
    return [
        replace(
            one,
            values=frozenset(Decimal((0, value.normalize().as_tuple().digits, 0)) for value in one.values),
            form="digits" if one.form == "digits" and min(one.values) >= _ASKED else "loose",
        )
        for one in found
    ]


def _by_value(ours: Sequence[Quantity], theirs: Sequence[Quantity]) -> tuple[str, float] | None:
    """Detail and weight of what only one side has, if that is worth a look."""
    left, right = _unmatched(ours, theirs), _unmatched(theirs, ours)
    if bool(left) != bool(right):  # "three … three" against "three … five"
        left, right = left or _surplus(ours, theirs), right or _surplus(theirs, ours)
    left, right = _unconverted(left, theirs), _unconverted(right, ours)
    every = [*left, *right]
    if not every or (_total(left) is not None and _total(left) == _total(right)):
        return None
    if any(one.form == "digits" for one in every):
        weight = _DIFFERENT if left and right else _DIGITS
    elif left and right:
        weight = _WORDS
    elif any(one.form == "words" and min(one.values) >= _ASKED for one in every):
        weight = _ONE_SIDED
    else:
        return None
    return f"{_shown(left)} | {_shown(right)}", weight


def _unconverted(these: Sequence[Quantity], others: Sequence[Quantity]) -> list[Quantity]:
    """Those that no other is in a unit of another country."""
    return [one for one in these if not (one.units and any(is_converted(one, other) for other in others))]


def _unmatched(these: Sequence[Quantity], others: Sequence[Quantity]) -> list[Quantity]:
    """Those that stand for a number and have a value that none of the others may have."""
    spoken = frozenset[Decimal]().union(*(one.values for one in others if one.form != "month"))
    every = spoken.union(*(one.values for one in others))
    digits = every.union(*map(_parts, others))
    marked = {_digits(one) for one in others} - {""}
    years = set(map(_two_digits, others))
    return [
        one
        for one in these
        if one.form in _ASKING
        and one.values.isdisjoint(digits if one.form == "digits" else spoken)
        and not (_parts(one) and _parts(one) <= every)
        and _digits(one) not in marked
        and not _is_given(_two_digits(one), years)
    ]


def _surplus(these: Sequence[Quantity], others: Sequence[Quantity]) -> list[Quantity]:
    """Those that stand for a number and occur more often than among the others."""
    left = Counter(value for other in others for value in other.values)
    found = []
    for one in these:
        same = next((value for value in one.values if left[value]), None)
        if same is not None:
            left[same] -= 1
        elif one.form in _ASKING:
            found.append(one)
    return found


def _digits(one: Quantity) -> str:
    """The digits of a number that has separators, which differ by country and habit; empty for any other."""
    return "" if one.form != "digits" or one.shown.isdecimal() else re.sub(r"\D", "", one.shown)


def _parts(one: Quantity) -> Values:
    """The numbers on both sides of a mark, which may be hours and minutes: 15.30, 15 h 30."""
    halves = re.fullmatch(r"(\d+)[.,](\d+)", one.shown)
    return frozenset(map(Decimal, halves.groups())) if halves else frozenset()


def _two_digits(one: Quantity) -> tuple[Decimal, bool] | None:
    """The last two digits of a year, and whether it has no others: the 1970s, los 70."""
    value = min(one.values)
    if 10 <= value < 100:
        return value, True
    return (value % 100, False) if 1000 <= value < 2100 else None


def _is_given(year: tuple[Decimal, bool] | None, others: Set[tuple[Decimal, bool] | None]) -> bool:
    """Whether others have a year with all four digits if it has two, or with two if it has four."""
    return year is not None and (year[0], not year[1]) in others


def _total(found: Sequence[Quantity]) -> Decimal | None:
    """The sum of numbers in words, so that "four and twenty" is "veinticuatro"; None if there are others."""
    return sum((min(one.values) for one in found), Decimal(0)) if all(one.form == "words" for one in found) else None


def _by_unit(ours: Sequence[Quantity], theirs: Sequence[Quantity]) -> tuple[str, float] | None:
    """Detail and weight of the first number that has another unit on each side."""
    units = defaultdict[Decimal, list[frozenset[str]]](list)
    for other in theirs:
        for value in other.values:
            units[value].append(other.units)
    for one in ours:
        named = next((units[value] for value in one.values if value in units), [])
        if one.units and named and all(named) and all(one.units.isdisjoint(each) for each in named):
            return f"{one.shown} {'/'.join(sorted(one.units))} | {one.shown} {'/'.join(sorted(named[0]))}", _UNITS
    return None


def _shown(found: Sequence[Quantity]) -> str:
    """Each as it is written, once: a date is several quantities."""
    return listed(list(dict.fromkeys(one.shown for one in found)))
