/* Lights the partner of a sentence under the pointer or the focus, and moves between sentences. */

let lit = null; // the bead that is lit
let resting = null; // the bead that a link or a search led to: lit while nothing else is
let current = null; // the sentence that the Tab key reaches
let pressed = false; // while a button of the mouse is down nothing in the text changes: it would lose the click
let pointer = ""; // where it is
let stillAt = ""; // where it was when a key or the search moved the light: text that scrolls under it does not count
const number = element("a", { class: "number", tabindex: "-1" });

function light(bead) {
  if (bead === lit) return;
  lightWords(null);
  for (const [old, on] of [[lit, false], [bead, true]]) {
    if (old) for (const sentence of old.querySelectorAll("[data-side] span")) sentence.classList.toggle("lit", on);
  }
  lit = bead;
  if (!bead) return number.remove();
  number.href = `#${bead.id}`;
  number.textContent = bead.dataset.bead;
  bead.append(number);
}

/* One sentence at a time is a tab stop: a book has thousands. */
function makeCurrent(sentence) {
  if (current) current.tabIndex = -1;
  current = sentence;
  if (current) current.tabIndex = 0;
  document.dispatchEvent(new Event("current"));
}

/* What is lit while the pointer is elsewhere. */
function atRest() {
  return beadOf(sentenceOf(document.activeElement)) ?? resting;
}

function rest(bead) {
  stillAt = pointer;
  resting = bead;
  light(bead);
}

/* Focus and light a sentence; the address becomes a link to it. */
function go(sentence) {
  if (!sentence) return;
  const bead = beadOf(sentence);
  if (settings.mode === "ask" && !isSeen(sentence)) open(bead, true);
  if (!isSeen(sentence)) return;
  stillAt = pointer;
  makeCurrent(sentence);
  sentence.focus({ preventScroll: true });
  light(bead);
  bring(bead);
  history.replaceState(null, "", `#${bead.id}`);
}

/* The sentence before or after on the same side; beads that are empty there are passed over. */
function neighbour(sentence, step) {
  const side = sideOf(sentence);
  let bead = beadOf(sentence);
  let row = sentencesOf(bead, side);
  let next = row.indexOf(sentence) + step;
  while (bead && !row[next]) {
    bead = beside(bead, step);
    row = bead ? sentencesOf(bead, side) : [];
    next = step > 0 ? 0 : row.length - 1;
  }
  return row[next];
}

/* Where the arrow keys go from a sentence; who has scrolled away from it goes on from what is on the screen. */
function onwards(sentence, step) {
  const { top, bottom } = sentence.getBoundingClientRect();
  const away = bottom < 0 || top > innerHeight ? beadAtTop() : null;
  return (away && sentencesOf(away, sideOf(sentence))[0]) ?? neighbour(sentence, step);
}

/* The first sentence of the side that stands left or right. */
function partner(sentence, left) {
  const side = left === Boolean(settings.swap) ? "target" : "source";
  return sideOf(sentence) === side ? null : sentencesOf(beadOf(sentence), side)[0];
}

/* In the view on demand: show the translation of a bead, or cover it again. */
function open(bead, on = !bead.classList.contains("open")) {
  bead.classList.toggle("open", on);
}

for (const type of ["mousedown", "mousemove", "mouseup"]) {
  addEventListener(type, ({ buttons, clientX, clientY }) => {
    pressed = buttons !== 0;
    pointer = `${clientX} ${clientY}`;
  }, { capture: true, passive: true });
}
text.addEventListener("mouseover", (event) => {
  if (pressed || stillAt === `${event.clientX} ${event.clientY}`) return;
  const bead = beadOf(event.target);
  if (sentenceOf(event.target)) light(bead);
  else if (bead !== lit) light(atRest()); // between the lines of the lit bead it stays lit: no flicker
});
text.addEventListener("mouseleave", () => light(atRest()));
text.addEventListener("focusin", (event) => {
  if (!sentenceOf(event.target)) return;
  resting = null;
  light(beadOf(event.target));
});
text.addEventListener("focusout", (event) => {
  if (!pressed && !sentenceOf(event.relatedTarget)) light(null);
});
document.addEventListener("click", (event) => {
  if (!sentenceOf(event.target)) light(atRest());
});
text.addEventListener("click", (event) => {
  const bead = beadOf(event.target);
  if (!bead || !getSelection().isCollapsed || event.target.closest("a, button")) return;
  if (settings.mode === "ask") open(bead);
  const sentence = sentenceOf(event.target);
  if (!sentence) return;
  makeCurrent(sentence);
  sentence.focus({ preventScroll: true });
  history.replaceState(null, "", `#${bead.id}`);
  wordAt(event);
});

/* A link to a bead lights it until the reader goes elsewhere. */
function followLink() {
  const bead = beadOf(document.getElementById(location.hash.slice(1)));
  if (!bead) return;
  makeCurrent(seenNear(bead));
  rest(bead);
}
addEventListener("hashchange", followLink);

/* A view that hides the sentence at hand has another one for the Tab key. */
document.addEventListener("chosen", ({ detail }) => {
  if (detail === "mode" && current && !isSeen(current)) makeCurrent(seenNear(beadOf(current)));
});
