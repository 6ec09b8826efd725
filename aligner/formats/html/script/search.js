/* The search box: both languages at once, case and accents folded; matches are lit and counted. */

const box = document.getElementById("search");
const hits = document.querySelector(".hits");
const hitCount = hits.querySelector("output");
let folded = null; // [sentence, folded text] of the whole page, in its order
let matches = []; // {sentence, start, end} in folded characters
let here = -1;
let paintedAt = 0; // the match about which others are painted

/* Matches that are painted before and after where one reads: more than a large screen holds, in no time. A letter may
   stand a hundred thousand times in a book. */
const AROUND = 1000;

const MARKS = /\p{M}/gu;
const HAS_MARKS = /\p{M}/u;
const PLAIN = /^[ -~]*$/;
const foldText = (string) => (PLAIN.test(string) ? string : unmarked(string)).toLowerCase();
const unmarked = (string) =>
  string.normalize("NFD").replace(MARKS, "").replace(/\s/g, " ").replace(/[‘’ʼ]/g, "'").replace(/[“”„«»]/g, '"');

/* For each character of a sentence's folded text, where it stands in the sentence; and the end. */
function places(string) {
  const found = [];
  let at = 0;
  for (const letter of string) {
    for (let k = foldText(letter).length; k > 0; k--) found.push(at);
    at += letter.length;
  }
  return [...found, at];
}

function fold() {
  folded ??= [...text.querySelectorAll(".bead [data-side] span")].map((e) => [e, foldText(e.textContent)]);
}

/* All matches that the view shows or, on demand, can show. */
function matchesOf(wanted) {
  const found = [];
  if (!wanted) return found;
  fold();
  for (const [sentence, string] of folded) {
    let at = string.indexOf(wanted);
    if (at < 0 || settings.mode === otherSide(sideOf(sentence)) || sentence.closest("[hidden]")) continue;
    for (; at >= 0; at = string.indexOf(wanted, at + wanted.length)) found.push({ sentence, start: at, end: at + wanted.length });
  }
  return found;
}

const wantedText = () => foldText(box.value).trim().replace(/ +/g, " ");

function search() {
  matches = matchesOf(wantedText());
  here = -1;
  paint();
  if (matches.length) {
    hit(firstFrom(beadAtTop()));
  } else {
    CSS.highlights?.delete("here");
    count();
    rest(null);
  }
}

/* The first match from a bead on, else the first of all. */
function firstFrom(bead) {
  let [low, high] = [0, bead ? matches.length : 0];
  while (low < high) {
    const middle = (low + high) >> 1;
    const isBefore = bead.compareDocumentPosition(matches[middle].sentence) & Node.DOCUMENT_POSITION_PRECEDING;
    if (isBefore) low = middle + 1;
    else high = middle;
  }
  return low < matches.length ? low : 0;
}

/* Another view may show other matches; the reader stays where he is. */
function searchAgain() {
  if (!wantedText()) return;
  const at = matches[here];
  matches = matchesOf(wantedText());
  here = at ? matches.findIndex(({ sentence, start }) => sentence === at.sentence && start === at.start) : -1;
  paint();
  count();
}

/* Ranges of matches; those of one sentence stand together. */
function rangesOf(found) {
  const ranges = [];
  let node = null;
  let at = null;
  for (const { sentence, start, end } of found) {
    if (node !== sentence.firstChild) {
      node = sentence.firstChild;
      // Without marks each character folds to at least one: equal lengths then say that every one stands in its place.
      at = !HAS_MARKS.test(node.data) && foldText(node.data).length === node.length ? null : places(node.data);
    }
    const [first, last] = at ? [at[start], at[end]] : [start, end];
    const range = document.createRange();
    range.setStart(node, first);
    range.setEnd(node, last);
    ranges.push(range);
  }
  return ranges;
}

/* Matches are painted without touching the text, about the top of the window. */
function paint() {
  if (!CSS.highlights) return;
  lightWords(null);
  paintedAt = firstFrom(beadAtTop());
  const near = matches.slice(Math.max(0, paintedAt - AROUND), paintedAt + AROUND);
  CSS.highlights.set("found", new Highlight(...rangesOf(near)));
}

function hit(k) {
  here = k;
  const match = matches[k];
  lightWords(null);
  if (CSS.highlights) {
    const painted = new Highlight(...rangesOf([match]));
    painted.priority = 1;
    CSS.highlights.set("here", painted);
  }
  const bead = beadOf(match.sentence);
  if (settings.mode === "ask") open(bead, true);
  makeCurrent(match.sentence);
  rest(bead);
  bring(bead);
  count();
}

function count() {
  hits.hidden = !box.value.trim();
  const found = { here: here < 0 ? "–" : here + 1, all: matches.length };
  hitCount.textContent = matches.length ? say("found", found) : say("found_none");
}

function endSearch() {
  matches = [];
  here = -1;
  box.value = "";
  hits.hidden = true;
  CSS.highlights?.delete("found");
  CSS.highlights?.delete("here");
  rest(null);
}

/* The next or previous match; from none at hand the first from here on. */
function hitBeside(step) {
  if (!matches.length) return;
  hit(here < 0 ? firstFrom(beadAtTop()) : (here + step + matches.length) % matches.length);
}

actions.next = () => hitBeside(1);
actions.previous = () => hitBeside(-1);
actions.search = () => {
  box.focus();
  box.select();
};

document.addEventListener("chosen", ({ detail }) => {
  if (detail === "mode") searchAgain();
});
addEventListener("scroll", calmly(() => {
  if (matches.length > AROUND && Math.abs(firstFrom(beadAtTop()) - paintedAt) > AROUND / 4) paint();
}), { passive: true });
box.addEventListener("focus", () => setTimeout(fold)); // while the reader thinks of a word
box.addEventListener("input", calmly(() => (box.value.trim() ? search() : endSearch())));
box.addEventListener("keydown", (event) => {
  if (event.key === "Enter" || event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    (event.shiftKey || event.key === "ArrowUp" ? actions.previous : actions.next)();
  } else if (event.key === "Escape") {
    event.preventDefault();
    const sentence = matches[here]?.sentence;
    endSearch();
    box.blur();
    go(sentence);
  }
});
