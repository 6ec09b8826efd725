"""One task: its texts are read and aligned, and the results written; prints nothing.

::

    Task ──read_texts──▶ Texts ──align──▶ Alignment ──write──▶ files, or the rows of a table ──▶ Outcome
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.batch.addresses import at_hand
from aligner.batch.caught import Caught, warnings_caught
from aligner.batch.faults import as_ours
from aligner.batch.saved import Saved, what_is_kept
from aligner.batch.tables import encoded
from aligner.batch.task import Counts, Outcome, Output, Task
from aligner.batch.texts import Reading, Texts, given_texts, read_texts
from aligner.encoders import AUTO
from aligner.errors import AlignerError, InputError, OutputError, RowError
from aligner.languages.codes import primary
from aligner.model import Alignment
from aligner.progress import part
from aligner.words.lexicon import Lexicon

if TYPE_CHECKING:
    from aligner.encoders.vectors import Encoder
    from aligner.progress import Progress
    from aligner.search.keep import Kept

# The share of a task's time, roughly, after which its texts are read and split into sentences; and of the rest, after
# which they are aligned.
_READ, _ALIGNED = 0.15, 0.94


def _unchanged(alignment: Alignment) -> Alignment:
    return alignment


@dataclass(frozen=True)
class Settings:
    """What all tasks of a run share.

    Attributes:
        reading: how texts are read.
        swap: exchange source and target.
        filters: from an alignment to the same with what exports leave out.
        dress: from an alignment to the same with the title, author and cover that the user gives it.
        force: overwrite even files that a person has worked on.
        lexicons: the user's own; for each pair of languages, the first that fits is used.
        encoder: a sentence encoder, or a name, as for `aligner.align`.
        keep: a file that a person has worked on, whose confirmed and changed beads are kept, or None.
        table: the format of the rows that each outcome brings (`aligner.batch.tables`); empty for none.
    """

    reading: Reading
    swap: bool = False
    filters: Callable[[Alignment], Alignment] = _unchanged
    dress: Callable[[Alignment], Alignment] = _unchanged
    force: bool = False
    lexicons: tuple[Lexicon, ...] = ()
    encoder: Encoder | str = AUTO
    keep: Saved | None = None
    table: str = ""


@dataclass(frozen=True)
class Prepared:
    """A task whose texts are read.

    Attributes:
        task: what it is.
        texts: its documents.
        lexicon: the user's own for their languages, or None.
        kept: what is kept of a person's work, or None.
        caught: what reading warned of.
    """

    task: Task
    texts: Texts
    lexicon: Lexicon | None
    kept: Kept | None
    caught: Caught


def run(task: Task, settings: Settings, progress: Progress | None = None) -> Outcome:
    """Align one document or pair and write the results. For `progress` see `aligner.align`.

    Raises `AlignerError` that names the file, whatever goes wrong.
    """
    return complete(prepared(task, settings, part(progress, 0, _READ)), settings, part(progress, _READ, 1))


def prepared(task: Task, settings: Settings, progress: Progress | None = None) -> Prepared:
    """The task with its texts; raises as `run` does."""
    with _named(task):
        if not settings.force:
            _refuse_to_lose_human_work(task.outputs, settings)
        with warnings_caught() as caught:
            texts = read(task, replace(settings, reading=replace(settings.reading, progress=progress)))
            kept = _kept(texts, task.outputs, settings)
        lexicon = lexicon_for(settings.lexicons, texts.source.language, texts.target.language)
        return Prepared(task, texts, lexicon, kept, caught)


def complete(ready: Prepared, settings: Settings, progress: Progress | None = None) -> Outcome:
    """Align the texts and write the results; raises as `run` does."""
    from aligner.align import align

    with _named(ready.task), warnings_caught() as caught:
        alignment = align(
            ready.texts.source,
            ready.texts.target,
            options=settings.reading.options,
            lexicon=ready.lexicon,
            encoder=settings.encoder,
            keep=ready.kept,
            stops=ready.texts.stops,
            progress=part(progress, 0, _ALIGNED),
        )
    return finished(ready, alignment, caught, settings, part(progress, _ALIGNED, 1))


def finished(
    ready: Prepared,
    found: Alignment | AlignerError,
    caught: Caught,
    settings: Settings,
    progress: Progress | None = None,
) -> Outcome:
    """Write the results of an alignment; raises as `run` does, also the error that there is in its place.

    Args:
        caught: what aligning warned of.
    """
    task = ready.task
    with _named(task):
        if isinstance(found, AlignerError):
            raise found
        alignment = settings.dress(settings.filters(found))
        notes, warnings = _said_of(ready.kept, settings.keep)
        doubts = dict.fromkeys((*ready.caught.said, *caught.said))
        return Outcome(
            Counts.of(alignment),
            alignment.signature,
            rows=encoded(alignment, task.id, settings.table) if settings.table else b"",
            notes=ready.texts.notes,
            written=(*ready.caught.notes, *notes, *_written(alignment, task.outputs, settings, part(progress, 0, 1))),
            warnings=(*warnings, *(f"{task.id}: {doubt}" for doubt in doubts)),
            hints=(*ready.caught.hints, *caught.hints),
        )


@contextmanager
def _named(task: Task) -> Iterator[None]:
    """Whatever is raised as an `AlignerError` that names the files of the task."""
    try:
        yield
    except BrokenPipeError:  # nobody reads stdout any more: no fault of the document's
        raise
    except Exception as error:
        ours = as_ours(error)
        ours.where = ours.where or task.files
        raise ours from ours.__cause__


def read(task: Task, settings: Settings) -> Texts:
    """The two documents of a task; raises `RowError` for the row of a manifest that cannot be used."""
    reading = settings.reading
    if task.problem:
        raise RowError(task.problem, where=task.id, remedy="mend the row of the manifest")
    if task.languages is not None:
        reading = replace(reading, options=replace(reading.options, languages=task.languages))
    if task.are_texts:
        texts = given_texts(task.source, task.target or "", reading.options)
    else:
        with at_hand(task.paths) as (source, *target):
            texts = read_texts(source, target[0] if target else None, reading)
    return texts.swapped() if settings.swap else texts


def _written(alignment: Alignment, outputs: Sequence[Output], settings: Settings, tell: Progress) -> Iterator[str]:
    """Write the results; returns the notes on each file."""
    from aligner.formats import write

    for number, output in enumerate(outputs):
        tell(f"writing {output.shown}", number / len(outputs))
        force = settings.force or _is_kept(output, settings)
        for note in write(alignment, output.path, format=output.format, force=force):
            yield f"{output.shown}: {note}"


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


def _kept(texts: Texts, outputs: Sequence[Output], settings: Settings) -> Kept | None:
    """What is kept of a person's work; raises `OutputError` if some cannot be kept, and would be overwritten."""
    saved = settings.keep
    if saved is None:
        return None
    kept = saved.kept(texts.source, texts.target)
    if kept.lost and not settings.force and any(_is_kept(output, settings) for output in outputs):
        what = f"{len(kept.lost):,} of its {saved.loaded.unit}s would be lost ({saved.lost(kept)[0]})"
        raise OutputError(what, where=saved.path, remedy="write elsewhere, or overwrite it with --force")
    return kept


def _said_of(kept: Kept | None, saved: Saved | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Notes and warnings on what is kept: one line, which is a warning if something was not understood."""
    if kept is None or saved is None:
        return (), ()
    line = what_is_kept(saved, kept)
    if saved.not_understood(kept):
        return saved.notes, (line,)
    return (*saved.notes, line), ()


def lexicon_for(lexicons: Sequence[Lexicon], source: str, target: str) -> Lexicon | None:
    """The first lexicon of these very varieties, or else of their languages, in this direction; None if none is given.

    Raises `InputError` if there are lexicons, and none fits.
    """
    for same in (str, primary):
        for lexicon in lexicons:
            left, right = map(same, lexicon.languages)
            if (left, right) == (same(source), same(target)):
                return lexicon
            if (right, left) == (same(source), same(target)):
                return lexicon.swapped()
    if lexicons:
        there = ", ".join("-".join(lexicon.languages) for lexicon in lexicons)
        raise InputError(
            f"the texts are {source}-{target}, and --lexicon is for {there}",
            remedy="give a lexicon of these languages, or --lang if they were not recognised",
        )
    return None
