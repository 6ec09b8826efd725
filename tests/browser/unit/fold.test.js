/* Text as the search compares it. */

import assert from "node:assert/strict";
import test from "node:test";
import { foldQuery, foldText, matchesIn, unfolded } from "../../../aligner/formats/html/script/fold.js";

/** What is painted of a text when something is looked for. */
function found(string, typed) {
  const wanted = foldQuery(typed);
  const place = unfolded(string);
  return matchesIn(foldText(string), wanted).map((at) => string.slice(place(at), place(at + wanted.length)));
}

test("case, accents, and the forms of quotes and spaces do not count", () => {
  assert.equal(foldText("«FRÍO» isn’t\u00a0“warm”"), "\"frio\" isn't \"warm\"");
  assert.equal(foldQuery("  El   Niño "), "el nino");
});

test("a match is painted on the very letters, however many folding leaves of them", () => {
  assert.deepEqual(found("la cafe\u0301 y el te\u0301.", "café y"), ["cafe\u0301 y"]);
  assert.deepEqual(found("👩‍👩‍👧 İstanbul, Straße", "istanbul"), ["İstanbul"]);
  assert.deepEqual(found("각각 사람", "사람"), ["사람"]);
  assert.deepEqual(found("A\u0327\u0301bc abc", "abc"), ["A\u0327\u0301bc", "abc"]);
  assert.deepEqual(found("plain and plain", "PLAIN"), ["plain", "plain"]);
});

test("matches do not overlap", () => {
  assert.deepEqual(matchesIn("aaaa", "aa"), [0, 2]);
  assert.deepEqual(matchesIn("abc", "x"), []);
});

test("whole words end where no letter or digit follows", () => {
  const text = foldText("The sea, seas and the under-sea; über die See. Sea2 sea");
  assert.deepEqual(matchesIn(text, "sea", true).map((at) => text.slice(at, at + 4)), ["sea,", "sea;", "sea"]);
  assert.deepEqual(matchesIn(text, "sea, s", true), []);
  assert.deepEqual(matchesIn(text, "sea, seas", true), [4]);
});

test("where no spaces are between words, any place is an edge", () => {
  assert.deepEqual(matchesIn(foldText("我喜欢大海。大海很美"), "大海", true), [3, 6]);
});
