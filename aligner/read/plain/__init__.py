"""Readers of text files and tables.

::

    .txt       text: which line ends are those of paragraphs
    .md        markdown
    .srt .vtt  subtitles ─┐
    .ass       ass ───────┴─▶ speech: what is said, however it is divided into cues
    .po        po: rows of a message and its translation
    .csv .tsv  tables: rows of cells; those of .xlsx too, which `aligner.read.office.workbook` reads
"""
