/* How a text translates one word, counted over its beads, and short pieces of its sentences to show. */

/** @import { Partner, Use } from "./types.js" */

/**
 * The partners of a word, the most frequent first; before them those that it has in the use at hand.
 * @param {Use[]} uses all uses of the word, in the order of the beads
 * @param {Use} here the one at hand
 * @returns {Partner[]}
 */
export function partnersIn(uses, here) {
  const links = uses.flatMap((use) => use.partners.map((partner) => ({ ...use, partner })));
  const first = here.partners.map(({ word }) => word);
  /** @param {{word: string}} partner */
  const rank = ({ word }) => (first.includes(word) ? first.indexOf(word) : first.length);
  return [...grouped(links, ({ partner }) => partner.word)].map(([word, found]) => {
    const inBeads = found.filter(({ bead }, k) => bead !== found[k - 1]?.bead);
    const written = mostFrequent(found.map(({ partner }) => partner.written));
    return { word, written, beads: inBeads.length, uses: inBeads };
  }).sort((p, q) => rank(p) - rank(q) || q.beads - p.beads);
}

/** The string that occurs most often; of several, the first. @param {string[]} strings */
function mostFrequent(strings) {
  const groups = [...grouped(strings, (string) => string).values()];
  return groups.sort((p, q) => q.length - p.length)[0][0];
}

/** Things by their keys. @template U @param {U[]} things @param {(thing: U) => string} keyOf @returns {Map<string, U[]>} */
function grouped(things, keyOf) {
  const groups = new Map();
  for (const thing of things) {
    const group = groups.get(keyOf(thing));
    if (group) group.push(thing);
    else groups.set(keyOf(thing), [thing]);
  }
  return groups;
}

/**
 * Uses in other beads than the one at hand, to show as examples: one of each partner in turn, then a second of each.
 * @param {Partner[]} partners
 * @param {Use} here
 * @param {number} most
 */
export function examplesOf(partners, here, most) {
  const shown = new Set([here.bead]);
  const found = [];
  for (let nth = 0; nth < most; nth++) {
    for (const { uses } of partners) {
      const use = uses.find(({ bead }) => !shown.has(bead));
      if (!use || found.length === most) continue;
      shown.add(use.bead);
      found.push(use);
    }
  }
  return found;
}

/**
 * A word with what stands before and after it: at most so many characters of each, cut between words where there are
 * spaces, and never within a character.
 * @param {string} string
 * @param {number} at
 * @param {number} length
 * @param {number} most
 * @returns {[before: string, word: string, after: string]}
 */
export function excerpt(string, at, length, most) {
  const end = at + length;
  const before = string.slice(Math.max(0, at - most), at);
  const after = string.slice(end, end + most);
  return [
    at > most ? `…${before.replace(/^(?:\S{0,20}\s+|[\uDC00-\uDFFF])/, "")}` : before,
    string.slice(at, end),
    end + most < string.length ? `${after.replace(/(?:[,;:]?\s+\S{0,20}|[\uD800-\uDBFF])$/, "")}…` : after,
  ];
}
