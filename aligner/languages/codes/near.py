"""Which languages someone may have meant by what is not a code: a name, a country, a slip of the keyboard."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping

# Countries (ISO 3166) whose language has another code than they, as far as the country's is no language's.
_OF_COUNTRIES = {
    "at": "de",
    "cn": "zh",
    "cz": "cs",
    "dk": "da",
    "eg": "ar",
    "gb": "en",
    "gr": "el",
    "ir": "fa",
    "jp": "ja",
    "mx": "es",
    "pk": "ur",
    "rs": "sr",
    "tw": "zh",
    "ua": "uk",
    "us": "en",
    "vn": "vi",
}

# Languages suggested at most.
_MOST = 3


def near(text: str, names: Mapping[str, str]) -> tuple[str, ...]:
    """Codes of languages, most likely first, of those that have a name.

    >>> names = {"es": "Spanish", "de": "German", "ja": "Japanese", "el": "Modern Greek"}
    >>> near("spanish", names), near("sp", names), near("jp", names), near("greek", names), near("Germna", names)
    (('es',), ('es',), ('ja',), ('el',), ('de',))
    """
    return tuple(dict.fromkeys(_candidates(text.strip().lower(), names)))[:_MOST]


def _candidates(text: str, names: Mapping[str, str]) -> Iterator[str]:
    first = text.replace("_", "-").partition("-")[0]
    if first in _OF_COUNTRIES:
        yield _OF_COUNTRIES[first]
        return
    codes = {name.lower(): code for code, name in names.items()}
    begun = [name for name in codes if len(first) > 1 and any(word.startswith(first) for word in name.split())]
    for name in begun or difflib.get_close_matches(first, codes, n=_MOST, cutoff=0.75):
        yield codes[name]
