"""Training: what it learns, and that it learns the same every time."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.errors import InputError
from aligner.words.lexicon import Lexicon
from aligner.words.train import Recipe, train

# Nothing pruned, nothing left out.
WHOLE = Recipe(min_count=1, floor=0.0, lift=0.0, most=1000)
WORDS = ["amber", "birch", "cedar", "dogwood", "elm", "fir", "ginkgo", "hazel", "ivy", "juniper", "kapok", "larch"]


def ciphered(number: int, seed: int = 1) -> list[tuple[str, str]]:
    """Sentences of random words and their "translation": every word spelt backwards, in another order."""
    chance = random.Random(seed)
    sentences = [chance.choices(WORDS, k=chance.randint(2, 7)) for _ in range(number)]
    return [(" ".join(s), " ".join(chance.sample([word[::-1] for word in s], len(s)))) for s in sentences]


def entries(lexicon: Lexicon) -> dict[tuple[str, str], tuple[float, float]]:
    """Both probabilities of every pair of words."""
    forward = zip(lexicon.forward.rows().tolist(), lexicon.forward.columns.tolist(), strict=True)
    backward = zip(lexicon.backward.columns.tolist(), lexicon.backward.rows().tolist(), strict=True)
    straight = dict(zip(forward, lexicon.forward.values.tolist(), strict=True))
    turned = dict(zip(backward, lexicon.backward.values.tolist(), strict=True))
    return {
        (lexicon.source_words[i], lexicon.target_words[j]): (straight.get((i, j), 0.0), turned.get((i, j), 0.0))
        for i, j in straight.keys() | turned.keys()
    }


def plain_model(pairs: list[tuple[str, str]], recipe: Recipe) -> dict[tuple[str, str], tuple[float, float]]:
    """The same model as written in the papers: a loop over every pair, source word and target word."""
    split = [(source.split(), target.split()) for source, target in pairs]
    places = {(s, t) for x, y in split for s in x for t in y}
    source_words, target_words = {s for s, _ in places}, {t for _, t in places}
    forward, backward = dict.fromkeys(places, 1.0), dict.fromkeys(places, 1.0)
    null_forward, null_backward = dict.fromkeys(target_words, 1.0), dict.fromkeys(source_words, 1.0)
    for _ in range(recipe.iterations):
        counts = dict.fromkeys(places, 0.0)
        nulls = dict.fromkeys(target_words, 0.0), dict.fromkeys(source_words, 0.0)
        for x, y in split:
            explains_t = [sum(forward[s, t] for s in x) + recipe.null * null_forward[t] for t in y]
            explains_s = [sum(backward[s, t] for t in y) + recipe.null * null_backward[s] for s in x]
            for t, total_t in zip(y, explains_t, strict=True):
                nulls[0][t] += recipe.null * null_forward[t] / total_t
                for s, total_s in zip(x, explains_s, strict=True):
                    counts[s, t] += (forward[s, t] / total_t * backward[s, t] / total_s) ** 0.5
            for s, total_s in zip(x, explains_s, strict=True):
                nulls[1][s] += recipe.null * null_backward[s] / total_s
        rows = {s: sum(c for place, c in counts.items() if place[0] == s) + recipe.discount for s in source_words}
        columns = {t: sum(c for place, c in counts.items() if place[1] == t) + recipe.discount for t in target_words}
        forward = {(s, t): c / rows[s] for (s, t), c in counts.items()}
        backward = {(s, t): c / columns[t] for (s, t), c in counts.items()}
        null_forward = {t: c / sum(nulls[0].values()) for t, c in nulls[0].items()}
        null_backward = {s: c / sum(nulls[1].values()) for s, c in nulls[1].items()}
    return {place: (forward[place], backward[place]) for place in places}


SENTENCES = st.lists(st.sampled_from("abcd"), min_size=1, max_size=5).map(" ".join)


@settings(max_examples=40, deadline=None)
@given(pairs=st.lists(st.tuples(SENTENCES, SENTENCES), min_size=1, max_size=6))
def test_fast_training_is_the_model_of_the_papers(pairs: list[tuple[str, str]]) -> None:
    fast = entries(train(pairs, languages=("xx", "yy"), recipe=WHOLE))
    for place, values in plain_model(pairs, WHOLE).items():
        # As far apart as the 8-bit logarithms of a lexicon may put them; very small values end at its smallest.
        assert fast.get(place, (0.0, 0.0)) == pytest.approx(values, rel=0.021, abs=5e-5)


COUNTED = st.lists(st.tuples(SENTENCES, SENTENCES, st.integers(0, 3)), min_size=1, max_size=6)


@settings(max_examples=40)
@given(COUNTED.filter(lambda pairs: any(weight for *_, weight in pairs)))
def test_a_pair_of_weight_two_counts_as_the_pair_twice_and_one_of_none_as_absent(pairs) -> None:
    weighted = train(
        [(source, target) for source, target, _ in pairs],
        languages=("xx", "yy"),
        weights=[weight for *_, weight in pairs],
        recipe=WHOLE,
    )
    repeated = train(
        [(source, target) for source, target, weight in pairs for _ in range(weight)],
        languages=("xx", "yy"),
        recipe=WHOLE,
    )
    assert (weighted.source_words, weighted.target_words) == (repeated.source_words, repeated.target_words)
    found, wanted = entries(weighted), entries(repeated)
    for place in found.keys() | wanted.keys():
        assert found.get(place, (0.0, 0.0)) == pytest.approx(wanted.get(place, (0.0, 0.0)), rel=0.021, abs=5e-5)


def test_what_is_doubtful_teaches_less_than_what_is_sure() -> None:
    pairs = [("amber birch", "rebma hcrib"), ("amber birch", "mistake hcrib")] * 3
    sure, doubtful = (
        train(pairs, languages=("xx", "yy"), weights=[1.0, weight] * 3, recipe=WHOLE) for weight in (1.0, 0.1)
    )
    assert entries(sure)["amber", "mistake"][0] > 3 * entries(doubtful)["amber", "mistake"][0] > 0


def test_the_words_are_those_of_the_tokenizer_that_is_given() -> None:
    pairs = [("Ivy-Elm, 東京", "yvI-mlE, 京東")] * 3
    usual = train(pairs, languages=("xx", "yy"))
    given = train(pairs, languages=("xx", "yy"), tokens=str.split)
    assert usual.source_words == ("elm", "ivy", "東京")
    assert given.source_words == ("Ivy-Elm,", "東京")
    assert given.target_words == ("yvI-mlE,", "京東")


@pytest.mark.parametrize("chunk", [1, 7, 100])
def test_the_size_of_the_chunks_changes_nothing_but_rounding(chunk: int) -> None:
    pairs = ciphered(60)
    whole = entries(train(pairs, languages=("xx", "yy"), recipe=WHOLE))
    parted = entries(train(pairs, languages=("xx", "yy"), recipe=replace(WHOLE, chunk=chunk)))
    assert parted.keys() == whole.keys()
    for place, values in whole.items():
        assert parted[place] == pytest.approx(values, rel=0.05)


@given(seed=st.integers(0, 1000))
@settings(max_examples=10, deadline=None)
def test_a_word_for_word_cipher_is_broken(seed: int) -> None:
    lexicon = train(ciphered(150, seed), languages=("xx", "yy"))
    for word in WORDS:
        assert lexicon.translations(word, 1)[0][0] == word[::-1]
        assert lexicon.swapped().translations(word[::-1], 1)[0][0] == word


def test_training_the_other_way_round_gives_the_swapped_lexicon() -> None:
    pairs = ciphered(80)
    straight = entries(train(pairs, languages=("xx", "yy")))
    turned = entries(train([(t, s) for s, t in pairs], languages=("yy", "xx")).swapped())
    assert straight.keys() == turned.keys()
    for place, values in straight.items():
        assert turned[place] == pytest.approx(values, rel=0.05)


def test_a_trained_lexicon_is_the_same_before_and_after_it_is_saved(tmp_path: Path) -> None:
    trained = train(ciphered(80), languages=("xx", "yy"))
    trained.save(tmp_path / "xx-yy.lexicon")
    assert entries(Lexicon.load(tmp_path / "xx-yy.lexicon")) == entries(trained)
    assert Lexicon.load(tmp_path / "xx-yy.lexicon").languages == ("xx", "yy")


def test_the_same_pairs_give_the_same_bytes_whatever_the_hash_seed_and_threads(tmp_path: Path) -> None:
    made = "train(ciphered(200), languages=('xx', 'yy'))"
    code = f"import sys; from tests.words.test_train import *; {made}.save(sys.argv[1])"
    written = []
    for seed, threads in (("0", "1"), ("1", "2"), ("77", "4")):
        path = tmp_path / f"{seed}.lexicon"
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        environment.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), threads))
        root = Path(__file__).parents[2]
        subprocess.run([sys.executable, "-c", code, str(path)], check=True, cwd=root, env=environment)
        written.append(path.read_bytes())
    assert len(set(written)) == 1


def test_rare_words_weak_entries_and_long_sentences_are_left_out() -> None:
    pairs = [*ciphered(100), ("unique amber", "rebma euqinu"), ("endless " * 200, "ssel " * 200)]
    recipe = Recipe(floor=0.01, lift=2.0, most=2)
    lexicon = train(pairs, languages=("xx", "yy"), recipe=recipe)
    assert "unique" not in lexicon.source_words
    assert "endless" not in lexicon.source_words
    assert lexicon.forward.values.min() > 0.0099
    assert max(len(lexicon.translations(word, 99)) for word in WORDS) <= 2
    chance = dict(zip(lexicon.target_words, lexicon.target_probability.tolist(), strict=True))
    for (_, target), (forward, _) in entries(lexicon).items():
        assert forward == 0 or forward >= 1.9 * chance[target]


def test_unigram_probabilities_are_shares_of_all_tokens() -> None:
    pairs = [("a a b", "c d"), ("a b", "c rare")]
    lexicon = train(pairs, languages=("xx", "yy"))
    assert dict(zip(lexicon.source_words, lexicon.source_probability.tolist(), strict=True)) == pytest.approx(
        {"a": 0.6, "b": 0.4}, rel=0.036
    )
    assert dict(zip(lexicon.target_words, lexicon.target_probability.tolist(), strict=True)) == pytest.approx(
        {"c": 0.5}, rel=0.036
    )


@pytest.mark.parametrize("pairs", [[], [("", "")], [("one", "uno")], [("one one", "uno"), ("", "uno")]])
def test_pairs_that_teach_nothing_are_refused(pairs: list[tuple[str, str]]) -> None:
    with pytest.raises(InputError, match="no word occurs 2 times"):
        train(pairs, languages=("en", "es"))


def test_progress_goes_from_nothing_to_all_and_never_back() -> None:
    told: list[tuple[str, float]] = []
    train(ciphered(50), languages=("xx", "yy"), progress=lambda step, share: told.append((step, share)))
    shares = [share for _, share in told]
    assert shares[0] == 0.0
    assert shares[-1] == 1.0
    assert shares == sorted(shares)
    assert "iteration 5 of 5" in [step for step, _ in told]
