"""The proper names of a document, and by which forms one of them may be known in the other document.

::

    "Desnoyers's daughter left Londres." ──▶ desnoyers, londres
    london ──▶ london (as it is), londres (by the lexicon); bertha ──▶ berta (alike)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence, Set
from copy import copy
from functools import cache, cached_property
from itertools import chain, pairwise

from anyascii import anyascii
from rapidfuzz import fuzz, process

from aligner.languages import language
from aligner.words.lexicon import Lexicon

# Shorter words are abbreviations and particles.
_SHORTEST = 3
# Least similarity, of 100, of two forms of one name (Bertha, Berta), and of two that may well be (Michael, Miguel); by
# eye on the development sets.
_ALIKE, _PERHAPS = 70, 55
# A translation with this probability stands for a name.
_TOLD = 0.02
# Words that begin with so many of the same letters are related (German, Germania).
_STEM = 4


@cache
def folded(word: str) -> str:
    """A word without case, accents and script.

    >>> folded("PARÍS"), folded("Москва")
    ('paris', 'moskva')
    """
    return word.lower() if word.isascii() else anyascii(word).lower()


class ProperNames:
    """The names of one document: words written with a capital inside sentences, and never without one.

    Attributes:
        written: each name, folded, with a form in which it is written.
    """

    def __init__(self, sentences: Sequence[Sequence[str]], code: str) -> None:
        self._sentences = sentences
        every = set(chain.from_iterable(sentences))
        small = {word for word in every if word.islower()}
        capitals = every - small
        small |= language(code).function_words
        inside = capitals.intersection(chain.from_iterable(words[1:] for words in sentences))
        named = (
            word
            for word in inside
            if len(word) >= _SHORTEST and word[0].isupper() and not word.isupper() and word.lower() not in small
        )
        self.written = {folded(word): word for word in sorted(named)}
        self._folded = {word: folded(word) for word in every}
        self._names = {word: self._folded[word] for word in capitals if self._folded[word] in self.written}

    def only(self, names: Set[str]) -> ProperNames:
        """The same document with fewer names."""
        found = copy(self)
        found.written = {name: word for name, word in self.written.items() if name in names}
        found._names = {word: name for word, name in self._names.items() if name in names}
        return found

    def among(self, sentences: range) -> set[str]:
        """The names in some sentences, folded."""
        names = self._names
        return {names[word] for i in sentences for word in self._sentences[i] if word in names}

    def words(self, sentences: range) -> set[str]:
        """All words of some sentences, folded."""
        forms = self._folded
        return {forms[word] for i in sentences for word in self._sentences[i]}

    def beside(self, sentences: range) -> dict[str, set[str]]:
        """Names in some sentences that others stand next to, or two words away, with these: parts of longer names."""
        found = defaultdict[str, set[str]](set)
        for i in sentences:
            words = [self._folded[word] for word in self._sentences[i]]
            for one, other in chain(pairwise(words), zip(words, words[2:], strict=False)):
                if one in self.written and other in self.written:
                    found[one].add(other)
                    found[other].add(one)
        return found

    @cached_property
    def by_beginning(self) -> dict[str, list[str]]:
        """The names by their first two letters."""
        found = defaultdict[str, list[str]](list)
        for name in self.written:
            found[name[:2]].append(name)
        return found


class Forms:
    """By which forms each name of a document may be known in the other."""

    def __init__(self, names: ProperNames, others: ProperNames, lexicon: Lexicon) -> None:
        self._names, self._others, self._lexicon = names, others, lexicon
        self._known: dict[str, frozenset[str]] = {}
        self._translations: dict[str, frozenset[str]] = {}

    def of(self, name: str) -> frozenset[str]:
        """The name itself; where the other document has no such name, its translations and names that are like it."""
        if name not in self._known:
            self._known[name] = frozenset([name]) if name in self._others.written else self._likely(name)
        return self._known[name]

    def _likely(self, name: str) -> frozenset[str]:
        """What a name may be where the other document does not know it as it is."""
        near = self._others.by_beginning.get(name[:2], ())
        alike = (each[0] for each in process.extract(name, near, scorer=fuzz.ratio, score_cutoff=_ALIKE))
        return frozenset([name, *alike, *self._told(name)])

    def _told(self, name: str) -> frozenset[str]:
        """Its translations."""
        if name not in self._translations:
            told = self._lexicon.translations(self._names.written[name].lower(), 10)
            self._translations[name] = frozenset(folded(word) for word, chance in told if chance >= _TOLD)
        return self._translations[name]

    def may_be(self, name: str, other: str) -> bool:
        """Whether another name may be a form of this one, so that it cannot be said to be a different one."""
        return fuzz.ratio(name, other) >= _PERHAPS or self.is_among(name, {other})

    def is_among(self, name: str, words: set[str]) -> bool:
        """Whether some of these words may be a form of the name: macedonio of Macedonian, alemanes of Germany."""
        forms = (name, *self._told(name))
        stems = {form[:_STEM] for form in forms}
        if any(word[:_STEM] in stems for word in words if len(word) >= _STEM):
            return True
        return any(process.extractOne(form, words, scorer=fuzz.ratio, score_cutoff=_ALIKE) for form in forms)
