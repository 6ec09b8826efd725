"""How unlikely it is by chance that two phrases share so many beads: Fisher's exact test, as in Moore 2004.

Moore (*On log-likelihood-ratios and the significance of rare events*) shows that the test stays exact where counts are
as small as those of most words; the log-likelihood ratio does not.
"""

from __future__ import annotations

import math

# Terms of the sum that are smaller than the first by this factor no longer count.
_NEGLIGIBLE = 1e-12


def surprise(both: int, source: int, target: int, total: int) -> float:
    """−ln p of at least `both` beads in common, given in how many of all beads each phrase occurs.

    Raises `ValueError` for counts that contradict each other.

    >>> round(surprise(1, 1, 1, 1000), 3) == round(math.log(1000), 3)
    True
    >>> surprise(0, 5, 5, 1000)
    0.0
    """
    if not 0 <= both <= min(source, target) or source + target - both > total:
        raise ValueError(f"no {total} beads can hold {both} with both, {source} with one, and {target} with the other")
    if both == 0:
        return 0.0
    first = _log_chance(both, source, target, total)
    tail = term = 1.0
    for k in range(both, min(source, target)):
        term *= (source - k) * (target - k) / ((k + 1) * (total - source - target + k + 1))
        tail += term
        if term < _NEGLIGIBLE:
            break
    return max(0.0, -first - math.log(tail))


def _log_chance(both: int, source: int, target: int, total: int) -> float:
    """The logarithm of the hypergeometric probability of exactly `both`."""
    return _log_choose(source, both) + _log_choose(total - source, target - both) - _log_choose(total, target)


def _log_choose(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
