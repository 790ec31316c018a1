"""Steps → connectors: straight or one elbow where that keeps clear, else Graphviz's own curve.

Written for trees that grow down; a tree that grows to the right is turned over its diagonal,
routed, and turned back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from slides.diagram.graph import method_id
from slides.diagram.layout import Placement
from slides.diagram.shelf import Shelf, crosses
from slides.geometry import Box, Point, flattened, rounded
from slides.scene import Curve, Join, Route, Stroke
from slides.spec.model import Roadmap, Step

CLEAR = 3.0  # pt that a connector keeps from what it passes
_SAME = 0.75  # pt by which two centres may differ and still be one line


def connectors(
    roadmap: Roadmap, placement: Placement, *, rank: float, strokes: Sequence[Stroke]
) -> tuple[Curve, ...]:
    """One Curve for every step and pair of models, glued to both cards; `strokes` by step.

    `rank` is the distance of ranks in pt. A step from nothing starts at its method.
    """
    down = roadmap.direction == "TB"
    return tuple(
        Curve(
            f"step/{number}/{source}>{target}",
            points if down else tuple(Point(y, x) for x, y in points),
            strokes[number],
            kind,
            joins=(Join(source, 2 if down else 3), Join(target, 0 if down else 1)),
        )
        for number, source, target, kind, points in _every(roadmap, placement, rank)
    )


def routes(roadmap: Roadmap, placement: Placement, *, rank: float) -> list[Route]:
    """The kinds of route that the placement leads to."""
    return [kind for _, _, _, kind, _ in _every(roadmap, placement, rank)]


def _every(
    roadmap: Roadmap, placement: Placement, rank: float
) -> Iterator[tuple[int, str, str, Route, tuple[Point, ...]]]:
    """Step, source, target, route and points of each pair; as if the tree grew down."""
    down = roadmap.direction == "TB"
    page = _Page(placement.nodes if down else {name: box.turned for name, box in placement.nodes.items()})
    for number, step in enumerate(roadmap.steps):
        method = method_id(number)
        for source in step.sources or (method,):
            for target in step.to:
                splines = _splines(placement, number, step, source, target)
                if not down:
                    splines = [tuple(Point(y, x) for x, y in spline) for spline in splines]
                kind, points = _route(page, source, method, target, splines=splines, rank=rank)
                yield number, source, target, kind, points


def hits(points: Sequence[Point], boxes: Iterable[Box], gap: float = CLEAR) -> bool:
    """The polyline through `points` comes nearer than `gap` to one of the boxes."""
    grown = [box.inset(-gap) for box in boxes]
    return any(crosses(start, end, box) for start, end in pairwise(points) for box in grown)


def polyline(curve: Curve) -> tuple[Point, ...]:
    """The curve as straight pieces."""
    return flattened(curve.points) if curve.route == "curve" else curve.points


class _Page:
    """The nodes, and what of each rank is known."""

    def __init__(self, nodes: Mapping[str, Box]) -> None:
        self.nodes = nodes
        self._shelf = Shelf(nodes)
        self._ranks: dict[float, tuple[float, float]] = {}
        for box in nodes.values():
            key = round(box.centre.y)
            top, bottom = self._ranks.get(key, (box.y, box.bottom))
            self._ranks[key] = (min(top, box.y), max(bottom, box.bottom))

    def rank_of(self, name: str) -> tuple[float, float]:
        """Top and bottom of everything that stands in the same rank."""
        return self._ranks[round(self.nodes[name].centre.y)]

    def keeps_clear(self, points: Sequence[Point], own: Sequence[str]) -> bool:
        """The line through `points` passes by every node but its own."""
        return not any(
            name not in own and crosses(start, end, box.inset(-CLEAR))
            for start, end in pairwise(points)
            for name, box in self._shelf.beside(min(start.y, end.y), max(start.y, end.y), CLEAR)
        )


def _route(
    page: _Page, source: str, method: str, target: str, *, splines: Sequence[tuple[Point, ...]], rank: float
) -> tuple[Route, tuple[Point, ...]]:
    """The plainest route that keeps clear: straight, an elbow, or the curve that Graphviz drew."""
    start = Point(rounded(page.nodes[source].centre.x), page.nodes[source].bottom)
    end = Point(rounded(page.nodes[target].centre.x), page.nodes[target].y)
    middle = page.nodes[method].centre.x
    own = (source, method, target)
    if abs(start.x - end.x) < _SAME and abs(middle - end.x) < _SAME:
        plumb = (Point(end.x, start.y), end)
        if page.keeps_clear(plumb, own):
            return "straight", plumb
    else:
        for y in _turns(page, method, middle, start=start, end=end, rank=rank):
            corners = (start, Point(start.x, y), Point(end.x, y), end)
            if start.y < y < end.y and page.keeps_clear(corners, own):
                return "elbow", corners
        stairs = _stairs(page, method, middle, start=start, end=end, rank=rank)
        if stairs and page.keeps_clear(stairs, own):
            return "elbow", stairs
    return "curve", _through(splines, start, end)


def _turns(
    page: _Page, method: str, middle: float, *, start: Point, end: Point, rank: float
) -> Iterator[float]:
    """The heights at which a connector may turn: into the side of its method, which is where
    PowerPoint and LibreOffice would turn it by themselves, or in the gap before or after it."""
    top, bottom = page.rank_of(method)
    if abs(middle - end.x) < _SAME:
        yield rounded(page.nodes[method].centre.y)
        yield rounded(top - rank / 2)
    elif abs(middle - start.x) < _SAME:
        yield rounded(page.nodes[method].centre.y)
        yield rounded(bottom + rank / 2)


def _stairs(
    page: _Page, method: str, middle: float, *, start: Point, end: Point, rank: float
) -> tuple[Point, ...]:
    """The way with a turn before the method and one after it; none where there is no room for both."""
    top, bottom = page.rank_of(method)
    before, after, x = rounded(top - rank / 2), rounded(bottom + rank / 2), rounded(middle)
    if not start.y < before < after < end.y:
        return ()
    return (
        start,
        Point(start.x, before),
        Point(x, before),
        Point(x, after),
        Point(end.x, after),
        end,
    )


def _through(splines: Sequence[tuple[Point, ...]], start: Point, end: Point) -> tuple[Point, ...]:
    """The splines as one Bézier path from `start` to `end`, with a straight piece in between."""
    points = list(splines[0])
    for spline in splines[1:]:
        points += [points[-1], spline[0], *spline]
    return (start, *points[1:-1], end)


def _splines(
    placement: Placement, number: int, step: Step, source: str, target: str
) -> list[tuple[Point, ...]]:
    """Graphviz's curves into and out of the step's method."""
    out = placement.edges[f"step/{number}/to/{target}"]
    return [placement.edges[f"step/{number}/from/{source}"], out] if step.sources else [out]
