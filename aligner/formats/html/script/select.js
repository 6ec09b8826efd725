/* A selection that begins in a column stays in that column; the style leaves the other one out. */

import { around } from "./page.js";
import { root } from "./settings.js";

addEventListener("pointerdown", ({ target, button }) => { // fired by fingers, too
  if (button !== 0) return; // the other button's menu copies what is selected
  const cell = around(target, "[data-side]");
  if (cell) root.dataset.selecting = cell.dataset.side;
  else delete root.dataset.selecting;
}, { capture: true, passive: true });

/* "Select all" selects both columns. */
addEventListener("keydown", ({ key, ctrlKey, metaKey }) => {
  if ((ctrlKey || metaKey) && key.toLowerCase() === "a") delete root.dataset.selecting;
}, { capture: true, passive: true });
