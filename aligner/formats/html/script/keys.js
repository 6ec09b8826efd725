/* Keys, one table for what they do and for the list that shows them. */

/* The list: keys, and the text that says what they do. */
const READING = [
  [["↑", "↓"], "key_sentence"],
  [["←", "→"], "key_partner"],
  [["Enter"], "key_open"],
  [["/"], "key_search"],
  [["c"], "key_contents"],
  [["d"], "key_display"],
  [["v"], "key_view"],
  [["x"], "key_swap"],
  [["−", "+"], "key_size"],
  [["r"], "key_review"],
  [["?"], "key_keys"],
  [["Esc"], "key_leave"],
];
const REVIEWING = [
  [["j", "k"], "key_doubtful"],
  [["a"], "key_show_all"],
];
const MENDING = [
  [["Enter"], "key_confirm"],
  [["m", "M"], "key_merge"],
  [["s"], "key_split"],
  [["Alt ↑", "Alt ↓"], "key_move"],
  [["u", "l"], "key_link"],
  [["z", "y"], "key_undo"],
  [["Ctrl S"], "save"],
];

const anywhere = {
  "/": () => actions.search(),
  "?": () => actions.keys(),
  c: () => actions.contents(),
  d: () => actions.display(),
  v: () => actions.view(),
  x: () => actions.swap(),
  r: () => actions.review?.(),
  "+": () => actions.larger(),
  "=": () => actions.larger(), // "+" without the shift key
  "-": () => actions.smaller(),
};

const inText = {
  ArrowDown: (sentence) => go(onwards(sentence, 1)),
  ArrowUp: (sentence) => go(onwards(sentence, -1)),
  ArrowLeft: (sentence) => go(partner(sentence, true)),
  ArrowRight: (sentence) => go(partner(sentence, false)),
  Enter: (sentence) => (settings.mode === "ask" ? open(beadOf(sentence)) : null),
  Escape: (sentence) => sentence.blur(),
};

const inReview = {
  a: () => actions["show-all"](),
  j: () => goDoubtful(1),
  k: () => goDoubtful(-1),
};

/* While reviewing; letters work on the sentence at hand. */
const toMend = {
  Enter: () => actions.confirm(),
  m: () => change("merge-next"),
  M: () => change("merge-previous"),
  s: () => change("split"),
  "Alt+ArrowUp": () => change("move-up"),
  "Alt+ArrowDown": () => change("move-down"),
  u: () => change("unlink"),
  l: () => change("link"),
  z: () => actions.undo(),
  y: () => actions.redo(),
  "Ctrl+z": () => actions.undo(),
  "Ctrl+Z": () => actions.redo(),
  "Ctrl+y": () => actions.redo(),
  "Ctrl+s": () => actions["save-json"](),
};

const TOGGLES = { c: "contents", d: "display", "?": "keys" };

/* "m", "Alt+ArrowUp", "Ctrl+z"; the command key is as good as Ctrl. */
function nameOf(event) {
  return `${event.altKey ? "Alt+" : ""}${event.ctrlKey || event.metaKey ? "Ctrl+" : ""}${event.key}`;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented) return;
  if (event.target instanceof Element && event.target.closest("input, select, textarea")) return;
  const inPanel = event.target instanceof Element ? event.target.closest("[popover]") : null;
  if (inPanel) {
    if (TOGGLES[event.key] !== inPanel.id) return; // the key that opened a panel closes it
    event.preventDefault();
    return inPanel.hidePopover();
  }
  const sentence = sentenceOf(event.target);
  const onButton = event.target instanceof Element && event.target.closest("button, a") && event.key === "Enter";
  const tables = [reviewing && record ? toMend : {}, reviewing ? inReview : {}, sentence && !event.shiftKey ? inText : {}, anywhere];
  const table = tables.find((known) => Object.hasOwn(known, nameOf(event)));
  if (!table || onButton) return;
  event.preventDefault();
  table[nameOf(event)](sentence);
});

const list = document.querySelector("#keys dl");
for (const [names, key] of [...READING, ...REVIEWING, ...(record ? MENDING : [])]) {
  const keys = names.flatMap((name) => [element("kbd", {}, name), " "]);
  list.append(element("dt", {}, ...keys), element("dd", { "data-text": key }));
}

document.querySelector(".tools").hidden = false;
translate();
for (const [name, value] of Object.entries(settings)) choose(name, value);
makeCurrent(seenNear(text.querySelector(".bead")));
followLink();
