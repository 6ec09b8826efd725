"""Which words translate each other: tokens, lexicons and their training, and words that look alike.

``data/`` holds the lexicon that comes with the package.
"""
