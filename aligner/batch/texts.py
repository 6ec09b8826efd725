"""From paths to the two documents to align: read, split if one file holds both, and segmented."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path

from aligner.characters import printable
from aligner.errors import InputError, LanguageError
from aligner.formats.table import format_of
from aligner.model import Block, Document
from aligner.options import Options
from aligner.progress import Progress, part
from aligner.streams import STANDARD_INPUT, STDIO


@dataclass(frozen=True)
class Texts:
    """The documents of a job.

    Attributes:
        source, target: the segmented documents.
        notes: how a mixed document was split.
        stops: the rows of a table, for `aligner.align`.
    """

    source: Document
    target: Document
    notes: tuple[str, ...] = ()
    stops: tuple[tuple[int, int], ...] = ()

    def swapped(self) -> Texts:
        """Source and target exchanged."""
        return replace(self, source=self.target, target=self.source, stops=tuple((j, i) for i, j in self.stops))


@dataclass(frozen=True)
class Reading:
    """How texts are read.

    Attributes:
        options: options for `aligner.align`.
        encoding: encoding of text files; None to detect it.
        format: the suffix to read stdin as, None for plain text; or a variant, for stdin and all files that it reads.
        progress: told of each step.
    """

    options: Options
    encoding: str | None = None
    format: str | None = None
    progress: Progress | None = None

    def tell(self, step: str, path: str, share: float) -> None:
        """Say that a step on a file begins, at a share of all the reading."""
        part(self.progress, 0, 1)(f"{step} {shown(path)}", share)


def read_texts(source: str, target: str | None, reading: Reading) -> Texts:
    """The two documents in two files, or in one file that holds both languages; errors name the file.

    Args:
        source, target: paths, or "-" for stdin.
    """
    return _split_document(source, reading) if target is None else _two_documents(source, target, reading)


def given_texts(source: str, target: str, options: Options) -> Texts:
    """The two documents in two texts; errors name the side."""
    from aligner.documents import document

    wanted = options.languages or (None, None)
    left = document(source, wanted[0], name="source", options=options)
    right = document(target, wanted[1], name="target", options=options)
    return _of_two(left, right, options)


def shown(path: str) -> str:
    """A path as shown to the user."""
    return STANDARD_INPUT if path == STDIO else printable(Path(path).name)


def split_in_two(blocks: Sequence[Block], name: str, options: Options) -> Texts:
    """The two documents in the blocks of one; raises `LanguageError` if they are in one language."""
    from aligner.text.segment import segment
    from aligner.text.split import find_split

    found = find_split(blocks, options.languages)
    source, target = (
        segment(side, language, name=name, abbreviations=options.abbreviations)
        for side, language in zip((found.source, found.target), found.languages, strict=True)
    )
    stops = tuple((source.block_starts[i], target.block_starts[j]) for i, j in found.rows)
    return Texts(source, target, (found.describe(),), stops)


def _split_document(path: str, reading: Reading) -> Texts:
    if reading.options.pre_segmented:
        raise InputError(
            "is a single file", where=shown(path), remedy="--pre-segmented needs two, one for each language"
        )
    blocks = _blocks(path, reading)
    reading.tell("splitting", path, 0.2)
    texts = split_in_two(blocks, shown(path), reading.options)
    return replace(texts, source=_titled(texts.source, path), target=_titled(texts.target, path))


def _two_documents(source: str, target: str, reading: Reading) -> Texts:
    from aligner.documents import document

    options = reading.options
    wanted = options.languages or (None, None)
    sides = []
    for path, language, done in zip((source, target), wanted, (0, 0.5), strict=True):
        text = content(path, reading, done)
        reading.tell("splitting", path, done + 0.1)
        sides.append(_titled(document(text, language, name=shown(path), options=options), path))
    return _of_two(sides[0], sides[1], options)


def _of_two(left: Document, right: Document, options: Options) -> Texts:
    """Two documents; raises `LanguageError` if they are one text, or in one language that nobody asked for twice."""
    from aligner.languages import name_of
    from aligner.languages.identify import UNKNOWN

    if all(one == other for one, other in zip_longest(_words(left), _words(right))):
        raise LanguageError("is the same text as the source", where=right.name, remedy="give its translation")
    if left.language == right.language != UNKNOWN and options.languages is None:
        raise LanguageError(
            f"both texts are in one language, {name_of(left.language)}",
            where=f"{left.name}, {right.name}",
            remedy=f"give a translation, or --lang {left.language},{left.language} to align them anyway",
        )
    return Texts(left, right)


def _titled(side: Document, path: str) -> Document:
    """A document with what its file says of itself."""
    from aligner.read.about import about

    found = about(path)
    return replace(side, title=found.title, author=found.author)


def content(path: str, reading: Reading, done: float = 0) -> str | tuple[Block, ...]:
    """The blocks of a text, or its lines as they are, if they are sentences; raises `InputError`.

    Args:
        done: the share of all the reading that is done.
    """
    from aligner.read import read_text

    return read_text(path, encoding=reading.encoding) if reading.options.pre_segmented else _blocks(path, reading, done)


def _blocks(path: str, reading: Reading, done: float = 0) -> tuple[Block, ...]:
    """The blocks of a text; raises `InputError` for an alignment, which no reader can read."""
    from aligner.read import READERS, read, variant

    reading.tell("reading", path, done)
    suffix = Path(path).suffix.lower()
    format = format_of(path)
    is_alignment = format is not None and format.is_loaded and suffix in format.suffixes
    if is_alignment and suffix not in READERS and Path(path).is_file():
        remedy = "'aligner convert' writes it in other formats"
        raise InputError(f"{suffix} holds an alignment, not a text to align", where=path, remedy=remedy)
    way = variant(reading.format)
    is_asked = path == STDIO or (way is not None and suffix in way.suffixes)
    return read(path, encoding=reading.encoding, format=reading.format if is_asked else None)


def _words(side: Document) -> Iterator[str]:
    return (word for sentence in side.sentences for word in sentence.text.split())
