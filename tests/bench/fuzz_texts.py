"""Pairs of texts as no one would write them, and some as people do: what the whole way must take without harm.

What is made depends on nothing but `chance`.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from stories import ENGLISH, SPANISH

_Kind = Callable[[random.Random], str]

# A text is cut here: long ones are for other benches, and a case is aligned up to four times.
_LONGEST = 20_000

_SCRIPTS = (
    *("abcxyz", "éñüßøåÅ", "αβγω", "абвя", "אבגת", "ابتي", "कखगत", "กขคง", "漢字文", "かなカ", "한국어"),
    *("აბგ", "ⅣⅫ²½", "𝒜𝒷𐍈"),
)
_BIDI = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_UNSEEN = "\0\u200b\u200c\u200d\u2060\ufeff\u00ad\ufffe\uffff\x1b\x85\u2028\u2029\x0b\x0c\x1c"
_EMOJI = ("👩‍👩‍👧", "🏳️‍🌈", "👍🏽", "🇪🇸🇬🇧", "☺️", "🤷🏿‍♂️", "\U0001f9d1\u200d", "\ufe0f")
_PUNCTUATION = ".,;:!?…—-–¿¡«»“”‘’\"'()[]{}<>/\\|*_#`~^@&%$€§¶†‡。！？「」、।؟،"
_NUMBERS = (
    *("1", "1,234.5", "1.234,5", "12/03/1999", "50 %", "$3.00", "3 000 €", "1e9", "IV", "½"),
    *("१२", "٣٤", "²", "-0", "9" * 40),
)
_MARKUP = (
    *("<b>", "</b>", "{0}", "%s", "${a}", "https://a.example/b?c=d&e#f", "a@b.example", "&amp;"),
    *("**", "[a](b)", "`x`", "# "),
)
_MARKS = (
    *("- ", "* ", "1. ", "1.1. ", "a) ", "(i) ", "# ", "> ", "— ", "«", "| a | ", "3:16 ", "\t", "    "),
    *("Chapter IV. ", "CAPÍTULO "),
)
_ENDS = (
    *("\n\n", "\n", "\r\n", "\r", "\r\n\r\n", "\n \n", "\n\n\n"),
    *("\u2028", "\u2029", "\x85", "\x0c", "\t", " ", "", " \u200b"),
)


def pair(chance: random.Random) -> tuple[str, str]:
    """Two texts: of one kind or of two, the same text twice, a story and its translation with something put in."""
    way = chance.random()
    if way < 0.3:
        return _story(chance)
    first = text(chance)
    if way < 0.4:
        return first, first
    return first, text(chance) if way < 0.9 else (first * chance.choice((2, 30)))[:_LONGEST]


def text(chance: random.Random) -> str:
    """Up to six pieces of any kinds."""
    made = ""
    for _ in range(chance.choice((0, 1, 1, 1, 2, 3, 6))):
        made += chance.choice(_KINDS)(chance) + chance.choice(_ENDS)
    return made[:_LONGEST]


def _story(chance: random.Random) -> tuple[str, str]:
    """Sentences and their translations, some left out, repeated or swapped, in paragraphs that need not agree."""
    first = chance.randrange(len(ENGLISH))
    taken = range(first, min(len(ENGLISH), first + chance.choice((1, 3, 10, 36))))
    sides = []
    for sentences in (ENGLISH, SPANISH):
        side = [sentences[n] for n in taken if chance.random() > 0.1] or [sentences[first]]
        if chance.random() < 0.3:
            at = chance.randrange(len(side))
            side[at:at] = [text(chance)] * chance.choice((1, 1, 1, 8))
        if chance.random() < 0.2:
            side.insert(0, side.pop())
        between = chance.choice((" ", " ", "\n", "\n\n", "\r\n\r\n", chance.choice(_ENDS)))
        sides.append("".join(sentence + (between if chance.random() < 0.4 else " ") for sentence in side))
    return sides[0], sides[1]


def _of(*parts: str) -> _Kind:
    """A kind of text made of these characters or words."""
    every = [part for part in parts if part] if len(parts) > 1 else list(parts[0])

    def make(chance: random.Random) -> str:
        between = chance.choice(("", "", " ", ". ", "\n"))
        return between.join(chance.choice(every) for _ in range(chance.choice((1, 2, 8, 60))))

    return make


def _words(chance: random.Random) -> str:
    """Words of mixed scripts, in sentences or, now and then, in a single one without an end."""
    ends = chance.choice(((" ",), ("",), (" ", " ", ". "), (" ", "? ", "。", "! ", "…")))
    words = ("".join(chance.choices(chance.choice(_SCRIPTS), k=chance.randint(1, 9))) for _ in range(_length(chance)))
    return "".join(word + chance.choice(ends) for word in words)


def _sprinkled(chance: random.Random) -> str:
    """A sentence with characters that are not seen, or combine, anywhere in it."""
    made = list(chance.choice((*ENGLISH, *SPANISH)))
    sown = chance.choice(
        (_BIDI, _UNSEEN, "\u0301\u0323\u20dd", "\ud800\udc00\udfff", "\u200b\u00ad", "*_`#|>", "0123456789")
    )
    for _ in range(chance.choice((1, 5, 100))):
        made.insert(chance.randrange(len(made) + 1), chance.choice(sown))
    return "".join(made)


def _repeated(chance: random.Random) -> str:
    """The same sentence, a few or very many times."""
    sentence = chance.choice((*ENGLISH, *SPANISH, "No.", "-", "1.", "他来了。"))
    return (sentence + chance.choice((" ", "\n", "\n\n"))) * chance.choice((2, 5, 20, 20, 20, 20, 20, 20, 20, 1000))


def _lists(chance: random.Random) -> str:
    """Lines that begin as items, headings, tables, dialogue or verse numbers do."""
    lines = range(_length(chance))
    return "\n".join(chance.choice(_MARKS) + chance.choice((*ENGLISH, *SPANISH, "")) for _ in lines)


def _length(chance: random.Random) -> int:
    return chance.choice((1, 3, 3, 10, 10, 30)) if chance.random() < 0.97 else 1500


_KINDS: tuple[_Kind, ...] = (
    _words,
    _sprinkled,
    _repeated,
    _lists,
    _of(_PUNCTUATION),
    _of(*_NUMBERS),
    _of(*_EMOJI),
    _of(*_MARKUP),
    _of(_BIDI),
    _of(_UNSEEN),
    _of("\u0301\u0323\u20dda"),
    _of("\ud800\udfffx"),
    _of(*ENGLISH),
    _of(*SPANISH),
    lambda chance: chr(chance.choice((chance.randrange(0x300), chance.randrange(0x3000), chance.randrange(0x110000)))),
)
