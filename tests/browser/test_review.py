"""What the reviewer sees: verdicts, filters, the histogram."""

from __future__ import annotations

from dataclasses import replace

import factories
from selenium.webdriver import Keys
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select


def review(browser, alignment=None):
    browser.open(alignment or factories.small())
    browser.act("review")


def shown(browser):
    return browser.js(
        "[...document.querySelectorAll('.bead')].filter(e => e.checkVisibility()).map(e => +e.dataset.bead)"
    )


def choose(browser, name, value):
    Select(browser.driver.find_element(By.CSS_SELECTOR, f"[data-filter={name}]")).select_by_value(value)


def bucket(browser, k):
    browser.driver.find_element(By.CSS_SELECTOR, f"[data-action=bucket][data-value='{k}']").click()


def at_hand(browser):
    return browser.js("+document.activeElement.closest('.bead').dataset.bead")


def test_readers_see_no_scores(browser):
    browser.open(factories.small())
    assert not browser.driver.find_element(By.ID, "review").is_displayed()
    assert not browser.js("[...document.querySelectorAll('.verdict')].some(e => e.checkVisibility())")


def test_scores_flags_and_status_are_named_beside_each_bead(browser):
    review(browser)
    verdict = "document.querySelector('#b12 .verdict').innerText.split(/\\s+/)"
    assert browser.js(verdict) == ["0.12", "number", "low"]
    assert browser.js("document.querySelector('#b3 .verdict').innerText.split(/\\s+/)") == [
        "0.61",
        "length",
        "confirmed",
    ]
    bars = browser.js(
        "['#b2', '#b12'].map(s => document.querySelector(s + ' .verdict i').getBoundingClientRect().width)"
    )
    assert bars[0] > 5 * bars[1] > 0
    assert browser.driver.find_element(By.CSS_SELECTOR, "#b4 [data-side=target]").text == "no counterpart"


def test_verdicts_stand_between_the_columns_and_cover_nothing(browser):
    review(browser)
    source, verdict, target = (
        browser.box(f"#b12 {part}") for part in ("[data-side=source]", ".verdict", "[data-side=target]")
    )
    assert source["right"] <= verdict["left"] and verdict["right"] <= target["left"]
    boxes = browser.js("[...document.querySelectorAll('.bead')].map(e => e.getBoundingClientRect().toJSON())")
    inside = browser.js("[...document.querySelectorAll('.bead .verdict')].map(e => e.getBoundingClientRect().toJSON())")
    assert all(verdict["bottom"] <= row["bottom"] + 1 for row, verdict in zip(boxes, inside, strict=True))


def test_a_filter_shows_the_beads_it_names_and_counts_them(browser):
    review(browser)
    for name, value, beads in (
        ("kind", "2-1", [3]),
        ("kind", "0-1", [5]),
        ("flag", "low", [5, 12]),
        ("flag", "any", [3, 5, 7, 8, 9, 10, 12]),
        ("flag", "none", [1, 2, 4, 6, 11]),
        ("status", "confirmed", [3]),
        ("status", "changed", [8]),
    ):
        choose(browser, name, value)
        assert shown(browser) == beads
        assert browser.driver.find_element(By.CSS_SELECTOR, ".shown").text == f"{len(beads)} of 12 beads"
        browser.driver.find_element(By.CSS_SELECTOR, "[data-action=show-all]").click()
        assert shown(browser) == list(range(1, 13))


def test_filters_combine_and_leaving_review_shows_all(browser):
    review(browser)
    choose(browser, "flag", "low")
    choose(browser, "kind", "1-1")
    assert shown(browser) == [12]
    choose(browser, "status", "changed")
    assert shown(browser) == []
    browser.driver.find_element(By.CSS_SELECTOR, "header [data-action=review]").click()
    assert shown(browser) == list(range(1, 13))


def test_the_histogram_counts_scores_and_filters_by_them(browser):
    review(browser)
    bars = browser.js("[...document.querySelectorAll('.histogram button')].map(e => e.getAttribute('aria-label'))")
    assert len(bars) == 10
    assert bars[9] == "Score 0.9 to 1.0, beads: 6"
    assert bars[1] == "Score 0.1 to 0.2, beads: 1"
    heights = browser.js(
        "[...document.querySelectorAll('.histogram button')].map(e => +e.style.getPropertyValue('--height'))"
    )
    assert heights[9] == 1 > heights[1] > heights[2] == 0
    bucket(browser, 1)
    assert shown(browser) == [12]
    assert browser.js("document.querySelector('.histogram [aria-pressed=true]').dataset.value") == "1"
    bucket(browser, 1)
    assert len(shown(browser)) == 12


def test_review_shows_both_sides_and_then_restores_the_view(browser):
    browser.open(factories.small())
    browser.driver.execute_script("document.querySelector('[data-action=mode][data-value=source]').click()")
    browser.driver.find_element(By.CSS_SELECTOR, "[data-action=review]").click()
    assert browser.driver.find_element(By.CSS_SELECTOR, "#b2 [data-side=target]").is_displayed()
    browser.driver.find_element(By.CSS_SELECTOR, "header [data-action=review]").click()
    assert not browser.driver.find_element(By.CSS_SELECTOR, "#b2 [data-side=target]").is_displayed()


def test_nothing_scrolls_sideways_in_review(browser):
    review(browser, factories.pair("x" * 5000, "ñ" * 5000, *factories.FLAGS))
    parts = "[document.documentElement, ...document.querySelectorAll('[data-side], .verdict, .panel')]"
    for width in (320, 390, 720, 1280):
        browser.emulate(width=width)
        assert not any(browser.js(f"{parts}.map(e => e.scrollWidth - e.clientWidth)")), width


def test_the_panel_speaks_spanish(browser):
    review(browser)
    browser.driver.execute_script("document.querySelector('[data-action=interface][data-value=es]').click()")
    assert browser.driver.find_element(By.CSS_SELECTOR, "[data-action=unlink]").text == "Separar"
    assert "longitud" in browser.js("document.querySelector('#b3 .verdict').innerText")
    assert browser.driver.find_element(By.CSS_SELECTOR, ".shown").text == "12 de 12 grupos"
    assert browser.js("document.querySelector('.histogram button').title").startswith("Puntuación")


def test_a_page_without_beads_can_be_reviewed(browser):
    review(browser, replace(factories.small(), min_score=1.0, beads=factories.small().beads))
    assert shown(browser) == [6]


def test_a_filter_that_hides_the_current_bead_gives_it_back(browser):
    review(browser)
    browser.click("#b2 [data-side=source] span")
    bucket(browser, 1)
    assert browser.seen(".panel .at-hand") == ["Bead 12 · 1-1 · 0.1235"]
    bucket(browser, 1)
    assert browser.seen(".panel .at-hand") == ["Bead 2 · 1-1 · 0.9731"]
    choose(browser, "flag", "untranslated")
    choose(browser, "status", "confirmed")
    assert browser.seen(".panel .at-hand") == [""]
    browser.press(Keys.ESCAPE, "m", "a")  # nothing is at hand, nothing is merged; all is shown again
    assert browser.seen(".panel .at-hand, .shown") == ["12 of 12 beads", "Bead 2 · 1-1 · 0.9731"]


def test_the_visible_bead_is_current_when_review_begins(browser, book):
    browser.open(book(200))
    browser.act("mode", "both")
    browser.js("document.querySelector('#b100').scrollIntoView()")
    browser.settle()
    top = browser.js("document.elementFromPoint(300, 90).closest('.bead').dataset.bead")
    browser.press("r")
    assert browser.seen(".panel .at-hand")[0].split()[1] == top


def test_taking_a_confirmation_back_stays_on_the_bead(browser):
    review(browser)
    status = "document.querySelector('#b4').dataset.status ?? 'auto'"
    browser.click("#b4 span")
    browser.press(Keys.ENTER)
    assert at_hand(browser) == 5
    browser.press("z")
    assert at_hand(browser) == 4
    browser.press(Keys.ENTER)
    assert [at_hand(browser), browser.js(status)] == [5, "confirmed"]
    browser.click("#b4 span")
    browser.press(Keys.ENTER)
    assert [at_hand(browser), browser.js(status)] == [4, "auto"]


def test_kinds_that_a_mend_makes_can_be_filtered(browser):
    review(browser)
    browser.click("#b1 [data-side=source] span")
    browser.press("m", "m")
    kinds = "[...document.querySelector('[data-filter=kind]').options].map(o => o.value)"
    assert "4-3" in browser.js(kinds)
    choose(browser, "kind", "4-3")
    assert shown(browser) == [1]
    browser.press(Keys.ESCAPE, "z")
    assert browser.seen(".shown") == ["2 of 11 beads"]  # what an undoing brings back is seen


def test_a_link_to_a_bead_that_is_filtered_out_shows_all_again(browser):
    review(browser)
    bucket(browser, 1)
    browser.js("void (location.hash = '#b6')")
    browser.settle()
    assert len(shown(browser)) == 12
    assert at_hand(browser) == 6


def test_choosing_another_view_leaves_review(browser):
    review(browser)
    browser.act("mode", "target")
    assert not browser.driver.find_element(By.ID, "review").is_displayed()
    assert browser.seen("#b2 [data-side]") == ["La mar estaba en calma."]
    browser.reload()
    assert browser.seen("#b2 [data-side]") == ["La mar estaba en calma."]


def test_a_click_beside_the_sentences_selects_the_bead(browser):
    review(browser)
    browser.click("#b5 .none")
    assert at_hand(browser) == 5
    browser.click("#b4 .score")
    assert at_hand(browser) == 4


def test_the_panel_leaves_half_of_a_small_window_even_with_large_text(browser):
    browser.emulate(width=320, height=640)
    review(browser)
    for _ in range(8):
        browser.press("+")
    assert browser.box("#review")["top"] >= 320
