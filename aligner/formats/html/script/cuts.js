/* Where a sentence may be divided: after blanks, and in scripts without blanks between words. */

import { UNSPACED } from "./fold.js";

const OPENING = /[\p{Ps}\p{Pi}]/u;

/**
 * The places within a text where a sentence may begin, each as the number of characters before it.
 * @param {string} string
 */
export function cutsIn(string) {
  const places = new Set([...string.trimEnd().matchAll(/\s+/g)].map((blank) => blank.index + blank[0].length));
  for (const { index, segment } of "Segmenter" in Intl ? wordsOfScript(string) : []) {
    if (UNSPACED.test(segment)) places.add(beforeOpening(string, index));
  }
  places.delete(string.search(/\S/));
  return [...places].sort((a, b) => a - b);
}

/** Words as the browser finds them. @param {string} string */
const wordsOfScript = (string) =>
  [...new Intl.Segmenter(undefined, { granularity: "word" }).segment(string)].filter(({ isWordLike }) => isWordLike);

/** A place, moved before the brackets and quotation marks that open there. @param {string} string @param {number} at */
function beforeOpening(string, at) {
  while (at > 0 && OPENING.test(string[at - 1])) at--;
  return at;
}
