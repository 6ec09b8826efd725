"""The reader's choices: what each does, that it is remembered, and the interface in Spanish."""

from __future__ import annotations

import json
import time
from importlib.resources import files

import factories
import pytest

TEXTS = json.loads(files("aligner.formats.html").joinpath("texts.json").read_text(encoding="utf-8"))
PAPER = "getComputedStyle(document.body).backgroundColor"
LOOKS = {
    "size": "getComputedStyle(document.querySelector('#b2 span')).fontSize",
    "face": "getComputedStyle(document.querySelector('#b2 span')).fontFamily",
    "width": "document.querySelector('main').getBoundingClientRect().width",
    "paper": PAPER,
    "swapped": "document.documentElement.dataset.swap ?? null",
    "mode": "document.documentElement.dataset.mode ?? null",
    "language": "document.documentElement.lang",
}


def looks(browser):
    return {name: browser.js(question) for name, question in LOOKS.items()}


def lightness(browser):
    return browser.js(f"Math.max(...{PAPER}.match(/[\\d.]+/g).slice(0, 3).map(Number))")


def test_choices_are_kept_for_a_later_visit_and_for_other_pages(browser, book):
    browser.emulate(width=1600)
    browser.open(factories.small())
    first = looks(browser)
    for action, value in (("face", "sans"), ("width", "narrow"), ("theme", "sepia"), ("interface", "es")):
        browser.act(action, value)
        assert (
            browser.js(
                "document.querySelector(`[data-action='${a[0]}'][data-value='${a[1]}']`).ariaPressed", action, value
            )
            == "true"
        )
    for action in ("larger", "larger", "swap"):
        browser.act(action)
    browser.act("mode", "source")
    chosen = looks(browser)
    assert all(chosen[name] != first[name] for name in first)
    browser.reload()
    assert looks(browser) == chosen
    browser.open(book(20))
    # On a busy machine the browser hands what one page has stored to another only after a moment.
    deadline = time.monotonic() + 10
    while looks(browser) != chosen and time.monotonic() < deadline:
        browser.reload()
    assert looks(browser) == chosen


def test_stored_nonsense_is_ignored(browser):
    browser.open(factories.small())
    plain = looks(browser)
    for nonsense in ('{"zoom":"9;x","theme":"pink","__proto__":1,"mode":["both"]}', "[1]", "null", "{", '"text"'):
        browser.driver.execute_script("localStorage.setItem('aligner:settings', arguments[0])", nonsense)
        browser.reload()
        assert looks(browser) == plain


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_system_decides_between_light_and_dark_unless_the_reader_does(browser, scheme):
    browser.emulate(scheme=scheme)
    browser.open(factories.small())
    assert (lightness(browser) > 200) == (scheme == "light")
    papers = {}
    for theme in ("light", "sepia", "dark"):
        browser.act("theme", theme)
        papers[theme] = lightness(browser)
    assert papers["light"] > papers["sepia"] > 200 and papers["dark"] < 60
    browser.act("theme", "auto")
    assert (lightness(browser) > 200) == (scheme == "light")


def test_the_text_grows_to_twice_its_size_and_no_further(browser):
    size = "parseFloat(getComputedStyle(document.querySelector('#b2 span')).fontSize)"
    browser.open(factories.small())
    sizes = [browser.js(size)]
    for action in ["larger"] * 8 + ["smaller"] * 10:
        browser.act(action)
        sizes.append(browser.js(size))
    assert max(sizes) == pytest.approx(2 * sizes[0]) and min(sizes) == pytest.approx(0.8 * sizes[0])


SAID = """
[...document.querySelectorAll('[data-text], [data-label], [data-hint]')].flatMap(e => [
  e.dataset.text && [e.dataset.text, e.textContent],
  e.dataset.label && [e.dataset.label, e.getAttribute('aria-label')],
  e.dataset.hint && [e.dataset.hint, e.placeholder],
].filter(Boolean))
"""


def test_the_whole_interface_is_available_in_spanish(browser):
    browser.open(factories.small())
    browser.act("review")
    browser.act("interface", "es")
    said = dict(map(tuple, browser.js(SAID)))
    names = {"source": "inglés", "target": "español", "version": __import__("aligner").__version__}
    assert len(said) > 60
    for key, text in said.items():
        wanted = TEXTS["es"][key].format_map(names) if "{" in TEXTS["es"][key] else TEXTS["es"][key]
        assert text == wanted, key
    browser.act("interface", "en")
    assert dict(map(tuple, browser.js(SAID)))["mode_target"] == "Spanish only"


def test_both_languages_have_every_text():
    assert TEXTS["en"].keys() == TEXTS["es"].keys()
    places = {key: sorted(part.split("}")[0] for part in text.split("{")[1:]) for key, text in TEXTS["en"].items()}
    for key, text in TEXTS["es"].items():
        assert sorted(part.split("}")[0] for part in text.split("{")[1:]) == places[key], key


def test_a_spanish_browser_has_a_spanish_interface(browser):
    agent = browser.js("navigator.userAgent")
    command = "Emulation.setUserAgentOverride"
    browser.driver.execute_cdp_cmd(command, {"userAgent": agent, "acceptLanguage": "es-MX"})
    try:
        browser.open(factories.small())
        assert browser.js(
            "[document.documentElement.lang, document.querySelector('[data-action=contents]').textContent]"
        ) == ["es", "Índice"]
        assert browser.seen("#b4 .none") == [TEXTS["es"]["none"]]
        browser.act("interface", "en")
        browser.reload()
        assert browser.js("document.documentElement.lang") == "en"
    finally:
        browser.driver.execute_cdp_cmd(command, {"userAgent": agent, "acceptLanguage": "en-US"})


# Collects what is written on the root once the text is there, even if it was there before.
WRITTEN = """
window.written = [];
new MutationObserver((records) => {
  if (document.querySelector("#b2")) written.push(...records.map(({attributeName}) => attributeName));
}).observe(document.documentElement, {attributes: true});
"""


def test_settings_that_the_root_already_shows_are_not_written_again(browser):
    """If they were, the browser would work out the style of the whole book a second time."""
    browser.open(factories.small(), before=WRITTEN)
    assert browser.js("written") == []
    browser.act("larger")
    browser.act("interface", "es")
    assert sorted(browser.js("written")) == ["lang", "style"]
    browser.reload()
    assert "lang" not in browser.js("written")
