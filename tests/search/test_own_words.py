"""A text teaches its own words: from beads that are likely right, and from those that a person made."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence

import numpy as np
import pytest
from factories import bead
from hypothesis import given, settings
from hypothesis import strategies as st
from stories import document, links

from aligner import Alignment, Bead, Lexicon, align
from aligner.options import Options
from aligner.search import own_words as module
from aligner.search.evidence import STRETCH, Evidence
from aligner.search.habits import Habits
from aligner.search.own_words import cross_fitted, learnt
from aligner.search.side import Side
from aligner.weights import MOST, UNSUPERVISED
from aligner.words.ties import tie
from aligner.words.train import train

# Two made-up languages: every word has four letters, and none looks like any other.
DICTIONARY = dict(
    zip(
        map("".join, itertools.product("bdfgk", "ae", "lm", "o")),
        map("".join, itertools.product("hjqvw", "xy", "tz", "u")),
        strict=True,
    )
)


def sentences(number: int, seed: int) -> tuple[list[str], list[str]]:
    """Sentences of five words each, and their translations; their lengths tell nothing."""
    made = [random.Random(f"{seed} {n}").sample(sorted(DICTIONARY), 5) for n in range(number)]
    return [" ".join(words) for words in made], [" ".join(DICTIONARY[word] for word in words) for words in made]


def test_beads_that_are_likely_wrong_teach_nothing():
    source, target = sentences(80, 1)
    wrong = ["neither nor"] * 60, ["jamás nunca"] * 60
    beads = [bead(str(n), str(n), 0.9 if n < 80 else 0.1) for n in range(140)]
    lexicon = learnt(document("xa", source + wrong[0]), document("xb", target + wrong[1]), beads)
    assert lexicon is not None
    best = {word: lexicon.translations(word, 1)[0][0] for word in lexicon.source_words}
    assert best == DICTIONARY
    assert lexicon.target_words == tuple(sorted(DICTIONARY.values()))


def test_too_few_likely_beads_teach_nothing_at_all():
    source, target = sentences(80, 2)
    beads = [bead(str(n), str(n), 0.9 if n < 10 else 0.1) for n in range(80)]
    assert learnt(document("xa", source), document("xb", target), beads) is None


def test_what_a_person_confirmed_teaches_the_words_whatever_its_score_was():
    """Which of the later sentences was left out, only the words of the confirmed beads tell; these have low scores."""
    done, missing = 60, 68
    source, target = sentences(76, 3)
    del target[missing]
    documents = document("xa", source), document("xb", target)
    beads = [bead(str(n), str(n), 0.01, status="confirmed") for n in range(done)]
    beads += [bead(str(n), "", 0.5) for n in range(done, len(source))]
    beads += [bead("", str(n), 0.5) for n in range(done, len(target))]
    found = align(*documents, keep=Alignment(*documents, tuple(beads)))
    rest = [([n], [n]) for n in range(done, missing)]
    rest += [([missing], []), *(([n], [n - 1]) for n in range(missing + 1, len(source)))]
    assert links(found)[done:] == rest


# Cross-fitting


def marked(number: int, letters: str) -> list[str]:
    """Sentences of one word each that no other sentence has, twice so that it is learnt."""
    words = ["".join(word) for word in itertools.islice(itertools.product(letters, repeat=5), number)]
    return [f"{word} {word}" for word in words]


def chain(seed: int) -> list[Bead]:
    """Beads of any shape, most of them sure, that cover two hundred sentences."""
    chance = random.Random(seed)
    shapes = [(1, 1)] * 8 + [(1, 2), (2, 1), (2, 2), (4, 1), (3, 2), (0, 1), (1, 0)]
    beads: list[Bead] = []
    i = j = 0
    while i < 200:
        a, b = chance.choice(shapes)
        beads.append(Bead(range(i, i + a), range(j, j + b), chance.choice([0.99, 0.9, 0.6, 0.5, 0.49])))
        i, j = i + a, j + b
    return beads


def strange(number: int, seed: int) -> list[str]:
    """Random sentences in a made-up language of its own; few of its words are frequent."""
    chance = random.Random(seed)
    letters = chance.sample("bcdfghjklmnpqrstvwxyz", 8)
    words = ["".join(chance.choices(letters, k=6)) for _ in range(400)]
    weights = [1 / (n + 1) for n in range(400)]
    return [" ".join(chance.choices(words, weights, k=chance.randint(4, 20))) for _ in range(number)]


def serving(lexicons: Sequence[Lexicon], rows: int) -> list[Lexicon]:
    """The lexicon by which beads that end at each row are judged."""
    sides = Side.of(document("xa", ["a"])), Side.of(document("xb", ["b"]))
    ties = tuple(tie(*(side.vocabulary for side in sides), Lexicon.empty()) for _ in lexicons)
    found = Evidence(*sides, ties, UNSUPERVISED, Habits.usual(*sides, 0.3))
    return [lexicons[ties.index(found.ties_at(row))] for row in range(rows)]


@settings(max_examples=12)
@given(st.integers(0, 10_000), st.sampled_from([10_000, 50]))
def test_no_bead_is_judged_by_what_its_own_sentences_taught(seed, long):
    """The words of a sentence are unknown to the lexicon of every row at which a bead that holds it can end."""
    beads = chain(seed)
    number = beads[-1].source.stop
    source, target = marked(number, "abcd"), marked(beads[-1].target.stop, "wxyz")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "LONG", long)
        lexicons = cross_fitted(source, target, beads)
    assert len(lexicons) == (module.FOLDS if long > len(beads) else module.FOLDS_OF_LONG)
    served = serving(lexicons, number + MOST)
    known = {side: [set(getattr(lexicon, side)) for lexicon in lexicons] for side in ("source_words", "target_words")}
    amounts = set()
    for each in beads:
        # A bead that shares a sentence with this one ends between its first sentence and `MOST` after its last.
        judging = {lexicons.index(served[row]) for row in range(each.source.start + 1, each.source.stop + MOST)}
        taught = set(range(len(lexicons))) - judging if each.score >= module.SURE and not each.is_null else set()
        amounts.add(len(taught))
        for texts, sentences, side in ((source, each.source, "source_words"), (target, each.target, "target_words")):
            for sentence in sentences:
                word = texts[sentence].split()[0]
                assert {k for k in range(len(lexicons)) if word in known[side][k]} == taught
    assert amounts == ({0, 2, 3} if len(lexicons) == 4 else {0, 1})


def test_beads_that_are_no_translations_gain_nothing_by_what_they_teach():
    """Random sentences against as many others, all taken for sure by a first round."""
    source, target = strange(200, 5), strange(200, 6)
    beads = [bead(str(n), str(n), 0.95) for n in range(200)]
    left, right = Side.of(document("xa", source)), Side.of(document("xb", target))

    def told(lexicons: Sequence[Lexicon]) -> float:
        """The lexical evidence of all these beads, in nats."""
        ties = tuple(tie(left.vocabulary, right.vocabulary, lexicon) for lexicon in lexicons)
        found = Evidence(left, right, ties, UNSUPERVISED, Habits.usual(left, right, 0.3))
        ends, ones = np.arange(1, 201), np.ones(200, np.int64)
        return float(found.words_of((ends, ends), (ones, ones)).sum())

    before, after = told([Lexicon.empty()]), told(cross_fitted(source, target, beads))
    assert after <= before
    # A lexicon taught by all of them believes them all.
    assert told([train(zip(source, target, strict=True), languages=("xa", "xb"))]) > before + 100


def test_beads_that_are_translations_gain_by_what_the_others_teach():
    source, target = sentences(200, 7)
    beads = [bead(str(n), str(n), 0.95) for n in range(200)]
    lexicons = cross_fitted(source, target, beads)
    assert len(lexicons) == module.FOLDS
    for lexicon in lexicons:
        assert {word: lexicon.translations(word, 1)[0][0] for word in lexicon.source_words} == DICTIONARY


@pytest.mark.parametrize(
    ("scores", "why"),
    [
        ([0.9] * 29 + [0.3] * 100, "too few sure beads"),
        ([0.9] * STRETCH, "one stretch holds them all"),
        ([0.9] * (2 * STRETCH - MOST), "the second stretch is too short to teach what serves the first"),
    ],
)
def test_where_a_text_can_teach_nothing_elsewhere_there_is_no_second_round(scores, why):
    source, target = sentences(len(scores), 8)
    beads = [bead(str(n), str(n), score) for n, score in enumerate(scores)]
    assert cross_fitted(source[: len(scores)], target, beads) == (), why


def test_what_a_text_teaches_makes_no_one_surer_of_beads_that_are_no_translations(monkeypatch):
    texts = document("xa", strange(300, 9)), document("xb", strange(300, 10))

    def linked() -> float:
        """The expected number of right beads."""
        found = align(*texts, options=Options(unrelated=True))
        return sum(bead.score for bead in found.beads if not bead.is_null)

    twice = linked()
    monkeypatch.setattr(module, "FEWEST", 10_000)
    print(twice, linked())
    assert twice <= linked()
