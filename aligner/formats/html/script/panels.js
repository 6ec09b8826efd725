/* The bar that leaves while the reader goes on, and the panels that open from it. */

import { actions, around, barHeight, calmly, find, findAll } from "./page.js";
import { beadAtTop } from "./place.js";

let lastY = scrollY;
addEventListener("scroll", calmly(() => {
  if (Math.abs(scrollY - lastY) < 8) return;
  document.body.classList.toggle("away", scrollY > lastY && scrollY > 200);
  lastY = scrollY;
}), { passive: true });
addEventListener("mousemove", calmly(({ clientY }) => {
  const { classList } = document.body;
  if (classList.contains("away") && clientY < innerHeight / 4 && clientY < barHeight()) classList.remove("away"); // asked last: it costs a layout
}), { passive: true });

/* Panels open and close by themselves (popovertarget); keys press the same buttons. */
for (const name of ["contents", "display", "keys"]) {
  actions[name] = (button) => {
    if (!button) document.getElementById(name)?.togglePopover();
  };
}

/* A panel that opens takes the focus, and gives it back when it closes. */
for (const [name, first] of [["display", "[aria-pressed=true]"], ["keys", "h2"], ["more", "button"]]) {
  const opened = find(`#${name}`);
  opened.addEventListener("toggle", (event) => {
    if (event.newState === "open") find(first, opened).focus();
  });
}

/* What is chosen from the menu closes it first, so that the focus can come back to the bar. */
const more = find("#more");
more.addEventListener("click", ({ target }) => {
  if (around(target, "button") && more.matches(":popover-open")) more.hidePopover();
});

const contents = document.getElementById("contents");
contents?.addEventListener("toggle", (event) => {
  if (event.newState === "open") showInContents(findAll("a", contents));
});
contents?.addEventListener("click", ({ target }) => {
  if (around(target, "a")) contents.hidePopover(); // before the jump, which begins where the reader was
});

/** Mark and focus the link to the chapter that is being read. @param {HTMLElement[]} links */
function showInContents(links) {
  const at = beadAtTop();
  const passed = links.filter((link) => {
    const heading = document.querySelector(link.getAttribute("href") ?? "");
    return at && heading && (heading === at || heading.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING);
  });
  for (const link of links) link.removeAttribute("aria-current");
  const link = passed.at(-1) ?? links[0];
  link?.setAttribute("aria-current", "true");
  link?.scrollIntoView({ block: "nearest" });
  link?.focus();
}
