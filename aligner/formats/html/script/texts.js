/* The interface in the reader's language. */

const texts = carried("texts");

/* A language by its name in the language of the interface; by its own where the browser knows none. */
function languageName(side) {
  const own = document.querySelector(`[data-name="${side}"]`);
  try {
    const names = new Intl.DisplayNames([settings.interface], { type: "language", fallback: "none" });
    return (own.lang !== "und" && names.of(own.lang)) || own.textContent;
  } catch {
    return own.textContent;
  }
}

/* A text of the interface, with its {places} filled. */
function say(key, values = {}) {
  return texts[settings.interface][key].replace(/{(\w+)}/g, (whole, name) => values[name] ?? whole);
}

function translate(within = document) {
  root.lang = settings.interface;
  const languages = { source: languageName("source"), target: languageName("target") };
  for (const e of within.querySelectorAll("[data-text]")) {
    e.textContent = say(e.dataset.text, { ...languages, version: e.dataset.version });
  }
  for (const e of within.querySelectorAll(".none")) e.lang = settings.interface;
  for (const e of within.querySelectorAll("[data-label]")) {
    e.setAttribute("aria-label", say(e.dataset.label));
    if (e.dataset.action) e.title = [say(e.dataset.label), e.dataset.key].filter(Boolean).join(" · ");
  }
  for (const e of within.querySelectorAll("[data-hint]")) e.placeholder = say(e.dataset.hint);
}

for (const name of Object.keys(CHOICES)) {
  actions[name] ??= (button) => keep(name, button.dataset.value);
}
actions.swap = () => keep("swap", settings.swap ? "" : "on");
actions.interface = (button) => {
  keep("interface", button.dataset.value);
  translate();
};

function zoom(step) {
  const sizes = [...CHOICES.zoom].sort((a, b) => a - b);
  keep("zoom", sizes[sizes.indexOf(settings.zoom) + step]);
}
actions.larger = () => zoom(1);
actions.smaller = () => zoom(-1);
actions.view = () => keep("mode", CHOICES.mode[(CHOICES.mode.indexOf(settings.mode) + 1) % CHOICES.mode.length]);
