"""The reader of PDF: glyphs to lines (`glyphs`), lines in reading order (`lines`), lines to blocks (`document`)."""
