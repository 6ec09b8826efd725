/* Mending: every change puts some beads in the place of others, and so can be undone, redone and kept. */

/** @import { Bead, KeptBead, Mend } from "./types.js" */
import { beginsWithin } from "./beads.js";
import { tally } from "./filter.js";
import { historyOf } from "./history.js";
import { current, currentBead, go, light } from "./light.js";
import { mends } from "./mends.js";
import { noteMoves, showMoves } from "./moves.js";
import {
  actions, element, find, findAll, firstSentence, onScreen, rowAround, sentencesOf, sideOf, text,
} from "./page.js";
import { actionButton, isReviewing, tell } from "./panel.js";
import { record, theAlignment } from "./record.js";
import { rowOf } from "./rows.js";
import { forgetFolded } from "./search.js";
import { memory, root } from "./settings.js";
import { isText, say, translate } from "./texts.js";
import { goDoubtful, judge, verdictOf } from "./verdicts.js";

const changesKey = `changes:${root.dataset.document}`;
/** All changes of this visit. */
export const changes = historyOf(replaceBeads);
let nextId = 0;
/** Whether the reader has been told that the browser stores nothing. */
let warned = false;
/** Links in the table of contents, each with the sentence that it leads to. @type {[HTMLElement, HTMLElement][]} */
let headings = [];

/** Prepare for mending when review mode begins. */
export function startMending() {
  if (!record) return;
  nextId = Math.max(nextId, ...theAlignment().beads.map((bead) => bead.id + 1));
  noteMoves(theAlignment().beads);
  if (headings.length) return;
  headings = findAll("#contents a").map((link) => [link, firstSentence(find(link.getAttribute("href") ?? ""))]);
}

/** @param {Bead} bead */
const rowFor = (bead) => find(`#b${bead.id}`);

/** @param {HTMLElement} row */
const indexOf = (row) => theAlignment().beads.findIndex((bead) => `b${bead.id}` === row.id);

/**
 * Replace beads by others, in the data and on the page; returns the replaced ones.
 * @param {number} first
 * @param {number} count
 * @param {Bead[]} made
 */
function replaceBeads(first, count, made) {
  const alignment = theAlignment();
  const before = alignment.beads.splice(first, count, ...made);
  const old = before.map(rowFor);
  light(null);
  const fresh = made.map((bead) => rowOf(alignment, bead));
  for (const row of old) row.remove();
  const below = alignment.beads[first + made.length];
  let following = below && rowFor(below);
  for (const [k, row] of [...fresh.entries()].reverse()) {
    if (following?.parentElement === made[k].section) following?.before(row);
    else made[k].section?.append(row);
    judge(row);
    following = row;
  }
  for (let k = first; k <= first + made.length && k < alignment.beads.length; k++) markBeginning(k);
  showMoves(made, fresh);
  forgetFolded();
  return before;
}

/**
 * Mark on the row of the bead with the index k whether a paragraph begins there on the target side only.
 * @param {number} k
 */
function markBeginning(k) {
  const alignment = theAlignment();
  const { dataset } = rowFor(alignment.beads[k]);
  if (beginsWithin(alignment, alignment.beads[k], alignment.beads[k - 1])) dataset.begins = "target";
  else delete dataset.begins;
}

/**
 * Apply the named mend of `mends` to the current bead; returns whether that was done. Nothing off screen is changed.
 * @param {string} name
 */
export function change(name) {
  const sentence = current;
  if (!sentence) return refuse("cannot");
  if (!offer.hidden) return decideFirst();
  const row = rowAround(sentence);
  if (!onScreen(row)) {
    go(sentence);
    return refuse("out_of_sight");
  }
  const k = indexOf(row);
  const side = sideOf(sentence);
  const n = theAlignment().beads[k][side][0] + sentencesOf(row, side).indexOf(sentence);
  const mend = mends[name](theAlignment(), k, side, n);
  if (!mend) return refuse(isText(`cannot_${name}`) ? `cannot_${name}` : "cannot");
  if (uncover(mend)) return refuse("uncovered");
  for (const bead of mend.beads) bead.id ||= nextId++;
  changes.make(mend, sentence);
  settle(sentence);
  return true;
}

/** Say why something was not done. @param {string} key */
function refuse(key) {
  tell(say(key));
  return false;
}

/** Show beads of a mend that the filter hides; returns whether there were any. @param {Mend} mend */
function uncover({ first, count }) {
  const hidden = theAlignment().beads.slice(first, first + count).map(rowFor).filter((row) => row.hidden);
  for (const row of hidden) row.hidden = false;
  if (hidden.length) tally();
  return hidden.length > 0;
}

/** Undo or redo a change. @param {"undo" | "redo"} way */
function stepBy(way) {
  if (!offer.hidden) return decideFirst();
  const found = changes[way]();
  if (!found) return refuse("cannot");
  settle(/** @type {HTMLElement | null} */ (found.mark) ?? firstSentence(rowFor(found.bead)));
}

/**
 * After a change: make the sentence current again, update the panel, and have the browser store the work.
 * @param {HTMLElement} sentence
 */
function settle(sentence) {
  tell(""); // clear what was said about the previous attempt
  go(sentence);
  tally();
  for (const [link, heading] of headings) link.setAttribute("href", `#${rowAround(heading).id}`);
  if (keepChanges() || warned) return;
  warned = true;
  tell(say("not_stored"));
}

function keepChanges() {
  const sections = [...text.children];
  /** @param {Bead} b @returns {KeptBead} */
  const packed = (b) => (
    [b.id, ...b.source, ...b.target, b.score, b.flags, b.status, sections.indexOf(b.section ?? text)]
  );
  const kept = changes.done.map(({ first, before, after }) => [first, before.length, after.map(packed)]);
  return memory.set(changesKey, kept.length ? kept : null);
}

/** Make the changes of an earlier visit again. @param {[first: number, count: number, beads: KeptBead[]][]} kept */
function restoreChanges(kept) {
  if (!isReviewing()) actions.review();
  for (const [first, count, after] of kept) {
    /** @type {Bead[]} */
    const beads = after.map(([id, a, b, c, d, score, flags, status, section]) => (
      { id, source: [a, b], target: [c, d], score, flags, status, section: text.children[section] }
    ));
    changes.make({ first, count, beads }, null);
    nextId = Math.max(nextId, ...beads.map((bead) => bead.id + 1));
  }
  const last = changes.done[changes.done.length - 1];
  settle(firstSentence(rowFor(last.after[0])));
}

for (const name of Object.keys(mends)) actions[name] = () => change(name);

/* Confirming leads on to the next doubtful bead; taking that back does not. What a person made needs no confirming. */
actions.confirm = () => {
  const row = currentBead();
  const status = row && verdictOf(row).status;
  const settled = row && status === "changed" && onScreen(row);
  if (settled || (change("confirm") && status === "auto")) goDoubtful(1);
};
actions.undo = () => stepBy("undo");
actions.redo = () => stepBy("redo");

/* Changes of an earlier visit are offered, not forced. */
const offer = find("#offer");
const keptBefore = record && memory.get(changesKey);
if (keptBefore?.length) {
  offer.append(
    element("span", {}, say("found_changes", { count: keptBefore.length })), " ",
    actionButton("restore"), actionButton("discard"),
  );
  translate(offer);
  offer.hidden = false;
}

/** New changes would overwrite those of the earlier visit. */
function decideFirst() {
  find("button", offer).focus();
  return false;
}

actions.restore = () => {
  offer.hidden = true;
  restoreChanges(keptBefore);
};
actions.discard = () => {
  offer.hidden = true;
  memory.set(changesKey, null);
};
