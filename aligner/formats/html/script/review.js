/* Review mode: the reviewer's panel and verdicts, hidden from readers. */

import { confirmButton } from "./confirm.js";
import { applyFilter, filterTools, unfilter } from "./filter.js";
import { current, currentBead, currentInSight, go, makeCurrent } from "./light.js";
import { startMending } from "./mend.js";
import {
  actions, around, beadOf, bring, element, findAll, firstSentence, isSeen, linkedBead, seenNear, sentenceOf, text,
} from "./page.js";
import { isReviewing, noteHeight, panel, panelButton } from "./panel.js";
import { keepingPlace } from "./place.js";
import { orderSelect, queueTools } from "./queue.js";
import { record } from "./record.js";
import { choose, root, settings } from "./settings.js";
import { translate } from "./texts.js";
import { mendTools } from "./tools.js";
import { judgeAll } from "./verdicts.js";

/** The view to return to after review. */
let viewBefore = settings.mode;

/* On a small screen, the panel is one row: the way through the queue, and a button for all other tools. */
function buildPanel() {
  const opener = { "data-action": "tools", "data-label": "tools", "aria-expanded": "false", "aria-controls": "tools" };
  const row = element("div", { class: "queue" },
    queueTools(), ...(record ? [confirmButton()] : []), element("button", { type: "button", ...opener }, "⋯"));
  const others = element("div", { id: "tools" }, filterTools(), ...mendTools(), orderSelect());
  panel.append(element("p", { class: "told", role: "status" }), element("div", { class: "board" }, row, others));
  translate(panel);
}

/** Open or close the other tools of a small screen; the bead at hand stays in sight. @param {boolean} on */
function openTools(on) {
  panelButton("tools").setAttribute("aria-expanded", String(on));
  noteHeight();
  const row = currentBead();
  if (row) bring(row);
}

/** @param {boolean} on */
function setReview(on) {
  const inSight = currentInSight() ?? seenNear(text.querySelector(".bead"));
  keepingPlace(() => {
    if (on) viewBefore = settings.mode;
    panel.hidden = !on;
    root.classList.toggle("review", on);
    if (on) startReview(inSight);
    else endReview();
    for (const button of findAll("[data-action=review]")) button.setAttribute("aria-pressed", String(on));
  });
}

/** @param {HTMLElement | null} sentence the sentence to make current */
function startReview(sentence) {
  choose("mode", "both"); // reviewers need both sides, in rows
  if (!panel.childElementCount) buildPanel();
  judgeAll();
  startMending();
  applyFilter();
  makeCurrent(sentence && !isSeen(sentence) ? seenNear(beadOf(sentence)) : sentence);
}

function endReview() {
  unfilter();
  choose("mode", String(viewBefore));
}

/* Choosing another view leaves review mode, unless it is chosen for the time of printing. */
document.addEventListener("chosen", ({ detail }) => {
  if (!isReviewing() || detail !== "mode" || settings.mode === "both") return;
  queueMicrotask(() => {
    if (settings.mode === "both") return;
    viewBefore = settings.mode;
    setReview(false);
  });
});

/* A link to a bead that the filter hides shows all again. */
addEventListener("hashchange", () => {
  const row = linkedBead();
  if (!row?.hidden) return;
  actions["show-all"]();
  go(firstSentence(row));
});

/* A click beside the sentences of a row goes to the first of them. */
text.addEventListener("click", ({ target }) => {
  if (!isReviewing() || !getSelection()?.isCollapsed || sentenceOf(target) || around(target, "a, button")) return;
  const row = beadOf(target);
  if (row) go(firstSentence(row));
});

/* Escape leads from the panel back to the sentence at hand. */
panel.addEventListener("keydown", ({ key, target }) => {
  if (key !== "Escape" || around(target, "[popover]")) return;
  openTools(false);
  (current ?? text).focus({ preventScroll: true });
});

actions.tools = (button) => openTools(button?.getAttribute("aria-expanded") !== "true");
actions.review = () => setReview(!isReviewing());
