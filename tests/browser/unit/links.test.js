/* Which words of a bead light each other. */

import assert from "node:assert/strict";
import test from "node:test";
import { linkWords, plainWord, tiesOf, wordsAbout, wordsIn } from "../../../aligner/formats/html/script/links.js";

/** Words of a side with their places. */
const side = (text) => wordsIn(text).map(({ word }, k, all) => ({ word: plainWord(word), place: k / all.length }));

/** The links between two texts: "word: partners with how sure they are". */
function links(source, target, table) {
  const found = linkWords(side(source), side(target), tiesOf(table));
  return [...found].map(([{ word }, partners]) => `${word}: ${partners.map((p) => p.word + p.sure).join(" ")}`).sort();
}

test("words are found as the program finds them", () => {
  const found = wordsIn("La niña—1.000,5 de 東京!").map(({ word }) => word);
  assert.deepEqual(found, ["La", "niña", "1.000,5", "de", "東", "京"]);
  assert.deepEqual(wordsIn("x".repeat(101)), []);
  assert.deepEqual(wordsAbout(`${"word ".repeat(50)}end`, 250).at(-1), { word: "end", at: 250 });
});

test("the surest pair takes both its words, and the others must look elsewhere", () => {
  const table = { to: "mar océano", from: { sea: [0, 3, 1, 1], ocean: [0, 1, 1, 1] } };
  const found = links("sea ocean", "mar océano", table);
  assert.deepEqual(found, ["mar: sea3", "ocean: océano1", "océano: ocean1", "sea: mar3"]);
});

test("a leftover word joins a nearby pair if it is sure enough", () => {
  const table = { to: "del", from: { of: [0, 3], the: [0, 2] } };
  assert.deepEqual(links("on top of the", "y encima de del", table), ["del: of3 the2", "of: del3", "the: del2"]);
  assert.deepEqual(links("the top of", "uno dos del", table), ["del: of3", "of: del3"]);
  assert.deepEqual(links("of the", "del", { ...table, from: { of: [0, 3], the: [0, 1] } }), ["del: of3", "of: del3"]);
});

test("identical words are linked unless the table says that they only look the same", () => {
  assert.deepEqual(links("Don", "Don", null), ["don: don3", "don: don3"]);
  assert.deepEqual(links("a", "a", { to: "a", from: { a: [0, 0] } }), []);
});

test("an endless bead is not weighed", () => {
  assert.deepEqual(links("a ".repeat(200), "a ".repeat(200), null), []);
});
