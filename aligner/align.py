"""Documents to Alignment: the only module that knows all the steps."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from aligner.errors import InputError, MismatchError
from aligner.model import Alignment, Bead, Block, Document
from aligner.options import Options

if TYPE_CHECKING:
    from aligner.lexicon import Lexicon

Text = str | Document | Sequence[Block]
Encoder = Callable[[list[str]], Any]

# A text with so many times the characters of the other is no translation of it, nor a part of one worth the while.
MISMATCH = 20.0


def align(
    source: Text,
    target: Text,
    *,
    options: Options | None = None,
    lexicon: Lexicon | None = None,
) -> Alignment:
    """Align a text with its translation.

    Args:
        source, target: texts, blocks of `aligner.read` or `aligner.split`, or documents of `aligner.segment`.
        options: see `Options`.
        lexicon: for this pair of languages, in this direction; None: the one that comes with the package, if any.

    Raises `InputError` where a side has no sentences, `MismatchError` where their sizes differ beyond `MISMATCH`.

    >>> alignment = align("It rained. We stayed at home.", "Llovía. Nos quedamos en casa.")
    >>> [(pair.source, pair.target) for pair in alignment.pairs()]
    [('It rained.', 'Llovía.'), ('We stayed at home.', 'Nos quedamos en casa.')]
    """
    options = options or Options()
    languages = options.languages or (None, None)
    source_document = document(source, languages[0], name="source", options=options)
    target_document = document(target, languages[1], name="target", options=options)
    _check_sizes(source_document, target_document)
    beads = _beads(source_document, target_document, options, lexicon)
    from aligner.checks import flags
    from aligner.paragraphs import paragraph_beads

    marks = flags(source_document, target_document, beads)
    beads = [replace(bead, flags=mark) for bead, mark in zip(beads, marks, strict=True)]
    return Alignment(
        source_document,
        target_document,
        tuple(beads),
        paragraph_beads(source_document, target_document, beads),
        signature=_signature(source_document, target_document, options, lexicon),
        options=options.as_json(),
    )


def document(text: Text, language: str | None, *, name: str, options: Options) -> Document:
    """A text or blocks as a Document: read, its language identified where not given, segmented."""
    from aligner.identify import identify
    from aligner.read.text import blocks_of
    from aligner.segment import segment, segment_lines

    if isinstance(text, Document):
        return text
    if isinstance(text, str) and options.pre_segmented:
        return segment_lines(text, language or identify(text).language, name=name)
    blocks = blocks_of(text) if isinstance(text, str) else text
    language = language or identify("\n".join(block.text for block in blocks)).language
    return segment(blocks, language, name=name, abbreviations=options.abbreviations)


def _check_sizes(source: Document, target: Document) -> None:
    sizes = [sum(len(sentence.text) for sentence in side.sentences) for side in (source, target)]
    for side, size in zip((source, target), sizes, strict=True):
        if not size:
            raise InputError("has no text", where=side.name, remedy="give a file with text in it")
    if max(sizes) > MISMATCH * min(sizes):
        short, long = sorted((source, target), key=lambda side: len(side.sentences))
        raise MismatchError(
            f"has {len(short.sentences)} sentences against {len(long.sentences)} of {long.name}: no translation of it",
            where=short.name,
            remedy="give a text and its whole translation",
        )


def _beads(source: Document, target: Document, options: Options, lexicon: Lexicon | None) -> list[Bead]:
    """The best path's beads with their scores."""
    from aligner import corridor, lattice
    from aligner.calibration import calibrated
    from aligner.evidence import BEAD_TYPES, Evidence, Side
    from aligner.ties import tie

    left, right = Side.of(source), Side.of(target)
    ties = tie(left.vocabulary, right.vocabulary, lexicon)
    nodes = corridor.find(left, right, ties)
    gains = Evidence(left, right, ties, options.weights).gains(nodes)
    path = lattice.best_path(nodes, BEAD_TYPES, gains)
    scores = calibrated(lattice.posteriors(nodes, BEAD_TYPES, gains, path))
    beads = []
    for (i, j), k, score in zip(path.ends.tolist(), path.types.tolist(), scores.tolist(), strict=True):
        a, b = BEAD_TYPES[k]
        beads.append(Bead(range(i - a, i), range(j - b, j), round(score, 4)))
    return beads


def _signature(source: Document, target: Document, options: Options, lexicon: Lexicon | None) -> str:
    """What the result depends on, in the manner of sacrebleu."""
    from aligner import __version__

    weights = hashlib.sha256(json.dumps(asdict(options.weights), sort_keys=True).encode()).hexdigest()[:8]
    parts = {
        "languages": f"{source.language}-{target.language}",
        "lexicon": lexicon.digest if lexicon else "none",
        "weights": weights,
        "version": __version__,
    }
    return "|".join(f"{key}:{value}" for key, value in parts.items())
