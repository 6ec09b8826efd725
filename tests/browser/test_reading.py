"""Reading in the page: lights on sentences and words, the four views, the reading place, links, contents, keys."""

from __future__ import annotations

from dataclasses import replace

import factories
import pytest
from asking import MARKS
from cards import harbour
from selenium.webdriver import ActionChains, Keys

from aligner.model import WordLinks

CALM = ["The sea was calm.", "La mar estaba en calma."]
ACTIVE = "document.activeElement.textContent"
BEAD_AT_TOP = """
(box => [60, 90, 130, 180, 240].flatMap(y => document.elementsFromPoint(box.left + box.width / 4, y))
  .map(e => e.closest('.bead')).filter(Boolean).map(e => [e.id, Math.round(e.getBoundingClientRect().top)])[0]
)(document.querySelector('main').getBoundingClientRect())
"""


def view(browser):
    """Which sides of which beads are visible: ``{"2": "st"}``."""
    return browser.js(
        "Object.fromEntries([...document.querySelectorAll('.bead')].map(e => [e.dataset.bead, "
        "[...e.querySelectorAll('[data-side]')].filter(s => s.checkVisibility({visibilityProperty: true}))"
        ".map(s => s.dataset.side[0]).join('')]))"
    )


@pytest.mark.parametrize("side", ["source", "target"])
def test_hover_lights_the_sentence_and_its_partner_and_moves_nothing(browser, side):
    browser.open(factories.small())
    before = browser.layout()
    browser.hover(f"#b2 [data-side={side}] span")
    assert browser.lit() == CALM
    assert browser.layout() == before
    browser.hover("h1")
    assert browser.lit() == []
    assert browser.layout() == before


def test_in_a_two_to_one_bead_all_three_sentences_light(browser):
    browser.open(factories.small())
    browser.hover("#b3 [data-side=source] span:last-of-type")
    assert browser.lit() == ["It was cold.", "Nobody came.", "Hacía frío y no vino nadie."]


def test_what_is_lit_is_painted_and_underlined(browser):
    looks = "(s => [s.backgroundColor, s.textDecorationLine])(getComputedStyle(document.querySelector('#b2 span')))"
    browser.open(factories.small())
    plain = browser.js(looks)
    browser.hover("#b2 span")
    painted = browser.js(looks)
    assert plain[0] != painted[0] and (plain[1], painted[1]) == ("none", "underline")


def test_a_click_keeps_the_light_when_the_pointer_leaves(browser):
    browser.open(factories.small())
    browser.click("#b2 span")
    browser.hover("h1")
    assert browser.lit() == CALM


def test_a_tap_lights_and_a_tap_elsewhere_ends_it(browser):
    browser.open(factories.small())
    for place, lit in (("#b2 [data-side=target] span", CALM), (".languages", [])):
        box = browser.box(place)
        x, y = box["x"] + box["width"] / 3, box["y"] + box["height"] / 2
        touch = {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]}
        browser.driver.execute_cdp_cmd("Input.dispatchTouchEvent", touch)
        browser.driver.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        browser.driver.execute_async_script("setTimeout(arguments[0], 400)")  # a tap waits for a second one
        assert browser.lit() == lit


@pytest.mark.parametrize(
    ("side", "word", "partner"), [("source", "calm", "calma"), ("target", "mar", "sea"), ("source", "sea", "mar")]
)
def test_hover_on_a_word_lights_its_translation_without_moving_a_letter(browser, side, word, partner):
    browser.open(factories.small())
    before, text = browser.layout(), browser.js("document.querySelector('#b2').innerText")
    browser.hover(f"#b2 [data-side={side}] span", word)
    other = "target" if side == "source" else "source"
    marks = browser.js(MARKS)
    assert [word, 3, side] in marks
    assert any(text == partner and of == other for text, _, of in marks)
    assert browser.layout() == before
    browser.hover("h1")
    assert browser.js(MARKS) == []
    assert browser.js("[...document.querySelectorAll('#b2 [data-side] span')].map(e => e.childNodes.length)") == [1, 1]
    assert browser.js("document.querySelector('#b2').innerText") == text


def test_an_unsure_translation_is_fainter_and_has_another_underline(browser):
    browser.open(factories.small())
    browser.hover("#b2 [data-side=source] span", "calm")
    looks = []
    for sure in (3, 2, 1):
        browser.js("document.querySelector('[data-side=target] mark').dataset.sure = a[0]", str(sure))
        looks.append(
            browser.js(
                "(s => [s.backgroundColor, s.textDecorationStyle + s.textDecorationThickness])"
                "(getComputedStyle(document.querySelector('[data-side=target] mark')))"
            )
        )
    assert len({colour for colour, _ in looks}) == len({line for _, line in looks}) == 3


def test_a_word_that_is_the_same_on_both_sides_lights_its_twin(browser):
    browser.open(factories.pair("Ask Malone at 6:12.", "Pregunte a Malone a las 6:12."))
    for word in ("Malone", "6:12"):
        browser.hover("#b1 [data-side=source] span", word)
        assert [text for text, _, _ in browser.js(MARKS)] == [word, word]


@pytest.mark.parametrize(
    ("nth", "partner"),
    [(0, [["El", 3]]), (1, [["mar", 3]]), (6, [["la", 3]]), (7, [["casa", 3]])],
)
def test_if_a_word_occurs_twice_the_nearer_one_lights(browser, nth, partner):
    browser.open(
        factories.pair("The sea was calm and blue, the house white.", "El mar en calma y azul, la casa blanca.")
    )
    hover_word(browser, nth)
    assert [[text, sure] for text, sure, side in browser.js(MARKS) if side == "target"] == partner


@pytest.mark.parametrize(("action", "value"), [("veil", ""), ("mode", "source")])
def test_a_word_does_not_light_if_its_translation_is_hidden(browser, action, value):
    browser.open(factories.small())
    browser.act(action, value)
    browser.hover("#b2 [data-side=source] span", "calm")
    assert browser.js(MARKS) == []


def test_a_word_that_is_only_spelt_the_same_does_not_light(browser):
    browser.open(factories.pair("Come to a house.", "Él come a la una."))
    for nth in (0, 2):
        hover_word(browser, nth)
        assert not {"come", "a"} & {text for text, _, side in browser.js(MARKS) if side == "target"}
        browser.hover("h1")


@pytest.mark.parametrize("forced", ["none", "active"])
def test_a_word_without_a_partner_gets_an_empty_frame(browser, forced):
    browser.emulate(forced_colors=forced)
    browser.open(harbour())
    before = browser.layout()
    browser.hover("#b6 [data-side=source] span", "slept")
    assert browser.js(MARKS) == [["slept", 0, "source"]]
    look = "(e => [e.outlineStyle, e.backgroundColor])(getComputedStyle(document.querySelector('mark.lit')))"
    style, background = browser.js(look)
    assert style == "dotted" and background.endswith(", 0)")
    assert browser.layout() == before
    browser.hover("#b1 [data-side=source] span", "sea")
    assert browser.js(MARKS) == [["sea", 3, "source"], ["mar", 3, "target"]]


def test_no_word_is_framed_where_no_links_are_known(browser):
    browser.open(harbour(links=WordLinks.of({})))
    browser.hover("#b6 [data-side=source] span", "slept")
    assert browser.js(MARKS) == []


def hover_word(browser, nth):
    """Point at the nth word of the first sentence."""
    place = """(() => {
        const node = document.querySelector('#b1 [data-side=source] span').firstChild;
        const word = [...node.data.matchAll(/\\p{L}+/gu)][a[0]], range = document.createRange();
        range.setStart(node, word.index);
        range.setEnd(node, word.index + word[0].length);
        const box = range.getBoundingClientRect();
        return [box.x + box.width / 2, box.y + box.height / 2];
    })()"""
    browser.point(*browser.js(place, nth))


def test_selecting_text_is_not_disturbed(browser):
    browser.open(factories.small())
    box = browser.box("#b2 [data-side=source] span")
    chain = ActionChains(browser.driver)
    pointer = chain.w3c_actions.pointer_action
    pointer.move_to_location(round(box["x"]) + 1, round(box["y"]) + 8)
    pointer.pointer_down()
    for step in (0.3, 0.6, 1):
        pointer.move_to_location(round(box["x"] + box["width"] * step), round(box["y"]) + 8)
    pointer.pointer_up()
    chain.perform()
    browser.settle()
    assert "sea was calm" in browser.js("String(getSelection())")
    browser.point(box["x"] + 60, box["y"] + 8)
    assert browser.js(MARKS) == []
    assert "sea was calm" in browser.js("String(getSelection())")


@pytest.mark.parametrize(("side", "other"), [("source", "calma"), ("target", "calm.")])
def test_a_selection_stays_in_its_column_and_select_all_selects_both(browser, side, other):
    browser.open(factories.small())
    first, last = browser.box(f"#b2 [data-side={side}] span"), browser.box(f"#b7 [data-side={side}] span")
    chain = ActionChains(browser.driver)
    pointer = chain.w3c_actions.pointer_action
    pointer.move_to_location(round(first["x"]) + 1, round(first["y"]) + 8)
    pointer.pointer_down()
    pointer.move_to_location(round(last["x"]) + 20, round(last["y"]) + 8)
    pointer.pointer_up()
    chain.perform()
    chosen = browser.js("String(getSelection())")
    assert len(chosen) > 40 and other not in chosen and "no counterpart" not in chosen
    ActionChains(browser.driver).key_down(Keys.CONTROL).send_keys("a").key_up(Keys.CONTROL).perform()
    assert other in browser.js("String(getSelection())")


def test_the_margin_shows_the_number_of_the_lit_bead_as_a_link(browser):
    browser.open(factories.small())
    browser.hover("#b3 span")
    assert browser.js("[...document.querySelectorAll('.number')].map(e => [e.textContent, e.hash])") == [["3", "#b3"]]
    browser.click(".number")
    assert browser.js("location.hash") == "#b3"


def test_a_null_is_marked(browser):
    browser.open(factories.small())
    assert browser.seen("#b4 [data-side=target], #b5 [data-side=source]") == ["no counterpart"] * 2


# Views


def test_the_views_show_their_sides_and_swap_changes_them(browser):
    browser.open(factories.small())
    both = view(browser)
    assert set(both.values()) == {"st"}
    browser.act("mode", "source")
    assert {bead: sides for bead, sides in view(browser).items() if bead != "5"} == dict.fromkeys(
        set(both) - {"5"}, "s"
    )
    browser.act("mode", "target")
    assert {bead: sides for bead, sides in view(browser).items() if bead != "4"} == dict.fromkeys(
        set(both) - {"4"}, "t"
    )
    assert browser.seen(".none") == []
    browser.act("swap")
    browser.act("mode", "both")
    assert browser.box("#b2 [data-side=target]")["right"] < browser.box("#b2 [data-side=source]")["left"]


def test_one_language_alone_flows_in_paragraphs(browser, book):
    browser.open(book(20))
    browser.act("mode", "target")
    tops = [browser.box(f"#b{n} [data-side=target] span")["top"] for n in (3, 4)]
    lines = browser.js("document.querySelector('#b3 [data-side=target] span').getClientRects()[0].height")
    assert tops[1] - tops[0] < 2 * lines, "a short sentence begins on the line of the one before it, or on the next"
    assert browser.box("#b7")["top"] > browser.box("#b6 span")["top"]


@pytest.mark.parametrize("mode", ["paragraphs", "source", "target"])
def test_in_every_view_the_tab_key_reaches_a_visible_sentence(browser, mode):
    browser.open(factories.small())
    browser.click("#b2 [data-side=source] span" if mode == "target" else "#b2 [data-side=target] span")
    browser.act("mode", mode)
    assert browser.seen("main [tabindex='0']") == [CALM[mode != "source"]]
    browser.reload()
    assert len(browser.seen("main [tabindex='0']")) == 1


# Place, links, contents


@pytest.mark.parametrize("mode", ["both", "target"])
def test_the_reading_place_is_restored(browser, book, mode):
    browser.open(book(1000))
    browser.act("mode", mode)
    browser.driver.execute_script("document.getElementById('b437').scrollIntoView()")
    browser.settle()
    before = browser.awaited(BEAD_AT_TOP)
    for _ in range(2):
        browser.reload()
        browser.settle()
        after = browser.awaited(BEAD_AT_TOP)
        assert after[0] == before[0] and abs(after[1] - before[1]) <= 2


def test_a_change_of_view_or_size_keeps_the_line_where_it_is(browser, book):
    browser.open(book(1000), "#b437")
    for action, value in (("mode", "source"), ("mode", "both"), ("larger", ""), ("width", "wide"), ("swap", "")):
        bead, top = browser.awaited(BEAD_AT_TOP)
        browser.act(action, value)
        assert abs(browser.box(f"#{bead}")["top"] - top) <= 2, (action, value)


@pytest.mark.parametrize("mode", ["both", "target"])
def test_a_link_to_a_bead_shows_and_lights_it_deep_in_a_book(browser, book, mode):
    browser.open(book(5))
    browser.act("mode", mode)
    browser.open(book(2000), "#b1500")
    box = browser.box("#b1500 [data-side=target] span")
    assert box["top"] >= 50 and box["bottom"] <= 900
    assert browser.js("[...new Set([...document.querySelectorAll('.lit')].map(e => e.closest('.bead').id))]") == [
        "b1500"
    ]
    browser.hover("#b1499 [data-side=target] span")
    browser.point(2, 300)
    assert browser.js("document.querySelector('.lit').closest('.bead').id") == "b1500"


def test_readers_who_read_on_from_a_link_return_to_their_place_and_not_to_the_link(browser, book):
    browser.open(book(1000), "#b100")
    browser.driver.execute_script("document.getElementById('b700').scrollIntoView()")
    browser.driver.execute_async_script("setTimeout(arguments[0], 350)")  # the place is noted after a rest
    assert browser.js("location.hash") == ""
    before = browser.awaited(BEAD_AT_TOP)
    browser.reload()
    browser.settle()
    assert browser.awaited(BEAD_AT_TOP)[0] == before[0]


@pytest.mark.parametrize("width", [390, 1280])
def test_the_contents_list_the_headings_mark_the_chapter_and_lead_there(browser, book, width):
    browser.emulate(width=width)
    browser.open(book(500))
    browser.driver.execute_script("document.getElementById('b220').scrollIntoView()")
    browser.settle()
    browser.press("c")
    links = browser.seen("#contents a")
    assert len(links) == 5 and "Chapter 5" in links[4]
    assert browser.seen("#contents [aria-current]") == [links[2]]
    assert browser.js("document.activeElement.getAttribute('aria-current')") == "true"
    browser.driver.find_elements("css selector", "#contents a")[3].click()
    browser.settle()
    assert browser.seen("#contents a") == []
    assert 0 <= browser.box(browser.js("location.hash"))["top"] <= 900
    assert browser.lit() == ["Chapter 4", "Chapter 4"]


# Keys


def test_tab_reaches_the_text_and_arrows_move_in_it(browser):
    browser.open(factories.small())
    for _ in range(10):
        browser.press(Keys.TAB)
        if browser.lit():
            break
    assert browser.lit() == ["The Harbour", "El puerto"]
    seen = []
    for key in (Keys.ARROW_RIGHT, Keys.ARROW_DOWN, Keys.ARROW_LEFT, Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ARROW_UP):
        browser.press(key)
        seen.append(browser.js(ACTIVE))
    assert seen == [
        "El puerto",
        "La mar estaba en calma.",
        "The sea was calm.",
        "It was cold.",
        "Nobody came.",
        "It was cold.",
    ]
    assert browser.js("document.querySelectorAll('main [tabindex=\"0\"]').length") == 1
    assert browser.js("location.hash") == "#b3"
    browser.press(Keys.ESCAPE)
    assert browser.lit() == []


def test_arrows_skip_an_empty_side(browser):
    browser.open(factories.small())
    browser.click("#b3 [data-side=target] span")
    browser.press(Keys.ARROW_DOWN)
    assert browser.lit() == ["Esto lo añadió el traductor."]
    browser.press(Keys.ARROW_LEFT)
    assert browser.lit() == ["Esto lo añadió el traductor."]


def test_arrows_skip_beads_that_were_left_out(browser):
    browser.open(replace(factories.small(), min_score=0.9))
    browser.click("#b2 span")
    browser.press(Keys.ARROW_DOWN)
    assert browser.lit() == ["What to take", "Lo que hay que llevar"]
    browser.press(Keys.ARROW_UP, Keys.ARROW_UP, Keys.ARROW_UP)
    assert browser.lit() == ["The Harbour", "El puerto"]


def test_arrows_continue_from_what_is_on_screen(browser, book):
    browser.open(book(1000))
    browser.click("#b3 span")
    browser.driver.execute_script("document.getElementById('b600').scrollIntoView()")
    browser.settle()
    browser.press(Keys.ARROW_DOWN)
    assert abs(browser.js("+document.activeElement.closest('.bead').dataset.bead") - 600) < 20


def test_letters_do_what_the_list_of_keys_says(browser):
    browser.open(factories.small())
    data = "document.documentElement.dataset"
    for key, state in (("v", "source"), ("v", "target"), ("v", "paragraphs"), ("v", None)):
        browser.press(key)
        assert browser.js(f"{data}.mode ?? null") == state
    browser.press("x")
    assert browser.js(f"{data}.swap") == "on"
    size = browser.js("parseFloat(getComputedStyle(document.querySelector('#b2 span')).fontSize)")
    browser.press("+")
    assert browser.js("parseFloat(getComputedStyle(document.querySelector('#b2 span')).fontSize)") > size
    browser.press("-")
    assert browser.js("parseFloat(getComputedStyle(document.querySelector('#b2 span')).fontSize)") == size
    browser.press("r")
    assert browser.js("document.documentElement.classList.contains('review')")
    browser.press("r")
    browser.press("/")
    assert browser.js("document.activeElement.id") == "search"
    browser.press("cdvxr+-?")
    assert browser.js("document.activeElement.value") == "cdvxr+-?"
    assert browser.js(f"{data}.mode ?? null") is None


@pytest.mark.parametrize(("key", "panel"), [("c", "contents"), ("d", "display"), ("?", "keys")])
def test_a_panel_opens_by_its_key_takes_the_focus_and_gives_it_back(browser, key, panel):
    browser.open(factories.small())
    browser.click("#b2 span")
    for closing in (key, Keys.ESCAPE):
        browser.press(key)
        assert browser.seen(f"#{panel}") and browser.js(f"document.activeElement.closest('#{panel}') !== null")
        browser.press(closing)
        assert browser.seen(f"#{panel}") == []
        assert browser.js(ACTIVE) == CALM[0]


def test_the_list_names_every_key(browser):
    browser.open(factories.small())
    browser.press("?")
    keys = browser.seen("#keys kbd")
    assert {"↑", "↓", "←", "→", "/", "c", "d", "v", "x", "r", "?", "Esc", "m", "s", "z"} <= set(keys)
    assert all(browser.seen("#keys dd"))
