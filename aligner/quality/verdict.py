"""How much of two texts is linked, and whether that, and what their words tell, shows them to be translations.

The bounds on `aligner.search.telling` and on the share of text that is linked were set by
``python tests/bench/unrelated.py``.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from aligner.model import Alignment, Bead, Document
from aligner.weights import Known

# With a lexicon, texts that are not translations tell 0 and have no share linked; where a few of their sentences belong
# together, up to .2 and .12. Translations tell .2 (free prose) to 2, with a share of at least .2 (a page whose
# translation is years old). With a poor lexicon of the user's own they tell less, but link as much: so only texts that
# fall short in both are refused.
_TELLING, _SHARE = 0.1, 0.15
# Without one there are numbers, names and words that look alike: a recognisable word tells 2.1 to 6 in translations, in
# ten pairs of languages, and up to .7 elsewhere.
_TELLING_BY_LOOKS = 1.3
# With an encoder it tells 1.9 to 6 in translations; elsewhere up to .6 in news and up to 2 in short articles. Texts
# that tell less than the first are refused, than the second doubted.
_TELLING_BY_MEANING = 0.9, 1.3
# The fewest words of the shorter text for refusing it with a lexicon, and for doubting it without: a few sentences.
# Below them, the fewest for doubting it with one: of single sentences that are translations, one in eight tells too
# little.
_ENOUGH, _ENOUGH_BY_LOOKS = 80, 200
_ENOUGH_TO_DOUBT = 5


class Verdict(Enum):
    """What the evidence says of two texts."""

    TRANSLATIONS = "translations"
    DOUBTFUL = "doubtful"
    UNRELATED = "unrelated"


def verdict(told: float, share: float, words: int, known: Known) -> Verdict:
    """Whether two texts are translations of each other.

    Args:
        told: `aligner.search.telling.Told.a_word`.
        share: the share of the text that is linked, on the side that has more of it.
        words: running words of the shorter text.
        known: what is known of the languages. With nothing known, texts can be doubted but not refused.

    >>> verdict(0.8, 0.95, 1000, Known.LEXICON).value, verdict(0.0, 0.0, 1000, Known.LEXICON).value
    ('translations', 'unrelated')
    """
    if known is Known.NOTHING:
        refused, doubtful = False, told < _TELLING_BY_LOOKS and words >= _ENOUGH_BY_LOOKS
    elif known is Known.ENCODER:
        refused, doubtful = told < _TELLING_BY_MEANING[0], told < _TELLING_BY_MEANING[1]
    else:
        refused, doubtful = told < _TELLING and share < _SHARE, told < _TELLING or share < _SHARE
    if refused and words >= _ENOUGH:
        return Verdict.UNRELATED
    return Verdict.DOUBTFUL if doubtful and words >= _ENOUGH_TO_DOUBT else Verdict.TRANSLATIONS


def linked(alignment: Alignment) -> float:
    """The share of an alignment's text that is linked: characters in beads with both sides, times their scores."""
    source, target = alignment.source, alignment.target
    sides = (shares(source, target, alignment.beads)[k] * _size(side) for k, side in enumerate((source, target)))
    return sum(sides) / max(1, _size(source) + _size(target))


def shares(source: Document, target: Document, beads: Sequence[Bead]) -> tuple[float, float]:
    """The share of the source's text that is linked, and that of the target's: see `linked`."""
    both = [bead for bead in beads if not bead.is_null]
    source_linked = sum(bead.score * _length(source, bead.source) for bead in both)
    target_linked = sum(bead.score * _length(target, bead.target) for bead in both)
    return source_linked / max(1, _size(source)), target_linked / max(1, _size(target))


def _length(document: Document, sentences: range) -> int:
    return sum(len(document.sentences[i].text) for i in sentences)


def _size(document: Document) -> int:
    return _length(document, range(len(document.sentences)))
