"""Which words of two texts translate each other, bead by bead, so that the reading view can light a word's partners.

Two words are linked if they occur in the same bead, a lexicon, their looks or an encoder connect them, and the link is
the likeliest of either word in that bead. Words that are the same on both sides (names, numbers) need no link; but if,
by the lexicon, they are not a sure translation of each other (English "a", Spanish "a"), they get one with its grade,
down to 0: no translation at all.

With an encoder, words that are left are linked, too (`aligner.words.leftovers`).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from aligner.model import Alignment, Bead, Document, WordLinks
from aligner.words.in_beads import DocumentWords, InBeads
from aligner.words.table import runs
from aligner.words.tokens import is_piece, shown_words, tokenize

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from aligner.words.lexicon import Lexicon, LookUp
    from aligner.words.meanings import Meanings

    Floats = NDArray[np.floating]
    Ints = NDArray[np.int64]
    Truths = NDArray[np.bool_]

# Least mean of p(t|s) and p(s|t) for a pair to be linked at all (grade 1), plainly (2), or surely (3). Set by eye.
STEPS = (0.03, 0.1, 0.3)
# A word with this many letters is hardly ever the same in two languages by chance: "come" is, "superior" is not. Set by
# eye.
LONG = 6
# A word is a name, or means the same in both languages, if it is on both sides of at least this many beads, of at least
# this share of the beads of the side that has it less often, and this many times as often as by chance: "Don", but not
# "a". Set by eye.
TOGETHER, SHARE, LIFT = 3, 0.7, 2.0


def linked(
    source: Document,
    target: Document,
    beads: Sequence[Bead],
    lexicon: Lexicon | Callable[[], Lexicon],
    meanings: Meanings | None = None,
) -> WordLinks:
    """The links between the words of two documents; computed when first used.

    Args:
        source, target, beads: the documents and their beads.
        lexicon: in this direction, or a function that makes one.
        meanings: what an encoder says of their words.
    """

    def partners() -> Mapping[str, Mapping[str, int]]:
        return _partners(source, target, beads, Sources(lexicon() if callable(lexicon) else lexicon, meanings))

    return WordLinks(partners)


def linked_by_default(alignment: Alignment) -> WordLinks:
    """The links by the lexicon that comes with the package, or by looks alone if there is none."""
    from aligner.words.lexicon import Lexicon
    from aligner.words.shipped import shipped

    source, target = alignment.source, alignment.target
    return linked(source, target, alignment.beads, shipped(source.language, target.language) or Lexicon.empty())


class Sources(NamedTuple):
    """What says which words translate each other."""

    lexicon: Lexicon
    meanings: Meanings | None


def _partners(
    source: Document, target: Document, beads: Sequence[Bead], sources: Sources
) -> Mapping[str, Mapping[str, int]]:
    """The content of `WordLinks.partners`."""
    import numpy as np

    # An encoder knows pieces of a run of letters without spaces, which the reading view finds letter by letter.
    words = shown_words if sources.meanings is None else tokenize
    left, right = DocumentWords(source, words), DocumentWords(target, words)
    of_source = np.repeat(np.arange(len(beads)), [len(bead.source) for bead in beads])
    of_target = np.empty(len(target.sentences), np.int64)
    for number, bead in enumerate(beads):
        of_target[list(bead.target)] = number
    here, there = left.in_beads(of_source), right.in_beads(of_target)
    shown, pairs = _shown(here, there, _links(left, right, sources))
    links = list(zip(*(part.tolist() for part in shown), strict=True))
    if sources.meanings is not None:
        from aligner.words.leftovers import Reasons, leftover_links, leftovers

        reasons = Reasons(left.types, right.types, sources.meanings, sources.lexicon)
        rest = leftovers((here, there), (left.common, right.common), pairs)
        links += zip(*(part.tolist() for part in leftover_links(rest, reasons)), strict=True)
    named = [(left.types[row], right.types[column], grade) for row, column, grade in links]
    return _by_source(named) if sources.meanings is None else _by_source(_letter_by_letter(named))


def _by_source(links: Iterable[tuple[str, str, int]]) -> dict[str, dict[str, int]]:
    """For each source word its partners with their grades; of several grades, the highest counts."""
    found: dict[str, dict[str, int]] = {}
    for word, other, grade in links:
        partners = found.setdefault(word, {})
        partners[other] = max(grade, partners.get(other, 0))
    return found


def _letter_by_letter(links: Iterable[tuple[str, str, int]]) -> Iterator[tuple[str, str, int]]:
    """Links between words, where each letter that means something stands for a piece of a run without spaces."""
    for source, target, grade in links:
        for word in _meaningful(source):
            for other in _meaningful(target):
                yield word, other, grade


def _meaningful(word: str) -> list[str]:
    """The word itself; of a run without spaces its ideographs, because a letter that stands for a sound is in any word.

    >>> _meaningful("tokyo"), _meaningful("東京"), _meaningful("変え"), _meaningful("タワー")
    (['tokyo'], ['東', '京'], ['変'], [])
    """
    letters = shown_words(word)
    if letters == [word] and not is_piece(word):
        return letters
    return [letter for letter in letters if unicodedata.name(letter[0], "").startswith("CJK")]


class _Links(NamedTuple):
    """Pairs of words from the two sides, by source word: the strength of each, and whether both words are the same."""

    rows: Ints
    columns: Ints
    strength: Floats
    equal: Truths


def _links(source: DocumentWords, target: DocumentWords, sources: Sources) -> _Links:
    """The pairs that are strong enough, and pairs of the same word that the lexicon knows, whatever their strength."""
    import numpy as np

    found = sources.lexicon.lookup(source.types, target.types)
    index = {word: k for k, word in enumerate(target.types)}
    same = np.array([index.get(word, -1) for word in source.types], np.int64)
    known = np.flatnonzero((same >= 0) & found.source_known)
    known = known[found.target_known[same[known]]]
    rows, columns, strength = _strengths(source, target, found, sources.meanings, (known, same[known]))
    equal = same[rows] == columns
    long = np.array([len(word) >= LONG for word in source.types], bool)
    strength = np.where(equal & long[rows], np.maximum(strength, STEPS[0]), strength)
    least = np.where(source.common[rows] | target.common[columns], STEPS[1], STEPS[0])
    kept = np.where(equal, np.isin(rows, known), strength >= least)
    return _Links(rows[kept], columns[kept], strength[kept], equal[kept])


def _strengths(
    source: DocumentWords, target: DocumentWords, found: LookUp, meanings: Meanings | None, more: tuple[Ints, Ints]
) -> tuple[Ints, Ints, Floats]:
    """How strongly the lexicon links two words, or if it does not know both, a guess; 0 for `more` pairs."""
    import numpy as np

    from aligner.words.guesses import guesses

    width = max(1, len(target.types))
    forward = found.forward.rows().astype(np.int64) * width + found.forward.columns
    backward = found.backward.columns.astype(np.int64) * width + found.backward.rows()
    rows, columns, chance = guesses(source.types, target.types, (found.source_known, found.target_known), meanings)
    looks = rows * width + columns
    places = np.unique(np.concatenate([forward, backward, looks, more[0] * width + more[1]]))
    values = np.zeros((2, len(places)))
    values[0, np.searchsorted(places, forward)] = found.forward.values
    values[1, np.searchsorted(places, backward)] = found.backward.values
    strength = values.mean(axis=0)
    at = np.searchsorted(places, looks)
    strength[at] = np.maximum(strength[at], chance)
    return (*np.divmod(places, width), strength)


class _Meetings(NamedTuple):
    """The links whose two words occur in the same bead, once for each such bead.

    Attributes:
        links: indexes of the links.
        sources, targets: the word in its bead, by its position.
    """

    links: Ints
    sources: Ints
    targets: Ints


def _meetings(source: InBeads, target: InBeads, links: _Links) -> _Meetings:
    import numpy as np

    # Each word of each bead with each of its links; then those whose other word is in the bead, too.
    first, last = (np.searchsorted(links.rows, source.words, side=side) for side in ("left", "right"))
    sources, link = runs(first, last - first)
    width = int(max(links.columns.max(), target.words.max())) + 1
    here = target.beads * width + target.words
    wanted = source.beads[sources] * width + links.columns[link]
    at = np.minimum(np.searchsorted(here, wanted), len(here) - 1)
    there = here[at] == wanted
    return _Meetings(link[there], sources[there], at[there])


def _shown(source: InBeads, target: InBeads, links: _Links) -> tuple[tuple[Ints, Ints, Ints], tuple[Ints, Ints]]:
    """The links that are the strongest of either word in some bead, and same-word links that are not sure translations.

    Returns the words of both sides and the grade of each link; only same-word links have 0. Then the pairs of words in
    beads, by position, for which a plain link is the strongest of both.
    """
    import numpy as np

    if not len(links.rows) or not len(target.words):
        return (np.zeros(0, np.int64),) * 3, (np.zeros(0, np.int64),) * 2
    met = _meetings(source, target, links)
    company = _kept_company(source, target, links, met.links)
    strength = np.where(company, np.maximum(links.strength, STEPS[-1]), links.strength)
    best = np.zeros(len(met.links), bool)
    both = strength[met.links] >= STEPS[1]
    for words in (met.sources, met.targets):
        strongest = np.zeros(words.max(initial=-1) + 1)
        np.maximum.at(strongest, words, strength[met.links])
        best |= strength[met.links] >= strongest[words]
        both &= strength[met.links] >= strongest[words]
    pairs = met.sources[both], met.targets[both]
    chosen = np.unique(met.links[best | links.equal[met.links]])
    grades = np.searchsorted(STEPS, strength[chosen], side="right")
    needed = ~links.equal[chosen] | (grades < len(STEPS))
    return (links.rows[chosen][needed], links.columns[chosen][needed], grades[needed]), pairs


def _kept_company(source: InBeads, target: InBeads, links: _Links, met: Ints) -> Truths:
    """Links that join a word to itself because it is on both sides more often than by chance; `met`: in `_Meetings`."""
    import numpy as np

    together = np.bincount(met, minlength=len(links.rows))
    of_source, of_target = np.bincount(source.words)[links.rows], np.bincount(target.words)[links.columns]
    beads = 1 + max(source.beads.max(), target.beads.max())
    enough = (together >= TOGETHER) & (together >= SHARE * np.minimum(of_source, of_target))
    return np.asarray(links.equal & enough & (together >= LIFT * of_source * of_target / beads))
