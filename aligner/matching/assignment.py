"""The best assignment: pairs with the highest total gain, nobody in two of them, nobody forced into one.

Successive shortest paths over a sparse table of gains (Kuhn 1955; Edmonds & Karp 1972), with prices of the targets and
profits of the sources as potentials. It is exact, and a source whose best target nobody else wants costs one step.
"""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field


def assignment(gains: Sequence[Mapping[int, float]]) -> dict[int, int]:
    """The target of each source that has one.

    Args:
        gains: for each source, the gain with each target that it may have; one of 0 or less is never worth it.

    >>> assignment([{0: 5.0, 1: 4.0}, {0: 3.0}])
    {0: 1, 1: 0}
    """
    market = _Market([{target: gain for target, gain in row.items() if gain > 0} for row in gains])
    for source in range(len(gains)):
        market.enter(source)
    return {source: target for target, source in sorted(market.owner.items(), key=lambda pair: pair[1])}


@dataclass
class _Chains:
    """Chains of sources that would each take the next one's target, as one source enters.

    Attributes:
        sources: for each source that would move, what the total falls short of its having its best.
        targets: the same for each target whose owner would move.
        takes: the source that would take each target.
        cost: of the cheapest chain that has an end.
        end: the target at its end, which is free or whose owner would have none; None: the source that enters has none.
    """

    sources: dict[int, float]
    cost: float
    end: int | None = None
    targets: dict[int, float] = field(default_factory=dict)
    takes: dict[int, int] = field(default_factory=dict)


@dataclass
class _Market:
    """Sources that have entered own the targets of a best assignment among them.

    For every pair, profit + price ≥ gain, and equal where the source owns the target; a free target costs nothing.
    """

    gains: list[dict[int, float]]
    owner: dict[int, int] = field(default_factory=dict)
    price: defaultdict[int, float] = field(default_factory=lambda: defaultdict(float))
    profit: list[float] = field(init=False)

    def __post_init__(self) -> None:
        self.profit = [max(row.values(), default=0.0) for row in self.gains]

    def enter(self, start: int) -> None:
        """Let one more source in, along the cheapest chain."""
        chains = self._chains(start)
        for source, cost in chains.sources.items():
            self.profit[source] -= max(0.0, chains.cost - cost)
        for target, cost in chains.targets.items():
            self.price[target] += max(0.0, chains.cost - cost)
        self._move(start, chains)

    def _chains(self, start: int) -> _Chains:
        """Dijkstra's algorithm: targets in the order of their costs, until none is cheaper than a chain with an end."""
        chains = _Chains({start: 0.0}, self.profit[start])
        waiting: list[tuple[float, int]] = []
        costs: dict[int, float] = {}
        source = start
        while True:
            for target, cost in self._steps(source, chains.sources[source]):
                if cost < costs.get(target, math.inf):
                    costs[target], chains.takes[target] = cost, source
                    heapq.heappush(waiting, (cost, target))
            while waiting and waiting[0][1] in chains.targets:
                heapq.heappop(waiting)
            if not waiting or waiting[0][0] >= chains.cost:
                return chains
            cost, target = heapq.heappop(waiting)
            if target not in self.owner:
                chains.cost, chains.end = cost, target
                return chains
            source = self.owner[target]
            chains.targets[target] = chains.sources[source] = cost
            if cost + self.profit[source] < chains.cost:
                chains.cost, chains.end = cost + self.profit[source], target

    def _steps(self, source: int, cost: float) -> Iterator[tuple[int, float]]:
        """Each target that a source may take, with the cost of a chain to it; rounding must make no step cheaper."""
        for target, gain in self.gains[source].items():
            yield target, cost + max(0.0, self.profit[source] + self.price[target] - gain)

    def _move(self, start: int, chains: _Chains) -> None:
        """Give the target at the end of the chain to the source that takes it, that one's to the next, and so on."""
        owned = {self.owner[target]: target for target in chains.targets}
        target = chains.end
        while target is not None:
            source = chains.takes[target]
            self.owner[target] = source
            target = owned.get(source)
