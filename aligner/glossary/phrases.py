"""Pairs of phrases that translate each other within a bead: consistent with its links, as in Och and Ney 2004.

No link leads out of either phrase; both begin and end in linked words that are no function words; and within a phrase,
nothing but spaces, hyphens and apostrophes stands between words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

# Most words of a phrase, function words aside, and most words in all; the second is a guess.
MOST_WORDS, _MOST_IN_ALL = 4, 7


class Frame(NamedTuple):
    """What phrases need to know of each word of a text.

    Attributes:
        joined: whether it continues a phrase with the word before it.
        hyphened: whether it continues a word, after a hyphen; no phrase is only a part of one.
        functional: whether it is a function word.
        inside: whether it may stand inside a phrase.
    """

    joined: Sequence[bool]
    hyphened: Sequence[bool]
    functional: Sequence[bool]
    inside: Sequence[bool]


class Found(NamedTuple):
    """A pair of phrases by the first and last words of both, and the mean strength of its links."""

    source: tuple[int, int]
    target: tuple[int, int]
    strength: float


def phrase_pairs(source: Frame, target: Frame, links: Sequence[tuple[int, int, float]]) -> Iterator[Found]:
    """All pairs of phrases of a bead."""
    of_source: dict[int, list[tuple[int, float]]] = {}
    of_target: dict[int, list[int]] = {}
    for i, j, strength in links:
        of_source.setdefault(i, []).append((j, strength))
        of_target.setdefault(j, []).append(i)
    for first, last in spans(source):
        if first not in of_source or last not in of_source:
            continue
        inside = [link for i in range(first, last + 1) for link in of_source.get(i, ())]
        low, high = min(inside)[0], max(inside)[0]
        if not _is_phrase(target, low, high):
            continue
        if all(first <= i <= last for j in range(low, high + 1) for i in of_target.get(j, ())):
            yield Found((first, last), (low, high), sum(strength for _, strength in inside) / len(inside))


def spans(frame: Frame) -> Iterator[tuple[int, int]]:
    """The first and last words of every phrase of a text."""
    for first, functional in enumerate(frame.functional):
        if functional or frame.hyphened[first]:
            continue
        words = 0
        for last in range(first, min(first + _MOST_IN_ALL, len(frame.functional))):
            if last > first and not (frame.joined[last] and frame.inside[last]):
                break
            if frame.functional[last]:
                continue
            words += 1
            if words > MOST_WORDS:
                break
            if not _cuts(frame, last):
                yield first, last


def _is_phrase(frame: Frame, first: int, last: int) -> bool:
    """Whether words first … last may be a phrase."""
    if frame.functional[first] or frame.functional[last] or last - first >= _MOST_IN_ALL:
        return False
    if frame.hyphened[first] or _cuts(frame, last):
        return False
    words = sum(not frame.functional[k] for k in range(first, last + 1))
    whole = all(frame.joined[first + 1 : last + 1]) and all(frame.inside[first:last])
    return words <= MOST_WORDS and whole


def _cuts(frame: Frame, last: int) -> bool:
    """Whether a phrase that ends here would end inside a word with a hyphen."""
    return last + 1 < len(frame.hyphened) and frame.hyphened[last + 1]
