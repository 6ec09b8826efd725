/* What the aligner thinks of each bead, beside its row, and the way from one doubtful bead to the next. */

/** @import { Verdict } from "./types.js" */
import { isDoubted } from "./doubts.js";
import { currentBead, go } from "./light.js";
import { beside, element, findAll, firstSentence, onScreen, text } from "./page.js";
import { tell } from "./panel.js";
import { beadAtTop } from "./place.js";
import { isText, say } from "./texts.js";

export const rows = () => findAll(".bead", text);

/** What a row says about its bead. @param {HTMLElement} row @returns {Verdict} */
export function verdictOf({ dataset }) {
  const { score, kind = "", flags, status = "auto" } = dataset;
  return { score: Number(score), kind, flags: flags?.split(" ") ?? [], status };
}

/* A book has ten thousand verdicts: what is the same in all is made once. */
const blankVerdict = element("div", { class: "verdict" }, element("span", { class: "score" }), element("i"));

/** @param {HTMLElement} row */
function verdictBeside(row) {
  const verdict = verdictOf(row);
  const made = /** @type {HTMLElement} */ (blankVerdict.cloneNode(true));
  const [number, bar] = /** @type {Iterable<HTMLElement>} */ (made.children);
  if (isDoubted(verdict)) made.classList.add("doubted");
  number.textContent = verdict.score.toFixed(2);
  bar.style.setProperty("--score", String(verdict.score));
  for (const flag of verdict.flags) made.append(named("flag", flag), " ");
  if (row.dataset.status) made.append(named("status", verdict.status));
  return made;
}

/**
 * The name of a flag or status in the reader's language; if it has none there, the flag or status as it is.
 * @param {string} what
 * @param {string} name
 */
function named(what, name) {
  const key = `${what}_${name}`;
  if (!isText(key)) return element("span", { class: what }, name);
  return element("span", { class: what, "data-text": key }, say(key));
}

/** Put the verdict beside a row, initially or after a change. @param {HTMLElement} row */
export function judge(row) {
  row.querySelector(".verdict")?.remove();
  row.append(verdictBeside(row));
}

/** Add verdicts to all rows that have none. */
export function judgeAll() {
  for (const row of rows()) if (!row.querySelector(":scope > .verdict")) row.append(verdictBeside(row));
}

/**
 * Go to the next doubtful bead shown, starting from the current one or, if that is off screen, from the top of the
 * window.
 * @param {number} step
 */
export function goDoubtful(step) {
  let row = currentBead();
  if (!row || !onScreen(row)) row = beadAtTop() ?? rows().find((other) => !other.hidden) ?? null;
  do row = row && beside(row, step); while (row && !isDoubted(verdictOf(row)));
  if (row) go(firstSentence(row));
  else tell(say(step > 0 ? "doubtful_none_below" : "doubtful_none_above"));
}
