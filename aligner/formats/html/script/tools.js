/* The tools of the reviewer's panel that mend, and the bead that they work on. */

import { actionButton, arrowButton } from "./buttons.js";
import { currentBead } from "./light.js";
import { changes } from "./mend.js";
import { element, find } from "./page.js";
import { isReviewing, panel, panelButton } from "./panel.js";
import { record } from "./record.js";
import { saveTools } from "./save.js";
import { say } from "./texts.js";

/** The tools of the panel, each with its keys. */
const MEND_TOOLS = [
  ["confirm-to-here", "Shift+Enter"],
  ["merge", "M", "m"],
  ["move", "Alt+↑", "Alt+↓"],
  ["split", "s"],
  ["edit", "e"],
  ["unlink", "u"],
  ["link", "l"],
  ["undo", "z"],
  ["redo", "y"],
];

/** The panel's tools for mending. */
export function mendTools() {
  if (!record) return [element("p", { class: "mend", "data-text": "no_mending" })];
  const atHand = element("span", { class: "at-hand" });
  const tools = element("div", { class: "mend", role: "group", "data-label": "mend" }, atHand);
  for (const [name, ...keys] of MEND_TOOLS) {
    tools.append(keys.length > 1 ? mendPair(name, keys) : actionButton(name, name.replaceAll("-", "_"), { title: keys[0] }));
  }
  tools.append(...saveTools());
  return [tools];
}

/** A tool that works upwards or downwards: its name between two arrows. @param {string} name @param {string[]} keys */
function mendPair(name, [keyUp, keyDown]) {
  const [up, down] = name === "move" ? ["move-up", "move-down"] : [`${name}-previous`, `${name}-next`];
  const label = element("span", { "data-text": name });
  return element("span", { class: "pair" },
    arrowButton(up, "↑", `${name}_up`, keyUp), label, arrowButton(down, "↓", `${name}_down`, keyDown));
}

/** @type {HTMLElement | null} */
let rowAtHand = null;

/** Show which bead the tools work on. */
function showAtHand() {
  if (!isReviewing() || !panel.childElementCount) return;
  rowAtHand?.classList.remove("at-hand");
  rowAtHand = currentBead();
  rowAtHand?.classList.add("at-hand");
  if (!record) return;
  const { bead, kind, score } = rowAtHand?.dataset ?? {};
  find(".at-hand", panel).textContent = bead ? `${say("bead")} ${bead} · ${kind} · ${score}` : "";
  panelButton("undo").disabled = !changes.done.length;
  panelButton("redo").disabled = !changes.undone.length;
}

document.addEventListener("current", showAtHand);
document.addEventListener("translated", showAtHand);
