"""The lines of a paragraph -> its text: decides which hyphens at line ends belong to a word and which only break it.

::

    "a well-"  "known man"   ──▶  "a well-known man"        the hyphen belongs to the word
    "a dictio-"  "nary"      ──▶  "a dictionary"            it breaks the word

The decision rests, in this order, on the document's own words, on the frequent words of the known languages, on whether
lines of this document end inside words at all, and on whether both halves are words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise

from aligner.languages import FALLBACK, Language, frequent_words, language

# Least number of letters in each half for both to count as words: "an-other" and "re-cordaba" are broken words.
MIN_HALF = 3
# Lines end inside words if more than this share of those with a hyphen do so for certain: in books that break words,
# half or more do, in others a sixth: "to-" and "night" in an old spelling.
MIN_BROKEN = 0.25

_HEAD, _TAIL = re.compile(r"(?:[^\W_]+-)*(?P<half>[^\W_]+)-$"), re.compile(r"(?P<half>[^\W_]+)(?:-[^\W_]+)*")
_BROKEN, _FIRST = re.compile(r"[^\W_]-$"), re.compile("^" + _TAIL.pattern)
_TIGHT_DASH = re.compile(r"\w(?:--|—)$")
_ADDRESS = re.compile(r"(?:https?://|www\.)(?:\S*[/\-_.=&?])?$")
_LONGEST = 60  # characters examined on each side


class Hyphens:
    """Joins lines; created from all lines of a document."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = tuple(lines)

    def joined(self, lines: Sequence[str]) -> str:
        """The lines of a paragraph, joined into one.

        >>> Hyphens(["a dictio-", "nary"]).joined(["a dictio-", "nary of well-"]), Hyphens([]).joined(["1931-", "1934"])
        ('a dictionary of well-', '1931-1934')
        """
        return "".join(part for a, b in pairwise(lines) for part in self._mended(a, b)) + "".join(lines[-1:])

    def _mended(self, line: str, below: str) -> tuple[str, str]:
        """A line, without its hyphen if that only breaks a word, and the separator between it and the line below."""
        if line.endswith("\xad") or (self._own_breaks and line.endswith("‐")):
            return line[:-1], ""
        end, start = line[-_LONGEST:], below[:_LONGEST]
        if _ADDRESS.search(end) or (_TIGHT_DASH.search(end) and self._tight_dashes):
            return line, ""
        if not end.endswith(("-", "‐")):
            return line, " "
        head, tail = _HEAD.search(re.sub(r"(?<=\w) ?[-‐]$", "-", end)), _TAIL.match(start)
        if end.endswith(" -") and not (head and tail and self._is_word(head["half"] + tail["half"])):
            return line, " "  # a dash; but some programs set a hyphen apart in a stretched line
        if head is None or tail is None:
            return line, " "
        whole = line[:-1].rstrip()
        return (f"{whole}-" if self._belongs(head, tail, f"{end} {start}") else whole), ""

    def _belongs(self, head: re.Match[str], tail: re.Match[str], context: str) -> bool:
        """Whether the hyphen between two halves is part of the word; the context shows the language."""
        one, two = (head[0][:-1] + tail[0]).lower(), (head[0] + tail[0]).lower()
        if self._words[one] != self._words[two]:
            return self._words[two] > self._words[one]
        before, after = head["half"], tail["half"]
        if self._own_breaks:
            return True
        if not after[0].islower() or not before[-1].isalpha():
            return not (before.isupper() and after.isupper())
        before, after = before.lower(), after.lower()
        if self._is_word(before + after):
            return False
        if "-" in one or not self._breaks_words:
            return True
        found = _language_of(context)
        if not found.compounds_have_hyphens or {before, after} & found.word_parts:
            return False
        return self._are_words(before, after)

    def _is_word(self, word: str) -> bool:
        return word.lower() in self._words or any(word.lower() in known for known in frequent_words().values())

    def _are_words(self, *halves: str) -> bool:
        if any(len(half) < MIN_HALF for half in halves):
            return False
        return any(all(half in known for half in halves) for known in (self._words, *frequent_words().values()))

    @cached_property
    def _words(self) -> Counter[str]:
        """Words inside lines; at the end of a line, and below a hyphen, there may be half a word."""
        below = (_FIRST.sub("", b) if _BROKEN.search(a) else b for a, b in pairwise(self._lines))
        text = "\n".join([*self._lines[:1], *below])
        found = re.findall(r"([^\W_]+(?:-[^\W_]+){0,9})([-_]?)", text.lower())
        return Counter(word for word, goes_on in found if not goes_on)

    @cached_property
    def _own_breaks(self) -> bool:
        """Whether words are broken by a hyphen of their own, U+2010, as some programs do; then "-" belongs to words."""
        return any(line.endswith("‐") for line in self._lines) and not any("‐" in line[:-1] for line in self._lines)

    @cached_property
    def _breaks_words(self) -> bool:
        """Whether lines of this document end inside words that have no hyphen of their own: more than a few do."""
        ends = ((a, b) for a, b in pairwise(self._lines) if a.endswith("-"))
        pairs = ((_HEAD.search(a[-_LONGEST:]), _TAIL.match(b[:_LONGEST])) for a, b in ends)
        known = [self._is_word(head["half"] + tail["half"]) for head, tail in pairs if head and tail]
        return sum(known) > MIN_BROKEN * len(known)

    @cached_property
    def _tight_dashes(self) -> bool:
        """Whether this text has dashes between words without spaces, as in English."""
        inside = "\n".join(self._lines)
        return len(re.findall(r"\w(?:--|—)\w", inside)) > len(re.findall(r"\w(?:--|—) \w", inside))


def _language_of(text: str) -> Language:
    """The language with the most frequent words in the text; if several are equal, the first."""
    found = re.findall(r"[^\W\d_]+", text.lower())
    counts = {code: sum(1 for word in found if word in known) for code, known in frequent_words().items()}
    return language(max(counts, key=lambda code: counts[code], default=FALLBACK))
