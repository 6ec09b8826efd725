"""Readers of text files and tables: plain text, Markdown, subtitles, message catalogues, rows of cells."""
