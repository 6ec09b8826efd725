"""Text that tries to be more than text is shown as text."""

from __future__ import annotations

import factories
import pytest

from aligner.model import Alignment, Document

MARKUP = "</script><script>document.title='bad'</script>\"><img src=x onerror=\"document.title='bad'\">"
TEXTS = [
    MARKUP,
    "]]> <!-- {{ 7 * 7 }} &amp; &#39; ${'a'} `",
    "\u202egnirts sdrawkcab\u202c \u2066isolated\u2069",
    "👩‍👩‍👧‍👦 🇪🇸 🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "Z̶͉̿ä̸́l̴͎͗g̷̙̀o̵ e\u0301a\u0308",
    "שלום עולם and مرحبا",
]


@pytest.mark.parametrize("width", [390, 1280])
def test_hostile_text_is_shown_and_does_nothing(browser, width):
    document = Document("a", "en", (factories.block(*TEXTS),))
    beads = tuple(factories.bead(str(i), str(i)) for i in range(len(TEXTS)))
    browser.emulate(width=width)
    browser.open(Alignment(document, document, beads))
    assert browser.seen("[data-side=target] span") == TEXTS
    for number in range(1, len(TEXTS) + 1):
        browser.hover(f"#b{number} [data-side=source] span")
    browser.hover("h1")
    assert browser.seen("[data-side=target] span") == TEXTS
    assert browser.driver.title == "a"


@pytest.mark.parametrize("word", [MARKUP, "\u202eabc", "x" * 100])
def test_hostile_names_languages_headings_and_flags_are_text(browser, word):
    documents = [Document(word, word, (factories.block(word, kind="heading", level=1),)) for _ in range(2)]
    browser.emulate(width=320)
    browser.open(Alignment(*documents, (factories.bead("0", "0", 0.5, word),), signature=word))
    for key in "cdr":
        browser.press(key)
        assert browser.js("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
        assert browser.js("document.querySelectorAll('img, script:not([type], head script)').length") == 0
        browser.press(key)
    assert browser.driver.title != "bad"


def test_a_bidi_override_stays_in_its_sentence(browser):
    document = Document("a", "en", (factories.block("\u202eabc", "def"),))
    browser.open(Alignment(document, document, (factories.bead("0-1", "0-1"),)))
    first, second = browser.box("#b1 span"), browser.box("#b1 span + span")
    assert first["right"] <= second["left"]


LONG = {"one word": "x" * 100_000, "many words": "sea calm " * 11_000}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_a_sentence_of_a_hundred_thousand_characters_can_be_read(browser, text):
    browser.open(factories.pair(text, text.replace("sea", "mar")))
    browser.hover("#b1 [data-side=source] span")
    assert len(browser.lit()) == 2
    browser.point(200, 400)
    browser.point(260, 430)
    marks = browser.js("[...document.querySelectorAll('mark')].map(e => e.textContent.length)")
    assert len(marks) <= 200 and all(length <= 100 for length in marks)
    browser.point(2, 2)
    assert browser.js("document.querySelector('#b1 span').textContent") == text
    assert browser.js("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
