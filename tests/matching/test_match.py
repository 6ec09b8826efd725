"""Which document translates which: small collections, made of a story that is known in both languages."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stories import PLAIN_ENGLISH, PLAIN_SPANISH, STORY
from toy_encoders import bilingual

from aligner import Lexicon
from aligner.encoders import NONE, Model
from aligner.errors import HintWarning
from aligner.matching.candidates import MOST, candidates
from aligner.matching.evidence import Comparison
from aligner.matching.run import Match, knowledge, match
from aligner.matching.shelf import Shelf
from aligner.words.ties import tie

# Nine documents of four sentences.
ENGLISH = [" ".join(english for english, _ in paragraph) for paragraph in STORY]
SPANISH = [" ".join(spanish for _, spanish in paragraph) for paragraph in STORY]
KNOWN = knowledge(("en", "es"), encoder=NONE)
NOTHING = knowledge(("en", "es"), Lexicon.empty(("en", "es")), NONE)


_CITIES = [
    a + b
    for a in ("Bar", "Lug", "Mon", "Tel", "Quer", "Zam")
    for b in ("celia", "otrano", "tevideo", "idofe", "ubarra")
]
# Where to, when, and with how much.
TRIPS = [(city, 1900 + k, 211 + 37 * k) for k, city in enumerate(_CITIES)]


def matched(source: Sequence[str], target: Sequence[str], known=KNOWN) -> list[Match]:
    return match(Shelf.of(source), Shelf.of(target), known)


def partners(found: Sequence[Match]) -> dict[int, int]:
    return {each.source: each.target for each in found}


def told(source: str, target: str, others: Sequence[tuple[str, str]] = ()) -> float:
    """What a word of the first two texts tells, in a collection of these and others."""
    left, right = Shelf.of([source, *(a for a, _ in others)]), Shelf.of([target, *(b for _, b in others)])
    ties = tie(left.words, right.words, KNOWN.lexicon)
    return next(iter(Comparison(left, right, ties).told(0, [0]))).a_word


@settings(max_examples=20)
@given(
    kept=st.tuples(*(st.sets(st.integers(0, 8), min_size=1) for _ in range(2))),
    seed=st.integers(0, 99),
)
def test_translations_find_each_other_in_any_order_and_the_others_find_nobody(kept, seed):
    sources, targets = (random.Random(seed).sample(sorted(side), len(side)) for side in kept)
    found = matched([ENGLISH[k] for k in sources], [SPANISH[k] for k in targets])
    assert {sources[each.source]: targets[each.target] for each in found} == {k: k for k in kept[0] & kept[1]}
    assert all(each.is_sure for each in found)


def test_source_and_target_can_be_exchanged():
    back = matched(SPANISH, ENGLISH, knowledge(("es", "en"), encoder=NONE))
    assert partners(back) == {k: k for k in range(9)}


def test_documents_of_two_sentences_are_matched():
    sentences = list(zip(PLAIN_ENGLISH, PLAIN_SPANISH, strict=True))
    pairs = [[" ".join(side) for side in zip(*sentences[k : k + 2], strict=True)] for k in range(0, len(sentences), 2)]
    assert partners(matched(*zip(*pairs, strict=True))) == {k: k for k in range(4)}


def test_with_nothing_known_names_numbers_and_looks_do():
    source = [f"Mr Carter flew to {city} in {year} with {n} boxes." for city, year, n in TRIPS]
    target = [f"El señor Carter voló a {city} en {year} con {n} cajas." for city, year, n in TRIPS]
    found = matched(source[:20], target[10:], NOTHING)
    assert partners(found) == {k: k - 10 for k in range(10, 20)}


@pytest.mark.parametrize("known", [KNOWN, NOTHING], ids=["lexicon", "nothing"])
def test_what_stands_in_every_document_says_nothing(known):
    menu = "Home. Contact the office in Madrid at 915 551 997. Privacy policy. Legal terms and conditions apply."
    menú = "Inicio. Contacte con la oficina de Madrid en el 915 551 997. Política de privacidad. Condiciones legales."
    found = matched(
        [f"{menu} {each} {menu}" for each in ENGLISH[:6]], [f"{menú} {each} {menú}" for each in SPANISH[3:]], known
    )
    assert partners(found).items() <= {3: 0, 4: 1, 5: 2}.items()
    assert known is NOTHING or len(found) == 3


def test_of_two_that_are_the_same_neither_is_sure_and_the_other_is_named():
    found = matched(ENGLISH, [*SPANISH, SPANISH[2]])
    twins = found[2]
    assert not twins.is_sure
    assert {twins.target, *twins.target_rivals} == {2, 9}
    assert not twins.source_rivals
    assert all(each.is_sure and not each.target_rivals for each in found if each is not twins)


def test_a_page_is_matched_with_its_own_version():
    """Two versions on each side, which differ in one sentence of four."""
    other = "The notary counted 14 silver candlesticks.", "El notario contó 14 candelabros de plata."
    source = [ENGLISH[0], f"{ENGLISH[0].rpartition('. ')[0]}. {other[0]}", *ENGLISH[1:]]
    target = [f"{SPANISH[0].rpartition('. ')[0]}. {other[1]}", SPANISH[0], *SPANISH[1:]]
    found = matched(source, target)
    assert partners(found) == {0: 1, 1: 0, **{k: k for k in range(2, 10)}}


@pytest.mark.parametrize("left_out", range(4))
def test_a_translation_that_leaves_a_sentence_of_four_out_is_found(left_out):
    less = [" ".join(spanish for k, (_, spanish) in enumerate(paragraph) if k != left_out) for paragraph in STORY]
    assert partners(matched(ENGLISH, less)) == {k: k for k in range(9)}


def test_the_same_words_in_other_places_tell_less():
    sentences = [pair for paragraph in STORY for pair in paragraph]
    source = " ".join(english for english, _ in sentences)
    target = " ".join(spanish for _, spanish in sentences)
    turned = " ".join(spanish for _, spanish in reversed(sentences))
    others = list(zip(ENGLISH, SPANISH, strict=True))
    assert told(source, target, others) > told(source, turned, others) + 0.5


def test_a_word_of_every_document_tells_nothing_wherever_it_stands():
    others = [
        (f"Harbour. {english}", f"Puerto. {spanish}") for english, spanish in zip(ENGLISH[1:], SPANISH[1:], strict=True)
    ]
    plain = told(ENGLISH[0], SPANISH[3], others)
    assert told(f"Harbour. {ENGLISH[0]}", f"Puerto. {SPANISH[3]}", others) == pytest.approx(plain, abs=0.05)


def test_an_encoder_that_knows_words_stands_for_a_lexicon():
    words = {"amber": "rebma", "birch": "hcrib", "cedar": "radec", "delta": "atled", "ember": "rebme", "fable": "elbaf"}
    meaning = {there: here for here, there in words.items()}
    encoder = Model("toy", bilingual(meaning, own=0.1), knows_words=True)
    rng = random.Random(2)
    source = [" ".join(rng.choices(list(words), k=3) * 6) for _ in range(4)]
    target = [" ".join(words[word] for word in text.split()) for text in source]
    with_encoder = knowledge(("qaa", "qab"), encoder=encoder)
    found = matched(source, target, with_encoder)
    assert partners(found) == {k: k for k in range(4)}
    assert not matched(source, target, replace(with_encoder, encoder=None))


def test_an_encoder_that_knows_no_words_is_not_asked():
    def fail(texts: list[str]) -> object:
        raise AssertionError

    with pytest.warns(HintWarning, match="only sentences"):
        assert knowledge(("qaa", "qab"), encoder=fail).encoder is None


def test_a_lexicon_of_the_users_is_used():
    pairs = Lexicon.empty(("en", "es"))
    assert knowledge(("en", "es"), pairs, NONE).lexicon is pairs


@settings(max_examples=30)
@given(documents=st.lists(st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=8), min_size=1, max_size=30))
def test_each_document_is_in_one_pair_at_most_and_scores_are_probabilities(documents):
    texts = [" ".join(words) for words in documents]
    found = matched(texts, texts[::-1], NOTHING)
    assert len(partners(found)) == len({each.target for each in found}) == len(found)
    assert all(0 < each.score <= 1 for each in found)
    assert found == matched(texts, texts[::-1], NOTHING)


def test_everything_is_a_candidate_of_a_few_and_a_few_are_of_many():
    many = [f"w{k} w{k + 1}" for k in range(MOST * 3)]
    for texts in (many[:MOST], many):
        shelf = Shelf.of(texts)
        found = candidates(shelf, shelf, tie(shelf.words, shelf.words, Lexicon.empty()))
        assert all(k in columns and len(columns) >= MOST for k, columns in enumerate(found))
        assert all((np.diff(columns) > 0).all() for columns in found)


def test_a_document_that_many_are_like_is_a_candidate_of_them_all():
    """Only a few are its own candidates, the likest; but it is the likest of each of them."""
    one, many = Shelf.of(["alba bruma cedro"]), Shelf.of(["alba bruma cedro"] * (MOST + 2))
    (found,) = candidates(one, many, tie(one.words, many.words, Lexicon.empty()))
    assert found.tolist() == list(range(MOST + 2))


def test_no_documents_no_pairs():
    assert matched([], []) == matched(ENGLISH, []) == matched([], SPANISH) == []


def test_progress_goes_on_and_on():
    shares: list[float] = []
    match(Shelf.of(ENGLISH), Shelf.of(SPANISH), KNOWN, lambda step, share: shares.append(share))
    assert shares == sorted(shares)
    assert 0 <= shares[0] <= shares[-1] <= 1
