"""All that is worth a look in an alignment, the worst first.

::

    Texts ──numbers, names, lengths … (one module each)──▶ findings ──▶ flags of each bead
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from aligner.model import Bead, Document
from aligner.progress import Progress, part
from aligner.quality.finding import FLAGS, Finding
from aligner.quality.inconsistent import inconsistent
from aligner.quality.lengths import lengths
from aligner.quality.low import low
from aligner.quality.markup import markup
from aligner.quality.moved import moved
from aligner.quality.names import names
from aligner.quality.numbers import numbers
from aligner.quality.questions import questions
from aligner.quality.runs import added, omitted
from aligner.quality.texts import STEP, Texts
from aligner.quality.untranslated import untranslated

if TYPE_CHECKING:
    from aligner.words.lexicon import Lexicon

# One for each flag, in the order of `FLAGS`.
_CHECKS: tuple[Callable[[Texts], Iterator[Finding]], ...] = (
    numbers,
    names,
    lengths,
    untranslated,
    omitted,
    added,
    inconsistent,
    questions,
    markup,
    moved,
    low,
)


def findings(
    source: Document,
    target: Document,
    beads: Sequence[Bead],
    *,
    lexicon: Lexicon | None = None,
    progress: Progress | None = None,
) -> list[Finding]:
    """What is worth a look in these beads, the worst first; of equal weight, as in `FLAGS`, in reading order.

    Args:
        source, target: the documents.
        beads: over their sentences.
        lexicon: what is known of the words, in this direction; None: the one that comes with the package, if any.
        progress: told how far the checks are.
    """
    from aligner.words.lexicon import Lexicon
    from aligner.words.shipped import shipped

    codes = source.language, target.language
    tell, done = part(progress, 0, 1), 0.0

    def within(step: str, share: float) -> None:
        nonlocal done
        done = max(done, (len(checked) + share) / len(_CHECKS))  # some checks look at all beads twice
        tell(step, done)

    known = lexicon or shipped(*codes) or Lexicon.empty(codes)
    texts = Texts(source, target, beads, known, within if progress else None)
    checked: list[list[Finding]] = []
    for check in _CHECKS:
        within(STEP, 0)
        checked.append(list(check(texts)))
    found = chain.from_iterable(checked)
    return sorted(found, key=lambda one: (-one.weight, FLAGS.index(one.flag), one.beads.start))
