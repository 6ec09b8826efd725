"""The search for the best beads: the evidence for each one, where to look for them, and the most probable path.

`side` turns a document into numbers; `evidence`, `corridor` and `lattice` never see any text.
"""
