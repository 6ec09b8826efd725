"""A text -> the glosses and spelt-out abbreviations in it, as entries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from aligner.glossary.entries import Entry

if TYPE_CHECKING:
    from aligner.glossary.glosses import Gloss
    from aligner.glossary.two_languages import TwoLanguages
    from aligner.model import Block
    from aligner.words.lexicon import Lexicon


def mentions(texts: Iterable[tuple[str, str, Sequence[Block]]], lexicon: Lexicon | None = None) -> tuple[Entry, ...]:
    """The glosses and abbreviations of texts, in order of appearance; the same one in several places is one entry.

    Args:
        texts: of each its name, its language and its blocks, with their sentences or without.
        lexicon: of the language of the texts and the other one that they mention, in either direction; None for one
            that comes with the package. For a text in any other language, only abbreviations are found.
    """
    from aligner.glossary.glosses import glosses

    found: dict[tuple[str, ...], list[tuple[str, Gloss]]] = {}
    for name, language, blocks in texts:
        for gloss in glosses(blocks, language, _both(language, lexicon)):
            found.setdefault((gloss.kind, gloss.term, gloss.gloss), []).append((name, gloss))
    return tuple(_entry(places) for places in found.values())


def _both(language: str, lexicon: Lexicon | None) -> TwoLanguages | None:
    from aligner.glossary.two_languages import TwoLanguages
    from aligner.languages.codes import primary
    from aligner.words.shipped import shipped_from

    own = primary(language)
    lexicon = lexicon or shipped_from(own)
    if lexicon is None or own not in map(primary, lexicon.languages):
        return None
    return TwoLanguages(lexicon if primary(lexicon.languages[0]) == own else lexicon.swapped())


def _entry(places: Sequence[tuple[str, Gloss]]) -> Entry:
    gloss, times = places[0][1], len(places)
    return Entry(
        source=gloss.term,
        target=gloss.gloss,
        kind=gloss.kind,
        languages=gloss.languages,
        count=times,
        source_count=times,
        target_count=times,
        score=max(gloss.score for _, gloss in places),
        examples=tuple(f"{name}, {gloss.place}" if gloss.place else name for name, gloss in places),
    )
