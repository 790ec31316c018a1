"""The recipe of a chart on slides: at the largest size that fits, turned, or in parts."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from functools import lru_cache

from slides.chart import parts
from slides.chart.model import Chart
from slides.diagram import chart_draw, chart_layout, verify
from slides.diagram.chart_faces import READABLE, SCALES, Scale, face
from slides.diagram.chart_layout import Laid
from slides.diagram.chart_plan import Plan, plan
from slides.diagram.graph import Size
from slides.diagram.layout import LayoutError
from slides.look import theme as themes

_TURNED = {"TB": "LR", "BT": "RL", "LR": "TB", "RL": "BT"}
_MOST_PARTS = 24
_MOST_NODES = 600
_MOST_PAGE = 250  # nodes and lines: no page holds more, so that it need not be tried


@lru_cache(maxsize=64)
def pages(chart: Chart, room: Size, fonts: Hashable = ()) -> tuple[Laid, ...]:
    """The chart on as few pages of `room` (pt) as it takes; nothing where none can hold one of its parts.

    Each holds the part of the chart that stands on it. Runs Graphviz; remembers what it found, and `fonts`
    tell apart what words are measured with.
    """
    if len(chart.nodes) > _MOST_NODES:
        return ()
    try:
        whole = _best(chart, room)
        if whole:
            return (whole,)
        found: list[Laid] = []
        for one in parts.by_group(chart) or (chart,):
            some = list(_pages(one, room))
            if not some or len(found) + len(some) > _MOST_PARTS:
                return ()
            found += some
    except LayoutError:  # Graphviz ran out of time or memory: so it would with the next try
        return ()
    return tuple(found)


def _pages(chart: Chart, room: Size) -> Iterator[Laid]:
    """A part on one page, else its halves on pages of their own; nothing where one of them fits none."""
    waiting = [chart]
    done: list[Laid] = []
    while waiting:
        one = waiting.pop(0)
        best = _best(one, room)
        if best:
            done.append(best)
            continue
        cut = parts.halves(one, _order(one))
        if not cut or len(done) + len(waiting) > _MOST_PARTS:
            return
        waiting = [*cut, *waiting]
    yield from done


def _order(chart: Chart) -> Sequence[str]:
    """The nodes as one walks along the lines, to the end of each before the next: near ones stay together."""
    ready = plan(chart)
    ahead = [line for line in ready.lines if not line.back and not line.is_loop]
    out: dict[str, list[str]] = {}
    for line in ahead:
        out.setdefault(line.tail, []).append(line.head)
    entered = {line.head for line in ahead}
    names = [node.id for node in ready.chart.nodes]
    seen: dict[str, None] = {}
    for start in (*(name for name in names if name not in entered), *names):
        waiting = [start]
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen[name] = None
                waiting += reversed(out.get(name, ()))
    return list(seen)


def _best(chart: Chart, room: Size) -> Laid | None:
    """The chart at the largest scale at which the room holds it; its own way round unless it would not
    be readable so."""
    ready = plan(chart)
    if len(ready.chart.nodes) + len(ready.lines) > _MOST_PAGE:
        return None
    readable = [scale for scale in SCALES if scale.text >= READABLE]
    smaller = [scale for scale in SCALES if scale.text < READABLE]
    for scales in (readable, smaller):
        for direction in (chart.direction, _TURNED[chart.direction]):
            found = _largest(ready, scales, direction, room)
            if found:
                return found
    return None


def _largest(ready: Plan, scales: Sequence[Scale], direction: str, room: Size) -> Laid | None:
    """At the first of the scales, generous to tight, at which it fits and nothing is covered or crossed."""
    tight = _tried(ready, scales[-1], direction, room)
    if tight is None:
        return None
    for scale in scales[:-1]:
        found = _tried(ready, scale, direction, room)
        if found and _clean(found):
            return found
    return tight if _clean(tight) else None


def _tried(ready: Plan, scale: Scale, direction: str, room: Size) -> Laid | None:
    """None where the room does not hold it."""
    sizes = [face(node, scale).size for node in ready.chart.nodes]
    if sum(wide * tall for wide, tall in sizes) > room[0] * room[1]:
        return None
    if any(wide > room[0] or tall > room[1] for wide, tall in sizes):
        return None
    found = chart_layout.laid(ready, scale, direction)
    return found if found.size[0] <= room[0] and found.size[1] <= room[1] else None


def _clean(found: Laid) -> bool:
    """Nothing is covered, crossed or off its line, as the road map's own checker sees it."""
    return not any(verify.faults(chart_draw.scene(found, themes.load("light"))))
