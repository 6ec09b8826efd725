"""All that is worth a look in an alignment, the worst first.

::

    Texts ──numbers, names, lengths … (one module each)──▶ findings ──▶ flags of each bead
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from aligner.model import Bead, Document
from aligner.quality.finding import FLAGS, Finding
from aligner.quality.lengths import lengths
from aligner.quality.names import names
from aligner.quality.numbers import numbers
from aligner.quality.order import low, moved
from aligner.quality.texts import Texts
from aligner.quality.untranslated import untranslated

if TYPE_CHECKING:
    from aligner.words.lexicon import Lexicon

__all__ = ["FLAGS", "Finding", "findings"]

_CHECKS: tuple[Callable[[Texts], Iterator[Finding]], ...] = (numbers, names, lengths, untranslated, moved, low)


def findings(
    source: Document, target: Document, beads: Sequence[Bead], *, lexicon: Lexicon | None = None
) -> list[Finding]:
    """What is worth a look in these beads, the worst first; of equal weight, as in `FLAGS`, in reading order.

    Args:
        source, target: the documents.
        beads: over their sentences.
        lexicon: what is known of the words, in this direction; None: the one that comes with the package, if any.
    """
    texts = Texts(source, target, beads)
    found = [finding for check in _CHECKS for finding in check(texts)]
    return sorted(found, key=lambda one: (-one.weight, FLAGS.index(one.flag), one.beads.start))
