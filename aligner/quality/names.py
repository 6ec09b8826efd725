"""Names in place of others, and names that are missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Set

from aligner.quality.bead_names import NamePair, Names
from aligner.quality.finding import Finding
from aligner.quality.missing_names import MissingNames
from aligner.quality.texts import Texts, listed

# How likely it is to be worth a look, by eye on the development sets, that a name stands in place of another, and that
# one is missing.
_OTHER, _MISSING = 0.8, 0.5
# A name that is missed in more beads is left out on purpose: HCoV, where the translation says "coronavirus de humanos".
_MEANT = 6


def names(texts: Texts) -> Iterator[Finding]:
    """Beads with one name in place of another, and, in texts that keep their names, those where one is missing.

    Of two that are exchanged, both must have a counterpart in another bead; with a lexicon, which would know others,
    one of them. Where a script has no capitals, nothing is found; where nouns have capitals, too, a name is what both
    documents have in the same form.
    """
    found = Names.of(texts)
    others = {k for k in found.beads if _are_others(texts, found, k)}
    for k in others:
        yield _finding(k, found.beads[k].alone, found, _OTHER)
    for k, missed in _missed(texts, found, others).items():
        yield _finding(k, missed, found, _MISSING)


def _missed(texts: Texts, names: Names, others: Set[int]) -> dict[int, NamePair]:
    """The names that are missed in each of the beads but some; one that is missed often is meant to be left out."""
    if not any(bead.alone[0] or bead.alone[1] for bead in names.beads.values()):
        return {}
    missing = MissingNames(texts, names)
    every = {k: (missing.of(k, 0), missing.of(k, 1)) for k in names.beads if k not in others}
    often = [Counter(name for missed in every.values() for name in missed[n]) for n in (0, 1)]
    rare = {
        k: tuple({name for name in missed[n] if often[n][name] <= _MEANT} for n in (0, 1))
        for k, missed in every.items()
    }
    return {k: (missed[0], missed[1]) for k, missed in rare.items() if missed[0] or missed[1]}


def _are_others(texts: Texts, names: Names, k: int) -> bool:
    """Whether both sides of a bead have names that are alone, though they are met elsewhere."""
    alone = [{name for name in names.beads[k].alone[n] if not names.is_lost(name, n)} for n in (0, 1)]
    if not (alone[0] and alone[1]):
        return False
    if all(any(name in names.met[n] for name in alone[n]) for n in (0, 1)):
        return True
    return bool(texts.lexicon.source_words) and any(names.is_known(name, n) for n in (0, 1) for name in alone[n])


def _finding(k: int, alone: NamePair, names: Names, weight: float) -> Finding:
    shown = (listed(sorted(names.sides[n].written[name] for name in alone[n])) for n in (0, 1))
    return Finding(range(k, k + 1), "name", " | ".join(shown), weight)
