/* Who begins to select in a column selects that column; the style leaves the other one out. */

addEventListener("pointerdown", ({ target, button }) => { // a finger presses no mouse
  if (button !== 0) return; // the menu of the other button copies what is selected
  const cell = target instanceof Element && target.closest("[data-side]");
  if (cell) root.dataset.selecting = cell.dataset.side;
  else delete root.dataset.selecting;
}, { capture: true, passive: true });

/* To select all is to select both. */
addEventListener("keydown", ({ key, ctrlKey, metaKey }) => {
  if ((ctrlKey || metaKey) && key.toLowerCase() === "a") delete root.dataset.selecting;
}, { capture: true, passive: true });
