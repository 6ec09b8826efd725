"""Readers of whatever is written in HTML, or can be turned into it.

::

    .html   saved_page ─┐
    .mhtml  mhtml ──────┴─▶ article ─▶ scraps: without lines that only lead elsewhere ─▶ blocks
    .epub   epub, svg ──┐
    .fb2    fb2 ────────┴─▶ page ─▶ blocks

- `page`: the elements of a page in reading order, as pieces with their blocks; `notes`: which of them are footnotes.
- `article`: which pieces of a saved page are the article, and which are the site around it. `furniture` and `sizes`
  judge by rules; `traits`, `places` and `teasers` say of each piece what `weights.json` weighs, which is described in
  `weights.json.md`. `by_trafilatura` leaves all this to that library, for those who ask.
"""
