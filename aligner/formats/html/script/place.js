/* The reading place: for each page, the bead at the top of the window is remembered and gone back to. */

/** @import { ReadingPlace } from "./types.js" */
import { barHeight, beadOf, boxOf, linkedBead, text } from "./page.js";
import { memory, root } from "./settings.js";

/* For so many frames a row is held in its place: sections above it are laid out only then. A guess: a moment too short
   for a reader to scroll in; longer where the browser does not itself hold what is in the window. */
const FRAMES = CSS.supports("overflow-anchor", "auto") ? 3 : 20;

const placeKey = `place:${root.dataset.document}`;

/** The bead just below the bar, even if a panel covers it. */
export const beadAtTop = () => beadAt(barHeight() + 10);

/** The bead at a height of the window, or else a little below. @param {number} top */
export function beadAt(top) {
  const box = text.getBoundingClientRect();
  for (const x of [0.25, 0.75, 0.5]) {
    for (const y of [0, 30, 70]) {
      const bead = document.elementsFromPoint(box.left + box.width * x, top + y).map(beadOf).find(Boolean);
      if (bead) return bead;
    }
  }
  // After a leap, WebKit finds nothing in a section until it has laid it out: its first bead is near enough.
  const section = document.elementFromPoint(box.left + box.width / 2, top + 70)?.closest("#text > section");
  return beadOf(section?.querySelector(".bead:not([hidden])"));
}

/** @param {HTMLElement} bead @returns {ReadingPlace} */
export const placeOf = (bead) => ({ bead: bead.id, top: Math.round(boxOf(bead).top) });

/** The place of the last visit. @returns {ReadingPlace | null} */
export const storedPlace = () => memory.get(placeKey);

function rememberPlace() {
  const bead = beadAtTop();
  dropLink();
  if (bead) memory.set(placeKey, placeOf(bead));
  else if (scrollY < 100) memory.set(placeKey, null);
  document.dispatchEvent(new Event("place"));
}

/**
 * Give the page a state and an address, in the same entry of the browser's history or in a new one. A browser may refuse
 * when there are very many (Safari: a hundred in half a minute), as when an arrow key is held down.
 * @param {unknown} state
 * @param {string} address
 * @param {"replace" | "push"} how
 */
export function note(state, address = location.href, how = "replace") {
  try {
    history[`${how}State`](state, "", address);
  } catch {
    // The address is an old one for a moment, which hurts nobody.
  }
}

/** Readers who read on from where a link led want to come back to where they got to, not to the link. */
function dropLink() {
  const box = linkedBead()?.getBoundingClientRect();
  if (!box || (box.bottom >= 0 && box.top <= innerHeight)) return;
  note(history.state, location.pathname + location.search);
}

/** Where the reader begins: the bead that the address names, or else the one remembered. @returns {HTMLElement | null} */
export const firstPlace = () => linkedBead() ?? document.getElementById(storedPlace()?.bead ?? "");

/** Return to where the reader was on the last visit, unless the address names a bead. */
export function goToPlace() {
  const place = storedPlace();
  if (!place || location.hash || !document.getElementById(place.bead)) return;
  history.scrollRestoration = "manual";
  standAt(place);
}

/** @param {ReadingPlace} place */
export function standAt({ bead, top }) {
  const row = document.getElementById(bead);
  if (!row) return;
  row.closest("details")?.setAttribute("open", "");
  document.dispatchEvent(new CustomEvent("bring", { detail: row }));
  row.scrollIntoView({ block: "start" });
  hold(row, top);
}

/** The bead that stays where it is while something changes. @type {HTMLElement | null} */
export let held = null;

/** Change size or view while keeping the line being read where it is. @param {() => void} job */
export function keepingPlace(job) {
  const bead = beadOf(document.activeElement) ?? beadAtTop();
  held = bead;
  const top = bead ? boxOf(bead).top : 0;
  job();
  hold(bead, top);
  held = null;
}

/** Scroll until a row is so far below the top of the window. @param {HTMLElement | null} row @param {number} top */
function hold(row, top) {
  const move = () => row && scrollBy(0, boxOf(row).top - top);
  move();
  let frames = FRAMES;
  requestAnimationFrame(function again() {
    move();
    if (--frames) requestAnimationFrame(again);
  });
}

let placeTimer = 0;
addEventListener("scroll", () => {
  clearTimeout(placeTimer);
  placeTimer = setTimeout(rememberPlace, 250);
}, { passive: true });
addEventListener("pagehide", rememberPlace);
