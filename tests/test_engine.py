"""What is true of every alignment, whatever the weights: on a short story, and for unknown languages."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stories import document, links, story

from aligner import Alignment, Lexicon, align

LEXICONS = {"shipped": None, "none": Lexicon.empty()}
# Sentences of the story: its beginning, its middle across paragraphs, its end.
CHUNKS = [range(6), range(8, 16), range(14, 25), range(30, 36)]
gaps = st.sets(st.integers(0, 35), max_size=10)


def scores(
    alignment: Alignment, sides: tuple[str, str] = ("source", "target")
) -> dict[tuple[tuple[int, ...], ...], float]:
    """The score of each bead by its sentences, those of the first of `sides` first."""
    return {tuple(tuple(getattr(bead, side)) for side in sides): bead.score for bead in alignment.beads}


def every_sentence_once(alignment: Alignment) -> bool:
    return all(
        sorted(n for bead in alignment.beads for n in getattr(bead, side)) == list(range(len(document.sentences)))
        for side, document in (("source", alignment.source), ("target", alignment.target))
    )


@pytest.mark.parametrize("lexicon", LEXICONS.values(), ids=LEXICONS)
def test_a_story_and_its_translation_are_aligned_sentence_by_sentence(lexicon):
    found = align(story(0), story(1), lexicon=lexicon)
    assert links(found) == [([n], [n]) for n in range(36)]


@pytest.mark.parametrize("chunk", CHUNKS, ids=str)
@pytest.mark.parametrize("side", [0, 1], ids=["source", "target"])
def test_a_chunk_missing_on_one_side_becomes_nulls_and_the_rest_is_right(side, chunk):
    texts = [story(0), story(1)]
    texts[side] = story(side, chunk)
    found = links(align(*texts))
    alone = [(first, second) for first, second in found if not (first and second)]
    assert alone == [([], [n]) if side == 0 else ([n], []) for n in chunk]
    kept = [n for n in range(36) if n not in chunk]
    paired = [([n], [k]) if side == 1 else ([k], [n]) for k, n in enumerate(kept)]
    assert [(first, second) for first, second in found if first and second] == paired


def unknown(number: int) -> tuple[list[str], list[str]]:
    """Sentences of a made-up language of 200 words, and the same in another."""
    rng = random.Random(11)
    words = ["".join(rng.choices("bdfgk", k=2) + rng.choices("aeo", k=3)) for _ in range(200)]
    other = {word: "".join(rng.choices("hjqvw", k=3) + rng.choices("iuy", k=rng.randint(1, 4))) for word in words}
    source = [rng.choices(words, k=rng.randint(3, 16)) for _ in range(number)]
    return [" ".join(each) for each in source], [" ".join(map(other.__getitem__, each)) for each in source]


def test_a_long_missing_chunk_is_found_even_in_unknown_languages():
    """The text alone teaches which word is which."""
    source, target = unknown(400)
    del target[200:240]
    found = align(document("xa", source), document("xb", target))
    assert [list(bead.source) for bead in found.beads if not bead.target] == [[n] for n in range(200, 240)]
    assert [bead.kind for bead in found.beads if bead.target] == ["1-1"] * 360


@settings(max_examples=12)
@given(gaps, gaps, st.sampled_from(sorted(LEXICONS)))
def test_exchanged_sides_give_the_mirrored_alignment(missing_here, missing_there, lexicon):
    texts = story(0, missing_here), story(1, missing_there)
    there, back = (align(*pair, lexicon=LEXICONS[lexicon]) for pair in (texts, texts[::-1]))
    assert every_sentence_once(there)
    assert scores(there) == pytest.approx(scores(back, ("target", "source")), abs=1e-3)


def test_exchanged_sides_give_nearly_the_same_where_the_text_itself_teaches_its_words():
    """What a bead is judged by was learnt elsewhere in the text, and elsewhere is counted on the source side."""
    source, target = unknown(200)
    del target[120:123], target[60]
    sides = document("xa", source), document("xb", target)
    there, back = scores(align(*sides)), scores(align(*sides[::-1]), ("target", "source"))
    same = there.keys() & back.keys()
    assert len(same) >= 0.98 * max(len(there), len(back))
    assert sum(abs(there[bead] - back[bead]) for bead in same) / len(same) < 0.01


@pytest.mark.parametrize("lexicon", LEXICONS.values(), ids=LEXICONS)
@pytest.mark.parametrize("lost", [0, 1], ids=["source", "target"])
def test_if_one_side_has_lost_its_breaks_those_of_the_other_have_no_effect(lost, lexicon):
    broken = [story(0, range(9, 12)), story(1, range(20, 22))]
    without = [document(side.language, [sentence.text for sentence in side.sentences]) for side in broken]
    broken[lost] = without[lost]
    assert align(*broken, lexicon=lexicon).beads == align(*without, lexicon=lexicon).beads


def test_the_more_rare_words_a_pair_shares_the_higher_is_its_score():
    """Sentences of equal length in unknown languages; the sentences of each pair share 0 to 4 names."""
    names = ["Gilgamesh", "Nabonidus", "Cleopatra", "Zoroaster"]
    found = []
    for shared in range(5):
        sides = [[" ".join(letter * 9 for letter in letters) for _ in range(6)] for letters in ("bdfg", "hjqv")]
        for side in sides:
            side[3] = " ".join(names[:shared] + side[3].split()[shared:])
        found.append(scores(align(document("xa", sides[0]), document("xb", sides[1])))[(3,), (3,)])
    assert found == sorted(found)
    assert found[0] < found[-1]


def alone(alignment: Alignment) -> list[int]:
    """The source sentences that stay alone."""
    return [bead.source.start for bead in alignment.beads if not bead.target]


def test_of_equal_paragraphs_a_whole_one_stays_alone():
    """A refrain of three sentences comes six times in the original, and five times in the translation."""
    english = ["The river is deep.", "The night is long.", "Who will take me home?"]
    spanish = ["El río es hondo.", "La noche es larga.", "¿Quién me llevará a casa?"]
    missing = alone(align(document("en", *[english] * 6), document("es", *[spanish] * 5)))
    assert len(missing) == 3
    assert missing == list(range(missing[0], missing[0] + 3))
    assert missing[0] % 3 == 0
