"""What is kept of a document."""

from __future__ import annotations

import pytest

from aligner.matching.shelf import Filling, Shelf


def kept(shelf: Shelf, document: int) -> dict[str, tuple[int, float]]:
    """How often each word of a document occurs, and where."""
    bag = shelf.bags[document]
    values = zip(bag.types.tolist(), bag.counts.tolist(), bag.places.tolist(), strict=True)
    return {shelf.words.types[word]: (count, round(place, 3)) for word, count, place in values}


def test_words_and_numbers_are_counted_where_they_stand_and_marks_are_not():
    shelf = Shelf.of(["One ship, two ships; one 1997!", "Ship."])
    assert kept(shelf, 0) == {
        "one": (2, 0.417),
        "ship": (1, 0.25),
        "two": (1, 0.417),
        "ships": (1, 0.583),
        "1997": (1, 0.917),
    }
    assert kept(shelf, 1) == {"ship": (1, 0.5)}
    assert shelf.bags[0].size == 6


def test_the_collection_has_each_word_once_with_all_its_occurrences():
    shelf = Shelf.of(["a ship a", "a ship", "a horse"])
    assert dict(zip(shelf.words.types, shelf.words.counts.tolist(), strict=True)) == {"a": 4, "ship": 2, "horse": 1}
    assert shelf.rarity.tolist() == [0.25, 0.5, 0.75]
    assert shelf.usual_size == pytest.approx(7 / 3)


def test_a_document_without_a_word_is_not_taken():
    filling = Filling()
    assert [filling.add(texts) for texts in (["A ship."], [], ["* * *", "…"], ["7"])] == [True, False, False, True]
    assert len(filling.shelf().bags) == 2
    with pytest.raises(ValueError, match="document 1 has no word"):
        Shelf.of(["A ship.", "—"])
