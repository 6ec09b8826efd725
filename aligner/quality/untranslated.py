"""Text that was left as it was."""

from __future__ import annotations

from collections.abc import Iterator

from aligner.quality.finding import Finding
from aligner.quality.texts import Texts


def untranslated(texts: Texts) -> Iterator[Finding]:
    """Beads whose sides are the same text."""
    for k, left, right in texts.pairs():
        if left == right and any(map(str.isalpha, left)):
            yield Finding(range(k, k + 1), "untranslated", left, 0.8)
