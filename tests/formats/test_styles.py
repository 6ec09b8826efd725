"""The styles keep to what browsers since 2023 understand, and to what they can work out quickly for a whole book."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files

import pytest

# What a style must not contain, and why.
SHUNNED = {
    r"light-dark\(": "unknown to Safari 17.4 and Chromium 122: var(--light, …) var(--dark, …) does the same",
    r"text-decoration:[^;]*\w +[\w#][^;]*;": "Safari takes no more than the line: style, thickness, colour apart",
    r":root[^\s{,]*:has\(|body:has\((?!>)": "looked for in the whole book at every change: 0.2 s for a novel",
}


def styles() -> dict[str, str]:
    """The style files without their comments, by name."""
    found = [*files("aligner.formats.html").joinpath("style").iterdir()]
    found += [file for file in files("aligner.formats.report").iterdir() if file.name.endswith(".css")]
    return {file.name: re.sub(r"(?s)/\*.*?\*/", "", file.read_text(encoding="utf-8")) for file in found}


def nested(style: str) -> Iterator[str]:
    """The selectors of rules inside other rules."""
    around: list[str] = []
    for part in re.findall(r"[^{};]+(?=\{)|\}", style):
        if part == "}":
            around.pop()
            continue
        selector = part.strip()
        if not selector.startswith("@") and any(not outer.startswith("@") for outer in around):
            yield selector
        around.append(selector)


@pytest.mark.parametrize("pattern", SHUNNED)
def test_no_style_is_too_new_or_too_slow(pattern):
    found = {name: re.findall(pattern, style) for name, style in styles().items()}
    assert {name: them for name, them in found.items() if them} == {}, SHUNNED[pattern]


def test_rules_inside_others_begin_with_an_ampersand_without_which_chromium_119_drops_them():
    found = [selector for style in styles().values() for selector in nested(style)]
    assert found
    assert [selector for selector in found if not selector.startswith("&")] == []
