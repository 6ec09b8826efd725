"""Names in place of others, and names that are missing."""

from __future__ import annotations

from collections.abc import Iterator

from aligner.quality.bead_names import NamePair, Names
from aligner.quality.finding import Finding
from aligner.quality.missing_names import MissingNames
from aligner.quality.texts import Texts, listed

# How likely it is to be worth a look, by eye on the development sets, that a name stands in place of another, and that
# one is missing.
_OTHER, _MISSING = 0.8, 0.5


def names(texts: Texts) -> Iterator[Finding]:
    """Beads with one name in place of another, and, in texts that keep their names, those where one is missing.

    Of two that are exchanged, both must have a counterpart in another bead; with a lexicon, which would know others,
    one of them. Where a script has no capitals, nothing is found; where nouns have capitals, too, a name is what both
    documents have in the same form.
    """
    found = Names.of(texts)
    missing = MissingNames(texts, found)
    for k, bead in found.beads.items():
        if _are_others(texts, found, k):
            yield _finding(k, bead.alone, found, _OTHER)
            continue
        missed = missing.of(k, 0), missing.of(k, 1)
        if missed[0] or missed[1]:
            yield _finding(k, missed, found, _MISSING)


def _are_others(texts: Texts, names: Names, k: int) -> bool:
    """Whether both sides of a bead have names that are alone, though they are met elsewhere."""
    alone = names.beads[k].alone
    if not (alone[0] and alone[1]):
        return False
    if all(any(name in names.met[n] for name in alone[n]) for n in (0, 1)):
        return True
    return bool(texts.lexicon.source_words) and any(names.is_known(name, n) for n in (0, 1) for name in alone[n])


def _finding(k: int, alone: NamePair, names: Names, weight: float) -> Finding:
    shown = (listed(sorted(names.sides[n].written[name] for name in alone[n])) for n in (0, 1))
    return Finding(range(k, k + 1), "name", " | ".join(shown), weight)
