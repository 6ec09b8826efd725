/* How long a text takes to read, by sections; nothing of the page is touched here. */

/* Characters a minute. People who read prose aloud take 68 ms for a character, on average of 14 alphabetic languages,
   which is 180 words of English a minute (Trauzettel-Klosinski and Dietz 2012, who also have the other two). Silent
   readers are faster by a third, and learners slower; this is for both. */
const PACE = 880;
/** @type {Record<string, number>} */
const PACES = { zh: 255, ja: 357 };

/** The minutes that so many characters of a language take. @param {number} characters @param {string} code */
export const minutesFor = (characters, code) => characters / (PACES[code.split("-")[0]] ?? PACE);

/**
 * Running sums: the first is 0, the last is that of all.
 * @param {number[]} numbers
 */
export function sumsOf(numbers) {
  const sums = [0];
  for (const number of numbers) sums.push(sums[sums.length - 1] + number);
  return sums;
}

/**
 * The value between two neighbouring sums.
 * @param {number[]} sums
 * @param {number} nth the section
 * @param {number} share how much of it
 */
export const within = (sums, nth, share) => sums[nth] + share * (sums[nth + 1] - sums[nth]);

/** Minutes as they are said: "12 min", "3 h 20 min". Nothing takes less than a minute. @param {number} minutes */
export function saidMinutes(minutes) {
  const whole = Math.max(1, Math.round(minutes));
  const [hours, rest] = [Math.floor(whole / 60), whole % 60];
  return [hours && `${hours} h`, rest && `${rest} min`].filter(Boolean).join(" ");
}
