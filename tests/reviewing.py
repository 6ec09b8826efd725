"""What the tests of review mode share: alignments in short, hands that mend, and what the page then saves."""

from __future__ import annotations

from pathlib import Path

import factories
from selenium.webdriver import ActionChains

import aligner
from aligner.formats import render
from aligner.model import Alignment, Bead, Document

MARKS = {"auto": "", "changed": "*", "confirmed": "+"}

# Instead of a download: the text of the last one, at once.
CATCH = """
URL.createObjectURL = (blob) => ((window.caught = blob), 'blob:caught');
HTMLAnchorElement.prototype.click = () => {};
"""


def of_beads(beads: list[str]) -> Alignment:
    """Sentences of about one length, as many as the beads have, two to a paragraph."""
    made = [factories.bead(*bead.split("|")) for bead in beads]
    documents = []
    for language, side in (("en", "source"), ("es", "target")):
        n = max((max(getattr(bead, side), default=-1) for bead in made), default=-1) + 1
        texts = [f"{language} sentence number {k} here." for k in range(n)]
        blocks = [factories.block(*texts[k : k + 2]) for k in range(0, n, 2)]
        documents.append(Document(f"text.{language}.txt", language, tuple(blocks)))
    return Alignment(documents[0], documents[1], tuple(made))


def shown_beads(alignment: Alignment) -> list[str]:
    """As `of_beads` takes them, with the mark of their status."""
    return [shown(bead) for bead in alignment.beads]


def shown(bead: Bead) -> str:
    source, target = (
        f"{side.start}-{side[-1]}" if len(side) > 1 else "".join(map(str, side)) for side in (bead.source, bead.target)
    )
    return f"{source}|{target}{MARKS[bead.status]}"


def review(browser, alignment):
    browser.open(alignment)
    browser.driver.execute_script(CATCH)
    browser.driver.execute_script(
        "if (!document.documentElement.classList.contains('review')) "
        "document.querySelector('[data-action=review]').click()"
    )


def click(browser, action):
    browser.driver.execute_script("document.querySelector(`[data-action='${arguments[0]}']`).click()", action)


def hold(browser, *keys):
    """Press the last key while the others are held."""
    chain = ActionChains(browser.driver)
    for key in keys:
        chain.key_down(key)
    for key in reversed(keys):
        chain.key_up(key)
    chain.perform()


def select(browser, side, n):
    """Put the nth sentence of a side at hand, as a click on it does."""
    browser.driver.execute_script(
        "const s = [...document.querySelectorAll(`[data-side=${arguments[0]}] span`)]"
        ".find(e => e.textContent === arguments[1]);"
        "s.click()",
        side,
        f"{'en' if side == 'source' else 'es'} sentence number {n} here.",
    )


def caught(browser, kind="json") -> bytes:
    click(browser, f"save-{kind}")
    text = browser.driver.execute_async_script(
        "window.caught.arrayBuffer().then(b => arguments[0]([...new Uint8Array(b)]))"
    )
    return bytes(text)


def saved(browser, folder: Path) -> Alignment:
    path = folder / "saved.json"
    path.write_bytes(caught(browser))
    return aligner.load(path)


def told(browser) -> str:
    return str(browser.js("document.querySelector('.told').textContent"))


def same_files(browser, alignment) -> bool:
    """Whether the page saves the bytes that the writers make of an alignment."""
    return all(caught(browser, kind) == render(alignment, kind).data for kind in ("json", "tsv", "tmx"))


ROWS = """[...document.querySelectorAll('.bead')].map(row => [...row.querySelectorAll('[data-side]')].map(side => {
  const copy = side.cloneNode(true);
  for (const e of [copy, ...copy.querySelectorAll('*')]) {
    e.removeAttribute('tabindex');
    e.classList.remove('lit');
    if (!e.className) e.removeAttribute('class');
  }
  return copy.outerHTML;
}).concat([row.dataset.kind, row.dataset.score, row.dataset.flags ?? '', row.dataset.status ?? '',
  row.dataset.begins ?? '']))"""


def rows(browser):
    return browser.js(ROWS)


def rows_of(alignment: Alignment, browser):
    """The rows of a page of this alignment, in a document of their own."""
    html = render(alignment, "html").data.decode()
    return browser.driver.execute_script(
        f"const document = new DOMParser().parseFromString(arguments[0], 'text/html');return {ROWS}",
        html,
    )
