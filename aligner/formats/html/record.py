"""What a page needs to know, besides its text, to save the alignment that it was made from.

::

    {schema_version, program, options, min_score, signature,
     documents: [{name, language, title?, author?, blocks: [[sentences, kind, level, place, gaps?]],
                  texts: {sentence: text}, originals?: {sentence: text}}] × 2,
     scores: {bead: score}, moved: {bead: first target sentence},
     paragraphs: [[first source block, how many, first target block, how many, score, flags, status]],
     words?: true}

It holds only what the page does not show. ``options`` and ``min_score`` are strings of JSON as in the saved alignment,
because numbers in a browser differ from ours (there is no 2**53 + 1, and 0.0 becomes 0). ``kind`` is an index in
`aligner.model.KINDS`; ``gaps`` are the parts of a block's text around its sentences (number of the following sentence
-> text), unless they are one space between sentences and nothing at the ends; ``texts`` are sentences with characters
that HTML cannot hold; ``originals`` are those that sentences have (see `aligner.model.Sentence`); ``scores`` are those
with more than the four decimals shown on the page; ``moved`` are beads whose target does not follow the bead before;
``words`` is present if the word links that the page carries are saved too.
"""

from __future__ import annotations

import json
import re

from aligner.formats.notes import left_out
from aligner.model import KINDS, Alignment, Bead, Block, Document

_UNFIT = re.compile("[\0\r\ud800-\udfff]")
_ESCAPED = re.compile("[<\ud800-\udfff]")  # the page may contain neither "</script>" nor half a surrogate pair


def record_of(alignment: Alignment) -> dict[str, object] | None:
    """The record of an alignment; None if some beads are not on the page, which then cannot save it."""
    from aligner.formats.json import SCHEMA_VERSION
    from aligner.version import __version__

    if left_out(alignment):
        return None
    words = {} if alignment.words is None else {"words": True}
    return {
        "schema_version": SCHEMA_VERSION,
        "program": {"name": "aligner", "version": __version__},
        "options": _json(dict(alignment.options)),
        "min_score": _json(alignment.min_score),
        "signature": alignment.signature,
        "documents": [_document(alignment.source), _document(alignment.target)],
        "scores": {n: bead.score for n, bead in enumerate(alignment.beads, 1) if round(bead.score, 4) != bead.score},
        "moved": _moved(alignment.beads),
        "paragraphs": [
            [
                bead.source.start,
                len(bead.source),
                bead.target.start,
                len(bead.target),
                bead.score,
                bead.flags,
                bead.status,
            ]
            for bead in alignment.paragraph_beads
        ],
        **words,
    }


def as_script(data: object) -> str:
    """Data as JSON that is safe inside a ``script`` element.

    >>> as_script({"a": "</script>"})
    '{"a":"\\\\u003c/script>"}'
    """
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _ESCAPED.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _document(document: Document) -> dict[str, object]:
    originals = {k: each.original for k, each in enumerate(document.sentences) if each.original is not None}
    return {
        "name": document.name,
        "language": document.language,
        **({"title": document.title} if document.title else {}),
        **({"author": document.author} if document.author else {}),
        "blocks": [_block(block) for block in document.blocks],
        "texts": {k: sentence.text for k, sentence in enumerate(document.sentences) if _UNFIT.search(sentence.text)},
        **({"originals": originals} if originals else {}),
    }


def _block(block: Block) -> list[object]:
    edges = [0, *(edge for sentence in block.sentences for edge in (sentence.start, sentence.end)), len(block.text)]
    last = len(block.sentences)
    gaps = {}
    for k in range(last + 1):
        gap = block.text[edges[2 * k] : edges[2 * k + 1]]
        if gap != (" " if 0 < k < last else ""):
            gaps[k] = gap
    head: list[object] = [last, KINDS.index(block.kind), block.level, block.place]
    return [*head, gaps] if gaps else head


def _moved(beads: tuple[Bead, ...]) -> dict[int, int]:
    moved = {}
    following = 0
    for number, bead in enumerate(beads, 1):
        if bead.target and bead.target.start != following:
            moved[number] = bead.target.start
        following = bead.target.stop if bead.target else following
    return moved
