"""Blocks -> Document: gives every block its sentences, as stretches of its text, which is never changed.

::

    Block("Hi. How are you? ") ──segment──▶ Block(…, sentences=("Hi." 0–3, "How are you?" 4–16))
    "Hi.\\nHow are you?\\n"      ──segment_lines──▶ one block of two lines, each a sentence as it is
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from aligner.languages.codes import canonical
from aligner.model import Block, Document, Sentence
from aligner.text.boundaries import Judge, judge_of, sentence_spans

_LINE = re.compile(r"[^\r\n]+")
_LINE_END = re.compile(r"\r\n|\n|\r")
_BLANK_LINE = re.compile(r"(\n[^\S\n]*\n)")  # a group, so that `split` keeps the lines and offsets add up


def segment(blocks: Iterable[Block], language: str, *, name: str = "", abbreviations: Sequence[str] = ()) -> Document:
    """A document in which each block has its sentences; any existing ones are replaced.

    Every character of a block except white space is in exactly one sentence. Each line of code is a sentence. No
    sentence ends after a word in `abbreviations`; their full stop may be omitted, and their case matters. Raises
    `CodeError` for a language that is none.

    >>> document = segment([Block("El Sr. Ruiz preguntó: «¿Qué?» —Nada —dijo ella—. Era tarde.")], "es")
    >>> [sentence.text for sentence in document.sentences]
    ['El Sr. Ruiz preguntó: «¿Qué?»', '—Nada —dijo ella—.', 'Era tarde.']
    """
    language, blocks = canonical(language), tuple(blocks)
    judge = judge_of(language, abbreviations, (block.text for block in blocks if block.kind != "code"))
    return Document(
        name=name,
        language=language,
        blocks=tuple(
            replace(block, sentences=tuple(Sentence(block.text[i:j], i, j) for i, j in _sentences(block, judge)))
            for block in blocks
        ),
    )


def segment_lines(text: str, language: str, *, name: str = "") -> Document:
    r"""A document in which each line is one sentence, kept as it is, white space included.

    A line with nothing but white space ends a paragraph and is not counted. Lines end only at ``\n``, ``\r\n`` or
    ``\r``: a form feed or U+2028 is part of its line.

    >>> document = segment_lines("One.  Two.\n three\n\nFour.", "en")
    >>> [sentence.text for sentence in document.sentences], document.block_starts
    (['One.  Two.', ' three', 'Four.'], (0, 2, 3))
    """
    language = canonical(language)
    blocks: list[Block] = []
    lines: list[str] = []
    for number, line in enumerate([*_LINE_END.split(text), ""], start=1):
        if line and not line.isspace():
            lines.append(line)
        elif lines:
            blocks.append(Block.of_sentences(lines, joint="\n", place=f"line {number - len(lines)}"))
            lines = []
    return Document(name=name, language=language, blocks=tuple(blocks))


def _sentences(block: Block, judge: Judge) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence of a block."""
    if block.kind == "code":
        for line in _LINE.finditer(block.text):
            yield from _stripped(block.text, line.start(), line.end())
        return
    start = 0
    for part in _BLANK_LINE.split(block.text):
        for i, j in sentence_spans(part, judge):
            yield start + i, start + j
        start += len(part)


def _stripped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretch without surrounding white space; nothing if it is all white space."""
    piece = text[start:end]
    if stripped := piece.strip():
        start += len(piece) - len(piece.lstrip())
        yield start, start + len(stripped)
