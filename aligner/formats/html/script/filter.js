/* What the reviewer sees of the beads: those that the filter lets through, and how many there are of each sort. */

import { actionButton } from "./buttons.js";
import { BUCKETS, noFilter, passes, tallyOf } from "./doubts.js";
import { current, currentBead, currentInSight, makeCurrent, rest } from "./light.js";
import { actions, beadOf, element, find, findAll, isSeen, seenNear } from "./page.js";
import { panel, panelButton } from "./panel.js";
import { showProgress } from "./queue.js";
import { searchAgain } from "./search.js";
import { say } from "./texts.js";
import { rows, verdictOf } from "./verdicts.js";

const filter = noFilter();
/**
 * The current sentence when the filter hid it, and the one that took its place.
 * @type {{from: HTMLElement | null, to: HTMLElement | null} | null}
 */
let filteredAway = null;

/**
 * A menu of what to show; its first option is its name.
 * @param {"kind" | "flag" | "status"} name
 * @param {string[]} values
 */
function filterSelect(name, values) {
  const made = /** @type {HTMLSelectElement} */ (element("select", { "data-filter": name, "data-label": name }));
  made.append(element("option", { value: "", "data-text": name }));
  for (const value of values) made.append(element("option", { value, "data-text": `${name}_${value}` }));
  made.addEventListener("change", () => {
    filter[name] = made.value;
    filterFrom();
  });
  return made;
}

/** The panel's tools for filtering. */
export function filterTools() {
  return element("div", { class: "filters" },
    element("div", { class: "histogram", role: "group", "data-label": "histogram" }),
    filterSelect("kind", []),
    filterSelect("flag", ["any", "none", ...SHARED.flags]),
    filterSelect("status", SHARED.statuses),
    element("output", { class: "shown" }),
    actionButton("show-all", "show_all", { title: "a" }),
  );
}

/** What the panel says about all rows: how many are shown and doubtful, and their kinds and scores. */
export function tally() {
  const verdicts = rows().map((row) => ({ ...verdictOf(row), hidden: Boolean(row.hidden) }));
  const { counts, all, shown, doubtful, kinds } = tallyOf(verdicts);
  find(".shown", panel).textContent = say("shown", { shown, all });
  showProgress(doubtful);
  panelButton("show-all").disabled = shown === all;
  if (filter.kind) kinds.add(filter.kind);
  offerKinds([...kinds].sort());
  drawHistogram(counts);
}

/** @param {string[]} kinds */
function offerKinds(kinds) {
  const made = /** @type {HTMLSelectElement} */ (find("[data-filter=kind]", panel));
  const known = [...made.options].slice(1).map((option) => option.value);
  if (known.join() === kinds.join()) return;
  made.replaceChildren(made.options[0], ...kinds.map((kind) => element("option", { value: kind }, kind)));
  made.value = filter.kind;
}

/**
 * Heights are logarithmic: nearly all beads are sure, but the few others are the ones that matter.
 * @param {number[]} counts
 */
function drawHistogram(counts) {
  const histogram = find(".histogram", panel);
  const top = Math.log1p(Math.max(...counts, 1));
  while (histogram.childElementCount < BUCKETS) {
    const value = histogram.childElementCount;
    histogram.append(element("button", { type: "button", "data-action": "bucket", "data-value": value }));
  }
  for (const [k, bar] of findAll("button", histogram).entries()) {
    const [low, high] = [k, k + 1].map((n) => (n / BUCKETS).toFixed(1));
    bar.title = say("bucket", { low, high, count: counts[k] });
    bar.setAttribute("aria-label", bar.title);
    bar.setAttribute("aria-pressed", String(filter.bucket === k));
    bar.style.setProperty("--height", String(Math.log1p(counts[k]) / top));
  }
}

/** Show the rows that pass, and hide the others. */
export function applyFilter() {
  for (const row of rows()) row.hidden = !passes(filter, verdictOf(row));
  for (const made of /** @type {NodeListOf<HTMLSelectElement>} */ (panel.querySelectorAll("[data-filter]"))) {
    made.value = filter[/** @type {"kind" | "flag" | "status"} */ (made.dataset.filter)] ?? "";
  }
  tally();
  searchAgain();
}

/** Outside review mode, all rows are shown. */
export function unfilter() {
  for (const row of rows()) row.hidden = false;
  filteredAway = null;
  searchAgain();
}

/** After a choice, the current sentence stays; if it is now hidden, the next one shown takes its place. */
function filterFrom() {
  const from = filteredAway && filteredAway.to === current ? filteredAway.from : currentInSight() ?? current;
  applyFilter();
  const to = from && isSeen(from) ? from : seenNear(beadOf(from));
  filteredAway = to === from ? null : { from, to };
  makeCurrent(to);
  rest(currentBead());
  currentBead()?.scrollIntoView({ block: "center" });
}

document.addEventListener("translated", () => {
  if (!panel.hidden) tally();
});
actions.bucket = (button) => {
  const bucket = Number(button?.dataset.value);
  filter.bucket = filter.bucket === bucket ? null : bucket;
  filterFrom();
};
actions["show-all"] = () => {
  Object.assign(filter, noFilter());
  filterFrom();
};
