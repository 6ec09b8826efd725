"""A text teaches its own words: from beads that are likely right, and from those that a person made."""

from __future__ import annotations

import itertools
import random

from factories import bead
from stories import document, links

from aligner import Alignment, align
from aligner.search.own_words import learnt

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
