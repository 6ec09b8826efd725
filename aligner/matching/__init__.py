"""Which document of one collection translates which of another, by what their words tell.

::

    texts ──▶ 2 × Shelf ──candidates──▶ a few pairs for each document ──evidence──▶ assignment ──▶ Match, Match, …
"""
