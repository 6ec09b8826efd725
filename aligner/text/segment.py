"""Blocks -> Document: gives every block its sentences, as stretches of its text, which is never changed.

::

    Block("Hi. How are you? ") ──segment──▶ Block(…, sentences=("Hi." 0–3, "How are you?" 4–16))
    "Hi.\\nHow are you?\\n"      ──segment_lines──▶ one block of two lines, each a sentence as it is
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeGuard

from aligner.characters import MEANINGLESS
from aligner.languages.codes import canonical
from aligner.model import Block, Document, Sentence
from aligner.read.plain.text import blocks_of
from aligner.read.texts import clean
from aligner.text.boundaries import Judge, judge_of, sentence_spans

_LINE = re.compile(r"[^\r\n]+")
_LINE_END = re.compile(r"\r\n|\n|\r")
_BLANK_LINE = re.compile(r"(\n[^\S\n]*\n)")  # a group, so that `split` keeps the lines and offsets add up


def segment(
    text: str | Iterable[Block] | Iterable[str], language: str, *, name: str = "", abbreviations: Sequence[str] = ()
) -> Document:
    """A document in which each block has its sentences; any existing ones are replaced.

    Args:
        text: a text, its blocks, or a list of its sentences, which are kept as they are: see `segment_list`.
        abbreviations: words after which no sentence ends; their full stop may be omitted, and their case matters.

    Every character of a block except white space is in exactly one sentence. Each line of code is a sentence. Raises
    `CodeError` for a language that is none.

    >>> document = segment([Block("El Sr. Ruiz preguntó: «¿Qué?» —Nada —dijo ella—. Era tarde.")], "es")
    >>> [sentence.text for sentence in document.sentences]
    ['El Sr. Ruiz preguntó: «¿Qué?»', '—Nada —dijo ella—.', 'Era tarde.']
    """
    language = canonical(language)
    given: Sequence[Any] = blocks_of(clean(text)) if isinstance(text, str) else tuple(text)
    if are_sentences(given):
        return segment_list(given, language, name=name)
    judge = judge_of(language, abbreviations, (block.text for block in given if block.kind != "code"))
    return Document(
        name=name,
        language=language,
        blocks=tuple(
            replace(
                block, sentences=tuple(Sentence(block.text[i:j], i, j) for i, j in _sentences(block, judge)), column=""
            )
            for block in given
        ),
    )


def are_sentences(text: Sequence[Block] | Sequence[str]) -> TypeGuard[Sequence[str]]:
    """Whether these are sentences rather than blocks."""
    return bool(text) and all(isinstance(each, str) for each in text)


def segment_list(sentences: Sequence[str], language: str, *, name: str = "") -> Document:
    """A document of the sentences in a list, each kept as it is but for control characters.

    One with nothing but white space ends a paragraph and is not counted; the place of each paragraph is the number of
    its first sentence in the list, from 1.

    >>> segment_list(["One.", "Two.", "", "Three."], "en").block_starts
    (0, 2, 3)
    """
    lines = [MEANINGLESS.sub("", sentence) for sentence in sentences]
    return Document(name=name, language=canonical(language), blocks=tuple(_paragraphs(lines, "sentence")))


def segment_lines(text: str, language: str, *, name: str = "") -> Document:
    r"""A document in which each line is one sentence, kept as it is, white space included.

    A line with nothing but white space ends a paragraph and is not counted. Lines end only at ``\n``, ``\r\n`` or
    ``\r``: a form feed or U+2028 is part of its line.

    >>> document = segment_lines("One.  Two.\n three\n\nFour.", "en")
    >>> [sentence.text for sentence in document.sentences], document.block_starts
    (['One.  Two.', ' three', 'Four.'], (0, 2, 3))
    """
    blocks = tuple(_paragraphs(_LINE_END.split(text), "line"))
    return Document(name=name, language=canonical(language), blocks=blocks)


def _paragraphs(lines: Sequence[str], unit: str) -> Iterator[Block]:
    """A block of each run of lines that are not blank; its place is named ``line 3``, or by another unit."""
    held: list[str] = []
    for number, line in enumerate([*lines, ""], start=1):
        if line and not line.isspace():
            held.append(line)
        elif held:
            yield Block.of_sentences(held, joint="\n", place=f"{unit} {number - len(held)}")
            held = []


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
