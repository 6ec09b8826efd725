"""Documents to Alignment: the only module that knows all the steps."""

from __future__ import annotations

import hashlib
import json
import warnings
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from aligner.encoders import AUTO
from aligner.errors import DoubtWarning, InputError, MismatchError
from aligner.model import Alignment, Block, Document
from aligner.options import Options
from aligner.progress import part
from aligner.weights import Known, Weights

if TYPE_CHECKING:
    from aligner.encoders.vectors import Encoder
    from aligner.progress import Progress
    from aligner.search.keep import Kept
    from aligner.search.run import Found
    from aligner.search.settled import Settled
    from aligner.words.lexicon import Lexicon

Text = str | Document | Sequence[Block] | Sequence[str]

# A text this many times as long as the other, in characters, is not its translation, or hardly any of it is.
MISMATCH = 20.0
# Texts of up to this many characters may differ in size by any factor: so few prove nothing.
MISMATCH_SIZE = 500


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
    differ beyond `MISMATCH` or the texts are plainly not translations (but see `Options.unrelated`), `ValueError` where
    stops contradict each other. Warns (classes of `aligner.errors`) with `DoubtWarning` where the texts may not be
    translations, with `SearchWarning` where the search was cut short, and with `ContradictionWarning` where a text is
    plainly in another language than `Options.languages` says.

    >>> alignment = align("It rained. We stayed at home.", "Llovía. Nos quedamos en casa.")
    >>> [(pair.source, pair.target) for pair in alignment.pairs()]
    [('It rained.', 'Llovía.'), ('We stayed at home.', 'Nos quedamos en casa.')]
    """
    from aligner.search.run import Knowledge, Search

    options = options or Options()
    languages = options.languages or (None, None)
    tell = part(progress, 0, 1)
    tell("splitting into sentences", 0)
    source_document = document(source, languages[0], name="source", options=options)
    target_document = document(target, languages[1], name="target", options=options)
    _check_sizes(source_document, target_document)
    codes = source_document.language, target_document.language
    known = Knowledge.of(codes, lexicon, encoder)
    lexicon, kind = known.lexicon, known.kind
    kept = _kept(source_document, target_document, keep)
    if kept.edited:
        source_document, target_document = (each.document for each in kept.edited)
    settled = _settled(source_document, target_document, kept, stops)
    search = Search.of(source_document, target_document, settled, options.weights_for(kind), part(progress, 0.05, 0.2))
    searching = part(progress, 0.2, 0.7)
    words = search.left.vocabulary, search.right.vocabulary
    knowledge = replace(known, progress=searching).with_meanings(*words)
    found = search.run(knowledge)
    if not settled.is_kept:
        judged_as = Known.OWN_LEXICON if kind is Known.ENCODER and lexicon.source_words else kind
        _check_related(source_document, target_document, found, options, judged_as)
    from aligner.quality.flags import flags
    from aligner.search.moved import joined
    from aligner.search.same_code import with_same_code
    from aligner.text.paragraphs import paragraph_beads

    beads = with_same_code(source_document, target_document, list(joined(found.beads, found.moved)))
    marks = flags(source_document, target_document, beads, lexicon=lexicon, progress=part(progress, 0.7, 1))
    whole = tuple(
        replace(bead, flags=mark) if bead.status == "auto" else bead for bead, mark in zip(beads, marks, strict=True)
    )
    return Alignment(
        source_document,
        target_document,
        whole,
        paragraph_beads(source_document, target_document, found.beads),
        signature=_signature(codes, lexicon, known.encoder, options.weights_for(kind)) + settled.signature,
        options=options.as_json(),
        words=None if kind is Known.LEXICON else knowledge.words(source_document, target_document, whole),
    )


def document(text: Text, language: str | None, *, name: str, options: Options) -> Document:
    """A text or blocks as a Document: split into blocks, its language identified if not given, segmented.

    Warns with `ContradictionWarning` if the text is plainly in another language than the one given.
    """
    from aligner.characters import MEANINGLESS
    from aligner.read.plain.text import blocks_of
    from aligner.read.texts import clean
    from aligner.text.segment import are_sentences, segment, segment_lines, segment_list

    if isinstance(text, Document):
        return text
    if isinstance(text, str) and options.pre_segmented:
        text = MEANINGLESS.sub("", text)
        return segment_lines(text, _language(text, language, name), name=name)
    given: Sequence[Any] = blocks_of(clean(text)) if isinstance(text, str) else tuple(text)
    if not all(isinstance(each, (Block, str)) for each in given):
        remedy = "give a text, a list of sentences, or what aligner.read gives"
        raise InputError("is neither a text nor made of blocks or sentences", where=name, remedy=remedy)
    if are_sentences(given):
        return segment_list(given, _language("\n".join(given), language, name), name=name)
    blocks: Sequence[Any] = given
    prose = "\n".join(block.text for block in blocks if block.kind != "code")
    return segment(blocks, _language(prose, language, name), name=name, abbreviations=options.abbreviations)


def _language(text: str, given: str | None, name: str) -> str:
    """The language given, or else identified; warns if the text contradicts it."""
    from aligner.languages.contradiction import warn_if_contradicted
    from aligner.languages.identify import identify

    if given is None:
        return identify(text).language
    warn_if_contradicted(text, given, name, stacklevel=4)
    return given


def _check_sizes(source: Document, target: Document) -> None:
    sizes = [sum(len(sentence.text) for sentence in side.sentences) for side in (source, target)]
    for side, size in zip((source, target), sizes, strict=True):
        if not size:
            raise InputError("has no text", where=side.name, remedy="give a file with text in it")
    if max(sizes) > max(MISMATCH * min(sizes), MISMATCH_SIZE):
        short, long = (source, target) if sizes[0] < sizes[1] else (target, source)
        raise MismatchError(
            f"has {_counted(short)} against {len(long.sentences)} of {long.name}: not a translation of it",
            where=short.name,
            remedy="give a text and its whole translation",
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
            stacklevel=3,
        )


def _counted(document: Document) -> str:
    number = len(document.sentences)
    return f"{number} sentence{'s' * (number != 1)}"


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


def _signature(languages: tuple[str, str], lexicon: Lexicon, encoder: Encoder | None, weights: Weights) -> str:
    """What the result depends on, in the style of a sacreBLEU signature."""
    from aligner.version import __version__

    parts = {
        "languages": "-".join(languages),
        "lexicon": lexicon.digest if lexicon.source_words else "none",
        "encoder": getattr(encoder, "name", "yes") if encoder else "none",
        "weights": hashlib.sha256(json.dumps(weights.as_json(), sort_keys=True).encode()).hexdigest()[:8],
        "version": __version__,
    }
    return "|".join(f"{key}:{value}" for key, value in parts.items())
