"""A time axis beside a tree: models of one date stand on one line, in the order of dates.

The order is true, distances are not to scale: between two dates there is as much room as
the models and methods need.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from slides.geometry import Box, rounded
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
        Tick(f"tick/{when}/{below}", "" if below else shown[models[0]], tuple(models))
        for (when, below), models in sorted(lines.items())
    )


def _when(began: int, said: tuple[int, int], above: Sequence[int | None]) -> int:
    """The month at which a model stands: that of its date, but not before those that it was made
    from, if what the date may mean allows that."""
    return max([began, *(one for one in above if one is not None and began < one <= said[1])])


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
