"""What the command line gives to the commands, as click parsed and checked it; the fields are named as its parameters.

::

    argv ──click──▶ AlignArguments ──▶ Output, Output, … for each document
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from aligner.formats.table import WRITTEN

STDIO = "-"
# The variant that --excel is short for.
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
    """What all commands that write alignments take.

    Attributes:
        outputs: ``-o``: files, folders (ending in a slash, or there already), ``"-"``.
        formats: ``--to``: names of formats, of which a folder gets a file each.
        excel: ``--excel``: ``tsv+excel`` wherever a table is written.
        min_score: ``--min-score``: beads below are left out; None: none are.
        force: ``--force``: overwrite even what a person has worked on.
        quiet: ``--quiet``: say only what went wrong.
    """

    outputs: tuple[str, ...]
    formats: tuple[str, ...]
    excel: bool
    min_score: float | None
    force: bool
    quiet: bool

    def outputs_of(self, name: str) -> tuple[Output, ...]:
        """Where the results of a document go: in a folder, to a file of each format that is named after it."""
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
        """The format in the variant that --to or --excel asks for."""
        asked = (*self.formats, _EXCEL) if self.excel else self.formats
        variants = (each for each in asked if each.startswith(f"{format}+"))
        return next(variants, format)


def _is_place(path: str) -> bool:
    """Whether a path is a folder for results, and not itself a format of several files, such as ``book.moses/``."""
    written = WRITTEN.get(Path(path).suffix.lower())
    is_format = written is not None and written.render_folder is not None
    return not is_format and (path.endswith("/") or Path(path).is_dir())


@dataclass(frozen=True, kw_only=True)
class AlignArguments(WriteArguments):
    """What `aligner align` takes.

    Attributes:
        source, target: files, folders or ``"-"``; without a target, the source holds both languages.
        languages: ``--lang``: codes of source and target; None: detected.
        swap: ``--swap``: exchange source and target.
        pre_segmented: ``--pre-segmented``: each line is one sentence.
        unrelated: ``--unrelated``: align even what is plainly no translation.
        lexicons, abbreviations, keep: files that ``--lexicon``, ``--abbreviations`` and ``--keep`` name.
        encoder: ``--encoder``: a folder or a name.
        text_encoding: ``--text-encoding``: of text files; None: recognised.
        verbose: ``--verbose``: also say what was found in each document.
    """

    source: str
    target: str | None
    languages: tuple[str, str] | None
    swap: bool
    pre_segmented: bool
    unrelated: bool
    lexicons: tuple[str, ...]
    encoder: str | None
    abbreviations: str | None
    text_encoding: str | None
    keep: str | None
    verbose: bool


@dataclass(frozen=True, kw_only=True)
class ConvertArguments(WriteArguments):
    """What `aligner convert` takes.

    Attributes:
        alignment: a file or folder that an alignment can be read from.
        source, target: the two texts of a ladder, or None.
        languages: ``--lang``: those to take from the file; None: as it says, or detected.
        pre_segmented: ``--pre-segmented``: each line of the texts is one sentence.
    """

    alignment: str
    source: str | None
    target: str | None
    languages: tuple[str, str] | None
    pre_segmented: bool
