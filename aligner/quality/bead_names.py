"""The proper names of each bead: those with a counterpart on the other side, and those that are alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from aligner.languages import language
from aligner.quality.proper_names import Forms, ProperNames
from aligner.quality.texts import Texts

# Two names that are left alone in one bead are the same if that happens to them together in so many beads, and in at
# least this share of the beads where it happens to the one to which it happens less: more beads if either of them has a
# counterpart elsewhere, as one who is called now by his name and now by his surname.
_TOGETHER, _TOGETHER_THOUGH_MET, _SHARE = 2, 4, 0.25
# A name that so many beads leave alone, and fewer do not, is no name on the other side.
_LOST = 4
# Beads with more names that are not the same on both sides are lists, which tell little and take long.
_MOST = 50
# By the lexicon, a name that is translated stays as it is with less than this probability.
_TRANSLATED = 0.02

NamePair = tuple[set[str], set[str]]


@dataclass
class BeadNames:
    """The names of one bead, folded.

    Attributes:
        met: those of each side whose counterpart is a name on the other.
        alone: those of each side that have no counterpart of any kind.
    """

    met: NamePair
    alone: NamePair


@dataclass(frozen=True)
class Names:
    """The proper names of two documents.

    Attributes:
        sides: those of the source, and of the target.
        forms: by which names of the other side each of them may be known.
        beads: the names of each bead that has any, and not too many; code has none.
        met, alone: in how many beads each name of one side has a counterpart, and in how many it has none.
    """

    sides: tuple[ProperNames, ProperNames]
    forms: tuple[Forms, Forms]
    beads: Mapping[int, BeadNames]
    met: tuple[Counter[str], Counter[str]]
    alone: tuple[Counter[str], Counter[str]]

    @classmethod
    def of(cls, texts: Texts) -> Names:
        """The names of two documents; where nouns have capitals, too, those that both have in the same form."""
        codes = texts.source.language, texts.target.language
        sides = ProperNames(texts.words[0], codes[0]), ProperNames(texts.words[1], codes[1])
        if any(language(code).nouns_have_capitals for code in codes):
            shared = sides[0].written.keys() & sides[1].written.keys()
            sides = sides[0].only(shared), sides[1].only(shared)
        forms = Forms(sides[0], sides[1], texts.lexicon), Forms(sides[1], sides[0], texts.lexicon.swapped())
        beads = dict(_beads(texts, sides, forms)) if sides[0].written and sides[1].written else {}
        for each in beads.values():
            _pair_off(each, [(a, b) for a in each.alone[0] for b in each.alone[1] if _related(forms, a, b)])
        _pair_off_companions(list(beads.values()))
        met, alone = (
            tuple(Counter(name for bead in beads.values() for name in getattr(bead, kind)[n]) for n in (0, 1))
            for kind in ("met", "alone")
        )
        return cls(sides, forms, beads, (met[0], met[1]), (alone[0], alone[1]))

    def is_known(self, name: str, side: int) -> bool:
        """Whether a name of one side has a counterpart elsewhere: more than one if it is a name that is translated."""
        return self.met[side][name] > self.is_translated(name, side)

    def is_lost(self, name: str, side: int) -> bool:
        """Whether the other side hardly ever has a name for it: Dapple, where the donkey is "el rucio"."""
        return self.alone[side][name] >= max(_LOST, self.met[side][name] + 1)

    def is_translated(self, name: str, side: int) -> bool:
        """Whether the lexicon knows a name, and not as one that stays as it is: Court, Russia."""
        kept = self.forms[side].kept(name)
        return kept is not None and kept < _TRANSLATED


def _beads(
    texts: Texts, sides: tuple[ProperNames, ProperNames], forms: tuple[Forms, Forms]
) -> Iterator[tuple[int, BeadNames]]:
    for k, _, _ in texts.pairs():
        bead = texts.beads[k]
        ours, theirs = sides[0].among(bead.source), sides[1].among(bead.target)
        if ours == theirs:
            if ours and not texts.holds_code(k):
                yield k, BeadNames((ours, theirs), (set(), set()))
            continue
        same = ours & theirs
        left = {name for name in ours - same if not theirs.isdisjoint(forms[0].of(name))}
        right = {name for name in theirs - same if not ours.isdisjoint(forms[1].of(name))}
        rest = ours - same - left, theirs - same - right
        if max(map(len, rest)) <= _MOST and not texts.holds_code(k):
            alone = _alone(rest[0], forms[0], sides[1], bead.target), _alone(rest[1], forms[1], sides[0], bead.source)
            yield k, BeadNames((same | left, same | right), alone)


def _alone(names: set[str], forms: Forms, others: ProperNames, sentences: range) -> set[str]:
    """Those names of which no word of the other side may be a form."""
    if not names:
        return names
    words = others.words(sentences)
    return {name for name in names if words.isdisjoint(forms.of(name)) and not forms.is_among(name, words)}


def _related(forms: tuple[Forms, Forms], ours: str, theirs: str) -> bool:
    return forms[0].may_be(ours, theirs) or forms[1].may_be(theirs, ours)


def _pair_off(bead: BeadNames, pairs: Sequence[tuple[str, str]]) -> None:
    """Take names that are counterparts of each other from those that have none."""
    bead.alone = bead.alone[0] - {a for a, _ in pairs}, bead.alone[1] - {b for _, b in pairs}


def _pair_off_companions(beads: Sequence[BeadNames]) -> None:
    """Names that are left alone together in several beads are counterparts, though nothing else tells so."""
    pairs = Counter((a, b) for bead in beads for a in bead.alone[0] for b in bead.alone[1])
    ours, theirs = (Counter(name for bead in beads for name in bead.alone[n]) for n in (0, 1))
    met = [{name for bead in beads for name in bead.met[n]} for n in (0, 1)]
    same = {
        (a, b)
        for (a, b), n in pairs.items()
        if n >= (_TOGETHER_THOUGH_MET if a in met[0] or b in met[1] else _TOGETHER)
        and n >= _SHARE * min(ours[a], theirs[b])
    }
    for bead in beads:
        _pair_off(bead, [(a, b) for a in bead.alone[0] for b in bead.alone[1] if (a, b) in same])
