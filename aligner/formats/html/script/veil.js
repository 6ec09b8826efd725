/* A learner's veil over the translation: pressing lifts it for as long as one presses, a tap for good. */

import { beadOf, cellsOf, rowAround, sentenceOf, sentencesOf, sideOf, text } from "./page.js";
import { isReviewing } from "./panel.js";
import { root, settings, sideAlone } from "./settings.js";

const LONG = 400; // milliseconds: pressing longer is peeking, not a tap

/** The side that stands second, and is veiled. */
const veiledSide = () => (settings.swap ? "source" : "target");

/** @param {HTMLElement} bead */
const veiledCell = (bead) => cellsOf(bead).find(({ dataset }) => dataset.side === veiledSide());

const isVeiling = () => Boolean(settings.veil) && !sideAlone() && !isReviewing();

/** Whether the translation of a bead is there and cannot be read. @param {HTMLElement} bead */
export function isVeiled(bead) {
  return isVeiling() && !veiledCell(bead)?.classList.contains("open") && sentencesOf(bead, veiledSide()).length > 0;
}

/** Whether a sentence cannot be read for the veil. @param {HTMLElement} sentence */
export const isUnderVeil = (sentence) => isVeiled(rowAround(sentence)) && sideOf(sentence) === veiledSide();

/** Take the veil from a bead, or put it back. @param {HTMLElement} bead @param {boolean} on */
export function unveil(bead, on = true) {
  for (const part of [bead, veiledCell(bead)]) part?.classList.toggle("open", on);
}

/** When the press began, on the cell that it lets be seen. @type {{cell: HTMLElement, since: number} | null} */
let peeking = null;
/** Whether the click to come ends a peek. */
let peeked = false;

text.addEventListener("pointerdown", ({ target, button, timeStamp }) => {
  peeked = false;
  const bead = button === 0 && sentenceOf(target) ? beadOf(target) : null;
  const cell = bead && isVeiled(bead) ? veiledCell(bead) : null;
  if (!cell) return;
  peeking = { cell, since: timeStamp };
  cell.classList.add("peek");
});
for (const type of /** @type {const} */ (["pointerup", "pointercancel"])) {
  addEventListener(type, ({ timeStamp }) => {
    if (!peeking) return;
    peeking.cell.classList.remove("peek");
    peeked = timeStamp - peeking.since > LONG;
    peeking = null;
  }, { capture: true });
}

/* A tap lifts the veil, and only that: the next one is for the word. */
text.addEventListener("click", (event) => {
  const bead = sentenceOf(event.target) ? beadOf(event.target) : null;
  if (!bead || !isVeiled(bead) || !getSelection()?.isCollapsed) return;
  if (!peeked) unveil(bead);
  event.preventDefault();
});

document.addEventListener("chosen", ({ detail }) => {
  if (detail === "veil") for (const part of text.querySelectorAll(".open")) part.classList.remove("open");
  root.classList.toggle("veiled", isVeiling());
});
