"""Text that was left in the language of the source."""

from __future__ import annotations

import string
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from aligner.languages import language
from aligner.quality.finding import Finding
from aligner.quality.texts import Texts, shortened

# A word that the lexicon translates by itself with this probability is the same in both languages.
_SAME = 0.1
# Of a target sentence's words, at least this share must be words of the source that should be translated; and at least
# so many, unless the whole bead is the same on both sides. Names and loans are words, too, and function words are half
# of any text.
_SHARE, _WORDS = 0.3, 4
_WEIGHT = 0.9
# What surrounds words; one with other marks in it is an address, a path or other code.
_MARKS = string.punctuation + "¿¡“”‘’«»‹›„…—–"


def untranslated(texts: Texts) -> Iterator[Finding]:
    """Beads with target sentences that repeat words of the source, though those are neither names nor loans.

    Which words should be translated the lexicon tells; without one, the function words of the source's language; where
    these are not known, every word in lower case should be. Code is exempt.
    """
    left_over = _left_over(texts)
    for k, left, right in texts.pairs():
        ours, theirs = texts.words_of(k)
        shared = set(ours).intersection(theirs)
        if (len(shared) < _WORDS and left != right) or not shared or texts.holds_code(k):
            continue
        for j in texts.beads[k].target:
            text = texts.target.sentences[j].text
            words = [word for word in (token.strip(_MARKS) for token in text.split()) if word.isalpha()]
            found = sum(left_over(word) for word in _small(words) if word in shared)
            if found >= max(1, _SHARE * len(words)) and (found >= _WORDS or left == right):
                yield Finding(range(k, k + 1), "untranslated", f"“{shortened(text)}”", _WEIGHT)
                break


def _small(words: Sequence[str]) -> Iterator[str]:
    """The words that are no names by their look; the first may be anything."""
    return (word for n, word in enumerate(words) if n == 0 or word.islower())


def _left_over(texts: Texts) -> Callable[[str], bool]:
    """Whether a word of the source has no place in the target; function words of the target have one anywhere."""
    source, target = (language(document.language).function_words for document in (texts.source, texts.target))
    functional, own = source - target, target - source

    @cache
    def told(word: str) -> bool:
        if word.lower() in own:
            return False
        known = texts.lexicon.translations(word.lower(), 10)
        if known:
            return all(translation != word.lower() or chance < _SAME for translation, chance in known)
        return not texts.lexicon.source_words and (word.lower() in functional if functional else word.islower())

    return told
