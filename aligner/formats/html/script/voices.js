/* Which voice speaks a language, and how a sentence is cut for it. */

/** Characters spoken at once: some engines fall silent after 15 seconds, about 150 characters at a slow rate. */
const MOST_SPOKEN = 150;
const CLAUSE = /^.*(?:[,;:.!?…)\]»”](?=\s)|[、。，；：！？])/su; // as much as ends with a clause
const HALF = /[\uD800-\uDBFF]$/; // of a surrogate pair

/** The parts of a language tag; systems also write "es_MX", or "iw" for "he". @param {string} tag */
function subtags(tag) {
  const plain = tag.replaceAll("_", "-");
  try {
    return Intl.getCanonicalLocales(plain)[0].split("-");
  } catch {
    return plain.split("-");
  }
}

/**
 * The voices for a language, the best first: those of this device before those that send the text over the network,
 * then those of the same region, then the system's own choice.
 * @template {{lang: string, localService: boolean, default: boolean}} T
 * @param {readonly T[]} voices
 * @param {string} language
 * @returns {T[]}
 */
export function voicesFor(voices, language) {
  const wanted = subtags(language);
  /** @param {T} voice */
  const rank = (voice) => {
    const same = subtags(voice.lang).filter((part) => wanted.includes(part)).length;
    return Number(voice.localService) * 100 + same * 10 + Number(voice.default);
  };
  const speaking = voices.filter((voice) => subtags(voice.lang)[0] === wanted[0]);
  return speaking.sort((p, q) => rank(q) - rank(p));
}

/**
 * A text in pieces that are short enough to be spoken at once: cut after punctuation, or else at a space.
 * @param {string} text
 */
export function spokenPieces(text, most = MOST_SPOKEN) {
  const pieces = [];
  let rest = text.trim();
  while (rest.length > most) {
    const start = rest.slice(0, most);
    const end = CLAUSE.exec(start)?.[0].length || start.lastIndexOf(" ") + 1 || start.replace(HALF, "").length;
    pieces.push(rest.slice(0, end).trim());
    rest = rest.slice(end).trim();
  }
  return [...pieces, rest].filter(Boolean);
}
