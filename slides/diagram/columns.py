"""Lines past ranks: for each, the places where it passes the ranks between its ends."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from slides.diagram.ranks import Rank, Ranks

_BEND = 30.0  # pt of way that one turn more is worth
_SHARED = 12.0  # pt of way that passing a rank together with a line of the same kin is worth
_PULL = 0.02  # of each pt away from the end that the kin has in common
SAME = 0.75  # pt by which two places may differ and still be one line
_MANY = 4  # ranks from which on only ways past all of them at once are looked for


@dataclass(frozen=True, slots=True)
class Wire:
    """One line from the foot of one node to the head of another.

    Lines of one `kin` may run on top of each other: all leave the same node (then `fans`) or
    all end at the same. `start` and `end` are their places along the ranks, in pt. `through` are places
    at which it has to pass ranks, by their numbers.
    """

    source: str
    target: str
    kin: str
    fans: bool
    start: float
    end: float
    through: tuple[tuple[int, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Leg:
    """The part of a wire in one channel; each end goes on upwards (`…_above`) or downwards."""

    channel: int
    start: float
    end: float
    from_above: bool
    to_above: bool

    @property
    def is_straight(self) -> bool:
        return abs(self.start - self.end) < SAME


def rises(ranks: Ranks, wire: Wire) -> bool:
    """The wire has to go back, past its own source: against the ranks or within one."""
    return ranks.of[wire.source] >= ranks.of[wire.target]


def passed(ranks: Ranks, wire: Wire) -> range:
    """The ranks between the two ends, in the wire's order."""
    first, last = ranks.of[wire.source], ranks.of[wire.target]
    return range(first, last - 1, -1) if rises(ranks, wire) else range(first + 1, last)


def legs(ranks: Ranks, wire: Wire, way: Sequence[float]) -> Iterator[Leg]:
    """The wire channel by channel, `way` being where it passes the ranks between."""
    rising = rises(ranks, wire)
    first = ranks.of[wire.source] + 1
    for at, (start, end) in enumerate(pairwise((wire.start, *way, wire.end))):
        channel = first - at if rising else first + at
        yield Leg(channel, start, end, at == 0 or not rising, rising and at < len(way))


class Columns:
    """Finds ways past ranks, one line after the other, each apart from those of other kin."""

    def __init__(self, ranks: Ranks, pitch: float) -> None:
        self._ranks = ranks
        self._pitch = pitch
        self._kin: dict[tuple[str, int], list[float]] = {}

    def way(self, wire: Wire) -> tuple[float, ...]:
        """The place in each rank that the line passes, which from now on is taken."""
        ranks = passed(self._ranks, wire)
        if not ranks:
            return ()
        found = self._cheapest(wire, ranks)
        fixed = dict(wire.through)
        for at, x in zip(ranks, found, strict=True):
            if at not in fixed:  # what a line has to pass is its own: a label
                self._kin.setdefault((wire.kin, at), []).append(x)
            self._ranks.all[at].lane.take(x - self._pitch, x + self._pitch)
        return tuple(found)

    def _cheapest(self, wire: Wire, ranks: Sequence[int]) -> list[float]:
        """By dynamic programming over the ranks: the way with the least turns, length and spread."""
        home = wire.start if wire.fans else wire.end
        best: dict[float, tuple[float, list[float]]] = {wire.start: (0.0, [])}
        fixed = dict(wire.through)
        places = self._places(wire, ranks)
        for at in ranks:
            mine = self._kin.get((wire.kin, at), ())
            lane = self._ranks.all[at].lane
            reached: dict[float, tuple[float, list[float]]] = {}
            for x in [fixed[at]] if at in fixed else places:
                shared = x in mine
                if not shared and at not in fixed and not lane.is_free(x):
                    continue
                cost, way = min((cost + _turn(before, x), way) for before, (cost, way) in best.items())
                cost += _PULL * abs(x - home) - (_SHARED if shared else 0.0)
                reached[x] = (cost, [*way, x])
            best = reached
        _, way = min((cost + _turn(x, wire.end), way) for x, (cost, way) in best.items())
        return way

    def _places(self, wire: Wire, ranks: Sequence[int]) -> list[float]:
        """Where the line could pass: as near to its ends as all ranks, or one of them, allow."""
        found = {x for at in ranks for x in self._kin.get((wire.kin, at), ())}
        every = [self._ranks.all[at] for at in ranks]
        single = [[rank] for rank in every] if len(every) <= _MANY else [every[:1], every[-1:]]
        for x in (wire.start, wire.end, *(x for _, x in wire.through)):
            for some in (every, *single):
                found.update(_past(some, x, right=right) for right in (False, True))
        return sorted(found)


def _turn(before: float, after: float) -> float:
    off = abs(before - after)
    return off + _BEND if off >= SAME else 0.0


def _past(ranks: Sequence[Rank], x: float, *, right: bool) -> float:
    """The place nearest to `x` on that side that is free in all the ranks."""
    while True:
        before = x
        for rank in ranks:
            x = rank.lane.next_free(x, right=right)
        if x == before:
            return x
