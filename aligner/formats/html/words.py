"""Which words of the page translate each other: for the lights on a word's partners.

::

    {to: "casa hogar …", from: {"house": [0, 3, 1, 1]}}      house ─▶ casa (sure), hogar (unsure)

Only pairs of words that stand in one bead and that a lexicon or their looks link, the likeliest of either word there:
the lexicon of the package, or for other languages one learned from the sure beads of this very alignment. Words that
are the same on both sides (names, numbers) need no entry; but where the lexicon knows them for something else than
sure translations of each other (English "a", Spanish "a"), they have one, down to 0: no translations at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aligner.model import Alignment, Document
from aligner.words.tokens import tokenize

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from aligner.words.lexicon import Lexicon, LookUp

    Floats = NDArray[np.floating]
    Ints = NDArray[np.int64]
    Truths = NDArray[np.bool_]

# Mean of p(t|s) and p(s|t) from which on a pair is shown at all, shown plainly, shown as sure. Set by eye.
STEPS = (0.03, 0.1, 0.3)
# A word that is so large a part of its text has a weak link to everything; counted as if the text were longer by so
# many words, because in a few lines any word is common. By eye.
COMMON, FEW = 0.004, 1000
# Letters of a word that is hardly the same in two languages by chance, as "come" is, and "superior" is not. By eye.
LONG = 6
# A word is a name, or means the same, if it stands on both sides in so many beads, in this share of those of the side
# that has it less often, and so many times as often as by chance: "Don", but not "a". By eye.
TOGETHER, SHARE, LIFT = 3, 0.7, 2.0


def words_of(alignment: Alignment) -> dict[str, object] | None:
    """The table of the module's head; None where nothing is known of any words."""
    import numpy as np

    from aligner.search.own_words import learnt
    from aligner.words.lexicon import Lexicon, shipped

    lexicon = shipped(alignment.source.language, alignment.target.language)
    lexicon = lexicon or learnt(alignment.source, alignment.target, alignment.beads) or Lexicon.empty()
    source, target = _Words(alignment.source), _Words(alignment.target)
    of_source = np.repeat(np.arange(len(alignment.beads)), [len(bead.source) for bead in alignment.beads])
    of_target = np.empty(len(alignment.target.sentences), np.int64)
    for number, bead in enumerate(alignment.beads):
        of_target[list(bead.target)] = number
    rows, columns, steps = _shown(
        source.in_beads(of_source), target.in_beads(of_target), _links(source, target, lexicon)
    )
    used, place = np.unique(columns, return_inverse=True)
    found: dict[str, list[int]] = {}
    for row, column, step in zip(rows.tolist(), place.tolist(), steps.tolist(), strict=True):
        found.setdefault(source.types[row], []).extend((column, step))
    return {"to": " ".join(target.types[k] for k in used.tolist()), "from": found} if found else None


class _Words:
    """The word types of a document, and in which sentence each token stands."""

    def __init__(self, document: Document) -> None:
        import numpy as np

        tokens = [[t for t in tokenize(sentence.text) if t[0].isalpha()] for sentence in document.sentences]
        index: dict[str, int] = {}
        numbers = [index.setdefault(token, len(index)) for sentence in tokens for token in sentence]
        self.types = list(index)
        self._numbers = np.array(numbers, np.int64)
        self.common = np.bincount(self._numbers, minlength=len(index)) >= COMMON * (len(numbers) + FEW)
        self._sentences = np.repeat(np.arange(len(tokens)), [len(sentence) for sentence in tokens])

    def in_beads(self, bead_of: Ints) -> tuple[Ints, Ints]:
        """Each word once a bead: beads and words, by bead."""
        import numpy as np

        width = max(1, len(self.types))
        return np.divmod(np.unique(bead_of[self._sentences] * width + self._numbers), width)


class _Links(NamedTuple):
    """Pairs of words of the two sides, by source word: how strong each is, and whether it is the same word twice."""

    rows: Ints
    columns: Ints
    strength: Floats
    equal: Truths


def _links(source: _Words, target: _Words, lexicon: Lexicon) -> _Links:
    """The pairs that are strong enough; of equals those that the lexicon knows, whatever their strength."""
    import numpy as np

    found = lexicon.lookup(source.types, target.types)
    index = {word: k for k, word in enumerate(target.types)}
    same = np.array([index.get(word, -1) for word in source.types], np.int64)
    known = np.flatnonzero((same >= 0) & found.source_known)
    known = known[found.target_known[same[known]]]
    rows, columns, strength = _strengths(source, target, found, (known, same[known]))
    equal = same[rows] == columns
    long = np.array([len(word) >= LONG for word in source.types], bool)
    strength = np.where(equal & long[rows], np.maximum(strength, STEPS[0]), strength)
    least = np.where(source.common[rows] | target.common[columns], STEPS[1], STEPS[0])
    kept = np.where(equal, np.isin(rows, known), strength >= least)
    return _Links(rows[kept], columns[kept], strength[kept], equal[kept])


def _strengths(source: _Words, target: _Words, found: LookUp, more: tuple[Ints, Ints]) -> tuple[Ints, Ints, Floats]:
    """How strongly the lexicon or, where that knows not both words, their looks link two words; 0 for `more` pairs."""
    import numpy as np

    from aligner.words.look_alikes import look_alikes

    width = max(1, len(target.types))
    forward = found.forward.rows().astype(np.int64) * width + found.forward.columns
    backward = found.backward.columns.astype(np.int64) * width + found.backward.rows()
    rows, columns, chance = look_alikes(source.types, target.types)
    new = ~(
        found.source_known[rows] & found.target_known[columns]
    )  # else they only look alike, as in `aligner.words.ties`
    looks = (rows * width + columns)[new]
    places = np.unique(np.concatenate([forward, backward, looks, more[0] * width + more[1]]))
    values = np.zeros((2, len(places)))
    values[0, np.searchsorted(places, forward)] = found.forward.values
    values[1, np.searchsorted(places, backward)] = found.backward.values
    strength = values.mean(axis=0)
    at = np.searchsorted(places, looks)
    strength[at] = np.maximum(strength[at], chance[new])
    return (*np.divmod(places, width), strength)


def _shown(source: tuple[Ints, Ints], target: tuple[Ints, Ints], links: _Links) -> tuple[Ints, Ints, Ints]:
    """The links that are the strongest of either word in some bead, and equals that are no sure translations.

    Words of both sides, and the step of `STEPS`, from 1; 0 for equals only.
    """
    import numpy as np

    rows, columns, strength, equal = links
    beads, words = source
    if not len(rows) or not len(target[0]):
        return (np.zeros(0, np.int64),) * 3
    # Each word of each bead with each of its links; then those whose other word stands in the bead too.
    first, last = np.searchsorted(rows, words), np.searchsorted(rows, words, side="right")
    amount = last - first
    which = np.repeat(np.arange(len(words)), amount)
    link = np.repeat(first - (np.cumsum(amount) - amount), amount) + np.arange(len(which))
    width = int(max(columns.max(), target[1].max())) + 1
    here = target[0] * width + target[1]
    wanted = beads[which] * width + columns[link]
    there = here[np.minimum(np.searchsorted(here, wanted), len(here) - 1)] == wanted
    which, link, wanted = which[there], link[there], wanted[there]
    strength = np.where(_kept_company(source, target, links, link), np.maximum(strength, STEPS[-1]), strength)
    other = np.unique(wanted, return_inverse=True)[1]
    best_left, best_right = np.zeros(len(words)), np.zeros(len(other) + 1)
    np.maximum.at(best_left, which, strength[link])
    np.maximum.at(best_right, other, strength[link])
    best = (strength[link] >= best_left[which]) | (strength[link] >= best_right[other])
    chosen = np.unique(link[best | equal[link]])
    steps = np.searchsorted(STEPS, strength[chosen], side="right")
    needed = ~equal[chosen] | (steps < len(STEPS))
    return rows[chosen][needed], columns[chosen][needed], steps[needed]


def _kept_company(source: tuple[Ints, Ints], target: tuple[Ints, Ints], links: _Links, seen: Ints) -> Truths:
    """Which links are of a word that stands on both sides so often that it is the same; `seen`: links, once a bead."""
    import numpy as np

    together = np.bincount(seen, minlength=len(links.rows))
    of_source, of_target = np.bincount(source[1])[links.rows], np.bincount(target[1])[links.columns]
    beads = 1 + max(source[0].max(), target[0].max())
    enough = (together >= TOGETHER) & (together >= SHARE * np.minimum(of_source, of_target))
    return np.asarray(links.equal & enough & (together >= LIFT * of_source * of_target / beads))
