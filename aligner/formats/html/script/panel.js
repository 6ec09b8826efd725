/* The reviewer's panel: what it is made of, and what it says. */

import { find } from "./page.js";
import { root } from "./settings.js";

export const panel = find("#review");

/** Whether the page is in review mode. */
export const isReviewing = () => !panel.hidden;

/** Let the style know how much of the window the panel takes. For readers, it takes none, and nothing is styled again. */
export function noteHeight() {
  if (isReviewing()) root.style.setProperty("--panel", `${panel.offsetHeight}px`);
}
new ResizeObserver(noteHeight).observe(panel);

/** A button of the panel, by its action. @param {string} action */
export const panelButton = (action) => /** @type {HTMLButtonElement} */ (find(`[data-action="${action}"]`, panel));

let tellTimer = 0;

/** Show a message above the panel for a while. @param {string} words */
export function tell(words) {
  const place = find(".told", panel);
  place.textContent = words;
  clearTimeout(tellTimer);
  tellTimer = setTimeout(() => (place.textContent = ""), 4000);
}
