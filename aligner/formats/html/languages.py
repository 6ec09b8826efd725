"""What a page needs to know of a language: what its speakers call it, and which way it runs.

Names from Unicode CLDR, each language in itself; a language that is not here is shown by its code.
"""

from __future__ import annotations

from typing import NamedTuple

_NAMES = {
    "ar": "العربية",
    "bg": "Български",
    "ca": "Català",
    "cs": "Čeština",
    "cy": "Cymraeg",
    "da": "Dansk",
    "de": "Deutsch",
    "el": "Ελληνικά",
    "en": "English",
    "eo": "Esperanto",
    "es": "Español",
    "et": "Eesti",
    "eu": "Euskara",
    "fa": "فارسی",
    "fi": "Suomi",
    "fr": "Français",
    "ga": "Gaeilge",
    "gl": "Galego",
    "he": "עברית",
    "hi": "हिन्दी",
    "hr": "Hrvatski",
    "hu": "Magyar",
    "id": "Bahasa Indonesia",
    "is": "Íslenska",
    "it": "Italiano",
    "ja": "日本語",
    "ko": "한국어",
    "la": "Latina",
    "lt": "Lietuvių",
    "lv": "Latviešu",
    "nb": "Norsk bokmål",
    "nl": "Nederlands",
    "no": "Norsk",
    "pl": "Polski",
    "pt": "Português",
    "ro": "Română",
    "ru": "Русский",
    "sk": "Slovenčina",
    "sl": "Slovenščina",
    "sq": "Shqip",
    "sr": "Српски",
    "sv": "Svenska",
    "th": "ไทย",
    "tr": "Türkçe",
    "uk": "Українська",
    "ur": "اردو",
    "vi": "Tiếng Việt",
    "zh": "中文",
}

_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "syr", "ug", "ur", "yi"})


class Language(NamedTuple):
    """A language as the page shows it.

    Attributes:
        code: for the ``lang`` attribute.
        name: for people.
        direction: for the ``dir`` attribute; ``"auto"`` where the language is unknown.
    """

    code: str
    name: str
    direction: str


def language(code: str) -> Language:
    """Look a language up by its code, with or without a region.

    >>> language("es-MX").name, language("he").direction, language("und")
    ('Español', 'rtl', Language(code='und', name='unknown language', direction='auto'))
    """
    primary = code.lower().partition("-")[0]
    if primary in ("", "und"):
        return Language("und", "unknown language", "auto")
    return Language(code, _NAMES.get(primary, code), "rtl" if primary in _RIGHT_TO_LEFT else "ltr")
