"""Models are read from folders, every text is embedded once, and what cannot be used is said in plain words."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.encoders import load_model
from aligner.encoders.vectors import BATCH, around_mean, embed
from aligner.errors import InputError, MissingExtraError

WORDS = ["[UNK]", "the", "la", "house", "casa", "dog", "perro"]


def letters(texts: list[str]) -> list[list[int]]:
    """An encoder: how many a, e and o a text has."""
    return [[text.count(letter) for letter in "aeo"] for text in texts]


class Counting:
    """An encoder that remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    def __call__(self, texts: list[str]) -> list[list[int]]:
        self.asked.append(texts)
        return letters(texts)


def tokenizer() -> object:
    tokenizers = pytest.importorskip("tokenizers")
    words = tokenizers.models.WordLevel({word: k for k, word in enumerate(WORDS)}, unk_token="[UNK]")
    made = tokenizers.Tokenizer(words)
    made.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    return made


@pytest.fixture
def static_model(tmp_path: Path) -> Path:
    """A model2vec model of six words, in which a word and its translation have one vector."""
    model2vec = pytest.importorskip("model2vec")
    vectors = np.zeros((len(WORDS), 3), np.float32)
    vectors[1:] = np.repeat(np.eye(3, dtype=np.float32), 2, axis=0)
    folder = tmp_path / "tiny"
    model2vec.StaticModel(vectors, tokenizer()).save_pretrained(folder)
    return folder


@pytest.fixture
def transformer(tmp_path: Path) -> Path:
    """A sentence-transformers model of one small layer, untrained."""
    library = pytest.importorskip("sentence_transformers")
    transformers = pytest.importorskip("transformers")
    plain = tmp_path / "bert"
    config = transformers.BertConfig(
        vocab_size=len(WORDS), hidden_size=8, num_hidden_layers=1, num_attention_heads=2, intermediate_size=8
    )
    transformers.BertModel(config).save_pretrained(plain)
    transformers.PreTrainedTokenizerFast(
        tokenizer_object=tokenizer(), unk_token="[UNK]", pad_token="[UNK]", model_max_length=32
    ).save_pretrained(plain)
    folder = tmp_path / "tiny-transformer"
    library.SentenceTransformer(str(plain), local_files_only=True).save(str(folder))
    return folder


@pytest.fixture
def offline_hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty store of downloaded models."""
    constants = pytest.importorskip("huggingface_hub.constants")
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "hub"))
    yield tmp_path / "hub"


# Embedding


@given(st.lists(st.text("aeo \n", max_size=4), max_size=8))
def test_rows_are_unit_vectors_in_the_order_of_the_texts_and_zero_for_empty_ones(texts):
    vectors = embed(texts, letters)
    assert vectors.dtype == np.float32 and len(vectors) == len(texts)
    for text, vector in zip(texts, vectors, strict=True):
        counts = np.array([text.count(letter) for letter in "aeo"], float)
        if text.strip():
            np.testing.assert_allclose(vector, counts / np.linalg.norm(counts), atol=1e-6)
        else:
            assert not vector.any()


def test_a_text_that_comes_again_is_embedded_once_and_an_empty_one_never():
    encoder = Counting()
    embed(["a", "", "e", "a", "  "], encoder)
    assert encoder.asked == [["a", "e"]]


def test_half_a_surrogate_pair_which_no_tokenizer_takes_reaches_no_encoder():
    embed(["one \ud800 two", "\udfff"], lambda texts: [[len(text.encode())] for text in texts])


def test_long_texts_reach_the_encoder_in_batches():
    encoder = Counting()
    texts = [f"a {n}" for n in range(2 * BATCH + 1)]
    assert len(embed(texts, encoder)) == len(texts)
    assert [len(batch) for batch in encoder.asked] == [BATCH, BATCH, 1]


def test_progress_is_told_where_there_are_many_texts():
    told: list[tuple[str, float]] = []
    embed([f"a {n}" for n in range(BATCH)], letters, lambda *step: told.append(step))
    assert told == []
    embed([f"a {n}" for n in range(4 * BATCH)], letters, lambda *step: told.append(step))
    assert told == [("embedding", share) for share in (0.0, 0.25, 0.5, 0.75)]


@given(st.lists(st.sampled_from(["a", "e", "ao", "aae", ""]), min_size=1, max_size=30))
def test_what_is_left_without_the_mean_of_a_language_has_unit_length_and_zeros_stay(texts):
    vectors = embed(texts, letters)
    found = around_mean(vectors)
    known = vectors.any(axis=1)
    assert not found[~known].any()
    mean = vectors.sum(axis=0) / (known.sum() + 20)
    for vector, around in zip(vectors[known], found[known], strict=True):
        np.testing.assert_allclose(around, (vector - mean) / np.linalg.norm(vector - mean), atol=1e-5)
    # The same, where others of the language are said to make up its mean.
    np.testing.assert_array_equal(found, around_mean(vectors, vectors))
    assert np.array_equal(around_mean(vectors[:1], vectors), found[:1])


def test_vectors_too_large_or_too_small_to_square_have_unit_length_all_the_same():
    found = embed(["large", "small"], lambda texts: [[3e30, 4e30], [3e-25, 4e-25]])
    np.testing.assert_allclose(found, [[0.6, 0.8], [0.6, 0.8]], rtol=1e-5)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (lambda texts: [[1.0, 2.0]], "shape (1, 2) for 2 texts"),
        (lambda texts: [1.0, 2.0], "shape (2,)"),
        (lambda texts: [[], []], "shape (2, 0)"),
        (lambda texts: [[1.0], [1.0, 2.0]], "no array of numbers"),
        (lambda texts: texts, "no array of numbers"),
        (lambda texts: None, "shape ()"),
        (lambda texts: [[1.0, 2.0], [1.0, float("nan")]], "not finite for 'two'"),
        (lambda texts: [[1.0, float("inf")], [1.0, 2.0]], "not finite for 'one'"),
    ],
)
def test_an_encoder_that_gives_no_vector_for_each_text_is_told_so(answer, said):
    with pytest.raises(InputError) as error:
        embed(["one", "two"], answer)
    assert said in str(error.value) and "one vector" in error.value.remedy


def test_an_encoder_whose_vectors_change_in_length_is_told_so():
    with pytest.raises(InputError, match="vectors of 1 and of 2 numbers"):
        embed([f"{n}" for n in range(BATCH + 1)], lambda texts: np.ones((len(texts), 1 + (len(texts) == 1))))


# Loading


@pytest.mark.parametrize("prefix", ["", "model2vec:"])
def test_a_model2vec_folder_is_read(static_model, prefix):
    model = load_model(f"{prefix}{static_model}")
    english, spanish, other = embed(["the house", "la casa", "the dog"], model)
    np.testing.assert_allclose(english, spanish, atol=1e-6)
    assert english @ other == pytest.approx(0.5)
    assert model.name == "model2vec:tiny"


def test_a_text_of_unknown_words_only_has_a_zero_vector(static_model):
    assert not embed(["xyzzy", "the"], load_model(str(static_model)))[0].any()


def test_a_folder_without_the_list_of_modules_is_read_as_model2vec(static_model):
    (static_model / "modules.json").unlink()
    assert load_model(str(static_model)).name == "model2vec:tiny"


def test_a_sentence_transformers_folder_is_read(transformer):
    model = load_model(str(transformer))
    vectors = embed(["the house", "la casa", "the house"], model)
    assert vectors.shape == (3, 8) and model.name == "sentence-transformers:tiny-transformer"
    np.testing.assert_array_equal(vectors[0], vectors[2])
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


@pytest.mark.parametrize(
    ("name", "module", "install"),
    [
        ("model2vec:.", "model2vec", "pip install 'aligner[model2vec]'"),
        ("sentence-transformers:.", "sentence_transformers", "pip install 'aligner[encoder]'"),
        ("LaBSE", "huggingface_hub", "pip install 'aligner[encoder]'"),
        ("model2vec:someone/something", "huggingface_hub", "pip install 'aligner[model2vec]'"),
    ],
)
def test_a_library_that_is_not_installed_is_named_with_its_install_line(monkeypatch, name, module, install):
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(MissingExtraError) as error:
        load_model(name)
    assert error.value.remedy == install and error.value.exit_code == 4
    assert "not installed" in str(error.value)


def test_every_install_line_names_an_extra_of_the_project():
    from aligner.encoders.model import EXTRAS

    project = (Path(__file__).parents[2] / "pyproject.toml").read_text()
    extras = project.partition("[project.optional-dependencies]")[2].partition("\n[")[0]
    for library, extra in EXTRAS.items():
        assert f'\n{extra} = ["{library}' in extras


def test_a_model_that_was_never_downloaded_is_not_looked_for_on_the_network(offline_hub):
    with pytest.raises(InputError) as error:
        load_model("LaBSE")
    assert error.value.where == "LaBSE" and "hf download sentence-transformers/LaBSE" in error.value.remedy


def test_a_downloaded_model_is_found_by_its_name(static_model, offline_hub):
    store = offline_hub / "models--someone--tiny"
    (store / "refs").mkdir(parents=True)
    (store / "refs" / "main").write_text("abc")
    (store / "snapshots").mkdir()
    static_model.rename(store / "snapshots" / "abc")
    assert load_model("someone/tiny").name == "model2vec:someone/tiny"


@pytest.mark.parametrize("name", ["", "model2vec:", "/no/such folder", "../nowhere/at/all", "a b", "x" * 300])
def test_a_name_that_is_no_model_is_named_in_one_line(offline_hub, name):
    with pytest.raises(InputError) as error:
        load_model(name)
    assert error.value.remedy and "\n" not in str(error.value)


def test_a_folder_without_a_model_is_named(tmp_path):
    with pytest.raises(InputError, match="holds no model") as error:
        load_model(str(tmp_path))
    assert error.value.where == str(tmp_path)


def test_a_folder_whose_list_of_modules_is_nested_without_end_holds_no_model(tmp_path):
    (tmp_path / "modules.json").write_text("[" * 100_000)
    with pytest.raises(InputError, match="holds no model"):
        load_model(str(tmp_path))


def test_a_file_in_place_of_a_folder_is_named(tmp_path):
    (tmp_path / "model.bin").write_text("")
    with pytest.raises(InputError, match="is a file"):
        load_model(str(tmp_path / "model.bin"))


def test_a_broken_model_is_told_in_one_line(static_model):
    (static_model / "model.safetensors").write_bytes(b"broken")
    with pytest.raises(InputError, match="model2vec cannot read this model") as error:
        load_model(str(static_model))
    assert "\n" not in str(error.value)
