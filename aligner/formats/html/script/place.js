/* The reading place: for each page, the bead at the top of the window is remembered and gone back to. */

import { barHeight, beadOf, boxOf, linkedBead, text } from "./page.js";
import { memory, root } from "./settings.js";

const placeKey = `place:${root.dataset.document}`;

/** The bead just below the bar, even if a panel covers it. */
export function beadAtTop() {
  const box = text.getBoundingClientRect();
  const top = barHeight();
  for (const x of [0.25, 0.75, 0.5]) {
    for (const y of [10, 40, 80]) {
      const bead = document.elementsFromPoint(box.left + box.width * x, top + y).map(beadOf).find(Boolean);
      if (bead) return bead;
    }
  }
  return null;
}

function rememberPlace() {
  const bead = beadAtTop();
  dropLink();
  if (bead) memory.set(placeKey, { bead: bead.id, top: Math.round(boxOf(bead).top) });
  else if (scrollY < 100) memory.set(placeKey, null);
}

/** Readers who read on from where a link led want to come back to where they got to, not to the link. */
function dropLink() {
  const box = linkedBead()?.getBoundingClientRect();
  if (!box || (box.bottom >= 0 && box.top <= innerHeight)) return;
  history.replaceState(null, "", location.pathname + location.search);
}

/** Where the reader begins: the bead that the address names, or else the one remembered. @returns {HTMLElement | null} */
export const firstPlace = () => linkedBead() ?? document.getElementById(memory.get(placeKey)?.bead);

/** Return to where the reader was, unless the address names a bead. */
export function goToPlace() {
  const place = memory.get(placeKey);
  const bead = !location.hash && firstPlace();
  if (!bead) return;
  history.scrollRestoration = "manual";
  bead.scrollIntoView({ block: "start" });
  scrollBy(0, bead.getBoundingClientRect().top - place.top);
}

/** Change size or view while keeping the line being read where it is. @param {() => void} job */
export function keepingPlace(job) {
  const bead = beadOf(document.activeElement) ?? beadAtTop();
  const top = bead ? boxOf(bead).top : 0;
  const hold = () => bead && scrollBy(0, boxOf(bead).top - top);
  job();
  hold();
  requestAnimationFrame(hold); // sections above may be laid out only now
}

let placeTimer = 0;
addEventListener("scroll", () => {
  clearTimeout(placeTimer);
  placeTimer = setTimeout(rememberPlace, 250);
}, { passive: true });
addEventListener("pagehide", rememberPlace);
