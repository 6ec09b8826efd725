"""Numbers as they are spoken, word by word: the same arithmetic in many languages."""

from __future__ import annotations

from decimal import Decimal


class Spoken:
    """The value of a run of number words.

    >>> number = Spoken(Decimal(2))
    >>> [number.take(Decimal(word)) for word in (100, 5, 1000, 30, 7, 2)], number.value
    ([True, True, True, True, True, False], Decimal('205037'))
    """

    def __init__(self, first: Decimal) -> None:
        self._total, self._part, self._scale = Decimal(0), first, Decimal(0)
        if is_scale(first):
            self._part = Decimal(1)
            self.take(first)

    @property
    def value(self) -> Decimal:
        return self._total + self._part

    def take(self, word: Decimal, *, joined: bool = False) -> bool:
        """Whether the next word belongs to the number, and if so, take it.

        After a joint, as in "two hundred and five", it may only add to what is there, but "half a" multiplies.
        """
        if joined and self._part >= 1 and not _fits(self._part, word):
            return False
        if is_scale(word):
            return self._take_scale(word)
        if word == 100 and 0 < self._part < 20:
            self._part *= 100
        elif (not self._part and 1 <= word < self._total) or _fits(self._part, word):
            self._part += word
        elif 10 < self._part <= 20 and 10 <= word < 100 and not self._total:  # a year: nineteen fourteen
            self._part = self._part * 100 + word
        else:
            return False
        return True

    def take_tens(self, word: Decimal) -> bool:
        """The same for tens that follow: four-and-twenty."""
        if self._total or not 0 < self._part < 10 or word not in range(20, 100, 10):
            return False
        self._part += word
        return True

    def _take_scale(self, word: Decimal) -> bool:
        if self._part and not (self._scale and word >= self._scale):
            self._total, self._part = self._total + self._part * word, Decimal(0)
        elif not self._part and self._total < word:  # mil millones
            self._total *= word
        else:
            return False
        self._scale = word
        return True


def is_scale(word: Decimal) -> bool:
    """Whether a number word multiplies what stands before it: a thousand, a million."""
    return word >= 1000 and word % 1000 == 0


def is_round(value: Decimal) -> bool:
    """Whether a number in words often means no more than many: a hundred, a thousand, a million."""
    return value >= 100 and value == 10 ** (len(str(int(value))) - 1)


def _fits(part: Decimal, word: Decimal) -> bool:
    """Whether a number word adds to those before it: "twenty" and "five", but not "five" and "twenty"."""
    return 1 <= word < part and part % 10 ** len(str(int(word))) == 0
