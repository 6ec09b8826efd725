/* The word under the pointer: its likeliest translation lights in the partner, fainter where unsure. */

/* Words as aligner.tokens has them: scripts without spaces letter by letter. */
const WORD = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}]\p{M}*|\p{L}[\p{L}\p{M}]*|\d+(?:[.,:/]\d+)*/gu;
const LONGEST = 100; // letters of a word; what is longer is none
const MOST = 8; // partners of one word that are lit: more say nothing
const MOST_PAIRS = 20_000; // of words that are weighed in one bead: a sentence without end would cost seconds
const NEAR = 0.2; // of the bead's length, from which on a word that is left over joins no other's partner; by eye

/* What the page carries, when first asked for: word -> Map of words of the other side -> 0 to 3. */
let ties = null;
function readTies() {
  const { to, from } = carried("words") ?? { to: "", from: {} };
  const others = to.split(" ");
  const entries = ([word, row]) => {
    const known = new Map();
    for (let k = 0; k < row.length; k += 2) known.set(others[row[k]], row[k + 1]);
    return [word, known];
  };
  return new Map(Object.entries(from).map(entries));
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

/* The words of a bead's side, with their places, from 0 to 1. */
function wordsOf(bead, side) {
  const found = [];
  for (const sentence of sentencesOf(bead, side)) {
    for (const match of sentence.textContent.matchAll(WORD)) {
      if (match[0].length <= LONGEST) found.push({ sentence, at: match.index, length: match[0].length, word: plain(match[0]) });
    }
  }
  for (const [k, word] of found.entries()) word.place = k / found.length;
  return found;
}

/* Pairs of words of the two sides that may translate each other, the surest first, of those the nearest in place. */
function pairsOf(source, target) {
  ties ??= readTies();
  const places = Map.groupBy(target, ({ word }) => word);
  const pairs = [];
  for (const a of source) {
    const known = ties.get(a.word) ?? new Map();
    for (const word of new Set([a.word, ...known.keys()])) {
      const sure = known.get(word) ?? 3; // the same word, and nothing else is known of it
      for (const b of (sure && places.get(word)) || []) pairs.push({ a, b, sure, far: Math.abs(a.place - b.place) });
      if (pairs.length > MOST_PAIRS) return [];
    }
  }
  return pairs.sort((p, q) => q.sure - p.sure || p.far - q.far);
}

/* Competitive linking (Melamed 2000): the best pair takes both its words, and so on. What is left over then joins
   the partner of another word near by: "del" is "of" and "the". Every word -> [{word, sure}]. */
function linkedWords(bead) {
  const links = new Map();
  const link = ({ a, b, sure }) => {
    for (const [from, to] of [[a, b], [b, a]]) links.set(from, [...(links.get(from) ?? []), { ...to, sure }]);
  };
  const pairs = pairsOf(wordsOf(bead, "source"), wordsOf(bead, "target"));
  for (const pair of pairs) if (!links.has(pair.a) && !links.has(pair.b)) link(pair);
  const paired = new Set(links.keys());
  for (const pair of pairs) {
    const alone = [pair.a, pair.b].find((word) => !paired.has(word));
    if (!alone || links.has(alone) || pair.sure < 2 || pair.far > NEAR) continue;
    link(pair);
  }
  return links;
}

let linked = null; // {bead, links}: of the bead last asked for

/* Put marks about the partners of a word, and about the word; null takes them away. Letters do not move. */
function lightWords(found) {
  if (marks.length) keepingSelection(unmark);
  if (!found) return;
  const bead = beadOf(found.sentence);
  if (linked?.bead !== bead) linked = { bead, links: linkedWords(bead) };
  const isFound = ([word]) => word.sentence === found.sentence && word.at === found.at;
  const [word, partners] = [...linked.links].find(isFound) ?? [null, []];
  const seen = partners.filter(({ sentence }) => isSeen(sentence)).slice(0, MOST);
  if (!seen.length) return;
  const places = [{ ...word, sure: 3 }, ...seen];
  // From the end of a sentence to its beginning: what is marked splits the text behind.
  for (const place of places.sort((p, q) => q.at - p.at)) marks.push(mark(place));
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

const wordSoon = calmly(wordAt);
for (const type of ["mousemove", "mouseleave"]) text.addEventListener(type, wordSoon);
