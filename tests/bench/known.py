"""What a measurement lets the aligner know of words and sentences: a lexicon, the multilingual encoder, or nothing.

The encoder remembers each text that it has embedded, because the same documents are aligned many times.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

import numpy as np
from numpy.typing import NDArray
from sets import CORE, Case, cases, news, ntrex, textberg

from aligner import Alignment, Document, Lexicon, Options, align
from aligner.encoders import Model
from aligner.encoders.multilingual import multilingual
from aligner.weights import Known
from aligner.words.train import train

# The kinds by which a command calls them.
KINDS = {
    "lexicon": Known.LEXICON,
    "lexicon+encoder": Known.LEXICON_AND_ENCODER,
    "encoder": Known.ENCODER,
    "own-lexicon": Known.OWN_LEXICON,
    "nothing": Known.NOTHING,
}
SHIPPED = (Known.LEXICON, Known.LEXICON_AND_ENCODER)  # for English and Spanish
ENCODED = (Known.LEXICON_AND_ENCODER, Known.ENCODER)


def aligned(
    source: Document, target: Document, kind: Known, *, own: Lexicon | None = None, options: Options | None = None
) -> Alignment:
    """Two texts aligned with what a kind allows; raises and warns as `aligner.align` does.

    Args:
        source, target: the texts.
        kind: where it is one of `SHIPPED`, the package's lexicon is used, if there is one for these languages.
        own: another lexicon.
        options: see `aligner.align`.
    """
    lexicon = own or (None if kind in SHIPPED else Lexicon.empty())
    return align(source, target, options=options, lexicon=lexicon, encoder=encoder() if kind in ENCODED else None)


def documents(kind: Known, *, paragraphs: bool = True) -> list[Case]:
    """The documents with gold that a kind suits: other languages where the package's lexicon is not used.

    A lexicon of the user's own is tried on other languages only, each taught by the other documents of its pair.
    """
    core = [case for name in CORE for case in cases(name, paragraphs=paragraphs)]
    others = [] if kind in SHIPPED else [*ntrex(), textberg()]
    return others if kind is Known.OWN_LEXICON else core + others


@cache
def encoder() -> Model:
    """The multilingual encoder, with a memory."""
    model = multilingual()
    memory: dict[str, NDArray[np.floating]] = {}

    def encode(texts: list[str]) -> NDArray[np.floating]:
        new = [text for text in texts if text not in memory]
        if new:
            memory.update(zip(new, model.encode(new), strict=True))
        return np.stack([memory[text] for text in texts])

    return replace(model, encode=encode)


def own_lexicon(case: Case) -> Lexicon:
    """A lexicon for a document in other languages, taught by the other documents of its pair (`sets.news`)."""
    pair = f"{case.source.language}-{case.target.language}"
    return taught_by([other for other in news()[pair] if other.name != case.name])


def taught_by(teachers: Sequence[Case]) -> Lexicon:
    """A lexicon from the gold beads of documents in the same two languages."""
    languages = teachers[0].source.language, teachers[0].target.language
    return train([pair for case in teachers for pair in _pairs(case)], languages=languages)


def _pairs(case: Case) -> Iterator[tuple[str, str]]:
    for bead in case.gold:
        if not bead.is_null:
            yield _text(case.source, bead.source), _text(case.target, bead.target)


def _text(document: Document, sentences: Sequence[int]) -> str:
    return " ".join(document.sentences[i].text for i in sentences)
