"""How much better the words of the two sides of a bead explain each other than chance would: the lexical term.

For source tokens x and target tokens y it is, after Moore (2002), with IBM Model 1 as evidence::

    E(x,y) = ½ Σ_{t∈y} log( (1−λ)/(|x|+1) · Σ_{s∈x} p(t|s)/u(t) + λ )
           + ½ Σ_{s∈x} log( (1−λ)/(|y|+1) · Σ_{t∈y} p(s|t)/u(s) + λ )

λ is the share of tokens that need no explanation; it is larger for words of which little is known (`Ties`).

A window is some nodes of a corridor. Each of its rows reaches over a run of target sentences, and each of its columns
over a run of source sentences; one sum is kept for each token there::

    pairs of tied tokens ──▶ support of each token by the last 1 … MOST sentences before each node ──log, Σ──▶ sentences

Every sum is over one sentence, or over one bead. In texts that are searched together it is the same, to the last bit,
whatever else the window holds.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from aligner.search.several import MOST_TOGETHER
from aligner.search.side import Side
from aligner.weights import MOST
from aligner.words.table import runs
from aligner.words.ties import Ties

Floats = NDArray[np.floating]
Ints = NDArray[np.integer]

# Added to a sentence's number of tokens where a mean is taken, so that two words do not speak as loudly as twenty.
_FEW = 1.0
_LAST = np.arange(MOST)[:, None]


def explained(
    source: Side, target: Side, ties: Ties, nodes: tuple[Ints, Ints], unexplained: float | Floats
) -> tuple[Floats, Floats]:
    """E, and E per token of the sentence that the other side of the bead explains least.

    Both for each bead that ends at one of the nodes: float arrays [source size - 1, target size - 1, nodes]. Those of a
    bead that would start before the text are meaningless.

    Args:
        nodes: row and column of each; there must be some.
        unexplained: λ, of all documents or of each.
    """
    row, column = nodes
    forward, backward = _Reach.of(row, column, target), _Reach.of(column, row, source)
    is_long = len(source.begins) == 1 and max(len(source.lengths), len(target.lengths)) > MOST_TOGETHER
    support = _by_tables if is_long else _by_pairs
    of_target, of_source = support(forward, backward, ties)
    by_target = forward.sums(of_target, (source, ties.target_known, unexplained))
    by_source = backward.sums(of_source, (target, ties.source_known, unexplained))
    # Of each of the last 1 … MOST sentences before each node, how well it is explained: [explaining, last, nodes].
    target_part = by_target[:, forward.places(row, column - 1 - _LAST)]
    source_part = by_source[:, backward.places(column, row - 1 - _LAST)]
    total = _accumulated(np.add, target_part)
    total += _accumulated(np.add, source_part).swapaxes(0, 1)
    total /= 2
    target_part /= _size(target, column)
    source_part /= _size(source, row)
    weakest = _accumulated(np.minimum, target_part)
    np.minimum(weakest, _accumulated(np.minimum, source_part).swapaxes(0, 1), out=weakest)
    return total, weakest


@dataclass(frozen=True, eq=False)
class _Reach:
    """For each node of one side, the run of sentences of the other side that its beads in a window may hold.

    Attributes:
        other: the other side.
        base: the first of the nodes; they are numbered from there.
        low, high: int arrays [nodes]: first sentence, and one past the last.
        first, first_sentence: int arrays [nodes]: the place of the first token, and of the first sentence, of each run,
            where runs are written one after the other.
        tokens, sentences: how many all runs have.
    """

    other: Side
    base: int
    low: Ints
    high: Ints
    first: Ints
    first_sentence: Ints
    tokens: int
    sentences: int

    @classmethod
    def of(cls, nodes: Ints, others: Ints, other: Side) -> _Reach:
        """From the nodes of a window, on one side and on the other."""
        base, size = int(nodes.min()), int(np.ptp(nodes)) + 1
        low, high = np.full(size, len(other.starts)), np.zeros(size, np.int64)
        np.minimum.at(low, nodes - base, others)
        np.maximum.at(high, nodes - base, others)
        low = np.minimum(np.maximum(low - MOST, 0), high)
        tokens, sentences = np.cumsum(other.starts[high] - other.starts[low]), np.cumsum(high - low)
        first, first_sentence = tokens - (other.starts[high] - other.starts[low]), sentences - (high - low)
        return cls(other, base, low, high, first, first_sentence, int(tokens[-1]), int(sentences[-1]))

    def support(self, sentences: Ints, tokens: Ints, values: Floats) -> Floats:
        """float array [MOST, tokens]: how strongly the last 1 … MOST sentences before each node speak for each token.

        Args:
            sentences, tokens, values: pairs of tied tokens: the sentence of one, the other, and how telling it is.
        """
        begin, end = self.other.starts[self.low], self.other.starts[self.high]
        # Most pairs of a window lie outside the corridor, whichever node they are seen from.
        padding = np.full(MOST - 1, len(self.other.tokens)), np.zeros(MOST - 1, np.int64)
        least = sliding_window_view(np.concatenate([padding[0], begin, padding[0]]), MOST).min(axis=1)
        most = sliding_window_view(np.concatenate([padding[1], end, padding[1]]), MOST).max(axis=1)
        at = sentences + (MOST - self.base)
        near = np.flatnonzero((tokens >= least[at]) & (tokens < most[at]))
        sentences, tokens, values = sentences[near], tokens[near], values[near]
        support = np.empty((MOST, self.tokens))
        for k in range(MOST):
            node = sentences + (1 - self.base + k)
            here = np.flatnonzero((node >= 0) & (node < len(begin)))
            node, token = node[here], tokens[here]
            inside = (token >= begin[node]) & (token < end[node])
            node, token, value = node[inside], token[inside], values[here[inside]]
            support[k] = np.bincount((self.first - begin)[node] + token, value, self.tokens)
        for k in range(1, MOST):
            support[k] += support[k - 1]
        return support.astype(np.float32)

    def support_by_types(self, table: Floats, counted: _Counted) -> Floats:
        """The same from a table of how strongly each sentence of the nodes' side speaks for each word type.

        Args:
            table: float array [sentences, types].
            counted: the words of the other side.
        """
        size = len(self.low)
        missing = MOST - 1 + size - len(table)  # before the first sentence of the text are empty ones
        table = np.concatenate([np.zeros((missing, table.shape[1]), np.float32), table])
        running = np.empty((MOST, size, table.shape[1]), np.float32)
        running[0] = table[MOST - 1 :]
        for k in range(1, MOST):
            np.add(running[k - 1], table[MOST - 1 - k : MOST - 1 - k + size], out=running[k])
        begin = self.other.starts[self.low]
        node, token = runs(begin, self.other.starts[self.high] - begin)
        support: Floats = running[:, node, counted.types_of_tokens[token - counted.first]]
        return support

    @property
    def speaking(self) -> range:
        """The sentences of the nodes' own side that their beads may hold."""
        return range(max(self.base - MOST, 0), self.base + len(self.low) - 1)

    def sums(self, support: Floats, known: tuple[Side, Floats, float | Floats]) -> Floats:
        """float array [MOST, sentences]: log of how much likelier each sentence is beside these than anywhere.

        Args:
            known: the side of the nodes; of each word type of the other side, the chance that we would know its
                translation; λ.
        """
        side, chances, unexplained = known
        nodes = np.arange(self.base, self.base + len(self.low))
        counts = self.other.starts[self.high] - self.other.starts[self.low]
        share = np.asarray(1 - unexplained, np.float32)
        if share.ndim:
            share = share[side.document[nodes]]
        which, token = runs(self.other.starts[self.low], counts)
        support *= np.repeat(share / (side.spans.tokens[:, nodes] + 1), counts, axis=1)
        support += 1 - (share[which] if share.ndim else share) * chances[self.other.tokens[token]]
        np.log(support, out=support)
        _, sentence = runs(self.low, self.high - self.low)
        sizes = self.other.starts[sentence + 1] - self.other.starts[sentence]
        filled = np.flatnonzero(sizes)
        out = np.zeros((MOST, self.sentences + 1), np.float32)
        if len(filled):
            out[:, filled] = np.add.reduceat(support, (np.cumsum(sizes) - sizes)[filled], axis=1)
        return out

    def places(self, nodes: Ints, sentences: Ints) -> Ints:
        """The place of each sentence in what `sums` gives; the last one, which is 0, where a run does not hold it."""
        at = nodes - self.base
        offset = sentences - self.low[at]
        return np.where(offset >= 0, self.first_sentence[at] + offset, self.sentences)


@dataclass(frozen=True, eq=False)
class _Counted:
    """The words of some sentences.

    Attributes:
        first: the first token.
        types: int array: the word types, ascending.
        types_of_tokens: int array [tokens]: the place of each token's type among them.
        table: float array [sentences, types]: how often each occurs in each.
    """

    first: int
    types: Ints
    types_of_tokens: Ints
    table: Floats

    @classmethod
    def of(cls, side: Side, sentences: range) -> _Counted:
        """Those of some sentences of a side."""
        first, last = int(side.starts[sentences.start]), int(side.starts[sentences.stop])
        types, local = np.unique(side.tokens[first:last], return_inverse=True)
        places = (side.sentence[first:last] - sentences.start) * len(types) + local
        table = np.bincount(places, minlength=len(sentences) * len(types)).reshape(len(sentences), len(types))
        return cls(first, types, local, table.astype(np.float32))


def _by_tables(forward: _Reach, backward: _Reach, ties: Ties) -> tuple[Floats, Floats]:
    """Support of the tokens of the target, and of the source, by dense tables of their types: far faster where a window
    is full of words, as in a long text, and in the last bit not the same in each window.
    """
    source, target = _Counted.of(backward.other, forward.speaking), _Counted.of(forward.other, backward.speaking)
    onwards, back = ties.dense(source.types, target.types)
    return (
        forward.support_by_types(source.table @ onwards, target),
        backward.support_by_types(target.table @ back.T, source),
    )


def _by_pairs(forward: _Reach, backward: _Reach, ties: Ties) -> tuple[Floats, Floats]:
    """The same pair by pair of tied tokens: to the last bit, whatever else the window holds."""
    source, target = backward.other, forward.other
    left, right, entry = _tied(source, target, ties, (forward.speaking, backward.speaking))
    return (
        forward.support(source.sentence[left], right, ties.forward[entry]),
        backward.support(target.sentence[right], left, ties.backward[entry]),
    )


def _tied(source: Side, target: Side, ties: Ties, sentences: tuple[range, range]) -> tuple[Ints, Ints, Ints]:
    """All pairs of tied tokens of some sentences: source token, target token, and the entry of their tie."""
    (first, last), (begin, end) = (
        side.starts[[each.start, each.stop]].tolist() for side, each in zip((source, target), sentences, strict=True)
    )
    which, entry = ties.entries(source.tokens[first:last])
    tokens = target.tokens[begin:end]
    number = np.bincount(tokens, minlength=len(target.words))
    here = np.flatnonzero(number[ties.columns[entry]])
    which, entry = which[here], entry[here]
    columns = ties.columns[entry]
    pair, at = runs((np.cumsum(number) - number)[columns], number[columns])
    return which[pair] + first, np.argsort(tokens, kind="stable")[at] + begin, entry[pair]


def _size(side: Side, nodes: Ints) -> Floats:
    """float array [MOST, nodes]: the number of tokens of each of the last sentences before each node, and `_FEW`."""
    sentence = nodes - 1 - _LAST
    first = side.starts[np.maximum(sentence, 0)]
    out: Floats = ((side.starts[np.maximum(sentence + 1, 0)] - first) * (sentence >= 0) + _FEW).astype(np.float32)
    return out


def _accumulated(combine: np.ufunc, values: Floats) -> Floats:
    """Running sums, or minima, over the last 1 … MOST sentences, along the second-to-last axis."""
    out = values.copy()
    for k in range(1, MOST):
        combine(out[:, k], out[:, k - 1], out=out[:, k])
    return out
