"""Bilingual terms from alignments, and glosses inside a text.

::

    alignments ──passages──▶ words of each bead ──linking──▶ links ──phrases──▶ pairs of phrases
                                                     ──ranking──▶ entries, best first ──tables──▶ .tsv .xlsx .tbx
    blocks ──glosses──▶ entries: a term and its translation or expansion beside it
"""
