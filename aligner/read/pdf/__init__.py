"""The reader of PDF: pages to glyphs (`glyphs`), these to lines (`pieces`), lines to blocks (`lines`, `document`)."""
