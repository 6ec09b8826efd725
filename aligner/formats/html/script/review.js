/* For the reviewer: what the aligner thinks of each bead, and ways to the doubtful ones. Hidden from readers. */

const panel = document.getElementById("review");
const FLAGS = ["number", "name", "length", "untranslated", "moved", "low"];
const SURE = 0.9; // a bead below is doubtful, as is one with a flag
const BUCKETS = 10;
let reviewing = false;
let viewBefore = "both"; // what the reader goes back to
let filteredAway = null; // {from, to}: the sentence at hand that the filter hid, and the one that took its place
const filter = { bucket: null, kind: "", flag: "", status: "" };

const rows = () => [...text.querySelectorAll(".bead")];
const bucketOf = (row) => Math.min(BUCKETS - 1, Math.floor(Number(row.dataset.score) * BUCKETS));
const statusOf = (row) => row.dataset.status ?? "auto";
const isDoubtful = (row) => statusOf(row) === "auto" && (Number(row.dataset.score) < SURE || Boolean(row.dataset.flags));

/* Score, flags and status of a row, beside it. A book has ten thousand: what is the same in all is made once. */
const blankVerdict = element("div", { class: "verdict" }, element("span", { class: "score" }), element("i"));
function verdictOf(row) {
  const score = Number(row.dataset.score);
  const made = blankVerdict.cloneNode(true);
  if (isDoubtful(row)) made.classList.add("doubted");
  made.firstChild.textContent = score.toFixed(2);
  made.lastChild.style.setProperty("--score", score);
  for (const flag of row.dataset.flags?.split(" ") ?? []) made.append(named("flag", flag), " ");
  if (row.dataset.status) made.append(named("status", row.dataset.status));
  return made;
}

/* A flag or status by its name in the reader's language; one that we do not know as it is. */
function named(what, name) {
  const key = `${what}_${name}`;
  return key in texts.en ? element("span", { class: what, "data-text": key }, say(key)) : element("span", { class: what }, name);
}

/* A choice of what to show; its first option is its name. */
function select(name, values) {
  const made = element("select", { "data-filter": name, "data-label": name }, element("option", { value: "", "data-text": name }));
  for (const value of values) made.append(element("option", { value, "data-text": `${name}_${value}` }));
  made.addEventListener("change", () => {
    filter[name] = made.value;
    filterFrom();
  });
  return made;
}

function actionButton(action, key = action, more = {}) {
  return element("button", { type: "button", "data-action": action, "data-text": key, ...more });
}

function buildPanel() {
  const arrow = (action, sign, key) => (
    element("button", { type: "button", "data-action": action, "data-label": action.replace("-", "_"), "data-key": key }, sign)
  );
  const filters = element("div", { class: "filters" },
    element("div", { class: "histogram", role: "group", "data-label": "histogram" }),
    select("kind", []),
    select("flag", ["any", "none", ...FLAGS]),
    select("status", ["auto", "confirmed", "changed"]),
    element("output", { class: "shown" }),
    actionButton("show-all", "show_all", { title: "a" }),
    element("span", { class: "pair" },
      arrow("doubtful-previous", "↑", "k"),
      element("span", {}, element("span", { "data-text": "doubtful" }), " ", element("span", { class: "left" })),
      arrow("doubtful-next", "↓", "j")),
  );
  panel.append(element("p", { class: "told", role: "status" }), element("div", {}, filters, ...mendTools()));
  translate(panel);
}

/* What the panel says of all rows: how many are shown and doubtful, of which kinds and scores. */
function tally() {
  const counts = Array(BUCKETS).fill(0);
  const kinds = new Set(filter.kind ? [filter.kind] : []);
  const all = rows();
  let shown = 0;
  let doubtful = 0;
  for (const row of all) {
    counts[bucketOf(row)]++;
    kinds.add(row.dataset.kind);
    shown += !row.hidden;
    doubtful += isDoubtful(row);
  }
  panel.querySelector(".shown").textContent = say("shown", { shown, all: all.length });
  panel.querySelector(".left").textContent = doubtful;
  panel.querySelector("[data-action=show-all]").disabled = shown === all.length;
  offerKinds([...kinds].sort());
  drawHistogram(counts);
}

function offerKinds(kinds) {
  const made = panel.querySelector("[data-filter=kind]");
  const known = [...made.options].slice(1).map((option) => option.value);
  if (known.join() === kinds.join()) return;
  made.replaceChildren(made.options[0], ...kinds.map((kind) => element("option", { value: kind }, kind)));
  made.value = filter.kind;
}

/* Heights are logarithmic: nearly all beads are sure, and the few others are the ones looked for. */
function drawHistogram(counts) {
  const histogram = panel.querySelector(".histogram");
  const top = Math.log1p(Math.max(...counts, 1));
  while (histogram.childElementCount < BUCKETS) {
    const value = histogram.childElementCount;
    histogram.append(element("button", { type: "button", "data-action": "bucket", "data-value": value }));
  }
  for (const [k, bar] of [...histogram.children].entries()) {
    const [low, high] = [k, k + 1].map((n) => (n / BUCKETS).toFixed(1));
    bar.title = say("bucket", { low, high, count: counts[k] });
    bar.setAttribute("aria-label", bar.title);
    bar.setAttribute("aria-pressed", String(filter.bucket === k));
    bar.style.setProperty("--height", Math.log1p(counts[k]) / top);
  }
}

function passes(row) {
  const flags = row.dataset.flags?.split(" ") ?? [];
  if (filter.bucket !== null && bucketOf(row) !== filter.bucket) return false;
  if (filter.kind && row.dataset.kind !== filter.kind) return false;
  if (filter.flag === "any" ? !flags.length : filter.flag === "none" ? flags.length : filter.flag && !flags.includes(filter.flag)) return false;
  return !filter.status || statusOf(row) === filter.status;
}

function applyFilter() {
  for (const row of rows()) row.hidden = !passes(row);
  for (const made of panel.querySelectorAll("[data-filter]")) made.value = filter[made.dataset.filter];
  tally();
  searchAgain();
}

/* After a choice: the sentence at hand stays; where it is hidden now, the next one that is shown takes its place. */
function filterFrom() {
  const inSight = current && onScreen(beadOf(current)) ? current : seenNear(beadAtTop()) ?? current;
  const from = filteredAway && filteredAway.to === current ? filteredAway.from : inSight;
  applyFilter();
  const to = from && isSeen(from) ? from : from && seenNear(beadOf(from));
  filteredAway = to === from ? null : { from, to };
  makeCurrent(to);
  rest(to && beadOf(to));
  if (to) beadOf(to).scrollIntoView({ block: "center" });
}

/* Verdicts again for the rows that have none, as after a change. */
function judge(row) {
  row.querySelector(".verdict")?.remove();
  row.append(verdictOf(row));
}

/* Whether any of a bead can be seen. */
function onScreen(bead) {
  const box = bead.getBoundingClientRect();
  return box.bottom > 0 && box.top < innerHeight - panelHeight() && box.height > 0;
}

/* The next bead that is shown and doubtful, from the one at hand on, or from the top of the window if one has left it. */
function goDoubtful(step) {
  let row = current && beadOf(current);
  if (!row || !onScreen(row)) row = beadAtTop() ?? text.querySelector(".bead:not([hidden])");
  do row = row && beside(row, step); while (row && !isDoubtful(row));
  if (row) go(row.querySelector("[data-side] span"));
  else tell(say(step > 0 ? "doubtful_none_below" : "doubtful_none_above"));
}

function setReview(on) {
  const inSight = current && onScreen(beadOf(current)) ? current : seenNear(beadAtTop() ?? text.querySelector(".bead"));
  keepingPlace(() => {
    reviewing = on;
    if (on) viewBefore = settings.mode;
    panel.hidden = !on;
    root.classList.toggle("review", on);
    if (on) startReview(inSight);
    else endReview();
    for (const button of document.querySelectorAll("[data-action=review]")) button.setAttribute("aria-pressed", String(on));
  });
}

function startReview(sentence) {
  choose("mode", "both"); // one reviews both sides
  if (!panel.childElementCount) buildPanel();
  for (const row of rows()) if (!row.querySelector(":scope > .verdict")) row.append(verdictOf(row));
  startMending();
  applyFilter();
  makeCurrent(sentence && !isSeen(sentence) ? seenNear(beadOf(sentence)) : sentence);
}

function endReview() {
  for (const row of rows()) row.hidden = false;
  filteredAway = null;
  keep("mode", viewBefore);
  searchAgain();
}

/* Who chooses another view wants to read. */
document.addEventListener("chosen", ({ detail }) => {
  if (!reviewing || detail !== "mode" || settings.mode === "both") return;
  viewBefore = settings.mode;
  queueMicrotask(() => setReview(false));
});

/* A link to a bead that the filter hides shows all again. */
addEventListener("hashchange", () => {
  const row = beadOf(document.getElementById(location.hash.slice(1)));
  if (!row?.hidden) return;
  actions["show-all"]();
  go(row.querySelector("[data-side] span"));
});

/* A click beside the sentences of a row takes its first one. */
text.addEventListener("click", ({ target }) => {
  const row = reviewing && getSelection().isCollapsed && !sentenceOf(target) && !target.closest("a, button") && beadOf(target);
  if (row) go(row.querySelector("[data-side] span"));
});

/* Out of the panel, back to the sentence at hand. */
panel.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.target.closest("[popover]")) (current ?? text).focus({ preventScroll: true });
});

const setInterface = actions.interface;
actions.interface = (button) => {
  setInterface(button);
  if (!reviewing) return;
  tally();
  showAtHand();
};
actions.review = () => setReview(!reviewing);
actions.bucket = (button) => {
  const bucket = Number(button.dataset.value);
  filter.bucket = filter.bucket === bucket ? null : bucket;
  filterFrom();
};
actions["show-all"] = () => {
  Object.assign(filter, { bucket: null, kind: "", flag: "", status: "" });
  filterFrom();
};
actions["doubtful-next"] = () => goDoubtful(1);
actions["doubtful-previous"] = () => goDoubtful(-1);
