"""Single keys (WCAG 2.1.4): they can be switched off, they act in the text alone, and nothing needs them."""

from __future__ import annotations

import factories
import pytest
from reviewing import hold, of_beads, review
from selenium.webdriver import Keys

SINGLE = "/?cdvxr+=-wW"
REVIEWING = "ajkmMsulzy"
# What a key could have changed: settings, the mode, panels, the focus, the text.
STATE = """JSON.stringify([
  {...document.documentElement.dataset}, document.documentElement.className, document.documentElement.style.cssText,
  [...document.querySelectorAll(':popover-open')].map(e => e.id), document.activeElement.outerHTML,
  document.querySelector('main').textContent, document.querySelector('.told')?.textContent,
])"""
LETTERS = "document.querySelector(`[data-action=letters][data-value=${a[0]}]`).click()"


def idle(browser, keys):
    """The keys that do nothing."""
    found = []
    for key in keys:
        before = browser.js(STATE)
        browser.press(key)
        if browser.js(STATE) == before:
            found.append(key)
        else:
            browser.press(Keys.ESCAPE)
    return found


def test_single_keys_can_be_switched_off_by_a_choice_that_is_remembered(browser):
    browser.open(factories.small())
    browser.press("?")
    browser.click("#keys [data-action=letters][data-value=off]")
    browser.press("?")
    assert browser.seen("#keys") != [], "the key that opened the panel is single as well"
    browser.press(Keys.ESCAPE)
    browser.reload()
    browser.click("#b2 span")
    browser.press(Keys.ESCAPE)
    browser.click("#b2 span")
    assert idle(browser, SINGLE) == list(SINGLE)
    browser.act("letters", "on")
    browser.press("v")
    assert browser.js("document.documentElement.dataset.mode") is not None


def test_switched_off_they_do_nothing_in_review_either(browser):
    review(browser, of_beads(["0|0", "1|1", "2|2", "3|3"]))
    browser.js(LETTERS, "off")
    browser.click("#b2 [data-side=source] span")
    assert idle(browser, SINGLE + REVIEWING) == list(SINGLE + REVIEWING)
    browser.press(Keys.ARROW_DOWN)
    assert browser.lit()[0] == "en sentence number 2 here."
    browser.press(Keys.ENTER)
    assert browser.js("document.querySelectorAll('[data-status=confirmed]').length") == 1
    hold(browser, Keys.CONTROL, "z")
    browser.settle()
    assert browser.js("document.querySelectorAll('[data-status=confirmed]').length") == 0


@pytest.mark.parametrize("place", ["[data-action=contents]", "[data-action=display]", "[data-action=keys]"])
def test_single_keys_do_nothing_where_the_focus_is_in_the_bar(browser, place):
    browser.open(factories.small())
    browser.js("document.querySelector(a[0]).focus()", place)
    assert idle(browser, SINGLE) == list(SINGLE)


def test_they_act_in_the_text_and_where_nothing_has_the_focus(browser):
    browser.open(factories.small())
    assert browser.js("document.activeElement === document.body")
    browser.press("x")
    assert browser.js("document.documentElement.dataset.swap") == "on"
    browser.click("#b2 span")
    browser.press("x")
    assert browser.js("document.documentElement.dataset.swap ?? null") is None


def test_without_single_keys_the_card_of_a_word_opens_by_another(browser):
    browser.open(factories.small())
    browser.js(LETTERS, "off")
    browser.click("#b2 [data-side=source] span")
    browser.press(Keys.ESCAPE)
    browser.js("document.querySelector('#b2 [data-side=source] span').focus()")
    words = []
    for keys in ((Keys.CONTROL, Keys.ENTER), (Keys.CONTROL, Keys.ENTER), (Keys.CONTROL, Keys.SHIFT, Keys.ENTER)):
        hold(browser, *keys)
        browser.settle()
        words += browser.seen("#card h2")
    assert words == ["The", "sea", "The"]
