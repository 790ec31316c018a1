"""Boxes kept so that those near a place are found without asking all."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import cached_property

from slides.geometry import Box, Point

_CELL = 96.0  # pt; about a card


class Shelf:
    """Boxes by name: sorted from top to bottom, and in the square cells of the page that they touch."""

    def __init__(self, boxes: Mapping[str, Box]) -> None:
        self._sorted = sorted(boxes.items(), key=lambda entry: (entry[1].y, entry[0]))
        self._tops = [box.y for _, box in self._sorted]
        self._tallest = max((box.h for box in boxes.values()), default=0.0)

    @cached_property
    def _cells(self) -> dict[tuple[int, int], list[tuple[str, Box]]]:
        found: dict[tuple[int, int], list[tuple[str, Box]]] = {}
        for entry in self._sorted:
            for cell in _cells(entry[1].x, entry[1].y, entry[1].right, entry[1].bottom):
                found.setdefault(cell, []).append(entry)
        return found

    def beside(self, low: float, high: float, gap: float = 0.0) -> Iterator[tuple[str, Box]]:
        """The boxes that share a height with `low` to `high`, give or take `gap`."""
        for name, box in self._sorted[bisect_left(self._tops, low - self._tallest - gap) :]:
            if box.y > high + gap:
                return
            if box.bottom >= low - gap:
                yield name, box

    def around(self, place: Box, gap: float = 0.0) -> dict[str, Box]:
        """The boxes near `place`: all that come nearer to it than `gap`, and some others."""
        cells = _cells(place.x - gap, place.y - gap, place.right + gap, place.bottom + gap)
        found: dict[str, Box] = {}
        for cell in cells:
            if cell in self._cells:
                found.update(self._cells[cell])
        return found

    def along(self, start: Point, end: Point, gap: float = 0.0) -> Iterator[tuple[str, Box]]:
        """The boxes near a segment: all that come nearer to it than `gap`, and some others; one may
        come several times."""
        pieces = max(1, int(min(abs(end.x - start.x), abs(end.y - start.y)) // _CELL))
        x, y = start
        dx, dy = (end.x - start.x) / pieces, (end.y - start.y) / pieces
        gap += _ROUNDING
        for at in range(1, pieces + 1):
            to_x, to_y = start.x + at * dx, start.y + at * dy
            low, high = (x, to_x) if x < to_x else (to_x, x)
            top, bottom = (y, to_y) if y < to_y else (to_y, y)
            for cell in _cells(low - gap, top - gap, high + gap, bottom + gap):
                yield from self._cells.get(cell, ())
            x, y = to_x, to_y


_ROUNDING = 0.001  # pt by which sums of floats may miss a cell's border


def _cells(left: float, top: float, right: float, bottom: float) -> list[tuple[int, int]]:
    """The cells that a box touches, by column and row."""
    rows = range(int(top // _CELL), int(bottom // _CELL) + 1)
    return [(column, row) for column in range(int(left // _CELL), int(right // _CELL) + 1) for row in rows]


def crosses(start: Point, end: Point, box: Box) -> bool:
    """The segment has a point inside the box (Liang and Barsky, 1984)."""
    left, top, right, bottom = box.x, box.y, box.x + box.w, box.y + box.h
    (x, y), (to_x, to_y) = start, end
    if max(x, to_x) <= left or min(x, to_x) >= right or max(y, to_y) <= top or min(y, to_y) >= bottom:
        return False
    low, high = 0.0, 1.0
    for origin, delta, least, most in ((x, to_x - x, left, right), (y, to_y - y, top, bottom)):
        if abs(delta) < 1e-9:
            if not least < origin < most:
                return False
            continue
        one, other = (least - origin) / delta, (most - origin) / delta
        low, high = max(low, min(one, other)), min(high, max(one, other))
    return low < high
