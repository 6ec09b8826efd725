"""Bytes to text: the right encoding, or an error that says what to do."""

import codecs
import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.errors import InputError
from aligner.read import clean
from aligner.read.encoding import decode

SPANISH = "—¿Qué pasó en la estación? —preguntó él.\n—Según Íñigo, el tren no llegó: «más de cien niños»…\n"
ENGLISH = "“It’s the café’s fault,” she said—and left. That was all she’d say; the rest isn’t known.\n"
FRENCH = "Où est-il allé ? « À l’hôtel, très tôt », répondit l’élève français.\n"
GERMAN = "„Das können wir natürlich früher prüfen“, sagte Jörg über die Straße hinweg.\n"


@pytest.mark.parametrize("text", [SPANISH, ENGLISH, FRENCH, GERMAN], ids=["Spanish", "English", "French", "German"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"]
)
def test_western_text_is_read_in_every_usual_encoding(text, encoding):
    assert decode(text.encode(encoding)) == text


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


def test_a_foreign_byte_in_utf_8_is_mended_and_reported(caplog):
    data = (SPANISH * 5).encode() + "Más café.\n".encode("cp1252")
    with caplog.at_level(logging.WARNING):
        assert decode(data) == SPANISH * 5 + "Más café.\n"
    assert "line 11" in caplog.text


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
        ("Ένα μικρό κείμενο για δοκιμή".encode("cp1253"), None, "neither UTF-8 nor a Western encoding"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", None, "a JPEG picture"),
        (b"%PDF-1.7\n", None, "a PDF file"),
        (bytes(range(32)) * 20, None, "control characters"),
    ],
)
def test_what_cannot_be_decoded_is_refused_with_a_remedy(data, encoding, message):
    with pytest.raises(InputError, match=message) as caught:
        decode(data, encoding)
    assert caught.value.remedy
