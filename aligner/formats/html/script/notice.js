/* A notice at the foot of the window, which leaves by itself. */

import { element } from "./page.js";

const NOTICE_STAYS = 2500; // milliseconds; about the time that a line of text takes to be seen and read

const notice = element("p", { class: "notice", role: "status" });
document.body.append(notice);
let leaving = 0;

/** Say something that needs no answer. @param {string} words */
export function saySoftly(words) {
  notice.textContent = words;
  clearTimeout(leaving);
  leaving = setTimeout(() => (notice.textContent = ""), NOTICE_STAYS);
}
