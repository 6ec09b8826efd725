"""The proper names of a document, and by which forms one of them may be known in the other document.

::

    "Desnoyers's daughter left Londres." ──▶ desnoyers, londres
    london ──▶ london (as it is), londres (by the lexicon); bertha ──▶ berta (alike)
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence, Set
from copy import copy
from functools import cache, cached_property
from itertools import chain

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
# A name is written with a capital so many times as often as without one: tools may be called by their names in code.
_OFTENER = 2
# What stands between the words of a name.
_WORD, _WITHIN = re.compile(r"[^\W\d_]+"), re.compile(r"[ -]| [a-z]{1,3} ")


@cache
def folded(word: str) -> str:
    """A word without case, accents and script.

    >>> folded("PARÍS"), folded("Москва")
    ('paris', 'moskva')
    """
    return word.lower() if word.isascii() else anyascii(word).lower()


class ProperNames:
    """The names of one document: words that inside sentences are written with a capital, and hardly ever without one.

    Attributes:
        written: each name, folded, with a form in which it is written.
    """

    def __init__(self, sentences: Sequence[Sequence[str]], code: str) -> None:
        self._sentences = sentences
        self._joints = language(code).number_joints  # "and", which stands between two names as between two numbers
        every = set(chain.from_iterable(sentences))
        capitals = {word for word in every if not word.islower()}
        inside = Counter(filter(capitals.__contains__, chain.from_iterable(words[1:] for words in sentences)))
        small = {word.lower() for word in inside}.intersection(every)
        often = Counter(filter(small.__contains__, chain.from_iterable(sentences)))
        named = (
            word
            for word, times in inside.items()
            if len(word) >= _SHORTEST
            and word[0].isupper()
            and not word.isupper()
            and word.lower() not in language(code).function_words
            and times >= _OFTENER * often[word.lower()]
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
        return {names[word] for i in sentences for word in filter(names.__contains__, self._sentences[i])}

    def words(self, sentences: range) -> set[str]:
        """All words of some sentences, folded."""
        forms = self._folded
        return {forms[word] for i in sentences for word in self._sentences[i]}

    def beside(self, text: str) -> dict[str, set[str]]:
        """Names in a text that others stand next to, with these: parts of longer names, as in Bois de Boulogne."""
        found = defaultdict[str, set[str]](set)
        words = [(each, self._names.get(each.group())) for each in _WORD.finditer(text)]
        for at, (one, name) in enumerate(words):
            for other, its_name in words[at + 1 : at + 3]:
                between = text[one.end() : other.start()]
                if name and its_name and _WITHIN.fullmatch(between) and between.strip() not in self._joints:
                    found[name].add(its_name)
                    found[its_name].add(name)
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

    def kept(self, name: str) -> float | None:
        """How likely its translation is the name itself; None if the lexicon does not know it."""
        told = self._lexicon.translations(self._names.written[name].lower(), 10)
        return sum(chance for word, chance in told if folded(word) == name) if told else None

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
