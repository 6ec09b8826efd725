/* The files that the page saves, against those that the program writes. */

import assert from "node:assert/strict";
import test from "node:test";
import { fourDecimals } from "../../../aligner/formats/html/script/beads.js";
import { asJson, asTmx, asTsv, pythonFloat } from "../../../aligner/formats/html/script/files.js";
import { fromJson, inShort, read } from "./alignments.js";

const golden = read("golden/small.json");
const { record, alignment } = fromJson(golden);

test("the page's JSON, TSV and TMX are the program's", () => {
  assert.equal(asJson(record, alignment, new Map()), golden);
  assert.equal(asTsv(alignment), read("golden/small.tsv"));
  assert.equal(asTmx(record, alignment), read("golden/small.tmx"));
});

test("links between words are saved only if the program did so, one word per line", () => {
  const ties = new Map([["sea", new Map([["mar", 3], ["océano", 1]])], ["a", new Map([["a", 0]])]]);
  const words = (links) => asJson({ ...record, words: true }, alignment, links).split('  "words": ')[1];
  assert.equal(words(ties), '{\n    "sea": {"mar": 3, "océano": 1},\n    "a": {"a": 0}\n  }\n}\n');
  assert.equal(words(new Map()), "{}\n}\n");
  assert.equal(asJson(record, alignment, ties), golden);
});

test("scores are written as Python writes them", () => {
  const floats = [[1, "1.0"], [0, "0.0"], [1e-4, "0.0001"], [1.5e-5, "1.5e-05"], [5e-324, "5e-324"]];
  for (const [score, text] of floats) assert.equal(pythonFloat(score), text);
  const rounded = [[1 / 32, "0.0312"], [3 / 32, "0.0938"], [0.12345, "0.1235"], [0.99995, "1.0000"], [1, "1.0000"]];
  for (const [score, text] of rounded) assert.equal(fourDecimals(score), text);
});

test("what would end a line or a cell is one space, and what XML forbids is left out", () => {
  const hostile = inShort(["0|0"]);
  hostile.sides.source.sentences[0].text = "a\t\r\nb\u2028c\u0001 <&> \ud800 👩";
  assert.ok(asTsv(hostile).includes("\ta b c\u0001 <&> \ud800 👩\t"));
  assert.match(asTmx(record, hostile), /<seg>a b c &lt;&amp;&gt; \ufffd 👩<\/seg>/);
});

test("offsets count characters as Python does, and a language that is no tag is undetermined", () => {
  const one = inShort(["0|0"]);
  const [sentence] = one.sides.source.sentences;
  sentence.text = "👩 a";
  one.sides.source.language = "no tag";
  one.sides.source.blocks = [{ ...sentence.block, count: 1 }];
  assert.match(asJson(record, one, new Map()), /"text": "👩 a", "sentences": \[{"id": 0, "start": 0, "end": 3}\]/);
  assert.match(asTmx(record, one), /srclang="und"/);
});
