/* The card of a word: how this text translates it, with examples to jump to. A click on the word opens it, or a key. */

/** @import { Partner, Place, PlacedWord, Side, Use } from "./types.js" */
import { otherSide } from "./beads.js";
import { examplesOf, excerpt, partnersIn } from "./concordance.js";
import { rest } from "./light.js";
import { plainWord } from "./links.js";
import {
  actions, around, bring, calmly, element, inLanguage, rowAround, sentenceOf, sentencesOf, sideOf, text,
} from "./page.js";
import { isReviewing } from "./panel.js";
import { hasLinks, linksOf, rangeOf, wordUnder, wordsOf } from "./placed.js";
import { isSingleKey, root, settings } from "./settings.js";
import { say } from "./texts.js";
import { keepWord } from "./words.js";
import { useTools, wordTools } from "./wordtools.js";

const MOST_PARTNERS = 5;
const MOST_EXAMPLES = 3;
const MOST_AROUND = 24; // characters of an example on each side of its word; about a line of the card
const MOST_ROWS = 300; // looked at for one word, so that a card of a novel takes about 0.1 s (tests/bench/page.py)
const GAP = 8; // pixels between the card and the word, and the edges of the window

const heading = element("h2", { id: "card-word", tabindex: "-1", "aria-live": "polite" });
const hide = { popovertarget: "card", popovertargetaction: "hide" };
const content = element("div");
const card = element("div", { id: "card", popover: "", role: "dialog", "aria-labelledby": heading.id },
  heading, element("button", { type: "button", ...hide, "data-label": "close" }, "×"), wordTools, content);
document.body.append(card);

/** The word whose card is open. @type {Place | null} */
let shown = null;
/** Where its sentence stood in the window when the card opened. */
let openedAt = 0;

/** @param {Place} place */
const heightOf = ({ sentence }) => sentence.getBoundingClientRect().top;

/** Close the card; returns whether it was open. */
export function closeCard() {
  const open = card.matches(":popover-open");
  if (open) card.hidePopover();
  return open;
}

/**
 * The uses of a word in the rows, and in one row of how many they were looked for.
 * @param {PlacedWord} word
 * @param {Side} side
 */
function usesOf({ word, sentence }, side) {
  const own = rowAround(sentence);
  const holding = sentencesOf(text, side).filter((one) => plainWord(one.textContent).includes(word));
  const rows = [...new Set(holding.map(rowAround))];
  const step = Math.ceil(rows.length / MOST_ROWS);
  const first = rows.indexOf(own) % step;
  return { step, uses: rows.filter((_, k) => k % step === first).flatMap((row) => usesIn(row, side, word)) };
}

/** The uses of a word in a row. @param {HTMLElement} row @param {Side} side @param {string} word */
function usesIn(row, side, word) {
  const found = wordsOf(row, side).filter((other) => other.word === word);
  if (!found.length) return [];
  const links = [...linksOf(row)];
  return found.map((use) => {
    const [, partners = []] = links.find(([{ sentence, at }]) => sentence === use.sentence && at === use.at) ?? [];
    return { bead: row, word: use, partners };
  });
}

/**
 * Open the card of a word, or put another word into it.
 * @param {Place} place
 * @param {boolean} byKey whether the focus moves into it
 */
function showCard(place, byKey) {
  const row = rowAround(place.sentence);
  const side = sideOf(place.sentence);
  const word = wordsOf(row, side).find(({ sentence, at }) => sentence === place.sentence && at === place.at);
  if (!word || !hasLinks()) return;
  fill(word, side);
  if (byKey) bring(row);
  if (!card.matches(":popover-open")) card.showPopover();
  card.scrollTop = 0;
  putBeside(rangeOf(word).getBoundingClientRect());
  if (byKey) {
    heading.focus({ preventScroll: true });
    rest(row);
  }
  keepWord(place);
  shown = place;
  openedAt = heightOf(place);
}

/** @param {PlacedWord} word @param {Side} side */
function fill(word, side) {
  const { step, uses } = usesOf(word, side);
  const here = uses.find((use) => use.word.sentence === word.sentence && use.word.at === word.at);
  if (!here) return;
  const beads = new Set(uses.map(({ bead }) => bead)).size;
  const partners = partnersIn(uses, here);
  const examples = examplesOf(partners.slice(0, MOST_PARTNERS), here, MOST_EXAMPLES);
  heading.replaceChildren(inLanguage(side, word.written));
  useTools(word, here.partners);
  content.replaceChildren(
    element("p", {}, say(step > 1 ? "card_sample" : "card_passages", { count: beads, step })),
    partnerList(partners, side, here, beads),
    ...(examples.length ? [element("ul", { class: "examples" }, ...examples.map(exampleOf))] : []),
  );
}

/**
 * Each partner with its number of beads; those that are lit are marked.
 * @param {Partner[]} partners
 * @param {Side} side
 * @param {Use} here
 * @param {number} all
 */
function partnerList(partners, side, here, all) {
  const lit = new Set(here.partners.map(({ word }) => word));
  const rows = partners.slice(0, MOST_PARTNERS).map(({ word, written, beads }) => {
    const shownAs = lit.has(word) ? element("mark", {}, written) : written;
    return element("li", {}, inLanguage(otherSide(side), shownAs), " ", say("found", { here: beads, all }));
  });
  if (!lit.size) rows.unshift(element("li", {}, say("card_alone")));
  const more = partners.length - MOST_PARTNERS;
  if (more > 0) rows.push(element("li", {}, say("card_others", { count: more })));
  return element("ul", { class: "partners" }, ...rows);
}

/** A link to a pair: the two words, and what stands around them. @param {Use & {partner: PlacedWord}} use */
function exampleOf({ word, partner }) {
  const pieces = [word, partner].map((one) => {
    const [before, itself, after] = excerpt(one.sentence.textContent, one.at, one.length, MOST_AROUND);
    return inLanguage(sideOf(one.sentence), before, element("mark", {}, itself), after);
  });
  return element("li", {}, element("a", { href: `#${rowAround(word.sentence).id}` }, pieces[0], " ", pieces[1]));
}

/** Put the card below the word, or above it where there is more room; a sheet must not cover it. @param {DOMRect} box */
function putBeside(box) {
  const { width, height } = card.getBoundingClientRect();
  const below = box.bottom + GAP + height <= innerHeight || box.bottom + box.top <= innerHeight;
  const left = Math.max(GAP, Math.min(box.left - 2 * GAP, root.clientWidth - width - GAP));
  card.style.setProperty("--left", `${left + scrollX}px`);
  card.style.setProperty("--top", `${(below ? box.bottom + GAP : box.top - GAP - height) + scrollY}px`);
  if (getComputedStyle(card).position === "fixed") scrollBy(0, Math.max(0, box.bottom + GAP + height - innerHeight));
}

/**
 * By key: the card of the first word of a sentence; where it is open, that of the next or previous word.
 * @param {HTMLElement} sentence
 * @param {number} step
 */
export function stepWord(sentence, step) {
  const words = wordsOf(rowAround(sentence), sideOf(sentence)).filter((word) => word.sentence === sentence);
  const next = words[words.findIndex(({ at }) => shown?.sentence === sentence && shown.at === at) + step];
  if (next) showCard(next, true);
}

text.addEventListener("click", (event) => {
  const { target, clientX, clientY, defaultPrevented } = event;
  if (defaultPrevented || isReviewing() || !getSelection()?.isCollapsed) return;
  const word = sentenceOf(target) && !around(target, "a, button") ? wordUnder(clientX, clientY) : null;
  if (word) showCard(word, false);
});
card.addEventListener("keydown", (event) => {
  if (!shown) return;
  const single = isSingleKey(event) && settings.letters === "on" ? event.key : "";
  const step = { w: 1, W: -1 }[single] ?? (event.ctrlKey && event.key === "Enter" && (event.shiftKey ? -1 : 1));
  if (step) stepWord(shown.sentence, step);
  if (single === "k") actions["keep-word"]();
});
card.addEventListener("beforetoggle", ({ newState }) => {
  if (newState !== "closed") return;
  shown = null;
  keepWord(null);
});
card.addEventListener("click", ({ target }) => {
  if (around(target, "a")) closeCard(); // before the jump to an example, which begins where the reader was
});
addEventListener("scroll", calmly(() => {
  if (shown && Math.abs(heightOf(shown) - openedAt) > innerHeight / 2) closeCard(); // text above may grow, too
}), { passive: true });
for (const event of ["current", "chosen"]) document.addEventListener(event, closeCard);
