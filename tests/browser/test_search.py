"""The search box: both sides, accents and case folded, counted, next and previous."""

from __future__ import annotations

import factories
import pytest
from selenium.webdriver import Keys

from aligner.model import Alignment, Document

PAINTED = "[...(CSS.highlights.get(a[0]) ?? [])].map(r => r.startContainer.data.slice(r.startOffset, r.endOffset))"
COUNT = "document.querySelector('.hits').hidden ? '' : document.querySelector('.hits output').textContent"


def look_for(browser, text):
    browser.driver.execute_script(
        "const box = document.querySelector('input[type=search]'); box.focus(); box.value = arguments[0];"
        "box.dispatchEvent(new Event('input', {bubbles: true}))",
        text,
    )
    browser.settle()


def at(browser):
    return browser.js("document.querySelector('.lit')?.closest('.bead').id ?? ''")


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ("calm", ["calm", "calm"]),
        ("CALM", ["calm", "calm"]),
        ("frio", ["frío"]),
        ("FRÍO", ["frío"]),
        ("the sea was", ["The sea was"]),
        ("  anadio  el ", ["añadió el"]),
        ("zebra", []),
        ("[", []),
        ("</span>", []),
    ],
)
def test_both_sides_are_searched_whatever_case_and_accents(browser, wanted, found):
    browser.open(factories.small())
    look_for(browser, wanted)
    assert browser.js(PAINTED, "found") == found
    assert browser.js(COUNT) == (f"1 of {len(found)}" if found else "none")
    assert browser.js(PAINTED, "here") == found[:1]


@pytest.mark.parametrize(
    ("text", "wanted", "found"),
    [
        ("He said\nno more.", "said no", "said\nno"),
        ("It isn’t “here”.", 'isn\'t "here"', "isn’t “here”"),
        ("la cafe\u0301 y el te\u0301.", "café y", "cafe\u0301 y"),
        ("👩‍👩‍👧 İstanbul, Straße", "istanbul", "İstanbul"),
        ("각각 사람", "사람", "사람"),
        ("A\u0327\u0301bc abc", "abc", "A\u0327\u0301bc"),
    ],
)
def test_what_is_painted_is_what_was_searched_for(browser, text, wanted, found):
    browser.open(factories.pair(text, "x"))
    look_for(browser, wanted)
    assert browser.js(PAINTED, "here") == [found]


def test_next_and_previous_wrap_around_by_button_and_key(browser, book):
    browser.open(book(100))
    look_for(browser, "No 5.")
    assert browser.js(COUNT) == "1 of 2"
    look_for(browser, "what the sea had taken")
    assert browser.js(COUNT) == "1 of 40"
    seen = []
    for move in (Keys.ENTER, Keys.ARROW_DOWN, Keys.ARROW_UP, Keys.ENTER, (Keys.SHIFT, Keys.ENTER)):
        browser.press(*move)
        if isinstance(move, tuple):
            browser.driver.execute_script("")  # the shift key is let go by the chain's end
        seen.append(browser.js(COUNT).split()[0])
    assert seen[:4] == ["2", "3", "2", "3"]
    browser.open(book(100))
    look_for(browser, "what the sea had taken")
    for action, count in (("next", "2 of 40"), ("previous", "1 of 40"), ("previous", "40 of 40"), ("next", "1 of 40")):
        browser.click(f"[data-action={action}]")
        assert browser.js(COUNT) == count
        box = browser.box(".lit")
        assert box["top"] >= 40 and box["bottom"] <= 900


def test_a_search_begins_at_the_reading_place(browser, book):
    browser.open(book(1000), "#b700")
    look_for(browser, "what the sea had taken")
    assert abs(int(at(browser)[1:]) - 700) < 12
    assert browser.js("+document.querySelector('.hits output').textContent.split(' ')[0]") > 200


@pytest.mark.parametrize(
    ("mode", "count"), [("both", "1 of 2"), ("source", "1 of 1"), ("target", "1 of 1"), ("paragraphs", "1 of 2")]
)
def test_each_view_finds_what_it_shows(browser, mode, count):
    browser.open(factories.small())
    browser.act("mode", mode)
    look_for(browser, "calm")
    assert browser.js(COUNT) == count
    browser.press(Keys.ENTER)
    assert len(browser.seen("[data-side] span.lit")) == (2 if mode in ("both", "paragraphs") else 1)


def test_a_change_of_view_counts_again(browser):
    browser.open(factories.small())
    look_for(browser, "calm")
    counts = []
    for mode in ("source", "target", "both"):
        browser.act("mode", mode)
        counts.append(browser.js(COUNT).split()[-1])
    assert counts == ["1", "1", "2"]


def test_escape_leaves_the_search_at_the_match(browser):
    browser.open(factories.small())
    browser.press("/")
    browser.press("translat", Keys.BACKSPACE)
    look_for(browser, "traductor")
    browser.press(Keys.ESCAPE)
    assert browser.js("document.activeElement.textContent") == "Esto lo añadió el traductor."
    assert browser.js(PAINTED, "found") == browser.js(PAINTED, "here") == []
    assert browser.js("document.querySelector('input[type=search]').value") == browser.js(COUNT) == ""


def test_an_emptied_box_leaves_no_trace(browser):
    browser.open(factories.small())
    look_for(browser, "calm")
    look_for(browser, "")
    assert browser.js(PAINTED, "found") == browser.lit() == []
    assert browser.js(COUNT) == ""


IN_SIGHT = """[...document.querySelectorAll('.bead [data-side] span')]
    .filter(e => e.getBoundingClientRect().bottom > 0 && e.getBoundingClientRect().top < innerHeight)"""
OF_THOSE_IN_SIGHT = f"""(seen => [...CSS.highlights.get(a[0])]
    .filter(range => seen.has(range.startContainer.parentElement)).length)(new Set({IN_SIGHT}))"""


def test_of_thousands_of_matches_those_on_the_screen_are_painted(browser):
    document = Document("a", "en", (factories.block(*["a b a b a b a b."] * 1000),))
    browser.open(Alignment(document, document, tuple(factories.bead(str(i), str(i)) for i in range(1000))))
    look_for(browser, "a")
    assert browser.js(COUNT) == "1 of 8000"
    for place in (0, 0.5, 1):
        browser.js("scrollTo(0, document.documentElement.scrollHeight * a[0])", place)
        browser.settle()
        browser.settle()
        assert browser.js(OF_THOSE_IN_SIGHT, "found") == 4 * browser.js(f"{IN_SIGHT}.length") > 0
    assert browser.js("CSS.highlights.get('found').size") < 8000


# Phrases that go over several sentences


def paragraphs(*blocks, language="en"):
    """A text beside itself, each sentence in a bead of its own."""
    document = Document("a", language, tuple(factories.block(*sentences) for sentences in blocks))
    beads = tuple(factories.bead(str(i), str(i)) for i in range(len(document.sentences)))
    return Alignment(document, document, beads)


def test_a_phrase_is_found_across_sentences_and_counts_once(browser):
    browser.open(factories.small())
    look_for(browser, "calm. it was cold. nobody")
    assert browser.js(COUNT) == "1 of 1"
    assert browser.js(PAINTED, "here") == ["calm.", "It was cold.", "Nobody"]
    assert at(browser) == "b2"
    look_for(browser, "en calma. hacia frio")
    assert browser.js(PAINTED, "found") == ["en calma.", "Hacía frío"]


def test_a_phrase_is_not_found_across_paragraphs(browser):
    browser.open(paragraphs(["It ended.", "Night fell."], ["Day came.", "He left."]))
    for wanted, count in (("ended. night", "1 of 2"), ("fell. day", "none"), ("came. he", "1 of 2")):
        look_for(browser, wanted)
        assert browser.js(COUNT) == count, wanted


def test_a_phrase_is_found_across_the_sections_of_a_long_paragraph(browser):
    browser.open(paragraphs([f"Sentence {k} here." for k in range(130)]))
    look_for(browser, "59 here. sentence 60")
    assert browser.js(COUNT) == "1 of 2"


def test_matches_on_both_sides_come_in_the_order_of_the_page(browser):
    browser.open(paragraphs(["One night.", "Two nights.", "Three nights."]))
    look_for(browser, "night")
    rows = []
    for _ in range(6):
        rows.append(
            (
                at(browser),
                browser.js(
                    "[...CSS.highlights.get('here')][0].startContainer.parentElement.closest('[data-side]').dataset.side"
                ),
            )
        )
        browser.press(Keys.ENTER)
    assert rows == [(f"b{n}", side) for n in (1, 2, 3) for side in ("source", "target")]


def test_in_chinese_nothing_stands_between_two_sentences(browser):
    browser.open(paragraphs(["天亮了。", "他走了。"], language="zh"))
    look_for(browser, "亮了。他走")
    assert browser.js(COUNT) == "1 of 2"


@pytest.mark.parametrize("mode", ["source", "target"])
def test_one_language_alone_finds_its_own_phrases(browser, mode):
    browser.open(factories.small())
    browser.act("mode", mode)
    look_for(browser, "calma. hacía")
    assert browser.js(COUNT) == ("none" if mode == "source" else "1 of 1")


# Whole words


def test_whole_words_are_a_choice_that_is_remembered(browser):
    browser.open(paragraphs(["The sea and the seas.", "A sea."]))
    pressed = "document.querySelector('[data-action=whole]').ariaPressed"
    look_for(browser, "sea")
    assert browser.js(COUNT) == "1 of 6" and browser.js(pressed) == "false"
    browser.click("[data-action=whole]")
    assert browser.js(COUNT) == "1 of 4" and browser.js(pressed) == "true"
    browser.reload()
    look_for(browser, "sea")
    assert browser.js(COUNT) == "1 of 4"
    browser.click("[data-action=whole]")
    assert browser.js(COUNT) == "1 of 6"


@pytest.mark.parametrize("width", [320, 1280])
def test_the_choice_of_whole_words_stands_beside_the_box_during_a_search(browser, width):
    browser.emulate(width=width)
    browser.open(factories.small())
    assert browser.seen("[data-action=whole]") == []
    browser.press("/")
    assert browser.seen("[data-action=whole]") == ["ab"]
    browser.press(Keys.TAB, Keys.SPACE)
    assert browser.js("document.documentElement.dataset.whole") == "on"
    assert browser.seen("[data-action=whole]") == ["ab"]


def test_matches_stay_painted_when_their_paragraphs_are_set_as_the_reader_comes_near(browser, book):
    browser.open(book(1000))
    browser.press("/")
    look_for(browser, "what the sea had taken")
    painted = browser.js(PAINTED, "found")
    browser.driver.execute_script("document.querySelector('#b900').scrollIntoView()")
    browser.settle()
    browser.driver.execute_async_script(
        "const look = () => document.querySelector('.flows #b900') ? requestAnimationFrame(() => "
        "requestAnimationFrame(arguments[0])) : setTimeout(look, 20); look()"
    )
    assert browser.js(PAINTED, "found") == painted
    assert browser.js(PAINTED, "here") == painted[:1]


def test_a_match_stays_painted_when_its_bead_is_merged(browser, book):
    browser.open(book(20))
    browser.act("review")
    look_for(browser, "No 5.")
    browser.press(Keys.ESCAPE, "/")
    look_for(browser, "No 5.")
    browser.driver.execute_script("document.querySelector('.lit').click()")
    browser.act("merge-next")
    assert browser.js(PAINTED, "found") == ["No 5."] * 2
    assert browser.js(PAINTED, "here") == ["No 5."]
