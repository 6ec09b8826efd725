"""The formats of an alignment, one record each: everything else in the program that depends on a format asks here.

To add one: a module in this folder with a function to write, to read back, or both, and a record in `FORMATS`. Modules
are imported when they are used.
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

# What a file can hold of an alignment beside its texts: nulls; scores, to four decimals; flags; what a person confirmed
# or changed; where each sentence ends; which beads share a paragraph; beads below ``min_score``; and all the rest, such
# as gaps between sentences, options, and scores to the last bit.
PARTS = ("nulls", "scores", "flags", "statuses", "sentences", "paragraphs", "low", "rest")

Languages = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Format:
    """A format, and what the program can do with it.

    Attributes:
        name: how ``--to`` and `aligner.write` call it; with a dot before it, the suffix of what is written.
        summary: what it is, in a few words for help and README.
        read_from: `suffixes`, where they are not just the one that is written.
        render: alignment -> the bytes of a file.
        render_folder: alignment, stem of the folder's name -> the files of a folder. A format has one of the two, or
            neither if it is only read.
        variants: other ways to write it, by what follows the name and a plus sign: ``tsv+excel``.
        library: what writing needs beside the core, and the extra that brings it.
        keeps: those of `PARTS` that survive in a file and come back from it; what never comes back need not be named.
        load: a file that says everything about itself -> alignment.
        load_ladder: sentence numbers and the two documents that they count -> alignment.
        table: a file of pairs, the languages to take (None: as the file or its texts say), a function that is told
            what people should know -> the pairs.
        stream: the same for training, where a file may be larger than the memory and hold pairs of any origin;
            a gzipped one too.
        language_codes: the languages that a file names, for formats that are streamed.
        rungs: the beads of a ladder for evaluation, which needs no documents.
        shows_words: whether a file shows which words translate each other.
        is_ours: whether a file comes from this program, for suffixes that texts have too.
        holds_human_work: whether a file holds what a person confirmed or changed, and must not be lost.
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
    rungs: Callable[[str | Path], tuple[Rung, ...]] | None = None
    shows_words: bool = False
    is_ours: Callable[[Path], bool] | None = None
    holds_human_work: Callable[[str | Path], bool] | None = None

    @property
    def suffix(self) -> str:
        """The suffix of what is written."""
        return f".{self.name}"

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The suffixes of what is read back, in the order in which they are looked for."""
        return self.read_from or (self.suffix,)

    @property
    def is_written(self) -> bool:
        """Whether there is a writer."""
        return bool(self.render or self.render_folder)

    @property
    def is_loaded(self) -> bool:
        """Whether an alignment can be read back."""
        return bool(self.load or self.load_ladder or self.table)

    @property
    def lossless(self) -> bool:
        """Whether everything comes back."""
        return self.keeps == PARTS


# In the order in which help and messages name them.
FORMATS: tuple[Format, ...] = (
    Format(
        "tsv",
        "the table",
        render=later("aligner.formats.tsv", "render"),
        variants={"excel": later("aligner.formats.tsv", "render_for_excel")},
        keeps=("nulls", "scores", "flags", "paragraphs"),
        table=later("aligner.formats.tsv", "table_of"),
        stream=later("aligner.formats.tsv", "stream_pairs"),
        is_ours=later("aligner.formats.tsv", "is_ours"),
    ),
    Format(
        "json",
        "the lossless store that all others are made from",
        render=later("aligner.formats.json.writing", "render"),
        keeps=PARTS,
        load=later("aligner.formats.json.reading", "load"),
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
        "a workbook to filter and edit; edits are read back by id",
        render=later("aligner.formats.xlsx.writing", "render"),
        library=("openpyxl", "documents"),
        keeps=("nulls", "scores", "flags", "statuses", "paragraphs"),
        table=later("aligner.formats.xlsx.reading", "table_of"),
        is_ours=later("aligner.formats.xlsx", "is_ours"),
    ),
    Format(
        "epub",
        "a bilingual book",
        render=later("aligner.formats.epub", "render"),
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

# What can be written, by suffix.
WRITTEN = {format.suffix: format for format in FORMATS if format.is_written}


def format_of(path: str | Path) -> Format | None:
    """The format of a file or folder by the end of its name; None where no format is called so.

    >>> [format.name for name in ("Book.JSON", "memory.tmx.gz", "text.doc") if (format := format_of(name))]
    ['json', 'tmx']
    """
    name = Path(path).name.lower()
    return next((format for format in FORMATS if name.endswith(format.suffixes)), None)


def is_folder_of_one(path: Path) -> bool:
    """Whether a folder, by its name, is one alignment, such as ``book.xces``, and not a place for several."""
    format = format_of(path)
    return format is not None and format.is_loaded and format.render_folder is not None


def is_aligned(path: Path) -> bool:
    """Whether a file is aligned already: by its name, or where texts are called so too, because it is ours.

    A folder is often aligned into itself, and on the next run its results lie beside its documents. Files that cannot
    be read are not ours.
    """
    format = format_of(path)
    if format is None or not format.is_written:
        return False
    if format.is_ours is None:
        return True
    from zipfile import BadZipFile

    with contextlib.suppress(OSError, BadZipFile, NotImplementedError, RuntimeError, ValueError):
        return format.is_ours(path)
    return False
