"""Signs of formulas that are drawn and not set: brackets as tall as what they hold, braces, accents.

Lengths in pt, y up; `rule` is the thickness of lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import assert_never

from slides.formula.tree import Mark

Points = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line of this thickness through `points`: a start, then Bézier triples (two controls, an end)."""

    points: Points
    width: float


def line(x: float, end: float, y: float, width: float) -> Stroke:
    """A level line."""
    return Stroke(polyline((x, y), (end, y)), width)


def polyline(*points: tuple[float, float]) -> Points:
    """Straight lines as Bézier pieces, so that corners stay sharp."""
    found = [points[0]]
    for start, end in pairwise(points):
        found += [start, end, end]
    return tuple(found)


def over(
    mark: Mark, left: float, right: float, *, top: float, low: float, size: float, rule: float
) -> list[Stroke]:
    """An accent over what reaches from `left` to `right` below `top`, or under what reaches down to `low`.

    `size` is that of the letters.
    """
    middle = (left + right) / 2
    reach = min(max(right - left, 0.3 * size), 2.5 * size) / 2
    match mark:
        case "hat":
            peak = top + 0.16 * size
            return [Stroke(polyline((middle - reach, top), (middle, peak), (middle + reach, top)), rule)]
        case "bar":
            return [line(left, right, top, rule)]
        case "underbar":
            return [line(left, right, low - 0.12 * size, rule)]
        case "vec":
            tip, y = middle + reach, top + 0.06 * size
            head = polyline(
                (tip - 0.13 * size, y + 0.09 * size), (tip, y), (tip - 0.13 * size, y - 0.09 * size)
            )
            return [line(middle - reach, tip, y, rule), Stroke(head, rule)]
        case "tilde":
            high = top + 0.22 * size
            wave = ((middle - reach, top), (middle - reach / 3, high), (middle + reach / 3, top - 0.1 * size))
            return [Stroke((*wave, (middle + reach, high - 0.06 * size)), rule)]
        case "dot" | "ddot":
            shift = 0.12 * size if mark == "ddot" else 0.0
            places = (middle - shift, middle + shift) if shift else (middle,)
            return [line(x - rule * 0.8, x + rule * 0.8, top, 1.6 * rule) for x in places]
        case "brace":
            return [_brace(left, right, top, 0.2 * size, rule)]
        case "underbrace":
            return [_brace(left, right, low - 0.12 * size, -0.2 * size, rule)]
        case _:
            assert_never(mark)


def _brace(left: float, right: float, y: float, tall: float, rule: float) -> Stroke:
    """A brace lying over `left` to `right`; its point is `tall` away from y."""
    middle, half = (left + right) / 2, y + tall / 2
    points = (
        (left, y), (left, half), (left, half), ((left + middle) / 2, half),
        (middle, half), (middle, half), (middle, y + tall),
        (middle, half), (middle, half), ((middle + right) / 2, half),
        (right, half), (right, half), (right, y),
    )  # fmt: skip
    return Stroke(points, rule)


def bracket(text: str, width: float, low: float, high: float) -> list[Points] | None:
    """The lines of a bracket from `low` to `high` in this width; None for what is none."""
    drawn = _SHAPES.get(text)
    if drawn is None:
        return None
    lines = list(drawn(width * 0.25, width * 0.7, low, high))
    if text in ")]}⟩⌋⌉":  # drawn as their partners, and turned
        return [tuple((width - x, y) for x, y in one) for one in lines]
    return lines


def _round(left: float, right: float, low: float, high: float) -> Iterator[Points]:
    third, bulge = (high - low) * 0.26, left - (right - left) * 0.3
    yield ((right, high), (bulge, high - third), (bulge, low + third), (right, low))


def _square(left: float, right: float, low: float, high: float) -> Iterator[Points]:
    yield polyline((right, high), (left, high), (left, low), (right, low))


def _floor(left: float, right: float, low: float, high: float) -> Iterator[Points]:
    yield polyline((left, high), (left, low), (right, low))


def _ceiling(left: float, right: float, low: float, high: float) -> Iterator[Points]:
    yield polyline((right, high), (left, high), (left, low))


def _angle(left: float, right: float, low: float, high: float) -> Iterator[Points]:
    yield polyline((right, high), (left, (low + high) / 2), (right, low))


def _bar(left: float, right: float, low: float, high: float) -> Iterator[Points]:
    middle = (left + right) / 2
    yield polyline((middle, high), (middle, low))


def _bars(left: float, right: float, low: float, high: float) -> Iterator[Points]:
    yield polyline((left, high), (left, low))
    yield polyline((right, high), (right, low))


def _curly(left: float, right: float, low: float, high: float) -> Iterator[Points]:
    middle, y = (left + right) / 2, (low + high) / 2
    point = left - (right - left) * 0.4
    bend = min((high - low) * 0.12, 6.0)
    yield (
        (right, high), (middle, high), (middle, high), (middle, high - bend),
        (middle, y + bend), (middle, y + bend), (middle, y + bend),
        (middle, y), (middle, y), (point, y),
        (middle, y), (middle, y), (middle, y - bend),
        (middle, low + bend), (middle, low + bend), (middle, low + bend),
        (middle, low), (middle, low), (right, low),
    )  # fmt: skip


_SHAPES: dict[str, Callable[[float, float, float, float], Iterator[Points]]] = {
    "(": _round, ")": _round, "[": _square, "]": _square, "{": _curly, "}": _curly, "|": _bar, "‖": _bars,
    "⌊": _floor, "⌋": _floor, "⌈": _ceiling, "⌉": _ceiling, "⟨": _angle, "⟩": _angle,
}  # fmt: skip
