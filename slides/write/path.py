"""Geometry that the vector writers share: curves, arrowheads, dashes, corners, marks and rules of text.

A path is absolute and knows four steps, the ones that SVG and PDF have in common.
Lengths in pt, y down.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import dist
from typing import Literal, NamedTuple

from slides.geometry import Box, Point, rounded
from slides.look import fonts
from slides.look.fonts import Font
from slides.outlines import FORMS
from slides.scene import Colour, Curve, Piece, Shape, Stroke, Table, Text


class Step(NamedTuple):
    """Move to, line to (one point each), Bézier curve to (two controls and the end), or close (none)."""

    kind: Literal["move", "line", "curve", "close"]
    points: tuple[Point, ...]


Path = tuple[Step, ...]


class Drawn(NamedTuple):
    """The shaft, to be stroked, and the arrowhead, to be filled (empty where there is none)."""

    shaft: Path
    head: Path


CORNER = 4.0  # rounding of elbows, pt
RISE = 0.3  # of the size, as PowerPoint's baseline="30000"
DROP = 0.18  # of the size; PowerPoint's "-25000" is lower than its letters come out
_ROUND = 0.5523  # control distance of a quarter circle as a Bézier curve, in radii: 4/3 * (sqrt(2) - 1)


def drawn(curve: Curve) -> Drawn:
    """The curve as it is drawn; the tip of its arrowhead is exactly its last point.

    The shaft stops inside the head, so that a wide line never shows beside the tip.
    Raises ValueError where the number of points does not fit the route.
    """
    points = curve.points
    if len(points) < 2 or (curve.route == "curve" and len(points) % 3 != 1):
        raise ValueError(f'curve "{curve.id}": {len(points)} points do not make a {curve.route} route')
    smooth = curve.route == "curve"
    if not smooth:
        points = _distinct(points)
    if not curve.arrow or len(points) < 2:
        return Drawn(_shaft(points, smooth), ())
    points, head = _headed(points, curve, smooth)
    if curve.both:
        points, other = _headed(points[::-1], curve, smooth)
        points, head = points[::-1], (*head, *other)
    return Drawn(_shaft(points, smooth), head)


def _headed(points: tuple[Point, ...], curve: Curve, smooth: bool) -> tuple[tuple[Point, ...], Path]:
    """The points, cut short at the end, and the arrowhead there."""
    tip, before = points[-1], points[-4 if smooth else -2]
    reach = dist(before, tip)
    if reach < 0.01:
        return points, ()
    length = min(head_length(curve.stroke), 0.9 * reach)
    arm = _ARM * curve.stroke.width if curve.open_head else 0.0
    back = arm or 0.75 * length
    end = _shortened(points[-4:], back) if smooth else (_toward(tip, before, back),)
    points = (*points[: -len(end)], *end)
    return points, _head(points[-1], tip, length, arm)


def head_length(stroke: Stroke) -> float:
    """Length of an arrowhead: as PowerPoint, thin lines get the head of a 2 pt line."""
    return 3.5 * max(stroke.width, 2.0)


_ARM = 2.4  # of the line's width, along it: as thick across as the line itself


def _head(shaft_end: Point, tip: Point, length: float, arm: float) -> Path:
    """A triangle; with an `arm`, two strokes that are so long along the line."""
    reach = dist(shaft_end, tip)
    dx, dy = (tip.x - shaft_end.x) / reach, (tip.y - shaft_end.y) / reach
    base = Point(tip.x - dx * length, tip.y - dy * length)
    half = 0.42 * length
    left, right = Point(base.x - dy * half, base.y + dx * half), Point(base.x + dy * half, base.y - dx * half)
    corners = [tip, left, right]
    if arm:
        inner = [Point(corner.x - dx * arm, corner.y - dy * arm) for corner in (left, tip, right)]
        corners = [tip, left, *inner, right]
    start, *rest = corners
    return Step("move", (start,)), *(Step("line", (corner,)) for corner in rest), Step("close", ())


def _shaft(points: Sequence[Point], smooth: bool) -> Path:
    start = Step("move", (points[0],))
    if smooth:
        return (start, *(Step("curve", tuple(points[at : at + 3])) for at in range(1, len(points), 3)))
    if len(points) == 1:
        return start, Step("line", (points[0],))
    return (start, *_rounded_corners(points), Step("line", (points[-1],)))


def _rounded_corners(points: Sequence[Point]) -> Iterator[Step]:
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        radius = min(CORNER, dist(before, corner) / 2, dist(corner, after) / 2)
        enter, leave = _toward(corner, before, radius), _toward(corner, after, radius)
        yield Step("line", (enter,))
        yield Step("curve", (_between(enter, corner, _ROUND), _between(leave, corner, _ROUND), leave))


def _shortened(triple: Sequence[Point], back: float) -> tuple[Point, ...]:
    """The Bézier piece cut where it comes within `back` of its end (bisection, then de Casteljau)."""
    low, high = 0.0, 1.0
    for _ in range(12):
        middle = (low + high) / 2
        if dist(_split(triple, middle)[-1], triple[-1]) > back:
            low = middle
        else:
            high = middle
    return _split(triple, low)


def _split(triple: Sequence[Point], t: float) -> tuple[Point, Point, Point, Point]:
    a, b, c, d = triple
    ab, bc, cd = _between(a, b, t), _between(b, c, t), _between(c, d, t)
    abc, bcd = _between(ab, bc, t), _between(bc, cd, t)
    return a, ab, abc, _between(abc, bcd, t)


def _between(a: Point, b: Point, t: float) -> Point:
    return Point(a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t)


def _toward(start: Point, aim: Point, length: float) -> Point:
    return _between(start, aim, length / dist(start, aim))


def _distinct(points: Sequence[Point]) -> tuple[Point, ...]:
    kept = [points[0]]
    for point in points[1:]:
        if dist(kept[-1], point) >= 0.01:
            kept.append(point)
    return tuple(kept)


def corner_radius(shape: Shape) -> float:
    """The radius of a shape's corners; never more than half its shorter side."""
    limit = min(shape.box.w, shape.box.h) / 2
    match shape.outline:
        case "round":
            return max(0.0, min(shape.radius, limit))
        case "pill":
            return limit
        case _:
            return 0.0


def outline(shape: Shape) -> Path:
    """The outline of a flowchart's shape; raises KeyError for one that is none of those."""
    x, y, w, h = shape.box.x, shape.box.y, shape.box.w, shape.box.h
    return tuple(
        Step(kind, tuple(Point(rounded(x + u * w), rounded(y + v * h)) for u, v in shares))
        for kind, shares in FORMS[shape.outline].strokes
    )


def dashes(stroke: Stroke) -> tuple[float, ...]:
    """On and off lengths in pt, in PowerPoint's proportions to the line's width: dash 4:3, dot 1:2,
    dash and dot 4:3:1:3."""
    match stroke.dash:
        case "dash":
            return 4 * stroke.width, 3 * stroke.width
        case "dot":
            return stroke.width, 2 * stroke.width
        case "dashdot":
            return 4 * stroke.width, 3 * stroke.width, stroke.width, 3 * stroke.width
        case _:
            return ()


def table_rules(table: Table) -> Path:
    """The lines below each row."""
    steps: list[Step] = []
    y = table.box.y
    right = table.box.x + sum(table.columns)
    for row in table.rows:
        y += row.height
        steps += (Step("move", (Point(table.box.x, y),)), Step("line", (Point(right, y),)))
    return tuple(steps)


def marks(text: Text) -> list[tuple[Box, Colour]]:
    """The highlights of a text, to be drawn before any of its lines; neighbours of one look are joined."""
    found: list[tuple[Box, Colour]] = []
    for line in text.lines:
        joined: tuple[Box, Colour] | None = None
        for piece in line.pieces:
            if piece.run.mark is None:
                joined = None
                continue
            size = piece.run.size
            box = Box(piece.x, line.y - Font.ascent * size, piece.width, (Font.ascent + Font.descent) * size)
            if joined and joined[1] == piece.run.mark and abs(joined[0].right - box.x) < 0.05:
                box = joined[0].union(box)
                found.pop()
            joined = (box, piece.run.mark)
            found.append(joined)
    return found


def rules(piece: Piece, y: float) -> Iterator[Box]:
    """Underline and strike of a piece whose baseline is `y`, as boxes to be filled.

    Places and thickness are Liberation Sans' own (`post` and `OS/2` tables, units of 1/2048 em).
    """
    size = set_size(piece)
    if piece.run.underline:
        yield Box(piece.x, y + 217 / 2048 * size, piece.width, 150 / 2048 * size)
    if piece.run.strike:
        yield Box(piece.x, y - 530 / 2048 * size, piece.width, 102 / 2048 * size)


def set_size(piece: Piece) -> float:
    """The size a piece is set at: raised and lowered text is smaller."""
    return fonts.set_size(piece.run)


def baseline(piece: Piece, y: float) -> float:
    """The baseline of a piece on a line at `y`."""
    run = piece.run
    shift = RISE * run.size if run.raised else -DROP * run.size if run.lowered else 0.0
    return y - shift - piece.rise
