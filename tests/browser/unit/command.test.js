/* The command that aligns again around what is settled. */

import assert from "node:assert/strict";
import test from "node:test";
import { commandOf } from "../../../aligner/formats/html/script/command.js";

const plain = {
  documents: [{ name: "a.txt", language: "en" }, { name: "b.txt", language: "es" }],
  options: '{"languages": null, "abbreviations": [], "pre_segmented": false, "weights": null}',
  min_score: "0.0",
  signature: "languages:en-es|lexicon:0d00|encoder:none|weights:445d|version:0.1.0",
};
const named = (...names) => ({ documents: names.map((name, k) => ({ name, language: ["en", "es"][k] })) });

const cases = [
  [{}, "page", "a.txt b.txt --keep page.json -o page.html"],
  [{}, "my page", "a.txt b.txt --keep 'my page.json' -o 'my page.html'"],
  [named("L'été $1.txt", "-b.txt"), "p", `'L'"'"'été $1.txt' ./-b.txt --keep p.json -o p.html`],
  [named("both.txt", "both.txt"), "p", "both.txt --lang en,es --keep p.json -o p.html"],
  [{ options: '{"languages": ["en-GB", "es"], "pre_segmented": true}' }, "p",
    "a.txt b.txt --lang en-GB,es --pre-segmented --keep p.json -o p.html"],
  [{ words: true, min_score: "0.25" }, "p", "a.txt b.txt --lexicon FILE --min-score 0.25 --keep p.json -o p.html"],
  [{ words: true, signature: "lexicon:none|encoder:model2vec:potion|kept:3" }, "p",
    "a.txt b.txt --encoder model2vec:potion --keep p.json -o p.html"],
  [{ signature: "", options: '{"abbreviations": ["No"]}' }, "p",
    "a.txt b.txt --abbreviations FILE --keep p.json -o p.html"],
];
for (const [parts, name, command] of cases) {
  test(`the command is: ${command}`, () => {
    assert.equal(commandOf({ ...plain, ...parts }, name, false), `aligner align ${command}`);
  });
}

test("on Windows, quotation marks are double", () => {
  assert.equal(commandOf({ ...plain, ...named("L'été.txt", "b.txt") }, "my page", true),
    'aligner align "L\'été.txt" b.txt --keep "my page.json" -o "my page.html"');
});
