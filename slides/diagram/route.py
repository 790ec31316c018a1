"""Steps → connectors with square corners: an orthogonal router for layered drawings.

Wires run upright past the ranks (`columns`) and level in the channels between them (`tracks`);
lines that share neither source nor target never lie on each other, and a channel that needs
more tracks than it has room for moves everything below it down. Written for trees that grow
down; a tree that grows to the right is turned over its diagonal, routed, and turned back.

Source: Sander, Layout of directed hypergraphs with orthogonal hyperedges (2003).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from slides.diagram import layout, tracks
from slides.diagram.columns import SAME, Columns, Leg, Wire, legs, passed
from slides.diagram.graph import Size
from slides.diagram.layout import Placement
from slides.diagram.ranks import CLEAR, Rank, Ranks, ranked, shifts
from slides.diagram.shelf import Shelf, crosses
from slides.diagram.tracks import Tracks
from slides.diagram.wires import Pair, ghosts, levelled, wired
from slides.geometry import Box, Point, flattened, rounded
from slides.scene import Curve, Join, Route, Stroke
from slides.spec.model import Roadmap

_MARGIN = 10.0  # pt between a rank and the tracks beside it, in which an arrowhead has room
_WIDEST_PITCH = 12.0
_COMFORTABLE = 12.0  # pt between ranks, from which on lines keep more distance


def routed(
    roadmap: Roadmap, found: Placement, *, rank: float, labels: Mapping[str, Size] | None = None
) -> Placement:
    """The placement with the ways of all connectors as its edges, by the connectors' ids.

    `rank` is the distance of ranks in pt, `labels` the room that names of clusters take at their
    tops. The placement may have grown along its ranks, and has no marks of the axis any more.
    """
    down = roadmap.direction == "TB"
    seen = {name: box for name, box in found.nodes.items() if not name.startswith("tick/")}
    found = replace(found, nodes=seen, edges={})
    result = _routed(roadmap, found if down else layout.turned(found), rank, labels or {}, down=down)
    return layout.cut(result if down else layout.turned(result))


def connectors(roadmap: Roadmap, placement: Placement, *, strokes: Sequence[Stroke]) -> tuple[Curve, ...]:
    """One Curve for every step and pair of models that is routed, glued to both cards; `strokes` by step.

    A step from nothing starts at its method. What was no more than an idea has an open arrowhead.
    """
    sites = (2, 0) if roadmap.direction == "TB" else (3, 1)
    found: list[Curve] = []
    for name, points in placement.edges.items():
        _, number, pair = name.split("/", 2)
        source, target = pair.split(">")
        kind: Route = "straight" if len(points) == 2 else "elbow"
        joins = Join(source, sites[0]), Join(target, sites[1])
        idea = roadmap.steps[int(number)].kind == "idea"
        found.append(Curve(name, points, strokes[int(number)], kind, joins=joins, open_head=idea))
    return tuple(found)


def hits(points: Sequence[Point], boxes: Iterable[Box], gap: float = 3.0) -> bool:
    """The polyline through `points` comes nearer than `gap` pt to one of the boxes."""
    grown = [box.inset(-gap) for box in boxes]
    return any(crosses(start, end, box) for start, end in pairwise(points) for box in grown)


def polyline(curve: Curve) -> tuple[Point, ...]:
    """The curve as straight pieces."""
    return flattened(curve.points) if curve.route == "curve" else curve.points


def _routed(
    roadmap: Roadmap, found: Placement, rank: float, labels: Mapping[str, Size], *, down: bool
) -> Placement:
    tight = rank < _COMFORTABLE
    blank = ghosts(roadmap, found.nodes)
    ranks = ranks_among(found, labels, blank, clear=CLEAR if tight else 1.75 * CLEAR, down=down)
    pairs, wires = wired(roadmap, found.nodes, blank)
    wires = levelled(roadmap, found.nodes, ranks, wires, down=down)
    found, turns = run_along(found, ranks, wires, rank=rank)
    return replace(found, edges={pair.id: _points(pair, wires, turns, found.nodes) for pair in pairs})


def run_along(
    found: Placement, ranks: Ranks, wires: Sequence[Wire], *, rank: float
) -> tuple[Placement, list[list[Turn]]]:
    """The placement, grown along its ranks as far as the wires need, and the turns of each of these."""
    pitch = 6.0 if rank < _COMFORTABLE else 8.0
    ways = _ways(ranks, wires, pitch)
    runs = _tracks(ranks, wires, ways)
    grown = _Grown.of(ranks, runs, pitch=pitch, margin=min(rank / 2, _MARGIN))
    nodes = {name: box.moved(0, grown.shift(ranks, name, box)) for name, box in found.nodes.items()}
    clusters = {name: grown.cluster(ranks, box) for name, box in found.clusters.items()}
    turns = [
        list(_turns(number, legs(ranks, wire, ways[number]), runs, grown))
        for number, wire in enumerate(wires)
    ]
    return replace(found, nodes=nodes, clusters=clusters), turns


def ranks_among(
    found: Placement, labels: Mapping[str, Size], blank: frozenset[str], *, clear: float, down: bool
) -> Ranks:
    """The ranks, with the names of clusters in the way."""
    named = {id: found.clusters[id] for id in labels if id in found.clusters}
    if down:
        shelf = Shelf(found.nodes)
        names = [_name(box, labels[id], shelf) for id, box in named.items()]
        return ranked(found.nodes, names, blank, clear=clear)
    ranks = ranked(found.nodes, (), blank, clear=clear)
    for id, box in named.items():
        wide, tall = labels[id]
        for one in ranks.all:
            if one.top < box.y + wide and box.y < one.bottom:
                one.lane.take(box.x, box.x + tall)
    return ranks


def _name(cluster: Box, label: Size, nodes: Shelf) -> Box:
    """Where a cluster's name stands: at its top, as far to the left as no line into its first row goes."""
    wide, tall = label
    inside = [box for _, box in nodes.beside(cluster.y, cluster.bottom) if cluster.holds(box)]
    first = min((box.y for box in inside), default=0.0)
    places = sorted(box.centre.x for box in inside if box.y < first + 40)
    for left in (cluster.x, *(place + CLEAR for place in places)):
        if left + wide > cluster.right:
            break
        if not any(left < place < left + wide for place in places):
            return Box(left, cluster.y, wide, tall)
    return Box(cluster.x, cluster.y, wide, tall)


def _ways(ranks: Ranks, wires: Sequence[Wire], pitch: float) -> list[tuple[float, ...]]:
    """The places at which each wire passes ranks: short ones first, which have less choice."""
    columns = Columns(ranks, pitch)
    ways: list[tuple[float, ...]] = [()] * len(wires)
    for number in sorted(range(len(wires)), key=lambda at: (len(passed(ranks, wires[at])), at)):
        ways[number] = columns.way(wires[number])
    return ways


def _tracks(ranks: Ranks, wires: Sequence[Wire], ways: Sequence[tuple[float, ...]]) -> dict[int, Tracks]:
    """The tracks of each channel that wires run along."""
    pieces: dict[int, list[tracks.Piece]] = {}
    plumb: dict[int, list[float]] = {}
    for number, (wire, way) in enumerate(zip(wires, ways, strict=True)):
        for leg in legs(ranks, wire, way):
            if leg.is_straight:
                plumb.setdefault(leg.channel, []).append(leg.start)
            else:
                pieces.setdefault(leg.channel, []).append((number, wire.kin, leg))
    return {channel: tracks.laid(some, plumb.get(channel, ()), CLEAR) for channel, some in pieces.items()}


@dataclass(frozen=True, slots=True)
class _Grown:
    """The drawing with room for its tracks: how far each rank moves down, and the tracks' heights."""

    shifts: Sequence[float]
    heights: Mapping[int, Sequence[float]]

    @classmethod
    def of(cls, ranks: Ranks, runs: Mapping[int, Tracks], *, pitch: float, margin: float) -> _Grown:
        needs = {at: 2 * margin + (found.count - 1) * pitch for at, found in runs.items()}
        moved = shifts(ranks, needs)
        heights: dict[int, list[float]] = {}
        for at, found in runs.items():
            first, last = at == 0, at == len(ranks.all)
            high = ranks.all[at].top + moved[at] if not last else 0.0
            low = ranks.all[at - 1].bottom + moved[at - 1] if not first else high - needs[at]
            high = low + needs[at] if last else high
            apart = min((high - low - 2 * margin) / max(found.count - 1, 1), max(pitch, _WIDEST_PITCH))
            top = (low + high - apart * (found.count - 1)) / 2
            heights[at] = [top + apart * track for track in range(found.count)]
        return cls(moved, heights)

    def shift(self, ranks: Ranks, name: str, box: Box) -> float:
        if name in ranks.of:
            return self.shifts[ranks.of[name]]
        above = [at for at, rank in enumerate(ranks.all) if rank.middle <= box.centre.y]
        return self.shifts[above[-1]] if above else self.shifts[0]

    def cluster(self, ranks: Ranks, box: Box) -> Box:
        """The cluster moved with the first and the last rank that it holds."""
        first = bisect_right(ranks.all, box.y, key=_middle)
        after = bisect_left(ranks.all, box.bottom, key=_middle)
        if first == after:
            return box
        top, bottom = box.y + self.shifts[first], box.bottom + self.shifts[after - 1]
        return Box(box.x, top, box.w, bottom - top)


def _middle(rank: Rank) -> float:
    return rank.middle


Turn = tuple[float, float]  # at this height, to this place


def _turns(number: int, legs: Iterable[Leg], runs: Mapping[int, Tracks], grown: _Grown) -> Iterator[Turn]:
    for leg in legs:
        if leg.is_straight:
            continue
        run, heights = runs[leg.channel].runs[number], grown.heights[leg.channel]
        if run.link is None or leg.from_above == leg.to_above:
            yield heights[run.upper if run.link is None or leg.from_above else run.lower], leg.end
        elif leg.from_above:
            yield heights[run.upper], run.link
            yield heights[run.lower], leg.end
        else:
            yield heights[run.lower], run.link
            yield heights[run.upper], leg.end


def _points(
    pair: Pair, wires: Sequence[Wire], turns: Sequence[Sequence[Turn]], nodes: Mapping[str, Box]
) -> tuple[Point, ...]:
    """The corners of a connector, from the foot of its source to the head of its target."""
    start = Point(nodes[pair.source].centre.x, nodes[pair.source].bottom)
    end = Point(nodes[pair.target].centre.x, nodes[pair.target].y)
    found: list[Turn] = []
    for at, number in enumerate(pair.wires):
        found += turns[number]
        if pair.method is not None and at == 0:
            middle = nodes[pair.method].centre
            leaves = wires[pair.wires[1]].start
            found += [(middle.y, middle.x), (middle.y, leaves)]
    return corners(start, found, end)


def corners(start: Point, turns: Sequence[Turn], end: Point) -> tuple[Point, ...]:
    """The polyline, without turns that lead nowhere; the same place within `SAME` is one."""
    level: list[Turn] = []
    for y, x in turns:
        if level and abs(level[-1][0] - y) < 0.01:
            level.pop()
        level.append((y, x))
    places, heights = [start.x], list[float]()
    for y, x in level:
        if abs(places[-1] - x) >= SAME:
            places.append(x)
            heights.append(y)
        elif len(places) > 1:
            places[-1] = x
    if len(places) == 1:  # all but upright is upright, unless small steps have added up
        places = [end.x] if abs(start.x - end.x) < SAME else places
    else:
        places[-1] = end.x
    points = [Point(places[0], start.y)]
    for y, (before, after) in zip(heights, pairwise(places), strict=True):
        points += [Point(before, y), Point(after, y)]
    points.append(Point(end.x, end.y))
    return tuple(Point(rounded(x), rounded(y)) for x, y in points)
