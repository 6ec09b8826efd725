"""What a measurement lets the aligner know of words and sentences: a lexicon, the multilingual encoder, or nothing.

The encoder remembers each text that it has embedded, because the same documents are aligned many times.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import replace
from functools import cache
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray
from sets import CORE, Case, cases, news, ntrex, source_of, textberg

from aligner import Alignment, Document, Lexicon, Options, align
from aligner.encoders import NONE, Model
from aligner.encoders.multilingual import multilingual
from aligner.search import run
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
    source: Document,
    target: Document,
    kind: Known,
    *,
    own: Lexicon | None = None,
    options: Options | None = None,
    moved: bool = False,
) -> Alignment:
    """Two texts aligned with what a kind allows; raises and warns as `aligner.align` does.

    Args:
        source, target: the texts.
        kind: where it is one of `SHIPPED`, the package's lexicon is used, if there is one for these languages.
        own: another lexicon.
        options: see `aligner.align`.
        moved: whether what has moved is linked. If not, it is left alone on both sides, as it is in the gold of all
            sets; how well it is found is for `moved.py` to say.
    """
    lexicon = own or (None if kind in SHIPPED else Lexicon.empty())
    with nullcontext() if moved else patch.object(run, "links_between", return_value=[]):
        return align(source, target, options=options, lexicon=lexicon, encoder=encoder() if kind in ENCODED else NONE)


def documents(kind: Known, *, paragraphs: bool = True) -> list[Case]:
    """The documents with gold that a kind suits: other languages, too, where the package's lexicon is not used."""
    core = [case for name in CORE for case in cases(name, paragraphs=paragraphs)]
    return core if kind in SHIPPED else [*core, *ntrex(), textberg()]


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
    """A lexicon such as a user might train for a document, from some 700 to 1,600 pairs of other texts.

    In other languages they are the other documents of the pair in `sets.news`; English–Spanish ones are encyclopaedia
    articles, or news for what was made of these articles.
    """
    pair = f"{case.source.language}-{case.target.language}"
    if pair in news():
        return _taught_by(pair, case.name)
    return _taught_by("pud" if source_of(case) == "xquad" else "xquad", "")


@cache
def _taught_by(name: str, left_out: str) -> Lexicon:
    """A lexicon from the gold beads of a set's, or a pair's, documents but one."""
    teachers = [case for case in news().get(name) or cases(name) if case.name != left_out]
    languages = teachers[0].source.language, teachers[0].target.language
    return train([pair for case in teachers for pair in _pairs(case)], languages=languages)


def _pairs(case: Case) -> Iterator[tuple[str, str]]:
    for bead in case.gold:
        if not bead.is_null:
            yield _text(case.source, bead.source), _text(case.target, bead.target)


def _text(document: Document, sentences: Sequence[int]) -> str:
    return " ".join(document.sentences[i].text for i in sentences)
