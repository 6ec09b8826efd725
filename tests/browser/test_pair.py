"""The pair at hand: the menu beside its sentence, by every way in, and what it puts on the clipboard."""

from __future__ import annotations

import factories
import pytest
from asking import OVERFLOW
from reviewing import hold
from selenium.webdriver import Keys

OPENER = "button[data-action=pair]"
CLIPBOARD = """
const done = arguments[0];
navigator.clipboard.read().then(async ([item]) => done(Object.fromEntries(await Promise.all(
  item.types.map(async type => [type, await (await item.getType(type)).text()])))), error => done(String(error)));
"""
# What the page would put on the clipboard where the keys that copy are pressed.
COPIED = """
(() => {
  const clipboardData = new DataTransfer();
  const event = new ClipboardEvent("copy", {clipboardData, bubbles: true, cancelable: true});
  document.activeElement.dispatchEvent(event);
  return [event.defaultPrevented, clipboardData.getData("text/plain")];
})()
"""
SENTENCE, PARTNER = "The sea was calm.", "La mar estaba en calma."


@pytest.fixture
def clipboard(browser):
    """A function that reads the clipboard: text by type."""
    allowed = {"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]}
    browser.driver.execute_cdp_cmd("Browser.grantPermissions", allowed)
    yield lambda: browser.driver.execute_async_script(CLIPBOARD)
    browser.driver.execute_cdp_cmd("Browser.resetPermissions", {})


def is_open(browser) -> bool:
    return bool(browser.js("document.querySelector('#pair').matches(':popover-open')"))


def test_no_button_is_seen_until_a_sentence_is_at_hand(browser):
    browser.open(factories.small())
    assert browser.seen(OPENER) == []
    browser.click("#b2 span")
    assert len(browser.seen(OPENER)) == 1


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize(
    ("mode", "side"), [("both", "source"), ("both", "target"), ("source", "source"), ("target", "target")]
)
def test_the_button_stands_in_the_margin_beside_the_first_line(browser, width, mode, side):
    browser.emulate(width=width)
    browser.open(factories.small())
    browser.act("mode", mode)
    before = browser.layout()
    browser.click(f"#b2 [data-side={side}] span")
    assert browser.layout() == before
    line = browser.js("document.querySelector(a[0]).getClientRects()[0].toJSON()", f"#b2 [data-side={side}] span")
    box = browser.box(OPENER)
    assert box["left"] >= line["right"] - 4 and box["right"] <= width
    assert abs((box["top"] + box["bottom"]) / 2 - (line["top"] + line["bottom"]) / 2) < 2
    assert box["width"] >= 24 and box["height"] >= (44 if width == 320 else 24)
    assert browser.js(OVERFLOW) == []


def test_the_menu_opens_by_key_and_by_button_and_lights_its_pair(browser):
    browser.open(factories.small())
    browser.click("#b2 span")
    browser.press("p")
    assert is_open(browser) and browser.lit() == [SENTENCE, PARTNER]
    browser.press(Keys.ESCAPE)
    assert not is_open(browser)
    assert browser.js("document.activeElement.textContent") == SENTENCE
    browser.press(Keys.TAB)
    assert browser.js("document.activeElement.dataset.action") == "pair"
    browser.press(Keys.ENTER)
    assert is_open(browser)


def test_both_texts_are_copied_as_lines_and_as_cells_in_their_languages(browser, clipboard):
    browser.open(factories.small())
    browser.click("#b2 span")
    browser.click(OPENER)
    browser.click("#pair [data-action=copy-pair]")
    found = clipboard()
    assert found["text/plain"] == f"{SENTENCE}\n{PARTNER}"
    assert found["text/html"].count("<td") == 2 and 'lang="es"' in found["text/html"]
    assert browser.seen("p.notice") == ["Both texts copied"]
    assert not is_open(browser)


def test_a_link_to_the_pair_opens_the_page_at_it(browser, clipboard):
    browser.open(factories.small())
    browser.click("#b2 span")
    browser.press("p")
    browser.press(Keys.TAB, Keys.ENTER)
    link = clipboard()["text/plain"]
    assert link.endswith("page.html#b2")
    browser.driver.get("about:blank")
    browser.driver.get(link)
    assert browser.lit() == [SENTENCE, PARTNER]


def test_a_browser_that_forbids_copying_says_so(browser):
    browser.open(factories.small())
    browser.driver.execute_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    browser.click("#b2 span")
    browser.act("copy-pair")
    assert browser.seen("p.notice") == ["The browser does not allow copying here"]


def test_the_keys_that_copy_take_the_pair_only_if_nothing_is_selected(browser):
    browser.open(factories.small())
    assert browser.js(COPIED) == [False, ""]
    browser.click("#b2 span")
    assert browser.js(COPIED) == [True, f"{SENTENCE}\n{PARTNER}"]
    browser.driver.execute_script("getSelection().selectAllChildren(document.querySelector('#b2 span'))")
    assert browser.js(COPIED) == [False, ""]


def test_a_null_is_copied_as_its_one_text(browser):
    browser.open(factories.small())
    alone = browser.js("document.querySelector('.bead:has(.none) span').textContent")
    browser.driver.execute_script("document.querySelector('.bead:has(.none) span').click()")
    assert browser.js(COPIED) == [True, alone]


def test_reviewers_have_their_own_panel_instead(browser):
    browser.open(factories.small())
    browser.act("review")
    browser.click("#b2 span")
    assert browser.seen(OPENER) == []
    hold(browser, "p")
    assert not is_open(browser)


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_in_the_menu(browser, axe, width):
    browser.emulate(width=width)
    browser.open(factories.small())
    browser.click("#b2 span")
    assert axe() == []
    browser.press("p")
    assert axe() == []
    browser.act("interface", "es")
    browser.click("#b3 span")
    browser.press("p")
    assert browser.seen("#pair button")[:2] == ["Copiar los dos textos", "Copiar un enlace al par"]
