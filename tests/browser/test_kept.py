"""What a reader keeps: words, sentences and bookmarks; the list of them; and what Anki reads of it."""

from __future__ import annotations

from dataclasses import replace

import anki
import factories
import pytest
from asking import OVERFLOW, WORST_CONTRAST
from cards import LINKS, PAIRS, at_hand, card, harbour
from reviewing import CATCH, caught, click
from selenium.webdriver import Keys

from aligner.model import Alignment, Document, WordLinks

NOTICE = "[...document.querySelectorAll('.notice')].map(e => e.textContent).join('')"
FOCUS = "document.activeElement"


def entries(browser) -> list[list[str]]:
    """The lines of each entry of the list, which is opened for that if it is closed."""
    if not browser.js("document.querySelector('#kept').matches(':popover-open')"):
        browser.press("l")
    found = browser.js(
        "[...document.querySelectorAll('#kept li')].map(e => e.innerText.split('\\n').filter(t => t.trim()))"
    )
    assert isinstance(found, list)
    return found


def keep_some(browser) -> None:
    """A word of the fifth pair, the third pair, and a bookmark at the first."""
    card(browser, "b5", word="storm")
    browser.act("keep-word")
    browser.press(Keys.ESCAPE)
    at_hand(browser, "b3")
    browser.press("k")
    at_hand(browser, "b1")
    browser.press("m")


KEPT = [
    ["bookmark", "The sea was calm.", "×"],
    ["sentence", *PAIRS[2], "×"],
    ["word", "storm tormenta", "A storm came from the sea.", "×"],
]


def notes(browser) -> list[anki.Note]:
    browser.driver.execute_script(CATCH)
    return anki.imported(caught(browser, "anki").decode())


# What is kept


def test_words_sentences_and_bookmarks_are_in_one_list_in_the_order_of_the_text(browser):
    browser.open(harbour())
    keep_some(browser)
    assert entries(browser) == KEPT


def test_what_is_kept_is_there_after_a_restart_and_on_the_same_page_made_again(browser):
    browser.open(harbour())
    keep_some(browser)
    browser.reload()
    assert entries(browser) == KEPT
    browser.open(harbour())
    assert entries(browser) == KEPT
    browser.open(harbour(times=2))
    assert entries(browser) == []


def test_the_same_key_keeps_and_no_longer_keeps_and_says_so(browser):
    browser.open(harbour())
    at_hand(browser, "b2", "target")
    for key, said in (("k", ["Sentence kept", "Sentence removed"]), ("m", ["Bookmark set", "Bookmark removed"])):
        for told in said:
            browser.press(key)
            assert browser.js(NOTICE) == told
    assert entries(browser) == []


def test_the_menu_of_a_pair_keeps_it_and_sets_a_bookmark(browser):
    browser.open(harbour())
    at_hand(browser, "b2")
    wanted = {"keep-sentence": "Keep the sentence", "keep-bookmark": "Set a bookmark"}
    for action, text in wanted.items():
        browser.press("p")
        assert browser.seen(f"#pair [data-action={action}]") == [text]
        browser.click(f"#pair [data-action={action}]")
    browser.press("p")
    assert browser.seen("#pair [data-action^=keep]") == ["Stop keeping the sentence", "Remove the bookmark"]
    browser.press(Keys.ESCAPE)
    assert [kind for kind, *_ in entries(browser)] == ["sentence", "bookmark"]


def test_the_card_says_whether_its_word_is_kept(browser):
    browser.open(harbour())
    pressed = "document.querySelector('[data-action=keep-word]').ariaPressed"
    card(browser)
    assert browser.js(pressed) == "false"
    browser.click("[data-action=keep-word]")
    assert browser.js(pressed) == "true"
    browser.press(Keys.ESCAPE)
    card(browser, "b2")
    assert browser.js(pressed) == "false"
    browser.press(Keys.ESCAPE)
    card(browser, "b1")
    assert browser.js(pressed) == "true"
    browser.click("[data-action=keep-word]")
    browser.press(Keys.ESCAPE)
    assert entries(browser) == []


def test_a_word_without_partner_and_a_word_of_the_translation_are_kept_too(browser):
    browser.open(harbour())
    for row, side, word in (("b4", "source", "sea"), ("b2", "target", "océano")):
        card(browser, row, side, word)
        browser.act("keep-word")
        browser.press(Keys.ESCAPE)
    assert entries(browser) == [
        ["word", "océano sea", "El océano estaba frío.", "×"],
        ["word", "sea", "They went to sea.", "×"],
    ]


def test_a_word_of_a_later_sentence_of_its_bead_is_found_in_the_whole_text(browser):
    alignment = factories.pair("He slept. The sea was calm.", "Durmió. La mar estaba en calma.")
    browser.open(replace(alignment, words=LINKS))
    card(browser)
    browser.act("keep-word")
    (note,) = notes(browser)
    assert note.fields["Sentence with gap"].endswith("The […] was calm.")


def test_in_the_paragraphs_view_a_sentence_is_kept_with_its_translation(browser, book):
    browser.open(book(20))
    browser.driver.execute_script("document.querySelectorAll('.opposite span')[1].click()")
    browser.press("k")
    ((kind, source, target, _),) = entries(browser)
    assert kind == "sentence" and source == target == browser.js(
        "document.querySelectorAll('.opposite span')[1].innerText"
    )


def test_a_browser_that_stores_nothing_says_so_once_and_keeps_things_as_long_as_the_page_is_open(browser):
    browser.open(harbour())
    browser.driver.execute_script("Storage.prototype.setItem = () => { throw new Error('closed') }")
    at_hand(browser, "b1")
    browser.press("k")
    assert "stores nothing" in browser.js(NOTICE)
    browser.press("m")
    assert browser.js(NOTICE) == "Bookmark set"
    assert len(entries(browser)) == 2


def test_stored_nonsense_is_ignored(browser):
    browser.open(harbour())
    keep_some(browser)
    key = browser.js("Object.keys(localStorage).find(key => key.startsWith('aligner:kept:'))")
    for nonsense in ("{", "7", '[{"kind":"word"},null]', '{"length":1}'):
        browser.driver.execute_script("localStorage.setItem(arguments[0], arguments[1])", key, nonsense)
        browser.reload()
        assert entries(browser) == []
        browser.press(Keys.ESCAPE)


# The list


def test_an_empty_list_says_how_it_is_filled_and_saves_nothing(browser):
    browser.open(harbour())
    browser.press("l")
    assert browser.seen("#kept p")[0].startswith("Nothing kept yet.")
    assert browser.seen("#kept [data-action=save-anki]") == []
    browser.press("l")
    at_hand(browser, "b1")
    browser.press("m", "l")
    assert browser.seen("#kept p") == browser.seen("#kept [data-action=save-anki]") == []


def test_an_entry_leads_to_its_place_by_mouse_and_by_keys(browser):
    browser.open(harbour(times=30))
    at_hand(browser, "b150")
    browser.press("m")
    browser.driver.execute_script("scrollTo(0, 0)")
    at_hand(browser, "b1")
    browser.press("l")
    browser.press(Keys.TAB)
    assert browser.js(f"{FOCUS}.hash") == "#b150"
    browser.press(Keys.ENTER)
    browser.settle()
    assert browser.lit() == list(PAIRS[5])
    assert 0 < browser.box("#b150")["top"] < 900
    browser.press(Keys.TAB)
    assert browser.js(f"{FOCUS}.closest('.bead').id") == "b150"


def test_an_entry_whose_bead_was_merged_leads_to_the_merged_one(browser):
    browser.open(harbour())
    at_hand(browser, "b2")
    browser.press("m")
    at_hand(browser, "b1")
    browser.act("review")
    click(browser, "merge-next")
    browser.act("review")
    assert len(entries(browser)) == 1
    assert browser.js("document.querySelector('#kept a').hash") == "#b1"


def test_a_removed_entry_comes_back_with_undo_and_the_focus_is_where_the_hand_is(browser):
    browser.open(harbour())
    keep_some(browser)
    browser.press("l")
    browser.click("#kept li:nth-child(2) button")
    assert browser.js(f"{FOCUS}.textContent") == "Undo"
    assert entries(browser)[1] == ["Sentence removed", "Undo"]
    browser.press(Keys.ENTER)
    assert entries(browser) == KEPT
    assert browser.js(f"{FOCUS}.hash") == "#b3"
    browser.click("#kept li:nth-child(2) button")
    browser.press(Keys.ESCAPE)
    assert entries(browser) == [KEPT[0], KEPT[2]]
    browser.reload()
    assert entries(browser) == [KEPT[0], KEPT[2]]


def test_the_list_opens_and_closes_by_button_and_key(browser):
    browser.open(harbour())
    shown = "document.querySelector('#kept').matches(':popover-open')"
    for way in (lambda: browser.press("l"), lambda: browser.act("kept")):
        way()
        assert browser.js(shown) and browser.js(f"{FOCUS}.id") == "kept-title"
        way()
        assert not browser.js(shown)


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("theme", ["light", "dark", "sepia"])
def test_everyone_can_read_and_use_the_list(browser, axe, width, theme):
    browser.emulate(width=width, height=700)
    browser.open(harbour())
    browser.act("theme", theme)
    browser.press("l")
    assert axe() == []
    browser.press(Keys.ESCAPE)
    keep_some(browser)
    browser.press("l")
    browser.click("#kept li:nth-child(2) button")
    assert axe() == []
    assert browser.js(OVERFLOW) == []
    ratio, where = browser.js(WORST_CONTRAST)
    assert ratio >= 4.5, where
    sizes = browser.js("[...document.querySelectorAll('#kept button')].map(e => e.getBoundingClientRect().height)")
    assert all(size >= (44 if width < 700 else 24) for size in sizes)


# For Anki


def test_anki_reads_words_and_sentences_with_gap_translations_link_and_tags(browser):
    browser.open(harbour())
    keep_some(browser)
    found = notes(browser)
    page = browser.js("location.href.split('#')[0]")
    assert [note.fields for note in found] == [
        {
            "Word or sentence": PAIRS[2][0],
            "Sentence with gap": "",
            "Translation": PAIRS[2][1],
            "Translated sentence": "",
            "Link": f'<a href="{page}#b3">harbour · 3</a>',
        },
        {
            "Word or sentence": "storm",
            "Sentence with gap": "A […] came from the sea.",
            "Translation": "tormenta",
            "Translated sentence": PAIRS[4][1],
            "Link": f'<a href="{page}#b5">harbour · 5</a>',
        },
    ]
    assert [note.tags for note in found] == [["harbour", "sentence"], ["harbour", "word"]]


def test_a_longer_list_gives_the_notes_that_anki_has_the_same_identifiers(browser):
    browser.open(harbour())
    keep_some(browser)
    first = notes(browser)
    for row in ("b1", "b2"):
        card(browser, row)
        browser.act("keep-word")
        browser.press(Keys.ESCAPE)
    then = notes(browser)
    assert len(then) == 4 == len({note.guid for note in then})
    assert {note.guid for note in first} < {note.guid for note in then}


HOSTILE = '#1 "a\tb"\n<script>alert(1)</script> & &lt; \u2028 tags: sea;'


def test_whatever_is_in_the_text_is_the_same_text_in_anki(browser):
    document = Document("x", "en", (factories.block(HOSTILE),))
    links = WordLinks.of({"sea": {"sea": 3}})
    browser.open(Alignment(document, document, (factories.bead("0", "0"),), words=links))
    at_hand(browser, "b1")
    browser.press("k")
    card(browser)
    browser.act("keep-word")
    sentence, word = sorted(notes(browser), key=lambda note: note.tags[-1])
    wanted = " ".join(HOSTILE.split())
    assert anki.as_text(sentence.fields["Word or sentence"]) == anki.as_text(sentence.fields["Translation"]) == wanted
    assert anki.as_text(word.fields["Sentence with gap"]) == wanted.replace("sea", "[…]")


def test_the_columns_speak_the_language_of_the_interface(browser):
    browser.open(harbour())
    keep_some(browser)
    browser.act("interface", "es")
    assert list(notes(browser)[0].fields) == [
        "Palabra o frase",
        "Frase con hueco",
        "Traducción",
        "Frase traducida",
        "Enlace",
    ]
    assert notes(browser)[0].tags == ["harbour", "frase"]
