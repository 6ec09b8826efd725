"""The arguments of the commands, as parsed and checked by click; each field has the name of its parameter.

::

    argv ──click──▶ AlignArguments ──▶ Output, Output, … for each document
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from aligner.batch.task import Output
from aligner.formats.table import WRITTEN
from aligner.model import Alignment
from aligner.streams import STDIO

DEFAULT_FORMATS = ("tsv", "html", "json")
# In --fail-on, every flag.
ANY = "any"
# What --excel and --epub-style are short for.
_EXCEL = "tsv+excel"
EPUB_STYLES = {"columns": "epub", "notes": "epub+notes"}


@dataclass(frozen=True, kw_only=True)
class FilterArguments:
    """What exports leave out.

    Attributes:
        min_score: ``--min-score``: leave out beads scored lower; None to keep all.
        without: ``--without``: what else to leave out (`aligner.quality.filters`).
        dedupe: ``--dedupe``: leave out repeated pairs.
    """

    min_score: float | None
    without: tuple[str, ...]
    dedupe: bool

    @property
    def filters(self) -> Callable[[Alignment], Alignment]:
        """What leaves out of an alignment what --min-score, --without and --dedupe say."""
        from aligner.quality.filters import filtered

        return partial(filtered, min_score=self.min_score, without=self.without, dedupe=self.dedupe)


@dataclass(frozen=True, kw_only=True)
class WriteArguments(FilterArguments):
    """The arguments shared by all commands that write alignments.

    Attributes:
        outputs: ``-o``: files, folders (ending in a slash, or existing), ``"-"``.
        formats: ``--to``: names of formats; a folder gets one file in each; None for `DEFAULT_FORMATS`.
        excel: ``--excel``: write ``tsv+excel`` wherever a table is written.
        title, author: ``--title``, ``--author``: of the page or book; None for what the files say.
        cover: ``--cover``: a picture for it.
        epub_style: ``--epub-style``: one of `EPUB_STYLES`; None for the first.
        force: ``--force``: overwrite even files that a person has worked on.
        quiet: ``--quiet``: report only what went wrong.
        verbose: ``--verbose``: also report details.
    """

    outputs: tuple[str, ...]
    formats: tuple[str, ...] | None
    excel: bool
    title: str | None
    author: str | None
    cover: str | None
    epub_style: str | None
    force: bool
    quiet: bool
    verbose: bool

    @property
    def dress(self) -> Callable[[Alignment], Alignment]:
        """What gives an alignment its title, author and cover; raises `InputError` for a cover that is no picture."""
        from aligner.formats.dress import dressed
        from aligner.formats.pictures import picture

        cover = None if self.cover is None else picture(self.cover)
        return partial(dressed, title=self.title, author=self.author, cover=cover)

    @property
    def takes_many(self) -> bool:
        """Whether there may be several documents, whose results need a folder."""
        return False

    def outputs_of(self, name: str) -> tuple[Output, ...]:
        """Where the results of a document go; in a folder, one file per format, named after the document."""
        formats = self.formats or DEFAULT_FORMATS
        found: list[Output] = []
        for path in self.outputs:
            suffix = Path(path).suffix.lower()
            if path == STDIO:
                found.append(Output(path, self._variant(formats[0] if len(formats) == 1 else "tsv")))
            elif self.is_place(path):
                for format in formats:
                    base = format.partition("+")[0]
                    found.append(Output(str(Path(path) / f"{name}.{base}"), self._variant(format)))
            else:
                found.append(Output(path, self._variant(suffix.removeprefix("."))))
        return tuple(found)

    def is_place(self, path: str) -> bool:
        """Whether a path is a folder to put results in, rather than a folder format such as ``book.moses/``.

        A name without a suffix is a folder if only a folder makes sense: for many documents, or where --to is given.
        """
        suffix = Path(path).suffix.lower()
        if path == STDIO or (suffix in WRITTEN and WRITTEN[suffix].render_folder is not None):
            return False
        wanted = not suffix and (self.takes_many or self.formats is not None)
        return path.endswith("/") or Path(path).is_dir() or (wanted and not Path(path).exists())

    def _variant(self, format: str) -> str:
        """The format, in the variant requested by --to or --excel."""
        style = EPUB_STYLES[self.epub_style] if self.epub_style else ""
        asked = (*(self.formats or ()), *((_EXCEL,) if self.excel else ()), style)
        variants = (each for each in asked if each.startswith(f"{format}+"))
        return next(variants, format)


@dataclass(frozen=True, kw_only=True)
class TextArguments:
    """How texts are read and aligned: what `aligner align` and `aligner batch` have in common.

    Attributes:
        languages: ``--lang``: codes of source and target; None to detect them.
        swap: ``--swap``: exchange source and target.
        pre_segmented: ``--pre-segmented``: each line is one sentence.
        unrelated: ``--unrelated``: align even texts that are plainly not translations.
        lexicons, abbreviations: the files named by ``--lexicon`` and ``--abbreviations``.
        encoder: ``--encoder``: a model's folder or name, ``auto`` or ``none``.
        text_encoding: ``--text-encoding``: encoding of text files; None to detect it.
        recursive: ``--recursive``: also take the subfolders of a folder.
    """

    languages: tuple[str, str] | None
    swap: bool
    pre_segmented: bool
    unrelated: bool
    lexicons: tuple[str, ...]
    encoder: str
    abbreviations: str | None
    text_encoding: str | None
    recursive: bool


@dataclass(frozen=True, kw_only=True)
class AlignArguments(WriteArguments, TextArguments):
    """The arguments of `aligner align`.

    Attributes:
        source, target: files, folders or ``"-"``; without a target, the source holds both languages.
        format: ``--from``: the suffix to read stdin as, or a variant for files; None for plain text.
        keep: the file named by ``--keep``.
        by_name: ``--by-name``: match the files of two folders by name only.
        skip_existing: ``--skip-existing``: leave alone documents all of whose results are there.
        workers: ``--workers``: processes for several documents; None for as many as are worth while.
    """

    source: str
    target: str | None
    format: str | None
    keep: str | None
    by_name: bool
    skip_existing: bool
    workers: int | None

    @property
    def takes_many(self) -> bool:
        """As in `WriteArguments`."""
        return Path(self.source).is_dir()


@dataclass(frozen=True, kw_only=True)
class ConvertArguments(WriteArguments):
    """The arguments of `aligner convert`.

    Attributes:
        alignment: a file or folder from which an alignment can be read.
        source, target: the two texts of a ladder, or None.
        languages: ``--lang``: which languages to take from the file; None for those that it names or that are detected.
        pre_segmented: ``--pre-segmented``: each line of the texts is one sentence.
        format: ``--from``: the suffix to read the alignment as; None for its own.
    """

    alignment: str
    source: str | None
    target: str | None
    languages: tuple[str, str] | None
    pre_segmented: bool
    format: str | None


@dataclass(frozen=True, kw_only=True)
class MatchArguments:
    """The arguments of `aligner match`.

    Attributes:
        source, target: folders.
        output: ``-o``: a file for the manifest, or ``"-"``.
        languages, lexicons, encoder, text_encoding, recursive: as in `AlignArguments`.
        min_score: ``--min-score``: leave out pairs scored lower; None to keep all.
        quiet: ``--quiet``: report only what went wrong.
    """

    source: str
    target: str
    output: str
    languages: tuple[str, str] | None
    lexicons: tuple[str, ...]
    encoder: str
    text_encoding: str | None
    min_score: float | None
    recursive: bool
    quiet: bool


@dataclass(frozen=True, kw_only=True)
class GlossaryArguments:
    """The arguments of `aligner glossary`.

    Attributes:
        inputs: alignments, texts, folders of them, or ``"-"``.
        output: ``-o``: the file to write; ``"-"`` is stdout.
        languages: ``--lang``: codes of source and target; None to take them from the files or detect them.
        format: ``--from``: the suffix to read stdin as, or a variant for files; None for plain text.
        lexicons: the files named by ``--lexicon``.
        min_score: ``--min-score``: leave out entries scored lower.
        min_count: ``--min-count``: leave out terms of fewer beads.
        most: ``--max``: the most entries; None for all.
        force: ``--force``: overwrite even files that a person has worked on.
        quiet: ``--quiet``: report only what went wrong.
    """

    inputs: tuple[str, ...]
    output: str
    languages: tuple[str, str] | None
    format: str | None
    lexicons: tuple[str, ...]
    min_score: float
    min_count: int
    most: int | None
    force: bool
    quiet: bool


@dataclass(frozen=True, kw_only=True)
class CheckArguments:
    """The arguments of `aligner check`.

    Attributes:
        alignments: the files to check, or folders of them; ``"-"`` is stdin.
        outputs: ``-o``: reports to write; none: text on stdout.
        format: ``--from``: the suffix to read the alignments as; None for their own.
        languages: ``--lang``: which languages to take from the files.
        lexicons: ``--lexicon``: the user's own lexicons.
        only: ``--only``: which flags to look for.
        fail_on: ``--fail-on``: for a flag, or `ANY`, the number of remarks from which the gate is shut.
        as_json: ``--json``: JSON on stdout.
        quiet: ``--quiet``.
    """

    alignments: tuple[str, ...]
    outputs: tuple[str, ...]
    format: str | None
    languages: tuple[str, str] | None
    lexicons: tuple[str, ...]
    only: tuple[str, ...]
    fail_on: tuple[tuple[str, int], ...]
    as_json: bool
    quiet: bool
