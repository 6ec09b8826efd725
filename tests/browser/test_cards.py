"""The card of a word: what it says, and how it opens and closes."""

from __future__ import annotations

import factories
import pytest
from asking import MARKS
from cards import OPEN, PAIRS, card, harbour, lines
from selenium.webdriver import ActionChains, Keys

from aligner.model import Alignment, Document, WordLinks

SEA = [
    "sea",
    "×",
    "Passages with this word: 5",
    "mar 1 of 5",
    "océano 3 of 5",
    "The sea was cold.",
    "El océano estaba frío.",
    "He loved the sea, the sea alone.",
    "Amaba el océano, solo el océano.",
    "A storm came from the sea.",
    "Del océano vino una tormenta.",
]


# What it says


def test_the_card_says_how_often_and_how_the_text_translates_a_word_with_the_lit_partner_first(browser):
    browser.open(harbour())
    assert card(browser) == SEA
    assert browser.seen("#card .partners mark") == ["mar"]
    assert browser.js("[...document.querySelectorAll('#card a')].map(e => e.hash)") == ["#b2", "#b3", "#b5"]
    assert browser.seen("#card .examples mark") == ["sea", "océano"] * 3


def test_the_card_of_a_translation_says_what_it_translates(browser):
    browser.open(harbour())
    found = card(browser, "b2", "target", "océano")
    assert found[:4] == ["océano", "×", "Passages with this word: 3", "sea 3 of 3"]
    assert found[4:6] == ["Amaba el océano, solo el océano.", "He loved the sea, the sea alone."]
    languages = "[...document.querySelectorAll('#card span')].map(e => e.lang)"
    assert browser.js(languages) == ["es", "en", *["es", "en"] * 2]


def test_a_word_without_a_partner_says_so_and_how_else_it_is_translated(browser):
    browser.open(harbour())
    found = card(browser, "b4")
    assert found[3:6] == ["no partner here", "océano 3 of 5", "mar 1 of 5"]
    assert card(browser, "b6", "source", "slept") == [
        "slept",
        "×",
        "Passages with this word: 1",
        "no partner here",
    ]


def test_only_the_commonest_partners_are_listed_and_the_rest_counted(browser):
    others = ["uno", "dos", "tres", "cuatro", "cinco", "seis", "siete"]
    documents = [
        Document("x", code, tuple(map(factories.block, texts)))
        for code, texts in (("en", ["sea"] * 8), ("es", [*others, "siete"]))
    ]
    beads = tuple(factories.bead(str(i), str(i)) for i in range(8))
    browser.open(Alignment(*documents, beads, words=WordLinks.of({"sea": dict.fromkeys(others, 3)})))
    found = card(browser)
    assert found[3:9] == ["uno 1 of 8", "siete 2 of 8", "dos 1 of 8", "tres 1 of 8", "cuatro 1 of 8", "others: 2"]


def test_a_frequent_word_is_counted_in_one_row_of_several(browser):
    browser.open(harbour(times=240))
    assert card(browser)[2:5] == [
        "Passages with this word (one in 4 looked at): 300",
        "mar 60 of 300",
        "océano 180 of 300",
    ]


def test_the_card_speaks_the_language_of_the_interface(browser):
    browser.open(harbour())
    browser.act("interface", "es")
    found = card(browser, "b4")
    assert found[2:5] == ["Pasajes con esta palabra: 5", "sin pareja aquí", "océano 3 de 5"]
    assert browser.js("document.querySelector('#card button').getAttribute('aria-label')") == "Cerrar"


def test_the_card_counts_what_a_mend_has_changed(browser):
    browser.open(harbour())
    browser.click("#b2 [data-side=source] span")
    browser.act("review")
    browser.act("unlink")
    browser.act("review")
    assert card(browser)[3:5] == ["mar 1 of 5", "océano 2 of 5"]


def test_without_known_links_there_are_no_cards(browser):
    browser.open(harbour(links=WordLinks.of({})))
    assert card(browser) == []


# How it opens and closes


def test_escape_closes_the_card_and_only_then_leaves_the_sentence(browser):
    browser.open(harbour())
    card(browser)
    browser.press(Keys.ESCAPE)
    assert lines(browser) == []
    assert browser.js("document.activeElement.textContent") == PAIRS[0][0]
    browser.press(Keys.ESCAPE)
    assert browser.lit() == []


@pytest.mark.parametrize("place", ["h1", "#b6 [data-side=target]", "#card button"])
def test_a_click_elsewhere_closes_the_card_and_ends_the_light_of_its_word(browser, place):
    browser.open(harbour(links=WordLinks.of({"sea": {"mar": 3}})))
    card(browser)
    box = browser.box(place)
    browser.point(box["right"] - 5 if place.startswith("#b6") else box["x"] + 5, box["y"] + 5)
    ActionChains(browser.driver).click().perform()
    browser.settle()
    assert lines(browser) == []
    assert browser.js(MARKS) == []


def test_a_click_on_another_word_opens_its_card(browser):
    browser.open(harbour())
    card(browser)
    assert card(browser, "b1", "target", "calma")[0] == "calma"
    assert {text for text, _, _ in browser.js(MARKS)} == {"calm", "calma"}


@pytest.mark.parametrize(("way", "open_then"), [(200, True), (600, False)])
def test_scrolling_far_closes_the_card_and_scrolling_a_little_does_not(browser, way, open_then):
    browser.open(harbour(times=20))
    card(browser)
    browser.driver.execute_script(f"scrollBy(0, {way})")
    browser.settle()
    browser.settle()
    assert browser.js(OPEN) == open_then


@pytest.mark.parametrize("key", [Keys.ARROW_DOWN, "v", "r", "c"])
def test_going_elsewhere_by_key_closes_the_card(browser, key):
    browser.open(factories.small())
    card(browser, "b2")
    browser.press(key)
    assert lines(browser) == []


def test_the_word_stays_lit_while_the_pointer_is_on_the_card(browser):
    browser.open(harbour())
    card(browser)
    for place in ("#card h2", "h1"):
        browser.hover(place)
        browser.settle()
        assert {text for text, _, _ in browser.js(MARKS)} == {"sea", "mar"}


def test_an_example_leads_to_its_pair_and_back_leads_back(browser):
    browser.open(harbour(times=30))
    card(browser, "b100")
    link = browser.driver.find_element("css selector", "#card a")
    wanted = browser.js("document.querySelector('#card a').hash")
    link.click()
    browser.settle()
    browser.settle()
    assert browser.js("location.hash") == wanted != "#b100"
    assert lines(browser) == []
    assert 0 <= browser.box(wanted)["top"] <= 900
    assert browser.js("[...new Set([...document.querySelectorAll('.lit')].map(e => e.closest('.bead').id))]") == [
        wanted[1:]
    ]


def test_keys_open_the_card_go_from_word_to_word_and_give_the_focus_back(browser):
    browser.open(harbour())
    browser.click("#b1 [data-side=source] span")
    browser.press(Keys.ESCAPE)
    seen = []
    for key in ("w", "w", "w", "w", "w", "W"):
        browser.press(key)
        seen.append(lines(browser)[0])
    assert seen == ["The", "sea", "was", "calm", "calm", "was"]
    assert browser.js("document.activeElement.closest('#card') !== null")
    browser.press("W")
    assert {text for text, _, _ in browser.js(MARKS)} == {"sea", "mar"}
    browser.press("v", Keys.ESCAPE)
    assert lines(browser) == [] and browser.js("document.documentElement.dataset.mode") is None
    assert browser.js("document.activeElement.textContent") == PAIRS[0][0]
    assert browser.lit() == list(PAIRS[0])


def test_the_examples_are_reached_and_followed_by_keys_alone(browser):
    browser.open(harbour())
    browser.click("#b1 [data-side=source] span")
    browser.press(Keys.ESCAPE)
    browser.press("w", "w")
    for _ in ("close", "keep", "example"):
        browser.press(Keys.TAB)
    assert browser.js("document.activeElement.hash") == "#b2"
    browser.press(Keys.ENTER)
    browser.settle()
    assert browser.lit() == list(PAIRS[1])
    assert browser.js("document.activeElement.textContent") == PAIRS[1][0]
