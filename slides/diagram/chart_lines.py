"""The lines of a chart as connectors: glued to what they join, a labelled one to its label as well."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from slides.diagram.chart_layout import Laid
from slides.diagram.chart_plan import Line
from slides.diagram.paint import known_colour
from slides.geometry import Box, Point, rounded
from slides.look.theme import Theme
from slides.outlines import FORMS
from slides.scene import Curve, Dash, Item, Join, Route, Shape, Stroke

_WIDTHS = {"solid": 1.25, "dotted": 1.25, "thick": 2.75, "invisible": 1.0}
_WIDEST = 6.0  # pt that an author may ask for
_SITES = {"TB": (2, 0), "BT": (0, 2), "LR": (3, 1), "RL": (1, 3)}
_TIP = 4.0  # pt from the middle of a ring or a cross to its border

Points = tuple[Point, ...]


def curves(line: Line, laid: Laid, theme: Theme) -> Iterator[Curve]:
    """One connector; two where a label stands on the line, so that they follow it when it is moved, and
    have so few corners that every program draws them alike."""
    points, look = laid.placement.edges[line.id], stroke(line, theme)
    sites = _SITES[laid.direction]
    if line.is_loop:
        sites = (3, 0) if laid.direction in ("TB", "BT") else (2, 1)
    tail = _join(line, line.edge.tail, line.tail, sites[0], laid)
    head = _join(line, line.edge.head, line.head, sites[1], laid)
    start, end = line.edge.start == "arrow", line.edge.end == "arrow"
    box = laid.placement.nodes.get(line.label_id)
    cut = _cut(points, box) if box else None
    if cut is None:
        yield _curve(line.id, points, look, (tail, head), start=start, end=end)
        return
    before, after, enters, leaves = cut
    label = line.label_id
    yield _curve(line.id, before, look, (tail, Join(label, enters)), start=start, end=False)
    yield _curve(f"{line.id}/on", after, look, (Join(label, leaves), head), start=False, end=end)


def _curve(
    id: str, points: Points, look: Stroke, joins: tuple[Join, Join], *, start: bool, end: bool
) -> Curve:
    if start and not end:
        points, joins = points[::-1], joins[::-1]
    route: Route = "straight" if len(points) == 2 else "elbow"
    return Curve(id, points, look, route, start or end, joins, both=start and end)


def _cut(points: Points, box: Box) -> tuple[Points, Points, int, int] | None:
    """The line up to a label and on from it, and the sides (0 top, 1 left, 2 bottom, 3 right) at which it
    enters and leaves; None for a line that does not pass it."""
    middle = box.centre
    for at, (a, b) in enumerate(pairwise(points)):
        if abs(a.x - b.x) < 0.01 and abs(a.x - middle.x) < 1.0 and _spans(a.y, b.y, box.y, box.bottom):
            down = b.y > a.y
            first, last = Point(a.x, rounded(box.y)), Point(a.x, rounded(box.bottom))
            sides = (0, 2) if down else (2, 0)
        elif abs(a.y - b.y) < 0.01 and abs(a.y - middle.y) < 1.0 and _spans(a.x, b.x, box.x, box.right):
            down = b.x > a.x
            first, last = Point(rounded(box.x), a.y), Point(rounded(box.right), a.y)
            sides = (1, 3) if down else (3, 1)
        else:
            continue
        first, last = (first, last) if down else (last, first)
        return (*points[: at + 1], first), (last, *points[at + 1 :]), *sides
    return None


def _spans(one: float, other: float, low: float, high: float) -> bool:
    return min(one, other) < low and max(one, other) > high


def stroke(line: Line, theme: Theme) -> Stroke:
    edge = line.edge
    usual = theme.colour("navy" if edge.form == "thick" else "slate")
    dash: Dash = "dash" if edge.look.dashed else "dot" if edge.form == "dotted" else "solid"
    width = min(max(edge.look.width, _WIDTHS[edge.form]), _WIDEST)
    return Stroke(known_colour(edge.look.stroke) or usual, width, dash)


def _join(line: Line, end: str, name: str, site: int, laid: Laid) -> Join:
    """The site of a node, or of the group that the node stands for."""
    if name != end and not line.stands_in(end, laid.plan):
        return Join(f"series/{end}", site)
    outline = laid.faces[name].outline
    number = FORMS[outline].numbers[site] if outline in FORMS else 2 * site if outline == "ellipse" else site
    return Join(f"node/{name}", number)


def tips(line: Line, laid: Laid, theme: Theme) -> Iterator[Item]:
    """Dots and crosses at the ends of a line, which no connector of PowerPoint has."""
    points, look = laid.placement.edges[line.id], stroke(line, theme)
    for at, (tip, way) in enumerate(((line.edge.end, points), (line.edge.start, points[::-1]))):
        if tip not in ("circle", "cross"):
            continue
        (x, y), before = way[-1], way[-2]
        dx = (before.x > x + 0.01) - (before.x < x - 0.01)
        dy = (before.y > y + 0.01) - (before.y < y - 0.01)
        name, middle = f"tick/{line.number}/{at}", Point(x + 5 * dx, y + 5 * dy)
        if tip == "circle":
            disc = Box(rounded(middle.x - _TIP), rounded(middle.y - _TIP), 2 * _TIP, 2 * _TIP)
            yield Shape(name, disc, "ellipse", fill=look.colour)
            continue
        for part, turn in (("a", _TIP), ("b", -_TIP)):
            start = Point(rounded(middle.x - _TIP), rounded(middle.y - turn))
            end = Point(rounded(middle.x + _TIP), rounded(middle.y + turn))
            yield Curve(f"{name}{part}", (start, end), replace(look, dash="solid"), arrow=False)
