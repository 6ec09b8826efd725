"""Words that no word of the other side explains: how literal a translation is, and where it goes its own way.

::

    "Danish opinion was shocked." | "La opinión danesa se conmovió." ──▶ danesa, conmovió (of opinión, danesa, conmovió)
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from functools import cache

from aligner.languages import language
from aligner.quality.proper_names import folded
from aligner.quality.texts import Texts

# Shorter words are hardly ever content words.
_SHORTEST = 4
# A translation with this probability explains a word, and so does one that begins with so many of the same letters.
_TOLD, _STEM = 0.01, 4


@cache
def _small(code: str) -> frozenset[str]:
    """The function words of a language, folded."""
    return frozenset(map(folded, language(code).function_words))


class Unexplained:
    """Tells the content words of one side of a bead that the other side does not explain, by the lexicon."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        lexicons = texts.lexicon, texts.lexicon.swapped()
        self._small = _small(texts.source.language), _small(texts.target.language)

        @cache
        def told(side: int, word: str) -> frozenset[str]:
            return frozenset(
                folded(other) for other, chance in lexicons[side].translations(word, 10) if chance >= _TOLD
            )

        self._told = told

    def among(self, k: int, side: int, names: Set[str] = frozenset()) -> tuple[set[str], int]:
        """The unexplained words of one side of a bead, folded, but for some names; and how many words there are."""
        words = self._texts.words_of(k)
        ours = {word.lower() for word in words[side]}
        content = {word for word in ours if len(word) >= _SHORTEST and folded(word) not in self._small[side]}
        left = {folded(word) for word in content - self._explained(content, {w.lower() for w in words[1 - side]}, side)}
        return left - names, len(content)

    def _explained(self, ours: Set[str], theirs: Iterable[str], side: int) -> set[str]:
        others = {folded(word) for word in theirs}
        stems = {form[:_STEM] for word in theirs for form in (folded(word), *self._told(1 - side, word))}
        return {word for word in ours if folded(word)[:_STEM] in stems or not others.isdisjoint(self._told(side, word))}
