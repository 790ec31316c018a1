"""Proves of a drawn road map that it can be read: nothing covered, crossed or off the page."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from slides.diagram.route import polyline
from slides.diagram.shelf import Shelf, crosses
from slides.geometry import Box
from slides.scene import Curve, Scene, Shape, walk

_TOUCH = 0.5  # pt by which boxes and lines may meet; ends and boxes are rounded to 0.01


def faults(scene: Scene) -> Iterator[str]:
    """What is wrong with the drawing, each in words that name the parts by id.

    No card, method or number on another, no connector through one that is not its own, nothing
    outside the page. Linear in the number of parts but for those that are near each other.
    """
    nodes = dict(_nodes(scene))
    page = Box(0, 0, scene.width, scene.height)
    for name, box in nodes.items():
        if not page.holds(box, _TOUCH):
            yield f'"{name}" stands outside the page'
    shelf = Shelf(nodes)
    for name, box in nodes.items():
        for other, near in shelf.beside(box.y, box.bottom):
            if name < other and box.inset(_TOUCH).meets(near.inset(_TOUCH)):
                yield f'"{name}" stands on "{other}"'
    for item in walk(scene.items):
        if isinstance(item, Curve) and item.joins:
            yield from _crossed(item, shelf)


def _crossed(curve: Curve, shelf: Shelf) -> Iterator[str]:
    own = {join.shape for join in curve.joins or ()}
    if curve.id.startswith("step/"):
        own.add("/".join(("method", curve.id.split("/")[1])))
    points = polyline(curve)
    low, high = min(p.y for p in points), max(p.y for p in points)
    for name, box in shelf.beside(low, high):
        of = name.partition("/caveat-")[0]
        if of in own or (of != name and curve.id.endswith("/leader")):
            continue  # its own card or method, or numbers of caveats among themselves
        if any(crosses(start, end, box.inset(_TOUCH)) for start, end in pairwise(points)):
            yield f'the connector "{curve.id}" runs through "{name}"'


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
