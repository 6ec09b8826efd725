"""The formats of an alignment, one record each: the only place in the program that says what a format can do.

To add one: a module in this folder with a function to write, to read back, or both, and a record in `FORMATS`. Modules
are imported only when used.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.later import later
from aligner.model import Alignment, Document

if TYPE_CHECKING:
    from aligner.formats.files import Rendered, RenderedFolder
    from aligner.formats.ladder import Rung
    from aligner.formats.rows import PairTable, Report

# What a file can hold of an alignment besides its texts: nulls; scores, to four decimals; flags; what a person
# confirmed or changed; where each sentence ends; which beads share a paragraph; beads that exports
# leave out (see `Alignment.shown`); and everything else, such as gaps between sentences, options, and scores to the
# last bit.
PARTS = ("nulls", "scores", "flags", "statuses", "sentences", "paragraphs", "low", "rest")

Languages = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Format:
    """A format, and what the program can do with it.

    Attributes:
        name: its name in ``--to`` and `aligner.write`; with a dot before it, the suffix of files written.
        summary: a description in a few words, for the help and the README.
        read_from: the suffixes it is read from, if they are not just the one that is written; see `suffixes`.
        render: alignment -> the bytes of a file.
        render_folder: alignment, stem of the folder's name -> the files of a folder. A format has one of these two, or
            neither if it is only read.
        variants: other ways to write it, by the part after the plus sign in ``tsv+excel``.
        library: the library that writing needs beyond the core, and the extra that installs it.
        keeps: which of `PARTS` survive writing and reading back; a format that is not read back may leave them out.
        load: a self-contained file -> alignment.
        load_ladder: a file of sentence numbers and the two documents it refers to -> alignment.
        table: a file of pairs, the languages to take (None to go by the file or its texts), and a function that
            receives notes for the user -> the pairs.
        stream: the same for training, where a file may be larger than memory, hold pairs of any origin, and be gzipped.
        language_codes: the languages that a file names, for formats that are streamed.
        header_languages: the languages that the header of a table names; None if it has no header or names none.
        rungs: a ladder -> its beads, for evaluation, which needs no documents.
        shows_words: whether a file shows which words translate each other.
        shows_dress: whether a file shows a title, an author and a cover.
        is_ours: whether a file was written by this program, for suffixes that texts have too.
        holds_human_work: whether a file holds a person's confirmations or changes, which must not be lost.
    """

    name: str
    summary: str
    read_from: tuple[str, ...] = ()
    render: Callable[[Alignment], Rendered] | None = None
    render_folder: Callable[[Alignment, str], RenderedFolder] | None = None
    variants: Mapping[str, Callable[[Alignment], Rendered]] = field(default_factory=dict)
    library: tuple[str, str] | None = None
    keeps: tuple[str, ...] = ()
    load: Callable[[str | Path], Alignment] | None = None
    load_ladder: Callable[[str | Path, Document, Document], Alignment] | None = None
    table: Callable[[str | Path, Languages | None, Report], PairTable] | None = None
    stream: Callable[[Path, Languages, Report], Iterator[tuple[str, str]]] | None = None
    language_codes: Callable[[str | Path], Iterator[str]] | None = None
    header_languages: Callable[[str | Path], Languages | None] | None = None
    rungs: Callable[[str | Path], tuple[Rung, ...]] | None = None
    shows_words: bool = False
    shows_dress: bool = False
    is_ours: Callable[[Path], bool] | None = None
    holds_human_work: Callable[[str | Path], bool] | None = None

    @property
    def suffix(self) -> str:
        """The suffix of files written."""
        return f".{self.name}"

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The suffixes of files that are read back, in the order in which they are looked for."""
        return self.read_from or (self.suffix,)

    @property
    def is_written(self) -> bool:
        """Whether there is a writer."""
        return bool(self.render or self.render_folder)

    @property
    def holds_texts(self) -> bool:
        """Whether an alignment can be read back from a file alone, because its texts are in it."""
        return bool(self.load or self.table)

    @property
    def is_loaded(self) -> bool:
        """Whether an alignment can be read back."""
        return self.holds_texts or bool(self.load_ladder)

    @property
    def lossless(self) -> bool:
        """Whether an alignment comes back exactly as it was."""
        return self.keeps == PARTS


# In the order in which the help and messages list them.
FORMATS: tuple[Format, ...] = (
    Format(
        "tsv",
        "the table",
        render=later("aligner.formats.tsv", "render"),
        variants={"excel": later("aligner.formats.tsv", "render_for_excel")},
        keeps=("nulls", "scores", "flags", "paragraphs"),
        table=later("aligner.formats.tsv", "table_of"),
        stream=later("aligner.formats.tsv", "stream_pairs"),
        header_languages=later("aligner.formats.tsv", "header_languages"),
        is_ours=later("aligner.formats.tsv", "is_ours"),
    ),
    Format(
        "json",
        "the lossless store that all others are made from",
        render=later("aligner.formats.json.writing", "render"),
        keeps=PARTS,
        load=later("aligner.formats.json.reading", "load"),
        is_ours=later("aligner.formats.json.writing", "is_ours"),
        holds_human_work=later("aligner.formats.json.writing", "holds_human_work"),
    ),
    Format(
        "ladder",
        "sentence numbers from 0, `[0,1]:[2]:0.9731`",
        read_from=(".gold", ".ladder"),
        render=later("aligner.formats.ladder", "render"),
        keeps=("nulls", "scores", "sentences", "paragraphs"),
        load_ladder=later("aligner.formats.ladder", "load"),
        rungs=later("aligner.formats.ladder", "rungs_of"),
    ),
    Format(
        "html",
        "the page",
        render=later("aligner.formats.html", "render"),
        shows_words=True,
        shows_dress=True,
        is_ours=later("aligner.formats.html", "is_ours"),
    ),
    Format(
        "tmx",
        "TMX 1.4b for translation memories",
        read_from=(".tmx", ".tmx.gz"),
        render=later("aligner.formats.tmx", "render"),
        keeps=("scores", "flags", "statuses"),
        table=later("aligner.formats.tmx", "table_of"),
        stream=later("aligner.formats.tmx", "stream_pairs"),
        language_codes=later("aligner.formats.tmx", "language_codes"),
    ),
    Format(
        "xlf",
        "XLIFF 2.1 for translation tools",
        read_from=(".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".mxliff"),  # the last three: Trados, memoQ, Phrase
        render=later("aligner.formats.xliff", "render"),
        keeps=("nulls", "scores", "flags", "statuses", "paragraphs"),
        table=later("aligner.formats.xliff", "table_of"),
    ),
    Format(
        "xlsx",
        "a workbook to filter and edit; retyped, joined, moved, added and deleted rows are read back",
        render=later("aligner.formats.xlsx.writing", "render"),
        library=("openpyxl", "documents"),
        keeps=("nulls", "scores", "flags", "statuses", "sentences", "paragraphs"),
        table=later("aligner.formats.xlsx.reading", "table_of"),
        is_ours=later("aligner.formats.xlsx", "is_ours"),
        holds_human_work=later("aligner.formats.xlsx", "holds_human_work"),
    ),
    Format(
        "epub",
        "a bilingual book",
        render=later("aligner.formats.epub", "render"),
        variants={"notes": later("aligner.formats.epub", "render_notes")},
        shows_dress=True,
        is_ours=later("aligner.formats.epub", "is_ours"),
    ),
    Format(
        "parquet",
        "the table with typed columns",
        render=later("aligner.formats.parquet", "render"),
        library=("pyarrow", "parquet"),
    ),
    Format(
        "hunalign",
        "hunalign's rungs",
        render=later("aligner.formats.hunalign", "render"),
        keeps=("nulls", "scores", "sentences", "paragraphs", "low"),
        load_ladder=later("aligner.formats.hunalign", "load"),
    ),
    Format(
        "map",
        "Sketch Engine's mapping",
        render=later("aligner.formats.mapping", "render"),
        keeps=("low",),
    ),
    Format(
        "moses",
        "two line-parallel files in a folder",
        render_folder=later("aligner.formats.moses", "render"),
    ),
    Format(
        "xces",
        "both documents with XCES links, as OPUS has them",
        render_folder=later("aligner.formats.xces", "render"),
        keeps=("nulls", "scores", "statuses", "sentences", "paragraphs"),
        load=later("aligner.formats.xces", "load"),
    ),
    Format(
        "tei",
        "both documents with TEI links",
        render_folder=later("aligner.formats.tei", "render"),
        keeps=("nulls", "scores", "statuses", "sentences", "paragraphs"),
        load=later("aligner.formats.tei", "load"),
    ),
    Format(
        "xml",
        "XCES or TEI links beside their documents",
        read_from=(".xml", ".xml.gz"),
        keeps=("nulls", "scores", "statuses", "sentences", "paragraphs"),
        load=later("aligner.formats.xml_links", "load"),
    ),
)

# The formats that can be written, by suffix.
WRITTEN = {format.suffix: format for format in FORMATS if format.is_written}


def format_of(path: str | Path) -> Format | None:
    """The format of a file or folder, by the end of its name; None if no format has such a suffix.

    >>> [format.name for name in ("Book.JSON", "memory.tmx.gz", "text.doc") if (format := format_of(name))]
    ['json', 'tmx']
    """
    name = Path(path).name.lower()
    return next((format for format in FORMATS if name.endswith(format.suffixes)), None)


def is_folder_of_one(path: Path) -> bool:
    """Whether a folder, by its name, is a single alignment, such as ``book.xces``, rather than a place for several."""
    format = format_of(path)
    return format is not None and format.is_loaded and format.render_folder is not None


def is_aligned(path: Path) -> bool:
    """Whether a file is already an alignment: by its suffix or, if texts have that suffix too, by its content.

    A folder is often aligned into itself, so that on the next run its results are beside its documents. A file that
    cannot be read is not one of ours.
    """
    format = format_of(path)
    if format is None or not format.is_written:
        return False
    if format.is_ours is None:
        return True
    with contextlib.suppress(Exception):  # a damaged archive or file can fail in any way
        return format.is_ours(path)
    return False
