/* Which words of a bead translate each other; nothing of the page is touched here. */

/** @import { Ties, Word } from "./types.js" */

const WORD = new RegExp(SHARED.word, "gu");
const LONGEST_WORD = 100; // letters; anything longer is not a word
export const SUREST = Math.max(...SHARED.grades);
const PLAINLY = SUREST - 1; // how sure a link must be for its word to join a pair
const MOST_PAIRS = 20_000; // word pairs weighed in one bead; an endless sentence would take seconds
const NEAR = 0.2; // share of the bead's length within which a leftover word may join a pair; set by eye

/** The words of a text and where they begin. @param {string} string @returns {{word: string, at: number}[]} */
export function wordsIn(string) {
  const found = [];
  for (const match of string.matchAll(WORD)) {
    if (match[0].length <= LONGEST_WORD) found.push({ word: match[0], at: match.index });
  }
  return found;
}

/**
 * The part of a text that must contain the whole word at a position.
 * @param {string} string
 * @param {number} at
 */
export function wordsAbout(string, at) {
  const from = Math.max(0, at - LONGEST_WORD);
  return wordsIn(string.slice(from, at + LONGEST_WORD)).map((found) => ({ ...found, at: from + found.at }));
}

/** A word in the form used by links. @param {string} word */
export const plainWord = (word) => word.normalize("NFC").toLowerCase();

/**
 * The ties from the table that the page carries; see `aligner/formats/html/words.py`.
 * @param {{to: string, from: Record<string, number[]>} | null} table
 * @returns {Ties}
 */
export function tiesOf(table) {
  const others = table?.to.split(" ") ?? [];
  const ties = new Map();
  for (const [word, row] of Object.entries(table?.from ?? {})) {
    const known = new Map();
    for (let k = 0; k < row.length; k += 2) known.set(others[row[k]], row[k + 1]);
    ties.set(word, known);
  }
  return ties;
}

/** Each word with all its occurrences. @template {Word} T @param {T[]} words @returns {Map<string, T[]>} */
function byWord(words) {
  const found = new Map(words.map(({ word }) => [word, /** @type {T[]} */ ([])]));
  for (const word of words) found.get(word.word)?.push(word);
  return found;
}

/**
 * Pairs of words from the two sides that may translate each other, the surest first and, if equal, the nearest first.
 * @template {Word} T
 * @param {T[]} source
 * @param {T[]} target
 * @param {Ties} ties
 */
function pairsOf(source, target, ties) {
  const places = byWord(target);
  const pairs = [];
  for (const a of source) {
    const known = ties.get(a.word) ?? new Map();
    for (const word of new Set([a.word, ...known.keys()])) {
      const sure = known.get(word) ?? SUREST; // the same word, and nothing else is known about it
      for (const b of (sure && places.get(word)) || []) pairs.push({ a, b, sure, far: Math.abs(a.place - b.place) });
      if (pairs.length > MOST_PAIRS) return [];
    }
  }
  return pairs.sort((p, q) => q.sure - p.sure || p.far - q.far);
}

/**
 * Competitive linking (Melamed 2000): the best pair takes both its words, then the next best, and so on. A leftover
 * word then joins a nearby pair: "del" is "of" and "the".
 * @template {Word} T
 * @param {T[]} source
 * @param {T[]} target
 * @param {Ties} ties
 * @returns {Map<T, (T & {sure: number})[]>} every word that has partners, with its partners
 */
export function linkWords(source, target, ties) {
  /** @type {Map<T, (T & {sure: number})[]>} */
  const links = new Map();
  /** @param {{a: T, b: T, sure: number}} pair */
  const link = ({ a, b, sure }) => {
    for (const [from, to] of [[a, b], [b, a]]) links.set(from, [...(links.get(from) ?? []), { ...to, sure }]);
  };
  const pairs = pairsOf(source, target, ties);
  for (const pair of pairs) if (!links.has(pair.a) && !links.has(pair.b)) link(pair);
  const paired = new Set(links.keys());
  for (const pair of pairs) {
    const alone = [pair.a, pair.b].find((word) => !paired.has(word));
    if (alone && !links.has(alone) && pair.sure >= PLAINLY && pair.far <= NEAR) link(pair);
  }
  return links;
}
