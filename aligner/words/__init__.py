"""Which words translate each other: tokens, lexicons and how they are trained, words that look alike.

``data/`` holds the lexicon that comes with the package.
"""
