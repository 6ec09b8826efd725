"""The veil over the translation: it is lifted sentence by sentence, and a tap on a word never drops it."""

from __future__ import annotations

import pytest
from cards import OPEN, card, harbour
from selenium.webdriver import ActionChains, Keys

VIEWS = [(390, "paragraphs"), (1280, "paragraphs"), (390, "both"), (1280, "both")]
# The sentences of a side that can be read.
READ = """[...document.querySelectorAll(`[data-side=${a[0]}] span`)]
  .filter(e => e.checkVisibility({visibilityProperty: true}) && getComputedStyle(e).color !== 'rgba(0, 0, 0, 0)')
  .map(e => e.textContent)"""


def read(browser, side="target"):
    return browser.js(READ, side)


def opened(browser, width, mode):
    browser.emulate(width=width)
    browser.open(harbour())
    browser.act("mode", mode)
    everything = read(browser)
    browser.act("veil")
    return everything


@pytest.mark.parametrize(("width", "mode"), VIEWS)
def test_the_translation_is_covered_and_a_tap_uncovers_one_sentence(browser, width, mode):
    everything = opened(browser, width, mode)
    assert read(browser) == [] and len(read(browser, "source")) == len(everything)
    browser.click("#b2 [data-side=source] span")
    assert read(browser) == [everything[1]]
    browser.act("veil")
    assert read(browser) == everything
    browser.act("veil")
    assert read(browser) == [], "each time, all is covered"


@pytest.mark.parametrize(("width", "mode"), VIEWS)
def test_the_first_tap_uncovers_and_the_next_is_for_the_word(browser, width, mode):
    everything = opened(browser, width, mode)
    assert card(browser) == [] and read(browser) == [everything[0]]
    for _ in range(2):
        assert card(browser)[0] == "sea" and read(browser) == [everything[0]]


def test_pressing_is_peeking(browser):
    everything = opened(browser, 1280, "both")
    box = browser.box("#b2 [data-side=target] span")
    chain = ActionChains(browser.driver, duration=0)
    pointer = chain.w3c_actions.pointer_action
    pointer.move_to_location(round(box["x"]) + 9, round(box["y"]) + 8)
    pointer.pointer_down()
    chain.perform()
    assert read(browser) == [everything[1]]
    browser.driver.execute_async_script("setTimeout(arguments[0], 500)")
    ActionChains(browser.driver).release().perform()
    browser.settle()
    assert read(browser) == [] and not browser.js(OPEN)


@pytest.mark.parametrize("width", [390, 1280])
def test_keys_uncover_and_cover(browser, width):
    everything = opened(browser, width, "paragraphs")
    browser.click("#b2 [data-side=source] span")
    browser.press(Keys.ENTER)
    assert read(browser) == []
    browser.press(Keys.ARROW_RIGHT)
    assert browser.js("document.activeElement.textContent") == everything[1] and read(browser) == [everything[1]]
    browser.press("h")
    assert read(browser) == everything


def test_nothing_moves_when_it_is_lifted_in_columns(browser):
    opened(browser, 1280, "paragraphs")
    before = browser.layout()
    browser.click("#b2 [data-side=source] span")
    assert browser.layout() == before


def test_the_side_that_stands_second_is_covered(browser):
    opened(browser, 1280, "both")
    browser.act("swap")
    assert read(browser, "source") == [] and len(read(browser)) > 1


def test_a_match_of_a_search_and_review_uncover(browser):
    everything = opened(browser, 1280, "both")
    browser.press("/")
    browser.press(everything[1][:12])
    assert read(browser) == [everything[1]]
    browser.act("review")
    assert read(browser) == everything


def test_on_paper_nothing_is_covered(browser):
    everything = opened(browser, 1280, "both")
    browser.emulate(media="print")
    assert read(browser) == everything


def test_with_forced_colours_what_is_covered_cannot_be_read(browser):
    opened(browser, 1280, "both")
    browser.emulate(forced_colors="active")
    assert read(browser) == []
