"""Bytes of a text file -> str, without guessing if the bytes themselves show the encoding.

Tried in this order: the encoding named by the user; a byte order mark; the pattern of NULs (UTF-16 without a mark);
strict UTF-8; UTF-8 with a few foreign bytes; and the Western encoding under which accented letters appear where words
have them. Bytes that are not text raise `InputError` rather than giving garbage.
"""

from __future__ import annotations

import codecs
import logging
import re

from aligner.errors import InputError
from aligner.read.signature import TEXT, refuse_other
from aligner.read.western import plausibility

log = logging.getLogger(__name__)

# Longest first, because the mark of UTF-32 begins with that of UTF-16.
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# The first wins if the letters do not decide. Latin-1 is read as Windows-1252, which has all its printable characters
# in the same places, so it is listed only for bytes that Windows-1252 does not define.
WESTERN = ("cp1252", "latin-1", "mac_roman")

# Bytes with a larger share of NULs and other control characters are not text. A guess: text has hardly any, pictures
# and programs have 10 % or more.
BINARY_SHARE = 0.02

# Least share of byte pairs with a NUL in UTF-16 without a mark; in Western text, nearly all have one. A safe guess.
UTF16_SHARE = 0.4

# Least share of valid UTF-8 among all places beyond ASCII for a file to count as damaged UTF-8, or as a UTF-8 and a
# Western file joined into one: share of Western characters, and of any characters. Guesses.
UTF8_WESTERN_SHARE, UTF8_SHARE = 0.02, 0.5

_SAMPLE = 200_000  # bytes examined if a share is enough; keeps large files fast
_NAMES = {"cp1252": "Windows-1252", "latin-1": "Latin-1", "mac_roman": "Mac Roman"}
_REMEDY = "name its encoding with --text-encoding, or save it as UTF-8"

# Surrogates into which the error handler "surrogateescape" turns bytes that are not UTF-8; characters beyond ASCII; and
# among these, Western letters and punctuation, which other encodings never form by chance (Mac Roman "’é" forms "Վ").
_ESCAPED = re.compile("[\udc80-\udcff]+")
_WHOLE = re.compile("[\x80-\ud7ff\ue000-\U0010ffff]")
_WESTERN_WHOLE = re.compile("[\xa0-\u017f\u2010-\u2044\u20ac]")


def decode(data: bytes, encoding: str | None = None) -> str:
    """The bytes as text without a byte order mark; line endings and control characters stay as they are.

    Raises `InputError` if the bytes are not text, or not in the named encoding.

    >>> decode("¿Qué pasó?".encode("cp1252")), decode("¿Qué pasó?".encode("mac_roman"))
    ('¿Qué pasó?', '¿Qué pasó?')
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
        return _repaired(data) or _western(data)


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


def _repaired(data: bytes) -> str | None:
    """The text of a file that is UTF-8 except for a few bytes, which are read as Western; None if it is not UTF-8."""
    text = data.decode("utf-8", errors="surrogateescape")
    patterns = (_ESCAPED, _WHOLE, _WESTERN_WHOLE)
    damaged, valid, western = (sum(1 for _ in pattern.finditer(text)) for pattern in patterns)
    places = valid + damaged
    if western < UTF8_WESTERN_SHARE * places and valid < UTF8_SHARE * places:
        return None
    first = _ESCAPED.search(text)
    line = 1 + text.count("\n", 0, first.start() if first else 0)
    log.warning("not all UTF-8: %d places, the first in line %d, were read as Windows-1252", damaged, line)
    return _ESCAPED.sub(_from_escapes, text)


def _from_escapes(match: re.Match[str]) -> str:
    return match.group().encode("utf-8", errors="surrogateescape").decode("cp1252", errors="replace")


def _western(data: bytes) -> str:
    """The most plausible decoding; if several are equal, the first in `WESTERN`."""
    best, best_score = "", float("-inf")
    for name in WESTERN:
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        score = plausibility(text[:_SAMPLE])
        if score > best_score:
            best, best_score = text, score
    if best_score < 0:
        raise InputError("neither UTF-8 nor a Western encoding", remedy=_REMEDY)
    return best
