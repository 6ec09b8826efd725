"""From blocks to sentences: a mixed document split into its two languages, and blocks segmented into sentences.

Later, when sentences are aligned, `paragraphs` tells which blocks belong together.
"""
