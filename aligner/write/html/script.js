/* Lights the partner of a sentence, moves between sentences by keyboard, shows the scores on demand.
   Everything can be read without it. */
"use strict";
(() => {
  const root = document.documentElement;
  const text = document.getElementById("text");
  let lit = null; // the bead that is lit
  let current = null; // the sentence that the Tab key reaches

  const sentenceOf = (node) => (node instanceof Element ? node.closest(".bead span") : null);
  const beadOf = (node) => (node instanceof Element ? node.closest(".bead") : null);
  const sentencesOf = (bead, side) => [...bead.querySelectorAll(`[data-side="${side}"] span`)];
  const sideOf = (sentence) => sentence.closest("[data-side]").dataset.side;

  function light(bead) {
    if (bead === lit) return;
    for (const [old, on] of [[lit, false], [bead, true]]) {
      if (old) for (const sentence of old.querySelectorAll("span")) sentence.classList.toggle("lit", on);
    }
    lit = bead;
  }

  /* One sentence at a time is a tab stop: a book has thousands. */
  function makeCurrent(sentence) {
    if (current) current.tabIndex = -1;
    current = sentence;
    if (current) current.tabIndex = 0;
  }

  function focused() {
    return beadOf(sentenceOf(document.activeElement));
  }

  function go(sentence) {
    if (!sentence) return;
    makeCurrent(sentence);
    sentence.focus();
  }

  /* The bead before or after, through all sections. */
  function beside(bead, step) {
    const section = bead.parentElement;
    return step > 0
      ? bead.nextElementSibling ?? section.nextElementSibling?.firstElementChild
      : bead.previousElementSibling ?? section.previousElementSibling?.lastElementChild;
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

  function partner(sentence, side) {
    return sideOf(sentence) === side ? null : sentencesOf(beadOf(sentence), side)[0];
  }

  const keys = {
    ArrowDown: (sentence) => neighbour(sentence, 1),
    ArrowUp: (sentence) => neighbour(sentence, -1),
    ArrowLeft: (sentence) => partner(sentence, "source"),
    ArrowRight: (sentence) => partner(sentence, "target"),
  };

  const actions = {
    scores(button) {
      const on = root.classList.toggle("scores");
      button.setAttribute("aria-pressed", String(on));
    },
  };

  text.addEventListener("mouseover", (event) => {
    const bead = beadOf(event.target);
    if (sentenceOf(event.target)) light(bead);
    else if (bead !== lit) light(focused()); // between the lines of the lit bead it stays lit: no flicker
  });
  text.addEventListener("mouseleave", () => light(focused()));
  text.addEventListener("focusin", (event) => {
    if (sentenceOf(event.target)) light(beadOf(event.target));
  });
  text.addEventListener("focusout", () => light(null));
  text.addEventListener("click", (event) => {
    const sentence = sentenceOf(event.target);
    if (!sentence || !getSelection().isCollapsed) return;
    makeCurrent(sentence);
    sentence.focus({ preventScroll: true });
  });
  text.addEventListener("keydown", (event) => {
    const sentence = sentenceOf(event.target);
    if (!sentence || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.key === "Escape") sentence.blur();
    if (!Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    go(keys[event.key](sentence));
  });
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-action]") : null;
    if (button) actions[button.dataset.action](button);
  });

  for (const button of document.querySelectorAll("[data-action]")) button.hidden = false;
  makeCurrent(text.querySelector(".bead span"));
})();
