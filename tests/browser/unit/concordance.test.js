/* How a text translates a word, as its card says it. */

import assert from "node:assert/strict";
import test from "node:test";
import { examplesOf, excerpt, partnersIn } from "../../../aligner/formats/html/script/concordance.js";

const word = (written) => ({ written, word: written.toLowerCase() });

/** Uses of "sea": the number of the bead, then the partners in it. */
const usesOf = (...uses) => uses.map(([bead, ...partners]) => ({ bead, word: word("sea"), partners: partners.map(word) }));

/** Partners as "written: number of beads". */
const counted = (uses, here) => partnersIn(uses, here).map(({ written, beads }) => `${written}: ${beads}`);

const USES = usesOf([1, "mar"], [2], [3, "océano"], [4, "océano"], [5, "Mar"], [6, "mares"], [7, "océano"]);

test("the partner at hand comes first, the others by their number", () => {
  assert.deepEqual(counted(USES, USES[5]), ["mares: 1", "océano: 3", "mar: 2"]);
  assert.deepEqual(counted(USES, USES[1]), ["océano: 3", "mar: 2", "mares: 1"]);
});

test("all partners at hand come first, in their order", () => {
  const uses = usesOf([1, "del", "mar"], [2, "océano"], [3, "océano"]);
  assert.deepEqual(counted(uses, uses[0]), ["del: 1", "mar: 1", "océano: 2"]);
});

test("a bead counts once, however often the word is in it", () => {
  const uses = usesOf([1, "mar"], [1, "mar"], [1, "océano"], [2, "mar"]);
  assert.deepEqual(counted(uses, uses[0]), ["mar: 2", "océano: 1"]);
});

test("a partner is written as it most often is", () => {
  const uses = usesOf([1, "Parlamento"], [2, "Parlamento"], [3, "parlamento"]);
  assert.deepEqual(counted(uses, uses[2]), ["Parlamento: 3"]);
});

test("a word without partners anywhere has none", () => {
  const uses = usesOf([1], [2]);
  assert.deepEqual(counted(uses, uses[0]), []);
});

test("examples are from other beads, one of each partner before a second of any", () => {
  const shown = (here, most) => (
    examplesOf(partnersIn(USES, here), here, most).map(({ bead, partner }) => `${bead} ${partner.written}`)
  );
  assert.deepEqual(shown(USES[0], 3), ["5 Mar", "3 océano", "6 mares"]);
  assert.deepEqual(shown(USES[0], 9), ["5 Mar", "3 océano", "6 mares", "4 océano", "7 océano"]);
});

test("a bead is an example once, even if it shows two partners", () => {
  const uses = usesOf([1, "mar"], [2, "mar", "océano"], [3, "océano"]);
  const found = examplesOf(partnersIn(uses, uses[0]), uses[0], 3);
  assert.deepEqual(found.map(({ bead }) => bead), [2, 3]);
});

for (const [string, wanted, most, shown] of [
  ["The sea was calm.", "sea", 40, "The [sea] was calm."],
  ["The old sea was calm, and blue.", "sea", 6, "…old [sea] was…"],
  ["The old sea was, as ever, calm.", "sea", 8, "The old [sea] was…"],
  ["東京の海は静かだったと人は言う", "海", 2, "…京の[海]は静…"],
  ["😀😀海😀😀", "海", 3, "…😀[海]😀…"],
]) {
  test(`"${string}" is shortened to ${most} characters around "${wanted}"`, () => {
    const [before, itself, after] = excerpt(string, string.indexOf(wanted), wanted.length, most);
    assert.equal(`${before}[${itself}]${after}`, shown);
  });
}
