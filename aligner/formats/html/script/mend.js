/* Mending: every change puts some beads in the place of others, and so can be undone, redone and kept. */

const changesKey = `changes:${root.dataset.document}`;
let done = []; // {first, before: beads, after: beads, sentence: the one that was at hand}
let undone = [];
let nextId = 0;
let warned = false; // that the browser keeps nothing
let headings = null; // [link in the contents, sentence that it leads to]

function startMending() {
  if (!record) return;
  if (!alignment) readAlignment();
  headings ??= [...document.querySelectorAll("#contents a")].map((link) => [link, document.querySelector(`${link.hash} span`)]);
  nextId = Math.max(nextId, ...alignment.beads.map((bead) => bead.id + 1));
}

/* Put beads in the place of others, in the data and on the page. */
function replace(first, count, beads) {
  const before = alignment.beads.splice(first, count, ...beads);
  const old = before.map(rowFor);
  light(null);
  const made = beads.map(rowOf);
  for (const row of old) row.remove();
  let following = alignment.beads[first + beads.length];
  following = following && rowFor(following);
  for (const [k, row] of [...made.entries()].reverse()) {
    const { section } = beads[k];
    if (following?.parentElement === section) following.before(row);
    else section.append(row);
    judge(row);
    following = row;
  }
  for (let k = first; k <= first + beads.length && k < alignment.beads.length; k++) {
    const [bead, above] = [alignment.beads[k], alignment.beads[k - 1]];
    if (beginsWithin(bead, above)) rowFor(bead).dataset.begins = "target";
    else delete rowFor(bead).dataset.begins;
  }
  folded = null;
  return before;
}

const rowFor = (bead) => document.getElementById(`b${bead.id}`);
const indexOf = (row) => alignment.beads.findIndex((bead) => `b${bead.id}` === row.id);

/* Do to the bead at hand what a name of `mends` says; whether that was done. Nothing is changed out of sight. */
function change(name) {
  const sentence = current;
  if (!sentence) return tell(say("cannot"));
  if (!offer.hidden) return decideFirst();
  if (!onScreen(beadOf(sentence))) {
    go(sentence);
    return tell(say("out_of_sight"));
  }
  const at = indexOf(beadOf(sentence));
  const side = sideOf(sentence);
  const n = alignment.beads[at][side][0] + sentencesOf(beadOf(sentence), side).indexOf(sentence);
  const mend = mends[name](at, side, n);
  if (!mend) return tell(say(`cannot_${name}` in texts.en ? `cannot_${name}` : "cannot"));
  if (uncover(mend)) return tell(say("uncovered"));
  done.push({ first: mend.first, before: replace(mend.first, mend.count, mend.beads), after: mend.beads, sentence });
  undone = [];
  settle(sentence);
  return true;
}

/* Show the beads of a mend that the filter hides; whether there were any. */
function uncover({ first, count }) {
  const hidden = alignment.beads.slice(first, first + count).map(rowFor).filter((row) => row.hidden);
  for (const row of hidden) row.hidden = false;
  if (hidden.length) tally();
  return hidden.length > 0;
}

function step(from, to, take, give) {
  if (!offer.hidden) return decideFirst();
  const change = from.pop();
  if (!change) return tell(say("cannot"));
  replace(change.first, change[take].length, change[give]);
  to.push(change);
  settle(change.sentence ?? rowFor(change[give][0]).querySelector("[data-side] span"));
}

/* After a change: the sentence is at hand again, the panel is up to date, the browser keeps the work. */
function settle(sentence) {
  tell(""); // what was said of the attempt before
  go(sentence);
  tally();
  for (const [link, heading] of headings) link.setAttribute("href", `#${beadOf(heading).id}`);
  if (keepChanges() || warned) return;
  warned = true;
  tell(say("not_stored"));
}

function keepChanges() {
  const sections = new Map([...text.children].map((section, k) => [section, k]));
  const stored = done.map(({ first, before, after }) => [
    first,
    before.length,
    after.map((b) => [b.id, ...b.source, ...b.target, b.score, b.flags, b.status, sections.get(b.section)]),
  ]);
  return memory.set(changesKey, stored.length ? stored : null);
}

function restoreChanges(stored) {
  if (!reviewing) setReview(true);
  for (const [first, count, after] of stored) {
    const beads = after.map(([id, a, b, c, d, score, flags, status, section]) => (
      { id, source: [a, b], target: [c, d], score, flags, status, section: text.children[section] }
    ));
    done.push({ first, before: replace(first, count, beads), after: beads });
    nextId = Math.max(nextId, ...beads.map((bead) => bead.id + 1));
  }
  settle(rowFor(done.at(-1).after[0]).querySelector("[data-side] span"));
}

/* Tools */

const MENDS = [
  ["confirm", "Enter"],
  ["merge", "M", "m"],
  ["move", "Alt+↑", "Alt+↓"],
  ["split", "s"],
  ["unlink", "u"],
  ["link", "l"],
  ["undo", "z"],
  ["redo", "y"],
];

function mendTools() {
  if (!record) return [element("p", { class: "mend", "data-text": "no_mending" })];
  const tools = element("div", { class: "mend", role: "group", "data-label": "mend" }, element("span", { class: "at-hand" }));
  for (const [name, ...keys] of MENDS) {
    tools.append(keys.length > 1 ? mendPair(name, keys) : actionButton(name, name, { title: keys[0] }));
  }
  tools.append(...saveTools());
  return [tools];
}

/* What can be done upwards and downwards: two arrows about its name. */
function mendPair(name, keys) {
  const arrows = ["previous", "next"].map((where, k) => element("button", {
    type: "button",
    "data-action": name === "move" ? ["move-up", "move-down"][k] : `${name}-${where}`,
    "data-label": `${name}_${["up", "down"][k]}`,
    "data-key": keys[k],
  }, "↑↓"[k]));
  return element("span", { class: "pair" }, arrows[0], element("span", { "data-text": name }), arrows[1]);
}

/* Say something above the panel, for a while. */
let tellTimer = 0;
function tell(words) {
  const place = panel.querySelector(".told");
  place.textContent = words;
  clearTimeout(tellTimer);
  tellTimer = setTimeout(() => (place.textContent = ""), 4000);
}

/* Which bead the tools work on. */
let rowAtHand = null;
function showAtHand() {
  if (!reviewing) return;
  const row = current && beadOf(current);
  rowAtHand?.classList.remove("at-hand");
  rowAtHand = row;
  row?.classList.add("at-hand");
  if (!record) return;
  const words = row ? `${say("bead")} ${row.dataset.bead} · ${row.dataset.kind} · ${row.dataset.score}` : "";
  panel.querySelector(".at-hand").textContent = words;
  panel.querySelector("[data-action=undo]").disabled = !done.length;
  panel.querySelector("[data-action=redo]").disabled = !undone.length;
}

for (const name of Object.keys(mends)) actions[name] = () => change(name);
/* Who confirms goes on; who takes it back stays. A bead that a person made needs no more. */
actions.confirm = () => {
  const status = current && statusOf(beadOf(current));
  const settled = status === "changed" && onScreen(beadOf(current));
  if (settled || (change("confirm") && status === "auto")) goDoubtful(1);
};
actions.undo = () => step(done, undone, "after", "before");
actions.redo = () => step(undone, done, "before", "after");
document.addEventListener("current", showAtHand);

/* Changes of an earlier visit are offered, not forced. */
const offer = document.getElementById("offer");
const stored = record && memory.get(changesKey);
if (stored?.length) {
  offer.append(
    element("span", {}, say("found_changes", { count: stored.length })), " ",
    actionButton("restore"), actionButton("discard"),
  );
  translate(offer);
  offer.hidden = false;
}

/* New changes would overwrite those of the earlier visit. */
function decideFirst() {
  offer.querySelector("button").focus();
}

actions.restore = () => {
  offer.hidden = true;
  restoreChanges(stored);
};
actions.discard = () => {
  offer.hidden = true;
  memory.set(changesKey, null);
};
