/* The word under the pointer: its likeliest translations light in the partner, fainter where unsure. */

const WORD = /\p{L}[\p{L}\p{M}]*|\d+(?:[.,:/]\d+)*/gu;
const LONGEST = 100; // letters of a word; what is longer is none
const MOST = 50; // partners of one word that are lit: more say nothing, and cost time in a sentence without end
const ties = { source: new Map(), target: new Map() }; // word -> Map of words of the other side -> 1 to 3

function readTies() {
  const { to, from } = carried("words") ?? { to: "", from: {} };
  const others = to.split(" ");
  for (const [word, row] of Object.entries(from)) {
    for (let k = 0; k < row.length; k += 2) {
      tie(ties.source, word, others[row[k]], row[k + 1]);
      tie(ties.target, others[row[k]], word, row[k + 1]);
    }
  }
}

function tie(table, word, other, sure) {
  if (!table.has(word)) table.set(word, new Map());
  table.get(word).set(other, sure);
}

const plain = (word) => word.normalize("NFC").toLowerCase();

/* Where text stands under the pointer: {node, offset}. */
function pointAt(x, y) {
  if (document.caretPositionFromPoint) {
    const found = document.caretPositionFromPoint(x, y);
    return found && { node: found.offsetNode, offset: found.offset };
  }
  const range = document.caretRangeFromPoint?.(x, y);
  return range && { node: range.startContainer, offset: range.startOffset };
}

function wordUnder(x, y) {
  const point = pointAt(x, y);
  const sentence = point?.node.nodeType === Node.TEXT_NODE ? sentenceOf(point.node) : null;
  if (!sentence) return null;
  const from = Math.max(0, point.offset - LONGEST);
  for (const match of point.node.data.slice(from, point.offset + LONGEST).matchAll(WORD)) {
    const index = from + match.index;
    const end = index + match[0].length;
    if (index > point.offset || end < point.offset || match[0].length > LONGEST) continue;
    const range = document.createRange();
    range.setStart(point.node, index);
    range.setEnd(point.node, end);
    const boxes = [...range.getClientRects()];
    const under = boxes.some((box) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom);
    if (under) return { sentence, word: match[0], at: offsetIn(sentence, point.node) + index };
  }
  return null;
}

let marks = [];
let marked = null; // the word whose partners are lit: {sentence, word, at}

/* Put marks about the partners of a word, and about the word; null takes them away. Letters do not move. */
function lightWords(found) {
  if (marks.length) keepingSelection(unmark);
  if (!found) return;
  const side = sideOf(found.sentence);
  const known = ties[side].get(plain(found.word)) ?? new Map();
  const sureness = (word) => (plain(word) === plain(found.word) ? 3 : known.get(plain(word)) ?? 0);
  const places = [];
  for (const sentence of sentencesOf(beadOf(found.sentence), otherSide(side))) {
    for (const match of sentence.textContent.matchAll(WORD)) {
      const sure = sureness(match[0]);
      if (sure && places.length < MOST) places.push({ sentence, at: match.index, length: match[0].length, sure });
    }
  }
  if (!places.length) return;
  places.push({ ...found, length: found.word.length, sure: 3 });
  const best = Math.max(...places.slice(0, -1).map((place) => place.sure));
  for (const place of places.reverse()) {
    if (place.sure >= best - 1) marks.push(mark(place));
  }
  marked = found;
}

function unmark() {
  for (const mark of marks) {
    const parent = mark.parentNode;
    mark.replaceWith(...mark.childNodes);
    parent?.normalize();
  }
  marks = [];
  marked = null;
}

/* Text that moves out of a mark takes the selection's ends along. */
function keepingSelection(job) {
  const selection = getSelection();
  if (selection.isCollapsed) return job();
  const { anchorNode, anchorOffset, focusNode, focusOffset } = selection;
  const ends = [[anchorNode, anchorOffset], [focusNode, focusOffset]].map(([node, offset]) => {
    const sentence = node.nodeType === Node.TEXT_NODE ? sentenceOf(node) : null;
    return sentence ? { sentence, offset: offsetIn(sentence, node) + offset } : { node, offset };
  });
  job();
  const [anchor, focus] = ends.map(({ sentence, node, offset }) => [sentence?.firstChild ?? node, offset]);
  selection.setBaseAndExtent(...anchor, ...focus);
}

/* Characters of a sentence before one of its text nodes. */
function offsetIn(sentence, node) {
  const range = document.createRange();
  range.setStart(sentence, 0);
  range.setEnd(node, 0);
  return range.toString().length;
}

function mark({ sentence, at, length, sure }) {
  const walker = document.createTreeWalker(sentence, NodeFilter.SHOW_TEXT);
  let node = walker.nextNode();
  while (at >= node.length) {
    at -= node.length;
    node = walker.nextNode();
  }
  const range = document.createRange();
  range.setStart(node, at);
  range.setEnd(node, at + length);
  const made = element("mark", { class: "lit", "data-sure": String(sure) });
  range.surroundContents(made);
  return made;
}

function wordAt({ clientX, clientY, type }) {
  if (pressed) return;
  const reading = type !== "mouseleave" && getSelection().isCollapsed; // else the pointer is away, or text selected
  const under = reading ? wordUnder(clientX, clientY) : null;
  const found = under && beadOf(under.sentence) === lit ? under : null;
  if (found && marked && marked.sentence === found.sentence && marked.at === found.at) return;
  if (found || marked) lightWords(found);
}

readTies();
const wordSoon = calmly(wordAt);
for (const type of ["mousemove", "mouseleave"]) text.addEventListener(type, wordSoon);
