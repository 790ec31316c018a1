"""A time axis beside a tree: models of one date stand on one line, in the order of dates.

The order is true, and distances are to scale as far as there is room: between two dates there is
at least as much as the models and methods need, and what a slide has left goes to the longest times.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from slides.diagram import layout
from slides.diagram.layout import Placement
from slides.geometry import Box, Point, rounded
from slides.look import styled, typeset
from slides.look.theme import Theme
from slides.scene import Item, Paragraph, Shape
from slides.spec import lineage
from slides.spec.dates import began, label, month, months
from slides.spec.model import Roadmap

WIDTH = 58.0  # of the dates' column, pt
HEIGHT = 20.0  # of the dates' row in a tree that grows to the right


@dataclass(frozen=True, slots=True)
class Tick:
    """One line of the axis. A model made from one of the same date stands on a line of its own,
    which bears no date again."""

    id: str
    label: str
    models: tuple[str, ...]
    month: int


def ticks(roadmap: Roadmap) -> tuple[Tick, ...]:
    """The lines of the axis from old to new; none unless the road map asks to be aligned."""
    if roadmap.align != "date":
        return ()
    dates: dict[str, int | None] = {}
    said = {model.id: months(model.date) for model in roadmap.models}
    starts = {model.id: month(model.date) for model in roadmap.models}
    shown = {model.id: label(date) for model in roadmap.models if (date := began(model.date or ""))}
    above = lineage.parents(roadmap)
    depth: dict[str, int] = {}
    lines: dict[tuple[int, int], list[str]] = {}
    for name in lineage.order(roadmap):
        span = said[name]
        parents = [dates[parent] for parent in above[name]]
        when = dates[name] = None if span is None else _when(starts[name], span, parents)
        depth[name] = max((depth[parent] + 1 for parent in above[name] if dates[parent] == when), default=0)
        if when is not None:
            lines.setdefault((when, depth[name]), []).append(name)
    return tuple(
        Tick(f"tick/{when}/{below}", "" if below else shown[models[0]], tuple(models), when)
        for (when, below), models in sorted(lines.items())
    )


def _when(began: int, said: tuple[int, int], above: Sequence[int | None]) -> int:
    """The month at which a model stands: that of its date, but not before those that it was made
    from, if what the date may mean allows that."""
    return max([began, *(one for one in above if one is not None and began < one <= said[1])])


def to_scale(roadmap: Roadmap, found: Placement, room: float) -> Placement:
    """The placement stretched along the axis to `room` pt, the times between dates as near to one scale
    as the least distances allow. Unchanged without an axis, or without room."""
    down = roadmap.direction == "TB"
    every = ticks(roadmap)
    lines = [tick for tick in every if tick.label]
    spare = room - (found.height if down else found.width)
    if len(lines) < 3 or spare <= 0:
        return found
    upright = found if down else layout.turned(found)
    tops = [upright.nodes[tick.models[0]].centre.y for tick in lines]
    gaps = [below - above for above, below in pairwise(tops)]
    times = [after.month - before.month for before, after in pairwise(lines)]
    extra = _stretched(gaps, times, spare)
    feet = [
        max(upright.nodes[name].bottom for tick in every if tick.month == line.month for name in tick.models)
        for line in lines[:-1]
    ]
    moved = [0.0, *accumulate(extra)]

    def shift(y: float) -> float:
        return moved[bisect_left(feet, y - 0.01)]

    nodes = {name: box.moved(0, shift(box.centre.y)) for name, box in upright.nodes.items()}
    edges = {
        name: tuple(Point(x, rounded(y + shift(y))) for x, y in points)
        for name, points in upright.edges.items()
    }
    clusters = {name: _between(box, upright.nodes, shift) for name, box in upright.clusters.items()}
    result = replace(
        upright, height=rounded(upright.height + moved[-1]), nodes=nodes, edges=edges, clusters=clusters
    )
    return result if down else layout.turned(result)


def _between(band: Box, nodes: Mapping[str, Box], shift: Callable[[float], float]) -> Box:
    """The band around the nodes that it holds, moved as they are."""
    inside = [box.centre.y for box in nodes.values() if band.holds(box)]
    first, last = (min(inside), max(inside)) if inside else (band.y, band.bottom)
    top, bottom = rounded(band.y + shift(first)), rounded(band.bottom + shift(last))
    return Box(band.x, top, band.w, rounded(bottom - top))


def _stretched(gaps: Sequence[float], times: Sequence[int], spare: float) -> list[float]:
    """What each gap grows by, `spare` in all: to the same pt a month, but for those longer already."""
    low, high = 0.0, (sum(gaps) + spare) / max(sum(times), 1) + max(gaps)
    for _ in range(50):
        scale = (low + high) / 2
        grown = sum(max(scale * time - gap, 0.0) for gap, time in zip(gaps, times, strict=True))
        low, high = (scale, high) if grown <= spare else (low, scale)
    return [rounded(max(low * time - gap, 0.0)) for gap, time in zip(gaps, times, strict=True)]


def drawn(
    found: tuple[Tick, ...], nodes: Mapping[str, Box], page: Box, theme: Theme, *, down: bool
) -> Iterator[Item]:
    """The dates along the page's edge, each with a hairline across the tree."""
    style = theme.text["caption"]
    base = styled.plain_run("", style, 11.0)
    for tick in found:
        centre = nodes[tick.models[0]].centre
        at = rounded(centre.y if down else centre.x)
        across = Box(page.x + WIDTH - 4, at - 0.375, page.w - WIDTH + 4, 0.75)
        along = Box(at - 0.375, page.y + HEIGHT - 4, 0.75, page.h - HEIGHT + 4)
        yield Shape(f"{tick.id}/line", across if down else along, fill=theme.colour("rule"))
        if tick.label:
            said = Paragraph((replace(base, text=tick.label),), align="left" if down else "center")
            box = Box(page.x, at - 9, WIDTH - 6, 18) if down else Box(at - 40, page.y, 80, 16)
            yield typeset.set_text(f"{tick.id}/date", [said], box, anchor="middle")
