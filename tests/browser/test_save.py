"""What the page saves and the browser stores: files byte by byte, changes from an earlier visit, the round trip."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import factories
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from reviewing import CATCH, click, of_beads, review, same_files, saved, select, shown_beads, told
from selenium.webdriver import Keys
from selenium.webdriver.common.by import By

import aligner
from aligner.cli import cli
from aligner.model import Alignment, Document


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(alignment=factories.alignments())
def test_a_page_that_was_not_touched_saves_the_files_of_the_alignment_it_was_made_from(browser, alignment):
    lowest = min([bead.score for bead in alignment.beads], default=0.0)
    alignment = replace(alignment, min_score=min(alignment.min_score, lowest), left_out={})
    review(browser, alignment)
    assert same_files(browser, alignment)


def test_scores_and_numbers_are_written_as_python_writes_them(browser):
    """Browsers round halves up, Python to even; browsers write 1e-7 and 1, Python 1e-07 and 1.0."""
    scores = [k / 32 for k in range(33)] + [1e-4, 1.5e-5, 1e-7, 5e-324, 0.1 + 0.2, 1 / 3]
    document = of_beads([f"{k}|{k}" for k in range(len(scores))])
    beads = tuple(replace(bead, score=score) for bead, score in zip(document.beads, scores, strict=True))
    alignment = replace(document, beads=beads, options={"a": 2**60 + 1, "b": 1.0, "c": [None, True]})
    review(browser, alignment)
    assert same_files(browser, alignment)


HOSTILE = (
    *("a\0b", "a\r\nb\rc", "\ud83d alone", "👩‍👩‍👧 emoji 🇪🇸", "</script><!--", "line\u2028and\u2029paragraph"),
    *("\u202eabc", "e\u0301\u0323", "\ufeff", "\x1f", "a\ttab &amp; <b>", "\ufffe\x7f\x85"),
)


def test_every_character_survives_the_page(browser, tmp_path):
    blocks = [factories.block(f"First. {text}", text, between="  ", place=text) for text in HOSTILE]
    document = Document("".join(HOSTILE), "en", tuple(blocks))
    beads = tuple(factories.bead(str(k), str(k)) for k in range(2 * len(blocks)))
    alignment = Alignment(document, document, beads, signature="".join(HOSTILE))
    review(browser, alignment)
    assert saved(browser, tmp_path) == alignment
    assert same_files(browser, alignment)


def test_changes_are_kept_and_offered_again(browser, tmp_path):
    alignment = of_beads(["0|0", "1|1", "2|2"])
    review(browser, alignment)
    select(browser, "source", 0)
    click(browser, "merge-next")
    browser.reload()
    browser.driver.execute_script(CATCH)
    offer = browser.driver.find_element(By.ID, "offer")
    assert offer.is_displayed() and "earlier visit: 1" in offer.text
    click(browser, "restore")
    assert shown_beads(saved(browser, tmp_path)) == ["0-1|0-1*", "2|2"]
    click(browser, "undo")
    assert saved(browser, tmp_path) == alignment
    browser.reload()
    assert not browser.driver.find_element(By.ID, "offer").is_displayed()


def test_changes_are_not_offered_for_another_alignment_and_can_be_discarded(browser):
    review(browser, of_beads(["0|0", "1|1", "2|2"]))
    select(browser, "source", 0)
    click(browser, "merge-next")
    browser.open(of_beads(["0-1|0-1", "2|2"]))
    assert not browser.driver.find_element(By.ID, "offer").is_displayed()
    browser.open(of_beads(["0|0", "1|1", "2|2"]))
    click(browser, "discard")
    browser.reload()
    assert not browser.driver.find_element(By.ID, "offer").is_displayed()


def test_what_was_discarded_can_be_had_back_until_new_changes_are_made(browser, tmp_path):
    alignment = of_beads(["0|0", "1|1", "2|2"])
    review(browser, alignment)
    select(browser, "source", 0)
    click(browser, "merge-next")
    review(browser, alignment)
    click(browser, "discard")
    assert browser.seen("#offer span, #offer button") == ["The earlier changes are discarded.", "Bring them back"]
    assert browser.js("document.activeElement.dataset.action") == "bring-back"
    browser.press(Keys.ENTER)
    assert browser.seen("#offer span, #offer button") == ["Changes from an earlier visit: 1", "Restore", "Discard"]
    click(browser, "restore")
    assert shown_beads(saved(browser, tmp_path)) == ["0-1|0-1*", "2|2"]
    review(browser, alignment)
    click(browser, "discard")
    select(browser, "source", 2)
    click(browser, "confirm")
    assert browser.seen("#offer") == []
    assert shown_beads(saved(browser, tmp_path)) == ["0|0", "1|1", "2|2+"]
    review(browser, alignment)
    click(browser, "restore")
    assert shown_beads(saved(browser, tmp_path)) == ["0|0", "1|1", "2|2+"]


def test_a_page_in_a_browser_that_stores_nothing_says_so(browser):
    browser.open(of_beads(["0|0", "1|1"]))
    browser.driver.execute_script("Storage.prototype.setItem = () => { throw new Error('closed') }")
    click(browser, "review")
    select(browser, "source", 0)
    click(browser, "merge-next")
    assert "save before you leave" in told(browser)


def test_nothing_is_mended_before_earlier_changes_are_restored_or_discarded(browser, tmp_path):
    alignment = of_beads(["0|0", "1|1", "2|2"])
    review(browser, alignment)
    select(browser, "source", 0)
    click(browser, "merge-next")
    review(browser, alignment)
    select(browser, "source", 1)
    click(browser, "merge-next")
    assert browser.js("document.activeElement.dataset.action") == "restore"
    assert saved(browser, tmp_path) == alignment
    click(browser, "restore")
    assert shown_beads(saved(browser, tmp_path)) == ["0-1|0-1*", "2|2"]


def test_what_is_saved_goes_through_the_command_line(browser, tmp_path):
    """A real download, by mouse, and `aligner convert` of it."""
    browser.driver.execute_cdp_cmd(
        "Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path / "got")}
    )
    (tmp_path / "got").mkdir()
    browser.open(of_beads(["0|0", "1|1", "2|2"]))
    browser.driver.find_element(By.CSS_SELECTOR, "[data-action=review]").click()
    browser.driver.find_element(By.CSS_SELECTOR, "#b2 [data-side=source] span").click()
    browser.driver.find_element(By.CSS_SELECTOR, "[data-action=merge-next]").click()
    for kind in ("tsv", "tmx", "json"):  # the last leaves the menu open, which says how to go on
        browser.driver.find_element(By.CSS_SELECTOR, "[data-action=save]").click()
        browser.driver.find_element(By.CSS_SELECTOR, f"[data-action=save-{kind}]").click()
        wait_for(tmp_path / f"got/page.{kind}")
    assert shown_beads(aligner.load(tmp_path / "got/page.json")) == ["0|0", "1-2|1-2*"]
    for kind in ("tsv", "tmx"):
        run("convert", str(tmp_path / "got/page.json"), "-o", str(tmp_path / f"by_cli.{kind}"))
        assert (tmp_path / f"got/page.{kind}").read_bytes() == (tmp_path / f"by_cli.{kind}").read_bytes()


def wait_for(path: Path) -> None:
    end = time.monotonic() + 10
    while not path.exists() and time.monotonic() < end:
        time.sleep(0.05)
    assert path.exists()


ENGLISH = """The boats came in at dusk. The old men sat on the wall. Nobody spoke.

A girl ran down from the church. She carried a letter for the captain.
"""
SPANISH = """Las barcas llegaron al anochecer. Los viejos estaban sentados en el muro. Nadie hablaba.

Una muchacha bajó corriendo de la iglesia. Llevaba una carta para el capitán.
"""


def test_the_whole_round_trip_by_command_line_and_browser(browser, tmp_path):
    """Align, mend in the page, save, align again: a person's work is kept, the rest is realigned."""
    (tmp_path / "a.txt").write_text(ENGLISH, encoding="utf-8")
    (tmp_path / "b.txt").write_text(SPANISH, encoding="utf-8")
    texts = [str(tmp_path / name) for name in ("a.txt", "b.txt")]
    run("align", *texts, "-o", str(tmp_path / "made.html"), "-o", str(tmp_path / "made.json"))
    browser.driver.get((tmp_path / "made.html").as_uri())
    browser.driver.execute_script(CATCH)
    browser.press("r")
    browser.click("#b2 [data-side=source] span")
    browser.press("m")
    browser.click("#b4 [data-side=target] span")
    browser.press(Keys.ENTER)
    mended = saved(browser, tmp_path)
    assert shown_beads(aligner.load(tmp_path / "made.json")) == ["0|0", "1|1", "2|2", "3|3", "4|4"]
    assert shown_beads(mended) == ["0|0", "1-2|1-2*", "3|3+", "4|4"]
    run("align", *texts, "--keep", str(tmp_path / "saved.json"), "-o", str(tmp_path / "again.json"))
    again = aligner.load(tmp_path / "again.json")
    assert shown_beads(again) == shown_beads(mended)
    assert [bead for bead in again.beads if bead.status != "auto"] == list(mended.beads[1:3])


def run(*arguments: str) -> None:
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 0, result.output
