"""After a review: the command that aligns the rest again around what is settled."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from commandline import run_text as run
from reviewing import caught, click, review

import aligner

ENGLISH = "It rained. We had no coats. She left early. He stayed at home.\n"
SPANISH = "Llovía. No teníamos abrigos. Ella se fue temprano. Él se quedó en casa.\n"


def settle_one(browser, folder: Path) -> str:
    """Merge two beads of a page whose texts lie in the folder, save it there; returns the command."""
    (folder / "it's.en.txt").write_text(ENGLISH, encoding="utf-8")
    (folder / "the other.txt").write_text(SPANISH, encoding="utf-8")
    made = run("align", "it's.en.txt", "the other.txt", "--lang", "en,es", "-o", "page.json", cwd=folder)
    assert made.returncode == 0, made.stderr
    review(browser, aligner.load(folder / "page.json"))
    browser.click("#b2 [data-side=source] span")
    browser.press("m")
    (folder / "page.json").write_bytes(caught(browser))
    browser.click("[data-action=save]")
    (command,) = browser.seen(".again code")
    return command


def test_the_command_brings_the_page_up_to_date(browser, tmp_path):
    command = settle_one(browser, tmp_path)
    program, *arguments = shlex.split(command)
    assert program == "aligner"
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "1 changed" in done.stderr
    page = (tmp_path / "page.html").read_text("utf-8")
    assert 'data-kind="2-2" data-status="changed"' in page


@pytest.mark.parametrize("has_clipboard", [True, False])
def test_the_command_is_copied_or_selected_where_there_is_no_clipboard(browser, tmp_path, has_clipboard):
    command = settle_one(browser, tmp_path)
    clipboard = "{writeText: async (text) => (window.copied = text)}" if has_clipboard else "undefined"
    browser.driver.execute_script(
        f"Object.defineProperty(navigator, 'clipboard', {{value: {clipboard}, configurable: true}})"
    )
    browser.click("[data-action=copy-command]")
    if has_clipboard:
        assert browser.js("window.copied") == command
        assert browser.seen(".again output") == ["copied"]
    else:
        assert browser.js("getSelection().toString()") == command
        assert browser.seen(".again output") == ["selected: copy it with Ctrl C"]


def test_nothing_is_said_of_it_while_nothing_is_settled_and_it_stays_after_saving(browser, tmp_path, axe):
    settle_one(browser, tmp_path)
    assert axe() == []
    click(browser, "save-json")
    browser.settle()
    assert len(browser.seen(".again code")) == 1
    click(browser, "save-tsv")
    assert browser.seen(".again code") == []
    browser.press("z")
    browser.click("[data-action=save]")
    assert browser.seen(".again code") == []
