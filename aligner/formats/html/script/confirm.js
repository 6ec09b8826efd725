/* Confirming: the bead at hand, every bead that a selection touches, or all from the top to the bead at hand. */

import { current, currentBead, go } from "./light.js";
import { carryOut, change, refuse } from "./mend.js";
import { confirmEach } from "./mends.js";
import { decideFirst, isUndecided } from "./offer.js";
import { actions, allSentences, around, beside, calmly, element, firstSentence, onScreen, text } from "./page.js";
import { isReviewing, panel } from "./panel.js";
import { goOn } from "./queue.js";
import { theAlignment } from "./record.js";
import { root } from "./settings.js";
import { say } from "./texts.js";
import { rows, verdictOf } from "./verdicts.js";

/** The button to confirm with; it says how many beads a selection touches. */
export const confirmButton = () => element("button", { type: "button", "data-action": "confirm", title: "Enter" },
  element("span", { "aria-hidden": "true" }, "✓ "),
  element("span", { class: "label", "data-text": "confirm" }),
  element("span", { class: "count" }));

/** What is selected of the text, if anything. */
function selectedRange() {
  const selection = getSelection();
  if (!isReviewing() || !selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  return range.intersectsNode(text) ? range : null;
}

/** The rows that a selection touches, in their order. @param {Range} range */
function rowsIn(range) {
  /** @param {HTMLElement} sentence */
  const touches = (sentence) =>
    range.comparePoint(sentence, 0) < 1 && range.comparePoint(sentence, sentence.childNodes.length) > -1;
  return rows().filter((row) => !row.hidden && range.intersectsNode(row) && allSentences(row).some(touches));
}

/**
 * Confirm the rows of a kind that nobody has settled, as one change.
 * @param {(row: HTMLElement) => boolean} isWanted
 * @param {HTMLElement} sentence the one that is then current
 */
function confirmRows(isWanted, sentence) {
  if (isUndecided()) return decideFirst();
  const { beads } = theAlignment();
  const mend = confirmEach(beads, rows().flatMap((row, k) => (isWanted(row) ? [k] : [])));
  if (!mend) return refuse("all_settled");
  const count = mend.beads.filter((bead, k) => bead !== beads[mend.first + k]).length;
  carryOut(mend, sentence, say("confirmed", { count }));
}

/** @param {Range} range */
function confirmSelected(range) {
  const touched = rowsIn(range);
  const last = touched.at(-1);
  if (!last) return refuse("cannot");
  const wanted = new Set(touched);
  getSelection()?.removeAllRanges();
  confirmRows((row) => wanted.has(row), firstSentence(last));
}

/** Confirm the bead at hand and go on. Taking that back stays; what a person made needs no confirming. */
function confirmCurrent() {
  const row = currentBead();
  const status = row && verdictOf(row).status;
  const settled = row && status === "changed" && onScreen(row);
  if (row && (settled || (change("confirm") && status === "auto"))) goOn(row);
}

actions.confirm = () => {
  const range = selectedRange();
  if (range) confirmSelected(range);
  else confirmCurrent();
};

/* All that is shown, and so not what a filter hides. */
actions["confirm-to-here"] = () => {
  const here = currentBead();
  if (!here || !current) return refuse("cannot");
  if (!onScreen(here)) {
    go(current);
    return refuse("out_of_sight");
  }
  const isAbove = (/** @type {HTMLElement} */ row) =>
    row === here || Boolean(row.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING);
  confirmRows((row) => !row.hidden && isAbove(row), current);
};

/**
 * Select the bead at hand and, each time, one more above or below; or one less, where that leads back.
 * @param {number} step
 */
export function selectBeads(step) {
  const here = currentBead();
  const selection = getSelection();
  if (!here || !selection) return;
  const end = selection.isCollapsed ? null : around(selection.focusNode, ".bead");
  const next = end ? beside(end, step) : here;
  if (!next) return;
  delete root.dataset.selecting; // both columns
  if (here.compareDocumentPosition(next) & Node.DOCUMENT_POSITION_PRECEDING) {
    selection.setBaseAndExtent(...edgeOf(here, true), ...edgeOf(next, false));
  } else {
    selection.setBaseAndExtent(...edgeOf(here, false), ...edgeOf(next, true));
  }
  next.scrollIntoView({ block: "nearest" });
}

/**
 * Where the text of a row begins or ends, for a selection.
 * @param {HTMLElement} row
 * @param {boolean} atEnd
 * @returns {[node: Node, offset: number]}
 */
function edgeOf(row, atEnd) {
  const sentence = allSentences(row).at(atEnd ? -1 : 0) ?? row;
  return [sentence, atEnd ? sentence.childNodes.length : 0];
}

/* The button says how many, and a press on it leaves them selected. */
document.addEventListener("selectionchange", calmly(() => {
  const shown = panel.querySelector("[data-action=confirm] .count");
  const range = shown && selectedRange();
  const count = range ? rowsIn(range).length : 0;
  if (shown) shown.textContent = count > 1 ? ` ${count}` : "";
}));
panel.addEventListener("mousedown", (event) => {
  if (selectedRange() && around(event.target, "[data-action=confirm]")) event.preventDefault();
});
