"""`aligner.glossary`: alignments and documents -> one glossary."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aligner.errors import LanguageError
from aligner.glossary.entries import Entry
from aligner.glossary.mentions import mentions
from aligner.glossary.terms import SURE, terms
from aligner.languages.codes import primary
from aligner.model import Alignment, Document

if TYPE_CHECKING:
    from aligner.progress import Progress
    from aligner.words.lexicon import Lexicon


def glossary(
    *given: Alignment | Document,
    lexicon: Lexicon | None = None,
    min_count: int = 2,
    min_score: float = SURE,
    progress: Progress | None = None,
) -> tuple[Entry, ...]:
    """The bilingual terms of alignments, best first, then the glosses and spelt-out abbreviations of documents.

    Args:
        given: alignments, all in the same two languages in the same direction, and documents, in any.
        lexicon: in the direction of the alignments; None for the one that comes with the package, if there is one.
        min_count: the fewest beads with a term and its translation.
        min_score: the least probability that they translate each other.
        progress: called with each step.

    Raises `LanguageError` for alignments in different languages, and `TypeError` for what is neither an alignment nor a
    document, such as a path.

    >>> from aligner import Block, Document
    >>> text = "It was organised by the Colectivo Resistencia Sur (Southern Resistance Collective)."
    >>> glossary(Document("news.txt", "en", (Block(text, place="line 1"),)))[0].source
    'Colectivo Resistencia Sur'
    """
    strange = [each for each in given if not isinstance(each, Alignment | Document)]
    if strange:
        what = f"{repr(strange[0])[:60]} is neither an alignment nor a document"
        raise TypeError(f"{what}; aligner.load reads an alignment, aligner.segment makes a document")
    alignments = [each for each in given if isinstance(each, Alignment)]
    documents = [each for each in given if isinstance(each, Document)]
    check_languages(alignments)
    several = len(given) > 1
    found: list[Entry] = []
    if alignments:
        found = terms(alignments, lexicon=lexicon, min_count=min_count, min_score=min_score, progress=progress)
    entries = (*found, *mentions(((each.name, each.language, each.blocks) for each in documents), lexicon))
    return entries if several else tuple(map(_without_name, entries))


def _without_name(entry: Entry) -> Entry:
    return replace(entry, examples=tuple(example.rpartition(", ")[2] for example in entry.examples))


def check_languages(alignments: list[Alignment]) -> None:
    """Raise `LanguageError` if alignments are not in the same two languages."""
    first: tuple[str, str] | None = None
    for each in alignments:
        pair = primary(each.source.language), primary(each.target.language)
        first = first or pair
        if pair != first:
            what = f"is in {'-'.join(pair)}, and the first alignment in {'-'.join(first)}"
            remedy = "give alignments of the same two languages, in the same direction"
            raise LanguageError(what, where=each.source.name, remedy=remedy)
