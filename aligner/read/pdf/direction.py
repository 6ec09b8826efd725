"""Text written from right to left: letters as they are drawn -> letters in the order of reading.

::

    drawn    (Writer 7.4) 2019 םוי     from left to right
    read     יום 2019 (Writer 7.4)     from the right; numbers and Latin words from the left

Unicode's bidirectional algorithm (UAX #9) says how text in the order of reading is drawn; this is its inverse for one
line. Where two texts look the same when drawn, it takes the one that is more usual.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import accumulate
from unicodedata import bidirectional, combining, normalize

# Letters and marks of the scripts that are read from right to left (Hebrew, Arabic, Syriac, Thaana, N'Ko), and the code
# before which there are none.
FIRST_FROM_RIGHT = 0x590
LETTER_FROM_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")

# How many letters and ligatures are remembered with what is known of them: more than a book has.
KNOWN_LETTERS = 4_096

# Classes of characters as in UAX #9, a letter for each: L and R as there, with AL as R; N European and A Arabic-Indic
# numbers; C separators and E terminators of numbers ("," and "%"); S signs; O other neutral characters, and X those
# that are no part of a text which is read from left to right.
_CLASSES = {"L": "L", "R": "R", "AL": "R", "EN": "N", "AN": "A", "CS": "C", "ET": "E", "ES": "S"}
# Latin words with what is between them. A number after them is part of it, as is one before them that is drawn there.
# (Repetitions are bounded where something must follow, so that the time stays linear.)
_LATIN = r"(?:[EP]{0,9}N[NCESPO]{0,99})?L(?:[LNCESPO]*(?:L|N[EP]*))?"
# Numbers: after Arabic letters, signs do not join them and terminators stand apart.
_NUMBERS = {"AL": "[NA]+(?:C[NA]+)*P?", "R": "[EP]{0,9}[NA]+(?:[CS][NA]+)*[EP]*"}
_FROM_LEFT = {script: re.compile(f"{_LATIN}|{numbers}") for script, numbers in _NUMBERS.items()}
_FROM_RIGHT = re.compile("R(?:[^L]*R)?")
# A number is read before its unit, though "3 MB" is drawn as "MB 3".
_UNIT = re.compile(r"([KMGT]i?B|[kmcµ]?m|[kmµ]?g|[mc]?l|[kMG]?Hz|[kM]?W|k?V|dpi|px|[ap]m|[AP]M)( ?)(\d[\d.,]*)")

_PERCENT = "%٪‰؉"
_PAIRS = ("()", "[]", "{}", "«»", "‹›")
_OTHER = {pair[i]: pair[1 - i] for pair in _PAIRS for i in (0, 1)}
_LEFT = {pair[0] for pair in _PAIRS}
_STOP = re.compile(r"[.,;:!?…،؛؟۔]")

_ARABIC = r"[\u0620-\u063f\u0641-\u065f\u066e-\u06d3]"
_STRETCH = re.compile(rf"(?<={_ARABIC})ـ+(?={_ARABIC})")
# Letters by their form within a word; the signs for whole words (U+FDF0 and following) are no such letters.
_FORMS = re.compile("[\ufb1d-\ufb4f\ufb50-\ufdcf\ufe70-\ufefc]")


def share_from_right(text: str) -> float:
    """Which share of the letters is read from right to left.

    >>> share_from_right("aא 1")
    0.5
    """
    counts = [0, 0]
    for character in text:
        direction = bidirectional(character)
        if direction in ("L", "R", "AL"):
            counts[direction != "L"] += 1
    return counts[1] / (sum(counts) or 1)


def script_of(text: str) -> str:
    """``AL`` for text of Arabic letters, ``R`` for one of others that are read from right to left, as in UAX #9."""
    directions = [bidirectional(character) for character in text]
    return "AL" if directions.count("AL") >= directions.count("R") else "R"


def is_from_right(text: str, share: float) -> bool:
    """Whether a line, given as it is drawn, is read from right to left on a page with such a share of such letters."""
    own = share_from_right(text)
    if own:
        return own + share > 0.9
    if any(character.isalpha() for character in text):
        # Drawn at the left, a stop is the end of a Latin line that is part of a text read from the right.
        return share > 0.9 and bool(_STOP.match(text))
    return share > 0.5


def folded(text: str) -> str:
    """Text without what only says how its letters are joined: their forms within a word, strokes that stretch it.

    >>> folded("ﻛﺘـــﺎﺏ")
    'كتاب'
    """
    text = _FORMS.sub(lambda form: normalize("NFKC", form.group()), text)
    return _STRETCH.sub("", normalize("NFC", text))


@lru_cache(KNOWN_LETTERS)
def is_mark(text: str) -> bool:
    """Whether there are only marks that stand on or under a letter."""
    return all(combining(character) for character in text)


@lru_cache(KNOWN_LETTERS)
def is_read_from_right(letter: str) -> bool:
    """Whether a glyph of one letter is read from right to left."""
    return share_from_right(letter) > 0


def in_reading_order(ligature: str) -> str:
    """The letters of one glyph in the order of reading, given as pdfium gives them.

    pdfium turns the letters round that a file names for a glyph, but not those that a letter of Unicode stands for.

    >>> [in_reading_order("ال"), in_reading_order("لا"), in_reading_order("fi")]
    ['لا', 'لا', 'fi']
    """
    turned = ligature[::-1]
    known = _ligatures()
    return ligature if not share_from_right(ligature) or (ligature in known and turned not in known) else turned


@cache
def _ligatures() -> frozenset[str]:
    """What the ligatures of Unicode stand for."""
    return frozenset(normalize("NFKC", chr(code)) for code in [*range(0xFBEA, 0xFDFC), *range(0xFEF5, 0xFEFD)])


def logical(drawn: str, script: str = "") -> str:
    """A line as it is read, given what is drawn from left to right; ``script`` as `reading_order` takes it.

    >>> logical("(Writer 7.4) 2019 םוי", "R")
    'יום 2019 (Writer 7.4)'
    """
    return "".join(text for _, text in reading_order(drawn, script))


def reading_order(drawn: Sequence[str], script: str) -> list[tuple[int, str]]:
    """Which of the letters drawn from left to right are read in which order, and as what: brackets are turned round.

    ``script`` is that of a line which is read from right to left, as `script_of` names it, and empty for other lines.
    Marks on a letter are given just before it.
    """
    shapes = _shapes(drawn)
    classes = _classes(shapes)
    if script:
        return list(_from_right(shapes, classes, script, (0, len(shapes))))
    found: list[tuple[int, str]] = []
    end = 0
    for run in _FROM_RIGHT.finditer(classes):
        found += [(i, shapes[i]) for i in range(end, run.start())]
        found += _from_right(shapes, classes, script_of("".join(shapes[run.start() : run.end()])), run.span())
        end = run.end()
    return found + [(i, shapes[i]) for i in range(end, len(shapes))]


def _from_right(shapes: Sequence[str], classes: str, script: str, span: tuple[int, int]) -> Iterator[tuple[int, str]]:
    """A part of a line from right to left, except what in it is read from left to right."""
    start, end = span
    for run in reversed([*_FROM_LEFT[script].finditer(classes, start, end)]):
        yield from _turned(shapes, range(run.end(), end))
        yield from _latin(shapes, run.span())
        end = run.start()
    yield from _turned(shapes, range(start, end))


def _turned(shapes: Sequence[str], part: range) -> Iterator[tuple[int, str]]:
    return ((i, _OTHER.get(shapes[i], shapes[i])) for i in reversed(part))


def _latin(shapes: Sequence[str], span: tuple[int, int]) -> Iterator[tuple[int, str]]:
    """Latin words or a number, from left to right; but a unit after its number."""
    start, end = span
    unit = _UNIT.fullmatch("".join(shapes[start:end]))
    whole = (0, end - start)
    spans = [unit.span(group) for group in (3, 2, 1)] if unit and unit.span() == whole else [whole]
    return ((start + i, shapes[start + i]) for part in spans for i in range(*part))


def _shapes(drawn: Sequence[str]) -> list[str]:
    """The same letters, with brackets as they look: "(" at the left of what it encloses.

    Programs and libraries differ in whether they give a bracket as it looks or as it is read.
    """
    shapes = list(drawn)
    open_before = dict.fromkeys(_PAIRS, 0)
    for i in [i for i, text in enumerate(drawn) if text in _OTHER]:
        pair = next(pair for pair in _PAIRS if drawn[i] in pair)
        beside = [_is_outside(drawn, range(i - 1, -1, -1)), _is_outside(drawn, range(i + 1, len(drawn)))]
        if beside[0] != beside[1]:
            shapes[i] = pair[beside[1]]
        elif open_before[pair]:
            shapes[i] = pair[1]
        open_before[pair] = max(0, open_before[pair] + (1 if shapes[i] == pair[0] else -1))
    return shapes


def _is_outside(drawn: Sequence[str], beside: range) -> bool:
    """Whether what is beside a bracket is not enclosed by it: a space, a stop, or the end of the line."""
    i = next((i for i in beside[:4] if drawn[i] not in _OTHER and drawn[i] not in "\"'”“’‘"), None)
    return i is None or drawn[i].isspace() or bool(_STOP.match(drawn[i]))


def _classes(shapes: Sequence[str]) -> str:
    """The class of each letter; marks on a letter are of its class, brackets of that of the text around them."""
    found: list[str] = []
    for text in reversed(shapes):
        direction = bidirectional(text[0])
        of_letter = found[-1] if direction == "NSM" and found else ""
        found.append(of_letter or ("P" if text in _PERCENT else _CLASSES.get(direction, "O")))
    found.reverse()
    for i in [i for i in range(1, len(found)) if found[i - 1] == "L" and _STOP.match(shapes[i])]:
        # At the right of a Latin word, a stop belongs to it if nothing is read before it: the line was broken there.
        if _is_outside(shapes, range(i + 1, len(shapes))):
            found[i] = "L"
    before = _strong_before(found)
    after = _strong_before(found[::-1])[::-1]
    counts = [[*accumulate((c in group for c in found), initial=0)] for group in ("LN", "RA")]
    partners = _partners(shapes)
    for left, right in partners.items():
        latin, other = (count[right] - count[left] for count in counts)
        is_latin = before[left] == "L" and latin and not other if right > left else before[left] == after[left] == "L"
        found[left] = found[right] = "L" if is_latin else "X"
    return "".join(found)


def _strong_before(classes: Sequence[str]) -> list[str]:
    """For each letter, the class of the nearest one before it that has a direction."""
    strong, found = "", []
    for one in classes:
        found.append(strong)
        strong = one if one in "LRNA" else strong
    return found


def _partners(shapes: Sequence[str]) -> dict[int, int]:
    """The right bracket of each left one; a bracket without partner is its own."""
    partners: dict[int, int] = {}
    waiting: dict[str, list[int]] = {}
    for i, text in enumerate(shapes):
        if text in _LEFT:
            waiting.setdefault(text, []).append(i)
        elif text in _OTHER:
            before = waiting.get(_OTHER[text])
            partners[before.pop() if before else i] = i
    return partners | {i: i for left in waiting.values() for i in left}
