"""Readers of text files and tables: text, Markdown, subtitles, catalogues of messages, rows of cells."""
