"""Which encoding bytes are in, if nothing but the text itself tells, and how sure that is.

Every encoding is tried on parts of the file, and what its letters cost in the languages written in it decides::

    bytes       Windows-1251       KOI8-R             Windows-1252
    cf f0 e8    При, 22 bits       оПХ, 49 bits       Ïðè, 54 bits
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from typing import NamedTuple

from aligner.read.letters import Letters
from aligner.read.letters.signs import NO_CHARACTER


class Encoding(NamedTuple):
    """A candidate.

    Attributes:
        codec: Python's name.
        name: as users know it.
        languages: codes of those whose letters it has, in groups of which a text is in one.
        bits: how much likelier a text must be in it than in others to count as in this one; for all beside
            Windows-1252 some, so that a few letters in an English text do not make it Greek. Guesses, by how often
            one meets files in it.
    """

    codec: str
    name: str
    languages: tuple[tuple[str, ...], ...]
    bits: float


class Guess(NamedTuple):
    """What a file may be in, and what it costs as that, in bits; `codec` is empty for what is no text at all."""

    codec: str
    name: str
    bits: float


_WESTERN = ("es", "fr", "de", "pt", "it", "nl", "ca", "sv", "da", "nb", "fi", "is")
_CENTRAL = ("pl", "cs", "hu", "sk", "hr", "ro", "sl", "de")
_CYRILLIC = ("ru", "uk", "bg", "sr", "mk", "be")
_BALTIC = ("lt", "lv", "et", "de")

# Latin-1 is read as Windows-1252, which has all its printable characters in the same places, so it is there only for
# bytes that Windows-1252 does not define.
ENCODINGS = (
    Encoding("cp1252", "Windows-1252", (_WESTERN,), 0),
    Encoding("latin-1", "Latin-1", (_WESTERN,), 10),
    Encoding("mac_roman", "Mac Roman", (_WESTERN,), 6),
    Encoding("cp850", "DOS 850", (_WESTERN,), 14),
    Encoding("cp437", "DOS 437", (_WESTERN,), 14),
    Encoding("cp1250", "Windows-1250", (_CENTRAL,), 6),
    Encoding("iso8859_2", "ISO-8859-2", (_CENTRAL,), 8),
    Encoding("cp852", "DOS 852", (_CENTRAL,), 24),
    Encoding("cp1251", "Windows-1251", (_CYRILLIC,), 10),
    Encoding("koi8_r", "KOI8-R", (("ru", "bg"),), 12),
    Encoding("koi8_u", "KOI8-U", (("uk", "ru", "be"),), 13),
    Encoding("iso8859_5", "ISO-8859-5", (_CYRILLIC,), 14),
    Encoding("cp866", "DOS 866", (_CYRILLIC,), 14),
    Encoding("mac_cyrillic", "Mac Cyrillic", (_CYRILLIC,), 15),
    Encoding("cp1253", "Windows-1253", (("el",),), 10),
    Encoding("iso8859_7", "ISO-8859-7", (("el",),), 11),
    Encoding("cp1254", "Windows-1254", (("tr", "de"),), 7),
    Encoding("cp1255", "Windows-1255", (("he",),), 10),
    Encoding("cp1256", "Windows-1256", (("ar", "fa", "ur"),), 10),
    Encoding("cp1257", "Windows-1257", (_BALTIC,), 8),
    Encoding("cp874", "Windows-874", (("th",),), 12),
    Encoding("gb18030", "GB18030", (("zh-Hans",),), 10),
    Encoding("big5hkscs", "Big5", (("zh-Hant",),), 10),
    Encoding("cp932", "Shift-JIS", (("ja",),), 10),
    Encoding("euc_jis_2004", "EUC-JP", (("ja",),), 11),
    Encoding("cp949", "EUC-KR", (("ko",),), 10),
)
# UTF-8 with some bytes of Windows-1252 among it; it has the letters of all languages.
UTF8 = "utf-8"
DAMAGED_UTF8 = Encoding(UTF8, "UTF-8", tuple({e.languages[0]: None for e in ENCODINGS}), 12)

# Bits of what is no text in any of them: for the first of some bytes beyond ASCII, for each further one, and once.
_NOISE_FIRST, _NOISE_FURTHER, _NOISE = 26.0, 8.0, 20.0

# How much of that a text costs as the nearest of these encodings if it is in one that is not among them. Texts of 800
# bytes cost .25 to .68 in their own encoding, .7 to 1 in that nearest to Johab, Windows-1258, DOS 857 or EBCDIC.
_UNKNOWN = 0.75

# How much of it a text costs at most as the only encoding left, for no more of it to be read. A guess.
_CLEAR = 0.6

# What a bit counts for in probabilities: less than a bit, because neighbouring pairs tell the same more than once.
# With .5, what is said to be 80 to 90 % sure is right in 88 %, 90 to 95 % in 92 %, 95 to 98 % in 96 %.
_SHARPNESS = 0.5

# Largest share of characters that are none. A guess: a damaged file has some.
MOST_LOST = 0.01

# Parts of a file that are looked at, and the bytes of each; all of a short file.
_PARTS, _PART = 60, 150

# At first every so manieth part is read, then more, by those encodings whose bits are not more than so many times those
# of the likeliest and some. Of 2,693 texts and files, all but three with equal bits are taken for what they are taken
# for if all encodings read all of 9,000 bytes.
_STEPS = (60, 16, 4, 1)
_AHEAD, _LEAD = 1.3, 40.0

_BEYOND_ASCII = re.compile(rb"[\x80-\xff]+")
# Bytes that are no part of a longer character in any of the encodings.
_WHOLE = re.compile(rb"[\t-/]")
# Bytes that are not UTF-8, as they are read with "surrogateescape", and what is; how many of the latter there must be
# for each of the former in UTF-8 with exceptions, and how many no other encoding has by chance.
_ESCAPED, _VALID = re.compile("[\udc80-\udcff]+"), re.compile("[\x80-\ud7ff\ue000-\U0010ffff]")
_LEAST_VALID, _MOSTLY_VALID = 0.05, 10


def guesses(data: bytes) -> list[Guess]:
    """All that bytes may be of which some are beyond ASCII, the most likely first; never empty.

    >>> guesses("Сколько лет, сколько зим!".encode("cp1251"))[0].name
    'Windows-1251'
    """
    parts = _parts(data + b"\n")
    candidates, size = _candidates(parts), sum(map(len, parts))
    for step in _STEPS:
        read = parts[::step]
        likely = _likely(candidates, read, size)
        candidates = [reading.encoding for reading in likely]
        noise = _noise(read)
        if len(likely) == 1 and likely[0].bits < _CLEAR * noise:
            break
    found = {"": Guess("", "", noise)}
    for encoding, text, bits in likely:
        # Where two encodings give the same text, it does not matter which it is.
        if text not in found or bits < found[text].bits:
            found[text] = Guess(encoding.codec, encoding.name, bits)
    return sorted(found.values(), key=lambda guess: guess.bits)


def sureness(of: Guess, among: Iterable[Guess]) -> float:
    """The probability of a guess, if one of these is right or an encoding that is not known here."""
    others = (other.bits if other.codec else _UNKNOWN * other.bits for other in among)
    odds: float = sum(2.0 ** min(_SHARPNESS * (of.bits - bits), 1000.0) for bits in others)
    return 1 / odds


def mended(data: bytes) -> tuple[str, list[int]]:
    """UTF-8 with what is not read as Windows-1252, and where in the text such places are."""
    text = data.decode("utf-8", errors="surrogateescape")
    return _mended(text), [run.start() for run in _ESCAPED.finditer(text)]


def _candidates(parts: list[bytes]) -> list[Encoding]:
    utf8 = "\n".join(_decoded(part, UTF8, "surrogateescape") for part in parts)
    valid, other = len(_VALID.findall(utf8)), len(_ESCAPED.findall(utf8))
    if valid > _MOSTLY_VALID * (other + 1):
        return [DAMAGED_UTF8]
    return [DAMAGED_UTF8, *ENCODINGS] if valid > _LEAST_VALID * other else list(ENCODINGS)


class _Reading(NamedTuple):
    """What an encoding makes of parts of a file, and what that costs in bits."""

    encoding: Encoding
    text: str
    bits: float


def _likely(candidates: list[Encoding], parts: list[bytes], size: int) -> list[_Reading]:
    """The readings of these parts that may turn out to be the likeliest if all of them are read, which have so many
    bytes; not those that have no character for more than a few of the bytes.

    Those are tried first whose signs and capitals stand where they should, and those that are already too unlikely by
    them are not tried at all.
    """
    alike, most_lost = dict[str, Letters](), MOST_LOST * size / sum(map(len, parts))
    tried: list[tuple[float, Encoding, str]] = []
    for encoding in candidates:
        text = _text(encoding, parts)
        if text.count(NO_CHARACTER) <= most_lost * len(text):
            letters = alike.setdefault(text, Letters(text))
            tried.append((encoding.bits + min(map(letters.least_bits, encoding.languages)), encoding, text))
    found, best = list[_Reading](), _noise(parts)
    for least, encoding, text in sorted(tried, key=lambda each: each[0]):
        if least <= _AHEAD * best + _LEAD:
            bits = encoding.bits + min(map(alike[text].bits, encoding.languages))
            best = min(bits, best)
            found.append(_Reading(encoding, text, bits))
    return [reading for reading in found if reading.bits <= _AHEAD * best + _LEAD]


def _text(encoding: Encoding, parts: list[bytes]) -> str:
    if encoding is DAMAGED_UTF8:
        return _mended("\n".join(_decoded(part, UTF8, "surrogateescape") for part in parts))
    return "\n".join(_decoded(part, encoding.codec, "replace") for part in parts)


def _decoded(part: bytes, codec: str, errors: str) -> str:
    """A part, without a character that goes on beyond its end."""
    return codecs.getincrementaldecoder(codec)(errors).decode(part)


def _mended(text: str) -> str:
    return _ESCAPED.sub(lambda run: _western(run[0].encode("utf-8", "surrogateescape")), text)


def _western(data: bytes) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _parts(data: bytes) -> list[bytes]:
    """Parts with something beyond ASCII from all over a file, that begin and end where a character does as far as that
    can be told."""
    found, end = [], 0
    for place in range(0, len(data), max(len(data) // _PARTS, _PART // 2)):
        beyond = _BEYOND_ASCII.search(data, max(place, end))
        if beyond is None:
            break
        start = _whole(data, max(end, beyond.start() - _PART // 2), beyond.start())
        if start is not None:
            end = _whole(data, start + _PART, start + 4 * _PART) or start + _PART
            found.append(data[start : end + 1])
    return found or [data[: _PARTS * _PART]]


def _whole(data: bytes, start: int, end: int) -> int | None:
    """Where a character surely begins; None if that is nowhere between these."""
    if start == 0:
        return 0
    found = _WHOLE.search(data, start, end)
    return found.start() if found else None


def _noise(parts: list[bytes]) -> float:
    runs = [len(run) for part in parts for run in _BEYOND_ASCII.findall(part)]
    return _NOISE + sum(_NOISE_FIRST + _NOISE_FURTHER * (run - 1) for run in runs)
