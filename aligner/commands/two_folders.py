"""The documents in two folders: which file belongs to which, by name and, where names do not match, by content.

::

    en/day.md, es/day.docx       day             one name
    en/intro.md, es/entrada.md   intro-entrada   no such name on the other side, and they translate each other
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from aligner.commands.folders import Found, Held, alike
from aligner.commands.names import Languages, distinct, in_play, of_pair
from aligner.errors import AlignerError, InputError
from aligner.languages.in_names import stem

_ALONE = "no partner of that name in the other folder, or more than one"


@dataclass(frozen=True)
class Pair:
    """Two files that belong together.

    Attributes:
        source, target: their paths.
        score: the probability that they do.
        doubt: why that is doubtful; empty where it is sure.
    """

    source: str
    target: str
    score: float
    doubt: str = ""


@dataclass(frozen=True)
class ByContent:
    """What is found among some files.

    Attributes:
        languages: codes of source and target.
        pairs: files that belong together, in the order of the sources.
        left: why each of the other files is left over.
        failed: files that cannot be read.
    """

    languages: tuple[str, str]
    pairs: tuple[Pair, ...]
    left: Mapping[str, str]
    failed: Mapping[str, AlignerError]


# Finds which of some source and target files, given by their paths, belong together.
Matcher = Callable[[Sequence[str], Sequence[str]], ByContent | None]


@dataclass(frozen=True, eq=False)
class TwoFolders:
    """The documents of two folders, and which belong together.

    Attributes:
        left, right: what each folder holds.
        codes: of the languages that are no part of a document's name.
        named: source -> target file, by their names.
        content: what was found among the others, if they were looked at.
    """

    left: Held
    right: Held
    codes: frozenset[str]
    named: Mapping[Path, Path]
    content: ByContent | None = None

    @classmethod
    def of(
        cls, source: Path, target: Path, languages: Languages | None = None, *, recursive: bool = False
    ) -> TwoFolders:
        """Match the files by name: the same apart from suffixes and the codes of their languages.

        If several files share such a name, files with the same full name belong together, then files with the same
        suffix. Arguments as for `of_folder`. Raises `InputError` if a folder has no document, or cannot be read.
        """
        for path, other in ((source, "target"), (target, "source")):
            if not path.exists():
                raise InputError("no such folder", where=str(path), remedy="check the name")
            if not path.is_dir():
                what = f"is a file, and the {other} is a folder"
                raise InputError(what, where=str(path), remedy="give two files or two folders")
        left, right = Held.of(source, recursive), Held.of(target, recursive)
        codes = in_play(left.documents, right.documents, languages)
        return cls(left, right, codes, _by_name(left, right, codes))

    @cached_property
    def partners(self) -> dict[Path, Path]:
        """Source -> target file, by name or by content where that is sure."""
        pairs = self.content.pairs if self.content else ()
        return {**self.named, **{Path(pair.source): Path(pair.target) for pair in pairs if not pair.doubt}}

    @property
    def alone(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The files of both sides without a partner."""
        taken = set(self.partners.values())
        return (
            tuple(str(path) for path in self.left.documents if path not in self.partners),
            tuple(str(path) for path in self.right.documents if path not in taken),
        )

    def with_content(self, content: ByContent | None) -> TwoFolders:
        """The same, once the files that were alone have been looked at."""
        return replace(self, content=content)

    def names(self, partners: Mapping[Path, Path]) -> dict[Path, str]:
        """A name for each document, by its source file: those of files that share no name have both."""
        sources = [path for path in self.left.documents if path in partners]

        def short(path: Path) -> str:
            if self.named.get(path) == partners[path]:
                return self.left.name(path, self.codes)
            return (self.left.parent(path) / of_pair(path, partners[path])).as_posix()

        return dict(zip(sources, distinct(sources, short, self.left.full_name), strict=True))

    def found(self) -> Found:
        """The documents to align, and why the other files are left; raises `InputError` if there are none."""
        if not self.partners:
            what, remedy = "no two documents share a name", "name partners alike"
            if self.content:
                what = f"{what}, or are sure to belong together by content"
                remedy = f"{remedy}, or see what 'aligner match' says of them"
            raise InputError(what, where=f"{self.left.folder}, {self.right.folder}", remedy=remedy)
        names = self.names(self.partners)
        pairs = self.content.pairs if self.content else ()
        failed = self.content.failed if self.content else {}
        return Found(
            tuple((name, str(path), str(self.partners[path])) for path, name in names.items()),
            (*self._reasons(), *self.left.left, *self.right.left),
            (
                *self.left.unreadable,
                *self.right.unreadable,
                *((path, f"could not be matched by content: {error.what}") for path, error in failed.items()),
            ),
            {names[Path(pair.source)]: pair.score for pair in pairs if not pair.doubt},
        )

    def _reasons(self) -> list[tuple[str, str]]:
        """Why each file that is alone is so; two that may belong together are named together."""
        if self.content is None:
            return [(path, _ALONE) for side in self.alone for path in side]
        doubtful = [
            (f"{pair.source}, {pair.target}", f"may belong together ({pair.score:.2f}), {pair.doubt}")
            for pair in self.content.pairs
            if pair.doubt
        ]
        return [*doubtful, *self.content.left.items()]


def _by_name(left: Held, right: Held, codes: frozenset[str]) -> dict[Path, Path]:
    """Source -> target file where they share a name."""
    partners: dict[Path, Path] = {}
    for key in (_full_name, _stem_and_suffix, stem):
        taken = set(partners.values())
        partners |= alike(
            {path: (left.parent(path), key(path, codes)) for path in left.documents if path not in partners},
            {path: (right.parent(path), key(path, codes)) for path in right.documents if path not in taken},
        )
    return partners


def _full_name(path: Path, _codes: frozenset[str]) -> str:
    return path.name


def _stem_and_suffix(path: Path, codes: frozenset[str]) -> tuple[str, str]:
    return stem(path, codes), path.suffix.lower()
