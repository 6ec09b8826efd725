"""Sentences that were joined into one text, and are told apart again because they are known.

::

    known   "It rained."  "She left."
    text    "It rained.\\nShe  left. She came back."  ──cut──▶  "It rained." | "She  left." | rest "She came back."

White space counts neither within sentences, where each run of it is one blank, nor between them, where there may be
none.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import NamedTuple

# How many places a sentence may end at are looked at after its start, and at how many places a sentence may start:
# bounds the time that a hostile text can take. Above what any text needs.
_MOST_ENDS = 2_000
_MOST_STARTS = 2_000


class Known(NamedTuple):
    """The sentences that a text may be made of.

    Attributes:
        sizes: their sizes (see `size`).
        holds: whether a text, with each run of white space as one blank, is one of them.
    """

    sizes: Collection[int]
    holds: Callable[[str], bool]


class Cut(NamedTuple):
    """A text cut where its sentences end; joined by blanks, the pieces give the text again, apart from white space.

    Attributes:
        front: the known sentences that it begins with.
        rest: what lies between these and `back`; empty if the text is made of known sentences alone.
        back: the known sentences that it ends with.
    """

    front: tuple[str, ...]
    rest: str
    back: tuple[str, ...]


def one_blank(text: str) -> str:
    r"""The text with each run of white space as one blank, and none around it.

    >>> one_blank(" One\n  line. ")
    'One line.'
    """
    return " ".join(text.split())


def size(text: str) -> int:
    r"""How many characters there are without white space.

    >>> size("One\n  line.")
    8
    """
    return sum(map(len, text.split()))


def cut(text: str, known: Known) -> Cut:
    """The text cut into known sentences: all of it if possible, else as much as possible from either end.

    >>> cut("It rained. She left. Why?", Known({9, 8}, {"It rained.", "She left."}.__contains__))
    Cut(front=('It rained.', 'She left.'), rest='Why?', back=())
    """
    inked = [i for i, character in enumerate(text) if not character.isspace()]
    if not inked:
        return Cut((), "", ())
    last = len(inked)
    longest = max(known.sizes, default=0)

    def is_sentence(start: int, end: int) -> bool:
        return end - start in known.sizes and known.holds(one_blank(text[inked[start] : inked[end - 1] + 1]))

    ends = [i for i in range(1, last + 1) if _may_end(text, inked, i)]
    before = _reached([0, *ends], longest, is_sentence)
    front = _way(before, max(before))
    if max(before) == last:
        return Cut(tuple(_slices(text, inked, front)), "", ())
    # The same from the end: distances from there, in the order in which they grow.
    after = _reached([last - i for i in (*reversed(ends), 0)], longest, lambda a, b: is_sentence(last - b, last - a))
    back = [last - i for i in reversed(_way(after, max(i for i in after if last - i >= max(before))))]
    pieces = _slices(text, inked, [*front, *back])
    return Cut(tuple(pieces[: len(front) - 1]), pieces[len(front) - 1], tuple(pieces[len(front) :]))


def inside(text: str, known: Known) -> Iterator[str]:
    """The known sentences anywhere in a text, with each run of white space as one blank.

    >>> list(inside("Now, it rained. She left. Then", Known({8}, {"She left."}.__contains__)))
    ['She left.']
    """
    inked = [i for i, character in enumerate(text) if not character.isspace()]
    starts = [0, *(i for i in range(1, len(inked)) if _may_end(text, inked, i))]
    for start in starts[:_MOST_STARTS]:
        for length in sorted(known.sizes):
            if start + length <= len(inked):
                found = one_blank(text[inked[start] : inked[start + length - 1] + 1])
                if known.holds(found):
                    yield found


def cut_by_size(text: str, sizes: Sequence[int]) -> tuple[str, ...]:
    """The text cut into sentences of these sizes; just the text if they do not add up to its own.

    >>> cut_by_size("It rained. She left.", [9, 8])
    ('It rained.', 'She left.')
    """
    inked = [i for i, character in enumerate(text) if not character.isspace()]
    bounds = [0]
    for each in filter(None, sizes):
        bounds.append(bounds[-1] + each)
    return tuple(_slices(text, inked, bounds)) if bounds[-1] == len(inked) > 0 else (text,)


def _may_end(text: str, inked: Sequence[int], i: int) -> bool:
    """Whether a sentence may end after the first `i` characters that are not white space: not within a word."""
    return i == len(inked) or inked[i] > inked[i - 1] + 1 or not text[inked[i - 1]].isalnum()


def _reached(places: Sequence[int], longest: int, is_sentence: Callable[[int, int], bool]) -> dict[int, int]:
    """The places that sentences lead to from the first one, each with the place where the last of them starts."""
    found = {places[0]: places[0]}
    starts = 0
    for k, start in enumerate(places):
        if start not in found:
            continue
        starts += 1
        if starts > _MOST_STARTS:
            break
        for end in places[k + 1 : k + 1 + _MOST_ENDS]:
            if end - start > longest:
                break
            if end not in found and is_sentence(start, end):
                found[end] = start
    return found


def _way(found: dict[int, int], end: int) -> list[int]:
    """The places on the way to one that was reached, from the first on."""
    way = [end]
    while found[way[-1]] != way[-1]:
        way.append(found[way[-1]])
    return way[::-1]


def _slices(text: str, inked: Sequence[int], bounds: Sequence[int]) -> list[str]:
    """The stretches of the text between these places, without the white space between them."""
    starts = [0, *(inked[i] for i in bounds[1:-1])]
    ends = [*(inked[i - 1] + 1 for i in bounds[1:-1]), len(text)]
    return [text[i:j] for i, j in zip(starts, ends, strict=True)]
