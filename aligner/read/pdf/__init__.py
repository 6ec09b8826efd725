"""The reader of PDF, in the order in which a file goes through it.

::

    bytes ─ check, pdfium ─▶ pages ─ glyphs ─▶ glyphs ─ pieces ─▶ lines ─ lines, strips, paragraphs, document ─▶ blocks

- `glyphs`: what a page shows, and where. `objects` knows what is drawn besides text; `fonts` the letters of fonts, with
  `tex_symbols` and `bare_codes` where a font does not say them.
- `accents`: those that are drawn over letters become part of them.
- `pieces`: glyphs that follow each other make pieces of lines; `bullets` tells those of lists from other signs. Pages
  with letters read from right to left go through `right_to_left` instead: `geometry` gathers their glyphs by place
  (`extent`), `direction` puts a line in the order of reading, and the page is mirrored, so that what comes next need
  not know.
- `pages`: all of this page by page, within limits; warns of letters that nobody knows.
- `lines`: which lines are running heads, and in which order the others are read; `notes` finds footnotes, `initials`
  large first letters.
- `columns`: what edges and indents are usual; `strips`: what stands together, and whether it is `verse`; `paragraphs`:
  where each begins; `document`: blocks of them, across columns and pages.
"""
