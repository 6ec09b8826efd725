"""The card of a word is where it can be read, by everyone, and in nobody's way."""

from __future__ import annotations

from dataclasses import replace

import factories
import pytest
from asking import OVERFLOW, SHIFTS, WORST_CONTRAST
from cards import LINKS, OPEN, card, harbour, lines
from selenium.webdriver import ActionChains, Keys

from aligner.model import Alignment, Document, WordLinks


def test_a_tap_opens_the_card_and_a_tap_elsewhere_closes_it(browser):
    browser.emulate(width=390)
    browser.open(harbour())
    for place, there in (("#b1 [data-side=target] span", True), ("h1", False)):
        box = browser.box(place)
        x, y = box["x"] + 5, box["y"] + box["height"] / 2
        touch = {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]}
        browser.driver.execute_cdp_cmd("Input.dispatchTouchEvent", touch)
        browser.driver.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        browser.driver.execute_async_script("setTimeout(arguments[0], 400)")  # a tap waits for a second one
        assert browser.js(OPEN) == there


@pytest.mark.parametrize(("mode", "side", "word"), [("source", "source", "sea"), ("target", "target", "mar")])
def test_in_one_language_the_card_shows_the_other(browser, mode, side, word):
    browser.open(harbour())
    browser.act("mode", mode)
    assert ("mar 1 of 5" if side == "source" else "sea 1 of 1") in card(browser, "b1", side, word)


def test_reviewers_get_no_cards_by_click(browser):
    browser.open(harbour())
    browser.act("review")
    assert card(browser) == []


def test_selecting_text_opens_no_card(browser):
    browser.open(harbour())
    box = browser.box("#b1 [data-side=source] span")
    chain = ActionChains(browser.driver)
    pointer = chain.w3c_actions.pointer_action
    pointer.move_to_location(round(box["x"]) + 1, round(box["y"]) + 8)
    pointer.pointer_down()
    pointer.move_to_location(round(box["x"]) + 60, round(box["y"]) + 8)
    pointer.pointer_up()
    chain.perform()
    browser.settle()
    assert lines(browser) == []
    assert browser.js("String(getSelection())") != ""


@pytest.mark.parametrize("width", [320, 390, 720, 1280])
@pytest.mark.parametrize(("row", "word"), [("b1", "sea"), ("b11", "storm"), ("b24", "slept")])
def test_the_card_is_within_the_window_covers_not_its_word_and_moves_nothing(browser, width, row, word):
    browser.emulate(width=width, height=640)
    browser.open(harbour(times=4))
    browser.js("document.querySelectorAll('section').forEach(e => e.style.contentVisibility = 'visible')")
    browser.hover(f"#{row} [data-side=source] span", word)
    browser.settle()
    browser.js(SHIFTS)
    before, top = browser.layout(), browser.js("scrollY")
    assert card(browser, row, word=word)[0] == word
    scrolled = browser.js("scrollY") - top
    assert browser.layout() == type(before)(
        [[x, y - scrolled, right, bottom - scrolled] for x, y, right, bottom in before]
    )
    box, at = browser.box("#card"), browser.box(f"#{row} [data-side=source] span")
    assert box["left"] >= 0 and box["right"] <= width and box["top"] >= 0 and box["bottom"] <= 640
    assert box["top"] >= at["bottom"] or box["bottom"] <= at["top"]
    assert browser.js(OVERFLOW) == []
    assert browser.js("shifts") == []


@pytest.mark.parametrize("width", [320, 390])
def test_on_a_phone_it_is_a_sheet_at_the_foot_with_targets_for_fingers(browser, width):
    browser.emulate(width=width, height=700)
    browser.open(harbour())
    card(browser)
    box = browser.box("#card")
    assert (box["left"], box["bottom"]) == (0, 700) and box["right"] >= width - 20 and box["height"] <= 351
    shown = "[...document.querySelectorAll('#card :is(a, button)')].filter(e => e.checkVisibility())"
    sizes = f"{shown}.map(e => e.getBoundingClientRect())"
    assert all(height >= 44 and wide >= 44 for height, wide in browser.js(f"{sizes}.map(e => [e.height, e.width])"))


def test_a_word_of_many_letters_and_a_text_from_right_to_left_fit(browser):
    long = "x" * 99
    documents = [
        Document("x", code, (factories.block(text), factories.block(text)))
        for code, text in (("en", f"a {long} b"), ("he", f"זה {long} ים"))
    ]
    browser.open(
        Alignment(
            *documents,
            (factories.bead("0", "0"), factories.bead("1", "1")),
            words=WordLinks.of({"b": {"ים": 3}}),
        )
    )
    for width in (320, 1280):
        browser.emulate(width=width)
        card(browser, "b1", "source", "xxx")
        assert browser.js(OVERFLOW) == []
        browser.press(Keys.ESCAPE)  # this card covers the translation
        assert card(browser, "b1", "target", "ים")[3] == "b 2 of 2"
        assert browser.js("getComputedStyle(document.querySelector('#card h2 span')).direction") == "rtl"


@pytest.mark.parametrize("theme", ["light", "dark", "sepia"])
@pytest.mark.parametrize("width", [320, 1280])
def test_everyone_can_read_the_card(browser, axe, theme, width):
    browser.emulate(width=width)
    browser.open(harbour())
    browser.act("theme", theme)
    for row in ("b1", "b4"):
        card(browser, row)
        assert axe() == []
        ratio, where = browser.js(WORST_CONTRAST)
        assert ratio >= 4.5, where


def test_in_forced_colours_the_card_has_a_border_and_marks(browser):
    browser.emulate(forced_colors="active")
    browser.open(harbour())
    card(browser)
    assert browser.js("getComputedStyle(document.querySelector('#card')).borderTopStyle") == "solid"
    plain, marked = (
        browser.js("getComputedStyle(document.querySelector(a[0])).backgroundColor", selector)
        for selector in ("#card .partners span:not(:has(mark))", "#card .partners mark")
    )
    assert plain != marked


def test_the_card_is_not_printed(browser):
    browser.open(harbour())
    card(browser)
    browser.emulate(media="print")
    assert browser.seen("#card") == []


def test_markup_in_the_text_is_text_on_the_card(browser):
    hostile = "sea <img src=x onerror=\"document.title='bad'\"> sea"
    alignment = factories.pair(hostile, hostile)
    browser.open(replace(alignment, words=LINKS))
    assert card(browser)[0] == "sea"
    assert browser.js("document.querySelectorAll('img').length") == 0
