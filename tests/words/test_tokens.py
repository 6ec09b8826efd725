"""Tokens of every script: what counts as a word, which marks count, and what is folded."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.formats.html import scripts
from aligner.words.tokens import WORD, is_piece, shown_words, tokenize

CASES = json.loads((Path(__file__).parents[1] / "cases" / "tokens.json").read_text(encoding="utf-8"))
SCRIPTS = Path(scripts.__file__).parent / "script"
DIGITS = [chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) == "Nd"]

# Runs of letters without spaces, by the number of letters in a piece.
LETTERS = {2: "東京都心年人のはがを", 3: "กขคงจฉกຂຄງកខគဃငခ"}
runs = st.sampled_from([2, 3]).flatmap(
    lambda size: st.tuples(st.just(size), st.text(LETTERS[size], min_size=1, max_size=9))
)


@pytest.mark.parametrize("case", CASES, ids=[case["promise"] for case in CASES])
def test_the_tokens_of_every_script(case: dict[str, Any]):
    assert tokenize(case["text"]) == case["tokens"]


@given(st.text(st.characters(max_codepoint=127), max_size=40))
def test_ascii_text_has_the_same_tokens_as_it_has_beside_other_scripts(text):
    """A faster way is taken for it."""
    assert [*tokenize(text), "東京"] == tokenize(f"{text}\n東京")
    assert [*tokenize(text), "мир"] == tokenize(f"{text}\nмир")


@given(runs)
def test_overlapping_pieces_cover_a_run_without_spaces_in_order(run):
    size, text = run
    pieces = tokenize(text)
    assert "".join([pieces[0], *(piece[-1] for piece in pieces[1:])]) == text
    assert {len(piece) for piece in pieces} == {min(size, len(text))}
    assert all(is_piece(piece) for piece in pieces)


def test_digits_of_all_scripts_have_the_value_that_unicode_gives_them():
    assert len(DIGITS) > 600
    assert [tokenize(digit) for digit in DIGITS] == [[str(unicodedata.digit(digit))] for digit in DIGITS]


@pytest.mark.parametrize("mark", '?!¿¡:;()"—…%$€£&@/#=+')
def test_marks_that_tell_sentences_apart_are_tokens(mark):
    assert tokenize(f"a {mark} b") == ["a", mark, "b"]


@pytest.mark.parametrize("word", ["tower", "タワー", "서울", "мир", "سلام", "नमस्ते", "12", "?"])
def test_words_numbers_and_marks_are_no_pieces(word):
    assert tokenize(word) == [word]
    assert not is_piece(word)


@given(st.text(max_size=40))
def test_whatever_the_text_no_token_is_empty_or_holds_a_line_end(text):
    for token in (*tokenize(text), *shown_words(text)):
        assert token and not set(token) & set("\n\r\t")


# The words of the reading view


def test_shown_words_are_letters_where_a_script_sets_no_spaces_and_hold_no_marks():
    assert shown_words("東京 is (Tokyo): 12% — ไทย!") == ["東", "京", "is", "tokyo", "12", "ไ", "ท", "ย"]


@pytest.mark.skipif(shutil.which("node") is None, reason="no node here")
def test_the_page_finds_the_same_words_as_the_program():
    """Else no light would go on: the page looks up the words that it finds in the table that the program made."""
    texts = [
        "La niña—1.000,5 de «Δελφοί» don’t o'clock L’ÉTÉ STRAẞE ΟΔΟΣ İZMİR nai\u0308ve",
        *(case["text"] for case in CASES if "Ａ" not in case["text"]),  # the page does not fold full-width letters
    ]
    code = (
        f"globalThis.SHARED = {json.dumps({'word': WORD, 'grades': [0, 1, 2, 3]})};"
        f"const {{ plainWord, wordsIn }} = await import({json.dumps((SCRIPTS / 'links.js').as_uri())});"
        "const texts = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));"
        "console.log(JSON.stringify(texts.map((text) => wordsIn(text).map(({ word }) => plainWord(word)))));"
    )
    asked = ["node", "-e", f"(async () => {{ {code} }})()"]
    done = subprocess.run(asked, input=json.dumps(texts), text=True, capture_output=True, check=True)
    for text, found in zip(texts, json.loads(done.stdout), strict=True):
        # Only words have links; numbers need none.
        assert [word for word in found if word[0].isalpha()] == [w for w in shown_words(text) if w[0].isalpha()], text
