"""What stands on what in a Scene: every text with the ground behind it, every line with its own."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import dist
from typing import NamedTuple

from slides.geometry import Box, Point
from slides.look.contrast import LARGE, TEXT, contrast
from slides.scene import Colour, Curve, Scene, Shape, Table, Text, walk

_DIVIDERS = {"rule"}  # lines that only part what is apart already: WCAG 1.4.11 asks nothing of them


class Seen(NamedTuple):
    what: str
    colour: Colour
    ground: Colour
    least: float

    @property
    def is_clear(self) -> bool:
        return contrast(self.colour.hex, self.ground.hex) >= self.least - 0.005


def seen(scene: Scene, paper: Colour) -> Iterator[Seen]:
    """Each text and line of the scene with what is behind it; `paper` is below all else."""
    grounds: list[tuple[Box, Colour]] = [(Box(0, 0, scene.width, scene.height), scene.ground or paper)]
    for item in walk(scene.items):
        match item:
            case Text():
                yield from _text(item, grounds)
            case Shape():
                around = _behind(Point(item.box.x, item.box.centre.y), grounds)
                if item.stroke and item.stroke.colour.name not in _DIVIDERS:
                    yield Seen(f"outline of {item.id}", item.stroke.colour, around, LARGE)
                if item.fill:
                    grounds.append((item.box, item.fill))
                if item.label:
                    yield from _text(item.label, grounds)
            case Curve():
                yield Seen(f"line {item.id}", item.stroke.colour, _behind(_middle(item), grounds), LARGE)
            case Table():
                for row in item.rows:
                    for cell in row.cells:
                        own = [(cell.text.box, cell.fill)] if cell.fill else []
                        yield from _text(cell.text, [*grounds, *own])
            case _:
                pass


def _text(text: Text, grounds: list[tuple[Box, Colour]]) -> Iterator[Seen]:
    for line in text.lines:
        for piece in line.pieces:
            run = piece.run
            if run.text.strip():
                middle = Point(piece.x + piece.width / 2, line.y - run.size / 3)
                large = run.size >= 18 or (run.bold and run.size >= 14)
                behind = run.mark or _behind(middle, grounds)
                yield Seen(f"{run.text[:30]!r}", run.colour, behind, LARGE if large else TEXT)


def _behind(spot: Point, grounds: list[tuple[Box, Colour]]) -> Colour:
    inside = (colour for box, colour in reversed(grounds) if box.holds(Box(spot.x, spot.y, 0, 0)))
    return next(inside, grounds[0][1])


def _middle(curve: Curve) -> Point:
    """The middle of its longest stretch: its ends lie on what it joins."""
    one, other = max(pairwise(curve.points), key=lambda ends: dist(*ends))
    return Point((one.x + other.x) / 2, (one.y + other.y) / 2)
