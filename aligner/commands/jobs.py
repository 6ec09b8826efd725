"""From the files, folders or stdin that the user names to jobs, and from each job to its results; prints nothing.

::

    SOURCE [TARGET] -o … ──plan──▶ Job, Job, … ──run──▶ Outcome (alignment, notes, files written)
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.commands.arguments import STDIO, Output, WriteArguments
from aligner.commands.folders import Found, of_folder, of_two, stem
from aligner.commands.texts import Texts, read_texts, shown
from aligner.encoders import AUTO
from aligner.errors import AlignerError, AlignerWarning, HintWarning, InputError, LanguageError, OutputError
from aligner.formats.table import format_of, is_aligned
from aligner.languages.codes import primary
from aligner.model import Alignment
from aligner.options import Options
from aligner.words.lexicon import Lexicon

if TYPE_CHECKING:
    from aligner.encoders.vectors import Encoder, Progress


@dataclass(frozen=True)
class Job:
    """One document, or a pair of documents, and where the results go.

    Attributes:
        name: the name shown to the user, and the stem of results in a folder.
        source: a path, or "-" for stdin; it holds both languages if there is no target.
        target: a path, or None.
        outputs: what to write.
    """

    name: str
    source: str
    target: str | None
    outputs: tuple[Output, ...]


@dataclass(frozen=True)
class Settings:
    """What all jobs of a run share.

    Attributes:
        options: options for `aligner.align`.
        encoding: encoding of text files; None to detect it.
        swap: exchange source and target.
        min_score: beads scored lower are left out of exports.
        force: overwrite even files that a person has worked on.
        lexicons: the user's own; for each pair of languages, the first that fits is used.
        encoder: a sentence encoder, or a name, as for `aligner.align`.
        keep: a saved alignment whose confirmed and changed beads are kept, or None.
    """

    options: Options = field(default_factory=Options)
    encoding: str | None = None
    swap: bool = False
    min_score: float = 0.0
    force: bool = False
    lexicons: tuple[Lexicon, ...] = ()
    encoder: Encoder | str = AUTO
    keep: Saved | None = None


@dataclass(frozen=True)
class Saved:
    """An alignment and the file it was read from."""

    path: str
    alignment: Alignment


@dataclass(frozen=True)
class Outcome:
    """The outcome of a job.

    Attributes:
        alignment: the result.
        notes: details for ``--verbose``: how a mixed document was split.
        written: notes on the files: what an export left out.
        warnings: what the user must know: work of theirs that could not be kept, a result that is in doubt.
        hints: what would make the results of all such jobs better.
    """

    alignment: Alignment
    notes: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()


def plan(source: str, target: str | None, results: WriteArguments) -> tuple[list[Job], tuple[tuple[str, str], ...]]:
    """The jobs for a command line, and whatever else is in the folders, each with the reason why it is left out.

    Args:
        source, target: files, folders or "-"; files of two folders are matched by name.
        results: where the results go.

    Raises `InputError` if there is nothing to do, `OutputError` if several results would go to one file.
    """
    if Path(source).is_dir():
        found = of_folder(Path(source)) if target is None else of_two(Path(source), Path(target))
    elif target is not None and Path(target).is_dir():
        raise InputError("is a folder, and the source is a file", where=target, remedy="give two files or two folders")
    else:
        if target is None:
            _refuse_page(source)
        found = Found(((_name(source, target), source, target),), ())
    jobs = [Job(name, left, right, results.outputs_of(name)) for name, left, right in found.documents]
    if len(jobs) > 1 and jobs[0].outputs == jobs[1].outputs:
        raise OutputError(
            "several documents, one file", where=results.outputs[0], remedy="give -o a folder: end it in /"
        )
    return jobs, found.left


def _refuse_page(source: str) -> None:
    """Raise `InputError` for a page or book of ours; our tables and workbooks can be realigned row by row."""
    format = format_of(source)
    if format is not None and format.is_ours and not format.is_loaded and is_aligned(Path(source)):
        remedy = "give the text that it was made from, or its .json to 'aligner convert'"
        raise InputError("is a result of aligner", where=source, remedy=remedy)


def run(job: Job, settings: Settings, progress: Progress | None = None) -> Outcome:
    """Align one document or pair and write the results; errors name the file. For `progress` see `aligner.align`."""
    from aligner.align import align

    if not settings.force:
        _refuse_to_lose_human_work(job.outputs, settings)
    try:
        with warnings_caught() as caught:
            texts = read_texts(job.source, job.target, settings.options, settings.encoding)
            texts = texts.swapped() if settings.swap else texts
            lost = _check_kept(texts, job.outputs, settings)
            alignment = align(
                texts.source,
                texts.target,
                options=settings.options,
                lexicon=_lexicon_for(settings.lexicons, texts.source.language, texts.target.language),
                encoder=settings.encoder,
                keep=settings.keep.alignment if settings.keep else None,
                stops=texts.stops,
                progress=progress,
            )
    except AlignerError as error:
        if not error.where:
            error.where = shown(job.source)
        raise
    alignment = replace(alignment, min_score=settings.min_score)
    written = tuple(_written(alignment, job.outputs, settings))
    said = (*lost, *(f"{job.name}: {doubt}" for doubt in caught.said))
    return Outcome(alignment, texts.notes, written, said, tuple(caught.hints))


@dataclass(frozen=True)
class Caught:
    """What was warned of, each once: what concerns this result, and hints for all results of its kind."""

    said: list[str] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)


@contextmanager
def warnings_caught() -> Iterator[Caught]:
    """What is warned of meanwhile; warnings that are not of ours are shown as ever."""
    found = Caught()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", AlignerWarning)
        yield found
    for warning in caught:
        kept = found.hints if issubclass(warning.category, HintWarning) else found.said
        if not issubclass(warning.category, AlignerWarning):
            warnings.showwarning(warning.message, warning.category, warning.filename, warning.lineno)
        elif (text := str(warning.message)) not in kept:
            kept.append(text)


def _written(alignment: Alignment, outputs: Sequence[Output], settings: Settings) -> Iterator[str]:
    """Write the results; returns the notes on each file."""
    from aligner.formats import write

    for output in outputs:
        force = settings.force or _is_kept(output, settings)
        for note in write(alignment, output.path, format=output.format, force=force):
            yield f"{output.path}: {note}"


def _refuse_to_lose_human_work(outputs: Sequence[Output], settings: Settings) -> None:
    """Before any work is done, raise for any file that `write` would refuse to overwrite."""
    from aligner.formats import choose, refuse_to_lose_human_work

    for output in outputs:
        if not _is_kept(output, settings):
            refuse_to_lose_human_work(output.path, choose(output.path, output.format)[0])


def _is_kept(output: Output, settings: Settings) -> bool:
    """Whether an output is the same file as the one whose beads are kept."""
    path = Path(output.path)
    return settings.keep is not None and path.exists() and path.samefile(settings.keep.path)


def _check_kept(texts: Texts, outputs: Sequence[Output], settings: Settings) -> tuple[str, ...]:
    """A warning that names the work that cannot be kept; raises `OutputError` if that work would be overwritten."""
    from aligner.search.keep import find_again

    if settings.keep is None:
        return ()
    try:
        kept = find_again(settings.keep.alignment, texts.source, texts.target)
    except InputError as error:
        error.where = settings.keep.path
        raise
    if not kept.lost:
        return ()
    if not settings.force and any(_is_kept(output, settings) for output in outputs):
        what = f"holds a person's work that would be lost: {kept.describe_lost()}"
        raise OutputError(what, where=settings.keep.path, remedy="write elsewhere, or overwrite it with --force")
    return (f"{settings.keep.path}: {kept.describe_lost()}; these were aligned again",)


def _lexicon_for(lexicons: Sequence[Lexicon], source: str, target: str) -> Lexicon | None:
    for same in (str, primary):  # a lexicon of these very varieties, or else of their languages
        for lexicon in lexicons:
            left, right = map(same, lexicon.languages)
            if (left, right) == (same(source), same(target)):
                return lexicon
            if (right, left) == (same(source), same(target)):
                return lexicon.swapped()
    if lexicons:
        there = ", ".join("-".join(lexicon.languages) for lexicon in lexicons)
        raise LanguageError(
            f"the texts are {source}-{target}, and --lexicon is for {there}",
            remedy="give a lexicon of these languages, or --lang if they were not recognised",
        )
    return None


def _name(source: str, target: str | None) -> str:
    if source == STDIO:
        return "stdin"
    if target is None:
        return Path(source).stem
    left, right = stem(Path(source)), stem(Path(target))
    return left if left == right else f"{left}-{right}"
