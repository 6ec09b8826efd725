/* How a reviewer goes on: the command that aligns the rest again, to copy. */

import { actionButton } from "./buttons.js";
import { commandOf } from "./command.js";
import { actions, element } from "./page.js";
import { record, theAlignment } from "./record.js";
import { say } from "./texts.js";

const commandLine = element("code", { tabindex: "0", lang: "zxx", dir: "ltr" });
const copied = element("output");
export const againBox = element("div", { class: "again" },
  element("p", { "data-text": "again" }), commandLine, actionButton("copy-command", "copy"), " ", copied);

/** Show the command for a page of this name; nothing while there is nothing to keep. @param {string} name */
export function showAgain(name) {
  againBox.hidden = theAlignment().beads.every(({ status }) => status === "auto");
  copied.textContent = "";
  if (record) commandLine.textContent = commandOf(record, name, navigator.userAgent.includes("Windows"));
}

actions["copy-command"] = async () => {
  try {
    await navigator.clipboard.writeText(commandLine.textContent);
    copied.textContent = say("copied");
  } catch { // the browser has no clipboard for this page, or the reader said no
    getSelection()?.selectAllChildren(commandLine);
    copied.textContent = say("copy_selected");
  }
};
