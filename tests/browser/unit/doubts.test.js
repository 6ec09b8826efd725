/* What the reviewer is shown. */

import assert from "node:assert/strict";
import test from "node:test";
import { bucketOf, isDoubted, noFilter, passes, tallyOf } from "../../../aligner/formats/html/script/doubts.js";

const verdict = (more = {}) => ({ score: 0.95, kind: "1-1", flags: [], status: "auto", worth: 0, hidden: false, ...more });

test("a bead is doubted if it is worth a look, until a person has judged it", () => {
  assert.equal(isDoubted(verdict({ score: 0.1, flags: ["number"] })), false);
  assert.equal(isDoubted(verdict({ worth: 0.2 })), true);
  assert.equal(isDoubted(verdict({ worth: 0.9, status: "confirmed" })), false);
});

test("a filter shows what passes all its conditions", () => {
  const flagged = verdict({ flags: ["name"], kind: "2-1" });
  for (const [filter, whether] of [
    [{}, true], [{ flag: "any" }, true], [{ flag: "none" }, false], [{ flag: "name" }, true], [{ flag: "low" }, false],
    [{ kind: "2-1" }, true], [{ kind: "1-1" }, false], [{ status: "changed" }, false], [{ bucket: 9 }, true],
    [{ bucket: 0 }, false], [{ flag: "name", kind: "1-1" }, false],
  ]) assert.equal(passes({ ...noFilter(), ...filter }, flagged), whether, JSON.stringify(filter));
});

test("every score has its bar", () => {
  assert.deepEqual([0, 0.0999, 0.1, 0.95, 1].map(bucketOf), [0, 0, 1, 9, 9]);
});

test("the panel counts what is shown and doubtful", () => {
  const found = tallyOf([
    verdict(), verdict({ score: 0.2, worth: 0.8, hidden: true }), verdict({ kind: "1-0", worth: 0.2 }),
  ]);
  assert.deepEqual({ ...found, kinds: [...found.kinds] }, {
    counts: [0, 0, 1, 0, 0, 0, 0, 0, 0, 2], all: 3, shown: 2, doubtful: 2, kinds: ["1-1", "1-0"],
  });
});
