"""Bytes of a text file -> str, without guessing if the bytes themselves show the encoding.

Tried in this order: the encoding named by the user; a byte order mark; the pattern of NULs (UTF-16 without a mark);
strict UTF-8; and the encoding in which the letters are most likely, which `GuessWarning` names, as it does a few places
that are damaged. Bytes that are not text raise `InputError` rather than giving garbage.
"""

from __future__ import annotations

import codecs
import re
import warnings

from aligner.errors import GuessWarning, InputError
from aligner.read.signature import TEXT, refuse_other

# Longest first, because the mark of UTF-32 begins with that of UTF-16.
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# Bytes with a larger share of NULs and other control characters are not text. A guess: text has hardly any, pictures
# and programs have 10 % or more.
BINARY_SHARE = 0.02

# Least share of byte pairs with a NUL in UTF-16 without a mark; in Western text, nearly all have one. A safe guess.
UTF16_SHARE = 0.4

# Bits by which an encoding may be less likely than the best and take its place, if that has no characters for some of
# the bytes. So Latin-1, which has them for all, stands in for Windows-1252.
CLOSE = 20.0

# How sure an encoding must be for a text to be read in it though a few bytes are nothing there. A guess.
LEAST_SURE = 0.9

_SAMPLE = 200_000  # bytes examined if a share is enough; keeps large files fast
_REMEDY = "name its encoding with --text-encoding, or save it as UTF-8"


def decode(data: bytes, encoding: str | None = None) -> str:
    """The bytes as text without a byte order mark; line endings and control characters stay as they are.

    Raises `InputError` if the bytes are not text, or not in the named encoding. Warns with `GuessWarning` of any other
    encoding than those of Unicode, if it is not named.

    >>> decode(b"\\xff\\xfe" + "¿Qué pasó?".encode("utf-16-le"))
    '¿Qué pasó?'
    """
    if encoding is not None:
        return _as_named(data, encoding)
    refuse_other(data, TEXT)
    name = next((name for mark, name in MARKS if data.startswith(mark)), None) or _utf16_by_nuls(data)
    if name is not None:
        return _strict(data, name)
    _refuse_binary(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(data)


def _as_named(data: bytes, encoding: str) -> str:
    try:
        codec = codecs.lookup(encoding)
        text = data.decode(encoding)
    except LookupError:
        remedy = "use a name such as utf-8, windows-1252, latin-1, mac-roman or utf-16"
        raise InputError(f"there is no encoding {encoding!r}", remedy=remedy) from None
    except UnicodeError as error:
        raise InputError(
            f"not in {encoding}{_at(error, data)}", remedy="leave --text-encoding out to have it detected"
        ) from None
    if codec.name == "utf-8":
        return text.removeprefix("\ufeff")
    return text.removeprefix("\ufeff") if codec.name.startswith(("utf-16", "utf-32")) else text


def _strict(data: bytes, name: str) -> str:
    try:
        return data.decode(name).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        what = f"starts as {name.upper().removesuffix('-SIG')} but is damaged{_at(error, data)}"
        raise InputError(what, remedy=_REMEDY) from None


def _at(error: UnicodeError, data: bytes) -> str:
    """Where decoding stopped, for messages: ``" (byte 0xe9 in line 3)"``."""
    if not isinstance(error, UnicodeDecodeError) or error.start >= len(data):
        return ""
    return f" (byte 0x{data[error.start]:02x} in line {_line(data, error.start)})"


def _line(data: bytes, index: int) -> int:
    head = data[:index]
    return 1 + (head.count(b"\n") or head.count(b"\r"))


def _utf16_by_nuls(data: bytes) -> str | None:
    pairs = min(len(data), _SAMPLE) // 2
    if not pairs:
        return None
    high = data[0 : 2 * pairs : 2].count(0) / pairs
    low = data[1 : 2 * pairs : 2].count(0) / pairs
    if max(high, low) < UTF16_SHARE or min(high, low) > BINARY_SHARE:
        return None
    return "utf-16-be" if high > low else "utf-16-le"


def _refuse_binary(data: bytes) -> None:
    sample = data[:_SAMPLE]
    controls = len(re.findall(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", sample))
    if controls > max(BINARY_SHARE * len(sample), 1):
        raise InputError("this is not text: it is full of control characters", remedy="give a text file")


def _guessed(data: bytes) -> str:
    """The text in the most likely encoding, or one that is hardly less likely and has characters for all bytes; if none
    has, and it is sure which it is, with "\ufffd" for a few."""
    from aligner.read.guess import UTF8, guesses, mended, sureness

    likely = guesses(data)
    for guess in likely:
        if not guess.codec or guess.bits > likely[0].bits + CLOSE:
            break
        if guess.codec == UTF8:
            text, places = mended(data)
            warnings.warn(GuessWarning.of_damage(len(places), 1 + text.count("\n", 0, places[0])), stacklevel=3)
            return text
        try:
            text = data.decode(guess.codec)
        except UnicodeDecodeError:
            continue
        warnings.warn(GuessWarning.of_encoding(guess.name, sureness(guess, likely)), stacklevel=3)
        return text
    best = likely[0]
    if not best.codec:
        raise InputError("neither UTF-8 nor in any other encoding that is recognised", remedy=_REMEDY)
    return _with_losses(data, best.codec, best.name, is_sure=sureness(best, likely) > LEAST_SURE)


def _with_losses(data: bytes, codec: str, name: str, *, is_sure: bool) -> str:
    from aligner.read.guess import MOST_LOST
    from aligner.read.letters.signs import NO_CHARACTER

    text = data.decode(codec, "replace")
    lost = text.count(NO_CHARACTER)
    try:
        data.decode(codec)
    except UnicodeDecodeError as error:
        if not is_sure or lost > MOST_LOST * len(text):
            raise InputError(f"looks like {name} but is damaged{_at(error, data)}", remedy=_REMEDY) from None
        warnings.warn(GuessWarning.of_loss(name, lost, _line(data, error.start)), stacklevel=4)
    return text
