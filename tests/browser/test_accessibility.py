"""Everyone can read it: axe-core, contrast, forced colours, the keyboard alone."""

from __future__ import annotations

import factories
import pytest
from asking import WORST_CONTRAST
from selenium.webdriver import Keys


@pytest.mark.parametrize("theme", ["light", "dark", "sepia"])
def test_axe_finds_nothing_in_any_view_and_theme(browser, axe, theme):
    browser.open(factories.small())
    browser.act("theme", theme)
    browser.click("#b3 [data-side=source] span")
    for mode in ("paragraphs", "both", "source", "target"):
        browser.act("mode", mode)
        assert axe() == [], mode
    browser.act("mode", "both")
    browser.act("review")
    assert axe() == []


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_in_panels_search_and_narrow_windows(browser, axe, width):
    browser.emulate(width=width)
    browser.open(factories.small())
    assert axe() == []
    for key in "cd?":
        browser.press(key)
        assert axe() == [], key
        browser.press(Keys.ESCAPE)
    browser.press("/")
    browser.press("calm")
    assert axe() == []
    browser.press(Keys.ESCAPE)
    browser.act("interface", "es")
    browser.act("review")
    assert axe() == []


@pytest.mark.parametrize("theme", ["light", "dark", "sepia"])
@pytest.mark.parametrize("width", [390, 1280])
def test_every_text_has_a_contrast_of_at_least_four_and_a_half(browser, theme, width):
    browser.emulate(width=width)
    browser.open(factories.small())
    browser.act("theme", theme)
    browser.act("review")
    browser.hover("#b3 [data-side=target] span", "Hacía")
    for key in ("", "c", "d", "?"):
        browser.press(key)
        ratio, where = browser.js(WORST_CONTRAST)
        assert ratio >= 4.5, where


def test_every_shade_of_a_lit_word_has_contrast(browser):
    browser.open(factories.small())
    for theme in ("light", "dark", "sepia"):
        browser.act("theme", theme)
        browser.hover("#b2 span", "calm")
        for sure in "123":
            browser.js("document.querySelectorAll('mark').forEach(e => e.dataset.sure = a[0])", sure)
            ratio, where = browser.js(WORST_CONTRAST)
            assert ratio >= 4.5, (theme, sure, where)
        browser.hover("h1")


def test_in_forced_colours_what_is_lit_has_an_outline(browser):
    browser.emulate(forced_colors="active")
    browser.open(factories.small())
    before = browser.layout()
    browser.hover("#b2 span")
    assert browser.js("getComputedStyle(document.querySelector('#b2 [data-side=target] span')).outlineStyle") == "solid"
    assert browser.layout() == before


@pytest.mark.parametrize(("motion", "time"), [("reduce", "0s"), ("no-preference", "0.12s")])
def test_nothing_fades_for_readers_who_want_no_motion(browser, motion, time):
    browser.emulate(prefers_reduced_motion=motion)
    browser.open(factories.small())
    assert time in browser.js("getComputedStyle(document.querySelector('#b2 span')).transitionDuration")


def test_the_page_has_landmarks_languages_and_a_skip_link(browser):
    browser.open(factories.small())
    assert (
        browser.js("['header', 'main', 'footer', 'nav', 'search'].map(e => document.querySelectorAll(e).length)")
        == [1] * 5
    )
    sides = "[...document.querySelectorAll('[data-side]:not(.none)')].map(e => e.lang + e.dataset.side)"
    assert set(browser.js(sides)) == {"ensource", "estarget"}
    browser.press(Keys.TAB)
    assert browser.js("document.activeElement.className") == "skip"
    assert browser.box(".skip")["top"] >= 0
    browser.press(Keys.ENTER)
    browser.press(Keys.TAB)
    assert browser.lit() == ["The Harbour", "El puerto"]


def test_the_keyboard_reaches_every_control_and_shows_where_it_is(browser):
    browser.open(factories.small())
    seen, hidden = [], []
    for _ in range(14):
        browser.press(Keys.TAB)
        seen.append(browser.js("document.activeElement.dataset.action ?? document.activeElement.id"))
        if not browser.js("getComputedStyle(document.activeElement).outlineStyle !== 'none'"):
            hidden.append(seen[-1])
        if browser.lit():
            break
    assert [name for name in seen if name][:7] == [
        "contents",
        "search",
        "whole",
        "display",
        "kept",
        "review",
        "keys",
    ]
    assert hidden == []
    browser.driver.find_element("css selector", "button[data-action=display]").send_keys(Keys.ENTER)
    browser.settle()
    reached = {browser.js("document.activeElement.dataset.action")}
    for _ in range(20):
        browser.press(Keys.TAB)
        reached.add(browser.js("document.activeElement.dataset.action ?? ''"))
    assert {"mode", "smaller", "larger", "width", "face", "theme", "interface", "swap"} <= reached
