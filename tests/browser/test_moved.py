"""What has moved, on the page: said in both places, with links that work without scripts, and kept through mends."""

from __future__ import annotations

import pytest
from reviewing import click, hold, of_beads, review, same_files, saved, select, shown_beads
from selenium.webdriver import Keys

# Sentences 1 and 2 stand at the end of the translation, behind its sentence 5.
MOVED = ["0|0", "1|6", "2|7", "3|1-2", "4|3", "5|4-5"]
MARKS = """[...document.querySelectorAll('.bead')].map(row =>
  (row.querySelector('.moved') ? 'mark ' : '')
  + [...row.querySelectorAll('.stub')].map(e => (e.hidden ? 'hidden ' : 'stub ') + e.getAttribute('href')).join(' '))"""


def test_both_places_say_so_once_for_all_that_moved_together(browser):
    browser.open(of_beads(MOVED))
    assert browser.js(MARKS) == ["", "mark ", "", "", "", "stub #b2"]
    assert browser.seen(".moved") == ["moved: its place in the translation"]
    assert browser.seen(".stub") == ["moved from here: now beside its source"]


@pytest.mark.parametrize("scripts", [True, False])
def test_links_lead_from_each_place_to_the_other(browser, scripts):
    browser.scripts(scripts)
    browser.open(of_beads([*(f"{k}|{k + 1}" for k in range(92)), "92|0"]))
    for link, place in ((".stub", "#b93"), ("#b93 > .moved", "#moved-93")):
        browser.driver.find_element("css selector", link).click()
        assert browser.driver.current_url.endswith(place)
        box = browser.box(place)
        assert box["top"] >= 0 and box["bottom"] <= 900


def test_the_interface_says_it_in_its_language(browser):
    browser.open(of_beads(MOVED))
    browser.act("interface", "es")
    assert browser.seen(".moved, .stub") == [
        "movido: su lugar en la traducción",
        "movido de aquí: ahora junto a su original",
    ]


@pytest.mark.parametrize(("mode", "shown"), [("paragraphs", 2), ("both", 2), ("source", 0), ("target", 2)])
def test_where_only_the_source_is_read_nothing_is_said(browser, mode, shown):
    browser.open(of_beads(MOVED))
    browser.act("mode", mode)
    assert len(browser.seen(".moved, .stub")) == shown


def test_what_moved_to_the_beginning_has_its_stub_there(browser):
    browser.open(of_beads(["0|1", "1|2", "2|3", "3|0"]))
    assert browser.js(MARKS) == ["stub #b4", "", "", "mark "]


def test_a_page_with_moved_text_saves_what_convert_writes(browser):
    alignment = of_beads(MOVED)
    review(browser, alignment)
    assert same_files(browser, alignment)


def test_a_confirmed_pair_still_says_that_it_moved(browser, tmp_path):
    review(browser, of_beads(MOVED))
    select(browser, "source", 1)
    hold(browser, Keys.ENTER)
    assert shown_beads(saved(browser, tmp_path))[1] == "1|6+"
    assert browser.js(MARKS) == ["", "mark ", "", "", "", "stub #b2"]


def test_a_pair_that_is_no_more_does_not_say_that_it_moved_until_that_is_undone(browser, tmp_path):
    alignment = of_beads(MOVED)
    review(browser, alignment)
    select(browser, "source", 1)
    click(browser, "unlink")
    assert shown_beads(saved(browser, tmp_path))[1:3] == ["1|*", "|6*"]
    assert browser.js(MARKS) == ["", "", "", "", "", "", "hidden #b2"]
    assert browser.seen(".stub") == []
    click(browser, "undo")
    assert browser.js(MARKS) == ["", "mark ", "", "", "", "stub #b2"]
    assert saved(browser, tmp_path) == alignment


def test_a_stub_follows_its_sentence_when_that_is_mended(browser, tmp_path):
    review(browser, of_beads(MOVED))
    select(browser, "target", 4)
    click(browser, "merge-previous")
    assert browser.js(MARKS)[-1] == "stub #b2"
    select(browser, "target", 5)
    click(browser, "split")
    assert browser.js(MARKS)[-1] == "stub #b2"
    click(browser, "undo")
    click(browser, "undo")
    assert browser.js(MARKS) == ["", "mark ", "", "", "", "stub #b2"]
