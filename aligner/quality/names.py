"""Names that are on one side only."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from aligner.model import Document
from aligner.quality.finding import Finding
from aligner.quality.texts import Texts

_END = "\x1e"
_WORD = re.compile(rf"[^\W\d_]+|{_END}")

# By number of the sentence; one without names has none.
_Names = Mapping[int, set[str]]


def names(texts: Texts) -> Iterator[Finding]:
    """Beads whose sides differ in the names that both documents have."""
    left_names, right_names = _shared_names(texts.source, texts.target)
    for k, _, _ in texts.pairs():
        bead = texts.beads[k]
        ours, theirs = _union(left_names, bead.source), _union(right_names, bead.target)
        if ours != theirs:
            detail = " | ".join(", ".join(sorted(some)) or "–" for some in (ours - theirs, theirs - ours))
            yield Finding(range(k, k + 1), "name", detail, 0.3)


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
