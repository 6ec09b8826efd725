"""Learning from the text itself: lexicons from the beads of a first round, for a second.

What a bead teaches must not speak for that same bead, or the second round believes whatever the first one found, right
or wrong. So the text is cut into stretches of rows, dealt out to a few lexicons in turn, and each lexicon learns only
from beads outside the stretches that it serves (cross-fitting)::

    rows      0–31   32–63   64–95   96–127 …
    lexicon     0       1       2       3    …      each taught by the beads of the other three
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from aligner.errors import InputError
from aligner.model import Alignment, Bead, Document
from aligner.progress import Progress, part
from aligner.search.evidence import STRETCH
from aligner.weights import MOST
from aligner.words.corpus import Tokens
from aligner.words.lexicon import Lexicon
from aligner.words.links import linked
from aligner.words.shipped import shipped
from aligner.words.tokens import shown_words, tokenize
from aligner.words.train import train

# The least score of a bead that is learnt from, and the fewest such beads that are worth it.
SURE, FEWEST = 0.5, 30
# The number of lexicons; two for a text of many beads, where half of them teach enough. On news in nine pairs of
# languages, 2, 4 and 8 give the same strict F1 within .002; 4 gives the scores with the least log loss.
FOLDS, FOLDS_OF_LONG, LONG = 4, 2, 2_000


def cross_fitted(
    source: Sequence[str], target: Sequence[str], beads: Sequence[Bead], progress: Progress | None = None
) -> tuple[Lexicon, ...]:
    """What the sure beads of two texts say of their words: the k-th lexicon serves each k-th stretch of rows.

    Args:
        source, target: the text of each unit of the search.
        beads: over units; each counts by its score.
        progress: told of each step.

    Empty where there are too few beads for any of the lexicons, or where one would have no word.
    """
    sure = [bead for bead in beads if not bead.is_null and bead.score >= SURE]
    folds = FOLDS if len(sure) < LONG else FOLDS_OF_LONG
    found = []
    for fold in range(folds):
        others = [bead for bead in sure if not _serves(fold, folds, bead)]
        learning = part(progress, fold / folds, (fold + 1) / folds)
        own = _taught(source, target, others, tokenize, learning) if len(others) >= FEWEST else None
        if own is None:
            return ()
        found.append(own)
    return tuple(found)


def learnt(source: Document, target: Document, beads: Sequence[Bead]) -> Lexicon | None:
    """What the sure beads of two documents say of their words, as the reading view finds them; None if too little.

    A bead that a person has confirmed or changed is sure, whatever its score.
    """
    sure = [bead for bead in beads if not bead.is_null and (bead.score >= SURE or bead.status != "auto")]
    if len(sure) < FEWEST:
        return None
    left, right = ([sentence.text for sentence in side.sentences] for side in (source, target))
    lexicon = _taught(left, right, sure, shown_words)
    return replace(lexicon, languages=(source.language, target.language)) if lexicon else None


def with_words(alignment: Alignment) -> Alignment:
    """The alignment with what its own sure beads say of its words, where nothing better is known of them.

    That is so for an alignment from another program's file, in languages for which the package has no lexicon.
    """
    source, target = alignment.source, alignment.target
    if alignment.words is not None or shipped(source.language, target.language) is not None:
        return alignment
    own = learnt(source, target, alignment.beads)
    return replace(alignment, words=linked(source, target, alignment.beads, own)) if own else alignment


def _serves(fold: int, folds: int, bead: Bead) -> bool:
    """Whether a lexicon serves a row whose beads may hold sentences of this one."""
    stretches = range((bead.source.start + 1) // STRETCH, (bead.source.stop + MOST - 1) // STRETCH + 1)
    return any(stretch % folds == fold for stretch in stretches)


def _taught(
    source: Sequence[str],
    target: Sequence[str],
    beads: Sequence[Bead],
    tokens: Tokens,
    progress: Progress | None = None,
) -> Lexicon | None:
    def tell(step: str, share: float) -> None:
        if progress is not None:
            progress("learning words from the text itself", share)

    pairs = [(" ".join(map(source.__getitem__, b.source)), " ".join(map(target.__getitem__, b.target))) for b in beads]
    weights = [1.0 if bead.status != "auto" else bead.score for bead in beads]
    try:
        return train(pairs, weights=weights, tokens=tokens, languages=("und", "und"), progress=tell)
    except InputError:  # no word occurs twice
        return None
