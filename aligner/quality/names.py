"""Names in place of others, and names that are missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from aligner.languages import language
from aligner.quality.finding import Finding
from aligner.quality.proper_names import Forms, ProperNames
from aligner.quality.texts import Texts, listed

# Two names that are left alone in one bead are the same if that happens to them together in so many beads, and in at
# least this share of the beads where it happens to the one to which it happens less: more beads if either of them has a
# counterpart elsewhere, as one who is called now by his name and now by his surname.
_TOGETHER, _TOGETHER_THOUGH_MET, _SHARE = 2, 4, 0.25
# A name is missed where it is on one side only if at least this share of the names of its document have a counterpart
# (in novels "he" and "the man" stand for names, in reports hardly ever), and it is at least this likely to have one.
_STRICT, _EXPECTED = 0.95, 0.9
# In this many beads before and after it, its counterpart must not be either: who is near is called "he".
_NEAR = 5
# The share of the whole document weighs as much as this many occurrences of the name.
_PRIOR = 3
# Beads with more names that are not the same on both sides are lists, which tell little and take long.
_MOST = 50
# How likely it is to be worth a look, by eye on the development sets, that a name stands in place of another, and that
# one is missing.
_OTHER, _MISSING = 0.8, 0.5

_Pair = tuple[set[str], set[str]]


@dataclass
class _Bead:
    """The names of one bead, folded.

    Attributes:
        met: those of each side whose counterpart is a name on the other.
        alone: those of each side that have no counterpart of any kind.
    """

    met: _Pair
    alone: _Pair


def names(texts: Texts) -> Iterator[Finding]:
    """Beads with one name in place of another, and, in texts that keep their names, those where one is missing.

    Only names that have a counterpart in another bead are looked for; without a lexicon, which would know others, both
    of two that are exchanged must have one. Where a script has no capitals, nothing is found; where nouns have
    capitals, too, a name is what both documents have in the same form.
    """
    codes = texts.source.language, texts.target.language
    sides = ProperNames(texts.words[0], codes[0]), ProperNames(texts.words[1], codes[1])
    if any(language(code).nouns_have_capitals for code in codes):
        shared = sides[0].written.keys() & sides[1].written.keys()
        sides = sides[0].only(shared), sides[1].only(shared)
    if not (sides[0].written and sides[1].written):
        return
    forms = Forms(sides[0], sides[1], texts.lexicon), Forms(sides[1], sides[0], texts.lexicon.swapped())
    beads = _beads(texts, sides, forms)
    for each in beads.values():
        _pair_off(each, [(a, b) for a in each.alone[0] for b in each.alone[1] if _related(forms, a, b)])
    _pair_off_companions(list(beads.values()))
    counts = _Counts(beads.values(), 0), _Counts(beads.values(), 1)
    for k, each in beads.items():
        if each.alone[0] and each.alone[1]:
            met = [any(counts[n].met[name] for name in each.alone[n]) for n in (0, 1)]
            if all(met) or (any(met) and texts.lexicon.source_words):
                yield _finding(k, each.alone, sides, _OTHER)
        elif each.alone[0] or each.alone[1]:
            missing = _missing(texts, k, beads, sides, counts)
            if missing[0] or missing[1]:
                yield _finding(k, missing, sides, _MISSING)


def _beads(texts: Texts, sides: tuple[ProperNames, ProperNames], forms: tuple[Forms, Forms]) -> dict[int, _Bead]:
    """The names of each bead that has any, and not too many."""
    found = {}
    for k, _, _ in texts.pairs():
        bead = texts.beads[k]
        ours, theirs = sides[0].among(bead.source), sides[1].among(bead.target)
        if ours == theirs:
            if ours:
                found[k] = _Bead((ours, theirs), (set(), set()))
            continue
        same = ours & theirs
        left = {name for name in ours - same if not theirs.isdisjoint(forms[0].of(name))}
        right = {name for name in theirs - same if not ours.isdisjoint(forms[1].of(name))}
        rest = ours - same - left, theirs - same - right
        if max(map(len, rest)) > _MOST:
            continue
        alone = _alone(rest[0], forms[0], sides[1], bead.target), _alone(rest[1], forms[1], sides[0], bead.source)
        found[k] = _Bead((same | left, same | right), alone)
    return found


def _alone(names: set[str], forms: Forms, others: ProperNames, sentences: range) -> set[str]:
    """Those names of which no word of the other side may be a form."""
    if not names:
        return names
    words = others.words(sentences)
    return {name for name in names if words.isdisjoint(forms.of(name)) and not forms.is_among(name, words)}


def _related(forms: tuple[Forms, Forms], ours: str, theirs: str) -> bool:
    return forms[0].may_be(ours, theirs) or forms[1].may_be(theirs, ours)


def _pair_off(bead: _Bead, pairs: Sequence[tuple[str, str]]) -> None:
    """Take names that are counterparts of each other from those that have none."""
    bead.alone = bead.alone[0] - {a for a, _ in pairs}, bead.alone[1] - {b for _, b in pairs}


def _pair_off_companions(beads: Sequence[_Bead]) -> None:
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


class _Counts:
    """In how many beads each name of one side has a counterpart, and in how many it has none.

    Attributes:
        met, alone: the numbers.
        share: of the names that have a counterpart anywhere, the share that has one where it occurs.
    """

    def __init__(self, beads: Iterable[_Bead], side: int) -> None:
        self.met = Counter(name for bead in beads for name in bead.met[side])
        self.alone = Counter(name for bead in beads for name in bead.alone[side] if name in self.met)
        self.share = self.met.total() / max(1, self.met.total() + self.alone.total())

    def expected(self, name: str) -> float:
        """How likely a name is to have a counterpart, judged without the bead where it has none."""
        met = self.met[name]
        return (met + _PRIOR * self.share) / (met + self.alone[name] - 1 + _PRIOR) if met else 0.0


def _missing(
    texts: Texts,
    k: int,
    beads: Mapping[int, _Bead],
    sides: tuple[ProperNames, ProperNames],
    counts: tuple[_Counts, _Counts],
) -> _Pair:
    """The names that are missed on the other side, unless they are part of a longer name that is not."""
    found: list[set[str]] = []
    bead, near = beads[k], [beads[j] for j in range(k - _NEAR, k + _NEAR + 1) if j in beads]
    for n, places in enumerate((texts.beads[k].source, texts.beads[k].target)):
        strict = bead.alone[n] and counts[n].share >= _STRICT
        likely = {name for name in bead.alone[n] if counts[n].expected(name) >= _EXPECTED} if strict else set[str]()
        likely -= set().union(*(other.met[n] for other in near))
        beside = sides[n].beside(places) if likely else {}
        found.append({name for name in likely if not beside.get(name, set()) - bead.alone[n]})
    return found[0], found[1]


def _finding(k: int, alone: _Pair, sides: tuple[ProperNames, ProperNames], weight: float) -> Finding:
    shown = (listed(sorted(sides[n].written[name] for name in alone[n])) for n in (0, 1))
    return Finding(range(k, k + 1), "name", " | ".join(shown), weight)
