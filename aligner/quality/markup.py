"""Tags, placeholders, addresses, footnote marks and brackets that differ."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from aligner.quality.finding import Finding
from aligner.quality.texts import Texts, listed, shortened

_ADDRESS = re.compile(r"https?://[^\s<>\"'`)\]}]*[^\s<>\"'`)\]}.,;:!?…»”’]|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_TAG = re.compile(r"<(/?[A-Za-z][\w:-]*)(?:\s[^<>]*)?/?>")
_PLACEHOLDER = re.compile(
    r"%(?:\d+\$)?[sdifux@](?!\w)|%\(\w+\)[sd]|\$?\{\{?\s?[\w.]*\s?\}?\}|(?<![\w:.]):[a-z]\w+(?![\w:])"
)
_FOOTNOTE = re.compile(r"\[\d{1,3}\]")
_CODE = re.compile(r"`([^`\s]+)`")
_OPENING, _CLOSING = "([{（［【", ")]}）］】"
_NUMBERING = re.compile(r"(?:^|[.;:,]\s)\W{0,3}\w{1,3}\s?\)")  # a) or 12) before a part of a list
_ANY = re.compile(r"[][(){}<>`%@（）［］【】]|://|:[a-z]")

# How likely a difference is to be worth a look, by eye on the development sets.
_TOKENS, _BALANCE = 0.9, 0.7


def markup(texts: Texts) -> Iterator[Finding]:
    """Beads whose sides differ in what a translation must leave as it is, or have a bracket open on one side only."""
    codes = {texts.source.language.partition("-")[0], texts.target.language.partition("-")[0]}
    for k, left, right in texts.pairs():
        if not (_ANY.search(left) or _ANY.search(right)) or texts.holds_code(k):
            continue
        ours, theirs = _lost(left, right, codes), _lost(right, left, codes)
        if ours or theirs:
            yield Finding(range(k, k + 1), "markup", f"{listed(ours)} | {listed(theirs)}", _TOKENS)
        elif _open(left) != _open(right):
            yield Finding(range(k, k + 1), "markup", f"{_brackets(left)} | {_brackets(right)}", _BALANCE)


def _lost(text: str, other: str, codes: set[str]) -> list[str]:
    """What a text has and the other has not, or not as often."""
    lost = _fixed(text) - _fixed(other)
    addresses, others = Counter(_ADDRESS.findall(text)), Counter(_ADDRESS.findall(other))
    if sum(addresses.values()) > sum(others.values()) or not any(_of_language(each, codes) for each in addresses):
        lost += addresses - others
    lost += Counter(code for code in _CODE.findall(text) if code not in other)
    return list(lost)


def _fixed(text: str) -> Counter[str]:
    tags = (f"<{name}>" for name in _TAG.findall(text))
    return Counter([*tags, *_PLACEHOLDER.findall(text), *_FOOTNOTE.findall(text)])


def _of_language(address: str, codes: set[str]) -> bool:
    """Whether an address names one of the languages, so that the translation may lead to another page."""
    return not codes.isdisjoint(re.split(r"[^a-z]+", address.lower()))


def _open(text: str) -> tuple[int, ...]:
    """For each kind of bracket, how many are opened and not closed (negative: closed and not opened); a) is none."""
    pairs = zip(_OPENING, _CLOSING, strict=True)
    found = [text.count(opening) - text.count(closing) for opening, closing in pairs]
    round_, *others = (ours + wide for ours, wide in zip(found[:3], found[3:], strict=True))
    return (min(0, round_ + len(_NUMBERING.findall(text))) if round_ < 0 else round_), *others


def _brackets(text: str) -> str:
    return shortened("".join(c for c in text if c in _OPENING or c in _CLOSING)) or "–"
