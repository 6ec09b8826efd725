/* The text as it is searched: the sentences of a paragraph one after the other, so that a phrase may go over several. */

/** @import { Match, Side } from "./types.js" */
import { foldText, matchesIn } from "./fold.js";
import { jointIn, languageOf, rowAround, sectionOf, textSentences } from "./page.js";

/**
 * A paragraph on one side: its folded text, its last block, and its sentences with where they are in the text and their
 * numbers on the page.
 * @typedef {{
 *   string: string, block: HTMLElement, sentences: {sentence: HTMLElement, from: number, to: number, nth: number}[],
 * }} Run
 */

/** @type {Run[] | null} */
let runs = null;

/** Sentences have changed places. */
export function forgetRuns() {
  runs = null;
}

/** All runs, made at the first search. */
export const allRuns = () => (runs ??= makeRuns());

function makeRuns() {
  /** @type {Run[]} */
  const made = [];
  /** The last run of each side. @type {Partial<Record<Side, Run>>} */
  const last = {};
  const joints = { source: jointOf("source"), target: jointOf("target") };
  for (const [nth, sentence] of textSentences().entries()) {
    const block = /** @type {HTMLElement} */ (sentence.parentElement);
    const side = /** @type {Side} */ (sideAround(block).dataset.side);
    let run = last[side];
    if (!run || !continues(run.block, block)) {
      last[side] = run = { string: "", block, sentences: [] };
      made.push(run);
    }
    run.block = block;
    if (run.string) run.string += joints[side];
    const from = run.string.length;
    run.string += foldText(sentence.textContent);
    run.sentences.push({ sentence, from, to: run.string.length, nth });
  }
  return made;
}

/** What stands between two sentences of a side. @param {Side} side */
const jointOf = (side) => jointIn(languageOf(side).lang);

/** The side of a bead that a block is, or is in. @param {HTMLElement} block */
const sideAround = (block) => (block.dataset.side ? block : /** @type {HTMLElement} */ (block.closest("[data-side]")));

/** Whether a block goes on with the paragraph of the block before it on its side. @param {HTMLElement} last @param {HTMLElement} block */
function continues(last, block) {
  if (block === last) return true;
  if (block.tagName !== last.tagName || sideAround(block) === sideAround(last)) return false;
  if (rowAround(block).dataset.begins === sideAround(block).dataset.side) return false;
  const section = sectionOf(block);
  return section === sectionOf(last) || Boolean(section?.classList.contains("more"));
}

/**
 * All matches, in the order of the page.
 * @param {string} wanted folded
 * @param {boolean} whole whether only whole words count
 * @param {(sentence: HTMLElement) => boolean} isSearched
 * @returns {Match[]}
 */
export function matchesOf(wanted, whole, isSearched) {
  const found = [];
  const passes = asLast(isSearched);
  for (const run of wanted ? allRuns() : []) {
    if (!run.string.includes(wanted)) continue;
    for (const start of matchesIn(run.string, wanted, whole)) {
      const match = matchAt(run, start, start + wanted.length);
      if (match.parts.every(({ sentence }) => passes(sentence))) found.push(match);
    }
  }
  return found.sort((p, q) => p.nth - q.nth || p.parts[0].start - q.parts[0].start);
}

/**
 * A question that is not asked again about the same sentence: a sentence often has several matches.
 * @param {(sentence: HTMLElement) => boolean} ask
 */
function asLast(ask) {
  /** @type {HTMLElement | null} */
  let last = null;
  let answer = false;
  /** @param {HTMLElement} sentence */
  return (sentence) => {
    if (sentence !== last) [last, answer] = [sentence, ask(sentence)];
    return answer;
  };
}

/** The match that takes up a stretch of a run. @param {Run} run @param {number} start @param {number} end @returns {Match} */
function matchAt({ sentences }, start, end) {
  let [low, high] = [0, sentences.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sentences[middle].to <= start) low = middle + 1;
    else high = middle;
  }
  const { sentence, nth } = sentences[low];
  const parts = [];
  for (let k = low; k < sentences.length && sentences[k].from < end; k++) {
    const { from, to } = sentences[k];
    parts.push({ sentence: sentences[k].sentence, start: Math.max(start, from) - from, end: Math.min(end, to) - from });
  }
  return { sentence, nth, parts };
}
