/* What a reader keeps, as data. */

import assert from "node:assert/strict";
import test from "node:test";
import { isIn, keptIn, withOne, without, writtenWord } from "../../../aligner/formats/html/script/kept.js";

const kept = (more = {}) => (
  { kind: "word", bead: 1, side: "source", text: "The sea.", other: "La mar.", at: 4, length: 3, partner: "mar", ...more }
);

test("what is kept stands in the order of the text, each thing once", () => {
  let list = [];
  for (const [bead, at] of [[2, 5], [10, 0], [2, 0], [1, 7], [2, 5]]) list = withOne(list, kept({ bead, at }));
  assert.deepEqual(list.map(({ bead, at }) => [bead, at]), [[1, 7], [2, 0], [2, 5], [10, 0]]);
});

test("words, sentences and bookmarks of one bead are different things, and so are its sides", () => {
  const things = [kept(), kept({ kind: "sentence" }), kept({ kind: "bookmark" }), kept({ side: "target" }), kept({ at: 9 })];
  const list = things.reduce(withOne, []);
  assert.equal(list.length, 5);
  for (const one of things) {
    assert.ok(isIn(list, { ...one, partner: "what the text says now" }));
    assert.equal(isIn(without(list, one), one), false);
    assert.equal(without(list, one).length, 4);
  }
});

test("a word is shown as it is written in its text", () => {
  assert.equal(writtenWord(kept()), "sea");
});

test("of what a browser has stored, only what is well formed is taken", () => {
  assert.deepEqual(keptIn([kept(), kept({ kind: "sentence" })]), [kept(), kept({ kind: "sentence" })]);
  for (const nonsense of [null, 1, "kept", {}, { length: 2 }, [null], [1], [[]]]) assert.deepEqual(keptIn(nonsense), []);
  for (const wrong of [
    { kind: "pony" }, { side: "left" }, { bead: "1" }, { bead: -1 }, { bead: 0.5 }, { at: NaN }, { length: null },
    { text: 5 }, { other: undefined }, { partner: ["mar"] },
  ]) assert.deepEqual(keptIn([kept(wrong)]), [], JSON.stringify(wrong));
});
