"""Editing and dividing sentences in the page: what is saved, taken back, and restored on a later visit."""

from __future__ import annotations

import json
import random
from dataclasses import replace

import factories
import pytest
from commandline import run_text as run
from reviewing import CATCH, click, hold, of_beads, review, rows, rows_of, same_files, saved, select, shown_beads, told
from selenium.webdriver import ActionChains, Keys

import aligner
from aligner.model import Alignment, Document


def sentences(alignment: Alignment, side: str = "source") -> list[tuple[str, str | None]]:
    return [(each.text, each.original) for each in getattr(alignment, side).sentences]


def retype(browser, text: str, end: str = Keys.ENTER) -> None:
    """Put another text in the place of the sentence at hand."""
    browser.press("e")
    hold(browser, Keys.CONTROL, "a")
    browser.press(text, end)


def cut(browser, word: int) -> None:
    """Choose the place before a word of the sentence at hand."""
    for _ in range(word):
        hold(browser, Keys.SHIFT, Keys.ARROW_RIGHT)


def test_an_edited_sentence_is_saved_with_what_the_file_said(browser, tmp_path):
    alignment = of_beads(["0|0", "1|1"])
    review(browser, alignment)
    select(browser, "source", 1)
    retype(browser, "Another text.")
    found = saved(browser, tmp_path)
    assert sentences(found) == [("en sentence number 0 here.", None), ("Another text.", "en sentence number 1 here.")]
    assert shown_beads(found) == ["0|0", "1|1*"]
    assert same_files(browser, found)
    assert browser.js("document.activeElement.textContent") == "Another text."
    click(browser, "undo")
    assert saved(browser, tmp_path) == alignment
    click(browser, "redo")
    assert saved(browser, tmp_path) == found
    browser.press("e")
    assert "the file says “en sentence number 1 here.”" in told(browser)
    browser.press(Keys.ESCAPE)
    retype(browser, "en sentence number 1 here.")
    assert sentences(saved(browser, tmp_path)) == sentences(alignment)


@pytest.mark.parametrize("text", ["", "   ", "en sentence number 0 here.", "en sentence number 0 here.  "])
def test_no_text_and_the_same_text_change_nothing(browser, tmp_path, text):
    alignment = of_beads(["0|0"])
    review(browser, alignment)
    select(browser, "source", 0)
    browser.press("e")
    hold(browser, Keys.CONTROL, "a")
    browser.press(Keys.DELETE, *text, Keys.ENTER)
    assert saved(browser, tmp_path) == alignment


def test_divided_by_keys(browser, tmp_path):
    alignment = of_beads(["0|0-1", "1|2"])
    review(browser, alignment)
    select(browser, "source", 0)
    cut(browser, 2)
    browser.press("s")
    found = saved(browser, tmp_path)
    assert sentences(found) == [
        ("en sentence", "en sentence number 0 here."),
        ("number 0 here.", ""),
        ("en sentence number 1 here.", None),
    ]
    assert shown_beads(found) == ["0-1|0-1*", "2|2"]
    assert browser.js("document.activeElement.textContent") == "number 0 here."
    browser.press("s")
    assert shown_beads(saved(browser, tmp_path)) == ["0|0*", "1|1*", "2|2"]
    assert same_files(browser, saved(browser, tmp_path))
    browser.press("zz")
    assert saved(browser, tmp_path) == alignment
    browser.press("yy")
    assert shown_beads(saved(browser, tmp_path)) == ["0|0*", "1|1*", "2|2"]


def test_a_second_click_in_a_sentence_chooses_where_to_divide_it(browser, tmp_path):
    review(browser, of_beads(["0|0-1"]))
    select(browser, "target", 0)
    select(browser, "source", 0)
    browser.hover("[data-side=source] span", "number")
    ActionChains(browser.driver).click().perform()
    assert "“number”" in told(browser) or "“0”" in told(browser)
    word = told(browser).split("“")[1][:-1]
    assert browser.seen("i.cut") == [""]
    click(browser, "split")
    assert [text.split()[0] for text, _ in sentences(saved(browser, tmp_path))] == ["en", word]
    assert browser.seen("i.cut") == []


def test_the_first_click_on_another_sentence_chooses_no_place(browser, tmp_path):
    review(browser, of_beads(["0-1|0-1"]))
    select(browser, "source", 0)
    cut(browser, 2)
    browser.click("[data-side=source] span:nth-of-type(2)")
    assert browser.seen("i.cut") == []
    browser.press("s")
    assert shown_beads(saved(browser, tmp_path)) == ["0|0*", "1|1*"]


def test_changes_of_the_text_are_restored_on_a_later_visit_with_others_around_them(browser, tmp_path):
    alignment = of_beads(["0|0", "1|1", "2|2", "3|3"])
    review(browser, alignment)
    select(browser, "source", 3)
    browser.press("M")
    select(browser, "source", 0)
    cut(browser, 1)
    browser.press("s")
    retype(browser, "another half.")
    browser.press("s")
    select(browser, "source", 1)
    browser.press("m")
    found = saved(browser, tmp_path)
    assert shown_beads(found) == ["0|*", "1|0*", "2-4|1-3*"]
    browser.reload()
    browser.driver.execute_script(CATCH)
    click(browser, "restore")
    assert saved(browser, tmp_path) == found
    assert same_files(browser, found)
    browser.press("zzzzz")
    assert saved(browser, tmp_path) == alignment


def test_a_page_made_from_edited_sentences_saves_them_and_what_the_file_said(browser, tmp_path):
    review(browser, of_beads(["0|0", "1|1"]))
    select(browser, "target", 1)
    cut(browser, 3)
    browser.press("s")
    retype(browser, "2 «aquí».")
    found = saved(browser, tmp_path)
    assert sentences(found, "target")[1:] == [("es sentence number", "es sentence number 1 here."), ("2 «aquí».", "")]
    review(browser, found)
    assert same_files(browser, found)


@pytest.mark.parametrize("end", [Keys.ESCAPE, "undo"])
def test_a_text_that_was_left_as_it_was_is_as_it_was(browser, tmp_path, end):
    alignment = of_beads(["0|0"])
    review(browser, alignment)
    select(browser, "source", 0)
    if end == "undo":
        retype(browser, "Other.")
        browser.press("z")
    else:
        retype(browser, "Other.", end)
    assert saved(browser, tmp_path) == alignment
    assert browser.js("document.querySelectorAll('[contenteditable], [role=textbox]').length") == 0
    assert browser.js("document.activeElement.textContent") == "en sentence number 0 here."


def test_going_elsewhere_saves_what_was_typed_and_the_focus_goes_there(browser, tmp_path):
    review(browser, of_beads(["0|0", "1|1"]))
    select(browser, "source", 0)
    retype(browser, "Typed.", "")
    browser.click("#search")
    assert browser.js("document.activeElement.id") == "search"
    assert sentences(saved(browser, tmp_path))[0][0] == "Typed."


def test_keys_that_mend_are_letters_while_a_sentence_is_edited_and_it_can_be_saved_from_there(browser, tmp_path):
    review(browser, of_beads(["0|0", "1|1"]))
    select(browser, "source", 0)
    retype(browser, "mMsulzyae? /", "")
    assert browser.js("document.querySelectorAll('.bead').length") == 2
    hold(browser, Keys.CONTROL, "s")
    text = browser.driver.execute_async_script("window.caught.text().then(arguments[0])")
    assert json.loads(text)["source"]["blocks"][0]["text"].startswith("mMsulzyae? / ")


def test_a_pasted_line_break_is_a_blank_and_markup_is_text(browser, tmp_path):
    review(browser, of_beads(["0|0"]))
    select(browser, "source", 0)
    browser.press("e")
    hold(browser, Keys.CONTROL, "a")
    browser.driver.execute_script(
        "const data = new DataTransfer();"
        "data.setData('text/plain', 'One <b>\\n  two'); data.setData('text/html', '<b>no</b>');"
        "const paste = new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true});"
        "document.activeElement.dispatchEvent(paste);"
    )
    browser.press(Keys.ENTER)
    assert sentences(saved(browser, tmp_path))[0][0] == "One <b> two"
    assert browser.js("document.querySelectorAll('main b').length") == 0


@pytest.mark.parametrize("reviewing", [False, True])
def test_a_double_click_edits_the_sentence_only_in_review(browser, reviewing):
    browser.open(of_beads(["0|0"]))
    if reviewing:
        click(browser, "review")
    ActionChains(browser.driver).double_click(browser.driver.find_element("css selector", "#b1 span")).perform()
    assert browser.js("document.querySelectorAll('[contenteditable]').length") == reviewing


def chapter() -> Alignment:
    heading = factories.block("The sea.", "A beginning.", kind="heading", level=1)
    document = Document("book", "en", (heading, factories.block("It was calm.", "Calm it was.")))
    return Alignment(document, document, tuple(factories.bead(str(k), str(k)) for k in range(4)))


def test_a_heading_that_was_edited_is_so_in_the_contents(browser):
    review(browser, chapter())
    entry = "[...document.querySelectorAll('#contents a')].map(e => e.textContent.trim())"
    before = browser.js(entry)
    browser.click("#b1 [data-side=source] span")
    retype(browser, "The $& sea.")
    assert browser.js(entry) == [before[0].replace("The sea.", "The $& sea.", 1), *before[1:]]
    cut(browser, 1)
    browser.press("s")
    assert browser.js(entry) == [before[0].replace("The sea.", "The $& sea.", 1), *before[1:]]
    browser.press("zz")
    assert browser.js(entry) == before


def test_the_search_finds_the_new_text_and_not_the_old(browser):
    review(browser, of_beads(["0|0", "1|1"]))
    select(browser, "source", 0)
    retype(browser, "Whales.")
    for word, hits in (("whales", "1 of 1"), ("en sentence", "1 of 1")):
        browser.driver.find_element("id", "search").clear()
        browser.driver.find_element("id", "search").send_keys(word)
        browser.settle()
        assert browser.seen("output[for=search]") == [hits]


def test_a_search_goes_on_with_the_sentences_that_there_are(browser):
    review(browser, of_beads(["0|0", "1|1"]))
    browser.click("#search")
    browser.press(*"number")
    assert browser.seen("output[for=search]") == ["1 of 4"]
    select(browser, "source", 0)
    cut(browser, 2)
    browser.press("s")
    retype(browser, "number and number.")
    assert browser.seen("output[for=search]")[0].endswith("of 5")
    browser.press("zz")
    assert browser.seen("output[for=search]")[0].endswith("of 4")
    for _ in range(5):
        click(browser, "next")
    assert browser.driver.get_log("browser") == []


def test_a_moved_pair_keeps_its_mark_while_sentences_above_it_are_divided(browser, tmp_path):
    alignment = of_beads(["0|1", "1|0", "2|2"])
    review(browser, alignment)
    marks = browser.js("document.querySelectorAll('.bead > .moved').length")
    assert marks
    select(browser, "source", 0)
    cut(browser, 1)
    browser.press("s")
    found = saved(browser, tmp_path)
    assert same_files(browser, found)
    browser.press("z")
    assert browser.js("document.querySelectorAll('.bead > .moved').length") == marks
    assert saved(browser, tmp_path) == alignment


def test_nothing_is_said_against_a_sentence_that_is_being_edited(browser, axe):
    review(browser, replace(factories.small(), words=None))
    browser.click("#b2 [data-side=source] span")
    cut(browser, 1)
    assert axe() == []
    browser.press("e")
    assert axe() == []


def test_in_a_text_from_right_to_left_the_arrows_go_as_they_point(browser, tmp_path):
    document = Document("text", "he", (factories.block("ירד גשם. היא הלכה הביתה."),))
    review(browser, Alignment(document, document, (factories.bead("0", "0"),)))
    browser.click("[data-side=target] span")
    hold(browser, Keys.SHIFT, Keys.ARROW_LEFT)
    hold(browser, Keys.SHIFT, Keys.ARROW_LEFT)
    line, text = browser.box("i.cut"), browser.box("[data-side=target] span")
    assert text["x"] < line["x"] < text["right"]
    hold(browser, Keys.SHIFT, Keys.ARROW_RIGHT)
    assert browser.box("i.cut")["x"] > line["x"]
    browser.press("s")
    assert [text for text, _ in sentences(saved(browser, tmp_path), "target")] == ["ירד", "גשם. היא הלכה הביתה."]


STEP = """
const [at, action] = arguments[0];
const key = (name, more = {}) => document.activeElement.dispatchEvent(
  new KeyboardEvent('keydown', {key: name, bubbles: true, cancelable: true, ...more}));
const press = (name) => document.querySelector(`[data-action='${name}']`).click();
const spans = document.querySelectorAll('main [data-side] span');
spans[Math.floor(at * spans.length)].click();
if (action === 'divide') {
  key('ArrowRight', {shiftKey: true});
  press('split');
} else if (action === 'retype') {
  press('edit');
  if (document.activeElement.isContentEditable) document.activeElement.textContent += ` and ${Math.floor(at * 100)}`;
  key('Enter');
} else press(action);
"""
MENDS = ["divide", "divide", "retype", "merge-next", "split", "move-up", "move-down", "unlink", "link", "undo", "redo"]


def all_the_way(browser, action: str) -> None:
    """Undo or redo all."""
    browser.driver.execute_script(
        "const b = document.querySelector(`[data-action=${arguments[0]}]`); while (!b.disabled) b.click()",
        action,
    )


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_mended_edited_and_divided_the_page_is_as_one_made_from_what_it_saves(browser, tmp_path, seed):
    chance = random.Random(seed)
    alignment = factories.small()
    review(browser, alignment)
    for _ in range(40):
        browser.driver.execute_script(STEP, [chance.random(), chance.choice(MENDS)])
    all_the_way(browser, "redo")
    found = saved(browser, tmp_path)
    assert any(original is not None for side in ("source", "target") for _, original in sentences(found, side))
    assert rows(browser) == rows_of(found, browser)
    assert same_files(browser, found)
    all_the_way(browser, "undo")
    assert saved(browser, tmp_path) == alignment
    assert rows(browser) == rows_of(alignment, browser)
    all_the_way(browser, "redo")
    assert saved(browser, tmp_path) == found


def test_edits_in_the_page_are_kept_when_the_texts_are_aligned_again(browser, tmp_path):
    (tmp_path / "a.txt").write_text("It rained. She left early and he stayed. Nobody came.", encoding="utf-8")
    (tmp_path / "b.txt").write_text("Llovía. Ella se fue temprano. Él se quedó. No vino nadie.", encoding="utf-8")
    texts = ("a.txt", "b.txt", "--lang", "en,es")
    assert run("align", *texts, "-o", "page.json", cwd=tmp_path).returncode == 0
    review(browser, aligner.load(tmp_path / "page.json"))
    browser.driver.execute_script(
        "[...document.querySelectorAll('[data-side] span')].find(e => e.textContent.startsWith('She')).click()"
    )
    cut(browser, 3)
    browser.press("s")
    retype(browser, "And he stayed.")
    found = saved(browser, tmp_path)
    result = run("align", *texts, "--keep", "saved.json", "-o", "again.json", "-o", "again.tsv", cwd=tmp_path)
    assert "1 of 1 edited sentence found" in result.stderr
    again = aligner.load(tmp_path / "again.json")
    assert sentences(again) == sentences(found)
    assert "And he stayed." in (tmp_path / "again.tsv").read_text("utf-8")
    review(browser, again)
    assert same_files(browser, again)
