"""Documents to Alignment: the only module that knows all the steps."""

from __future__ import annotations

import hashlib
import json
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from aligner.documents import Text, documents_of
from aligner.encoders import AUTO
from aligner.errors import AlignerError, DoubtWarning, MismatchError
from aligner.model import Alignment, Document
from aligner.options import Options
from aligner.progress import part
from aligner.weights import Known, Weights

if TYPE_CHECKING:
    from aligner.encoders.vectors import Encoder
    from aligner.progress import Progress
    from aligner.search.keep import Kept
    from aligner.search.knowledge import Knowledge
    from aligner.search.run import Found, Search
    from aligner.search.settled import Settled
    from aligner.words.lexicon import Lexicon

# The most pairs that `align_many` takes before it gives back the first, and about the most sentences of them all, as
# more would no longer fit into the processor's cache.
TOGETHER, _SENTENCES = 256, 1_000


def align(
    source: Text,
    target: Text,
    *,
    options: Options | None = None,
    lexicon: Lexicon | None = None,
    encoder: Encoder | str = AUTO,
    keep: Alignment | Kept | None = None,
    stops: Sequence[tuple[int, int]] = (),
    progress: Progress | None = None,
) -> Alignment:
    """Align a text with its translation.

    Args:
        source, target: texts, lists of sentences, blocks of `aligner.read` or `aligner.split`, or documents of
            `aligner.segment`.
        options: see `Options`.
        lexicon: for this pair of languages, in this direction; None: the one that comes with the package, if any;
            `Lexicon.empty()`: none at all.
        encoder: turns a list of texts into as many vectors, as evidence beside the lexicon; or the name of one, as in
            `aligner.encoders.load_model`; or "none"; or "auto": the multilingual encoder, if it is installed, for
            languages that it knows and the package has no lexicon for.
        keep: an earlier alignment of these texts, which may have been edited since; its confirmed and changed beads
            are found again by their texts and taken as they are, and so are sentences that were edited or divided.
            `aligner.search.keep.find_again` tells which beads are lost; what it returns can be given here too.
        stops: (i, j) where the first i source sentences and the first j target sentences belong together, in any
            order: no bead leads across. One that lies inside a kept bead, or contradicts one, is ignored.
        progress: called with the name of each step as it begins, and the share of all that is done.

    Raises `InputError` where a side has no sentences or no bead of `keep` is found, `MismatchError` where the sizes
    differ beyond `aligner.documents.MISMATCH` or the texts are plainly not translations (but see `Options.unrelated`),
    `ValueError` where stops contradict each other. Warns (classes of `aligner.errors`) with `DoubtWarning` where the
    texts may not be translations, with `SearchWarning` where the search was cut short, and with `ContradictionWarning`
    where a text is plainly in another language than `Options.languages` says.

    >>> alignment = align("It rained. We stayed at home.", "Llovía. Nos quedamos en casa.")
    >>> [(pair.source, pair.target) for pair in alignment.pairs()]
    [('It rained.', 'Llovía.'), ('We stayed at home.', 'Nos quedamos en casa.')]
    """
    from aligner.search.knowledge import Knowledge

    options = options or Options()
    part(progress, 0, 1)("splitting into sentences", 0)
    documents = documents_of(source, target, options)
    known = Knowledge.of((documents[0].language, documents[1].language), lexicon, encoder)
    task = _Task.of(documents, known, options, keep, stops, progress=part(progress, 0.05, 0.2))
    knowledge = task.knowledge(part(progress, 0.2, 0.7))
    return task.finished(task.search.run(knowledge), knowledge, part(progress, 0.7, 1))


def align_many(
    pairs: Iterable[tuple[Text, Text]],
    *,
    options: Options | None = None,
    lexicon: Lexicon | None = None,
    encoder: Encoder | str = AUTO,
) -> Iterator[Alignment | AlignerError]:
    """Align many texts with their translations, small ones many times as fast as one by one.

    Yields, for each pair in order, what `align` returns for it, to the last bit, or the `AlignerError` that `align`
    raises for it. Pairs are taken from the iterable as they are needed, at most `TOGETHER` ahead, and small ones are
    searched together. Other arguments, and warnings, are those of `align`.

    Raises what `align` raises for an encoder that cannot be had.

    >>> pairs = [("It rained.", "Llovía."), ("We left.", ""), ("It is cold.", "Hace frío.")]
    >>> for found in align_many(pairs, options=Options(languages=("en", "es"))):
    ...     print(found if isinstance(found, AlignerError) else found.beads[0].kind)
    1-1
    target: has no text; give a file with text in it
    1-1
    """
    from aligner.search.knowledge import Knowledge

    options = options or Options()
    known = cache(lambda codes: Knowledge.of(codes, lexicon, encoder))
    waiting: list[_Task | AlignerError] = []
    size = 0
    for source, target in pairs:
        try:
            documents = documents_of(source, target, options)
        except AlignerError as error:
            waiting.append(error)
        else:
            task = _Task.of(documents, known((documents[0].language, documents[1].language)), options)
            waiting.append(task)
            size += task.search.size
        if len(waiting) == TOGETHER or size > _SENTENCES:
            yield from _all_finished(waiting)
            waiting, size = [], 0
    yield from _all_finished(waiting)


def _all_finished(tasks: Sequence[_Task | AlignerError]) -> Iterator[Alignment | AlignerError]:
    """What becomes of each; the small ones of the same languages are searched together."""
    from aligner.search.run import run_together

    groups: dict[int, list[_Task]] = {}
    for task in tasks:
        if isinstance(task, _Task) and task.search.is_short and not task.known.looks_again:
            groups.setdefault(id(task.known), []).append(task)
    found = {
        id(task): result
        for group in groups.values()
        for task, result in zip(group, run_together([task.search for task in group], group[0].known), strict=True)
    }
    for task in tasks:
        if isinstance(task, AlignerError):
            yield task
            continue
        try:
            knowledge = task.knowledge()
            yield task.finished(found.get(id(task)) or task.search.run(knowledge), knowledge)
        except AlignerError as error:
            yield error


@dataclass(frozen=True, eq=False)
class _Task:
    """Two documents to be aligned.

    Attributes:
        source, target: the documents, with the sentences that a person edited.
        known: what is known of their languages.
        options: those of the run.
        settled: what a person has settled.
        search: what is searched.
    """

    source: Document
    target: Document
    known: Knowledge
    options: Options
    settled: Settled
    search: Search

    @classmethod
    def of(
        cls,
        documents: tuple[Document, Document],
        known: Knowledge,
        options: Options,
        keep: Alignment | Kept | None = None,
        stops: Sequence[tuple[int, int]] = (),
        *,
        progress: Progress | None = None,
    ) -> _Task:
        """The task for two documents; raises what `align` raises for `keep` and `stops`."""
        from aligner.search.run import Search

        kept = _kept(*documents, keep)
        if kept.edited:
            documents = kept.edited[0].document, kept.edited[1].document
        settled = _settled(*documents, kept, stops)
        search = Search.of(*documents, settled, options.weights_for(known.kind), progress)
        return cls(*documents, known, options, settled, search)

    def knowledge(self, progress: Progress | None = None) -> Knowledge:
        """What is known of the languages and of these words; raises what embedding words raises."""
        known = replace(self.known, progress=progress)
        if known.encoder is None:
            return known
        return known.with_meanings(self.search.left.vocabulary, self.search.right.vocabulary)

    def finished(self, found: Found, knowledge: Knowledge, progress: Progress | None = None) -> Alignment:
        """The alignment; raises `MismatchError` for texts that are plainly not translations, unless asked not to."""
        from aligner.quality.flags import flags
        from aligner.search.moved import joined
        from aligner.search.same_code import with_same_code
        from aligner.text.paragraphs import paragraph_beads

        source, target, lexicon, kind = self.source, self.target, self.known.lexicon, self.known.kind
        if not self.settled.is_kept:
            judged_as = Known.OWN_LEXICON if kind is Known.ENCODER and lexicon.source_words else kind
            _check_related(source, target, found, self.options, judged_as)
        beads = with_same_code(source, target, list(joined(found.beads, found.moved)))
        marks = flags(source, target, beads, lexicon=lexicon, progress=progress)
        whole = tuple(
            replace(bead, flags=mark) if mark and bead.status == "auto" else bead
            for bead, mark in zip(beads, marks, strict=True)
        )
        return Alignment(
            source,
            target,
            whole,
            paragraph_beads(source, target, found.beads),
            signature=_signature(self.known, self.search.weights) + self.settled.signature,
            options=self.options.as_json(),
            words=None if kind is Known.LEXICON else knowledge.words(source, target, whole),
        )


def _check_related(source: Document, target: Document, found: Found, options: Options, known: Known) -> None:
    """Raise `MismatchError` for texts that are plainly not translations, unless asked not to; warn where in doubt."""
    from aligner.quality.verdict import Verdict, shares, verdict

    share = max(shares(source, target, found.beads))
    judged = verdict(found.told.a_word, share, found.words, known)
    if judged is Verdict.UNRELATED and not options.unrelated:
        raise MismatchError(
            f"is not a translation of {source.name}: {share:.0%} of the text is linked",
            where=target.name,
            remedy="give its translation, or --unrelated to align them all the same",
        )
    if judged is not Verdict.TRANSLATIONS:
        warnings.warn(
            f"{source.name}, {target.name}: may not be translations of each other: {share:.0%} of the text is linked, "
            "and its words tell little",
            DoubtWarning,
            stacklevel=4,
        )


def _kept(source: Document, target: Document, keep: Alignment | Kept | None) -> Kept:
    from aligner.search.keep import Kept, find_again

    return find_again(keep, source, target) if isinstance(keep, Alignment) else keep or Kept()


def _settled(source: Document, target: Document, kept: Kept, stops: Sequence[tuple[int, int]]) -> Settled:
    """From what is kept and stops, which count the sentences before any was edited."""
    from aligner.search.settled import Settled

    if kept.edited:
        left, right = kept.edited
        stops = [(left.node(i), right.node(j)) for i, j in stops]
    return Settled.of(kept, stops, (len(source.sentences), len(target.sentences)))


def _signature(known: Knowledge, weights: Weights) -> str:
    """What the result depends on, in the style of a sacreBLEU signature."""
    from aligner.version import __version__

    parts = {
        "languages": "-".join(known.languages),
        "lexicon": known.lexicon.digest if known.lexicon.source_words else "none",
        "encoder": getattr(known.encoder, "name", "yes") if known.encoder else "none",
        "weights": _digest(weights),
        "version": __version__,
    }
    return "|".join(f"{key}:{value}" for key, value in parts.items())


@cache
def _digest(weights: Weights) -> str:
    """Eight hexadecimal digits that identify the weights."""
    return hashlib.sha256(json.dumps(weights.as_json(), sort_keys=True).encode()).hexdigest()[:8]
