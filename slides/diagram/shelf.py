"""Boxes kept so that those beside a line are found without asking all."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping

from slides.geometry import Box, Point


class Shelf:
    """Boxes by name, sorted from top to bottom."""

    def __init__(self, boxes: Mapping[str, Box]) -> None:
        self._sorted = sorted(boxes.items(), key=lambda entry: (entry[1].y, entry[0]))
        self._tops = [box.y for _, box in self._sorted]
        self._tallest = max((box.h for box in boxes.values()), default=0.0)

    def beside(self, low: float, high: float, gap: float = 0.0) -> Iterator[tuple[str, Box]]:
        """The boxes that share a height with `low` to `high`, give or take `gap`."""
        for name, box in self._sorted[bisect_left(self._tops, low - self._tallest - gap) :]:
            if box.y > high + gap:
                return
            if box.bottom >= low - gap:
                yield name, box


def crosses(start: Point, end: Point, box: Box) -> bool:
    """The segment has a point inside the box (Liang and Barsky, 1984)."""
    low, high = 0.0, 1.0
    for origin, delta, least, most in (
        (start.x, end.x - start.x, box.x, box.right),
        (start.y, end.y - start.y, box.y, box.bottom),
    ):
        if abs(delta) < 1e-9:
            if not least < origin < most:
                return False
            continue
        one, other = sorted(((least - origin) / delta, (most - origin) / delta))
        low, high = max(low, one), min(high, other)
    return low < high
