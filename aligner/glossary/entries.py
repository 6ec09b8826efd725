"""What a glossary holds: entries, each with its counts and examples."""

from __future__ import annotations

from dataclasses import dataclass

KINDS = ("term", "name", "gloss", "expansion")


@dataclass(frozen=True, slots=True)
class Entry:
    """A term and its translation.

    Attributes:
        source, target: as they usually stand in running text.
        kind: one of `KINDS`: a name is written with a capital; a gloss stands beside its term in a text, translated;
            an expansion spells out an abbreviation, in the same language.
        languages: of source and target.
        count: number of beads with both; of a gloss, how often it stands in the texts.
        source_count, target_count: number of beads with each; of a gloss, the same as `count`.
        score: probability, 0 to 1, that source and target translate each other.
        examples: up to three places of terms, all of glosses: ``"bead 12"``, ``"line 3"``, with the file if several
            were given.
    """

    source: str
    target: str
    kind: str
    languages: tuple[str, str]
    count: int
    source_count: int
    target_count: int
    score: float
    examples: tuple[str, ...] = ()
