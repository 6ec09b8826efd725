"""Reading aloud, with a stub in place of the system's voices: order, speed, light, keys, errors, choice of voice."""

from __future__ import annotations

import factories
import pytest
from asking import OVERFLOW, WORST_CONTRAST
from cards import PAIRS, at_hand, card, harbour, lines
from selenium.webdriver import Keys
from speaking import VOICES, end, said, texts_said, voices

from aligner.model import Alignment, Document

EMMA, JORGE = VOICES
ONLINE = {"name": "Cloud", "lang": "es-MX", "localService": False, "default": True}
ENGLISH, SPANISH = zip(*PAIRS, strict=True)

VEILED = """document.documentElement.classList.contains("veiled")
  ? document.querySelectorAll("[data-side=target]:not(.open)").length : 0"""
PLAYER = "!document.querySelector('#player').hidden"
LISTEN = "!document.querySelector('[data-action=listen]').hidden"
KEY = "!document.querySelector('#keys [data-text=key_listen]').hidden"
PLAYING = "document.querySelector('[data-action=aloud-play]').getAttribute('aria-label') === 'Pause'"


@pytest.fixture
def read(browser):
    """The page, open in a system with an English and a Spanish voice."""
    with voices(browser, EMMA, JORGE):
        browser.open(harbour())
        yield browser


def spoken(browser) -> object:
    return browser.js("document.querySelector('.spoken')?.textContent")


def choose(browser, name: str, value: str) -> None:
    """Choose from one of the player's lists, as a person does."""
    browser.driver.execute_script(
        "document.querySelector('#voices').showPopover();"
        "const list = [...document.querySelectorAll('#voices label')]"
        "  .find(e => e.firstChild.dataset.text === arguments[0]).querySelector('select');"
        "list.value = arguments[1]; list.dispatchEvent(new Event('change'));"
        "document.querySelector('#voices').hidePopover()",
        name,
        value,
    )
    browser.settle()


# Where it is offered


def test_where_the_system_has_no_voices_nothing_is_offered(browser):
    browser.open(harbour())
    assert not browser.js(LISTEN) and not browser.js(KEY)
    browser.press("a")
    assert not browser.js(PLAYER)
    assert card(browser)
    assert browser.seen("#card [data-action=speak-word]") == []


def test_where_the_voices_speak_other_languages_nothing_is_offered(browser):
    with voices(browser, {**JORGE, "lang": "fr-FR"}):
        browser.open(harbour())
        browser.settle()
        assert not browser.js(LISTEN)


def test_voices_that_arrive_late_are_found(browser):
    with voices(browser):
        browser.open(harbour())
        browser.settle()
        assert not browser.js(LISTEN)
        browser.driver.execute_script("stub.arrive(arguments[0])", [JORGE])
        assert browser.js(LISTEN) and browser.js(KEY)


def test_text_in_an_unknown_language_is_not_read(browser):
    with voices(browser, {**JORGE, "lang": ""}):
        browser.open(harbour(languages=("und", "und")))
        browser.settle()
        assert not browser.js(LISTEN)


# What is read, and in which order


def test_both_languages_are_read_in_turn_each_by_its_voice_from_the_sentence_at_hand(read):
    at_hand(read, "b2")
    read.press("a")
    end(read, 3)
    assert said(read) == [
        ["Emma", ENGLISH[1], 1],
        ["Jorge", SPANISH[1], 1],
        ["Emma", ENGLISH[2], 1],
        ["Jorge", SPANISH[2], 1],
    ]


@pytest.mark.parametrize(("what", "texts"), [("source", ENGLISH), ("target", SPANISH)])
def test_one_language_alone_is_read_to_the_end_of_the_text(read, what, texts):
    read.act("listen")
    choose(read, "aloud_what", what)
    end(read, 6)
    assert texts_said(read)[1:] == list(texts)
    assert not read.js(PLAYING)


def test_with_swapped_sides_the_left_one_is_read_first(read):
    read.act("swap")
    read.act("listen")
    end(read, 2)
    assert texts_said(read) == [ENGLISH[0], SPANISH[1], ENGLISH[1]]


@pytest.mark.parametrize(("mode", "texts"), [("source", ENGLISH), ("target", SPANISH)])
def test_what_the_view_hides_is_not_read(read, mode, texts):
    read.act("mode", mode)
    read.act("listen")
    end(read)
    assert texts_said(read) == list(texts[:2])


@pytest.mark.parametrize("width", [390, 1280])
def test_the_veil_silences_the_translation_unless_that_alone_is_read_and_stays(read, width):
    read.emulate(width=width)
    read.act("veil")
    read.press("a")
    end(read)
    assert texts_said(read) == list(ENGLISH[:2])
    choose(read, "aloud_what", "target")
    end(read)
    assert texts_said(read)[2:] == list(SPANISH[1:3])
    assert read.js(VEILED) == 6


def test_in_the_paragraphs_view_each_sentence_is_followed_by_its_translation(browser):
    documents = [Document("x", code, (factories.block(*texts),)) for code, texts in (("en", ENGLISH), ("es", SPANISH))]
    beads = tuple(factories.bead(str(i), str(i)) for i in range(len(PAIRS)))
    with voices(browser, EMMA, JORGE):
        browser.open(Alignment(*documents, beads))
        assert browser.seen(".opposite") != []
        browser.act("listen")
        end(browser, 3)
        assert texts_said(browser) == [*PAIRS[0], *PAIRS[1]]


def test_a_side_without_text_and_a_row_of_asterisks_are_passed_over(browser):
    documents = [
        Document("x", code, tuple(map(factories.block, texts)))
        for code, texts in (("en", ["One.", "* * *", "Two."]), ("es", ["Uno.", "* * *"]))
    ]
    beads = (factories.bead("0", "0"), factories.bead("1", "1"), factories.bead("2", ""))
    with voices(browser, EMMA, JORGE):
        browser.open(Alignment(*documents, beads))
        browser.act("listen")
        end(browser, 2)
        assert texts_said(browser) == ["One.", "Uno.", "Two."]


def test_a_long_sentence_is_spoken_in_pieces_and_lit_as_one(browser):
    long = " ".join(["The sea was calm and the boats had come in,"] * 8) + " he said."
    with voices(browser, EMMA):
        browser.open(factories.pair(long, "Sí."))
        browser.act("listen")
        end(browser, 2)
        pieces = texts_said(browser)
        assert len(pieces) == 3 and all(len(piece) <= 150 for piece in pieces)
        assert long.startswith(" ".join(pieces))
        assert spoken(browser) == long


# The light follows


def test_the_light_the_address_of_the_tab_key_and_the_page_follow(browser, book):
    with voices(browser, EMMA):
        browser.open(book(200))
        browser.act("listen")
        choose(browser, "aloud_what", "source")
        for _ in range(12):
            end(browser)
            sentence = spoken(browser)
            assert texts_said(browser)[-1] in sentence and sentence in browser.lit()
            box = browser.box(".spoken")
            assert box["top"] > 0 and box["bottom"] <= browser.box("#player")["top"]
            assert browser.js("document.querySelector('[tabindex=\"0\"].spoken') !== null")


def test_within_a_bead_that_is_taller_than_the_window_the_sentence_is_in_sight(browser):
    text = " ".join(f"Here is the sentence with the number {number}, and here it ends." for number in range(40))
    document = Document("x", "en", (factories.block(*text.split(". ")),))
    browser.emulate(width=390, height=600)
    with voices(browser, EMMA):
        browser.open(Alignment(document, document, (factories.bead("0-39", "0-39"),)))
        browser.act("listen")
        for _ in range(60):
            end(browser)
            box = browser.box(".spoken")
            assert box["top"] > 0 and box["bottom"] <= browser.box("#player")["top"]


def test_the_focus_comes_along_if_it_is_in_the_text_and_is_left_alone_elsewhere(read):
    at_hand(read, "b1")
    read.press("a")
    end(read)
    assert read.js("document.activeElement.textContent") == SPANISH[0]
    read.driver.execute_script("document.querySelector('[data-action=aloud-play]').focus()")
    end(read)
    assert read.js("document.activeElement.dataset.action") == "aloud-play"


# Going on, waiting, going elsewhere


def test_after_a_pause_the_sentence_is_read_again_from_its_beginning(read):
    read.press("a")
    end(read)
    read.press("a")
    assert not read.js(PLAYING) and read.js("stub.now") is None
    assert spoken(read) == SPANISH[0]
    read.press("a")
    assert texts_said(read) == [ENGLISH[0], SPANISH[0], SPANISH[0]]


def test_a_click_beside_the_words_takes_the_reading_there(read):
    read.press("a")
    read.driver.execute_script("document.querySelector('#b4 [data-side=target] span').click()")
    read.settle()
    assert texts_said(read) == [ENGLISH[0], SPANISH[3]]
    assert read.js(PLAYING)
    read.press(Keys.ARROW_DOWN)
    assert texts_said(read)[-1] == SPANISH[4]


def test_a_card_interrupts_the_reading_and_its_word_can_be_heard(read):
    read.press("a")
    card(read, "b3", "target", "océano")
    assert not read.js(PLAYING)
    read.click("#card [data-action=speak-word]")
    assert said(read)[-1] == ["Jorge", "océano", 1]
    end(read)
    assert texts_said(read)[-1] == "océano"
    assert lines(read) != []
    read.press(Keys.ESCAPE)
    read.act("aloud-play")
    assert texts_said(read)[-1] == SPANISH[2]


def test_a_word_is_heard_only_where_its_language_has_a_voice(browser):
    with voices(browser, JORGE):
        browser.open(harbour())
        for side, word, heard in (("source", "sea", []), ("target", "mar", ["Listen"])):
            card(browser, "b1", side, word)
            assert browser.seen("#card [data-action=speak-word]") == heard
            browser.press(Keys.ESCAPE)


def test_previous_and_next_work_while_reading_and_in_a_pause(read):
    read.press("a")
    read.act("aloud-next")
    read.act("aloud-next")
    read.act("aloud-previous")
    assert texts_said(read) == [ENGLISH[0], SPANISH[0], ENGLISH[1], SPANISH[0]]
    read.act("aloud-play")
    read.act("aloud-previous")
    assert len(texts_said(read)) == 4 and spoken(read) == ENGLISH[0]
    read.act("aloud-previous")
    assert spoken(read) == ENGLISH[0]


def test_media_keys_play_pause_and_skip(read):
    assert read.js("Object.keys(stub.media)") == []
    read.press("a")
    for name in ("nexttrack", "pause", "play", "previoustrack"):
        read.driver.execute_script("stub.media[arguments[0]]()", name)
        read.settle()
    assert texts_said(read) == [ENGLISH[0], SPANISH[0], SPANISH[0], ENGLISH[0]]
    assert read.js("navigator.mediaSession.metadata.title") == read.js("document.title")
    read.act("aloud-close")
    assert set(read.js("Object.values(stub.media)")) == {None}


def test_closing_the_player_ends_light_and_speech(read):
    read.press("a")
    read.act("aloud-close")
    assert not read.js(PLAYER) and read.js("stub.now") is None
    assert spoken(read) is None and read.lit() == []


def test_review_ends_the_reading(read):
    read.press("a")
    read.act("review")
    assert not read.js(PLAYER) and read.js("stub.now") is None


def test_leaving_the_page_ends_the_speech(read):
    read.press("a")
    read.driver.execute_script("dispatchEvent(new Event('pagehide'))")
    assert read.js("stub.now") is None


@pytest.mark.parametrize("error", ["synthesis-failed", "not-allowed", "network", "interrupted"])
def test_a_voice_that_fails_pauses_and_says_so_and_can_be_tried_again(read, error):
    read.press("a")
    read.driver.execute_script("stub.fail(arguments[0])", error)
    read.settle()
    assert not read.js(PLAYING)
    assert read.seen("p.notice") == ["The voice failed: try again, or choose another"]
    assert read.box("p.notice")["bottom"] <= read.box("#player")["top"]
    read.press("a")
    assert texts_said(read) == [ENGLISH[0]] * 2


# Choices


def test_the_speed_applies_at_once_and_is_remembered(read):
    read.press("a")
    choose(read, "aloud_pace", "0.7")
    assert said(read) == [["Emma", ENGLISH[0], 1], ["Emma", ENGLISH[0], 0.7]]
    read.reload()
    read.press("a")
    assert said(read)[-1] == ["Emma", ENGLISH[0], 0.7]


def test_another_voice_speaks_at_once(browser):
    with voices(browser, EMMA, {**EMMA, "name": "Alex"}):
        browser.open(harbour())
        browser.settle()
        browser.act("listen")
        choose(browser, "aloud_voice_source", "Alex")
        assert said(browser) == [["Emma", ENGLISH[0], 1], ["Alex", ENGLISH[0], 1]]


def test_no_voice_that_uses_the_network_speaks_unless_the_reader_chooses_it(browser):
    with voices(browser, ONLINE):
        browser.open(harbour())
        browser.settle()
        browser.act("listen")
        assert said(browser) == []
        assert browser.js(
            "[...document.querySelectorAll('.notice')].some(e => e.textContent.includes('choose a voice'))"
        )
        browser.click("[data-action=voices]")
        assert browser.js("[...document.querySelectorAll('#voices label:last-child option')].map(e => e.text)") == [
            "choose a voice",
            "Cloud (uses the network)",
        ]
        choose(browser, "aloud_voice_target", "Cloud")
        browser.act("aloud-play")
        assert said(browser) == [["Cloud", SPANISH[0], 1]]
        browser.reload()
        browser.settle()
        browser.act("listen")
        assert said(browser) == [["Cloud", SPANISH[0], 1]]


def test_a_chosen_voice_that_is_gone_is_replaced_by_the_best(browser):
    other = {**JORGE, "name": "Mónica"}
    with voices(browser, JORGE, other):
        browser.open(harbour())
        browser.settle()
        browser.act("listen")
        choose(browser, "aloud_voice_target", "Mónica")
        choose(browser, "aloud_what", "target")
    with voices(browser, JORGE):
        browser.reload()
        browser.settle()
        browser.act("listen")
        assert said(browser) == [["Jorge", SPANISH[0], 1]]


def test_the_player_speaks_the_language_of_the_interface(read):
    read.press("a")
    read.act("interface", "es")
    labels = (
        "[...document.querySelectorAll('#player > button')].map(e => e.getAttribute('aria-label') ?? e.textContent)"
    )
    assert read.js(labels) == ["Frase anterior", "Pausa", "Frase siguiente", "Voz", "Cerrar"]
    read.click("[data-action=voices]")
    assert read.seen("#voices label > span") == ["Leer", "Velocidad", "Voz para inglés", "Voz para español"]


# Everyone


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("theme", ["light", "dark", "sepia"])
def test_everyone_can_use_the_player(read, axe, width, theme):
    read.emulate(width=width, height=700)
    read.act("theme", theme)
    read.press("a")
    for _ in range(2):
        assert axe() == []
        assert read.js(OVERFLOW) == []
        ratio, where = read.js(WORST_CONTRAST)
        assert ratio >= 4.5, where
        sizes = read.js("[...document.querySelectorAll('#player > button')].map(e => e.getBoundingClientRect())")
        assert len({box["top"] for box in sizes}) == 1, "one row"
        assert all(box["left"] >= 0 and box["right"] <= width for box in sizes)
        assert all(box["height"] >= (44 if width < 700 else 24) for box in sizes)
        read.click("[data-action=voices]")


def test_the_player_is_reached_and_left_by_keys(read):
    read.press("a")
    read.driver.execute_script("document.querySelector('[data-action=aloud-previous]').focus()")
    for name in ("aloud-play", "aloud-next", "voices", "aloud-close"):
        read.press(Keys.TAB)
        assert read.js("document.activeElement.dataset.action") == name
    read.press(Keys.ENTER)
    assert not read.js(PLAYER)


def test_in_forced_colours_the_spoken_sentence_has_an_outline_and_on_paper_no_sign(read):
    read.emulate(forced_colors="active")
    read.press("a")
    assert read.js("getComputedStyle(document.querySelector('.spoken')).outlineStyle") == "solid"
    read.emulate(media="print")
    assert read.seen("#player") == []
    assert read.js("getComputedStyle(document.querySelector('.spoken')).textDecorationLine") == "none"
