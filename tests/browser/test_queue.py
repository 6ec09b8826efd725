"""The reviewer's queue: the way through it, how much is done, and confirming many beads at once."""

from __future__ import annotations

from dataclasses import replace

import factories
import pytest
from reviewing import caught, click, hold, of_beads, review, same_files, saved, select, told
from selenium.webdriver import ActionChains, Keys
from selenium.webdriver.support.ui import Select

from aligner.formats import render

# The beads of `factories.small` that are worth a look, the worst first; a person has confirmed bead 3.
WORST_FIRST = [12, 10, 7, 9, 5]


def order(browser, value):
    Select(browser.driver.find_element("css selector", "[data-label=order]")).select_by_value(value)


def at_hand(browser):
    return browser.js("+document.activeElement.closest('.bead').dataset.bead")


def statuses(browser):
    return browser.js("[...document.querySelectorAll('.bead')].map(row => row.dataset.status ?? 'auto')")


def progress(browser):
    return browser.seen(".done")[0]


def pressed(browser, keys):
    found = []
    for key in keys:
        browser.press(key)
        found.append(at_hand(browser))
    return found


def test_keys_and_buttons_lead_through_the_queue_the_worst_first(browser):
    review(browser, factories.small())
    browser.click("#b2 span")
    assert pressed(browser, "jjjjj") == WORST_FIRST
    assert pressed(browser, "j") == [5]
    assert told(browser) == "that was the last doubtful bead"
    assert pressed(browser, "kk") == [9, 7]
    browser.click("[data-action=doubtful-previous]")
    assert at_hand(browser) == 10
    assert pressed(browser, "kk") == [12, 12]
    assert told(browser) == "that was the most doubtful bead"


def test_the_queue_can_follow_the_text_and_still_does_on_a_later_visit(browser):
    review(browser, factories.small())
    order(browser, "text")
    browser.click("#b2 span")
    assert pressed(browser, "jjjkk") == [5, 7, 9, 7, 5]
    assert pressed(browser, "k") == [5]
    assert told(browser) == "no doubtful bead above"
    browser.reload()
    browser.press("r")
    assert browser.js("document.querySelector('[data-label=order]').value") == "text"


def test_the_queue_passes_over_what_a_filter_hides(browser):
    review(browser, factories.small())
    Select(browser.driver.find_element("css selector", "[data-filter=flag]")).select_by_value("untranslated")
    browser.press(Keys.ESCAPE)
    assert pressed(browser, "kkj") == [10, 10, 9]


def test_a_boundary_in_doubt_is_in_the_queue_once(browser):
    alignment = of_beads(["0|0", "1|1", "2|2", "3|3"])
    scores = (0.99, 0.6, 0.7, 0.99)
    beads = tuple(replace(bead, score=score) for bead, score in zip(alignment.beads, scores, strict=True))
    review(browser, replace(alignment, beads=beads))
    assert progress(browser) == "0 of 1 done"
    assert browser.js("[...document.querySelectorAll('.doubted')].map(e => e.parentElement.id)") == ["b2"]


def test_confirming_leads_on_through_the_queue_and_counts_what_is_done(browser):
    review(browser, factories.small())
    done = [progress(browser)]
    browser.press("j")
    for key, bead in ((Keys.ENTER, 10), (Keys.ENTER, 7), ("z", 10)):
        browser.press(key)
        assert at_hand(browser) == bead
        done.append(progress(browser))
    assert done == ["1 of 6 done", "2 of 6 done", "3 of 6 done", "2 of 6 done"]


def test_confirming_beside_the_queue_leads_down_the_text(browser):
    review(browser, factories.small())
    browser.click("#b1 span")
    assert pressed(browser, [Keys.ENTER, Keys.ENTER]) == [2, 3]


def test_what_was_mended_counts_as_done_and_is_doubtful_again_when_undone(browser):
    review(browser, factories.small())
    browser.click("#b5 span")
    browser.press("m")
    assert progress(browser) == "2 of 6 done"
    browser.press("z")
    assert progress(browser) == "1 of 6 done"
    assert browser.js("document.querySelector('#b5 .verdict').classList.contains('doubted')")


def test_only_what_is_doubtful_is_red(browser):
    review(browser, factories.small())
    red = "getComputedStyle(document.querySelector(`${a[0]} .flag`)).color"
    accent = browser.js(red, "#b12")
    assert browser.js(red, "#b3") != accent  # confirmed
    browser.press("j", Keys.ENTER)
    assert browser.js(red, "#b12") != accent
    assert browser.seen("#b12 .flag") == ["number", "low"]
    browser.press("z")
    assert browser.js(red, "#b12") == accent


@pytest.mark.parametrize("ask", ["key", "button"])
def test_all_down_to_the_bead_at_hand_is_confirmed_as_one_change(browser, tmp_path, ask):
    alignment = factories.small()
    review(browser, alignment)
    browser.click("#b6 span")
    if ask == "key":
        hold(browser, Keys.SHIFT, Keys.ENTER)
    else:
        browser.click("[data-action=confirm-to-here]")
    assert statuses(browser) == ["confirmed"] * 6 + ["auto", "changed"] + ["auto"] * 4
    assert told(browser) == "confirmed: 5"
    found = saved(browser, tmp_path)
    assert same_files(browser, found)
    assert [bead.status for bead in found.beads] == statuses(browser)
    assert at_hand(browser) == 6
    hold(browser, Keys.SHIFT, Keys.ENTER)
    assert told(browser) == "nothing here is left to confirm"
    browser.press("z")
    assert saved(browser, tmp_path) == alignment
    browser.press("y")
    assert saved(browser, tmp_path) == found


def test_what_a_filter_hides_is_not_confirmed_with_the_rest(browser):
    review(browser, factories.small())
    Select(browser.driver.find_element("css selector", "[data-filter=flag]")).select_by_value("untranslated")
    browser.click("#b10 span")
    hold(browser, Keys.SHIFT, Keys.ENTER)
    assert [k for k, status in enumerate(statuses(browser), 1) if status == "confirmed"] == [3, 9, 10]


def test_what_was_confirmed_at_once_is_there_on_a_later_visit(browser, tmp_path):
    review(browser, factories.small())
    browser.click("#b6 span")
    hold(browser, Keys.SHIFT, Keys.ENTER)
    browser.js("document.querySelector('#b9 span').click()")
    browser.press("m")
    found = saved(browser, tmp_path)
    browser.reload()
    browser.click("[data-action=restore]")
    browser.driver.execute_script(
        "URL.createObjectURL = (blob) => ((window.caught = blob), 'blob:caught');"
        "HTMLAnchorElement.prototype.click = () => {};"
    )
    assert caught(browser) == render(found, "json").data
    for _ in range(2):
        browser.press("z")
    assert saved(browser, tmp_path) == factories.small()


def test_beads_selected_by_key_are_confirmed_together(browser):
    review(browser, of_beads(["0|0", "1|1", "2|", "3|2", "4|3", "5|4"]))
    select(browser, "source", 1)
    for _ in range(4):
        hold(browser, Keys.SHIFT, Keys.ARROW_DOWN)
    hold(browser, Keys.SHIFT, Keys.ARROW_UP)
    browser.settle()
    assert browser.js("document.querySelector('[data-action=confirm]').textContent.trim()") == "✓ Confirm 3"
    browser.press(Keys.ENTER)
    assert statuses(browser) == ["auto", "confirmed", "confirmed", "confirmed", "auto", "auto"]
    assert told(browser) == "confirmed: 3"
    assert browser.js("getSelection().isCollapsed")
    browser.press("z")
    assert set(statuses(browser)) == {"auto"}


def test_beads_selected_upwards_are_confirmed_together(browser):
    review(browser, of_beads(["0|0", "1|1", "2|2"]))
    select(browser, "target", 2)
    for _ in range(2):
        hold(browser, Keys.SHIFT, Keys.ARROW_UP)
    browser.press(Keys.ENTER)
    assert statuses(browser) == ["auto", "confirmed", "confirmed"]


@pytest.mark.parametrize("side", ["source", "target"])
def test_beads_that_a_pointer_selects_are_confirmed_by_the_button(browser, side):
    review(browser, of_beads(["0|0", "1|1", "2|", "3|2", "4|3"]))
    first, last = (browser.driver.find_element("css selector", f"#b{bead} [data-side={side}] span") for bead in (2, 4))
    ActionChains(browser.driver).click_and_hold(first).move_to_element(last).release().perform()
    browser.settle()
    browser.click("[data-action=confirm]")
    assert statuses(browser) == ["auto", "confirmed", "confirmed", "confirmed", "auto"]


def test_a_whole_book_is_confirmed_at_once(browser, book, tmp_path):
    alignment = book(2000)
    review(browser, alignment)
    browser.js("document.querySelector('#b2000').scrollIntoView({block: 'center'})")
    browser.js("document.querySelector('#b2000 span').click()")
    click(browser, "confirm-to-here")
    assert told(browser) == "confirmed: 2000"
    assert {bead.status for bead in saved(browser, tmp_path).beads[:2000]} == {"confirmed"}
    kept = browser.js("Object.entries(localStorage).find(([key]) => key.includes('changes:'))[1].length")
    assert kept < 10_000
