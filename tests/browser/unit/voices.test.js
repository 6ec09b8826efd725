/* Which voice speaks, and how much at once. */

import assert from "node:assert/strict";
import test from "node:test";
import { spokenPieces, voicesFor } from "../../../aligner/formats/html/script/voices.js";

const voice = (name, lang, more = {}) => ({ name, lang, localService: true, default: false, ...more });
const VOICES = [
  voice("Google español", "es-ES", { localService: false }),
  voice("Mónica", "es-ES"),
  voice("Paulina", "es_MX"),
  voice("Alex", "en-US", { default: true }),
  voice("Daniel", "en-GB"),
  voice("Carmit", "iw-IL"),
  voice("Sinji", "zh-HK"),
  voice("Tingting", "zh-CN"),
  voice("nobody", "not a language"),
];

for (const [language, names] of [
  ["es", "Mónica, Paulina, Google español"],
  ["es-MX", "Paulina, Mónica, Google español"],
  ["en", "Alex, Daniel"],
  ["en-GB", "Daniel, Alex"],
  ["he", "Carmit"],
  ["zh-Hant-HK", "Sinji, Tingting"],
  ["fr", ""],
  ["und", ""],
  ["", ""],
]) {
  test(`voices for “${language}”: those of the device first, then those of the region, then the system's choice`, () => {
    assert.equal(voicesFor(VOICES, language).map(({ name }) => name).join(", "), names);
  });
}

for (const [text, most, pieces] of [
  ["The sea was calm.", 150, ["The sea was calm."]],
  ["The sea, he said, was calm and wide.", 20, ["The sea, he said,", "was calm and wide."]],
  ["The sea was calm and wide", 10, ["The sea", "was calm", "and wide"]],
  ["1,000 and 2,000 boats", 12, ["1,000 and", "2,000 boats"]],
  ["海は静かだった。風もなく、波もない。", 10, ["海は静かだった。", "風もなく、波もない。"]],
  ["abcdefghij", 4, ["abcd", "efgh", "ij"]],
  ["👩👩👩", 3, ["👩", "👩", "👩"]],
  ["  ", 10, []],
]) {
  test(`a long sentence is spoken in pieces that end with a clause, or else with a word: ${text}`, () => {
    assert.deepEqual(spokenPieces(text, most), pieces);
  });
}
