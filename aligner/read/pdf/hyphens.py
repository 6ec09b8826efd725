"""Which hyphens at line ends belong to their word ("well-known") and which only break it ("dictio-nary").

In this order: the document's own words; words of the shipped lexicons; whether lines of this document end within
words at all; whether the halves are words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from itertools import pairwise

# Languages of the shipped lexicon whose words are known.
_KNOWN = ("en", "es")

# Letters, and probability in a text, that a half has at least to be taken for a word by itself: "an-other",
# "re-cordaba" and "toma-rían" are broken words. "worn" has 1.2e-5, "rían" and "tado" have 1e-6.
MIN_HALF, MIN_PROBABILITY = 3, 3e-6

# Beginnings and ends of English words that look like words by themselves: "vex-ing", "inter-views".
_NO_HALVES = frozenset(
    re.findall(
        r"\w+",
        "able age ance ant con dis ding ease ful ible ing ings inter ish ism ist less ling ment mis ness per pre "
        "pro ring sub super tele ted tic ting ton trans",
    )
)

_HEAD, _TAIL = re.compile(r"(?:[^\W_]+-)*(?P<half>[^\W_]+)-$"), re.compile(r"(?P<half>[^\W_]+)(?:-[^\W_]+)*")
_TIGHT_DASH = re.compile(r"\w(?:--|—)$")
_ADDRESS = re.compile(r"(?:https?://|www\.)(?:\S*[/\-_.=&?])?$")
_LONGEST = 60  # characters looked at on each side


class Hyphens:
    """Mends words; made from the lines of a whole document."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = tuple(lines)

    def joined(self, line: str, below: str) -> str:
        """Two lines of a paragraph as one.

        >>> Hyphens(["a dictio-", "nary"]).joined("a dictio-", "nary of well-"), Hyphens([]).joined("1931-", "1934")
        ('a dictionary of well-', '1931-1934')
        """
        if line.endswith("\xad"):
            return line[:-1] + below
        end, start = line[-_LONGEST:], below[:_LONGEST]
        if _ADDRESS.search(end) or (self._tight_dashes and _TIGHT_DASH.search(end)):
            return line + below
        if not end.endswith(("-", "‐")):
            return f"{line} {below}"
        head, tail = _HEAD.search(re.sub(r"(?<=\w) ?[-‐]$", "-", end)), _TAIL.match(start)
        if end.endswith(" -") and not (head and tail and self._is_word(head["half"] + tail["half"])):
            return f"{line} {below}"  # a dash; but some programs set a hyphen apart in a stretched line
        if head is None or tail is None:
            return f"{line} {below}"
        whole = line[:-1].rstrip()
        return (whole + "-" if self._belongs(head, tail, f"{end} {start}") else whole) + below

    def _belongs(self, head: re.Match[str], tail: re.Match[str], context: str) -> bool:
        """Whether the hyphen between two halves is part of the word; the context tells the language."""
        one, two = (head[0][:-1] + tail[0]).lower(), (head[0] + tail[0]).lower()
        if self._words[one] != self._words[two]:
            return self._words[two] > self._words[one]
        before, after = head["half"], tail["half"]
        if not after[0].islower() or not before[-1].isalpha():
            return not (before.isupper() and after.isupper())
        before, after = before.lower(), after.lower()
        if self._is_word(before + after):
            return False
        if "-" in one or not self._breaks_words:
            return True
        # Spanish writes hardly any compound with a hyphen, and its syllables look like words.
        return _language_of(context) != "es" and not {before, after} & _NO_HALVES and self._are_words(before, after)

    def _is_word(self, word: str) -> bool:
        return word.lower() in self._words or any(word.lower() in words for words in _known_words())

    def _are_words(self, *halves: str) -> bool:
        if any(len(half) < MIN_HALF for half in halves):
            return False
        known = any(all(words.get(half, 0) >= MIN_PROBABILITY for half in halves) for words in _known_words())
        return known or all(half in self._words for half in halves)

    @cached_property
    def _words(self) -> Counter[str]:
        """Words inside lines: what stands at a line's end may be half of one."""
        return Counter(re.findall(r"[^\W_]+(?:-[^\W_]+)*(?![-\w])", "\n".join(self._lines).lower()))

    @cached_property
    def _breaks_words(self) -> bool:
        """Whether a line of this document ends within a word that no hyphen belongs to."""
        ends = ((a, b) for a, b in pairwise(self._lines) if a.endswith("-"))
        pairs = ((_HEAD.search(a[-_LONGEST:]), _TAIL.match(b[:_LONGEST])) for a, b in ends)
        wholes = ((head["half"] + tail["half"]).lower() for head, tail in pairs if head and tail)
        known: tuple[Mapping[str, float], ...] = (self._words, *_known_words())
        return any(whole in words for whole in wholes for words in known)

    @cached_property
    def _tight_dashes(self) -> bool:
        """Whether dashes stand between words without a space in this text, as English sets them."""
        inside = "\n".join(self._lines)
        return len(re.findall(r"\w(?:--|—)\w", inside)) > len(re.findall(r"\w(?:--|—) \w", inside))


def _language_of(text: str) -> str:
    """Which of the known languages has more of the words; the first if they are equal."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    counts = [sum(1 for word in words if word in known) for known in _known_words()] or [0]
    return _KNOWN[counts.index(max(counts))]


@cache
def _known_words() -> tuple[dict[str, float], ...]:
    """For each language that is known the probability of its words."""
    from aligner.words.lexicon import shipped

    lexicon = shipped(*_KNOWN)
    if lexicon is None:
        return ()
    source = zip(lexicon.source_words, lexicon.source_probability.tolist(), strict=True)
    return dict(source), dict(zip(lexicon.target_words, lexicon.target_probability.tolist(), strict=True))
