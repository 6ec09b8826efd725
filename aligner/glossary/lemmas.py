"""From a word to its lemma, by simplemma if it is installed; else words are only joined whatever their case."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec

from aligner.languages.codes import primary


def lemmatiser(language: str) -> Callable[[str], str]:
    """A function from a word, as it is usually written, to what stands for all of its forms, in lower case.

    >>> lemmatiser("tlh")("Qapla")
    'qapla'
    """
    if not _has_lemmas(language):
        return str.lower
    from simplemma import lemmatize

    code = primary(language)
    return lambda word: lemmatize(word, code).lower()


def _has_lemmas(language: str) -> bool:
    """Whether the lemmas of a language are known."""
    if find_spec("simplemma") is None:
        return False
    from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

    return primary(language) in SUPPORTED_LANGUAGES
