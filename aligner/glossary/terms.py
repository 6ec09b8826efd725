"""Alignments -> the bilingual terms in them, best first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from aligner.errors import InputError
from aligner.glossary.entries import Entry
from aligner.model import Alignment, Bead
from aligner.progress import part

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from aligner.glossary.candidates import Candidate
    from aligner.glossary.linking import Chances
    from aligner.glossary.ranking import Ranked, Use
    from aligner.glossary.side import Side
    from aligner.progress import Progress
    from aligner.words.lexicon import Lexicon

    Floats = NDArray[np.floating]

# The least score of a bead that is learnt from; one that a person has confirmed or changed counts in any case.
SURE = 0.5
# Cumulative shares of the time, measured on a novel, once words are read, and once it is learnt which belong together.
_READ, _LEARNT = 0.25, 0.6
# Slots that training processes at once; with more, the memory for a novel is a third higher.
_CHUNK = 500_000
# Beads named with an entry.
_EXAMPLES = 3


class Place(NamedTuple):
    """A bead: the name of its alignment, and its number in it, from 1."""

    name: str
    bead: int


class Pooled(NamedTuple):
    """The sure beads of all alignments: both sides, and where each bead is."""

    source: Side
    target: Side
    places: tuple[Place, ...]


def pooled(alignments: Sequence[Alignment]) -> Pooled:
    """The sure beads of alignments in the same two languages."""
    from aligner.glossary.passages import passage
    from aligner.glossary.side import Side

    left, right, places = [], [], []
    for alignment in alignments:
        for number, bead in enumerate(alignment.beads, start=1):
            if _is_sure(bead):
                left.append(passage(alignment.source, bead.source))
                right.append(passage(alignment.target, bead.target))
                places.append(Place(alignment.source.name, number))
    source, target = alignments[0].source.language, alignments[0].target.language
    return Pooled(Side.of(left, source), Side.of(right, target), tuple(places))


def _is_sure(bead: Bead) -> bool:
    return not bead.is_null and (bead.score >= SURE or bead.status != "auto")


def evidence(beads: Pooled, alignments: Sequence[Alignment], lexicon: Lexicon) -> Chances:
    """What the beads, a lexicon and the alignments say of which words translate each other."""
    from aligner.glossary.linking import chances
    from aligner.words.train import Recipe, train

    texts = ((_joined(beads.source, k), _joined(beads.target, k)) for k in range(len(beads.places)))
    try:
        own = train(texts, languages=("und", "und"), tokens=str.split, recipe=Recipe(chunk=_CHUNK))
    except InputError:  # no word occurs twice
        own = None
    known = [alignment.words for alignment in alignments if alignment.words is not None]
    return chances(beads.source.types, beads.target.types, lexicon, own, known)


def _joined(side: Side, number: int) -> str:
    return " ".join(side.types.keys[key] for key in side.keys[number].tolist())


def terms(
    alignments: Sequence[Alignment],
    *,
    lexicon: Lexicon | None = None,
    min_count: int = 2,
    min_score: float = SURE,
    progress: Progress | None = None,
) -> list[Entry]:
    """The bilingual terms of alignments in the same two languages, best first.

    Args:
        lexicon: in their direction; None for the one that comes with the package, if there is one.
        min_count: the fewest beads in which a term and its translation must be linked.
        min_score: the least probability that they translate each other.
        progress: called with each step.

    Raises `InputError` for a language whose words cannot be told apart.
    """
    from aligner.glossary.candidates import candidates
    from aligner.glossary.ranking import Use, chosen, is_surprising
    from aligner.words.lexicon import Lexicon
    from aligner.words.shipped import shipped

    languages = alignments[0].source.language, alignments[0].target.language
    known = lexicon or shipped(*languages) or Lexicon.empty()
    tell = progress or (lambda step, share: None)
    tell("reading words", 0)
    beads = pooled(alignments)
    _check_words(beads, alignments)
    tell("learning words", _READ)
    chances = evidence(beads, alignments, known)
    found = candidates(beads.source, beads.target, chances, min_count, part(progress, _LEARNT, 1))
    use = Use((beads.source, beads.target), _elsewhere(beads, known))
    ranked = (_ranked(candidate, use, beads) for candidate in found if is_surprising(candidate))
    worth = (each for each in ranked if each.score >= min_score and each.form.is_worth_an_entry)
    return [_entry(each, beads) for each in chosen(worth)]


def _ranked(candidate: Candidate, use: Use, beads: Pooled) -> Ranked:
    from aligner.glossary.form import Form
    from aligner.glossary.ranking import Ranked, score

    form = Form.of(candidate, beads.source, beads.target)
    return Ranked(candidate, form, score(candidate), use.of(candidate, form))


def _check_words(beads: Pooled, alignments: Sequence[Alignment]) -> None:
    """Raise `InputError` for a side without any words, which is in a script that sets no spaces between them."""
    for side, document in ((beads.source, alignments[0].source), (beads.target, alignments[0].target)):
        if not side.types.keys and any(c.isalpha() for passage in side.passages for c in passage.text):
            what = "has no words that can be told apart"
            remedy = "give languages with spaces between words, or Chinese or Japanese"
            raise InputError(what, where=document.name, remedy=remedy)


def _elsewhere(beads: Pooled, lexicon: Lexicon) -> tuple[Floats | None, Floats | None]:
    """How frequent the forms of both sides are in general, as far as the lexicon knows the languages."""
    found = lexicon.lookup(beads.source.types.forms, beads.target.types.forms)
    return (
        found.source_probability if lexicon.source_words else None,
        found.target_probability if lexicon.target_words else None,
    )


def _entry(ranked: Ranked, beads: Pooled) -> Entry:
    candidate, form = ranked.candidate, ranked.form
    both, source, target, _ = candidate.counts
    clearest = sorted(candidate.found, key=lambda each: (-round(each[1].strength, 2), each[0]))
    places = [beads.places[bead] for bead in dict.fromkeys(bead for bead, _ in clearest)][:_EXAMPLES]
    return Entry(
        source=form.source,
        target=form.target,
        kind="name" if form.name else "term",
        languages=(beads.source.language.code, beads.target.language.code),
        count=both,
        source_count=source,
        target_count=target,
        score=ranked.score,
        examples=tuple(f"{place.name}, bead {place.bead}" for place in sorted(places)),
    )
