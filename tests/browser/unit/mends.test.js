/* Mends as data: the cases that the browser's tests make by hand, and that all can be undone. */

import assert from "node:assert/strict";
import test from "node:test";
import { historyOf } from "../../../aligner/formats/html/script/history.js";
import { confirmEach, isSameButStatus, mends, moveTo } from "../../../aligner/formats/html/script/mends.js";
import { inShort, read, shortly } from "./alignments.js";

/** The history of changes of an alignment, made as the page makes them. */
const changesOf = ({ beads }) => historyOf(({ first, count, beads: made }) => (
  { first, count: made.length, beads: beads.splice(first, count, ...made) }
));

for (const { name, beads, at, mend, after } of JSON.parse(read("cases/mends.json")).cases) {
  test(name, () => {
    const alignment = inShort(beads);
    const [side, number] = [at.split(" ")[0], Number(at.split(" ")[1])];
    const k = alignment.beads.findIndex((bead) => bead[side][0] <= number && number < bead[side][1]);
    const made = mends[mend](alignment, k, side, number);
    assert.deepEqual(shortly(alignment), beads, "nothing is changed before it is asked for");
    if (!after) return assert.equal(made, null);
    const changes = changesOf(alignment);
    changes.make(made, null);
    assert.deepEqual(shortly(alignment), after);
    changes.undo();
    assert.deepEqual(shortly(alignment), beads);
    changes.redo();
    assert.deepEqual(shortly(alignment), after);
  });
}

test("of many beads, those that nobody has settled are confirmed, and the others stay the same", () => {
  const { beads } = inShort(["0|0", "1|1", "2|2", "3|3", "4|4"]);
  beads[2].status = "changed";
  const mend = confirmEach(beads, [1, 2, 3]);
  assert.deepEqual([mend.first, mend.count], [1, 3]);
  assert.deepEqual(mend.beads.map((bead) => bead.status), ["confirmed", "changed", "confirmed"]);
  assert.equal(mend.beads[1], beads[2]);
  assert.ok(mend.beads.every((bead, k) => isSameButStatus(bead, beads[1 + k])));
  assert.deepEqual(beads.map((bead) => bead.status), ["auto", "auto", "changed", "auto", "auto"]);
  assert.equal(confirmEach(beads, [2]), null);
  assert.equal(confirmEach(beads, []), null);
});

test("a mend of what a bead holds is more than one of its status", () => {
  const { beads } = inShort(["0|0", "1|1"]);
  const [merged] = mends["merge-next"]({ beads }, 0).beads;
  assert.equal(isSameButStatus(merged, beads[0]), false);
  assert.equal(isSameButStatus(beads[0], undefined), false);
});

test("a bead that is cut keeps its number above the cut, and the part below asks for a new one", () => {
  const { beads } = mends.split(inShort(["0-1|0-1"]), 0, "source", 1);
  assert.deepEqual(beads.map((bead) => bead.id), [1, 0]);
});

test("the other side is cut where about the same share of its text is above", () => {
  const alignment = inShort(["0-1|0-3"]);
  const [first, second] = alignment.sides.source.sentences;
  first.text = "x".repeat(70);
  second.text = "x".repeat(20);
  alignment.beads = mends.split(alignment, 0, "source", 1).beads;
  assert.deepEqual(shortly(alignment), ["0|0-2*", "1|3*"]);
});

test("a sentence goes past beads without sentences of its side, with those between, but never past others", () => {
  const rows = ["0|0", "1|", "2|", "3|1-3", "|4", "4|5"];
  const moved = (to, n) => {
    const alignment = inShort(rows);
    const mend = moveTo(to, alignment, 3, "target", n);
    if (mend) changesOf(alignment).make(mend, null);
    return mend && shortly(alignment);
  };
  assert.deepEqual(moved(0, 2), ["0|0-2*", "1|", "2|", "3|3*", "|4", "4|5"]);
  assert.deepEqual(moved(1, 1), ["0|0", "1|1*", "2|", "3|2-3*", "|4", "4|5"]);
  assert.deepEqual(moved(0, 3), ["0|0-3*", "1|", "2|", "3|*", "|4", "4|5"]);
  assert.deepEqual(moved(4, 3), ["0|0", "1|", "2|", "3|1-2*", "|3-4*", "4|5"]);
  assert.equal(moved(5, 3), null);
  assert.equal(moved(6, 3), null);
  assert.equal(moved(-1, 1), null);
});

test("a change after an undo discards what could be redone", () => {
  const alignment = inShort(["0|0", "1|1", "2|2"]);
  const changes = changesOf(alignment);
  changes.make(mends["merge-next"](alignment, 0, "source", 0), "first");
  assert.deepEqual(changes.undo().mark, "first");
  changes.make(mends["merge-next"](alignment, 1, "source", 1), "second");
  assert.equal(changes.redo(), null);
  assert.deepEqual(shortly(alignment), ["0|0", "1-2|1-2*"]);
  changes.undo();
  assert.equal(changes.undo(), null);
  assert.equal(changes.undone.length, 1);
});
