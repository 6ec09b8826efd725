"""What a reviewer should look at in a bead: flags."""

from __future__ import annotations

import math
import re
import statistics
from collections import defaultdict
from collections.abc import Mapping, Sequence

from aligner.model import Bead, Document

FLAGS = ("number", "name", "length", "untranslated", "moved", "low")

# A bead that scores less than this is more likely wrong than right.
LOW = 0.5
# Sides whose length ratio, in characters, is off the document's own by more than this factor are worth a look; two is
# three standard deviations of sure 1-1 beads of 40 characters and more. Shorter ones vary freely.
_FACTOR, _SHORT = 2.0, 40

_NUMBER = re.compile(r"\d+(?:[.,:/’' \u00a0\u202f]\d+)*")
_DIGIT = re.compile(r"\d")
_END = "\x1e"
_WORD = re.compile(rf"[^\W\d_]+|{_END}")

# By number of the sentence; one without names has none.
_Names = Mapping[int, set[str]]


def flags(source: Document, target: Document, beads: Sequence[Bead]) -> list[tuple[str, ...]]:
    """The flags of each bead, in the order of `FLAGS`."""
    texts = [(_text(source, bead.source), _text(target, bead.target)) for bead in beads]
    ratio = _log_ratio(texts)
    left_names, right_names = _shared_names(source, target)
    moved = _moved(beads)
    found = []
    for k, (bead, (left, right)) in enumerate(zip(beads, texts, strict=True)):
        both = bool(left) and bool(right)
        marks = {
            "number": both and _numbers(left) != _numbers(right),
            "name": both and _union(left_names, bead.source) != _union(right_names, bead.target),
            "length": both and _unlike_in_length(left, right, ratio),
            "untranslated": both and left == right and any(map(str.isalpha, left)),
            "moved": k in moved,
            "low": bead.score < LOW,
        }
        found.append(tuple(flag for flag in FLAGS if marks[flag]))
    return found


def _text(document: Document, sentences: range) -> str:
    return " ".join(document.sentences[i].text for i in sentences)


def _numbers(text: str) -> list[str]:
    """The numbers of a text by their digits, sorted: "1,000.5" and "1.000,5" are the same."""
    if not _DIGIT.search(text):
        return []
    return sorted(re.sub(r"\D", "", number) for number in _NUMBER.findall(text))


def _shared_names(source: Document, target: Document) -> tuple[_Names, _Names]:
    """For each document, the names in its sentences that occur in both documents."""
    words = [_words(side) for side in (source, target)]
    shared = _names(words[0]) & _names(words[1])
    left, right = defaultdict[int, set[str]](set), defaultdict[int, set[str]](set)
    for found, every in zip((left, right), words, strict=True):
        sentence = 0
        for word in every:
            if word == _END:
                sentence += 1
            elif word in shared:
                found[sentence].add(word)
    return left, right


def _words(document: Document) -> list[str]:
    """The words of all sentences in one list, an `_END` after each sentence: one search is faster than thousands."""
    return _WORD.findall("".join(sentence.text.replace(_END, " ") + _END for sentence in document.sentences))


def _names(every: Sequence[str]) -> set[str]:
    """Words of three letters or more that are always written with a capital."""
    words = set(every) - {_END}
    small = {word for word in words if word[0].islower()}
    return {word for word in words if len(word) > 2 and word[0].isupper() and word.lower() not in small}


def _union(names: _Names, sentences: range) -> set[str]:
    return {name for i in sentences for name in names.get(i, ())}


def _log_ratio(texts: Sequence[tuple[str, str]]) -> float:
    """Log of target characters for one source character: the median over the beads with both sides."""
    ratios = [math.log(len(right) / len(left)) for left, right in texts if left and right]
    return statistics.median(ratios) if ratios else 0.0


def _unlike_in_length(left: str, right: str, ratio: float) -> bool:
    if len(left) + len(right) < 2 * _SHORT:
        return False
    return abs(math.log(len(right) / len(left)) - ratio) > math.log(_FACTOR)


def _moved(beads: Sequence[Bead]) -> set[int]:
    """Beads whose target stands before the target of an earlier bead."""
    furthest, moved = 0, set()
    for k, bead in enumerate(beads):
        if bead.target:
            if bead.target.start < furthest:
                moved.add(k)
            furthest = max(furthest, bead.target.stop)
    return moved
