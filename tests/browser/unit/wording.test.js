/* Sentences edited and divided, as data: the numbers of all that follow, and that all can be taken back. */

import assert from "node:assert/strict";
import test from "node:test";
import { cutsIn } from "../../../aligner/formats/html/script/cuts.js";
import {
  divided, edited, packedWording, reword, unpackedWording,
} from "../../../aligner/formats/html/script/wording.js";
import { fromJson, read } from "./alignments.js";

const small = () => fromJson(read("golden/small.json")).alignment;

/** What is to be the same after all was taken back. */
const stateOf = ({ beads, sides }) => structuredClone({ beads, sides });

test("a divided sentence moves the numbers of sentences, blocks and beads after it, and can be joined again", () => {
  const alignment = small();
  const before = stateOf(alignment);
  const { rewording, beads } = divided(alignment, 1, "source", 1, 7);
  assert.deepEqual(stateOf(alignment), before, "nothing is changed before it is asked for");
  assert.deepEqual(beads.map(({ source, target, status }) => [source, target, status]), [[[1, 3], [1, 2], "changed"]]);
  const back = reword(alignment, rewording);
  const { sentences, blocks } = alignment.sides.source;
  const found = sentences.slice(1, 4).map(({ text, original, before: gap, nth }) => [text, original, gap, nth]);
  assert.deepEqual(found, [
    ["The sea", "The sea was calm.", "", 0], ["was calm.", "", " ", 1], ["It was cold.", undefined, " ", 2],
  ]);
  assert.deepEqual(blocks.slice(0, 4).map(({ first, count }) => [first, count]), [[0, 1], [1, 4], [5, 1], [6, 1]]);
  assert.deepEqual(alignment.beads.slice(0, 4).map((bead) => bead.source), [[0, 1], [1, 2], [3, 5], [5, 6]]);
  reword(alignment, back);
  assert.deepEqual(stateOf(alignment), before);
});

test("the original is that of the file, however often a sentence is changed, and none where it reads as the file", () => {
  const alignment = small();
  for (const [typed, original] of [
    ["It is cold.", "It was cold."], ["It is colder.", "It was cold."], ["It was cold.", undefined],
  ]) {
    reword(alignment, edited(alignment, 2, "source", 2, typed).rewording);
    assert.deepEqual(alignment.sides.source.sentences[2].original, original);
  }
});

test("the parts of a divided sentence keep their place in the original when they are edited or divided", () => {
  const alignment = small();
  reword(alignment, divided(alignment, 2, "source", 2, 3).rewording);
  reword(alignment, edited(alignment, 2, "source", 3, "was very cold.").rewording);
  reword(alignment, divided(alignment, 2, "source", 3, 4).rewording);
  reword(alignment, edited(alignment, 2, "source", 2, "It was cold.").rewording);
  const found = alignment.sides.source.sentences.slice(2, 5).map(({ text, original }) => [text, original]);
  assert.deepEqual(found, [["It was cold.", "It was cold."], ["was", ""], ["very cold.", ""]]);
});

test("no text, the same text, and a part without text are no change", () => {
  for (const typed of ["", " \n", "The Harbour", " The Harbour "]) {
    assert.equal(edited(small(), 0, "source", 0, typed), null);
  }
  for (const at of [0, 3, 11]) assert.equal(divided(small(), 0, "source", 0, at) === null, at !== 3);
});

test("what the browser keeps of a rewording makes it again", () => {
  const alignment = small();
  const made = divided(alignment, 1, "source", 1, 7).rewording;
  const kept = JSON.parse(JSON.stringify(packedWording(made)));
  const [one, other] = [small(), small()];
  reword(one, unpackedWording(one, kept));
  reword(alignment, made);
  assert.deepEqual(stateOf(one), stateOf(alignment));
  const retyped = packedWording(edited(other, 0, "source", 0, "A").rewording);
  reword(other, unpackedWording(other, JSON.parse(JSON.stringify(retyped))));
  assert.equal(other.sides.source.sentences[0].text, "A");
});

const cuts = [
  ["It rained.", "It |rained."],
  ["“No,” he  said.", "“No,” |he  |said."],
  ["—No —dijo—. «Vete»", "—No |—dijo—. |«Vete»"],
  ["don't well-known", "don't |well-known"],
  ["今天，「明天」。", "今天，|「明天」。"],
  [" It  rained. ", " It  |rained. "],
  ["", ""],
  ["x", "x"],
];
for (const [text, shown] of cuts) {
  test(`a sentence may begin at these places: ${shown}`, () => {
    const made = cutsIn(text).reverse().reduce((whole, at) => `${whole.slice(0, at)}|${whole.slice(at)}`, text);
    assert.equal(made, shown);
  });
}
