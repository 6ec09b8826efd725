/* The page as the other scripts see it: beads, sides, sentences; and what buttons and keys can ask for. */

const text = document.getElementById("text");
const title = document.title;

/* What each button does, by its data-action; the files below add to it. */
const actions = {};

const sentenceOf = (node) => (node instanceof Element ? node : node?.parentElement)?.closest("[data-side] span") ?? null;
const beadOf = (node) => (node instanceof Element ? node.closest(".bead") : null);
const sideOf = (sentence) => sentence.closest("[data-side]").dataset.side;
const sentencesOf = (bead, side) => [...bead.querySelectorAll(`[data-side="${side}"] span`)];
const isSeen = (sentence) => sentence.checkVisibility({ visibilityProperty: true });
const otherSide = (side) => (side === "source" ? "target" : "source");

/* The bead before or after that is shown, through all sections. */
function beside(bead, step) {
  let next = bead;
  do {
    next = step > 0
      ? next.nextElementSibling ?? firstBead(next.parentElement, 1)
      : next.previousElementSibling ?? firstBead(next.parentElement, -1);
  } while (next?.hidden);
  return next;
}

/* The first bead of the next section that has any, or the last of the one before. */
function firstBead(section, step) {
  const next = step > 0 ? section.nextElementSibling : section.previousElementSibling;
  if (!next) return null;
  return (step > 0 ? next.firstElementChild : next.lastElementChild)?.closest(".bead") ?? firstBead(next, step);
}

/* The first sentence that the chosen view shows, of a bead or of the nearest one that has any. */
function seenNear(bead) {
  for (const step of [1, -1]) {
    for (let at = bead; at; at = beside(at, step)) {
      const sentence = [...at.querySelectorAll("[data-side] span")].find(isSeen);
      if (sentence) return sentence;
    }
  }
  return null;
}

/* A piece of JSON that the page carries. */
function carried(id) {
  return JSON.parse(document.getElementById(id).textContent);
}

function element(tag, attributes = {}, ...content) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...content);
  return made;
}

/* Once a frame at most. */
function calmly(job) {
  let waiting = 0;
  return (...given) => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(() => job(...given));
  };
}

/* Bring a bead to where it can be read; what is on the screen already stays where it is. */
function bring(bead) {
  const box = bead.getBoundingClientRect();
  if (box.top < 60 || box.bottom > innerHeight - 20 - panelHeight()) bead.scrollIntoView({ block: "center" });
}

function panelHeight() {
  return document.getElementById("review").offsetHeight;
}

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("button[data-action]") : null;
  if (button && Object.hasOwn(actions, button.dataset.action)) actions[button.dataset.action](button);
});
