"""The lexicon: what it promises by itself, as a file, and as the one that comes with the package."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.errors import InputError
from aligner.words.lexicon import FAMILY, MAGIC, Lexicon
from aligner.words.shipped import shipped
from aligner.words.table import Table

CASES = json.loads((Path(__file__).parents[1] / "cases" / "lexicon_en_es.json").read_text(encoding="utf-8"))
DATA = Path(__file__).parents[2] / "aligner" / "words" / "data"

Entries = dict[tuple[str, str], tuple[float, float]]


def made(entries: Entries, frequencies: tuple[dict[str, float], dict[str, float]]) -> Lexicon:
    """A lexicon from (source word, target word): (p(t|s), p(s|t)) and the unigram probabilities of both sides."""
    source, target = (tuple(sorted(side)) for side in frequencies)
    rows = np.array([source.index(s) for s, _ in entries], np.int64)
    columns = np.array([target.index(t) for _, t in entries], np.int64)
    values = np.array(list(entries.values()), np.float64).reshape(-1, 2)
    return Lexicon(
        languages=("en", "es"),
        source_words=source,
        target_words=target,
        source_probability=np.array([frequencies[0][word] for word in source], np.float32),
        target_probability=np.array([frequencies[1][word] for word in target], np.float32),
        forward=Table.of_entries(rows, columns, values[:, 0], len(source)),
        backward=Table.of_entries(columns, rows, values[:, 1], len(target)),
    )


CATS = made(
    {
        ("cat", "gato"): (0.6, 0.9),
        ("cat", "gata"): (0.3, 0.95),
        ("house", "casa"): (0.8, 0.7),
        ("home", "casa"): (0.0, 0.2),
    },
    ({"cat": 0.01, "house": 0.02, "home": 0.01, "the": 0.5}, {"gato": 0.01, "gata": 0.004, "casa": 0.03}),
)

WORDS = st.text(st.characters(exclude_categories=("Z", "C")), min_size=1, max_size=4)
FREQUENCIES = st.dictionaries(WORDS, st.floats(1e-7, 1.0), max_size=8)
# Within the range of a file; 0 is an entry of the other direction only.
PROBABILITIES = st.one_of(st.just(0.0), st.floats(1e-4, 1.0))


@st.composite
def lexicons(draw: st.DrawFn) -> Lexicon:
    source, target = draw(FREQUENCIES), draw(FREQUENCIES)
    entries: Entries = {}
    if source and target:
        place = st.tuples(st.sampled_from(sorted(source)), st.sampled_from(sorted(target)))
        entries = draw(st.dictionaries(place, st.tuples(PROBABILITIES, PROBABILITIES), max_size=20))
    return made(entries, (source, target))


def as_dict(table: Table, rows: tuple[str, ...], columns: tuple[str, ...]) -> dict[tuple[str, str], float]:
    """Entries by their words."""
    places = zip(table.rows().tolist(), table.columns.tolist(), table.values.tolist(), strict=True)
    return {(rows[i], columns[j]): value for i, j, value in places}


def contents(lexicon: Lexicon) -> tuple[object, ...]:
    """Everything that a lexicon holds, comparable with ``==``."""
    tables = (lexicon.forward, lexicon.backward)
    arrays = [array for table in tables for array in (table.starts, table.columns, table.values)]
    arrays += [lexicon.source_probability, lexicon.target_probability]
    return lexicon.languages, lexicon.source_words, lexicon.target_words, [array.tolist() for array in arrays]


@settings(max_examples=60, deadline=None)
@given(lexicon=lexicons())
def test_a_saved_lexicon_comes_back_within_the_stated_rounding(
    lexicon: Lexicon, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("lexicon") / "a.lexicon"
    lexicon.save(path)
    loaded = Lexicon.load(path)
    assert contents(loaded) == contents(lexicon.rounded())
    assert (loaded.source_words, loaded.target_words) == (lexicon.source_words, lexicon.target_words)
    for before, after in ((lexicon.forward, loaded.forward), (lexicon.backward, loaded.backward)):
        assert before.columns.tolist() == after.columns.tolist()
        assert before.starts.tolist() == after.starts.tolist()
        np.testing.assert_allclose(after.values, before.values, rtol=0.021)
    np.testing.assert_allclose(loaded.source_probability, lexicon.source_probability, rtol=0.036)
    np.testing.assert_allclose(loaded.target_probability, lexicon.target_probability, rtol=0.036)


@settings(max_examples=30, deadline=None)
@given(lexicon=lexicons())
def test_saving_a_loaded_lexicon_gives_the_same_bytes_and_digest(
    lexicon: Lexicon, tmp_path_factory: pytest.TempPathFactory
) -> None:
    first, second = (tmp_path_factory.mktemp("lexicon") / name for name in ("a.lexicon", "b.lexicon"))
    lexicon.save(first)
    loaded = Lexicon.load(first)
    loaded.save(second)
    assert first.read_bytes() == second.read_bytes()
    assert loaded.digest == lexicon.digest


def test_lexicons_that_differ_in_one_entry_have_different_digests() -> None:
    frequencies = ({"a": 0.5}, {"b": 0.5})
    assert made({("a", "b"): (0.5, 0.5)}, frequencies).digest != made({("a", "b"): (0.6, 0.5)}, frequencies).digest


def test_probabilities_too_small_for_the_file_become_its_smallest_and_never_vanish() -> None:
    lexicon = made({("a", "b"): (1e-9, 1e-30)}, ({"a": 1e-20}, {"b": 0.5})).rounded()
    assert len(lexicon.forward.values) == len(lexicon.backward.values) == 1
    assert min(lexicon.forward.values[0], lexicon.backward.values[0], lexicon.source_probability[0]) > 0


@settings(max_examples=60, deadline=None)
@given(lexicon=lexicons(), data=st.data())
def test_a_lookup_finds_exactly_what_a_dictionary_finds(lexicon: Lexicon, data: st.DataObject) -> None:
    source = data.draw(st.lists(st.one_of(WORDS, st.sampled_from(("", *lexicon.source_words))), unique=True))
    target = data.draw(st.lists(st.one_of(WORDS, st.sampled_from(("", *lexicon.target_words))), unique=True))
    found = lexicon.lookup(source, target)
    sides = (
        (found.forward, lexicon.forward, source, target, lexicon.source_words, lexicon.target_words),
        (found.backward, lexicon.backward, target, source, lexicon.target_words, lexicon.source_words),
    )
    for small, large, rows, columns, all_rows, all_columns in sides:
        wanted = as_dict(large, all_rows, all_columns)
        wanted = {place: value for place, value in wanted.items() if place[0] in rows and place[1] in columns}
        assert as_dict(small, tuple(rows), tuple(columns)) == wanted
        assert len(small.starts) == len(rows) + 1
    translated = {s for s, _ in as_dict(lexicon.forward, lexicon.source_words, lexicon.target_words)}
    assert found.source_known.tolist() == [word in translated for word in source]


def test_a_lookup_keeps_the_order_of_the_types_given() -> None:
    found = CATS.lookup(["house", "unicorn", "cat"], ["gata", "casa"])
    forward = as_dict(found.forward, ("house", "unicorn", "cat"), ("gata", "casa"))
    assert forward == pytest.approx({("house", "casa"): 0.8, ("cat", "gata"): 0.3})
    assert found.source_probability[[0, 2]].tolist() == pytest.approx([0.02, 0.01])
    assert found.source_known.tolist() == [True, False, True]


def test_an_unknown_word_is_rarer_than_every_known_one() -> None:
    found = CATS.lookup(["unicorn"], ["unicornio"])
    assert 0 < found.source_probability[0] < CATS.source_probability.min()
    assert 0 < found.target_probability[0] < CATS.target_probability.min()


def test_a_word_without_translations_has_its_frequency_but_is_not_known() -> None:
    found = CATS.lookup(["the", "home"], ["casa"])
    assert found.source_probability[0] == pytest.approx(0.5)
    assert found.source_known.tolist() == [False, False]


def test_translations_come_best_first_and_none_for_an_unknown_word() -> None:
    assert CATS.translations("cat") == [("gato", pytest.approx(0.6)), ("gata", pytest.approx(0.3))]
    assert CATS.translations("cat", 1) == [("gato", pytest.approx(0.6))]
    assert CATS.translations("unicorn") == CATS.translations("the") == []


def test_swapping_exchanges_the_sides_and_twice_gives_the_same_again() -> None:
    swapped = CATS.swapped()
    assert swapped.languages == ("es", "en")
    assert swapped.translations("casa") == [("house", pytest.approx(0.7)), ("home", pytest.approx(0.2))]
    assert contents(swapped.swapped()) == contents(CATS)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is not a lexicon"),
        (b"house\tcasa\n", "is not a lexicon"),
        (b"\x89PNG\r\n\x1a\n", "is not a lexicon"),
        (FAMILY + b"99\nx", "is a lexicon of another version"),
        (MAGIC, "is damaged"),
        (MAGIC + b"not compressed", "is damaged"),
    ],
)
def test_another_file_is_refused_by_name(content: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.lexicon"
    path.write_bytes(content)
    with pytest.raises(InputError, match=f"bad.lexicon: {said}"):
        Lexicon.load(path)


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.lexicon: cannot be read"):
        Lexicon.load(tmp_path / "none.lexicon")


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_a_damaged_file_is_refused_or_reads_the_same(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("lexicon") / "damaged.lexicon"
    CATS.save(path)
    content = bytearray(path.read_bytes())
    place = data.draw(st.integers(0, len(content) - 1))
    if data.draw(st.booleans()):
        del content[place:]
    else:
        content[place] ^= data.draw(st.integers(1, 255))
    path.write_bytes(content)
    try:
        assert Lexicon.load(path).digest == CATS.digest
    except InputError as error:
        assert "damaged.lexicon" in str(error)


@pytest.mark.parametrize(
    "header",
    [
        b"[]",
        b"{}",
        b'{"languages": ["en", "es"], "source": 1, "target": 0, "entries": -1, "text": 0}',
        b'"text"',
        b"[" * 100_000,
        b"\xff",
    ],
)
def test_a_whole_file_with_a_wrong_header_is_refused(header: bytes, tmp_path: Path) -> None:
    import zlib

    path = tmp_path / "wrong.lexicon"
    path.write_bytes(MAGIC + zlib.compress(header + b"\n"))
    with pytest.raises(InputError, match="is damaged"):
        Lexicon.load(path)


@pytest.mark.parametrize(("source", "target"), CASES["translations"])
def test_the_shipped_lexicon_knows_common_words(source: str, target: str) -> None:
    lexicon = shipped("en", "es")
    assert lexicon is not None
    assert target in [word for word, _ in lexicon.translations(source, 3)]


def test_the_shipped_lexicon_serves_both_directions() -> None:
    straight, turned = shipped("en", "es"), shipped("es", "en")
    assert straight is not None
    assert turned is not None
    assert contents(turned) == contents(straight.swapped())


def test_no_lexicon_is_shipped_for_languages_that_nobody_trained() -> None:
    assert shipped("en", "tlh") is None
    assert shipped("en", "en") is None


def test_the_shipped_lexicon_is_small_and_its_note_names_this_very_file() -> None:
    lexicon = shipped("en", "es")
    assert lexicon is not None
    assert (DATA / "en-es.lexicon").stat().st_size <= 4_000_000
    assert lexicon.digest in (DATA / "en-es.lexicon.md").read_text(encoding="utf-8")


def test_importing_the_module_loads_no_numpy() -> None:
    modules = "aligner.words.lexicon, aligner.words.train, aligner.formats.pairs"
    code = f"import sys, {modules}; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
