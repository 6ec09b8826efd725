"""Names that are missing on the other side, where that is no habit of the translation.

In novels "he" and "the man" stand for names, and names for "he", in either language; in reports hardly ever. Whether a
document does so is seen on the other side, so that what is missing does not excuse itself.
"""

from __future__ import annotations

from rapidfuzz import fuzz

from aligner.quality.bead_names import Names
from aligner.quality.texts import Texts
from aligner.quality.unexplained import Unexplained

# Names are looked for if of those of the other side at most this share is missing here, though they have a counterpart
# elsewhere; so many are taken to be there in any document.
_HABIT, _USUAL = 0.015, 30
# How often, at least, a name must have a counterpart where it occurs, with so many beads more in its favour.
_OFTEN, _BEADS = 0.6, 3
# A name that the translation adds is no error where it has a counterpart so many beads before or after: "he" explained.
_NEAR = 5
# In a bead that is translated freely, names come and go; this share of the words of either side, and one more, may be
# without a counterpart.
_FREE = 0.25, 0.3
# Nobody knows how the other side writes a name without a counterpart anywhere, so nothing there that is unexplained
# may be as similar, of 100. Unless it stays as it is with this probability, by the lexicon, there must also be no more
# unexplained words than these, and none with the same first letter; if it is one that is translated, none at all.
_SIMILAR, _KEPT, _FEW = 50, 0.3, 2


class MissingNames:
    """Tells the names that are missed in a bead.

    Figures: ``python tests/bench/flags.py --flag name``.
    """

    def __init__(self, texts: Texts, names: Names) -> None:
        self._texts, self._names = texts, names
        self._unexplained = Unexplained(texts)
        self._has_lexicon = bool(texts.lexicon.source_words)
        self._looked_for = [self._share(1 - side) <= _HABIT for side in (0, 1)]

    def of(self, k: int, side: int) -> set[str]:
        """The names of one side of a bead that are missed on the other."""
        if not self._looked_for[side] or not self._names.beads[k].alone[side]:
            return set()
        # A name that has no counterpart anywhere is missed only where nothing stands for it.
        may_be_new = side == 0 and self._has_lexicon and not self._names.beads[k].alone[1]
        if not (may_be_new or any(name in self._names.met[side] for name in self._names.beads[k].alone[side])):
            return set()
        alone = self._whole(k, side) if may_be_new else self._whole(k, side) & self._names.met[side].keys()
        every = {name for name in alone if self._is_likely(name, side)}
        if side == 1:
            every -= self._near(k)
        if not every or not self._is_literal(k, side):
            return set()
        return {name for name in every if self._is_expected(k, side, name)}

    def _share(self, side: int) -> float:
        """The share of the names of one side that is missing on the other, though each has a counterpart elsewhere."""
        met = self._names.met[side]
        known = (k for k, bead in self._names.beads.items() if any(name in met for name in bead.alone[side]))
        missing = sum(name in met for k in known for name in self._whole(k, side))
        return missing / (met.total() + missing + _USUAL)

    def _whole(self, k: int, side: int) -> set[str]:
        """Names that are alone, and are neither part of a longer name that is not, nor letters that stand for words."""
        alone, names = self._names.beads[k].alone[side], self._names.sides[side]
        bead = self._texts.beads[k]
        is_all = names.among((bead.source, bead.target)[side]) <= alone
        beside = {} if is_all else names.beside(self._texts.sides[k][side])
        return {
            name for name in alone if not beside.get(name, set()) - alone and not names.written[name][:-1].isupper()
        }

    def _near(self, k: int) -> set[str]:
        """Names of the target with a counterpart in this bead or close by."""
        beads = (self._names.beads.get(j) for j in range(k - _NEAR, k + _NEAR + 1))
        return set().union(*(bead.met[1] for bead in beads if bead))

    def _is_likely(self, name: str, side: int) -> bool:
        """Whether a name has a counterpart often enough, as far as is known."""
        met, alone = self._names.met[side][name], self._names.alone[side][name]
        return (met + _BEADS) / (met + alone - 1 + _BEADS) >= _OFTEN

    def _is_literal(self, k: int, side: int) -> bool:
        """Whether nearly all else in a bead has its counterpart."""
        if not self._has_lexicon:
            return True
        alone = self._names.beads[k].alone
        (theirs, size), (ours, own_size) = (self._unexplained.among(k, n, alone[side]) for n in (1 - side, side))
        return len(theirs) <= 1 + _FREE[0] * size and len(ours) <= 1 + _FREE[1] * own_size

    def _is_expected(self, k: int, side: int, name: str) -> bool:
        """Whether a name should be on the other side in a form that is known."""
        bead = self._texts.beads[k]
        others = self._names.sides[1 - side].words((bead.source, bead.target)[1 - side])
        if any(name in word for word in others):
            return False
        if self._names.met[side][name]:
            return self._names.is_known(name, side)
        left, _ = self._unexplained.among(k, 1)
        if self._names.is_translated(name, side):
            return not left
        if any(fuzz.ratio(word, name) >= _SIMILAR for word in left):
            return False
        is_kept = (self._names.forms[side].kept(name) or 0) >= _KEPT
        return is_kept or (len(left) <= _FEW and not any(word[:1] == name[:1] for word in left))
