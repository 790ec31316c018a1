"""Outlines of flowcharts: how each is drawn, where text stands in it, where lines end at it.

Everything is in shares of the box around it. Source: presetShapeDefinitions.xml (ECMA-376), whose
presets are named, so that PowerPoint draws the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Share = tuple[float, float]
Stroke = tuple[Literal["move", "line", "curve", "close"], tuple[Share, ...]]


@dataclass(frozen=True, slots=True)
class Form:
    """`inner` is the room for text: left, top, right and bottom. `sites` are the places at the top, left,
    bottom and right at which lines end, and `numbers` how PowerPoint counts them."""

    preset: str
    strokes: tuple[Stroke, ...]
    inner: tuple[float, float, float, float] = (0.0, 0.0, 1.0, 1.0)
    sites: tuple[Share, Share, Share, Share] = ((0.5, 0.0), (0.0, 0.5), (0.5, 1.0), (1.0, 0.5))
    numbers: tuple[int, int, int, int] = (0, 1, 2, 3)


def _polygon(*corners: Share) -> tuple[Stroke, ...]:
    return ("move", corners[:1]), *(("line", (corner,)) for corner in corners[1:]), ("close", ())


_ROUND = 0.5523  # control distance of a quarter circle as a Bézier curve, in radii
_LID = 1 / 6  # of a cylinder's height
_UPPER: tuple[Stroke, ...] = (
    ("curve", ((0.0, _LID - _LID * _ROUND), (0.5 - 0.5 * _ROUND, 0.0), (0.5, 0.0))),
    ("curve", ((0.5 + 0.5 * _ROUND, 0.0), (1.0, _LID - _LID * _ROUND), (1.0, _LID))),
)


def _lower(y: float) -> tuple[Stroke, ...]:
    return (
        ("curve", ((1.0, y + _LID * _ROUND), (0.5 + 0.5 * _ROUND, y + _LID), (0.5, y + _LID))),
        ("curve", ((0.5 - 0.5 * _ROUND, y + _LID), (0.0, y + _LID * _ROUND), (0.0, y))),
    )


_SLANTED: tuple[Share, Share, Share, Share] = ((0.5, 0.0), (0.1, 0.5), (0.5, 1.0), (0.9, 0.5))

FORMS: Mapping[str, Form] = {
    "diamond": Form(
        "flowChartDecision",
        _polygon((0.0, 0.5), (0.5, 0.0), (1.0, 0.5), (0.5, 1.0)),
        (0.25, 0.25, 0.75, 0.75),
    ),
    "hexagon": Form(
        "flowChartPreparation",
        _polygon((0.0, 0.5), (0.2, 0.0), (0.8, 0.0), (1.0, 0.5), (0.8, 1.0), (0.2, 1.0)),
        (0.2, 0.0, 0.8, 1.0),
    ),
    "cylinder": Form(
        "flowChartMagneticDisk",
        (
            ("move", ((0.0, _LID),)),
            *_UPPER,
            ("line", ((1.0, 1 - _LID),)),
            *_lower(1 - _LID),
            ("close", ()),
            ("move", ((1.0, _LID),)),
            *_lower(_LID),
        ),
        (0.0, 1 / 3, 1.0, 5 / 6),
        numbers=(1, 2, 3, 4),
    ),
    "subroutine": Form(
        "flowChartPredefinedProcess",
        (
            *_polygon((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)),
            ("move", ((0.125, 0.0),)),
            ("line", ((0.125, 1.0),)),
            ("move", ((0.875, 0.0),)),
            ("line", ((0.875, 1.0),)),
        ),
        (0.125, 0.0, 0.875, 1.0),
    ),
    "parallelogram": Form(
        "flowChartInputOutput",
        _polygon((0.0, 1.0), (0.2, 0.0), (1.0, 0.0), (0.8, 1.0)),
        (0.2, 0.0, 0.8, 1.0),
        _SLANTED,
        (1, 2, 4, 5),
    ),
    "trapezoid": Form(
        "flowChartManualOperation",
        _polygon((0.0, 0.0), (1.0, 0.0), (0.8, 1.0), (0.2, 1.0)),
        (0.2, 0.0, 0.8, 1.0),
        _SLANTED,
    ),
    "document": Form(
        "flowChartDocument",
        (
            ("move", ((0.0, 0.0),)),
            ("line", ((1.0, 0.0),)),
            ("line", ((1.0, 17322 / 21600),)),
            ("curve", ((0.5, 17322 / 21600), (0.5, 23922 / 21600), (0.0, 20172 / 21600))),
            ("close", ()),
        ),
        (0.0, 0.0, 1.0, 17322 / 21600),
        ((0.5, 0.0), (0.0, 0.5), (0.5, 20172 / 21600), (1.0, 0.5)),
    ),
    "card": Form(
        "flowChartPunchedCard",
        _polygon((0.0, 0.2), (0.2, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)),
        (0.0, 0.2, 1.0, 1.0),
    ),
}
"""Each outline by its name in a Scene; `rect`, `round`, `pill` and `ellipse` are the writers' own."""
