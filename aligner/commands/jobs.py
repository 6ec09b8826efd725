"""One job: its texts are read and aligned, and the results written; prints nothing.

::

    SOURCE [TARGET] -o … ──plan──▶ Job, Job, … ──run──▶ Outcome (alignment, notes, files written)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.commands.arguments import Output
from aligner.commands.caught import warnings_caught
from aligner.commands.faults import as_ours
from aligner.commands.plan import Job
from aligner.commands.saved import Saved, what_is_kept
from aligner.commands.texts import Reading, Texts, read_texts
from aligner.encoders import AUTO
from aligner.errors import InputError, OutputError
from aligner.languages.codes import primary
from aligner.model import Alignment
from aligner.progress import part
from aligner.words.lexicon import Lexicon

if TYPE_CHECKING:
    from aligner.encoders.vectors import Encoder
    from aligner.progress import Progress
    from aligner.search.keep import Kept

# The shares of a job's time, roughly, after which its texts are read and split into sentences, and aligned.
_READ, _ALIGNED = 0.15, 0.95


@dataclass(frozen=True)
class Settings:
    """What all jobs of a run share.

    Attributes:
        reading: how texts are read.
        swap: exchange source and target.
        filters: from an alignment to the same with what exports leave out.
        dress: from an alignment to the same with the title, author and cover that the user gives it.
        force: overwrite even files that a person has worked on.
        lexicons: the user's own; for each pair of languages, the first that fits is used.
        encoder: a sentence encoder, or a name, as for `aligner.align`.
        keep: a file that a person has worked on, whose confirmed and changed beads are kept, or None.
    """

    reading: Reading
    swap: bool = False
    filters: Callable[[Alignment], Alignment] = lambda alignment: alignment
    dress: Callable[[Alignment], Alignment] = lambda alignment: alignment
    force: bool = False
    lexicons: tuple[Lexicon, ...] = ()
    encoder: Encoder | str = AUTO
    keep: Saved | None = None


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


def run(job: Job, settings: Settings, progress: Progress | None = None) -> Outcome:
    """Align one document or pair and write the results. For `progress` see `aligner.align`.

    Raises `AlignerError` that names the file, whatever goes wrong.
    """
    try:
        return _run(job, settings, progress)
    except BrokenPipeError:  # nobody reads stdout any more: no fault of the document's
        raise
    except Exception as error:
        ours = as_ours(error)
        ours.where = ours.where or job.files
        raise ours from ours.__cause__


def _run(job: Job, settings: Settings, progress: Progress | None) -> Outcome:
    from aligner.align import align

    if not settings.force:
        _refuse_to_lose_human_work(job.outputs, settings)
    with warnings_caught() as caught:
        reading = replace(settings.reading, progress=part(progress, 0, _READ))
        texts = read_texts(job.source, job.target, reading)
        texts = texts.swapped() if settings.swap else texts
        kept = _kept(texts, job.outputs, settings)
        alignment = align(
            texts.source,
            texts.target,
            options=reading.options,
            lexicon=lexicon_for(settings.lexicons, texts.source.language, texts.target.language),
            encoder=settings.encoder,
            keep=kept,
            stops=texts.stops,
            progress=part(progress, _READ, _ALIGNED),
        )
    alignment = settings.dress(settings.filters(alignment))
    notes, warnings = _said_of(kept, settings.keep)
    written = (*notes, *_written(alignment, job.outputs, settings, part(progress, _ALIGNED, 1)))
    said = (*warnings, *(f"{job.name}: {doubt}" for doubt in caught.said))
    return Outcome(alignment, texts.notes, written, said, tuple(caught.hints))


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
