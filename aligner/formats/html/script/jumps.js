/* Jumps by a link, from the contents or in a search, and the way back to where the reader was: the browser's Back
   button, a key, and a chip at the foot of the window that leaves as soon as the reader reads on. */

/** @import { ReadingPlace } from "./types.js" */
import { current, makeCurrent } from "./light.js";
import { actions, around, beadOf, calmly, find, linkedBead, onScreen, seenNear } from "./page.js";
import { beadAt, beadAtTop, note, placeOf, standAt, storedPlace } from "./place.js";

const chip = find("#back");
/** Where the last jump led. @type {HTMLElement | null} */
let landedOn = null;
/** Whether the last jump was to a match of a search. */
let searching = false;
/** Where a reader was, on an earlier visit, who now comes by a link. @type {ReadingPlace | null} */
let before = null;

/** Jumps that can be taken back on this page. @returns {number} */
const jumps = () => history.state?.jumps ?? 0;

/** Where the reader is: at the row with the focus if it is on screen, otherwise at the first row there. */
export function placeHere() {
  const row = beadOf(document.activeElement);
  return placeOf(row && onScreen(row) ? row : beadAtTop() ?? beadAt(innerHeight / 2) ?? find(".bead"));
}

/**
 * The reader is about to jump to a row: the Back button will lead to where the reader was.
 * @param {HTMLElement} row
 * @param {string} address
 * @param {ReadingPlace} place
 */
function leave(row, address, place = placeHere()) {
  history.scrollRestoration = "manual";
  note({ ...history.state, place });
  note({ jumps: jumps() + 1 }, address, "push");
  land(row);
}

/** @param {HTMLElement} row */
function land(row) {
  landedOn = row;
  chip.hidden = false;
}

function readOn() {
  landedOn = before = null;
  chip.hidden = true;
}

/**
 * The matches of a search are one jump until the reader reads on.
 * @param {HTMLElement} row the row of the next one
 * @param {ReadingPlace} from where the reader was when the search began
 */
export function jumpToMatch(row, from) {
  if (chip.hidden && onScreen(row)) return;
  if (chip.hidden || !searching) leave(row, location.href, from);
  searching = true;
  land(row);
}

/** Follow a link to a bead: the focus goes into the text. @param {string} hash */
function jump(hash) {
  const target = document.getElementById(hash.slice(1));
  const row = beadOf(target);
  if (!target || !row) return;
  searching = false;
  if (onScreen(row)) note(history.state, hash);
  else leave(row, hash);
  dispatchEvent(new HashChangeEvent("hashchange")); // a pushed address makes no event of its own
  target.scrollIntoView();
  current?.focus({ preventScroll: true });
}

/** @param {ReadingPlace} place */
function returnTo(place) {
  standAt(place);
  makeCurrent(seenNear(document.getElementById(place.bead)));
  current?.focus({ preventScroll: true });
  readOn();
}

actions.back = () => {
  if (jumps()) history.back();
  else if (before) returnTo(before);
};
addEventListener("popstate", ({ state }) => {
  if (state?.place) returnTo(state.place);
  else linkedBead()?.scrollIntoView();
});
document.addEventListener("click", (event) => {
  const { target, defaultPrevented, ctrlKey, metaKey, shiftKey, altKey } = event;
  const link = around(target, "a[href^='#']");
  const hash = link?.getAttribute("href") ?? "";
  if (defaultPrevented || ctrlKey || metaKey || shiftKey || altKey || !beadOf(document.getElementById(hash.slice(1)))) return;
  event.preventDefault();
  jump(hash);
});
addEventListener("scroll", calmly(() => {
  const box = landedOn?.getBoundingClientRect();
  if (box && (box.bottom < -innerHeight || box.top > 2 * innerHeight)) readOn();
}), { passive: true });

/** Readers who come by a link are offered the way to where they were on their last visit. */
export function offerStoredPlace() {
  const [row, place] = [linkedBead(), storedPlace()];
  const there = document.getElementById(place?.bead ?? "");
  if (!row || !there || jumps() || onScreen(there)) return;
  before = place;
  land(row);
}
