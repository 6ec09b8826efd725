"""The arguments of the commands, as parsed and checked by click; each field has the name of its parameter.

::

    argv ──click──▶ AlignArguments ──▶ Output, Output, … for each document
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from aligner.formats.table import WRITTEN

STDIO = "-"
# What --excel is short for.
_EXCEL = "tsv+excel"


@dataclass(frozen=True)
class Output:
    """A file or folder to write.

    Attributes:
        path: ``"-"`` is stdout.
        format: a name for `aligner.write`: ``"tmx"``, ``"tsv+excel"``.
    """

    path: str
    format: str


@dataclass(frozen=True, kw_only=True)
class WriteArguments:
    """The arguments shared by all commands that write alignments.

    Attributes:
        outputs: ``-o``: files, folders (ending in a slash, or existing), ``"-"``.
        formats: ``--to``: names of formats; a folder gets one file in each.
        excel: ``--excel``: write ``tsv+excel`` wherever a table is written.
        min_score: ``--min-score``: leave out beads scored lower; None to keep all.
        force: ``--force``: overwrite even files that a person has worked on.
        quiet: ``--quiet``: report only what went wrong.
    """

    outputs: tuple[str, ...]
    formats: tuple[str, ...]
    excel: bool
    min_score: float | None
    force: bool
    quiet: bool

    def outputs_of(self, name: str) -> tuple[Output, ...]:
        """Where the results of a document go; in a folder, one file per format, named after the document."""
        found: list[Output] = []
        for path in self.outputs:
            suffix = Path(path).suffix.lower()
            if path == STDIO:
                found.append(Output(path, self._variant(self.formats[0] if len(self.formats) == 1 else "tsv")))
            elif _is_place(path):
                for format in self.formats:
                    base = format.partition("+")[0]
                    found.append(Output(str(Path(path) / f"{name}.{base}"), self._variant(format)))
            else:
                found.append(Output(path, self._variant(suffix.removeprefix("."))))
        return tuple(found)

    def _variant(self, format: str) -> str:
        """The format, in the variant requested by --to or --excel."""
        asked = (*self.formats, _EXCEL) if self.excel else self.formats
        variants = (each for each in asked if each.startswith(f"{format}+"))
        return next(variants, format)


def _is_place(path: str) -> bool:
    """Whether a path is a folder to put results in, rather than a folder format such as ``book.moses/``."""
    written = WRITTEN.get(Path(path).suffix.lower())
    is_format = written is not None and written.render_folder is not None
    return not is_format and (path.endswith("/") or Path(path).is_dir())


@dataclass(frozen=True, kw_only=True)
class AlignArguments(WriteArguments):
    """The arguments of `aligner align`.

    Attributes:
        source, target: files, folders or ``"-"``; without a target, the source holds both languages.
        languages: ``--lang``: codes of source and target; None to detect them.
        swap: ``--swap``: exchange source and target.
        pre_segmented: ``--pre-segmented``: each line is one sentence.
        unrelated: ``--unrelated``: align even texts that are plainly not translations.
        lexicons, abbreviations, keep: the files named by ``--lexicon``, ``--abbreviations`` and ``--keep``.
        encoder: ``--encoder``: a model's folder or name, ``auto`` or ``none``.
        text_encoding: ``--text-encoding``: encoding of text files; None to detect it.
        verbose: ``--verbose``: also report what was found in each document.
    """

    source: str
    target: str | None
    languages: tuple[str, str] | None
    swap: bool
    pre_segmented: bool
    unrelated: bool
    lexicons: tuple[str, ...]
    encoder: str
    abbreviations: str | None
    text_encoding: str | None
    keep: str | None
    verbose: bool


@dataclass(frozen=True, kw_only=True)
class ConvertArguments(WriteArguments):
    """The arguments of `aligner convert`.

    Attributes:
        alignment: a file or folder from which an alignment can be read.
        source, target: the two texts of a ladder, or None.
        languages: ``--lang``: which languages to take from the file; None for those that it names or that are detected.
        pre_segmented: ``--pre-segmented``: each line of the texts is one sentence.
    """

    alignment: str
    source: str | None
    target: str | None
    languages: tuple[str, str] | None
    pre_segmented: bool
