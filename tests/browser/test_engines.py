"""What readers and reviewers do first, in each engine: reading, the card of a word, search, keys, mending, saving."""

from __future__ import annotations

import factories
import pytest
from cards import card, harbour
from reviewing import CATCH, click, of_beads, review, same_files, saved, select, shown_beads
from selenium.webdriver import Keys

from aligner.model import Alignment, Document, WordLinks

WORDS = "[...document.querySelectorAll('mark.lit')].map(e => e.textContent)"
HITS = "document.querySelector('.hits output').textContent"
PAINTED = "[...CSS.highlights.get('here')].map(String)"
PAINTED_BEADS = "[...CSS.highlights.get('found')].map(r => r.startContainer.parentElement.closest('.bead').id)"
IN_SIGHT = """[...document.querySelectorAll(".bead")].map(bead => [bead.id, bead.getBoundingClientRect()])
  .filter(([, box]) => box.bottom > 0 && box.top < innerHeight).map(([id]) => id)"""
DRESS = """(style => [style.backgroundColor, style.textDecorationLine, style.textDecorationStyle])(
    getComputedStyle(document.querySelector(a[0])))"""
PAPER = "getComputedStyle(document.body).backgroundColor"
FOCUS = "document.activeElement.closest('[popover]')?.id ?? document.activeElement.id"


def test_pointing_at_a_word_lights_its_sentence_its_partners_and_itself(window):
    window.open(harbour())
    window.hover("#b1 [data-side=source] span", "sea")
    assert window.lit() == ["The sea was calm.", "La mar estaba en calma."]
    assert window.js(WORDS) == ["sea", "mar"]
    window.hover("h1")
    assert window.lit() == window.js(WORDS) == []


def test_what_is_lit_is_painted_and_underlined_and_an_unsure_word_less_so(window):
    window.open(harbour(links=WordLinks.of({"sea": {"mar": 1}, "calm": {"calma": 3}})))
    for word, style in (("sea", "dashed"), ("calm", "solid")):
        window.hover("#b1 [data-side=source] span", word)
        lit, partner = window.js(DRESS, ".lit"), window.js(DRESS, "[data-side=target] mark")
        assert lit[:2] == ["rgb(248, 235, 198)", "underline"] and "dotted" in lit[2:]
        assert partner[0] != lit[0] and partner[1:3] == ["underline", style]


def test_a_click_on_a_word_opens_its_card_beside_it_and_an_example_leads_on(window):
    window.open(harbour())
    assert card(window, "b2")[:5] == ["sea", "×", "Passages with this word: 5", "océano 3 of 5", "mar 1 of 5"]
    word, opened = window.box("mark.lit"), window.box("#card")
    assert opened["top"] >= word["bottom"] and opened["top"] - word["bottom"] < 20
    assert abs(opened["left"] - word["left"]) < 40
    window.click("#card .examples a")
    assert window.seen("#card") == []
    assert window.lit()[:1] == ["He loved the sea, the sea alone."]


def test_a_search_counts_paints_and_leads_from_match_to_match(window):
    window.open(harbour())
    window.press("/")
    window.press(*"oceano")
    assert (window.js(HITS), window.js(PAINTED), window.lit()[1:]) == ("1 of 4", ["océano"], ["El océano estaba frío."])
    window.press(Keys.ENTER)
    assert (window.js(HITS), window.lit()[1:]) == ("2 of 4", ["Amaba el océano, solo el océano."])


def test_after_a_leap_the_matches_in_sight_are_painted(window):
    """Of a thousand and more matches, only those around are painted."""
    text = Document("a", "en", (factories.block(*["a b a b a b a b."] * 1000),))
    window.open(Alignment(text, text, tuple(factories.bead(str(i), str(i)) for i in range(1000))))
    window.act("mode", "both")
    window.press("/", "a")
    for place in (0.5, 1, 0.2):
        window.js("scrollTo(0, document.documentElement.scrollHeight * a[0])", place)
        window.settle()
        window.settle()
        seen = window.js(IN_SIGHT)
        assert seen and set(seen) <= set(window.js(PAINTED_BEADS))


@pytest.mark.parametrize("width", [1280, 400])
def test_each_view_shows_its_sides_beside_or_below_each_other(window, width):
    window.size(width, 800)
    window.open(factories.small())
    for view, shown in (("both", (True, True)), ("source", (True, False)), ("target", (False, True))):
        window.act("mode", view)
        assert tuple(bool(window.seen(f"main [data-side={side}] span")) for side in ("source", "target")) == shown
    window.act("mode", "both")
    source, target = (window.box(f"#b2 [data-side={side}]") for side in ("source", "target"))
    assert (source["bottom"] <= target["top"]) == (width == 400)
    assert (source["right"] <= target["left"]) == (width == 1280)


def test_themes_colour_the_page_and_are_kept(window):
    window.open(factories.small())
    colours = []
    for theme in ("light", "dark", "sepia"):
        window.act("theme", theme)
        colours.append(window.js(PAPER))
    assert colours == ["rgb(252, 250, 245)", "rgb(25, 24, 21)", "rgb(243, 232, 211)"]
    window.reload()
    assert window.js(PAPER) == colours[-1]


def test_the_interface_speaks_spanish(window):
    window.open(harbour())
    window.act("interface", "es")
    window.press("d")
    assert window.seen("#display [data-action=mode]")[-2:] == ["Solo inglés", "Solo español"]


@pytest.mark.parametrize(("key", "panel"), [("c", "contents"), ("d", "display"), ("?", "keys")])
def test_a_panel_opens_by_key_and_by_button_takes_the_focus_and_closes(window, key, panel):
    window.open(factories.small())
    window.press(key)
    assert window.js(FOCUS) == panel
    window.press(Keys.ESCAPE)
    assert window.seen(f"#{panel}") == []
    window.click(f"[popovertarget={panel}]")
    assert window.js(FOCUS) == panel


def test_keys_move_from_sentence_to_sentence_and_to_the_partner(window):
    window.open(harbour(), "#b1")
    window.driver.execute_script("document.querySelector('main span[tabindex=\"0\"]').focus()")
    window.press(Keys.ARROW_DOWN)
    window.press(Keys.ARROW_RIGHT)
    assert window.js("document.activeElement.textContent") == "El océano estaba frío."
    assert window.lit() == ["The sea was cold.", "El océano estaba frío."]
    window.press("w")
    assert window.js("document.activeElement.textContent") == "El"


def test_the_reading_place_is_gone_back_to(window, book):
    window.open(book(400))
    window.driver.execute_script("document.querySelector('#b200').scrollIntoView({block: 'start'})")
    window.settle()
    window.driver.execute_async_script("setTimeout(arguments[0], 400)")  # until the place is kept
    before = window.box("#b200")["top"]
    window.reload()
    window.driver.execute_async_script("setTimeout(arguments[0], 400)")  # until the text above is laid out
    assert abs(window.box("#b200")["top"] - before) < 60  # two lines


def test_what_was_mended_is_kept_offered_again_and_saved_as_the_program_saves_it(window, tmp_path):
    alignment = of_beads(["0|0", "1|1", "2|2", "3|3"])
    review(window, alignment)
    select(window, "source", 0)
    window.press(Keys.ENTER)  # confirm
    select(window, "source", 1)
    window.press("m")  # merge
    assert shown_beads(saved(window, tmp_path)) == ["0|0+", "1-2|1-2*", "3|3"]
    window.reload()
    window.driver.execute_script(CATCH)
    click(window, "restore")
    mended = saved(window, tmp_path)
    assert shown_beads(mended) == ["0|0+", "1-2|1-2*", "3|3"]
    assert same_files(window, mended)
    window.press("z")
    window.press("z")
    assert saved(window, tmp_path) == alignment
    assert same_files(window, alignment)


def test_every_kind_of_block_is_saved_byte_by_byte(window):
    review(window, factories.small())
    assert same_files(window, factories.small())
