"""Arrays that hold several documents, one after the other, so that numpy is called once for all of them.

No sum runs over two documents, so each gets the same numbers, to the last bit, alone and among others.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating]
Ints = NDArray[np.integer]

# A text of more sentences than this on either side is searched alone.
MOST_TOGETHER = 400
# Stands in for minus infinity: the difference of two true infinities would be NaN.
NEVER = -1e30


def of_each(begins: Ints, nodes: int) -> Ints:
    """int array [nodes]: the document of each node, where each begins at one of them."""
    return np.repeat(np.arange(len(begins)), np.diff(begins, append=nodes))


def along(ufunc: np.ufunc, values: Floats, lengths: Ints) -> Floats:
    """The values accumulated from the beginning of each run of these lengths."""
    if len(lengths) == 1:
        return ufunc.accumulate(values)
    inside = np.arange(lengths.max()) < lengths[:, None]
    table = np.full(inside.shape, NEVER)
    table[inside] = values
    out: Floats = ufunc.accumulate(table, axis=1)[inside]
    return out
