/* The alignment, as it stands in the page, saved as a file. */

/** @import { Alignment, Carried, Ties } from "./types.js" */
import { asJson, asTmx, asTsv } from "./files.js";
import { actions, element, find } from "./page.js";
import { actionButton, tell } from "./panel.js";
import { tiesHere } from "./placed.js";
import { record, theAlignment } from "./record.js";
import { say } from "./texts.js";

/**
 * The formats that can be saved.
 * @type {Record<string, {type: string, make: (record: Carried, alignment: Alignment, ties: Ties) => string}>}
 */
const FORMATS = {
  json: { type: "application/json", make: asJson },
  tsv: { type: "text/tab-separated-values", make: (_, alignment) => asTsv(alignment) },
  tmx: { type: "application/xml", make: asTmx },
};

/** The page's file name with another suffix. @param {string} suffix */
function fileName(suffix) {
  const page = decodeURIComponent(location.pathname.split("/").at(-1) ?? "").replace(/\.x?html?$/i, "");
  return `${page || "alignment"}.${suffix}`;
}

/** @param {string} name @param {Blob} content */
function download(name, content) {
  const link = /** @type {HTMLAnchorElement} */ (element("a", { download: name }));
  link.href = URL.createObjectURL(content);
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  tell(say("saved", { name }));
}

/** The panel's save button, and its menu. */
export function saveTools() {
  const menu = element("div", { id: "save", popover: "", role: "dialog", "data-label": "save" });
  for (const suffix of Object.keys(FORMATS)) menu.append(actionButton(`save-${suffix}`, `save_${suffix}`));
  return [actionButton("save", "save", { popovertarget: "save" }), menu];
}

for (const [suffix, { type, make }] of Object.entries(FORMATS)) {
  actions[`save-${suffix}`] = () => {
    if (!record) return;
    download(fileName(suffix), new Blob([make(record, theAlignment(), tiesHere())], { type }));
    find("#save").hidePopover();
  };
}
