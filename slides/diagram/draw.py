"""Placement + theme → the Scene of a road map: bands, connectors, methods, cards, callouts, legend."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf

from slides.diagram import axis, cards, route, side
from slides.diagram.cards import CARD_INSET, FULL, METHOD_INSET, Scale, View, Words
from slides.diagram.graph import Size, method_id
from slides.diagram.layout import Placement, moved
from slides.geometry import Box, around
from slides.inline import plain_text
from slides.look import styled, typeset
from slides.look.theme import Theme
from slides.scene import Align, Anchor, Curve, Group, Item, Paragraph, Scene, Shape, Stroke, Text, extent
from slides.spec.model import DOUBTFUL, Roadmap

_GUTTER = 14.0  # between a band's name and its models


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the tree, in pt: the bands' names to the left, callouts and legend to the right."""

    gutter: float
    side: float
    top: float = 0.0

    @property
    def width(self) -> float:
        return self.gutter + self.side


def frame(roadmap: Roadmap, placement: Placement, theme: Theme) -> Frame:
    """The room that bands' names, callouts and legend take beside the tree."""
    present = [series for series in roadmap.series if series.id in placement.clusters]
    names = [band_name(series.name, theme) for series in present]
    widest = max((typeset.natural_width([name]) for name in names), default=0.0)
    gutter = widest + 2 * _GUTTER if stacked(roadmap, placement) else 0.0
    dated = bool(axis.ticks(roadmap))
    down = roadmap.direction == "TB"
    return Frame(
        gutter + (axis.WIDTH if dated and down else 0.0),
        side.width(roadmap),
        axis.HEIGHT if dated and not down else 0.0,
    )


def stacked(roadmap: Roadmap, placement: Placement) -> bool:
    """The series follow one another down the page, so that their bands can run across it."""
    boxes = sorted((placement.clusters[s.id] for s in roadmap.series if s.id in placement.clusters), key=_top)
    below = all(one.bottom <= other.y + 0.01 for one, other in pairwise(boxes))
    return bool(boxes) and roadmap.direction == "TB" and below


def band_name(name: str, theme: Theme) -> Paragraph:
    style = theme.text["band"]
    return styled.paragraph(
        styled.runs(name, styled.plain_run("", style, style.sizes[0]), theme), style, before=0
    )


def scene(
    roadmap: Roadmap,
    placement: Placement,
    words: Words,
    theme: Theme,
    *,
    scale: Scale,
    outline: str,
    room: Size | None = None,
    view: View = FULL,
) -> Scene:
    """The road map on a page cut to its size, but as wide as the `room` it is drawn for.

    `outline` is the tree in words.
    """
    width, height = room or (0.0, inf)
    around_it = frame(roadmap, placement, theme)
    spare = max(width - around_it.width - placement.width, 0.0)
    placement = moved(placement, around_it.gutter + spare / 2, around_it.top)
    boxes = placement.nodes
    tree = Box(0, 0, around_it.gutter + spare + placement.width, around_it.top + placement.height)
    strokes = [_stroke(theme, step.certainty in DOUBTFUL, "slate") for step in roadmap.steps]
    shown = {name for name, said in words.paragraphs.items() if said}
    curves = tuple(
        curve
        for curve in route.connectors(roadmap, placement, rank=scale.spacing.rank, strokes=strokes)
        if curve.joins and {join.shape for join in curve.joins} <= shown
    )
    bands = tuple(_bands(roadmap, placement, tree, theme, curves=curves))
    nodes = tuple(_nodes(roadmap, boxes, words, theme, view))
    ticks = axis.ticks(roadmap)
    dates = tuple(axis.drawn(ticks, boxes, tree, theme, down=roadmap.direction == "TB"))
    floor = max(tree.bottom, min(side.height(roadmap, words, theme), height))
    beside = tuple(side.column(roadmap, boxes, words, theme, left=tree.right + side.GAP, floor=floor))
    items: tuple[Item, ...] = (
        *([Group("roadmap/bands", bands)] if bands else []),
        *([Group("roadmap/dates", dates, title="Dates")] if dates else []),
        *curves,
        *nodes,
        *(beside if around_it.side else ()),
    )
    whole = around([tree, *(extent(item) for item in items)])
    title = plain_text(roadmap.title)
    group = Group("roadmap", items, alt=outline, title=title)
    return Scene(round(whole.right, 2), round(whole.bottom, 2), (group,), None, title, outline)


def _stroke(theme: Theme, doubtful: bool, otherwise: str, width: float = 1.5) -> Stroke:
    """What is in doubt has the colour of doubt and is dashed, whatever it is."""
    if doubtful:
        return Stroke(theme.colour("doubt"), width, "dash")
    return Stroke(theme.colour(otherwise), width)


def _bands(
    roadmap: Roadmap, placement: Placement, tree: Box, theme: Theme, *, curves: Sequence[Curve]
) -> Iterator[Item]:
    across = stacked(roadmap, placement)
    colours = cards.series_colours(roadmap, theme)
    for series in roadmap.series:
        cluster = placement.clusters.get(series.id)
        if cluster is None:
            continue
        left = axis.WIDTH if axis.ticks(roadmap) else 0.0
        box = Box(left, cluster.y, tree.right - left, cluster.h) if across else cluster
        name = f"series/{series.id}"
        name_text = [_coloured(band_name(series.name, theme), theme, colours[series.id])]
        if across:
            inset = (_GUTTER, 6.0, 6.0, 6.0)
            label = typeset.set_text(f"{name}/name", name_text, box, anchor="middle", inset=inset)
        else:
            label = _free_corner(f"{name}/name", name_text[0], box, placement.nodes, curves)
        yield Shape(name, box, "round", 6.0, fill=theme.tint(colours[series.id]), label=label)


_CORNERS: tuple[tuple[Align, Anchor], ...] = (
    ("left", "top"), ("right", "top"), ("center", "top"),
    ("left", "bottom"), ("right", "bottom"), ("center", "bottom"),
)  # fmt: skip


def _free_corner(
    id: str, name: Paragraph, box: Box, nodes: Mapping[str, Box], curves: Sequence[Curve]
) -> Text:
    """A band's name where no card covers it and no connector crosses it; else at the top left."""
    inset = (8.0, 5.0, 8.0, 5.0)
    spots = [
        typeset.set_text(id, [replace(name, align=align)], box, anchor=anchor, inset=inset)
        for align, anchor in _CORNERS
    ]
    for text in spots:
        spot = text.ink.inset(-2)
        free = not any(spot.meets(node) for node in nodes.values())
        if free and not any(route.hits(route.polyline(curve), [spot], 0.0) for curve in curves):
            return text
    return spots[0]


def _coloured(paragraph: Paragraph, theme: Theme, colour: str) -> Paragraph:
    return replace(paragraph, runs=tuple(replace(run, colour=theme.colour(colour)) for run in paragraph.runs))


def _nodes(
    roadmap: Roadmap, boxes: Mapping[str, Box], words: Words, theme: Theme, view: View
) -> Iterator[Item]:
    down = roadmap.direction == "TB"
    for number, step in enumerate(roadmap.steps):
        name = method_id(number)
        stroke = _stroke(theme, step.certainty in DOUBTFUL, "rule", 1.0)
        box = side.without_badges(boxes[name], words.badges.get(name, ()), down=down)
        if words.paragraphs[name]:
            label = typeset.set_text(
                f"{name}/text", words.paragraphs[name], box, anchor="middle", inset=METHOD_INSET
            )
            yield Shape(name, box, "round", 4.0, theme.colour("paper"), stroke, label)
        yield from side.badges(name, box, words, theme, down=down)
    colours = cards.series_colours(roadmap, theme)
    for model in roadmap.models:
        stub = model.id in view.stubs
        accent = "slate" if stub else colours.get(model.series or "", "slate")
        doubtful = model.certainty in DOUBTFUL and not stub
        stroke = _stroke(theme, doubtful, accent)
        if stub:
            stroke = replace(stroke, width=0.75)
        box = side.without_badges(boxes[model.id], words.badges.get(model.id, ()), down=down)
        label = typeset.set_text(
            f"{model.id}/text", words.paragraphs[model.id], box, anchor="middle", inset=CARD_INSET
        )
        href = view.links.get(model.id, model.link or "")
        ground = theme.colour("mist" if stub else "paper")
        yield Shape(model.id, box, "round", 6.0, ground, stroke, label, href)
        yield from side.badges(model.id, box, words, theme, down=down)


def _top(box: Box) -> float:
    return box.y
