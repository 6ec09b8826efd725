/* The text as it is searched: the sentences of a paragraph one after the other, so that a phrase may go over several. */

/** @import { Match, Side } from "./types.js" */
import { foldText, matchesIn } from "./fold.js";
import { around, jointIn, rowAround, sectionOf, sideOf, textSentences } from "./page.js";

/**
 * A paragraph on one side: its folded text, and its sentences with where they are in it and their numbers on the page.
 * @typedef {{string: string, sentences: {sentence: HTMLElement, from: number, to: number, nth: number}[]}} Run
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
  for (const [nth, sentence] of textSentences().entries()) {
    const side = sideOf(sentence);
    let run = last[side];
    if (!run || !continues(run.sentences[run.sentences.length - 1].sentence, sentence)) {
      last[side] = run = { string: "", sentences: [] };
      made.push(run);
    }
    if (run.string) run.string += jointIn(sentence.closest("[lang]")?.getAttribute("lang") ?? "");
    const from = run.string.length;
    run.string += foldText(sentence.textContent);
    run.sentences.push({ sentence, from, to: run.string.length, nth });
  }
  return made;
}

/**
 * Whether a sentence goes on with the paragraph of the one before it on its side.
 * @param {HTMLElement} before
 * @param {HTMLElement} sentence
 */
function continues(before, sentence) {
  const [block, last] = [sentence.parentElement, before.parentElement];
  if (block === last) return true;
  if (block?.tagName !== last?.tagName || around(block, "[data-side]") === around(last, "[data-side]")) return false;
  if (rowAround(sentence).dataset.begins === sideOf(sentence)) return false;
  const section = sectionOf(sentence);
  return section === sectionOf(before) || Boolean(section?.classList.contains("more"));
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
  for (const run of wanted ? allRuns() : []) {
    if (!run.string.includes(wanted)) continue;
    for (const start of matchesIn(run.string, wanted, whole)) {
      const match = matchAt(run, start, start + wanted.length);
      if (match.parts.every(({ sentence }) => isSearched(sentence))) found.push(match);
    }
  }
  return found.sort((p, q) => p.nth - q.nth || p.parts[0].start - q.parts[0].start);
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
