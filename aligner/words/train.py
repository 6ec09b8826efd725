"""Sentence pairs -> lexicon: IBM Model 1 in both directions, by expectation–maximisation (Brown et al. 1993).

Each direction has a NULL word. The two directions agree on every link, after Liang et al. 2006 (*Alignment by
agreement*), but by the geometric mean of their posteriors rather than the product: the lexicon has 60 % of the entries
that Model 1 alone gives, and aligns slightly better (see `Recipe`).

To make this fast, a *slot* is one source token with one target token of the same pair, and an *entry* one source word
with one target word. Slots are listed once, in chunks, each with the number of its entry; an iteration is then a few
passes over arrays. The same pairs give the same bytes, because all sums run in the order of the pairs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise, repeat
from typing import TYPE_CHECKING

from aligner.errors import InputError
from aligner.languages.codes import check_pair
from aligner.words.corpus import Collected, NumberedText, Tokens
from aligner.words.lexicon import Lexicon
from aligner.words.table import Table
from aligner.words.tokens import tokenize

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from aligner.progress import Progress

    Integers = npt.NDArray[np.int64]
    Small = npt.NDArray[np.int32]
    Reals = npt.NDArray[np.float64]

# Cumulative shares of the time, measured on 265,000 pairs, once pairs are read and tokenised, and once slots are
# listed.
_READ, _LISTED = 0.27, 0.67
# An entry with at least this probability is informative however frequent its word; this matters only in tiny corpora.
_SURE = 0.5


@dataclass(frozen=True)
class Recipe:
    """How to train; the same for all languages.

    Values were chosen by sweeps on 265,000 English–Spanish pairs: with each lexicon, a small aligner with fixed weights
    was run on ten development sets (12 of their 7,749 pairs, mostly headings, are also in training). The measure is the
    gold path's mean negative log-likelihood per bead (and, in brackets, the number of wrong beads in all sets). These
    defaults give .0297 (70); single changes give:

    - floor .01, lift 5: Model 1 without agreement .0303 (85); 8 iterations .0300 (73); min_count 1 .0296 (75), with
      a file a third larger; discount 2 .0296 (70).
    - floor .001, lift 2: .0310 (79). Floor .01, lift 10: .0299 (70), but worse on literature. Lift 20: .0309 (98).
    - floor .001, lift 2, compared with that .0310: agreement by the product .0322; null 4 .0311; sentences weighted by
      source (Bible .3, software .5) .0336; a prior for the diagonal as in fast_align .0309, not worth the extra code.

    Attributes:
        iterations: number of iterations of expectation–maximisation.
        min_count: words seen less often are left out.
        longest: pairs with more tokens on a side are left out: they say little about words, and cost their product.
        null: number of NULL words in each sentence.
        discount: added to a word's total, so that words seen once or twice are trusted less.
        floor, lift: an entry is kept if p(t|s) is at least the floor, and also at least lift × u(t) or 1/2.
        most: maximum number of entries kept for a word, the likeliest ones.
        chunk: slots processed at once; with 4 million, training on those pairs takes 1.3 GB in total.
    """

    iterations: int = 5
    min_count: int = 2
    longest: int = 100
    null: float = 1.0
    discount: float = 0.5
    floor: float = 0.01
    lift: float = 5.0
    most: int = 50
    chunk: int = 4_000_000


DEFAULT = Recipe()


def train(
    pairs: Iterable[tuple[str, str]],
    *,
    languages: tuple[str, str],
    weights: Iterable[float] | None = None,
    tokens: Tokens = tokenize,
    recipe: Recipe = DEFAULT,
    progress: Progress | None = None,
) -> Lexicon:
    """A lexicon from pairs of sentences that translate each other.

    Args:
        pairs: texts of source and target.
        languages: their codes, which the lexicon keeps.
        weights: for each pair how much it counts, such as the probability that it is one; 1 by default.
        tokens: from a text to its words.
        recipe: see `Recipe`.
        progress: called with each step.

    Raises `InputError` if no word occurs often enough in the pairs, `CodeError` for what is no pair of codes.

    >>> pairs = [("the cat", "el gato"), ("the house", "la casa"), ("a cat", "un gato"), ("a house", "una casa")]
    >>> train(pairs, languages=("en", "es")).translations("cat", 1)[0][0]
    'gato'
    """
    import numpy as np

    check_pair(languages)
    tell = progress or (lambda step, share: None)
    collected = Collected(tokens, recipe.longest)
    # How many will come is unknown, so this shows half way at 100,000 pairs and never quite reaches the end.
    collected.read(
        pairs,
        repeat(1.0) if weights is None else weights,
        lambda number: tell(f"read {number:,} pairs", _READ * number / (number + 100_000)),
    )
    source, target = (side.text(recipe.min_count) for side in (collected.source, collected.target))
    if not source.words or not target.words:
        what = f"no word occurs {recipe.min_count} times"
        raise InputError(what, where="the training pairs", remedy="give more pairs")
    tell("listing word pairs", _READ)
    model = _Model(source, target, np.array(collected.weights), recipe.chunk)
    for number in range(recipe.iterations):
        tell(f"iteration {number + 1} of {recipe.iterations}", _LISTED + (1 - _LISTED) * number / recipe.iterations)
        model.iterate(recipe)
    lexicon = model.lexicon(languages, recipe)
    tell("done", 1.0)
    # Rounded now, so that a lexicon works the same before and after it is saved.
    return lexicon.rounded()


@dataclass(frozen=True, eq=False)
class _Chunk:
    """The slots of the sentence pairs first … last - 1, target token by target token.

    Attributes:
        entries: the entries that occur here, ascending.
        slots: for each slot the index in `entries`.
    """

    first: int
    last: int
    entries: Small
    slots: Small


class _Model:
    """The state of training: p(t|s) and p(s|t) of each entry (source words `rows`, target words `columns`) and NULL."""

    def __init__(self, source: NumberedText, target: NumberedText, weights: Reals, chunk: int) -> None:
        import numpy as np

        self.source, self.target, self.weights = source, target, weights
        keyed = [self._keyed(first, last) for first, last in _bounds(source, target, chunk)]
        keys = np.unique(np.concatenate([keys for _, _, keys, _ in keyed]))
        self.chunks = [
            _Chunk(first, last, np.searchsorted(keys, here).astype(np.int32), slots)
            for first, last, here, slots in keyed
        ]
        self.rows, self.columns = np.divmod(keys, len(target.words))
        # Any equal values will do as a start, because the first iteration uses only ratios.
        self.forward, self.backward = np.ones(len(keys)), np.ones(len(keys))
        self.forward_null, self.backward_null = np.ones(len(target.words)), np.ones(len(source.words))

    def _keyed(self, first: int, last: int) -> tuple[int, int, Integers, Small]:
        """Keys (source word × target words + target word) of a chunk's entries, and the index of each slot's entry."""
        import numpy as np

        row, column = self._grid(first, last)
        source_word = self.source.part(first, last).astype(np.int64)[column]
        keys, slots = np.unique(
            source_word * len(self.target.words) + self.target.part(first, last)[row], return_inverse=True
        )
        return first, last, keys, slots.astype(np.int32)

    def _grid(self, first: int, last: int) -> tuple[Integers, Integers]:
        """For each slot of a chunk, its target token and source token, counted from the first in the chunk."""
        import numpy as np

        source_starts = self.source.starts[first : last + 1] - self.source.starts[first]
        source_sizes, target_sizes = np.diff(source_starts), np.diff(self.target.starts[first : last + 1])
        slots_of_token = np.repeat(source_sizes, target_sizes)
        before = np.cumsum(slots_of_token) - slots_of_token
        row = np.repeat(np.arange(len(slots_of_token)), slots_of_token)
        shift = np.repeat(source_starts[:-1], target_sizes) - before
        return row, np.arange(len(row)) + np.repeat(shift, slots_of_token)

    def iterate(self, recipe: Recipe) -> None:
        """One iteration: the expected count of every link, and the probabilities that follow from these counts."""
        import numpy as np

        counts = np.zeros(len(self.rows))
        target_null, source_null = np.zeros(len(self.target.words)), np.zeros(len(self.source.words))
        for chunk in self.chunks:
            row, column = self._grid(chunk.first, chunk.last)
            source, target = self.source.part(chunk.first, chunk.last), self.target.part(chunk.first, chunk.last)
            forward, backward = self.forward[chunk.entries], self.backward[chunk.entries]
            by_null = recipe.null * self.forward_null[target], recipe.null * self.backward_null[source]
            # The total that explains each target token, and each source token.
            target_total = np.bincount(row, forward[chunk.slots], len(target)) + by_null[0]
            source_total = np.bincount(column, backward[chunk.slots], len(source)) + by_null[1]
            posterior = np.sqrt(forward * backward)[chunk.slots]
            posterior *= np.sqrt(1 / target_total)[row]
            posterior *= np.sqrt(1 / source_total)[column]
            source_weight, target_weight = (
                np.repeat(self.weights[chunk.first : chunk.last], np.diff(side.starts[chunk.first : chunk.last + 1]))
                for side in (self.source, self.target)
            )
            posterior *= target_weight[row]
            counts[chunk.entries] += np.bincount(chunk.slots, posterior, len(chunk.entries))
            target_null += np.bincount(target, target_weight * by_null[0] / target_total, len(target_null))
            source_null += np.bincount(source, source_weight * by_null[1] / source_total, len(source_null))
        row_total = np.bincount(self.rows, counts, len(self.source.words)) + recipe.discount
        column_total = np.bincount(self.columns, counts, len(self.target.words)) + recipe.discount
        self.forward, self.backward = counts / row_total[self.rows], counts / column_total[self.columns]
        self.forward_null, self.backward_null = target_null / target_null.sum(), source_null / source_null.sum()

    def lexicon(self, languages: tuple[str, str], recipe: Recipe) -> Lexicon:
        """What the model has learnt, without uninformative entries."""
        import numpy as np

        n_source, n_target = len(self.source.words), len(self.target.words)
        forward = _telling(self.rows, self.forward, self.target.probability[self.columns], recipe)
        backward = _telling(self.columns, self.backward, self.source.probability[self.rows], recipe)
        return Lexicon(
            languages=languages,
            source_words=self.source.words,
            target_words=self.target.words,
            source_probability=self.source.probability.astype(np.float32),
            target_probability=self.target.probability.astype(np.float32),
            forward=Table.of_entries(self.rows, self.columns, forward, n_source),
            backward=Table.of_entries(self.columns, self.rows, backward, n_target),
        )


def _bounds(source: NumberedText, target: NumberedText, chunk: int) -> list[tuple[int, int]]:
    """First and last sentence pair (excluding the last) of each chunk."""
    import numpy as np

    slots = np.cumsum(np.diff(source.starts) * np.diff(target.starts))
    edges = np.searchsorted(slots, np.arange(chunk, slots[-1], chunk))
    edges = np.unique(np.concatenate([[0], edges, [len(slots)]])).tolist()
    return list(pairwise(edges))


def _telling(rows: Integers, values: Reals, chance: Reals, recipe: Recipe) -> Reals:
    """The values, with 0 for those below the floor, near chance, or not among the likeliest of their row."""
    import numpy as np

    kept = np.flatnonzero((values >= recipe.floor) & (values >= np.minimum(recipe.lift * chance, _SURE)))
    kept = kept[np.lexsort((-values[kept], rows[kept]))]
    rank = np.arange(len(kept)) - np.searchsorted(rows[kept], rows[kept])
    kept = kept[rank < recipe.most]
    out = np.zeros_like(values)
    out[kept] = values[kept]
    return out
