"""Texts -> documents: what `aligner.align` is given becomes two documents with sentences, of likely sizes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from aligner.errors import InputError, MismatchError
from aligner.model import Block, Document
from aligner.options import Options

Text = str | Document | Sequence[Block] | Sequence[str]

# A text this many times as long as the other, in characters, is not its translation, or hardly any of it is.
MISMATCH = 20.0
# Texts of up to this many characters may differ in size by any factor: so few prove nothing.
MISMATCH_SIZE = 500


def documents_of(source: Text, target: Text, options: Options) -> tuple[Document, Document]:
    """Both sides as documents; raises `InputError` or `MismatchError` if their sizes cannot be right."""
    languages = options.languages or (None, None)
    left = document(source, languages[0], name="source", options=options)
    right = document(target, languages[1], name="target", options=options)
    _check_sizes(left, right)
    return left, right


def document(text: Text, language: str | None, *, name: str, options: Options) -> Document:
    """A text or blocks as a Document: split into blocks, its language identified if not given, segmented.

    Warns with `ContradictionWarning` if the text is plainly in another language than the one given.
    """
    from aligner.characters import MEANINGLESS
    from aligner.read.plain.text import blocks_of
    from aligner.read.texts import clean
    from aligner.text.segment import are_sentences, segment, segment_lines, segment_list

    if isinstance(text, Document):
        return text
    if isinstance(text, str) and options.pre_segmented:
        text = MEANINGLESS.sub("", text)
        return segment_lines(text, _language(text, language, name), name=name)
    if isinstance(text, str):
        given: tuple[Any, ...] = tuple(blocks_of(clean(text)))
    else:
        given = tuple(text) if isinstance(text, Iterable) else (text,)
    if not all(isinstance(each, (Block, str)) for each in given):
        remedy = "give a text, a list of sentences, or what aligner.read gives"
        raise InputError("is neither a text nor made of blocks or sentences", where=name, remedy=remedy)
    if are_sentences(given):
        return segment_list(given, _language("\n".join(given), language, name), name=name)
    blocks: Sequence[Any] = given
    prose = "\n".join(block.text for block in blocks if block.kind != "code")
    return segment(blocks, _language(prose, language, name), name=name, abbreviations=options.abbreviations)


def _language(text: str, given: str | None, name: str) -> str:
    """The language given, or else identified; warns if the text contradicts it."""
    from aligner.languages.contradiction import warn_if_contradicted
    from aligner.languages.identify import identify

    if given is None:
        return identify(text).language
    warn_if_contradicted(text, given, name, stacklevel=5)
    return given


def _check_sizes(source: Document, target: Document) -> None:
    sizes = [sum(len(sentence.text) for sentence in side.sentences) for side in (source, target)]
    for side, size in zip((source, target), sizes, strict=True):
        if not size:
            raise InputError("has no text", where=side.name, remedy="give a file with text in it")
    if max(sizes) > max(MISMATCH * min(sizes), MISMATCH_SIZE):
        short, long = (source, target) if sizes[0] < sizes[1] else (target, source)
        raise MismatchError(
            f"has {_counted(short)} against {len(long.sentences)} of {long.name}: not a translation of it",
            where=short.name,
            remedy="give a text and its whole translation",
        )


def _counted(document: Document) -> str:
    number = len(document.sentences)
    return f"{number} sentence{'s' * (number != 1)}"
