/* What the aligner thinks of each bead, beside its row. */

/** @import { Verdict } from "./types.js" */
import { isDoubted } from "./doubts.js";
import { element, findAll, text } from "./page.js";
import { isText, say } from "./texts.js";

export const rows = () => findAll(".bead", text);

/** What a row says about its bead. @param {HTMLElement} row @returns {Verdict} */
export function verdictOf({ dataset }) {
  const { score, kind = "", flags, status = "auto", worth = 0 } = dataset;
  return { score: Number(score), kind, flags: flags?.split(" ") ?? [], status, worth: Number(worth) };
}

/** How much each bead of the queue is worth a look, by the id of its row, before anything is mended. */
export const worths = new Map();

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

/** Put the verdict beside a row after a change; what a person changed leaves the queue. @param {HTMLElement} row */
export function judge(row) {
  if (worths.has(row.id) && row.dataset.status !== "changed") row.dataset.worth = worths.get(row.id);
  row.querySelector(".verdict")?.remove();
  row.append(verdictBeside(row));
}

/** Add verdicts to all rows that have none. */
export function judgeAll() {
  if (!worths.size) for (const row of findAll("[data-worth]", text)) worths.set(row.id, row.dataset.worth);
  for (const row of rows()) if (!row.querySelector(":scope > .verdict")) row.append(verdictBeside(row));
}
