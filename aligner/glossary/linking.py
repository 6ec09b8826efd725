"""Which words of a bead translate each other: the evidence of all sources, and links by competition.

The chance of a pair of words comes from the texts themselves (`aligner.words.train`), from a lexicon, from looks, and
from what the alignment knows of its words, such as an encoder's meanings; the highest counts. Within a bead, words
compete for each other, as in Melamed 2000 (*Models of translational equivalence among words*)::

    strength(s, t) = √( p(t|s) / Σ p(t|s') · p(s|t) / Σ p(s|t') ) · e^(−apart)

Two words are linked if each is the strongest partner of the other. A word whose strongest partner is linked to a word
near it is linked to that partner, too: "Datenbank" is both "base" and "datos". Only what is spelt the same on both
sides has no second partner.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from aligner.words.guesses import guesses
from aligner.words.lexicon import Lexicon

if TYPE_CHECKING:
    from aligner.model import WordLinks
    from aligner.words.lexicon import LookUp

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
# Positions of a source word and a target word, and the strength of their link.
Link = tuple[int, int, float]

# What a grade of `aligner.model.GRADES` says of a pair: between the steps of `aligner.words.links`.
_GRADED = (0.0, 0.05, 0.2, 0.5)
# The chance that a word comes from nowhere, in the units of p.
_NULL = 0.02
# How fast a link loses strength with the distance between the places of both words in their sides, 0 to 1.
_APART = 1.0
# The least strength of a link; and, for a second link of a word, the least share of the strength of its first.
_LEAST, _SECOND = 0.15, 0.25
# A second link of a word reaches at most this far from the first.
_REACH = 3


@dataclass(frozen=True, eq=False)
class Types:
    """The words of one side of all beads.

    Attributes:
        keys: what stands for the forms of a word, its lemma or itself in lower case.
        forms: every form, in lower case.
        key_of: for each form, the index of its key.
    """

    keys: tuple[str, ...]
    forms: tuple[str, ...]
    key_of: Ints


@dataclass(frozen=True, eq=False)
class Chances:
    """p(t|s) and p(s|t) of pairs of keys.

    Attributes:
        width: number of target keys.
        places: ascending: source key × width + target key.
        forward, backward: the chances.
        same: for each source key the target key that is spelt alike, or -1.
    """

    width: int
    places: Ints
    forward: Floats
    backward: Floats
    same: Ints

    def of(self, source: Ints, target: Ints) -> tuple[Floats, Floats]:
        """Both chances, as tables [source, target], for the keys of two texts."""
        wanted = source[:, None] * self.width + target[None, :]
        if not len(self.places):
            return np.zeros(wanted.shape), np.zeros(wanted.shape)
        at = np.minimum(np.searchsorted(self.places, wanted), len(self.places) - 1)
        here = self.places[at] == wanted
        return np.where(here, self.forward[at], 0.0), np.where(here, self.backward[at], 0.0)


def chances(
    source: Types, target: Types, lexicon: Lexicon, own: Lexicon | None, known: Iterable[WordLinks] = ()
) -> Chances:
    """The highest of what each source says.

    Args:
        lexicon: over forms; may be empty.
        own: learnt from the texts, over keys.
        known: links of the alignments' own.
    """
    width = max(1, len(target.keys))
    parts = [*_of_forms(source, target, lexicon)]
    if own is not None:
        parts.append(_of_table(own.lookup(source.keys, target.keys), np.arange(len(source.keys)), np.arange(width)))
    parts.extend(_of_links(source, target, links.partners) for links in known)
    rows, columns, forward, backward = (np.concatenate(part) for part in zip(*parts, strict=True))
    places, which = np.unique(rows * width + columns, return_inverse=True)
    highest = np.zeros((2, len(places)))
    np.maximum.at(highest[0], which, forward)
    np.maximum.at(highest[1], which, backward)
    index = {key: k for k, key in enumerate(target.keys)}
    same = np.array([index.get(key, -1) for key in source.keys], np.int64)
    return Chances(width, places, highest[0], highest[1], same)


_Part = tuple[Ints, Ints, Floats, Floats]


def _of_forms(source: Types, target: Types, lexicon: Lexicon) -> tuple[_Part, _Part]:
    """What a lexicon says, and for words that it does not know, their looks."""
    found = lexicon.lookup(source.forms, target.forms)
    rows, columns, looks = guesses(source.forms, target.forms, (found.source_known, found.target_known))
    chance = looks.astype(np.float64)
    alike = source.key_of[rows], target.key_of[columns], chance, chance
    return _of_table(found, source.key_of, target.key_of), alike


def _of_table(found: LookUp, source: Ints, target: Ints) -> _Part:
    forward, backward = found.forward, found.backward
    rows = np.concatenate([source[forward.rows()], source[backward.columns]])
    columns = np.concatenate([target[forward.columns], target[backward.rows()]])
    nothing = np.zeros(len(forward.values)), np.zeros(len(backward.values))
    return (
        rows,
        columns,
        np.concatenate([forward.values, nothing[1]]),
        np.concatenate([nothing[0], backward.values]),
    )


def _of_links(source: Types, target: Types, partners: Mapping[str, Mapping[str, int]]) -> _Part:
    left, right = ({form: k for k, form in enumerate(side.forms)} for side in (source, target))
    found = [
        (source.key_of[left[word]], target.key_of[right[other]], _GRADED[grade])
        for word, others in partners.items()
        if word in left
        for other, grade in others.items()
        if other in right
    ]
    rows, columns, chance = (np.array(part) for part in zip(*found, strict=True)) if found else (np.zeros(0, int),) * 3
    return rows, columns, chance.astype(float), chance.astype(float)


def links(source: Ints, target: Ints, table: Chances) -> list[Link]:
    """The links between two texts, given by their keys."""
    if not len(source) or not len(target):
        return []
    forward, backward = table.of(source, target)
    explained = forward / (_once(forward, source) + _NULL), backward.T / (_once(backward.T, target) + _NULL)
    strength = np.sqrt(explained[0] * explained[1].T) * np.exp(-_APART * _apart(len(source), len(target)))
    fixed = table.same[source][:, None] == target[None, :]
    firsts = list(_first_links(strength))
    found = {(i, j): value for i, j, value in firsts}
    of_source, of_target = {i: j for i, j, _ in firsts}, {j: i for i, j, _ in firsts}
    more = [*_seconds(strength, of_target, source), *((i, j, v) for j, i, v in _seconds(strength.T, of_source, target))]
    for i, j, value in more:
        first = (of_target[j], j) if j in of_target and i not in of_source else (i, of_source.get(i, -1))
        if first in found and not fixed[first]:
            found.setdefault((i, j), value)
    return sorted((i, j, value) for (i, j), value in found.items())


def _first_links(strength: Floats) -> Iterator[Link]:
    """Words that are each other's strongest partner."""
    for_source, for_target = strength.argmax(1), strength.argmax(0)
    for i, j in enumerate(for_source.tolist()):
        if for_target[j] == i and strength[i, j] >= _LEAST:
            yield i, j, float(strength[i, j])


def _seconds(strength: Floats, taken: Mapping[int, int], keys: Ints) -> Iterator[Link]:
    """Rows whose strongest partner is taken by a row near them, of another word, and hardly stronger."""
    for i, j in enumerate(strength.argmax(1).tolist()):
        first = taken.get(j, i)
        if first != i and abs(first - i) <= _REACH and keys[first] != keys[i]:
            value = float(strength[i, j])
            if value >= max(_LEAST, _SECOND * float(strength[first, j])):
                yield i, j, value


def _once(values: Floats, keys: Ints) -> Floats:
    """The sums of columns; rows with the same key count once, because copies of a word are told apart by place."""
    _, first = np.unique(keys, return_index=True)
    return np.asarray(values[first].sum(axis=0, keepdims=True))


def _apart(n_source: int, n_target: int) -> Floats:
    """How far apart words stand, each in its own text, from 0 to 1."""
    here, there = ((np.arange(n) + 0.5) / n for n in (n_source, n_target))
    return np.abs(here[:, None] - there[None, :])
