/* What each mend makes of the beads: nothing is changed here, only worked out. */

/* What a person made is right, as far as we know; the machine's remarks are answered. */
const mended = (bead, parts) => ({ ...bead, ...parts, score: 1, flags: [], status: "changed" });
const fresh = (bead, parts) => mended({ ...bead, id: nextId++ }, parts);

/* Two stretches as one; null if something else stands between them. */
function joined([a, b], [c, d]) {
  if (a === b) return [c, d];
  if (c === d) return [a, b];
  return b === c ? [a, d] : null;
}

/* Each mend: (index of the bead, side and number of the sentence at hand) -> {first, count, beads}, or null. */
const mends = {
  confirm(k) {
    const bead = alignment.beads[k];
    if (bead.status === "changed") return null;
    const status = bead.status === "auto" ? "confirmed" : "auto";
    return { first: k, count: 1, beads: [{ ...bead, status }] };
  },
  "merge-previous": (k) => merge(k - 1),
  "merge-next": (k) => merge(k),
  split(k, side, n) {
    const bead = alignment.beads[k];
    if (n === bead[side][0]) return null;
    const other = otherSide(side);
    const cut = counterCut(bead, side, n);
    const above = { [side]: [bead[side][0], n], [other]: [bead[other][0], cut] };
    const below = { [side]: [n, bead[side][1]], [other]: [cut, bead[other][1]] };
    return { first: k, count: 1, beads: [mended(bead, above), fresh(bead, below)] };
  },
  /* The sentence and those above it in its bead go to the bead above. */
  "move-up": (k, side, n) => move(k - 1, side, alignment.beads[k - 1]?.[side][0], n + 1),
  /* The sentence and those below it in its bead go to the bead below. */
  "move-down": (k, side, n) => move(k, side, alignment.beads[k][side][0], n),
  unlink(k) {
    const bead = alignment.beads[k];
    if (sizeOf(bead, "source") + sizeOf(bead, "target") < 2) return null;
    const beads = [];
    for (const side of ["source", "target"]) {
      for (let n = bead[side][0]; n < bead[side][1]; n++) {
        const empty = side === "source" ? [bead.target[0], bead.target[0]] : [bead.source[1], bead.source[1]];
        beads.push((beads.length ? fresh : mended)(bead, { [side]: [n, n + 1], [otherSide(side)]: empty }));
      }
    }
    return { first: k, count: 1, beads };
  },
  /* A null and the nearest null of the other side become one bead; only nulls may stand between. */
  link(k) {
    const { beads } = alignment;
    if (!isNull(beads[k])) return null;
    const side = sizeOf(beads[k], "source") ? "source" : "target";
    const other = otherSide(side);
    const reach = (step) => {
      let at = k + step;
      while (beads[at] && isNull(beads[at]) && !sizeOf(beads[at], other)) at += step;
      return beads[at] && isNull(beads[at]) ? Math.abs(at - k) : Infinity;
    };
    const [down, up] = [reach(1), reach(-1)];
    if (down === Infinity && up === Infinity) return null;
    const at = down <= up ? k + down : k - up;
    const between = beads.slice(Math.min(k, at) + 1, Math.max(k, at));
    const bead = mended(beads[k], { [other]: beads[at][other] });
    return { first: Math.min(k, at), count: between.length + 2, beads: at > k ? [bead, ...between] : [...between, bead] };
  },
};

function merge(k) {
  const [a, b] = [alignment.beads[k], alignment.beads[k + 1]];
  if (!a || !b) return null;
  const source = joined(a.source, b.source);
  const target = joined(a.target, b.target);
  return source && target && { first: k, count: 2, beads: [mended(a, { source, target })] };
}

/* Share one side of two neighbours anew: the upper one ends before sentence `cut`. */
function move(k, side, first, cut) {
  const [above, below] = [alignment.beads[k], alignment.beads[k + 1]];
  if (!above || !below) return null;
  const all = joined(above[side], below[side]);
  if (!all) return null;
  const parts = [mended(above, { [side]: [all[0], cut] }), mended(below, { [side]: [cut, all[1]] })];
  return { first: k, count: 2, beads: parts.filter((bead) => sizeOf(bead, "source") || sizeOf(bead, "target")) };
}

/* Where the other side is cut when one side is: as much of its text above as on this side. */
function counterCut(bead, side, n) {
  const lengths = (which, a, b) => alignment.sides[which].sentences.slice(a, b).map((s) => s.text.length);
  const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
  const share = sum(lengths(side, bead[side][0], n)) / Math.max(1, sum(lengths(side, ...bead[side])));
  const [first, end] = bead[otherSide(side)];
  const whole = lengths(otherSide(side), first, end);
  const inner = end - first > 1 ? 1 : 0; // no side is left empty if there are sentences for both
  let best = first + inner;
  for (let cut = first + inner; cut <= end - inner; cut++) {
    const off = (at) => Math.abs(sum(whole.slice(0, at - first)) / Math.max(1, sum(whole)) - share);
    if (off(cut) <= off(best)) best = cut;
  }
  return best;
}
