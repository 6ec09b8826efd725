"""`aligner glossary`: terms from alignments and from texts in two languages, glosses from texts; prints nothing.

::

    book.json, memory.tmx ──load──────────▶ alignments ──▶ terms
    both.txt              ──split, align──▶ alignments ──▶ terms, and glosses of either language
    english.txt           ──read──────────▶ documents  ──▶ glosses
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from aligner.commands.arguments import GlossaryArguments
from aligner.commands.overwriting import refuse_to_overwrite, refuse_to_replace_alignments
from aligner.commands.saved_files import each_once, entries_of, holds_several, is_saved
from aligner.errors import AlignerError, InputError, LanguageError, MismatchError, OutputError
from aligner.formats import load, refuse_to_lose_human_work, require
from aligner.formats.listings import is_listing
from aligner.formats.table import WRITTEN, format_of, is_aligned
from aligner.formats.xlsx import is_untouched
from aligner.glossary.entries import Entry
from aligner.glossary.tables import render, suffix_of
from aligner.model import Alignment, Document
from aligner.options import Options
from aligner.progress import Progress
from aligner.streams import STDIO


@dataclass
class Gathered:
    """What was given, as read; an alignment or a document has the name of its file."""

    alignments: list[Alignment] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)


def glossary_files(
    given: GlossaryArguments,
    report: Callable[[str], None],
    fail: Callable[[AlignerError], None],
    progress: Progress | None = None,
) -> tuple[Entry, ...]:
    """Read what is given, write the glossary, and return its entries.

    Args:
        report: receives each note for the user.
        fail: receives why one of several files cannot be read; the others are. Raises the last reason if none can be.
        progress: called with each step.
    """
    from aligner.batch.pair import lexicon_for
    from aligner.glossary.collect import check_languages, glossary
    from aligner.words.lexicon import Lexicon

    _check_output(given)
    paths = list(_files(given.inputs))
    if given.output != STDIO:
        refuse_to_overwrite([given.output], [*given.inputs, *paths])
    lexicons = tuple(map(Lexicon.load, given.lexicons))
    gathered = Gathered()
    for path in paths:
        try:
            _gather(path, given, gathered, report)
        except AlignerError as error:
            error.where = error.where or path
            if path == paths[-1] and not gathered.alignments and not gathered.documents:
                raise
            fail(error)
    check_languages(gathered.alignments)
    sides = [(each.source.language, each.target.language) for each in gathered.alignments][:1]
    lexicon = lexicon_for(lexicons, *sides[0]) if sides else next(iter(lexicons), None)
    entries = glossary(
        *gathered.alignments,
        *gathered.documents,
        lexicon=lexicon,
        min_count=given.min_count,
        min_score=given.min_score,
        progress=progress,
    )[: given.most]
    _write(entries, given.output)
    return entries


def _check_output(given: GlossaryArguments) -> None:
    """Raise, before any work, for an output that cannot be written."""
    suffix = suffix_of(given.output)
    if suffix in WRITTEN:  # a table and a workbook need what those of alignments need
        require(WRITTEN[suffix])
    if given.output == STDIO:
        return
    if Path(given.output).is_dir():
        raise OutputError("is a folder", where=given.output, remedy="give -o the name of a file")
    if given.force:
        return
    if (format := format_of(given.output)) is not None:
        refuse_to_lose_human_work(given.output, format)
    refuse_to_replace_alignments([given.output])
    if suffix == ".xlsx" and Path(given.output).exists() and not is_untouched(given.output):
        what = "was saved by a person since, or is none of ours, and would be overwritten"
        raise OutputError(what, where=given.output, remedy="write elsewhere, or overwrite it with --force")


def _files(paths: Sequence[str]) -> Iterator[str]:
    """The files to read: those given, and those in folders, texts first and each alignment once."""
    for path in paths:
        if path != STDIO and not Path(path).exists():
            raise InputError("no such file", where=path, remedy="check the name")
        if not holds_several(path):
            yield path
            continue
        entries = entries_of(path)
        found = [*filter(_is_text, entries), *each_once(entries)]
        if not found:
            raise InputError("holds no alignments and no texts", where=path, remedy="name files, or another folder")
        yield from map(str, found)


def _is_text(path: Path) -> bool:
    from aligner.read import READERS

    is_result = is_saved(path) or is_aligned(path) or is_listing(path)
    return path.is_file() and path.suffix.lower() in READERS and not is_result


def _gather(path: str, given: GlossaryArguments, into: Gathered, report: Callable[[str], None]) -> None:
    if path == STDIO and given.format is not None and _is_alignment_format(given.format):
        into.alignments.append(load(path, format=given.format, languages=given.languages, report=report))
    elif path != STDIO and is_saved(Path(path)):
        alignment = load(path, languages=given.languages, report=report)
        into.alignments.append(replace(alignment, source=replace(alignment.source, name=Path(path).name)))
    else:
        _gather_text(path, given, into)


def _is_alignment_format(name: str) -> bool:
    format = format_of(f"x.{name.lower().removeprefix('.')}")
    return format is not None and format.holds_texts


def _gather_text(path: str, given: GlossaryArguments, into: Gathered) -> None:
    """A text with both languages is aligned, too; in one language, it is a document."""
    from aligner.align import align
    from aligner.batch.caught import warnings_caught
    from aligner.batch.texts import shown, split_in_two
    from aligner.languages.identify import identify
    from aligner.read import read

    options = Options(languages=given.languages)
    with warnings_caught():  # what they say is of no matter for a glossary
        blocks = read(path, format=given.format if path == STDIO else None)
        try:
            texts = split_in_two(blocks, shown(path), options)
            into.alignments.append(align(texts.source, texts.target, options=options, stops=texts.stops))
            into.documents.extend((texts.source, texts.target))
        except (LanguageError, MismatchError):
            language = identify("\n".join(block.text for block in blocks), given.languages).language
            into.documents.append(Document(shown(path), language, blocks))


def _write(entries: Sequence[Entry], output: str) -> None:
    from aligner.formats.files import write_atomically
    from aligner.streams import write_stdout

    data = render(entries, suffix_of(output))
    if output == STDIO:
        write_stdout(data)
    else:
        write_atomically(Path(output), data)
