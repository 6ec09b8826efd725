"""The bar: one row at any width and text size, with a menu for what does not fit."""

from __future__ import annotations

import factories
import pytest
from asking import OVERFLOW
from selenium.webdriver import Keys

SHOWN = "[...document.querySelectorAll('.bar :is(button, input)')].filter(e => e.checkVisibility())"
# Controls that do not share a line with the first one, or are not wholly within the window.
OUT_OF_ROW = f"""(([first, ...others]) => others.filter(e => {{
  const [p, q] = [first, e].map(one => one.getBoundingClientRect());
  return q.top >= p.bottom || q.bottom <= p.top || q.left < 0 || q.right > document.documentElement.clientWidth;
}}).map(e => e.outerHTML))({SHOWN})"""
NAMES = f"{SHOWN}.map(e => e.dataset.action ?? e.id)"
ZOOMED = "document.querySelector('[data-action=larger]').click()"


@pytest.mark.parametrize("width", [320, 390, 768, 1280, 1920])
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_bar_is_one_row_at_every_size_of_the_text(browser, width, language):
    browser.emulate(width=width, height=640)
    browser.open(factories.small())
    browser.act("interface", language)
    for size in range(9):
        assert browser.js(OUT_OF_ROW) == [], size
        assert browser.js(OVERFLOW) == [], size
        assert browser.box("#search")["width"] >= 50, size
        assert browser.box(".bar")["height"] < 0.2 * 640, size
        browser.act("larger")


@pytest.mark.parametrize("width", [320, 1280])
def test_larger_text_enlarges_the_bar_and_its_panels(browser, width):
    browser.emulate(width=width)
    browser.open(factories.small())
    browser.press("d")
    size = "parseFloat(getComputedStyle(document.querySelector(a[0])).fontSize)"
    parts = (".bar", "#display", "[data-action=display]", "#contents", "#b2 span")
    before = [browser.js(size, part) for part in parts]
    for _ in range(8):
        browser.act("larger")
    assert [browser.js(size, part) for part in parts] == pytest.approx([2 * each for each in before])


def test_a_wide_window_shows_all_buttons_and_a_narrow_one_has_the_rest_in_a_menu(browser):
    browser.emulate(width=1280)
    browser.open(factories.small())
    assert browser.js(NAMES) == ["contents", "search", "display", "kept", "review", "keys"]
    browser.emulate(width=320)
    assert browser.js(NAMES) == ["contents", "search", "display", "more"]
    browser.click("[data-action=more]")
    assert browser.seen("#more button") == ["Kept", "Review", "Keys"]
    assert browser.js("document.activeElement.dataset.action") == "kept"
    browser.press(Keys.ESCAPE)
    assert browser.js("document.activeElement.dataset.action") == "more"
    assert browser.seen("#more button") == []


@pytest.mark.parametrize("by_key", [True, False])
def test_a_choice_from_the_menu_closes_it_and_the_focus_comes_back_to_the_bar(browser, by_key):
    browser.emulate(width=320)
    browser.open(factories.small())
    browser.click("[data-action=more]")
    if by_key:
        browser.press(Keys.TAB, Keys.TAB, Keys.ENTER)
    else:
        browser.click("#more [data-action=keys]")
    assert browser.js("[...document.querySelectorAll(':popover-open')].map(e => e.id)") == ["keys"]
    browser.press(Keys.ESCAPE)
    assert browser.js("document.activeElement.dataset.action") == "more"
    browser.click("[data-action=more]")
    browser.click("#more [data-action=review]")
    assert browser.js("document.documentElement.classList.contains('review')")
    assert browser.js("document.querySelectorAll(':popover-open').length") == 0


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_a_button_shows_is_part_of_its_name(browser, language):
    browser.open(factories.small())
    browser.act("interface", language)
    named = browser.js(
        "[...document.querySelectorAll('button[aria-label]')].map(e => [e.textContent.trim(), e.ariaLabel])"
        ".filter(([shown]) => /[\\p{L}?]/u.test(shown))"
    )
    assert named
    assert [pair for pair in named if not pair[1].startswith(pair[0])] == []


@pytest.mark.parametrize("width", [320, 1280])
def test_a_match_is_never_behind_the_bar_or_the_search_box(browser, book, width):
    browser.emulate(width=width, height=640)
    browser.open(book(200), "#b100")
    for _ in range(8):
        browser.driver.execute_script(ZOOMED)
    browser.press("/")
    browser.press("No 5")
    for _ in range(5):
        browser.press(Keys.ENTER)
        below = browser.js("document.querySelector('search').getBoundingClientRect().bottom")
        assert browser.js("[...CSS.highlights.get('here')][0].getBoundingClientRect().top") >= below


def test_with_a_finger_the_controls_of_the_bar_are_large_enough(browser):
    browser.emulate(width=320)
    browser.driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": True})
    try:
        browser.open(factories.small())
        assert browser.js("matchMedia('(pointer: coarse)').matches")
        assert browser.js(OUT_OF_ROW) == []
        browser.act("more")
        sizes = browser.js(
            f"{SHOWN}.filter(e => e.matches('button')).map(e => e.getBoundingClientRect())"
            ".map(r => Math.min(r.width, r.height))"
        )
        assert len(sizes) == 6 and min(sizes) >= 44
    finally:
        browser.driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": False})
