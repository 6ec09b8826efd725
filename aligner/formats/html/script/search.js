/* The search box: both languages at once, case and accents folded; matches are lit and counted. */

/** @import { Match, ReadingPlace } from "./types.js" */
import { foldQuery, unfolded } from "./fold.js";
import { jumpToMatch, placeHere } from "./jumps.js";
import { go, makeCurrent, rest, disclose } from "./light.js";
import { actions, barHeight, bring, calmly, find, onScreen, rowAround, sideOf } from "./page.js";
import { beadAtTop } from "./place.js";
import { rangeOver } from "./placed.js";
import { allRuns, forgetRuns, matchesOf } from "./runs.js";
import { keep, settings, sideAlone } from "./settings.js";
import { say } from "./texts.js";
import { lightWords } from "./words.js";

/* Matches that are painted before and after where the reader is: more than a large screen holds, and soon done. A
   letter may stand a hundred thousand times in a book. */
const AROUND = 1000;

const searchBox = /** @type {HTMLInputElement} */ (find("#search"));
const hits = find(".hits");
const hitCount = find("output", hits);
/** @type {Match[]} */
let matches = [];
/** The index of the current match; -1 for none. */
let here = -1;
/** The match around which others are painted. */
let paintedAt = 0;
/**
 * Where the reader was when the search began: every letter typed is looked for from there, and Back leads there.
 * @typedef {{ bead: Element | null, place: ReadingPlace }} Beginning
 */
/** @type {Beginning | null} */
let began = null;

/** All matches that the view shows, or can disclose: those under the veil and in folded runs. */
const allMatches = () => matchesOf(query(), settings.whole === "on", isSearched);

/** @param {HTMLElement} sentence */
function isSearched(sentence) {
  const alone = sideAlone();
  return (!alone || sideOf(sentence) === alone) && !sentence.closest("[hidden]");
}

const query = () => foldQuery(searchBox.value);

/** A search goes on as long as its match is on screen. @returns {Beginning} */
function beginning() {
  const goesOn = here >= 0 && onScreen(rowAround(matches[here].sentence));
  return (goesOn && began) || { bead: beadAtTop(), place: placeHere() };
}

function search() {
  const from = beginning();
  matches = allMatches();
  here = -1;
  paint();
  if (matches.length) {
    hit(firstFrom(from.bead), from);
  } else {
    countHits();
    rest(null);
  }
}

/** The first match at or after a bead, otherwise the first of all. @param {Element | null} bead */
function firstFrom(bead) {
  if (!bead) return 0;
  let [low, high] = [0, matches.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const isBefore = bead.compareDocumentPosition(rowAround(matches[middle].sentence)) & Node.DOCUMENT_POSITION_PRECEDING;
    if (isBefore) low = middle + 1;
    else high = middle;
  }
  return low < matches.length ? low : 0;
}

/** A different view may disclose different matches; the reader stays in place. */
export function searchAgain() {
  if (!query()) return;
  const at = matches[here]?.parts[0];
  matches = allMatches();
  here = at ? matches.findIndex(({ parts: [{ sentence, start }] }) => sentence === at.sentence && start === at.start) : -1;
  paint();
  countHits();
}

/** Ranges of matches, one in each sentence; those in the same sentence are adjacent. @param {Match[]} found */
function rangesOf(found) {
  const ranges = [];
  let node = null;
  /** @type {ReturnType<typeof unfolded>} */
  let place = (at) => at;
  for (const { sentence, start, end } of found.flatMap(({ parts }) => parts)) {
    if (node !== sentence.firstChild) {
      node = /** @type {Text} */ (sentence.firstChild);
      place = unfolded(node.data);
    }
    if (node) ranges.push(rangeOver(node, place(start), place(end)));
  }
  return ranges;
}

/** Paint the matches around the top of the window, without touching the text, and the current one. */
function paint() {
  if (!CSS.highlights) return;
  lightWords(null);
  paintHere();
  paintedAt = firstFrom(beadAtTop());
  const near = matches.slice(Math.max(0, paintedAt - AROUND), paintedAt + AROUND);
  CSS.highlights.set("found", new Highlight(...rangesOf(near)));
}

function paintHere() {
  if (here < 0) return CSS.highlights?.delete("here");
  if (!CSS.highlights) return;
  const painted = new Highlight(...rangesOf([matches[here]]));
  painted.priority = 1;
  CSS.highlights.set("here", painted);
}

/** Go to a match. @param {number} k @param {Beginning} from */
function hit(k, from) {
  began = from;
  here = k;
  const match = matches[k];
  lightWords(null);
  paintHere();
  const bead = rowAround(match.sentence);
  disclose(match.sentence);
  jumpToMatch(bead, from.place);
  makeCurrent(match.sentence);
  rest(bead);
  countHits(); // first, because in a small window the count takes a line of its own
  bring(bead);
  bringMatch(match);
}

/** Where a pair is higher than the window, its middle may be in sight and the match not. @param {Match} match */
function bringMatch(match) {
  const { top, bottom } = rangesOf([match])[0].getBoundingClientRect();
  if (top < barHeight() || bottom > innerHeight) scrollBy(0, (top + bottom - innerHeight) / 2);
}

function countHits() {
  hits.hidden = !searchBox.value.trim();
  const found = { here: here < 0 ? "–" : here + 1, all: matches.length };
  hitCount.textContent = matches.length ? say("found", found) : say("found_none");
}

function endSearch() {
  matches = [];
  here = -1;
  searchBox.value = "";
  hits.hidden = true;
  CSS.highlights?.delete("found");
  CSS.highlights?.delete("here");
  rest(null);
}

/** Go to the next or previous match; if there is no current match, to the first from here on. @param {number} step */
function hitBeside(step) {
  if (!matches.length) return;
  hit(here < 0 ? firstFrom(beadAtTop()) : (here + step + matches.length) % matches.length, beginning());
}

actions.next = () => hitBeside(1);
actions.previous = () => hitBeside(-1);
actions.search = () => {
  searchBox.focus();
  searchBox.select();
};

actions.whole = () => keep("whole", settings.whole ? "" : "on");

document.addEventListener("chosen", ({ detail }) => {
  if (detail === "mode") {
    forgetRuns(); // another view may have another order
    searchAgain();
  } else if (detail === "whole" && query()) search();
});
document.addEventListener("moved", calmly(() => {
  if (matches.length) paint();
}));
addEventListener("scroll", calmly(() => {
  if (matches.length > AROUND && Math.abs(firstFrom(beadAtTop()) - paintedAt) > AROUND / 4) paint();
}), { passive: true });
searchBox.addEventListener("focus", () => setTimeout(allRuns)); // while the reader thinks of a word
searchBox.addEventListener("input", calmly(() => (searchBox.value.trim() ? search() : endSearch())));
searchBox.addEventListener("keydown", (event) => {
  if (event.key === "Enter" || event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    (event.shiftKey || event.key === "ArrowUp" ? actions.previous : actions.next)();
  } else if (event.key === "Escape") {
    event.preventDefault();
    const sentence = matches[here]?.sentence;
    endSearch();
    searchBox.blur();
    go(sentence);
  }
});
