/* The place in the sentence at hand where it would be divided: a second click in the sentence sets it, or keys. */

import { cutsIn } from "./cuts.js";
import { current, go } from "./light.js";
import { atHand, change, changeSentence } from "./mend.js";
import { actions, calmly, element, rowAround, sentenceUnder, sentencesOf, sideOf, text } from "./page.js";
import { isReviewing, tell } from "./panel.js";
import { offsetUnder, rangeOf } from "./placed.js";
import { record } from "./record.js";
import { say } from "./texts.js";
import { divided } from "./wording.js";

const LONGEST_SHOWN = 24; // characters of the word before which the sentence would be divided

/** The number of characters of the sentence at hand before the place; 0 for none. */
let cutAt = 0;
/** The sentence that was at hand when the pointer went down. @type {HTMLElement | null} */
let atHandBefore = null;
const cutLine = element("i", { class: "cut", "aria-hidden": "true" });

/** @param {Element} sentence */
const isRightToLeft = (sentence) => getComputedStyle(sentence).direction === "rtl";

/** @param {number} at */
function setCut(at) {
  cutAt = at;
  cutLine.remove();
  if (!at || !current) return;
  document.body.append(cutLine);
  placeLine();
  const word = current.textContent.slice(at, at + LONGEST_SHOWN).split(/\s/, 1)[0];
  tell(say("cut_here", { word }));
}

/** Put the line where the place is now: it moves when text above is laid out. */
function placeLine() {
  if (!cutAt || !current) return;
  const box = rangeOf({ sentence: current, at: cutAt, length: 1 }).getClientRects()[0];
  cutLine.style.setProperty("--left", `${(isRightToLeft(current) ? box.right : box.left) + scrollX}px`);
  cutLine.style.setProperty("--top", `${box.top + scrollY}px`);
  cutLine.style.setProperty("--height", `${box.height}px`);
}

/** Forget the place; returns it. */
export function takeCut() {
  const at = cutAt;
  if (at) setCut(0);
  return at;
}

/** By key: the next place to the right or left where the sentence at hand can be divided. @param {boolean} right */
export function stepCut(right) {
  if (!current) return;
  const places = cutsIn(current.textContent);
  const onwards = right !== isRightToLeft(current);
  const next = onwards ? places.find((at) => at > cutAt) : places.findLast((at) => !cutAt || at < cutAt);
  setCut(next ?? cutAt);
}

/* A place divides the sentence; without one, the bead is split before the sentence. */
actions.split = () => {
  if (!cutAt) return change("split");
  const sentence = atHand();
  const at = takeCut();
  if (!sentence || !changeSentence(sentence, "split", (...where) => divided(...where, at))) return;
  go(sentencesOf(rowAround(sentence), sideOf(sentence)).find((_, n, all) => all[n - 1] === sentence));
  tell(say("divided"));
};

text.addEventListener("pointerdown", () => (atHandBefore = current), { capture: true, passive: true });
text.addEventListener("click", (event) => {
  const sentence = sentenceUnder(event);
  const again = sentence && sentence === atHandBefore && event.detail < 2 && !sentence.isContentEditable;
  atHandBefore = null;
  if (!again || !record || !isReviewing() || !getSelection()?.isCollapsed) return;
  const at = offsetUnder(sentence, event.clientX, event.clientY);
  const far = (/** @type {number} */ place) => Math.abs(place - at);
  setCut(cutsIn(sentence.textContent).sort((a, b) => far(a) - far(b))[0] ?? 0);
});
for (const event of ["current", "chosen"]) document.addEventListener(event, takeCut);
for (const event of ["scroll", "resize"]) addEventListener(event, calmly(placeLine), { passive: true });
