"""The search for the best beads: what speaks for each one, where to look for them, and the most probable path.

`side` turns a document into numbers; `evidence`, `corridor` and `lattice` see no text at all.
"""
