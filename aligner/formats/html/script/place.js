/* The reading place: the bead at the top of the window is remembered, and gone back to, for each page. */

const placeKey = `place:${root.dataset.document}`;

/* The bead that stands under the bar. */
function beadAtTop() {
  const box = text.getBoundingClientRect();
  for (const x of [0.25, 0.75, 0.5]) {
    for (const y of [60, 90, 130]) {
      const bead = document.elementsFromPoint(box.left + box.width * x, y).map(beadOf).find(Boolean); // also under a panel
      if (bead) return bead;
    }
  }
  return null;
}

function rememberPlace() {
  const bead = beadAtTop();
  dropLink();
  if (bead) memory.set(placeKey, { bead: bead.id, top: Math.round(bead.getBoundingClientRect().top) });
  else if (scrollY < 100) memory.set(placeKey, null);
}

/* Who reads on from where a link led wants to come back to the place, not to the link. */
function dropLink() {
  const linked = document.getElementById(location.hash.slice(1));
  const box = beadOf(linked) && linked.getBoundingClientRect();
  if (box && (box.bottom < 0 || box.top > innerHeight)) history.replaceState(null, "", location.pathname + location.search);
}

function goToPlace() {
  const place = memory.get(placeKey);
  const bead = place && !location.hash && document.getElementById(place.bead);
  if (!bead) return;
  history.scrollRestoration = "manual";
  bead.scrollIntoView({ block: "start" });
  scrollBy(0, bead.getBoundingClientRect().top - place.top);
}

/* A change of size or view keeps the line that one reads where it is. */
function keepingPlace(job) {
  const bead = beadOf(document.activeElement) ?? beadAtTop();
  const top = bead?.getBoundingClientRect().top;
  const hold = () => bead && scrollBy(0, bead.getBoundingClientRect().top - top);
  job();
  hold();
  requestAnimationFrame(hold); // sections that are laid out only now may stand above
}

for (const name of ["mode", "width", "face", "swap", "larger", "smaller", "view"]) {
  const plain = actions[name];
  actions[name] = (button) => keepingPlace(() => plain(button));
}

let placeTimer = 0;
addEventListener("scroll", () => {
  clearTimeout(placeTimer);
  placeTimer = setTimeout(rememberPlace, 250);
}, { passive: true });
addEventListener("pagehide", rememberPlace);
goToPlace();
