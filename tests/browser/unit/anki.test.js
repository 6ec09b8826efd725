/* The file for Anki, line by line; tests/browser/test_kept.py reads one back by Anki's own rules. */

import assert from "node:assert/strict";
import test from "node:test";
import { asAnki, withGap } from "../../../aligner/formats/html/script/anki.js";

const word = (text, written, more = {}) => ({
  kind: "word", bead: 2, side: "source", text, other: "La mar.", at: text.indexOf(written), length: written.length,
  partner: "mar", ...more,
});
const given = {
  columns: ["Word", "Gap", "Translation", "Pair", "Link", "Tags", "GUID"],
  page: "file:///books/a%20b.html", title: "A & B", document: "1f", tagOf: (kind) => `kept ${kind}`,
};
const rowsOf = (...list) => asAnki(list, given).trimEnd().split("\n").slice(5);

test("the file begins with the headers that Anki knows", () => {
  assert.deepEqual(asAnki([], given).split("\n"), [
    "#separator:tab", "#html:true", '#columns:"Word"\t"Gap"\t"Translation"\t"Pair"\t"Link"\t"Tags"\t"GUID"',
    "#tags column:6", "#guid column:7", "",
  ]);
});

test("a word has its sentence with a gap, its translations, a link, tags and an identifier", () => {
  assert.deepEqual(rowsOf(word("The sea.", "sea")), [[
    '"sea"', '"The […]."', '"mar"', '"La mar."', '"<a href=""file:///books/a%20b.html#b2"">A &amp; B · 2</a>"',
    '"A_&_B kept_word"', '"1f-word-2-source-4"',
  ].join("\t")]);
});

test("a sentence is a note of its own, a bookmark is none", () => {
  const sentence = word("The sea.", "sea", { kind: "sentence", at: 0, length: 0, partner: "" });
  const rows = rowsOf(sentence, { ...sentence, kind: "bookmark" });
  assert.equal(rows.length, 1);
  assert.deepEqual(rows[0].split("\t").slice(0, 4), ['"The sea."', '""', '"La mar."', '""']);
});

for (const [text, written, shown] of [
  ["The sea.", "sea", "The […]."],
  ["Sea, the seaside, and the sea", "sea", "[…], the seaside, and the […]"],
  ["El mar", "El", "[…] mar"],
  ["東京の海", "海", "東京の[…]"],
]) {
  test(`the gap hides the word wherever it stands, and nothing else: ${text}`, () => {
    assert.equal(withGap(word(text, written)), shown);
  });
}
