/* The queue of the beads worth a look: the way through it, the worst first or in the order of the text. */

import { arrowButton } from "./buttons.js";
import { isDoubted } from "./doubts.js";
import { currentBead, go } from "./light.js";
import { actions, beside, element, find, findAll, firstSentence, onScreen, text } from "./page.js";
import { panel, tell } from "./panel.js";
import { beadAtTop } from "./place.js";
import { CHOICES, keep, settings } from "./settings.js";
import { say } from "./texts.js";
import { rows, verdictOf, worths } from "./verdicts.js";

/** The panel's way through the queue. */
export function queueTools() {
  return element("span", { class: "pair" },
    arrowButton("doubtful-previous", "↑", "doubtful_previous", "k"),
    element("output", { class: "done" }),
    arrowButton("doubtful-next", "↓", "doubtful_next", "j"));
}

/** The choice of the order. */
export function orderSelect() {
  const made = /** @type {HTMLSelectElement} */ (element("select", { "data-label": "order" }));
  for (const value of CHOICES.order) made.append(element("option", { value, "data-text": `order_${value}` }));
  made.value = String(settings.order);
  made.addEventListener("change", () => keep("order", made.value));
  return made;
}

/** Say how much of the queue is done. @param {number} left beads that are not */
export function showProgress(left) {
  const all = worths.size;
  find(".done", panel).textContent = all ? say("queue_done", { done: all - left, all }) : say("queue_empty");
}

/** @param {HTMLElement} row */
const worthOf = (row) => Number(worths.get(row.id) ?? 0);

/** The worst first; equals in the order of the text. @param {HTMLElement} a @param {HTMLElement} b */
function byWorth(a, b) {
  const isBefore = a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING;
  return worthOf(b) - worthOf(a) || (isBefore ? -1 : 1);
}

/**
 * The bead that comes next by its worth; from one that is not in the queue, the worst.
 * @param {number} step
 */
function nextByWorth(step) {
  const left = findAll(".bead[data-worth]", text).filter((row) => !row.hidden && isDoubted(verdictOf(row)));
  const here = currentBead();
  if (!here || !worthOf(here)) return left.sort(byWorth)[0];
  return left.filter((row) => row !== here && byWorth(row, here) * step > 0).sort(byWorth).at(step > 0 ? 0 : -1);
}

/**
 * The next one in the text, from the current bead or, if that is off screen, from the top of the window.
 * @param {number} step
 */
function nextInText(step) {
  let row = currentBead();
  if (!row || !onScreen(row)) row = beadAtTop() ?? rows().find((other) => !other.hidden) ?? null;
  do row = row && beside(row, step); while (row && !isDoubted(verdictOf(row)));
  return row;
}

/** Go to the next bead of the queue that is shown and not settled. @param {number} step */
function goDoubtful(step) {
  const inText = settings.order === "text";
  const row = inText ? nextInText(step) : nextByWorth(step);
  if (row) go(firstSentence(row));
  else tell(say(`doubtful_none_${inText ? (step > 0 ? "below" : "above") : (step > 0 ? "after" : "before")}`));
}

/** Go on from a bead that has been settled: through the queue, or, from beside it, down the text. @param {HTMLElement} row */
export function goOn(row) {
  const below = settings.order === "worst" && !worths.has(row.id) ? beside(row, 1) : null;
  if (below) go(firstSentence(below));
  else goDoubtful(1);
}

actions["doubtful-next"] = () => goDoubtful(1);
actions["doubtful-previous"] = () => goDoubtful(-1);
