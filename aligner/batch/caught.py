"""What is warned of while something is done, taken from Python's warnings to be said in the program's own way."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from aligner.errors import AlignerWarning, HintWarning


@dataclass(frozen=True)
class Caught:
    """What was warned of, each once.

    Attributes:
        said: what this result is in doubt for.
        notes: what is no reason for doubt.
        hints: what concerns all results of its kind.
    """

    said: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)

    def _of(self, warning: AlignerWarning) -> list[str]:
        if isinstance(warning, HintWarning):
            return self.hints
        return self.notes if warning.is_note else self.said

    def add(self, warning: AlignerWarning) -> None:
        """Sort it in."""
        kept = self._of(warning)
        if (text := str(warning)) not in kept:
            kept.append(text)


@contextmanager
def warnings_caught() -> Iterator[Caught]:
    """What is warned of meanwhile; warnings that are not of ours are shown as ever."""
    found = Caught()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", AlignerWarning)
        yield found
    for warning in caught:
        if isinstance(warning.message, AlignerWarning):
            found.add(warning.message)
        else:
            warnings.showwarning(warning.message, warning.category, warning.filename, warning.lineno)
