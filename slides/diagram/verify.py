"""Proves of a drawn road map that it can be read: nothing covered, crossed or off the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from slides.diagram.route import polyline
from slides.diagram.shelf import Shelf, crosses
from slides.geometry import Box
from slides.scene import Curve, Scene, Shape, walk

_TOUCH = 0.5  # pt by which boxes and lines may meet; ends and boxes are rounded to 0.01


def faults(scene: Scene) -> Iterator[str]:
    """What is wrong with the drawing, each in words that name the parts by id.

    No card, method or number on another, no connector through one that is not its own or on one
    that shares neither step, source nor target with it, nothing outside the page. Linear in the
    number of parts and in the length of the lines.
    """
    nodes = dict(_nodes(scene))
    page = Box(0, 0, scene.width, scene.height)
    for name, box in nodes.items():
        if not page.holds(box, _TOUCH):
            yield f'"{name}" stands outside the page'
    inner = {name: box.inset(_TOUCH) for name, box in nodes.items()}
    shelf = Shelf(inner)
    for name, box in inner.items():
        for other, near in shelf.around(box).items():
            if name < other and box.meets(near):
                yield f'"{name}" stands on "{other}"'
    curves = [item for item in walk(scene.items) if isinstance(item, Curve) and item.joins]
    for curve in curves:
        yield from _crossed(curve, shelf)
    yield from _shared([curve for curve in curves if curve.id.startswith("step/")])


def _crossed(curve: Curve, shelf: Shelf) -> Iterator[str]:
    own = {join.shape for join in curve.joins or ()}
    if curve.id.startswith("step/"):
        own.add("/".join(("method", curve.id.split("/")[1])))
    met: dict[str, None] = {}
    for start, end in pairwise(polyline(curve)):
        for name, box in shelf.along(start, end):
            if name not in own and crosses(start, end, box):
                met[name] = None
    for name in met:
        of = name.partition("/caveat-")[0]
        if of in own or (of != name and curve.id.endswith("/leader")):
            continue  # its own card or method, or numbers of caveats among themselves
        yield f'the connector "{curve.id}" runs through "{name}"'


_Stretch = tuple[float, float, float, int]  # place, least and most along it, number of the curve


def _shared(curves: Sequence[Curve]) -> Iterator[str]:
    """Connectors that run on each other though nothing joins them: nobody could tell whose child is whose."""
    level: list[_Stretch] = []
    upright: list[_Stretch] = []
    for at, curve in enumerate(curves):
        for start, end in pairwise(curve.points if curve.route != "curve" else ()):
            if abs(start.y - end.y) < _TOUCH:
                level.append((start.y, min(start.x, end.x), max(start.x, end.x), at))
            elif abs(start.x - end.x) < _TOUCH:
                upright.append((start.x, min(start.y, end.y), max(start.y, end.y), at))
    met = {pair: None for stretches in (level, upright) for pair in _overlaps(stretches)}
    for one, other in met:
        if not _related(curves[one], curves[other]):
            yield f'the connectors "{curves[one].id}" and "{curves[other].id}" run on each other'


def _overlaps(stretches: list[_Stretch]) -> Iterator[tuple[int, int]]:
    """The pairs of curves of which two stretches lie on each other."""
    stretches.sort()
    first = 0
    for at, (place, low, high, curve) in enumerate(stretches):
        while stretches[first][0] < place - _TOUCH:
            first += 1
        for _, other_low, other_high, other in stretches[first:at]:
            if min(high, other_high) - max(low, other_low) > 2 * _TOUCH and other != curve:
                yield min(curve, other), max(curve, other)


def _related(one: Curve, other: Curve) -> bool:
    """Both belong to one step, or leave the same shape, or end at the same."""
    same_step = one.id.split("/")[1] == other.id.split("/")[1]
    joins = zip(one.joins or (), other.joins or (), strict=True)
    return same_step or any(a.shape == b.shape for a, b in joins)


def _nodes(scene: Scene) -> Iterator[tuple[str, Box]]:
    """What nothing may cover or cross: cards, methods, numbers, and the names of bands."""
    for item in walk(scene.items):
        if isinstance(item, Shape) and _is_node(item.id):
            yield item.id, item.box
        elif isinstance(item, Shape) and item.id.startswith("series/") and item.label:
            yield f"{item.id}/name", item.label.ink


def _is_node(name: str) -> bool:
    """Bands hold others, the legend explains, a callout bears its number, dates lie below: they may."""
    return not name.startswith(("series/", "legend/", "caveat-", "tick/"))
