"""Lines along a channel between two ranks: which runs above which, so that few cross and none meet.

A net is what lines of one kin have in common in a channel: a level stretch, with ends that go up
and down from it. Nets that overlap lie on tracks of their own. Where one net comes from above at
the place at which another goes down, the first has to lie above the second (the vertical
constraints of Hashimoto and Stevens, 1971); where such demands turn in a circle, a net is broken
in two with a link between (a dogleg; Deutsch, 1976). For the rest, of two nets the one lies above
that makes fewer crossings (Sander, 2003).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from itertools import pairwise
from math import inf

from slides.diagram.columns import Leg

Piece = tuple[int, str, Leg]  # a wire's number, its kin, and its part in the channel


@dataclass(slots=True, eq=False)
class _Net:
    low: float
    high: float
    above: list[float] = field(default_factory=list)  # places of the ends that go up, sorted
    below: list[float] = field(default_factory=list)
    wires: list[int] = field(default_factory=list)
    upper: _Net | None = None  # for the lower half of a broken net
    track: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """Where a line runs along: on track `upper`, and over a link at place `link` on track `lower`."""

    upper: int
    link: float | None = None
    lower: int = 0


@dataclass(frozen=True, slots=True)
class Tracks:
    """How many tracks a channel has, and the run of each line on them by its number."""

    count: int
    runs: Mapping[int, Run]


def laid(pieces: Sequence[Piece], plumb: Iterable[float], gap: float) -> Tracks:
    """The tracks of one channel, counted from above. `plumb` are the places of lines that run
    straight through; places nearer than `gap` pt are one."""
    nets = _nets(pieces)
    links: dict[int, float] = {}
    halves: dict[int, tuple[_Net, _Net]] = {}
    taken = sorted([*plumb, *(x for net in nets for x in (*net.above, *net.below))])
    while found := _circling(nets, gap):
        split = _broken([net for net in found if net.wires[0] not in halves], taken, gap)
        if split is None:
            break
        net, link, upper, lower = split
        taken.insert(bisect_left(taken, link), link)
        nets = [*(one for one in nets if one is not net), upper, lower]
        for wire in net.wires:
            links[wire], halves[wire] = link, (upper, lower)
    count = _arranged(nets, gap)
    runs = {wire: Run(net.track) for net in nets for wire in net.wires if wire not in halves}
    for wire, (upper, lower) in halves.items():
        runs[wire] = Run(upper.track, links[wire], lower.track)
    return Tracks(count, runs)


def _nets(pieces: Sequence[Piece]) -> list[_Net]:
    """Pieces of one kin that touch are one net."""
    found: list[_Net] = []
    before = ""
    for wire, kin, leg in sorted(pieces, key=lambda one: (one[1], min(one[2].start, one[2].end), one[0])):
        low, high = sorted((leg.start, leg.end))
        if not found or kin != before or low > found[-1].high:
            found.append(_Net(low, high))
        before, net = kin, found[-1]
        net.high = max(net.high, high)
        net.wires.append(wire)
        for x, above in ((leg.start, leg.from_above), (leg.end, leg.to_above)):
            ends = net.above if above else net.below
            if x not in ends:
                ends.append(x)
    for net in found:
        net.above.sort()
        net.below.sort()
    return found


def _demands(nets: Sequence[_Net], gap: float) -> dict[int, set[int]]:
    """By its number, the numbers of the nets that have to lie below a net."""
    goes_down = sorted((x, at) for at, net in enumerate(nets) for x in net.below)
    places = [x for x, _ in goes_down]
    found: dict[int, set[int]] = {at: set() for at in range(len(nets))}
    for at, net in enumerate(nets):
        for x in net.above:
            near = goes_down[bisect_right(places, x - gap) : bisect_left(places, x + gap)]
            found[at].update(other for _, other in near if other != at and nets[other] is not net.upper)
    numbers = {id(net): at for at, net in enumerate(nets)}
    for at, net in enumerate(nets):
        if net.upper is not None:
            found[numbers[id(net.upper)]].add(at)
    return found


def _circling(nets: Sequence[_Net], gap: float) -> list[_Net]:
    """The nets whose demands turn in a circle, or that lie between such circles."""
    below = _demands(nets, gap)
    above: dict[int, set[int]] = {at: set() for at in below}
    for at, others in below.items():
        for other in others:
            above[other].add(at)
    left = set(below)
    for lead, follow in ((above, below), (below, above)):
        count = {at: len(lead[at] & left) for at in left}
        free = [at for at in left if not count[at]]
        while free:
            at = free.pop()
            left.discard(at)
            for other in follow[at] & left:
                count[other] -= 1
                if not count[other]:
                    free.append(other)
    return [nets[at] for at in sorted(left)]


def _broken(
    nets: Sequence[_Net], taken: Sequence[float], gap: float
) -> tuple[_Net, float, _Net, _Net] | None:
    """The first net that can be broken: its link, what comes from above and what goes down."""
    for net in sorted(nets, key=lambda one: (len(one.wires), one.high - one.low, one.low)):
        if not net.above or not net.below:
            continue
        link = _link(net, taken, gap)
        if link is None:
            continue
        upper = _Net(min(link, *net.above, link), max(link, *net.above, link), net.above, [link], net.wires)
        lower = _Net(
            min(link, *net.below, link), max(link, *net.below, link), [link], net.below, net.wires, upper
        )
        return net, link, upper, lower
    return None


def _link(net: _Net, taken: Sequence[float], gap: float) -> float | None:
    """The free place nearest to the middle of the net, at most a little outside it."""
    middle = (net.low + net.high) / 2
    edges = [-inf, *taken, inf]
    best: float | None = None
    for left, right in pairwise(edges[bisect_left(edges, net.low - 6 * gap) - 1 :]):
        if left > net.high + 6 * gap:
            break
        if right - left >= 2 * gap:
            place = min(max(middle, left + gap), right - gap)
            if best is None or abs(place - middle) < abs(best - middle):
                best = place
    return best


def _arranged(nets: Sequence[_Net], gap: float) -> int:
    """Gives each net its track; returns how many there are."""
    near = _overlapping(nets, gap)
    hard = _demands(nets, gap)
    below: list[dict[int, float]] = [dict.fromkeys(others, inf) for _, others in sorted(hard.items())]
    for one, other in near:
        if other in below[one] or one in below[other]:
            continue
        gain = _crossings(nets[other], nets[one]) - _crossings(nets[one], nets[other])
        if gain > 0:
            below[one][other] = gain
        elif gain < 0:
            below[other][one] = -gain
    touching: list[list[int]] = [[] for _ in nets]
    for one, other in [*near, *((at, other) for at, others in hard.items() for other in others)]:
        touching[one].append(other)
        touching[other].append(one)
    done = [False] * len(nets)
    count = 0
    for at in _in_order(nets, below):
        tracks = [nets[other].track for other in touching[at] if done[other]]
        nets[at].track = max(tracks, default=-1) + 1
        done[at] = True
        count = max(count, nets[at].track + 1)
    return count


def _in_order(nets: Sequence[_Net], below: Sequence[Mapping[int, float]]) -> Iterable[int]:
    """From above to below, breaking no demand and as few wishes as may be (greedy: the net that
    costs least goes first; after Eades, Lin and Smyth, 1993)."""
    demands, wishes = [0] * len(nets), [0.0] * len(nets)
    for others in below:
        for other, weight in others.items():
            if weight == inf:
                demands[other] += 1
            else:
                wishes[other] += weight
    gains = [sum(weight for weight in others.values() if weight != inf) for others in below]

    def key(at: int) -> tuple[int, float, float, float, int]:
        return demands[at], wishes[at], -gains[at], nets[at].low, at

    heap = [key(at) for at in range(len(nets))]
    heapify(heap)
    done = [False] * len(nets)
    while heap:
        entry = heappop(heap)
        at = entry[-1]
        if done[at] or entry != key(at):
            continue
        done[at] = True
        yield at
        for other, weight in below[at].items():
            if not done[other]:
                if weight == inf:
                    demands[other] -= 1
                else:
                    wishes[other] -= weight
                heappush(heap, key(other))


def _overlapping(nets: Sequence[_Net], gap: float) -> list[tuple[int, int]]:
    """The pairs of nets that cannot lie on one track."""
    found: list[tuple[int, int]] = []
    open_ones: list[int] = []
    for at in sorted(range(len(nets)), key=lambda one: (nets[one].low, nets[one].high)):
        low = nets[at].low - gap
        open_ones = [one for one in open_ones if nets[one].high > low]
        found += [(one, at) for one in open_ones]
        open_ones.append(at)
    return found


def _crossings(upper: _Net, lower: _Net) -> int:
    """How often the ends of two nets cross the other's level stretch."""
    return _within(lower.above, upper) + _within(upper.below, lower)


def _within(places: Sequence[float], net: _Net) -> int:
    return bisect_left(places, net.high) - bisect_right(places, net.low)
