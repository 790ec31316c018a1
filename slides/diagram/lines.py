"""The edges of a diagram on its page: their routes, and a place for each label on its own line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import dist

from slides.diagram import faces
from slides.diagram.elbows import Board, Choice, Side, Stop, Wish, loop
from slides.diagram.faces import LABEL_INSET, TITLE_INSET, Face, Scale
from slides.diagram.graph import Size
from slides.diagram.layout import Placement
from slides.diagram.paint import styles_of
from slides.diagram.parsed import Attributes, Edge, Parsed
from slides.diagram.shelf import crosses
from slides.geometry import Box, Point, flattened, rounded
from slides.scene import Route

ENDS = 14.0  # pt of a line that stay bare of its label at either end, for arrowheads
_NATURAL: Mapping[str, tuple[Side, Side]] = {"LR": (3, 1), "RL": (1, 3), "TB": (2, 0), "BT": (0, 2)}
_PORTS: Mapping[str, Side] = {"n": 0, "w": 1, "s": 2, "e": 3}


@dataclass(frozen=True, slots=True)
class Laid:
    """A line: its route and points, and the sides at which it leaves its tail and meets its head."""

    edge: Edge
    route: Route
    points: tuple[Point, ...]
    leaves: Side
    arrives: Side


@dataclass(frozen=True, slots=True)
class Lines:
    """All lines, and the boxes of their labels by edge; `lost` is a label that found no place."""

    every: tuple[Laid, ...]
    labels: Mapping[str, Box]
    lost: str | None


def square(attrs: Attributes) -> bool:
    """The diagram asks for lines with square corners."""
    return attrs["splines"].lower() == "ortho"


def label_room(edge: Edge, scale: Scale) -> Size:
    """Width and height of an edge's label with the ground around it."""
    left, top, right, bottom = LABEL_INSET
    width, height = faces.label_size(edge.label, faces.text_size(edge.attrs, scale, usual=12.0))
    return width + left + right, height + top + bottom


def stops(found: Sequence[Face], placement: Placement) -> dict[str, Stop]:
    """Each node's sites: three on its tile, the lowest below its label."""
    result: dict[str, Stop] = {}
    for face in found:
        tile, under = face.boxes(placement.nodes[face.node.id])
        x, y = tile.centre
        low = under.bottom if under else tile.bottom
        sites = (Point(x, tile.y), Point(tile.x, y), Point(x, low), Point(tile.right, y))
        boxes = (tile, Box(under.x, tile.bottom, under.w, under.bottom - tile.bottom)) if under else (tile,)
        result[face.node.id] = Stop(sites, boxes)
    return result


def laid(said: Parsed, found: Sequence[Face], placement: Placement, scale: Scale, *, direction: str) -> Lines:
    """A route for every edge that is to be seen, and a place for every label."""
    ends = stops(found, placement)
    titles = _titles(said, placement, scale)
    borders = [side for box in placement.clusters.values() for side in _borders(box)]
    board = Board(ends, titles, borders)
    seen = [edge for edge in said.edges if "invis" not in styles_of(edge.attrs)]
    every: list[Laid] = []
    for edge in seen:
        natural = _sides(edge, direction)
        choice = _best(board, edge, natural, seen, scale) if square(said.attrs) else None
        every.append(_bent(edge, choice) if choice else _curved(edge, ends, placement, natural))
    labels, lost = _labels(every, ends, titles, borders, scale)
    return Lines(tuple(every), labels, lost)


def _best(
    board: Board, edge: Edge, natural: tuple[Side, Side], seen: Sequence[Edge], scale: Scale
) -> Choice | None:
    look = tuple(edge.attrs.get(name) for name in ("color", "style", "penwidth"))
    room: Size | None = None
    if edge.label:
        wide, tall = label_room(edge, scale)
        room = wide + 1.5 * ENDS, tall + 1.5 * ENDS
    leaving = sum(one.tail == edge.tail for one in seen)
    arriving = sum(one.head == edge.head for one in seen)
    return board.lay(edge.tail, edge.head, Wish(natural, look, room, merges=arriving > leaving))


def _sides(edge: Edge, direction: str) -> tuple[Side, Side]:
    """The sides at which an edge ends if nothing is in its way."""
    leaves, arrives = _NATURAL[direction]
    tail, head = (edge.attrs.get(name, "").rpartition(":")[2] for name in ("tailport", "headport"))
    return _PORTS.get(tail, leaves), _PORTS.get(head, arrives)


def _titles(said: Parsed, placement: Placement, scale: Scale) -> list[Box]:
    found: list[Box] = []
    for cluster in said.clusters:
        box = placement.clusters.get(cluster.id)
        if box and cluster.label:
            left, top, _, _ = TITLE_INSET
            size = faces.text_size(cluster.attrs, scale, usual=12.0)
            wide, tall = faces.label_size(cluster.label, size, bold=True)
            found.append(Box(box.x + left, box.y + top, wide, tall))
    return found


def _borders(box: Box) -> tuple[tuple[Point, Point], ...]:
    corners = (
        Point(box.x, box.y),
        Point(box.right, box.y),
        Point(box.right, box.bottom),
        Point(box.x, box.bottom),
    )
    return tuple(zip(corners, (*corners[1:], corners[0]), strict=True))


def _bent(edge: Edge, choice: Choice) -> Laid:
    kind: Route = "straight" if len(choice.way) == 2 else "elbow"
    return Laid(edge, kind, choice.way, choice.leaves, choice.arrives)


def _curved(edge: Edge, ends: Mapping[str, Stop], placement: Placement, natural: tuple[Side, Side]) -> Laid:
    """Graphviz' own curve, moved so that it ends at the sites."""
    if edge.tail == edge.head:
        return Laid(edge, "elbow", loop(ends[edge.tail]), 3, 0)
    points = placement.edges[edge.id]
    start, end = ends[edge.tail].sites[natural[0]], ends[edge.head].sites[natural[1]]
    (ax, ay), (bx, by) = (
        (start.x - points[0].x, start.y - points[0].y),
        (end.x - points[-1].x, end.y - points[-1].y),
    )
    last = len(points) - 1
    moved = [
        Point(rounded(x + ax + (bx - ax) * at / last), rounded(y + ay + (by - ay) * at / last))
        for at, (x, y) in enumerate(points)
    ]
    return Laid(edge, "curve", (start, *moved[1:-1], end), natural[0], natural[1])


def polyline(line: Laid) -> tuple[Point, ...]:
    """The line as straight pieces."""
    return flattened(line.points) if line.route == "curve" else line.points


def _labels(
    every: Sequence[Laid],
    ends: Mapping[str, Stop],
    titles: Sequence[Box],
    borders: Sequence[tuple[Point, Point]],
    scale: Scale,
) -> tuple[dict[str, Box], str | None]:
    """A box for each label: on its line, on no node, title or label, and off other lines if it can be."""
    nodes = [box for stop in ends.values() for box in stop.boxes]
    drawn = {line.edge.id: polyline(line) for line in every}
    placed: dict[str, Box] = {}
    for line in every:
        if not line.edge.label:
            continue
        wide, tall = label_room(line.edge, scale)
        best: tuple[float, Box] | None = None
        for at, (spot, off) in enumerate(_spots(drawn[line.edge.id])):
            box = Box(rounded(spot.x - wide / 2), rounded(spot.y - tall / 2), wide, tall)
            taken = any(box.meets(one, 2) for one in (*nodes, *titles, *placed.values()))
            points = drawn[line.edge.id]
            if taken or any(_near(box, tip, ENDS - 4) for tip in (points[0], points[-1])):
                continue
            others = sum(
                crosses(a, b, box)
                for name, way in drawn.items()
                if name != line.edge.id
                for a, b in pairwise(way)
            )
            cost = 20.0 * others + 8.0 * sum(crosses(a, b, box) for a, b in borders) + 10 * off + at / 100
            if best is None or cost < best[0]:
                best = cost, box
        if best is None:
            return placed, line.edge.label
        placed[line.edge.id] = best[1]
    return placed, None


def _spots(points: Sequence[Point]) -> Iterator[tuple[Point, float]]:
    """Points along a line, and how far each is from the middle of its piece, as a share of it."""
    total = sum(dist(a, b) for a, b in pairwise(points)) or 1.0
    for a, b in pairwise(points):
        for share in (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8):
            middle = Point(a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share)
            yield middle, abs(share - 0.5) + 0.5 * (1 - dist(a, b) / total)


def _near(box: Box, point: Point, gap: float) -> bool:
    grown = box.inset(-gap)
    return grown.x < point.x < grown.right and grown.y < point.y < grown.bottom
