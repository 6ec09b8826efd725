"""Bytes to text: the right encoding, or an error that says what to do."""

import codecs
import json
import random
import warnings
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.errors import GuessWarning, InputError
from aligner.read import clean, read
from aligner.read.encoding import decode

CASES = json.loads((Path(__file__).parents[1] / "cases/read_encodings.json").read_text(encoding="utf-8"))

pytestmark = pytest.mark.filterwarnings("ignore::aligner.errors.GuessWarning")

SPANISH = "—¿Qué pasó en la estación? —preguntó él.\n—Según Íñigo, el tren no llegó: «más de cien niños»…\n"
ENGLISH = "“It’s the café’s fault,” she said—and left. That was all she’d say; the rest isn’t known.\n"
FRENCH = "Où est-il allé ? « À l’hôtel, très tôt », répondit l’élève français.\n"
KOREAN = next(case["text"] for case in CASES if case["codec"] == "cp949")
GERMAN = "„Das können wir natürlich früher prüfen“, sagte Jörg über die Straße hinweg.\n"


@pytest.mark.parametrize("text", [SPANISH, ENGLISH, FRENCH, GERMAN], ids=["Spanish", "English", "French", "German"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"]
)
def test_western_text_is_read_in_every_usual_encoding(text, encoding):
    assert decode(text.encode(encoding)) == text


def guessed(data):
    """The text, and what is said of it."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        text = decode(data)
    return text, [str(warning.message) for warning in caught]


@pytest.mark.parametrize("case", CASES, ids=[f"{case['name']} {case['language']}" for case in CASES])
def test_a_paragraph_is_read_in_its_encoding_which_is_named(case):
    text, said = guessed(case["text"].encode(case["codec"]))
    assert text == case["text"]
    [line] = said
    assert line.startswith(f"read as {case['name']} (sure: ")
    assert line.endswith("%); --text-encoding names another")


@pytest.mark.parametrize("case", CASES, ids=[f"{case['name']} {case['language']}" for case in CASES])
def test_a_translation_in_the_same_file_changes_nothing(case):
    text = "The ferry leaves at noon, and nobody knows when it returns.\n" * 5 + case["text"]
    assert decode(text.encode(case["codec"])) == text


@pytest.mark.parametrize(
    "text",
    [
        "Llegó el señor García.",
        "¿Dónde está el baño?",
        "I left my résumé at the café.",
        "Zoë Müller sang for the naïve façade.",
        "It’s 20 °C — “warm”, he said…",
        "The price is £5 or €6.",
        "The band played in Tromsø, then in Malmö and in Besançon.",
        "Straße",
        "El 89º minuto, la 3ª vez.",
    ],
)
def test_a_few_letters_beyond_ascii_are_western(text):
    data = ("It was a long day, and everybody was tired. " * 3 + text).encode("cp1252")
    assert decode(data).endswith(text)
    assert decode(text.encode("cp1252")) == text


def test_a_long_file_is_judged_by_all_of_it():
    """The only letters that tell stand near its end."""
    data = ("Just words. " * 100_000 + CASES[3]["text"]).encode("cp1251")
    assert decode(data).endswith(CASES[3]["text"])


def test_how_sure_a_guess_is_depends_on_how_much_there_is_to_judge_by():
    def doubtful(text):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            decode(text.encode("cp1250"))
        return caught[0].message.doubtful

    assert doubtful("Peňa")
    assert not doubtful(CASES[0]["text"])


def test_a_guess_is_said_once_with_the_name_of_the_file(tmp_path):
    path = tmp_path / "saga.txt"
    path.write_bytes("Ekki er ráð nema í tíma sé tekið. Hann á það við.\n".encode("cp1252"))
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        read(path)
    [said] = [str(warning.message) for warning in caught]
    assert said.startswith(f"{path}: read as Windows-1252 (sure: ")


@pytest.mark.parametrize("data", [SPANISH.encode(), SPANISH.encode("utf-16"), b"plain words"])
def test_nothing_is_said_of_what_is_no_guess(data):
    assert guessed(data)[1] == []


def test_nothing_is_said_of_an_encoding_that_the_user_names():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        decode(SPANISH.encode("cp1252"), "cp1252")


def test_latin_1_is_read():
    text = "El niño llegó mañana. ¿Qué más?\n"
    assert decode(text.encode("latin-1")) == text


# The byte of "ó" in Mac Roman is a dash in Windows-1252, that of "ñ" a shorter dash, that of "í" an apostrophe. Each of
# these could stand where the letter does; only the words show that letters are meant.
MAC_LETTERS = ["Pasó un año y nadie volvió.", "El niño comió y se durmió.", "Llovía.", "Peña, Muñoz y Zúñiga"]


@pytest.mark.parametrize("text", MAC_LETTERS)
@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
def test_words_tell_letters_from_dashes_if_their_positions_do_not(text, encoding):
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE], ids=["little", "big"])
def test_utf_16_with_a_mark_is_read_whichever_byte_comes_first(mark):
    name = "utf-16-le" if mark == codecs.BOM_UTF16_LE else "utf-16-be"
    assert decode(mark + SPANISH.encode(name)) == SPANISH


@given(st.text())
def test_all_that_is_utf_8_is_read_as_utf_8(text):
    text = text.replace("\x00", "")
    data = ("Prose of ordinary letters stands before it. " * 20 + text).encode()
    try:
        decoded = decode(data)
    except InputError:  # too many control characters to be a text
        assert sum(c < " " for c in text) > 10
    else:
        assert decoded == data.decode()


@given(st.binary(max_size=300))
def test_any_bytes_are_decoded_or_refused_and_never_crash(data):
    try:
        text = decode(data)
    except InputError as error:
        assert error.what and error.remedy
    else:
        assert isinstance(clean(text), str)


def test_a_foreign_byte_in_utf_8_is_mended_and_reported():
    data = (SPANISH * 5).encode() + "Más café.\n".encode("cp1252")
    with pytest.warns(GuessWarning, match="not all UTF-8: 2 places, the first in line 11"):
        assert decode(data) == SPANISH * 5 + "Más café.\n"


@pytest.mark.parametrize(
    ("codec", "name", "bad"), [("cp1251", "Windows-1251", b"\x98"), ("cp1252", "Windows-1252", b"\x81")]
)
def test_a_byte_that_is_no_character_does_not_spoil_a_subtitle_file(codec, name, bad):
    text = {"cp1251": "Слово за слово, и спор начался снова.\n", "cp1252": SPANISH}[codec] * 20
    lines = text.count("\n")
    with pytest.warns(GuessWarning, match=f"read as {name}, in which one place, in line {lines + 1}, is no character"):
        assert decode(text.encode(codec) + b"-" + bad + b"-\n") == text + "-\ufffd-\n"


def test_half_a_character_does_not_spoil_a_chinese_file():
    text = next(case["text"] for case in CASES if case["codec"] == "gb18030") * 5
    with pytest.warns(GuessWarning, match="read as GB18030, in which one place, in line 1, is no character"):
        assert decode(b"\xd6\n" + text.encode("gb18030")) == "\ufffd\n" + text


@pytest.mark.parametrize("text", ["हम कल बाज़ार गए थे।\n", "Երեկ անձրև էր գալիս։\n", CASES[11]["text"]])
def test_a_foreign_byte_in_utf_8_does_not_spoil_any_script(text):
    with pytest.warns(GuessWarning, match="not all UTF-8: one place"):
        assert decode((text * 5).encode() + b"caf\xe9") == text * 5 + "café"


def test_a_utf_8_half_and_a_windows_half_are_both_read():
    data = (ENGLISH * 3).encode() + (SPANISH * 3).encode("cp1252")
    assert decode(data) == ENGLISH * 3 + SPANISH * 3


def test_the_encoding_that_the_user_names_is_used():
    assert decode("Ελλάδα".encode("cp1253"), "windows-1253") == "Ελλάδα"
    assert decode(b"\xef\xbb\xbfabc", "utf-8") == "abc"


@pytest.mark.parametrize(
    ("data", "encoding", "message"),
    [
        (b"abc", "klingon", "there is no encoding 'klingon'"),
        (b"abc", "base64", "there is no encoding 'base64'"),
        (b"ok\nok\nni\xf1o", "utf-8", "not in utf-8 .byte 0xf1 in line 3."),
        (b"\xff\xfea\x00b", None, "starts as UTF-16 but is damaged"),
        (random.Random(1).randbytes(3000).translate(None, bytes(range(32))), None, "neither UTF-8 nor in any other"),
        ((KOREAN.encode("cp949") + b"\xff\n") * 20, None, "looks like EUC-KR but is damaged .byte 0xff in line 1."),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", None, "a JPEG picture"),
        (b"%PDF-1.7\n", None, "a PDF file"),
        (bytes(range(32)) * 20, None, "control characters"),
    ],
)
def test_what_cannot_be_decoded_is_refused_with_a_remedy(data, encoding, message):
    with pytest.raises(InputError, match=message) as caught:
        decode(data, encoding)
    assert caught.value.remedy
