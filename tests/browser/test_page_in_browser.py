"""The reading view as a browser shows it."""

from __future__ import annotations

from dataclasses import replace

import factories
import pytest
from selenium.webdriver import ActionChains, Keys
from selenium.webdriver.common.by import By

from aligner.model import Alignment, Document

PROSE = (
    "When the boats had come in and the nets were spread along the wall, the old men sat down in the last of the "
    "sun and told each other, as they did every evening, what the sea had taken and what it had given back."
)

# Contrast of every visible text with what is painted behind it, by WCAG 2.1; colours are opaque.
WORST_CONTRAST = """
(() => {
  const channels = colour => colour.match(/[\\d.]+/g).map(Number);
  const luminance = colour => {
    const [r, g, b] = channels(colour).slice(0, 3).map(v => v / 255)
      .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = element => {
    const colour = getComputedStyle(element).backgroundColor;
    return channels(colour)[3] === 0 ? behind(element.parentElement) : colour;
  };
  const ratio = (element, pseudo) => {
    const [x, y] = [getComputedStyle(element, pseudo).color, behind(element)].map(luminance);
    return [(Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05), element.outerHTML.slice(0, 60) + (pseudo || "")];
  };
  const texts = [...document.body.querySelectorAll("*")]
    .filter(e => e.tagName !== "SCRIPT" && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()));
  const scores = [...document.querySelectorAll(".bead")].map(e => ratio(e, "::after"));
  return [...texts.map(e => ratio(e, null)), ...scores].sort((a, b) => a[0] - b[0])[0];
})()
"""


def book(sentences: int) -> Alignment:
    """Paragraphs of five sentences of 30 to 210 characters, the longest first."""
    texts = [PROSE[:length] for length in (len(PROSE), 60, 30, 90, 150)]
    document = Document("book", "en", tuple(factories.block(*texts) for _ in range(sentences // 5)))
    beads = tuple(factories.bead(str(i), str(i)) for i in range(sentences))
    return Alignment(document, document, beads)


def hover(browser, selector):
    ActionChains(browser.driver).move_to_element(browser.driver.find_element(By.CSS_SELECTOR, selector)).perform()


def press(browser, *keys):
    ActionChains(browser.driver).send_keys(*keys).perform()


def show_scores(browser):
    browser.driver.find_element(By.CSS_SELECTOR, "button[data-action=scores]").click()


def layout(browser):
    return browser.js("[...document.querySelectorAll('.bead, .bead *')].map(e => e.getBoundingClientRect().toJSON())")


@pytest.mark.parametrize("side", ["source", "target"])
def test_hover_lights_the_sentence_and_its_partner_and_moves_nothing(browser, side):
    browser.open(factories.small())
    before = layout(browser)
    hover(browser, f"#b2 [data-side={side}] span")
    assert browser.lit() == ["The sea was calm.", "La mar estaba en calma."]
    assert layout(browser) == before
    hover(browser, "h1")
    assert browser.lit() == []


def test_in_a_two_to_one_bead_all_three_sentences_light(browser):
    browser.open(factories.small())
    hover(browser, "#b3 [data-side=source] span:last-child")
    assert browser.lit() == ["It was cold.", "Nobody came.", "Hacía frío y no vino nadie."]


def test_a_lit_sentence_is_painted(browser):
    browser.open(factories.small())
    plain = browser.js("getComputedStyle(document.querySelector('#b2 span')).backgroundColor")
    hover(browser, "#b2 span")
    assert browser.js("getComputedStyle(document.querySelector('#b2 span')).backgroundColor") != plain


def test_a_click_keeps_the_light_when_the_pointer_leaves(browser):
    browser.open(factories.small())
    browser.driver.find_element(By.CSS_SELECTOR, "#b2 span").click()
    hover(browser, "h1")
    assert browser.lit() == ["The sea was calm.", "La mar estaba en calma."]


def test_tab_reaches_the_text_once_and_arrows_move_in_it(browser):
    browser.open(factories.small())
    press(browser, Keys.TAB, Keys.TAB, Keys.TAB)  # skip link, scores, first sentence
    assert browser.lit() == ["The Harbour", "El puerto"]
    seen = []
    for key in (Keys.ARROW_RIGHT, Keys.ARROW_DOWN, Keys.ARROW_LEFT, Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ARROW_UP):
        press(browser, key)
        seen.append(browser.js("document.activeElement.textContent"))
    assert seen == [
        "El puerto",
        "La mar estaba en calma.",
        "The sea was calm.",
        "It was cold.",
        "Nobody came.",
        "It was cold.",
    ]
    assert browser.js("document.querySelectorAll('main [tabindex=\"0\"]').length") == 1
    press(browser, Keys.ESCAPE)
    assert browser.lit() == []


def test_arrows_pass_over_an_empty_side(browser):
    browser.open(factories.small())
    browser.driver.find_element(By.CSS_SELECTOR, "#b3 [data-side=target] span").click()
    press(browser, Keys.ARROW_DOWN)
    assert browser.lit() == ["Esto lo añadió el traductor."]
    press(browser, Keys.ARROW_LEFT)
    assert browser.lit() == ["Esto lo añadió el traductor."]


def test_arrows_pass_over_beads_that_were_left_out(browser):
    browser.open(replace(factories.small(), min_score=0.9))
    browser.driver.find_element(By.CSS_SELECTOR, "#b2 span").click()
    press(browser, Keys.ARROW_DOWN)
    assert browser.lit() == ["What to take", "Lo que hay que llevar"]
    press(browser, Keys.ARROW_UP, Keys.ARROW_UP, Keys.ARROW_UP)
    assert browser.lit() == ["The Harbour", "El puerto"]


def test_scores_are_shown_on_demand_and_move_nothing(browser):
    score = "getComputedStyle(document.querySelector('#b12'), '::after').content"
    button = "document.querySelector('button[data-action=scores]').getAttribute('aria-pressed')"
    browser.open(factories.small())
    before = layout(browser)
    assert (browser.js(score), browser.js(button)) == ("none", "false")
    show_scores(browser)
    assert "0.1235" in str(browser.js(score)) and "number low" in str(browser.js(score))
    assert browser.js(button) == "true"
    assert layout(browser) == before
    show_scores(browser)
    assert (browser.js(score), browser.js(button)) == ("none", "false")


def test_a_null_is_marked(browser):
    browser.open(factories.small())
    assert browser.driver.find_element(By.CSS_SELECTOR, "#b4 [data-side=target]").text == "no counterpart"
    assert browser.driver.find_element(By.CSS_SELECTOR, "#b5 [data-side=source]").text == "no counterpart"


def test_wide_windows_have_two_columns_with_aligned_tops(browser):
    browser.open(book(20))
    source, target = browser.box("#b7 [data-side=source]"), browser.box("#b7 [data-side=target]")
    assert source["top"] == target["top"]
    assert source["right"] < target["left"]


def test_narrow_windows_have_the_translation_under_its_sentence(browser):
    browser.emulate(width=390)
    browser.open(book(20))
    source, target, following = (browser.box(s) for s in ("#b7 [data-side=source]", "#b7 [data-side=target]", "#b8"))
    assert source["bottom"] <= target["top"] <= target["bottom"] <= following["top"]


@pytest.mark.parametrize("width", [320, 390, 720, 1280])
def test_nothing_scrolls_sideways_or_is_cut_off_whatever_the_text(browser, width):
    word = "x" * 100_000
    alignment = factories.pair(word, f"<b>{word}", *factories.FLAGS)
    browser.emulate(width=width)
    browser.open(alignment)
    show_scores(browser)
    parts = "[document.documentElement, ...document.querySelectorAll('[data-side]')]"
    assert browser.js(f"{parts}.map(e => e.scrollWidth - e.clientWidth)") == [0, 0, 0]


def test_a_line_of_prose_has_55_to_70_characters(browser):
    browser.open(book(5))
    width = browser.box("#b1 [data-side=source]")["width"]
    unwrapped = "(e => {e.style.whiteSpace = 'nowrap'; return e.getBoundingClientRect().width})"
    one_line = browser.js(f"{unwrapped}(document.querySelector('#b1 span'))")
    assert 55 <= len(PROSE) * width / one_line <= 70


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_every_text_has_a_contrast_of_at_least_four_and_a_half(browser, scheme, width):
    browser.emulate(scheme=scheme, width=width)
    browser.open(factories.small())
    show_scores(browser)
    hover(browser, "#b3 span")
    ratio, where = browser.js(WORST_CONTRAST)
    assert ratio >= 4.5, where


def test_dark_is_dark(browser):
    colours = []
    for scheme in ("light", "dark"):
        browser.emulate(scheme=scheme)
        browser.open(factories.small())
        colours.append(browser.js("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)[0]"))
    assert colours[0] > 200 and colours[1] < 60


def test_on_paper_both_columns_stand_and_the_controls_are_gone(browser):
    browser.emulate(width=640, media="print", scheme="dark")  # the width of an A4 page between its margins
    browser.open(book(20))
    assert browser.box("#b7 [data-side=source]")["top"] == browser.box("#b7 [data-side=target]")["top"]
    assert browser.js("getComputedStyle(document.querySelector('.bead')).breakInside") == "avoid"
    assert browser.js("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert not browser.driver.find_element(By.CSS_SELECTOR, "button").is_displayed()
    assert not browser.js("[...document.querySelectorAll('.skip')].some(e => e.checkVisibility())")


def test_without_script_the_text_is_there_in_order_and_no_dead_button(browser):
    browser.emulate(script=False)
    browser.open(factories.small())
    browser.emulate(script=True)  # for the questions; the page has loaded without
    text = browser.driver.find_element(By.TAG_NAME, "main").text
    parts = ["The Harbour", "El puerto", "The sea was calm.", "La mar estaba en calma.", "Tide", "Marea", "18:30"]
    assert sorted(parts, key=text.index) == parts
    assert not browser.driver.find_element(By.CSS_SELECTOR, "button").is_displayed()


def test_a_link_to_a_bead_shows_and_lights_it_deep_in_a_book(browser):
    browser.open(book(2000), "#b1500")
    box = browser.box("#b1500")
    assert box["top"] >= 0 and box["bottom"] <= 900
    painted = "getComputedStyle(document.querySelector(a[0])).backgroundColor"
    assert browser.js(painted, "#b1500 span") != browser.js(painted, "#b1501 span")


@pytest.mark.parametrize("width", [390, 1280])
def test_a_book_is_laid_out_on_approach_and_its_height_well_guessed(browser, width):
    browser.emulate(width=width)
    browser.open(book(2000))
    assert browser.js("getComputedStyle(document.querySelector('section')).contentVisibility") == "auto"
    guessed = browser.js("document.documentElement.scrollHeight")
    browser.js("document.querySelectorAll('section').forEach(e => e.style.contentVisibility = 'visible')")
    assert guessed == pytest.approx(browser.js("document.documentElement.scrollHeight"), rel=0.2)


@pytest.mark.parametrize("width", [390, 1280])
def test_hostile_text_is_shown_and_does_nothing(browser, width):
    text = "</script><script>document.title='bad'</script>\"><img src=x onerror=\"document.title='bad'\">"
    browser.emulate(width=width)
    browser.open(factories.pair(text, text))
    assert browser.driver.find_element(By.CSS_SELECTOR, "#b1 span").text == text
    assert browser.driver.title == "text"


def test_a_bidi_override_stays_in_its_sentence(browser):
    document = Document("a", "en", (factories.block("\u202eabc", "def"),))
    browser.open(Alignment(document, document, (factories.bead("0-1", "0-1"),)))
    first, second = browser.box("#b1 span"), browser.box("#b1 span + span")
    assert first["right"] <= second["left"]
