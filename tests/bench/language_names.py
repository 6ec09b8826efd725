"""Regenerate the names of languages in all languages: ``pip install babel; python tests/bench/language_names.py``.

Babel holds the names of Unicode's CLDR (free to use under the Unicode licence). Of these we take the names that the
languages known here have in one another, and the English names of all that have a code of two letters, folded as
`aligner.languages.codes.names` looks for them. A name that two languages share is left out; today there is none.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import aligner
from aligner.errors import CodeError
from aligner.languages import known, language
from aligner.languages.codes import canonical, primary
from aligner.languages.codes.names import folded

TABLE = Path(aligner.__file__).parent / "languages" / "codes" / "names.json"

# Names in use that CLDR does not have.
ALSO = {
    "en": ["英文"],
    "es": ["castellano", "castilian", "castillan", "西班牙文"],
    "fa": ["farsi"],
    "ca": ["valencian", "valenciano", "valencià"],
    "ro": ["moldovan"],
    "tl": ["tagalog"],
    "zh": ["mandarin", "mandarín", "普通话", "汉语", "漢語"],
}


def codes_of_names() -> dict[str, set[str]]:
    """Each folded name with the codes of the languages that have it."""
    from babel import Locale, UnknownLocaleError

    found: defaultdict[str, set[str]] = defaultdict(set)
    ours = {primary(code) for code in known()}
    for code in known():
        for name in (language(code).name, language(code).own_name, *ALSO.get(code, [])):
            found[folded(name)].add(code)
        try:
            names = Locale.parse(code).languages
        except UnknownLocaleError:
            continue
        for tag, name in names.items():
            try:
                named = canonical(tag)
            except CodeError:
                continue
            if primary(named) in ours or (code == "en" and len(named) == 2):
                found[folded(name)].add(named)
    return found


def main() -> None:
    import babel

    names: defaultdict[str, list[str]] = defaultdict(list)
    for name, codes in sorted(codes_of_names().items()):
        if len(codes) == 1:
            names[codes.pop()].append(name)
    lines = [f'  "{code}": {json.dumps(names[code], ensure_ascii=False)}' for code in sorted(names)]
    source = f"Unicode CLDR, by Babel {babel.__version__}; see language_names.py"
    table = ",\n".join(lines)
    TABLE.write_text(f'{{\n "source": "{source}",\n "names": {{\n{table}\n }}\n}}\n', encoding="utf-8")


if __name__ == "__main__":
    main()
