"""Sentences dragged to another bead, by mouse and by finger: where they may go, and that nothing else happens."""

from __future__ import annotations

import pytest
from reviewing import click, of_beads, review, saved, select, shown_beads
from selenium.webdriver import ActionChains, Keys

BEADS = ["0|0", "1|", "2|1-2", "3|3", "4|4"]


def centre(browser, selector: str) -> tuple[int, int]:
    box = browser.box(selector)
    return round(box["x"] + box["width"] / 2), round(box["y"] + box["height"] / 2)


def held(browser) -> ActionChains:
    """The grip of the sentence at hand, under a mouse button that is down."""
    browser.point(*centre(browser, ".grip"))
    chain = ActionChains(browser.driver)
    chain.w3c_actions.pointer_action.pointer_down()
    chain.perform()
    return ActionChains(browser.driver)


def let_go(browser) -> None:
    chain = ActionChains(browser.driver)
    chain.w3c_actions.pointer_action.pointer_up(0)
    chain.perform()
    browser.settle()


def takers(browser) -> list[str]:
    found = browser.js("[...document.querySelectorAll('.bead.takes')].map(e => e.id)")
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize(
    ("at", "onto", "after"),
    [
        (("target", 2), "#b4", ["0|0", "1|", "2|1*", "3|2-3*", "4|4"]),
        (("target", 1), "#b2", ["0|0", "1|1*", "2|2*", "3|3", "4|4"]),
        (("target", 1), "#b1", ["0|0-1*", "1|", "2|2*", "3|3", "4|4"]),
        (("target", 2), "#b1", ["0|0-2*", "1|", "2|*", "3|3", "4|4"]),
        (("target", 2), "#b5", BEADS),
        (("source", 3), "#b3", ["0|0", "1|", "2-3|1-2*", "|3*", "4|4"]),
        (("source", 3), ".languages", BEADS),
    ],
)
def test_a_sentence_goes_to_a_bead_that_takes_it_and_to_no_other(browser, tmp_path, at, onto, after):
    alignment = of_beads(BEADS)
    review(browser, alignment)
    select(browser, *at)
    held(browser)
    browser.point(*centre(browser, onto))
    let_go(browser)
    assert shown_beads(saved(browser, tmp_path)) == after
    assert takers(browser) == browser.seen(".over, .moving") == []
    click(browser, "undo")
    assert saved(browser, tmp_path) == alignment


def test_while_it_is_dragged_the_page_shows_where_it_can_go_and_what_goes(browser):
    review(browser, of_beads(BEADS))
    select(browser, "target", 1)
    held(browser)
    assert takers(browser) == ["b1", "b2", "b4"]
    browser.point(*centre(browser, "#b4"))
    assert browser.seen(".moving") == [f"es sentence number {n} here." for n in (1, 2)]
    browser.point(*centre(browser, "#b1"))
    assert browser.seen(".moving") == ["es sentence number 1 here."]
    let_go(browser)


def test_escape_leaves_it_where_it_was(browser, tmp_path):
    alignment = of_beads(BEADS)
    review(browser, alignment)
    select(browser, "target", 1)
    held(browser)
    browser.point(*centre(browser, "#b1"))
    browser.press(Keys.ESCAPE)
    assert takers(browser) == []
    let_go(browser)
    assert saved(browser, tmp_path) == alignment


def test_a_finger_does_the_same(browser, tmp_path):
    browser.emulate(width=320, height=1400)
    review(browser, of_beads(BEADS))
    select(browser, "target", 2)
    start, end = centre(browser, ".grip"), centre(browser, "#b4")
    for kind, at in (("touchStart", start), ("touchMove", (start[0], start[1] + 9)), ("touchMove", end)):
        point = {"x": at[0], "y": at[1]}
        browser.driver.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})
    browser.driver.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    browser.settle()
    assert shown_beads(saved(browser, tmp_path)) == ["0|0", "1|", "2|1*", "3|2-3*", "4|4"]


def test_there_is_a_grip_only_in_review_and_only_one(browser):
    browser.open(of_beads(BEADS))
    assert browser.seen(".grip") == []
    click(browser, "review")
    select(browser, "target", 3)
    assert browser.js("document.querySelectorAll('.grip').length") == 1
    assert browser.seen("#b4 .grip") == ["↕"]
    click(browser, "review")
    assert browser.seen(".grip") == []
