"""Errors for the user: each says what is wrong, where, and what to do about it, in one or two lines."""

from __future__ import annotations

from collections.abc import Sequence

# Columns of a table that one message names at most.
_MOST_NAMED = 8

# Probability from which a guess is no reason to doubt a result.
_SURE = 0.95


class AlignerError(Exception):
    """An input or a setting that cannot be used.

    Attributes:
        what: what is wrong, as a clause without a full stop.
        where: the file and, if known, the place in it; empty if it does not apply.
        remedy: what the user can do about it; empty if there is nothing to suggest.
        exit_code: the exit code of the command line.
    """

    exit_code = 3

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        self.what = what
        self.where = where
        self.remedy = remedy
        super().__init__(what)

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        return f"{head}; {self.remedy}" if self.remedy else head


class InputError(AlignerError):
    """A file that cannot be read, is empty, or is not what its name says."""


class RowError(InputError):
    """A row of a manifest that does not say which texts to align."""


class LanguageError(AlignerError):
    """A text without two languages to align, or in languages other than those requested."""


class CodeError(AlignerError, ValueError):
    """A code that stands for no language."""

    exit_code = 2


class MismatchError(AlignerError):
    """Two texts that are not translations of each other, to judge by their sizes or their words."""


class OutputError(AlignerError):
    """A result that cannot be written to the requested place."""


class DiskError(OutputError):
    """A disk that takes no more of any result: it is full, over its quota, read-only or failing."""


class MissingExtraError(AlignerError):
    """An optional part that is not installed; the remedy is its ``pip install`` line."""

    exit_code = 4


class AlignerWarning(UserWarning):
    """Something that a user must know of a result that was made all the same."""

    @property
    def is_note(self) -> bool:
        """Whether nothing need be done about it, so that the quiet are not told."""
        return False


class DoubtWarning(AlignerWarning):
    """Two texts that may not be translations of each other."""


class ContradictionWarning(AlignerWarning):
    """A text that is plainly in another language than the user says."""


class LeftOutWarning(AlignerWarning):
    """Columns of a table that are not among the sentences."""

    @classmethod
    def of_columns(cls, names: Sequence[str]) -> LeftOutWarning:
        """The warning that names these columns; of very many, the first.

        >>> print(LeftOutWarning.of_columns(["note", "date"]))
        left out: columns note, date
        """
        shown = [repr(name)[1:-1][:40] for name in names[:_MOST_NAMED]]
        more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
        return cls(f"left out: column{'s' if len(names) > 1 else ''} {', '.join(shown)}{more}")


class FileWarning(AlignerWarning):
    """Something that a user must know of how a file was read.

    Attributes:
        what: that, and what to do about it.
        where: the file; empty if that is not known.
    """

    def __init__(self, what: str, *, where: str = "") -> None:
        self.what = what
        self.where = where
        super().__init__(what)

    def __str__(self) -> str:
        return f"{self.where}: {self.what}" if self.where else self.what


class LostTextWarning(FileWarning):
    """Text of a file that is left out because it cannot be read, though the rest can."""


class GuessWarning(FileWarning):
    """How a text was read whose encoding nothing names.

    Attributes:
        doubtful: whether that may well be wrong.
    """

    def __init__(self, what: str, *, doubtful: bool, where: str = "") -> None:
        super().__init__(what, where=where)
        self.doubtful = doubtful

    @property
    def is_note(self) -> bool:
        """Whether the guess is sure."""
        return not self.doubtful

    @classmethod
    def of_encoding(cls, name: str, sure: float) -> GuessWarning:
        """The warning that names the encoding, and the probability that the text is as it says.

        >>> print(GuessWarning.of_encoding("Windows-1251", 0.996))
        read as Windows-1251 (sure: 99 %); --text-encoding names another
        """
        what = f"read as {name} (sure: {int(100 * sure)} %); --text-encoding names another"
        return cls(what, doubtful=sure < _SURE)

    @classmethod
    def of_loss(cls, name: str, places: int, line: int) -> GuessWarning:
        """The warning of a text with so many places, the first in this line, that are nothing in its encoding.

        >>> print(GuessWarning.of_loss("Windows-1251", 1, 7))
        read as Windows-1251, in which one place, in line 7, is no character: "\ufffd" stands for it
        """
        told = f"{places} places, the first in line {line}, are" if places > 1 else f"one place, in line {line}, is"
        kind, each = ("characters", "each") if places > 1 else ("character", "it")
        return cls(f'read as {name}, in which {told} no {kind}: "\ufffd" stands for {each}', doubtful=True)

    @classmethod
    def of_damage(cls, places: int, line: int) -> GuessWarning:
        """The warning of a text that is UTF-8 with so many exceptions, the first in this line.

        >>> print(GuessWarning.of_damage(2, 7))
        not all UTF-8: 2 places, the first in line 7, were read as Windows-1252
        """
        told = f"{places} places, the first in line {line}, were" if places > 1 else f"one place, in line {line}, was"
        return cls(f"not all UTF-8: {told} read as Windows-1252", doubtful=True)


class SearchWarning(AlignerWarning):
    """A search that was cut short, so that time and memory stay within bounds."""


class HintWarning(AlignerWarning):
    """Something that would make results better, and is not there."""
