"""Learning from the text itself: a lexicon from the sure beads of an alignment, for aligning once more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from aligner.errors import InputError
from aligner.model import Alignment, Bead, Document
from aligner.words.lexicon import Lexicon, shipped
from aligner.words.links import linked

# The least score of a bead that is learnt from, and the fewest such beads that are worth it. On Text+Berg, with nothing
# known of either language, .5 gave strict F1 .880, .8 gave .875, and no learning .847, under the weights of the time.
SURE, FEWEST = 0.5, 30


def learnt(source: Document, target: Document, beads: Sequence[Bead]) -> Lexicon | None:
    """What the sure beads of two documents say of their words; None where there are too few.

    A bead that a person has confirmed or changed is sure, whatever its score.
    """
    from aligner.words.train import train

    pairs = [
        (_text(source, bead.source), _text(target, bead.target))
        for bead in beads
        if not bead.is_null and (bead.score >= SURE or bead.status != "auto")
    ]
    if len(pairs) < FEWEST:
        return None
    try:
        return train(pairs, languages=(source.language, target.language))
    except InputError:  # no word occurs twice
        return None


def with_words(alignment: Alignment) -> Alignment:
    """The alignment with what its own sure beads say of its words, where nothing better is known of them.

    That is so for an alignment from another program's file, in languages for which the package has no lexicon.
    """
    source, target = alignment.source, alignment.target
    if alignment.words is not None or shipped(source.language, target.language) is not None:
        return alignment
    own = learnt(source, target, alignment.beads)
    return replace(alignment, words=linked(source, target, alignment.beads, own)) if own else alignment


def _text(document: Document, sentences: range) -> str:
    return " ".join(document.sentences[i].text for i in sentences)
