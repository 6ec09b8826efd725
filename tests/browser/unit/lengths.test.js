/* How long a text takes to read. */

import assert from "node:assert/strict";
import test from "node:test";
import { minutesFor, saidMinutes, sumsOf, within } from "../../../aligner/formats/html/script/lengths.js";

test("a page of 1,760 letters takes two minutes; signs that are words take longer", () => {
  assert.equal(minutesFor(1760, "es"), 2);
  assert.equal(minutesFor(510, "zh-Hant"), 2);
  assert.equal(minutesFor(714, "ja"), 2);
});

test("times are said in hours and minutes, and none is less than a minute", () => {
  assert.deepEqual([0, 0.2, 12.4, 59.6, 60, 200].map(saidMinutes), ["1 min", "1 min", "12 min", "1 h", "1 h", "3 h 20 min"]);
});

test("a place within a section is between two sums", () => {
  const sums = sumsOf([4, 6]);
  assert.deepEqual(sums, [0, 4, 10]);
  assert.equal(within(sums, 1, 0.5), 7);
});
