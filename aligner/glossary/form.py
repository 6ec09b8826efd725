"""How an entry is written, and whether it is worth one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from aligner.glossary.candidates import Candidate
from aligner.glossary.side import Side

# Phrases that are no names are shown from so many beads on: two words meet twice by chance.
_FEWEST_OF_PHRASES = 3


@dataclass(frozen=True)
class Form:
    """How a candidate is usually written in running text.

    Attributes:
        source, target: its usual forms, which go together: both in the plural if they mostly are.
        name: whether it is a name.
        capital: whether it is written with a capital in one of the languages, as nouns of a people are in English.
        is_worth_an_entry: whether a reader learns anything from it.
    """

    source: str
    target: str
    name: bool
    capital: bool
    is_worth_an_entry: bool

    @property
    def is_same(self) -> bool:
        """Whether it is written alike in both languages."""
        return self.source.lower() == self.target.lower()

    @classmethod
    def of(cls, candidate: Candidate, source: Side, target: Side) -> Form:
        """The most frequent form of a candidate."""
        seen = Counter(
            (source.shown(bead, *found.source), target.shown(bead, *found.target)) for bead, found in candidate.found
        )
        # Of equals, the one with fewer capitals: these come from titles.
        here, there = min(seen, key=lambda both: (-seen[both], "\t".join(both).swapcase()))
        said = [each for each in (source.is_name(here), target.is_name(there)) if each is not None]
        name = bool(said) and all(said)
        phrase = max(len(candidate.source), len(candidate.target)) > 1
        often = candidate.linked >= _FEWEST_OF_PHRASES or name or not phrase
        return cls(here, there, name, any(said), often and (name or here.lower() != there.lower()))
