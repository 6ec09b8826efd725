/* Lights a sentence under the pointer or the focus together with its partner, and moves between sentences. */

import {
  allSentences, around, beadOf, bring, element, firstSentence, isSeen, linkedBead, onScreen, rowAround, seenNear,
  sentenceBeside, sentenceOf, sentencesOf, sideOf, text,
} from "./page.js";
import { beadAtTop, note } from "./place.js";
import { settings } from "./settings.js";
import { isUnderVeil, unveil } from "./veil.js";

/** The bead that is lit. @type {HTMLElement | null} */
export let lit = null;
/** The bead that a link or a search led to; lit as long as nothing else is. @type {HTMLElement | null} */
let resting = null;
/** The sentence that the Tab key reaches. @type {HTMLElement | null} */
export let current = null;
/** Whether a mouse button is down; the text must not change then, or the click would be lost. */
export let pressed = false;
/** Where the pointer is. */
let pointer = "";
/** Where it was when a key or a search moved the light: text that scrolls under a still pointer does not count. */
let stillAt = "";
const beadLink = element("a", { class: "number", tabindex: "-1" });

/** @param {HTMLElement | null} bead */
export function light(bead) {
  if (bead === lit) return;
  document.dispatchEvent(new Event("relight"));
  for (const sentence of lit ? allSentences(lit) : []) sentence.classList.remove("lit");
  for (const sentence of bead ? allSentences(bead) : []) sentence.classList.add("lit");
  lit?.classList.remove("alight");
  bead?.classList.add("alight");
  lit = bead;
  if (!bead) return beadLink.remove();
  beadLink.setAttribute("href", `#${bead.id}`);
  beadLink.textContent = bead.dataset.bead ?? "";
  bead.prepend(beadLink);
}

/** Only one sentence at a time is a tab stop, because a book has thousands. @param {HTMLElement | null} sentence */
export function makeCurrent(sentence) {
  if (current) current.tabIndex = -1;
  current = sentence;
  if (current) current.tabIndex = 0;
  document.dispatchEvent(new Event("current"));
}

/** The row of the current sentence. */
export const currentBead = () => (current ? rowAround(current) : null);

/** The current sentence if it is on screen, otherwise the first one in the window. */
export function currentInSight() {
  const row = currentBead();
  return row && onScreen(row) ? current : seenNear(beadAtTop());
}

/** What stays lit while the pointer is elsewhere. */
const atRest = () => beadOf(sentenceOf(document.activeElement)) ?? resting;

/** Light a bead until the reader goes elsewhere. @param {HTMLElement | null} bead */
export function rest(bead) {
  stillAt = pointer;
  resting = bead;
  light(bead);
}

/** Focus and light a sentence; the address becomes a link to it. @param {HTMLElement | null | undefined} sentence */
export function go(sentence) {
  if (!sentence) return;
  const bead = rowAround(sentence);
  disclose(sentence);
  if (!isSeen(sentence)) return;
  stillAt = pointer;
  focusOn(sentence, bead);
  light(bead);
  bring(bead);
}

/** Uncover a sentence that is folded or veiled. @param {HTMLElement} sentence */
export function disclose(sentence) {
  around(sentence, "details")?.setAttribute("open", "");
  if (isUnderVeil(sentence)) unveil(rowAround(sentence));
}

/** @param {HTMLElement} sentence @param {HTMLElement} bead */
function focusOn(sentence, bead) {
  makeCurrent(sentence);
  sentence.focus({ preventScroll: true });
  note(history.state, `#${bead.id}`);
}

/**
 * The previous or next sentence on the same side; beads that are empty there are skipped.
 * @param {HTMLElement} sentence
 * @param {number} step
 */
const neighbour = (sentence, step) => sentenceBeside(sentence, step, (bead) => sentencesOf(bead, sideOf(sentence)));

/**
 * Where the arrow keys go from a sentence; readers who have scrolled away from it continue from what is on screen.
 * @param {HTMLElement} sentence
 * @param {number} step
 */
export function onwards(sentence, step) {
  const { top, bottom } = sentence.getBoundingClientRect();
  const away = bottom < 0 || top > innerHeight ? beadAtTop() : null;
  return (away && sentencesOf(away, sideOf(sentence))[0]) ?? neighbour(sentence, step);
}

/**
 * The bead's first sentence on the left or right side; none if the sentence is already on that side.
 * @param {HTMLElement} sentence
 * @param {boolean} left
 */
export function partner(sentence, left) {
  const side = left === Boolean(settings.swap) ? "target" : "source";
  return sideOf(sentence) === side ? null : sentencesOf(rowAround(sentence), side)[0];
}

/** A link to a bead lights it until the reader goes elsewhere. */
export function followLink() {
  const bead = linkedBead();
  if (!bead) return;
  disclose(firstSentence(bead));
  makeCurrent(seenNear(bead));
  rest(bead);
}

for (const type of /** @type {const} */ (["mousedown", "mousemove", "mouseup"])) {
  addEventListener(type, ({ buttons, clientX, clientY }) => {
    pressed = buttons !== 0;
    pointer = `${clientX} ${clientY}`;
  }, { capture: true, passive: true });
}
text.addEventListener("mouseover", ({ target, clientX, clientY }) => {
  if (pressed || stillAt === `${clientX} ${clientY}`) return;
  const bead = beadOf(target);
  if (sentenceOf(target)) light(bead);
  else if (bead !== lit) light(atRest()); // the lit bead stays lit between its lines, to avoid flicker
});
text.addEventListener("mouseleave", () => light(atRest()));
text.addEventListener("focusin", ({ target }) => {
  if (!sentenceOf(target)) return;
  resting = null;
  light(beadOf(target));
});
text.addEventListener("focusout", ({ relatedTarget }) => {
  if (!pressed && !sentenceOf(relatedTarget)) light(null);
});
document.addEventListener("click", ({ target }) => {
  if (!sentenceOf(target)) light(atRest());
});
text.addEventListener("click", (event) => {
  const bead = beadOf(event.target);
  if (!bead || !getSelection()?.isCollapsed || around(event.target, "a, button")) return;
  const sentence = sentenceOf(event.target);
  if (sentence) focusOn(sentence, bead);
});
addEventListener("hashchange", followLink);

/* Where a new view hides the sentence at hand, the Tab key reaches another. */
document.addEventListener("chosen", ({ detail }) => {
  if (detail === "mode" && current && !isSeen(current)) makeCurrent(seenNear(beadOf(current)));
});
