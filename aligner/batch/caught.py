"""What is warned of while something is done, taken from Python's warnings to be said in the program's own way."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from aligner.errors import AlignerWarning, HintWarning


@dataclass(frozen=True)
class Caught:
    """What was warned of, each once: what concerns this result, and hints for all results of its kind."""

    said: list[str] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)


@contextmanager
def warnings_caught() -> Iterator[Caught]:
    """What is warned of meanwhile; warnings that are not of ours are shown as ever."""
    found = Caught()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", AlignerWarning)
        yield found
    for warning in caught:
        kept = found.hints if issubclass(warning.category, HintWarning) else found.said
        if not issubclass(warning.category, AlignerWarning):
            warnings.showwarning(warning.message, warning.category, warning.filename, warning.lineno)
        elif (text := str(warning.message)) not in kept:
            kept.append(text)
