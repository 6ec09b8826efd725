/* How the reader likes the page: kept in the browser for all pages, set before the text is painted. */

const root = document.documentElement;

/* What each setting may be, its default first. */
const CHOICES = {
  mode: ["both", "ask", "source", "target"],
  width: ["normal", "narrow", "wide"],
  face: ["serif", "sans"],
  theme: ["auto", "light", "sepia", "dark"],
  swap: ["", "on"],
  zoom: [1, 0.8, 0.9, 1.1, 1.2, 1.35, 1.5, 1.75, 2],
  interface: navigator.language.startsWith("es") ? ["es", "en"] : ["en", "es"],
};

/* The browser's storage, which may be closed to a page from a file: then things last as long as the page. */
const memory = {
  get(key) {
    try {
      return JSON.parse(localStorage.getItem(`aligner:${key}`));
    } catch {
      return null;
    }
  },
  set(key, value) {
    try {
      if (value === null) localStorage.removeItem(`aligner:${key}`);
      else localStorage.setItem(`aligner:${key}`, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  },
};

const settings = Object.fromEntries(Object.entries(CHOICES).map(([name, values]) => [name, values[0]]));

function choose(name, value) {
  if (!Object.hasOwn(CHOICES, name) || !CHOICES[name].includes(value)) return;
  settings[name] = value;
  if (name === "zoom") root.style.setProperty("--zoom", value);
  else if (value === CHOICES[name][0]) delete root.dataset[name];
  else root.dataset[name] = value;
  for (const button of document.querySelectorAll(`[data-action="${name}"]`)) {
    button.setAttribute("aria-pressed", String((button.dataset.value ?? "on") === value));
  }
  document.dispatchEvent(new CustomEvent("chosen", { detail: name }));
}

function keep(name, value) {
  choose(name, value);
  memory.set("settings", settings);
}

for (const [name, value] of Object.entries(memory.get("settings") ?? {})) choose(name, value);
