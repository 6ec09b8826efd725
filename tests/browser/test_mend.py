"""Mending an alignment in the page: each mend and its undo, and what cannot be done."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import factories
import pytest
from reviewing import click, hold, of_beads, review, rows, rows_of, saved, select, shown_beads, told
from selenium.webdriver import Keys

CASES = json.loads((Path(__file__).parents[1] / "cases/mends.json").read_text(encoding="utf-8"))["cases"]
KEYS = {
    "merge-next": ["m"],
    "merge-previous": ["M"],
    "split": ["s"],
    "move-up": [Keys.ALT, Keys.ARROW_UP],
    "move-down": [Keys.ALT, Keys.ARROW_DOWN],
    "unlink": ["u"],
    "link": ["l"],
    "confirm": [Keys.ENTER],
}

WHY_NOT = {
    "split": "choose the sentence that should begin the lower bead",
    "unlink": "there is nothing to unlink",
    "link": "link joins a bead without counterpart to one on the other side, next to it",
}


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_mend_changes_the_beads_as_stated_and_can_be_undone(browser, tmp_path, case):
    alignment = of_beads(case["beads"])
    review(browser, alignment)
    select(browser, *case["at"].split())
    for ask in (lambda: click(browser, case["mend"]), lambda: hold(browser, *KEYS[case["mend"]])):
        ask()
        if case["after"] is None:
            assert told(browser) == WHY_NOT.get(case["mend"], "that cannot be done here")
            assert saved(browser, tmp_path) == alignment
        else:
            found = saved(browser, tmp_path)
            assert shown_beads(found) == case["after"]
            # The page looks the same as a page made from what it has saved.
            assert rows(browser) == rows_of(found, browser)
            click(browser, "undo")
    assert saved(browser, tmp_path) == alignment
    if case["after"] is not None:
        click(browser, "redo")
        assert shown_beads(saved(browser, tmp_path)) == case["after"]


@pytest.mark.parametrize("seed", range(4))
def test_after_any_mends_each_sentence_is_there_once_and_all_can_be_undone(browser, tmp_path, seed):
    chance = random.Random(seed)
    alignment = factories.small()
    review(browser, alignment)
    browser.js("Object.assign(window, {spans: [...document.querySelectorAll('[data-side] span')]})")
    steps = [[chance.random(), chance.choice([*KEYS, "undo", "redo"])] for _ in range(40)]
    browser.driver.execute_script(
        "for (const [at, action] of arguments[0]) {"
        "  const spans = document.querySelectorAll('main [data-side] span');"
        "  spans[Math.floor(at * spans.length)].click();"
        "  document.querySelector(`[data-action='${action}']`).click();"
        "}",
        steps,
    )
    found = saved(browser, tmp_path)  # loading it checks that every sentence is there once and in order
    assert found != alignment
    assert rows(browser) == rows_of(found, browser)
    browser.driver.execute_script(
        "const undo = document.querySelector('[data-action=undo]'); while (!undo.disabled) undo.click()"
    )
    assert saved(browser, tmp_path) == alignment
    assert rows(browser) == rows_of(alignment, browser)


def test_the_message_on_a_failed_mend_disappears_with_the_next_successful_one(browser):
    review(browser, of_beads(["0-1|0"]))
    select(browser, "source", 1)
    click(browser, "link")
    assert told(browser)
    click(browser, "split")
    assert not told(browser)


def test_a_page_that_leaves_beads_out_says_that_it_cannot_be_mended(browser):
    review(browser, replace(factories.small(), min_score=0.9))
    assert browser.seen(".mend, .mend button") == ["This page leaves beads out, so it cannot be mended."]
    assert browser.js("document.querySelectorAll('.verdict').length") == 6
    browser.press(*"mzujjjj")
    assert told(browser) == "that was the last doubtful bead"


def test_a_bead_that_was_scrolled_away_is_brought_back_before_it_is_changed(browser, book):
    review(browser, book(200))
    browser.click("#b3 [data-side=source] span")
    browser.js("scrollTo(0, 5000)")
    browser.settle()
    browser.press("m")
    assert told(browser) == "this is the current bead: press again"
    assert browser.js("document.querySelector('#b4') !== null")
    assert 0 < browser.box("#b3")["top"] < 800
    browser.press("m")
    assert browser.js("document.querySelector('#b4')") is None


def test_a_neighbour_that_the_filter_hides_is_shown_before_it_is_changed(browser):
    review(browser, factories.small())
    browser.click("[data-filter=flag] option[value=number]")
    browser.press(Keys.ESCAPE, "M")
    assert told(browser) == "the filter was hiding its neighbour: press again"
    assert browser.seen(".bead [data-side=source]") == ["Tide", "6:12"]
    browser.press("M")
    assert browser.seen(".bead [data-side=source]") == ["Tide6:12"]
    assert browser.seen(".shown") == ["1 of 11 beads"]


def test_focus_and_light_stay_on_the_sentence_through_a_mend_and_its_undo(browser):
    review(browser, of_beads(["0|0", "1|1-2", "2|3"]))
    select(browser, "target", 2)
    at_hand = "[document.activeElement.textContent, document.querySelector('.panel .at-hand').textContent]"
    for key, bead in (("s", "Bead 4 · 0-1 · 1.0000"), ("z", "Bead 2 · 1-2 · 0.9500"), ("y", "Bead 4 · 0-1 · 1.0000")):
        browser.press(key)
        assert browser.js(at_hand) == ["es sentence number 2 here.", bead]
        assert "es sentence number 2 here." in browser.lit()


def test_nulls_of_two_paragraphs_are_linked_in_their_order(browser, tmp_path):
    """The row that they become comes after those that were between them."""
    review(browser, of_beads(["0-1|0-1", "2|", "3|", "4|", "|2", "5|3"]))
    select(browser, "target", 2)
    click(browser, "link")
    found = saved(browser, tmp_path)
    assert shown_beads(found) == ["0-1|0-1", "2|", "3|", "4|2*", "5|3"]
    assert rows(browser) == rows_of(found, browser)


def test_what_was_found_by_search_is_the_current_sentence(browser, tmp_path):
    review(browser, of_beads(["0|0", "1|1", "2|2"]))
    for keys in ("/", "number 1", Keys.ESCAPE, "m"):
        browser.press(*keys)
    assert shown_beads(saved(browser, tmp_path)) == ["0|0", "1-2|1-2*"]


def test_the_contents_lead_to_a_heading_wherever_it_is_now(browser):
    review(browser, factories.small())
    browser.click("#b5 span")
    browser.press("m")
    links = "[...document.querySelectorAll('#contents a')].map(e => e.getAttribute('href'))"
    assert browser.js(links) == ["#b1", "#b5"]
    browser.press("z")
    assert browser.js(links) == ["#b1", "#b6"]
