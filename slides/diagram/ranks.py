"""The ranks of a layered drawing, as a router sees them: what stands in each, and where lines may pass.

Everything here is as in a tree that grows down: ranks follow one another from top to bottom,
and between two of them lies a channel.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import inf

from slides.geometry import Box

CLEAR = 4.0  # pt that a line keeps at least from what it passes


class Lane:
    """The stretches along one rank that are taken: apart from each other, from left to right."""

    def __init__(self, taken: Iterable[tuple[float, float]] = ()) -> None:
        self._lows: list[float] = []
        self._highs: list[float] = []
        for low, high in sorted(taken):
            if self._highs and low < self._highs[-1]:
                self._highs[-1] = max(high, self._highs[-1])
            else:
                self._lows.append(low)
                self._highs.append(high)

    def take(self, low: float, high: float) -> None:
        """Nothing else may pass between `low` and `high`; the two themselves stay free."""
        first, after = bisect_right(self._highs, low), bisect_left(self._lows, high)
        if first < after:
            low, high = min(low, self._lows[first]), max(high, self._highs[after - 1])
        self._lows[first:after] = [low]
        self._highs[first:after] = [high]

    def is_free(self, low: float, high: float | None = None) -> bool:
        """Nothing is taken at `low`, or anywhere from there to `high`."""
        high = low if high is None else high
        at = bisect_right(self._highs, low)
        return at == len(self._lows) or self._lows[at] >= high

    def next_free(self, x: float, *, right: bool) -> float:
        """`x`, or where what is taken there ends."""
        at = bisect_right(self._highs, x)
        if at == len(self._lows) or self._lows[at] >= x:
            return x
        return self._highs[at] if right else self._lows[at]


@dataclass(slots=True)
class Rank:
    """Top and bottom in pt of what stands in one rank, and what of it is taken."""

    top: float
    bottom: float
    lane: Lane = field(default_factory=Lane)

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Ranks:
    """The ranks from top to bottom; channel `at` lies above rank `at`, the last below all of them."""

    all: tuple[Rank, ...]
    of: Mapping[str, int]  # the rank of every node
    clear: float  # pt that lines keep from nodes


def ranked(
    nodes: Mapping[str, Box],
    names: Sequence[Box] = (),
    ghosts: frozenset[str] = frozenset(),
    *,
    clear: float = CLEAR,
) -> Ranks:
    """The ranks of nodes that share a middle. `names` are words between ranks, which make up
    ranks of their own; nodes that are `ghosts` stand in no line's way."""
    found: list[tuple[Rank, Sequence[str]]] = []
    for row in rows({name: box for name, box in nodes.items() if name not in ghosts}):
        found.append((_rank([nodes[name] for name in row], clear), row))
    found += [(_rank(row, CLEAR), ()) for row in _between(names, [rank for rank, _ in found])]
    found.sort(key=lambda entry: entry[0].middle)
    of = {name: at for at, (_, row) in enumerate(found) for name in row}
    return Ranks(tuple(rank for rank, _ in found), of, clear)


def rows(nodes: Mapping[str, Box]) -> list[list[str]]:
    """The nodes that share a middle, give or take what rounding does, from top to bottom."""
    found: list[list[str]] = []
    below = -inf
    for middle, _, name in sorted((box.y + box.h / 2, box.x, name) for name, box in nodes.items()):
        if middle > below + _ROUNDING:
            found.append([])
        below = middle
        found[-1].append(name)
    return found


_ROUNDING = 0.3  # pt


def _rank(boxes: Sequence[Box], clear: float) -> Rank:
    lane = Lane((box.x - clear, box.right + clear) for box in boxes)
    return Rank(min(box.y for box in boxes), max(box.bottom for box in boxes), lane)


def _between(names: Sequence[Box], ranks: Sequence[Rank]) -> list[list[Box]]:
    """The names that stand between the same two ranks."""
    middles = sorted(rank.middle for rank in ranks)
    found: dict[int, list[Box]] = {}
    for box in names:
        found.setdefault(bisect_left(middles, box.centre.y), []).append(box)
    return list(found.values())


def shifts(ranks: Ranks, needs: Mapping[int, float]) -> list[float]:
    """How far each rank moves down, in pt, so that each channel is as high as it needs to be."""
    found = [max(needs.get(0, 0.0), 0.0)]
    for at, (above, below) in enumerate(pairwise(ranks.all), 1):
        found.append(found[-1] + max(needs.get(at, 0.0) - (below.top - above.bottom), 0.0))
    return found
