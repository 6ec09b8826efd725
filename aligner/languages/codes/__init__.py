"""Codes of languages: one canonical form for each, and the code under which what is known of a language is found.

::

    "EN_us"         ──canonical──▶ "en-US"     ──primary──▶ "en"
    "spa", "iw"     ──canonical──▶ "es", "he"
    "zh-cmn-hant"   ──canonical──▶ "cmn-Hant"  ──primary──▶ "zh"

A code is a tag of BCP 47 (RFC 5646): an ISO 639 code of two or three letters, perhaps with a script, a region and
variants. A tag is kept as the user gave it and written out again; lexicons, rules and identification go by `primary`.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from aligner.errors import CodeError

UNDETERMINED = "und"  # ISO 639-2's code for a language that is not known

REMEDY = "use an ISO 639 code or a BCP 47 tag, such as en, pt-BR or zh-Hant"

# The parts of a tag in lower case, by the grammar of RFC 5646; what is registered is checked afterwards.
_TAG = re.compile(
    r"""(?P<language>[a-z]{2,3})
        (?:-(?P<extended>[a-z]{3}))?
        (?:-(?P<script>[a-z]{4}))?
        (?:-(?P<region>[a-z]{2}|[0-9]{3}))?
        (?P<variants>(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*)
        (?P<extensions>(?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*)
        (?P<private>(?:-x(?:-[a-z0-9]{1,8})+)?)""",
    re.VERBOSE,
)
_FORM = re.compile("[a-z]{2,3}(?:-[a-z0-9]{1,8})*")

# Written for the United Kingdom more often than its code, and reserved for it in ISO 3166.
_UK = {"UK": "GB"}

# Languages that data call by a wider or nearer code. Unicode's CLDR has the same pairs (aliases with the reason
# "macrolanguage"), except Filipino, which is Tagalog in all but name, and Bokmål, which is Norwegian without more.
_WIDER = {
    "als": "sq",
    "arb": "ar",
    "azj": "az",
    "cmn": "zh",
    "ekk": "et",
    "fil": "tl",
    "gug": "gn",
    "khk": "mn",
    "kmr": "ku",
    "lvs": "lv",
    "nb": "no",
    "npi": "ne",
    "ory": "or",
    "pes": "fa",
    "plt": "mg",
    "prs": "fa",
    "quz": "qu",
    "sh": "sr",
    "swh": "sw",
    "uzn": "uz",
    "ydd": "yi",
    "zsm": "ms",
}


@dataclass(frozen=True)
class _Registered:
    """What IANA's registry and ISO 639 hold.

    Attributes:
        valid: by kind of subtag (language, script, region, variant), those in use.
        preferred: by kind, and for whole tags, what stands today for those out of use.
        extended: for each extended language subtag, the language that must precede it.
        two_letters: three-letter codes and the two-letter code for the same language.
        names: English names of the languages with codes of two letters.
    """

    valid: dict[str, frozenset[str]]
    preferred: dict[str, dict[str, str]]
    extended: dict[str, str]
    two_letters: dict[str, str]
    names: dict[str, str]

    def today(self, kind: str, subtag: str) -> str:
        """The subtag in use today; empty if it is not registered."""
        subtag = self.preferred.get(kind, {}).get(subtag, subtag)
        return subtag if subtag in self.valid[kind] else ""


@cache
def _registered() -> _Registered:
    data = json.loads(Path(__file__).with_name("subtags.json").read_text(encoding="utf-8"))
    kinds = ("language", "script", "region", "variant")
    return _Registered(
        valid={kind: frozenset(" ".join(data[kind]).split()) for kind in kinds},
        preferred=data["preferred"],
        extended={subtag: prefix for prefix, found in data["extended"].items() for subtag in found.split()},
        two_letters=data["two_letters"],
        names=data["names"],
    )


class _UnregisteredError(Exception):
    """What is not registered: a part of a tag, or nothing for its language; without the time that a remedy takes."""


def canonical(tag: str) -> str:
    """The canonical form of a code. Raises `CodeError` if the code, or a part of it, is not registered.

    Codes of two letters replace those of three, and codes in use those that are not.

    >>> canonical("PT_br"), canonical("eng"), canonical("ger-ch"), canonical("iw"), canonical("zh-yue-hant-hk")
    ('pt-BR', 'en', 'de-CH', 'he', 'yue-Hant-HK')
    """
    try:
        return _canonical(tag)
    except _UnregisteredError as error:
        raise _refusal(tag, *error.args) from None


def registered(tag: str) -> str:
    """The canonical form of a code; empty if the code, or a part of it, is not registered.

    >>> registered("eng-GB"), registered("note")
    ('en-GB', '')
    """
    try:
        return _canonical(tag)
    except _UnregisteredError:
        return ""


@lru_cache(maxsize=1_024)
def _canonical(tag: str) -> str:
    known = _registered()
    low = tag.strip().replace("_", "-").lower()
    low = known.preferred["tag"].get(low, low).lower()
    match = _TAG.fullmatch(low)
    if match is None:
        raise _UnregisteredError
    parts = match.groupdict(default="")
    language = known.today("language", known.two_letters.get(parts["language"], parts["language"]))
    if parts["extended"] and known.extended.get(parts["extended"]) == language:
        language = known.today("language", parts["extended"])
    elif parts["extended"]:
        raise _UnregisteredError(parts["extended"])
    if not language:
        raise _UnregisteredError
    private = parts["private"].split("-")[1:]
    return "-".join([language, *_further(parts), *_extensions(parts["extensions"]), *private])


def _further(parts: dict[str, str]) -> list[str]:
    """The subtags between language and extensions, each in its usual case."""
    region = parts["region"].upper()
    given = [("script", parts["script"].title()), ("region", _UK.get(region, region))]
    given += [("variant", variant) for variant in parts["variants"].split("-")]
    found = []
    for kind, subtag in given:
        if subtag:
            today = _registered().today(kind, subtag)
            if not today or today in found:
                raise _UnregisteredError(subtag)
            found.append(today)
    return found


def _extensions(text: str) -> list[str]:
    """Extensions in the order of their single letters, as RFC 5646 (4.5) asks."""
    return [each.strip("-") for each in sorted(re.findall(r"-[0-9a-z](?:-[a-z0-9]{2,8})+", text))]


def _refusal(tag: str, part: str = "") -> CodeError:
    """The error for a tag whose language is not known, or of which another part is not registered."""
    from aligner.languages.codes.near import near

    if part:
        return CodeError(f"{part!r} in {tag.strip()!r} is not registered", remedy=REMEDY)
    suggested = " or ".join(f"{code} ({_registered().names[code]})" for code in near(tag, _registered().names))
    remedy = f"did you mean {suggested}?" if suggested else REMEDY
    return CodeError(f"{tag.strip()!r} is not a language code", remedy=remedy)


def read_code(tag: str | None) -> str:
    """The code of a file made elsewhere, canonical where it is registered; `UNDETERMINED` if it cannot be a code.

    A file is not refused for an odd code: what has the form of a tag is kept as it is.

    >>> read_code("EN-us"), read_code("ze_EN"), read_code("s1"), read_code("*all*"), read_code(None)
    ('en-US', 'ze-EN', 'und', 'und', 'und')
    """
    tag = (tag or "").strip()
    if found := registered(tag):
        return found
    tag = tag.replace("_", "-")
    return tag if _FORM.fullmatch(tag.lower()) else UNDETERMINED


@lru_cache(maxsize=1024)
def primary(tag: str) -> str:
    """The code by which data are looked up: the language alone, and the wider one if data know it by that name.

    Any text has one, even if it is no code.

    >>> primary("pt-BR"), primary("spa"), primary("zh-Hant"), primary("cmn"), primary("nb"), primary("en-XYZ")
    ('pt', 'es', 'zh', 'zh', 'no', 'en')
    """
    for part in (tag, tag.replace("_", "-").partition("-")[0]):
        if language := registered(part).partition("-")[0]:
            return _WIDER.get(language, language)
    return tag.lower()


def script_of(tag: str) -> str:
    """The script that a tag names, such as ``Latn``; empty if it names none.

    >>> script_of("sr-latn-RS"), script_of("sr-RS")
    ('Latn', '')
    """
    match = _TAG.fullmatch(tag.replace("_", "-").lower())
    return (match["script"] or "").title() if match else ""


def english_name(code: str) -> str:
    """The English name of a language that has a code of two letters; empty for others.

    >>> english_name("lb"), english_name("tlh")
    ('Luxembourgish', '')
    """
    return _registered().names.get(code, "")


@lru_cache(maxsize=1024)
def matches(tag: str, wanted: str) -> bool:
    """Whether a tag names a language or a variety of it: extended filtering, as RFC 4647 calls it.

    >>> matches("en_GB", "eng"), matches("zh-Hant-TW", "zh-TW"), matches("enm", "en"), matches("en", "en-GB")
    (True, True, False, False)
    """
    if tag == wanted:
        return True
    language, *needed = read_code(wanted).split("-")
    found, *parts = read_code(tag).split("-")
    rest = iter(parts)
    return language != UNDETERMINED and primary(found) == primary(language) and all(part in rest for part in needed)


def check_pair(codes: object) -> None:
    """Raise `CodeError` for what is no pair of codes."""
    if not isinstance(codes, (tuple, list)) or len(codes) != 2 or not all(isinstance(code, str) for code in codes):
        raise CodeError(f"{codes!r} is no pair of codes", remedy='give two, such as ("en", "es")')


def canonical_pair(codes: tuple[str, str]) -> tuple[str, str]:
    """Source and target, each canonical; raises `CodeError` like `canonical` and `check_pair`."""
    check_pair(codes)
    source, target = codes
    return canonical(source), canonical(target)
