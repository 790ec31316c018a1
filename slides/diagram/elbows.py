"""Lines with square corners between the four sides of boxes: of many plain routes, the one least in the way.

Every route has at most four corners, so that PowerPoint's own bent connectors draw it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from slides.geometry import Box, Point, rounded

Side = Literal[0, 1, 2, 3]  # top, left, bottom, right, as connection sites are counted
Way = tuple[Point, ...]

_AWAY = 12.0  # pt that a line runs straight out of a box before it turns
_CLEAR = 3.0  # pt that it keeps from boxes that it passes
_BESIDE = 4.0  # pt between two lines, or a line and a border, that are told apart
_SAME = 0.75  # pt by which two sites may differ and still be one line
_OUT = ((0, -1), (-1, 0), (0, 1), (1, 0))


@dataclass(frozen=True, slots=True)
class Stop:
    """What a line can end at: the points of its four sides, and the boxes that no line may cross."""

    sites: tuple[Point, Point, Point, Point]
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A route, and the sides at which it leaves and arrives."""

    way: Way
    leaves: Side
    arrives: Side
    cost: float


@dataclass(frozen=True, slots=True)
class Wish:
    """What a line would like: the sides that follow the diagram's direction, and room for its label
    (width and height in pt) on its last piece, or on its first where it merges with others. Only
    lines of one `look` may run together.
    """

    natural: tuple[Side, Side]
    look: object = None
    label: tuple[float, float] | None = None
    merges: bool = False

    def granted(self, way: Way) -> bool:
        """The piece that should hold the label is long enough for it."""
        if self.label is None:
            return True
        a, b = way[:2] if self.merges else way[-2:]
        wide, tall = self.label
        return abs(a.x - b.x) >= wide or abs(a.y - b.y) >= tall


_End = tuple[str, Side]


@dataclass(slots=True)
class Board:
    """The page while lines are laid on it: boxes to avoid, borders not to run along, lines so far."""

    stops: Mapping[str, Stop]
    titles: Sequence[Box]
    borders: Sequence[tuple[Point, Point]]
    lines: list[tuple[_End, _End, object, Way]] = field(default_factory=list)

    def lay(self, tail: str, head: str, wish: Wish) -> Choice | None:
        """Lays the best route between two stops on the board; None where all run through a box."""
        best: Choice | None = None
        for odd, sides in self._sides(tail, head, wish):
            if best and best.cost <= odd:
                break
            for way in self._ways(tail, head, sides):
                cost = odd + 12.0 * (len(way) - 2) + _length(way) / 25
                cost += 0.0 if wish.granted(way) else 12.0
                if (best and cost >= best.cost) or self._blocked(way, tail, head):
                    continue
                cost += self._nuisance(way, (tail, sides[0]), (head, sides[1]), wish.look)
                if best is None or cost < best.cost:
                    best = Choice(way, sides[0], sides[1], cost)
        if best:
            self.lines.append(((tail, best.leaves), (head, best.arrives), wish.look, best.way))
        return best

    @staticmethod
    def _sides(tail: str, head: str, wish: Wish) -> list[tuple[float, tuple[Side, Side]]]:
        """The pairs of sides and what they cost, the natural one first."""
        if tail == head:
            return [(0.0, (3, 0))]
        every: tuple[Side, ...] = (0, 1, 2, 3)
        leaves, arrives = wish.natural
        pairs: list[tuple[float, tuple[Side, Side]]] = []
        for one in every:
            for other in every:
                pairs.append((14.0 * ((one != leaves) + (other != arrives)), (one, other)))
        return sorted(pairs)

    def _ways(self, tail: str, head: str, sides: tuple[Side, Side]) -> Iterator[Way]:
        if tail == head:
            yield loop(self.stops[tail])
            return
        (leaves, arrives), boxes = sides, [box for stop in self.stops.values() for box in stop.boxes]
        start, end = self.stops[tail].sites[leaves], self.stops[head].sites[arrives]
        for way in ways(start, leaves, end, arrives, boxes):
            yield tuple(Point(rounded(x), rounded(y)) for x, y in way)

    def _blocked(self, way: Way, tail: str, head: str) -> bool:
        for name, stop in self.stops.items():
            gap = -0.5 if name in (tail, head) else _CLEAR
            for box in stop.boxes:
                grown = box.inset(-gap)
                if any(_enters(a, b, grown) for a, b in pairwise(way)):
                    return True
        return False

    def _nuisance(self, way: Way, start: _End, end: _End, look: object) -> float:
        """What a route costs for titles it runs over, borders and lines it runs along, lines it crosses."""
        cost = 25.0 * sum(_enters(a, b, box) for a, b in pairwise(way) for box in self.titles)
        cost += 20.0 * sum(_along(one, border) for one in pairwise(way) for border in self.borders)
        for other_start, other_end, other_look, other in self.lines:
            # Lines of one fork or one merge may run together.
            allowed = (start == other_start) != (end == other_end) and look == other_look
            for one in pairwise(way):
                for two in pairwise(other):
                    if _along(one, two):
                        cost += 0.0 if allowed else 90.0
                    elif _crosses(one, two):
                        cost += 0.0 if allowed else 5.0
        return cost


def ways(start: Point, leaves: Side, end: Point, arrives: Side, boxes: Iterable[Box]) -> Iterator[Way]:
    """The routes from a side of one box to a side of another, plain ones first; boxes are not
    looked out for, they only tell at which heights a long way round may pass."""
    if leaves % 2 == 0 and arrives % 2 == 0:
        turned = [box.turned for box in boxes]
        for way in _level(_turned(start), leaves == 2, _turned(end), arrives == 2, turned):
            yield tuple(_turned(point) for point in way)
    elif leaves % 2 and arrives % 2:
        yield from _level(start, leaves == 3, end, arrives == 3, boxes)
    elif leaves % 2:
        yield from _mixed(start, leaves, end, arrives)
    else:
        for way in _mixed(end, arrives, start, leaves):
            yield way[::-1]


def loop(stop: Stop) -> Way:
    """A line out of the right side and back into the top."""
    (top, right), (x, y) = (stop.sites[0], stop.sites[3]), (stop.sites[3].x + _AWAY, stop.sites[0].y - _AWAY)
    return right, Point(x, right.y), Point(x, y), Point(top.x, y), top


def _level(
    start: Point, forward: bool, end: Point, arrives_right: bool, boxes: Iterable[Box]
) -> Iterator[Way]:
    """Both ends level: out to the right (`forward`) or left, in from the right or left."""
    out, into = (1 if forward else -1), (1 if arrives_right else -1)
    first, last = start.x + out * _AWAY, end.x + into * _AWAY
    if out == into:
        far = max(first, last) if out > 0 else min(first, last)
        beyond = {x for box in boxes for x in (box.right + 9, box.x - 9) if (x - far) * out > 0}
        for x in (far, far + out * 8, *sorted(beyond, key=lambda one: (one - far) * out)[:16]):
            yield start, Point(x, start.y), Point(x, end.y), end
    elif (end.x - start.x) * out >= _AWAY and abs(start.y - end.y) < _SAME:
        yield start, Point(end.x, start.y)
    elif (end.x - start.x) * out >= 1.6 * _AWAY:
        gap = (end.x - start.x) * out
        near = min(_AWAY, gap / 2)
        for along in dict.fromkeys(
            (gap / 2, near, gap - near, near + 8, gap - near - 8, gap / 3, gap * 2 / 3)
        ):
            if near <= along <= gap - near:
                x = start.x + out * along
                yield start, Point(x, start.y), Point(x, end.y), end
    if out != into:
        heights = {y for box in boxes for y in (box.y - 9, box.bottom + 9, box.y - 17, box.bottom + 17)}
        for y in sorted(heights, key=lambda one: (abs(one - start.y) + abs(one - end.y), one))[:24]:
            if abs(y - start.y) > _SAME and abs(y - end.y) > _SAME:
                yield start, Point(first, start.y), Point(first, y), Point(last, y), Point(last, end.y), end


def _mixed(start: Point, leaves: Side, end: Point, arrives: Side) -> Iterator[Way]:
    """Out level, in upright: one corner where the sides face each other, else three."""
    out, into = _OUT[leaves][0], _OUT[arrives][1]
    if (end.x - start.x) * out >= _AWAY and (start.y - end.y) * into >= _AWAY:
        yield start, Point(end.x, start.y), end
        return
    for step in (0.0, 8.0):
        x, y = start.x + out * (_AWAY + step), end.y + into * (_AWAY + step)
        yield start, Point(x, start.y), Point(x, y), Point(end.x, y), end


def _length(way: Way) -> float:
    return sum(abs(a.x - b.x) + abs(a.y - b.y) for a, b in pairwise(way))


def _turned(point: Point) -> Point:
    return Point(point.y, point.x)


def _enters(a: Point, b: Point, box: Box) -> bool:
    """The level or upright segment has a point inside the box."""
    return (
        min(a.x, b.x) < box.right
        and max(a.x, b.x) > box.x
        and min(a.y, b.y) < box.bottom
        and max(a.y, b.y) > box.y
    )


def _along(one: tuple[Point, Point], two: tuple[Point, Point]) -> bool:
    """The segments run beside each other, nearer than can be told apart."""
    for first, second in ((0, 1), (1, 0)):
        if all(abs(a[first] - b[first]) < 0.01 for a, b in (one, two)):
            low = max(min(point[second] for point in one), min(point[second] for point in two))
            high = min(max(point[second] for point in one), max(point[second] for point in two))
            if high - low > 2 and abs(one[0][first] - two[0][first]) < _BESIDE:
                return True
    return False


def _crosses(one: tuple[Point, Point], two: tuple[Point, Point]) -> bool:
    (a, b), (c, d) = one, two
    return (
        min(a.x, b.x) <= max(c.x, d.x)
        and min(c.x, d.x) <= max(a.x, b.x)
        and min(a.y, b.y) <= max(c.y, d.y)
        and min(c.y, d.y) <= max(a.y, b.y)
    )
