"""From blocks to sentences: splits a mixed document into its two languages, and segments blocks into sentences.

Once the sentences are aligned, `paragraphs` works out which blocks belong together.
"""
