"""A person's edits of sentences, found again by their original texts in a document and made there once more.

::

    saved   It rained heavily. | She | left.      originals: "It rained." | "She left." | ""
    now     A title. | It rained. | She left.     ──▶  A title. | It rained heavily. | She | left.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from aligner.model import Block, Document, Sentence
from aligner.search.places import places


class Edited(NamedTuple):
    """A document with the edits found again.

    Attributes:
        document: the document.
        nodes: for each number of sentences counted from the beginning of the document without the edits, the number
            that they are now; within a stretch that was edited, that before it.
        found, lost: how many edited or divided sentences of the file were found again, and how many were not.
    """

    document: Document
    nodes: Sequence[int]
    found: int = 0
    lost: int = 0

    def node(self, before: int) -> int:
        """The number of sentences now, where there were `before`; a number that is none stays one."""
        return self.nodes[before] if 0 <= before < len(self.nodes) else before + len(self.document.sentences)


class _Edit(NamedTuple):
    """The sentences that stand for one sentence of the file, and the text between them."""

    original: str
    sentences: tuple[Sentence, ...]
    gaps: tuple[str, ...]


def with_edits(saved: Document, now: Document, *, ordered: bool = True) -> Edited:
    """The document `now`, its sentences edited and divided as a person did in `saved`; for `ordered` see `places`.

    An edit whose original is no longer there, or is now in two blocks, is not made.
    """
    untouched = Edited(now, range(len(now.sentences) + 1))
    if all(sentence.original is None for sentence in saved.sentences):
        return untouched
    units = [unit for block in saved.blocks for unit in _units(block)]
    found = places([(unit.original if isinstance(unit, _Edit) else unit,) for unit in units], now, ordered=ordered)
    wanted = sum(isinstance(unit, _Edit) for unit in units)
    edits = {
        place.start: (place.stop, unit)
        for place, unit in zip(found, units, strict=True)
        if isinstance(unit, _Edit) and isinstance(place, range) and _in_one_block(now, place)
    }
    if not edits:
        return untouched._replace(lost=wanted)
    starts = now.block_starts
    blocks = tuple(_edited(block, starts[k], edits) for k, block in enumerate(now.blocks))
    return Edited(replace(now, blocks=blocks), _nodes(len(now.sentences), edits), len(edits), wanted - len(edits))


def _units(block: Block) -> Iterator[_Edit | str]:
    """The sentences of a block, each as its text or as an edit."""
    k = 0
    while k < len(block.sentences):
        original, first = block.sentences[k].original, k
        k += 1
        if original is None:
            yield block.sentences[first].text
            continue
        while k < len(block.sentences) and block.sentences[k].original == "":
            k += 1
        parts = block.sentences[first:k]
        gaps = (block.text[a.end : b.start] for a, b in pairwise(parts))
        yield _Edit(original, parts, ("", *gaps))


def _in_one_block(document: Document, sentences: range) -> bool:
    return document.block_of[sentences[0]] == document.block_of[sentences[-1]]


def _edited(block: Block, first: int, edits: Mapping[int, tuple[int, _Edit]]) -> Block:
    """The block with its edits; `first` is the number of its first sentence."""
    text = ""
    end = 0  # in the block's text as it was
    made: list[Sentence] = []
    stop = first
    for number, sentence in enumerate(block.sentences, first):
        if number < stop:
            end = sentence.end
            continue
        stop, edit = edits.get(number, (number + 1, _Edit("", (sentence,), ("",))))
        text += block.text[end : sentence.start]
        for gap, part in zip(edit.gaps, edit.sentences, strict=True):
            start = len(text) + len(gap)
            text += gap + part.text
            made.append(replace(part, start=start, end=len(text)))
        end = sentence.end
    return replace(block, text=text + block.text[end:], sentences=tuple(made))


def _nodes(sentences: int, edits: Mapping[int, tuple[int, _Edit]]) -> list[int]:
    nodes = [0]
    while len(nodes) <= sentences:
        stop, edit = edits.get(len(nodes) - 1, (len(nodes), None))
        before = nodes[-1]
        nodes += [before] * (stop - len(nodes))
        nodes.append(before + (len(edit.sentences) if edit else 1))
    return nodes
