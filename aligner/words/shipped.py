"""The lexicons that come with the package."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from aligner.languages.codes import primary
from aligner.words.lexicon import Lexicon

# Maximum letters in a language code: ISO 639 uses two or three, and this leaves room to spare.
_LONGEST_CODE = 8
_FOLDER = Path(__file__).parent / "data"


@lru_cache(maxsize=1)  # used for aligning, and again for the page
def shipped(source_language: str, target_language: str) -> Lexicon | None:
    """The lexicon that comes with the package for these languages, in either order; None if there is none.

    It serves every variety of a language: that for ``en`` and ``es`` is also for ``en-US`` and ``es-MX``.
    """
    source_language, target_language = primary(source_language), primary(target_language)
    if not all(code.isalnum() and len(code) <= _LONGEST_CODE for code in (source_language, target_language)):
        return None  # codes may come from files, and then must not become part of a path
    straight = _FOLDER / f"{source_language}-{target_language}.lexicon"
    if straight.exists():
        return Lexicon.load(straight)
    turned = _FOLDER / f"{target_language}-{source_language}.lexicon"
    return Lexicon.load(turned).swapped() if turned.exists() else None


def shipped_from(language: str) -> Lexicon | None:
    """The first lexicon that comes with the package for this language and any other; None if there is none."""
    for path in sorted(_FOLDER.glob("*.lexicon")):
        first, second = path.stem.split("-")
        if primary(language) in (first, second):
            return shipped(primary(language), second if primary(language) == first else first)
    return None
