/* Mending: every change puts some beads in the place of others, and so can be undone, redone and kept. */

/** @import { Alignment, Bead, KeptBead, KeptChange, Mend, Rewording, Side } from "./types.js" */
import { beginsWithin } from "./beads.js";
import { tally } from "./filter.js";
import { followHeadings, noteHeadings, retitle } from "./headings.js";
import { historyOf } from "./history.js";
import { current, go, light } from "./light.js";
import { isSameButStatus, mends } from "./mends.js";
import { noteMoves, showMoves } from "./moves.js";
import { decideFirst, isUndecided, keepChanges, takeKept } from "./offer.js";
import { actions, element, find, firstSentence, onScreen, rowAround, sentencesOf, sideOf, text } from "./page.js";
import { isReviewing, tell } from "./panel.js";
import { record, theAlignment } from "./record.js";
import { rowOf } from "./rows.js";
import { forgetRuns } from "./runs.js";
import { searchAgain } from "./search.js";
import { isText, say } from "./texts.js";
import { judge } from "./verdicts.js";
import { packedWording, reword, unpackedWording } from "./wording.js";

/** All changes of this visit. */
export const changes = historyOf(applied);
let nextId = 0;
/** Whether the reader has been told that the browser stores nothing. */
let warned = false;

/** Prepare for mending when review mode begins. */
export function startMending() {
  if (!record) return;
  nextId = Math.max(nextId, ...theAlignment().beads.map((bead) => bead.id + 1));
  noteMoves(theAlignment().beads);
  noteHeadings();
}

/** @param {Bead} bead */
const rowFor = (bead) => find(`#b${bead.id}`);

/** The index of the bead of a row. @param {HTMLElement} row */
export const indexOf = (row) => theAlignment().beads.findIndex((bead) => `b${bead.id}` === row.id);

/**
 * Replace beads by others, in the data and on the page.
 * @param {Mend} mend
 * @returns {Mend} the mend that takes it back
 */
function applied({ first, count, beads: made, rewording }) {
  const alignment = theAlignment();
  const before = alignment.beads.splice(first, count, ...made);
  if (!rewording && count === made.length && made.every((bead, k) => isSameButStatus(bead, before[k]))) {
    for (const [k, bead] of made.entries()) if (bead !== before[k]) showStatus(bead);
    return { first, count, beads: before };
  }
  const old = before.map(rowFor);
  light(null);
  const back = { first, count: made.length, beads: before, rewording: rewording && rewrite(rewording) };
  const fresh = made.map((bead) => rowOf(alignment, bead));
  for (const row of old) row.remove();
  const below = alignment.beads[first + made.length];
  let following = below && rowFor(below);
  for (const [k, row] of [...fresh.entries()].reverse()) {
    if (following?.parentElement === made[k].section) following?.before(row, "\n");
    else made[k].section?.append(row, "\n");
    judge(row);
    following = row;
  }
  for (let k = first; k <= first + made.length && k < alignment.beads.length; k++) markBeginning(k);
  showMoves(made, fresh);
  forgetRuns();
  if (rewording) searchAgain();
  document.dispatchEvent(new Event("moved"));
  return back;
}

/** Put sentences in the place of others, also as elements. @param {Rewording} rewording */
function rewrite(rewording) {
  const back = reword(theAlignment(), rewording);
  for (const { sentence, text: words } of rewording.is) {
    sentence.span ??= element("span");
    sentence.span.textContent = words;
  }
  retitle(rewording);
  return back;
}

/** @param {Bead} bead */
function showStatus(bead) {
  const row = rowFor(bead);
  if (bead.status === "auto") delete row.dataset.status;
  else row.dataset.status = bead.status;
  judge(row);
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

/** Apply the named mend of `mends` to the current bead; returns true if that was done. @param {string} name */
export function change(name) {
  if (isUndecided()) return decideFirst();
  const sentence = atHand();
  return sentence && changeSentence(sentence, name, mends[name]);
}

/** The current sentence, if it can be changed: nothing is changed off screen. The reader is told why not, or shown. */
export function atHand() {
  if (!current) return refuse("cannot");
  if (onScreen(rowAround(current))) return current;
  go(current);
  return refuse("out_of_sight");
}

/**
 * A sentence as mends take it: the alignment, the index of its bead, its side and its number there.
 * @param {HTMLElement} sentence
 * @returns {[alignment: Alignment, k: number, side: Side, n: number]}
 */
export function forMends(sentence) {
  const [row, side] = [rowAround(sentence), sideOf(sentence)];
  const k = indexOf(row);
  const { beads } = theAlignment();
  return [theAlignment(), k, side, beads[k][side][0] + sentencesOf(row, side).indexOf(sentence)];
}

/**
 * Mend the bead of a sentence; returns true if that was done.
 * @param {HTMLElement} sentence
 * @param {string} name
 * @param {(alignment: Alignment, k: number, side: Side, n: number) => Mend | null} make
 */
export function changeSentence(sentence, name, make) {
  const mend = make(...forMends(sentence));
  if (!mend) return refuse(isText(`cannot_${name}`) ? `cannot_${name}` : "cannot");
  if (uncover(mend)) return refuse("uncovered");
  carryOut(mend, sentence);
  return true;
}

/**
 * Carry out a mend that was asked for at a sentence.
 * @param {Mend} mend
 * @param {HTMLElement} sentence
 * @param {string} words what to say of it
 */
export function carryOut(mend, sentence, words = "") {
  for (const bead of mend.beads) bead.id ||= nextId++;
  changes.make(mend, sentence);
  settle(sentence, words);
}

/** Say why something was not done. @param {string} key */
export function refuse(key) {
  tell(say(key));
  return null;
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
  if (isUndecided()) return decideFirst();
  const found = changes[way]();
  if (!found) return refuse("cannot");
  settle(/** @type {HTMLElement | null} */ (found.mark) ?? firstSentence(rowFor(found.bead)));
}

/**
 * After a change: make the sentence current again, update the panel, and have the browser store the work.
 * @param {HTMLElement} sentence
 * @param {string} words what to say; they take the place of what was said about the previous attempt
 */
function settle(sentence, words = "") {
  tell(words);
  go(sentence);
  tally();
  followHeadings();
  if (keepChanges(packedChanges()) || warned) return;
  warned = true;
  tell(say("not_stored"));
}

/** All changes, as the browser keeps them. @returns {KeptChange[]} */
function packedChanges() {
  const sections = [...text.children];
  /** @param {Bead} bead @param {Bead | undefined} before @returns {KeptBead} */
  const packed = (bead, before) => {
    const { id, source, target, score, flags, status, section } = bead;
    if (isSameButStatus(bead, before)) return SHARED.statuses.indexOf(status);
    return [id, ...source, ...target, score, flags, status, sections.indexOf(section ?? text)];
  };
  return changes.done.map(({ mend: { first, count, beads, rewording }, back }) => {
    const kept = beads.map((bead, k) => packed(bead, rewording ? undefined : back.beads[k]));
    return rewording ? [first, count, kept, packedWording(rewording)] : [first, count, kept];
  });
}

/** @param {KeptBead} kept @param {Bead} before the bead that it takes the place of @returns {Bead} */
function unpacked(kept, before) {
  if (typeof kept === "number") return { ...before, status: SHARED.statuses[kept] };
  const [id, a, b, c, d, score, flags, status, section] = kept;
  return { id, source: [a, b], target: [c, d], score, flags, status, section: text.children[section] };
}

/** Make the changes of an earlier visit again. @param {KeptChange[]} kept */
function restoreChanges(kept) {
  if (!isReviewing()) actions.review();
  for (const [first, count, after, wording] of kept) {
    const beads = after.map((bead, k) => unpacked(bead, theAlignment().beads[first + k]));
    changes.make({ first, count, beads, rewording: wording && unpackedWording(theAlignment(), wording) }, null);
    nextId = Math.max(nextId, ...beads.map((bead) => bead.id + 1));
  }
  const last = changes.done[changes.done.length - 1];
  settle(firstSentence(rowFor(last.mend.beads[0])));
}

for (const name of Object.keys(mends)) actions[name] = () => change(name);
actions.undo = () => stepBy("undo");
actions.redo = () => stepBy("redo");
actions.restore = () => restoreChanges(takeKept());
