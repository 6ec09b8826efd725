"""Accuracy on the development sets must not fall: one floor for each set, so that no gain hides a loss elsewhere.

Floors are a little below the figures of ``python tests/bench/accuracy.py`` and ``other_languages.py``.
"""

from __future__ import annotations

import os

import pytest
from accuracy import evaluated
from other_languages import documents_of, found
from raw_text import kept_layout, mean_agreement
from sets import BENCH, cases

from aligner.weights import Known

# In CI the sets must be there.
pytestmark = pytest.mark.skipif(
    not BENCH.exists() and not os.environ.get("CI"), reason="skipped: the development sets are not here"
)

# Strict F1, units and paragraphs given, without a lexicon.
WITHOUT_LEXICON = {
    "literature": 0.935,
    "prose": 0.94,
    "drift": 0.94,
    "xquad": 0.995,
    "pud": 0.99,
    "bible_del": 0.99,
    "bible_nm": 0.995,
    "bible_mix": 0.97,
    "bible_pardrop": 0.995,
    "noise_light": 0.98,
    "noise_heavy": 0.965,
    "techdocs": 0.98,
    "udhr": 0.985,
}


# The same with the lexicon that comes with the package.
WITH_LEXICON = {
    "literature": 0.98,
    "prose": 0.968,
    "drift": 0.975,
    "xquad": 0.998,
    "pud": 0.998,
    "bible_del": 0.995,
    "bible_nm": 0.997,
    "bible_mix": 0.994,
    "bible_pardrop": 0.998,
    "noise_light": 0.996,
    "noise_heavy": 0.988,
    "techdocs": 0.982,
    "udhr": 0.989,
}


# Other languages, sentences given: strict F1, lax F1, and the most that the calibration error may be. Half of the news,
# to save time.
OTHER_LANGUAGES = {
    ("de-fr", "nothing"): (0.98, 0.985, 0.025),
    ("en-ja", "nothing"): (0.97, 0.98, 0.04),
    ("en-th", "nothing"): (0.98, 0.985, 0.04),
    ("textberg-dev", "nothing"): (0.87, 0.98, 0.085),
    ("de-fr", "own lexicon"): (0.98, 0.985, 0.02),
    ("de-fr", "encoder"): (0.986, 0.996, 0.015),
    ("en-ja", "encoder"): (0.988, 0.994, 0.012),
    ("en-th", "encoder"): (0.99, 0.994, 0.012),
    ("textberg-dev", "encoder"): (0.905, 0.99, 0.07),
}
NEWS = 3


@pytest.mark.parametrize("name", WITH_LEXICON)
def test_strict_f1_with_the_lexicon_keeps_its_floor(name):
    result = evaluated(cases(name), Known.LEXICON)
    assert result.strict.f1 >= WITH_LEXICON[name]
    assert result.calibration_error is not None and result.calibration_error <= 0.03


@pytest.mark.parametrize("name", WITHOUT_LEXICON)
def test_strict_f1_without_a_lexicon_keeps_its_floor(name):
    assert evaluated(cases(name), Known.NOTHING).strict.f1 >= WITHOUT_LEXICON[name]


@pytest.mark.parametrize(("pair", "known"), OTHER_LANGUAGES)
def test_other_languages_keep_their_floors(pair, known):
    strict, lax, error = OTHER_LANGUAGES[pair, known]
    result = found(documents_of(pair)[:NEWS], known)
    assert result.strict.f1 >= strict
    assert result.lax.f1 >= lax
    assert result.calibration_error is not None and result.calibration_error <= error


@pytest.mark.parametrize("layout", ["wrap72", "wrap72_es_run", "wrap72_es_noblank", "flat_es", "flat_both"])
def test_a_lost_layout_costs_next_to_nothing(layout):
    assert mean_agreement(f"layout_{layout}") >= kept_layout() - 0.02
