/* The sentence at hand, dragged by its grip to a bead above or below; Escape leaves it where it was. */

import { currentBead } from "./light.js";
import { atHand, changeSentence, indexOf, forMends } from "./mend.js";
import { moveTo } from "./mends.js";
import { beadOf, beside, element, findAll, rowAround, sentencesOf, sideOf, text } from "./page.js";
import { isReviewing, panel, tell } from "./panel.js";
import { record } from "./record.js";
import { say } from "./texts.js";

const EDGE = 70; // pixels from the edges of the window within which the text scrolls
const SPEED = 8; // pixels in each frame

const grip = element("button", { type: "button", class: "grip", tabindex: "-1" }, "↕");

/**
 * What is being dragged: the sentence, the rows that it can be dropped on, the one of these under the pointer, and how
 * far down the window the pointer is.
 * @type {{sentence: HTMLElement, rows: HTMLElement[], over: HTMLElement | null, y: number} | null}
 */
let dragged = null;

/**
 * The rows that a sentence can be moved to: in either direction, up to the next that has sentences of its side.
 * @param {HTMLElement} sentence
 */
function rowsFor(sentence) {
  const [own, side] = [rowAround(sentence), sideOf(sentence)];
  const place = forMends(sentence);
  const rows = [];
  for (const step of [-1, 1]) {
    for (let row = beside(own, step); row; row = sentencesOf(row, side).length ? null : beside(row, step)) {
      if (moveTo(indexOf(row), ...place)) rows.push(row);
    }
  }
  return rows;
}

/** The sentences that would move: the one at hand, and those between it and the row. @param {HTMLElement} row */
function moving(row) {
  if (!dragged) return [];
  const own = rowAround(dragged.sentence);
  const all = sentencesOf(own, sideOf(dragged.sentence));
  const n = all.indexOf(dragged.sentence);
  return own.compareDocumentPosition(row) & Node.DOCUMENT_POSITION_PRECEDING ? all.slice(0, n + 1) : all.slice(n);
}

/** Show where the sentence would go. @param {HTMLElement | null} row */
function showOver(row) {
  if (!dragged) return;
  dragged.over = row;
  for (const each of findAll(".moving, .over", text)) each.classList.remove("moving", "over");
  row?.classList.add("over");
  for (const sentence of row ? moving(row) : [dragged.sentence]) sentence.classList.add("moving");
}

/** @param {PointerEvent} event */
function begin(event) {
  const sentence = event.button === 0 ? atHand() : null;
  if (!sentence) return;
  event.preventDefault();
  grip.setPointerCapture(event.pointerId);
  dragged = { sentence, rows: rowsFor(sentence), over: null, y: innerHeight / 2 };
  for (const row of dragged.rows) row.classList.add("takes");
  showOver(null);
  tell(say(dragged.rows.length ? "dragging" : "cannot"));
  requestAnimationFrame(scrollOn);
}

/** While the pointer is near an edge of the window, the text goes on there. */
function scrollOn() {
  if (!dragged) return;
  const foot = innerHeight - panel.offsetHeight;
  if (dragged.y < EDGE) scrollBy(0, -SPEED);
  else if (dragged.y > foot - EDGE) scrollBy(0, SPEED);
  requestAnimationFrame(scrollOn);
}

/** @param {PointerEvent} event */
function follow({ clientX, clientY }) {
  if (!dragged) return;
  dragged.y = clientY;
  const row = beadOf(document.elementFromPoint(clientX, clientY));
  const over = row && dragged.rows.includes(row) ? row : null;
  if (over !== dragged.over) showOver(over);
}

/** @param {boolean} drop */
function end(drop) {
  if (!dragged) return;
  const { sentence, over, rows } = dragged;
  showOver(null);
  for (const marked of [...rows, sentence]) marked.classList.remove("takes", "moving");
  dragged = null;
  if (!drop) tell("");
  else if (over) changeSentence(sentence, "move", (...where) => moveTo(indexOf(over), ...where));
}

/** The grip is beside the sentence at hand. */
function placeGrip() {
  end(false);
  const verdict = isReviewing() && record && currentBead()?.querySelector(".verdict");
  if (!verdict) return grip.remove();
  grip.title = say("drag");
  grip.setAttribute("aria-label", say("drag"));
  verdict.append(grip);
}

grip.addEventListener("pointerdown", begin);
addEventListener("pointermove", follow, { passive: true });
addEventListener("pointerup", () => end(true));
addEventListener("pointercancel", () => end(false));
addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !dragged) return;
  event.preventDefault();
  end(false);
}, { capture: true });
document.addEventListener("current", placeGrip);
document.addEventListener("translated", placeGrip);
