"""Points, boxes and Bézier curves on a page; pt, origin top left, y down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple


class Point(NamedTuple):
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle: left, top, width and height in pt."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        return self.x + self.w

    @property
    def bottom(self) -> float:
        return self.y + self.h

    @property
    def centre(self) -> Point:
        return Point(self.x + self.w / 2, self.y + self.h / 2)

    def inset(self, dx: float, dy: float | None = None) -> Box:
        """The box made smaller by `dx` left and right and `dy` (or `dx`) above and below."""
        dy = dx if dy is None else dy
        return Box(self.x + dx, self.y + dy, self.w - 2 * dx, self.h - 2 * dy)

    def moved(self, dx: float, dy: float) -> Box:
        return Box(self.x + dx, self.y + dy, self.w, self.h)

    @property
    def turned(self) -> Box:
        """The box mirrored at the page's diagonal: x and y change places."""
        return Box(self.y, self.x, self.h, self.w)

    def union(self, other: Box) -> Box:
        x, y = min(self.x, other.x), min(self.y, other.y)
        return Box(x, y, max(self.right, other.right) - x, max(self.bottom, other.bottom) - y)

    def meets(self, other: Box, gap: float = 0.0) -> bool:
        """The boxes share area, or come nearer to each other than `gap`."""
        return (
            self.x < other.right + gap
            and other.x < self.right + gap
            and self.y < other.bottom + gap
            and other.y < self.bottom + gap
        )

    def holds(self, other: Box, slack: float = 0.01) -> bool:
        """`other` lies inside this box, give or take `slack`."""
        return (
            other.x >= self.x - slack
            and other.y >= self.y - slack
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )


def around(boxes: list[Box]) -> Box:
    """The smallest box that holds them all; raises ValueError for none."""
    if not boxes:
        raise ValueError("no box to surround")
    x, y = min([box.x for box in boxes]), min([box.y for box in boxes])
    right, bottom = max([box.x + box.w for box in boxes]), max([box.y + box.h for box in boxes])
    return Box(x, y, right - x, bottom - y)


def hull(points: Sequence[Point]) -> Box:
    """The smallest box that holds the points; raises ValueError for none."""
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    x, y = min(xs), min(ys)
    return Box(x, y, max(xs) - x, max(ys) - y)


def flattened(points: Sequence[Point], steps: int = 12) -> tuple[Point, ...]:
    """A chain of cubic Bézier curves (a start, then two controls and an end each) as a polyline."""
    found = [points[0]]
    for at in range(1, len(points), 3):
        p, (q, r, s) = found[-1], points[at : at + 3]
        for step in range(1, steps + 1):
            t = step / steps
            a, b, c, d = (1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3
            x, y = a * p.x + b * q.x + c * r.x + d * s.x, a * p.y + b * q.y + c * r.y + d * s.y
            found.append(Point(x, y))
    return tuple(found)


def rounded(value: float) -> float:
    """Scene precision: 0.01 pt, and never a negative zero.

    >>> rounded(-0.001), rounded(1.23456)
    (0.0, 1.23)
    """
    return round(value, 2) + 0.0
