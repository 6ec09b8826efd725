"""``aligner train``, run as a user runs it: from files of pairs to an alignment with the lexicon made from them."""

from __future__ import annotations

import gzip
import random
import re
import subprocess
import sys
from itertools import permutations
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from commandline import run_text as run

from aligner.formats import write
from aligner.formats.rows import Row, alignment_of
from aligner.words.lexicon import Lexicon

# Two made-up languages: unlike words of equal lengths, so that only a lexicon can tell which is which.
SOURCE = [
    "bado",
    "keli",
    "mufa",
    "nore",
    "pisa",
    "tugo",
    "veli",
    "zamo",
    "duri",
    "feko",
    "gani",
    "lopu",
    "rasi",
    "semo",
    "tiba",
    "vuno",
]
TARGET = [
    "xhyq",
    "wjyk",
    "qyxw",
    "jkhw",
    "kwyx",
    "hqyj",
    "yxkq",
    "wqhk",
    "xjwy",
    "khyw",
    "qjxh",
    "ywqx",
    "jxky",
    "hkwj",
    "qwhy",
    "kxjw",
]
WORD_FOR_WORD = dict(zip(SOURCE, TARGET, strict=True))

NOUNS = {
    "house": "la casa",
    "bread": "el pan",
    "night": "la noche",
    "dog": "el perro",
    "water": "el agua",
    "street": "la calle",
    "king": "el rey",
    "sea": "el mar",
    "window": "la ventana",
    "brother": "el hermano",
    "horse": "el caballo",
    "tree": "el árbol",
}
TWO = list(permutations(NOUNS, 2))
ENGLISH = [f"I have seen the {one} and the {other} here." for one, other in TWO]
SPANISH = [f"He visto aquí {NOUNS[one]} y también {NOUNS[other]}." for one, other in TWO]
ENGLISH_SPANISH = list(zip(ENGLISH, SPANISH, strict=True))


def toy(number: int, seed: int, length: int | None = None) -> list[tuple[str, str]]:
    """Sentences in the first language and their translations, words in reverse order."""
    chance = random.Random(seed)
    pairs = []
    for _ in range(number):
        words = chance.sample(SOURCE, length or chance.randint(3, 7))
        pairs.append((" ".join(words), " ".join(WORD_FOR_WORD[word] for word in reversed(words))))
    return pairs


def tsv(pairs: list[tuple[str, str]]) -> str:
    return "".join(f"{source}\t{target}\n" for source, target in pairs)


def tmx(pairs: list[tuple[str, str]], languages: tuple[str, str], header: str) -> str:
    units = "".join(
        "<tu>"
        + "".join(
            f'<tuv xml:lang="{language}"><seg>{escape(text)}</seg></tuv>'
            for language, text in zip(languages, pair, strict=True)
        )
        + "</tu>\n"
        for pair in pairs
    )
    return f'<tmx version="1.4"><header srclang="{header}"/><body>\n{units}</body></tmx>\n'


def best(path: Path) -> dict[str, str]:
    lexicon = Lexicon.load(path)
    return {word: lexicon.translations(word, 1)[0][0] for word in lexicon.source_words}


def test_a_lexicon_of_200_pairs_aligns_what_nothing_else_can(tmp_path):
    (tmp_path / "pairs.tsv").write_text(tsv(toy(200, seed=1)))
    result = run("train", "pairs.tsv", "-o", "toy.lexicon", "--lang", "qaa,qab", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert best(tmp_path / "toy.lexicon") == WORD_FOR_WORD

    # All sentences have the same length; one of the first five has no translation, and lengths cannot show which.
    text = toy(12, seed=2, length=5)
    (tmp_path / "a").write_text("".join(f"{source}\n" for source, _ in text))
    (tmp_path / "b").write_text("".join(f"{target}\n" for _, target in text[:3] + text[4:]))
    gold = [f"[{k}]:[{k - (k > 3)}]" if k != 3 else "[3]:[]" for k in range(12)]
    (tmp_path / "gold").write_text("\n".join(gold))
    align = ("align", "a", "b", "--pre-segmented", "--lang", "qaa,qab")
    aligned = run(*align, "--lexicon", "toy.lexicon", "-o", "x.ladder", "-o", "x.json", cwd=tmp_path)
    assert aligned.returncode == 0, aligned.stderr
    assert run("evaluate", "gold", "x.ladder", "--fail-under", "1", cwd=tmp_path).returncode == 0
    assert Lexicon.load(tmp_path / "toy.lexicon").digest in (tmp_path / "x.json").read_text()


def test_the_summary_counts_pairs_words_entries_and_bytes_of_the_file(tmp_path):
    pairs = toy(600, seed=1)
    (tmp_path / "pairs.tsv").write_text(tsv(pairs))
    result = run("train", "pairs.tsv", "-o", "toy.lexicon", "--lang", "qaa,qab", cwd=tmp_path)
    assert result.stdout == ""
    n_words = sum(len(source.split()) for source, _ in pairs)
    size = (tmp_path / "toy.lexicon").stat().st_size
    said = f"toy.lexicon: qaa-qab, 600 pairs, {n_words:,} + {n_words:,} running words, 16 + 16 words, "
    assert result.stderr.startswith(said)
    assert re.search(rf" [\d,]+ entries, {size:,} bytes, \d+\.\d seconds\n$", result.stderr)


def test_too_few_pairs_to_help_are_said_in_one_line(tmp_path):
    (tmp_path / "pairs.tsv").write_text(tsv(toy(100, seed=1)))
    result = run("train", "pairs.tsv", "-o", "toy.lexicon", *LANG, cwd=tmp_path)
    few, summary = result.stderr.splitlines()
    assert result.returncode == 0 and (tmp_path / "toy.lexicon").exists()
    assert few.startswith("only 100 pairs: ") and summary.startswith("toy.lexicon: ")
    assert run("train", "pairs.tsv", "-q", "-o", "toy.lexicon", *LANG, cwd=tmp_path).stderr == ""


def test_quiet_says_nothing_and_no_bar_is_drawn_off_a_terminal(tmp_path):
    (tmp_path / "pairs.tsv").write_text(tsv(toy(600, seed=1)))
    assert run("train", "pairs.tsv", "-q", "-o", "q.lexicon", "--lang", "qaa,qab", cwd=tmp_path).stderr == ""
    loud = run("train", "pairs.tsv", "-o", "l.lexicon", "--lang", "qaa,qab", cwd=tmp_path)
    assert len(loud.stderr.splitlines()) == 1
    assert (tmp_path / "q.lexicon").read_bytes() == (tmp_path / "l.lexicon").read_bytes()


def test_several_files_of_any_kind_are_one_corpus(tmp_path):
    pairs = toy(200, seed=1)
    (tmp_path / "whole.tsv").write_text(tsv(pairs))
    (tmp_path / "1.tsv").write_text(tsv(pairs[:50]))
    (tmp_path / "2.tsv.gz").write_bytes(gzip.compress(tsv(pairs[50:100]).encode(), mtime=0))
    (tmp_path / "3.tmx").write_text(tmx(pairs[100:150], ("qaa-XX", "qab"), "*all*"))
    (tmp_path / "4.tmx.gz").write_bytes(gzip.compress(tmx(pairs[150:], ("qaa", "qab"), "qaa").encode(), mtime=0))
    run("train", "whole.tsv", "-o", "whole.lexicon", "--lang", "qaa,qab", cwd=tmp_path)
    run("train", "1.tsv", "2.tsv.gz", "3.tmx", "4.tmx.gz", "-o", "parts.lexicon", "--lang", "qaa,qab", cwd=tmp_path)
    assert (tmp_path / "parts.lexicon").read_bytes() == (tmp_path / "whole.lexicon").read_bytes()


@pytest.mark.parametrize("suffix", [".json", ".xlf", ".xlsx", ".xces", ".tei"])
def test_saved_alignments_teach_what_their_table_does_and_name_their_languages(suffix, tmp_path):
    pairs = toy(200, seed=1)
    rows = [Row("", source, target, paragraph=str(number)) for number, (source, target) in enumerate(pairs)]
    write(alignment_of(rows, ("a.txt", "b.txt"), ("qaa", "qab")), tmp_path / f"saved{suffix}")
    (tmp_path / "whole.tsv").write_text(tsv(pairs))
    run("train", "whole.tsv", "-o", "whole.lexicon", "--lang", "qaa,qab", cwd=tmp_path)
    result = run("train", f"saved{suffix}", "-o", "saved.lexicon", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "saved.lexicon").read_bytes() == (tmp_path / "whole.lexicon").read_bytes()


# content and name of a file -> the languages that its lexicon gets without --lang
UNNAMED = {
    "a table is told by its texts": ("p.tsv", tsv(ENGLISH_SPANISH), ("en", "es")),
    "a table the other way round": ("p.tsv", tsv([(t, s) for s, t in ENGLISH_SPANISH]), ("es", "en")),
    "a header of names beside notes": (
        "p.tsv",
        "id\tDeutsch\tFrench (CA)\tNotes\n" + "".join(f"1\t{s}\t{t}\tSee above.\n" for s, t in toy(99, 1)),
        ("de", "fr"),
    ),
    "a header of codes": ("p.tsv", "EU\tmt\n" + tsv(toy(99, 1)), ("eu", "mt")),
    "our own table": (
        "p.tsv",
        "id\tkind\tsource\ttarget\n" + "".join(f"1\t1-1\t{s}\t{t}\n" for s, t in ENGLISH_SPANISH),
        ("en", "es"),
    ),
    "a memory as its units come": ("p.tmx", tmx(toy(99, 1), ("de-DE", "fr_FR"), "*all*"), ("de", "fr")),
    "a memory whose header names the source": ("p.tmx", tmx(toy(99, 1), ("de", "fr"), "fr-FR"), ("fr", "de")),
}


@pytest.mark.parametrize("name", UNNAMED)
def test_without_lang_the_files_state_their_languages(name, tmp_path):
    path, content, languages = UNNAMED[name]
    (tmp_path / path).write_text(content, encoding="utf-8")
    result = run("train", path, "-o", "made.lexicon", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert Lexicon.load(tmp_path / "made.lexicon").languages == languages


def test_a_dash_is_stdout(tmp_path):
    (tmp_path / "pairs.tsv").write_text(tsv(toy(200, seed=1)))
    command = [sys.executable, "-m", "aligner", "train", "pairs.tsv", "--lang", "qaa,qab", "-o"]
    piped = subprocess.run([*command, "-"], cwd=tmp_path, capture_output=True, timeout=60, check=True)
    subprocess.run([*command, "a.lexicon"], cwd=tmp_path, capture_output=True, timeout=60, check=True)
    assert piped.stdout == (tmp_path / "a.lexicon").read_bytes()
    assert not (tmp_path / "-").exists()


GOOD = tsv(ENGLISH_SPANISH).encode()
TOY = tsv(toy(600, seed=1)).encode()
LANG = ["--lang", "qaa,qab"]


def test_a_failed_run_leaves_the_old_lexicon_as_it_was(tmp_path):
    (tmp_path / "x.lexicon").write_bytes(b"old")
    (tmp_path / "a.tsv").write_bytes(b"one column\n")
    assert run("train", "a.tsv", "-o", "x.lexicon", *LANG, cwd=tmp_path).returncode == 3
    assert (tmp_path / "x.lexicon").read_bytes() == b"old"
