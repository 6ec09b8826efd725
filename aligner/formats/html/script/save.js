/* The alignment, as it stands in the page, saved as a file. */

/** @import { Alignment, Carried, Ties } from "./types.js" */
import { againBox, showAgain } from "./again.js";
import { actionButton } from "./buttons.js";
import { asJson, asTmx, asTsv } from "./files.js";
import { download, fileName, pageName } from "./download.js";
import { actions, element, find } from "./page.js";
import { tell } from "./panel.js";
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

/** The panel's save button, and its menu. */
export function saveTools() {
  const menu = element("div", { id: "save", popover: "", role: "dialog", "data-label": "save" });
  for (const suffix of Object.keys(FORMATS)) menu.append(actionButton(`save-${suffix}`, `save_${suffix}`));
  menu.append(againBox);
  menu.addEventListener("beforetoggle", () => showAgain(pageName()));
  return [actionButton("save", "save", { popovertarget: "save" }), menu];
}

for (const [suffix, { type, make }] of Object.entries(FORMATS)) {
  actions[`save-${suffix}`] = () => {
    if (!record) return;
    const name = fileName(suffix);
    download(name, new Blob([make(record, theAlignment(), tiesHere())], { type }));
    tell(say("saved", { name }));
    if (suffix !== "json" || againBox.hidden) find("#save").hidePopover();
  };
}
