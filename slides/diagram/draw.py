"""Placement + theme → the Scene of a road map: bands, connectors, methods, cards, callouts, legend."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf

from slides.diagram import axis, cards, route, side
from slides.diagram.cards import CARD_INSET, FULL, METHOD_INSET, View, Words
from slides.diagram.forms import stroke
from slides.diagram.graph import Size, method_id
from slides.diagram.layout import Placement, moved
from slides.diagram.shelf import Shelf
from slides.geometry import Box, around, hull, rounded
from slides.inline import plain_text
from slides.look import styled, typeset
from slides.look.theme import Theme
from slides.scene import (
    Align,
    Anchor,
    Curve,
    Group,
    Item,
    Paragraph,
    Scene,
    Shape,
    Text,
    extent,
)
from slides.spec import lineage
from slides.spec.model import Roadmap

_GUTTER = 14.0  # between a band's name and its models


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the tree, in pt: the bands' names to the left, dates above, callouts and
    legend to the right or `below`."""

    gutter: float
    side: float
    top: float = 0.0
    below: float = 0.0

    @property
    def width(self) -> float:
        return self.gutter + self.side

    @property
    def height(self) -> float:
        return self.top + self.below


def frame(
    roadmap: Roadmap, placement: Placement, words: Words, theme: Theme, *, view: View, room: Size | None
) -> Frame:
    """The room that bands' names, dates, callouts and legend take around the tree.

    Callouts stand beside the tree, where they are near to what they speak of, unless there is room
    for them only below. A legend alone needs no column. Without a `room`, far is what is too far.
    """
    gutter = _gutter(roadmap, placement, theme, view)
    dated = bool(axis.ticks(roadmap))
    down = roadmap.direction == "TB"
    gutter += axis.WIDTH if dated and down else 0.0
    top = axis.HEIGHT if dated and not down else 0.0
    beside = Frame(gutter, side.width(roadmap, view), top)
    wide = room[0] if room else gutter + placement.width
    below = Frame(gutter, 0.0, top, side.rows_height(roadmap, words, theme, view, wide))
    if room is None:
        return below if wide > _FAR or not roadmap.caveats else beside
    first, second = (beside, below) if roadmap.caveats else (below, beside)
    return first if fits(first, placement, room) or not fits(second, placement, room) else second


_FAR = 1200.0  # pt; in a wider tree a column beside it is too far from most models


def fits(around_it: Frame, placement: Placement, room: Size) -> bool:
    """The room holds the tree with what stands around it."""
    wide, tall = room
    return placement.width + around_it.width <= wide and placement.height + around_it.height <= tall


def _gutter(roadmap: Roadmap, placement: Placement, theme: Theme, view: View) -> float:
    """The room for the names of bands that run across the page."""
    present = [series for series in roadmap.series if series.id in placement.clusters]
    names = [band_name(series.name, theme) for series in present if series.id not in view.unnamed]
    if not names or not stacked(roadmap, placement):
        return 0.0
    return typeset.natural_width(names) + 2 * _GUTTER


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
    outline: str,
    room: Size | None = None,
    view: View = FULL,
    margin: float = 0.0,
) -> Scene:
    """The road map on a page cut to its size, but as wide as the `room` it is drawn for, with a
    `margin` in pt all around.

    `outline` is the tree in words.
    """
    width, height = room or (0.0, inf)
    around_it = frame(roadmap, placement, words, theme, view=view, room=room)
    spare = max(width - around_it.width - placement.width, 0.0)
    placement = moved(placement, margin + around_it.gutter + spare / 2, margin + around_it.top)
    boxes = placement.nodes
    wide, tall = around_it.gutter + spare + placement.width, around_it.top + placement.height
    tree = Box(margin, margin, wide, tall)
    strokes = [stroke(theme, step.certainty, "slate", idea=step.kind == "idea") for step in roadmap.steps]
    shown = {name for name, said in words.paragraphs.items() if said}
    curves = tuple(
        curve
        for curve in route.connectors(roadmap, placement, strokes=strokes)
        if curve.joins and {join.shape for join in curve.joins} <= shown
    )
    bands = tuple(_bands(roadmap, placement, tree, theme, curves=curves, unnamed=view.unnamed))
    nodes = tuple(_nodes(roadmap, boxes, words, theme, view))
    ticks = axis.ticks(roadmap)
    dates = tuple(axis.drawn(ticks, boxes, tree, theme, down=roadmap.direction == "TB"))
    beside = tuple(_callouts(roadmap, boxes, words, theme, view, around_it=around_it, tree=tree, most=height))
    items: tuple[Item, ...] = (
        *([Group("roadmap/bands", bands)] if bands else []),
        *([Group("roadmap/dates", dates, title="Dates")] if dates else []),
        *curves,
        *nodes,
        *beside,
    )
    whole = around([tree, *(extent(item) for item in items)])
    title = plain_text(roadmap.title)
    group = Group("roadmap", items, alt=lineage.sentence(roadmap, view.stubs), title=title)
    size = rounded(whole.right + margin), rounded(whole.bottom + margin)
    return Scene(*size, (group,), None, title, outline)


def _callouts(
    roadmap: Roadmap,
    boxes: Mapping[str, Box],
    words: Words,
    theme: Theme,
    view: View,
    *,
    around_it: Frame,
    tree: Box,
    most: float,
) -> Iterator[Item]:
    """Callouts and legend where the frame has room for them; a column may be `most` pt high."""
    if around_it.side:
        left = tree.right + side.GAP
        floor = max(tree.bottom, tree.y + min(side.height(roadmap, words, theme, view), most))
        yield from side.column(roadmap, boxes, words, theme, view, left=left, top=tree.y, floor=floor)
    elif around_it.below:
        yield from side.rows(roadmap, words, theme, view, left=tree.x, top=tree.bottom, wide=tree.w)


def _bands(
    roadmap: Roadmap,
    placement: Placement,
    tree: Box,
    theme: Theme,
    *,
    curves: Sequence[Curve],
    unnamed: frozenset[str],
) -> Iterator[Item]:
    across = stacked(roadmap, placement)
    colours = cards.series_colours(roadmap, theme)
    left = tree.x + (axis.WIDTH if axis.ticks(roadmap) else 0.0)
    lines = {curve.id: curve for curve in curves}
    hulls = Shelf({curve.id: hull(curve.points).inset(-2) for curve in curves})
    standing = Shelf(placement.nodes)
    for series in roadmap.series:
        cluster = placement.clusters.get(series.id)
        if cluster is None:
            continue
        box = Box(left, cluster.y, tree.right - left, cluster.h) if across else cluster
        name = f"series/{series.id}"
        if series.id in unnamed:
            yield Shape(name, box, "round", 6.0, fill=theme.tint(colours[series.id]))
            continue
        name_text = [_coloured(band_name(series.name, theme), theme, colours[series.id])]
        if across:
            inset = (_GUTTER, 6.0, 6.0, 6.0)
            label = typeset.set_text(f"{name}/name", name_text, box, anchor="middle", inset=inset)
        else:
            nodes = [node for _, node in standing.beside(box.y, box.bottom) if node.meets(box)]
            near = hulls.beside(box.y, box.bottom)
            passing = [lines[id] for id, hull in near if hull.meets(box)]
            label = _free_corner(f"{name}/name", name_text[0], box, nodes, passing)
        yield Shape(name, box, "round", 6.0, fill=theme.tint(colours[series.id]), label=label)


_CORNERS: tuple[tuple[Align, Anchor], ...] = (
    ("left", "top"), ("right", "top"), ("center", "top"),
    ("left", "bottom"), ("right", "bottom"), ("center", "bottom"),
)  # fmt: skip


def _free_corner(id: str, name: Paragraph, box: Box, nodes: Sequence[Box], curves: Sequence[Curve]) -> Text:
    """A band's name where no card covers it and no connector crosses it; else at the top left."""
    inset = (8.0, 5.0, 8.0, 5.0)
    first: Text | None = None
    for align, anchor in _CORNERS:
        text = typeset.set_text(id, [replace(name, align=align)], box, anchor=anchor, inset=inset)
        first = first or text
        spot = text.ink.inset(-2)
        free = not any(spot.meets(node) for node in nodes)
        if free and not any(route.hits(route.polyline(curve), [spot], 0.0) for curve in curves):
            return text
    assert first is not None
    return first


def _coloured(paragraph: Paragraph, theme: Theme, colour: str) -> Paragraph:
    return replace(paragraph, runs=tuple(replace(run, colour=theme.colour(colour)) for run in paragraph.runs))


def _nodes(
    roadmap: Roadmap, boxes: Mapping[str, Box], words: Words, theme: Theme, view: View
) -> Iterator[Item]:
    down = roadmap.direction == "TB"
    for number, step in enumerate(roadmap.steps):
        name = method_id(number)
        idea = step.kind == "idea"
        line = stroke(theme, step.certainty, "slate" if idea else "rule", 1.0, idea=idea)
        box = side.without_badges(boxes[name], words.badges.get(name, ()), down=down)
        if words.paragraphs[name]:
            label = typeset.set_text(
                f"{name}/text", words.paragraphs[name], box, anchor="middle", inset=METHOD_INSET
            )
            yield Shape(name, box, "round", 4.0, theme.colour("paper"), line, label)
        yield from side.badges(name, box, words, theme, down=down)
    colours = cards.series_colours(roadmap, theme)
    models = {model.id: model for model in roadmap.models}
    for model in (models[name] for name in lineage.order(roadmap)):  # parents first, also for the keyboard
        stub = model.id in view.stubs
        accent = "slate" if stub else view.accents.get(model.id) or colours.get(model.series or "", "slate")
        line = stroke(theme, "stated" if stub else model.certainty, accent, 0.75 if stub else 1.5)
        box = side.without_badges(boxes[model.id], words.badges.get(model.id, ()), down=down)
        label = typeset.set_text(
            f"{model.id}/text", words.paragraphs[model.id], box, anchor="middle", inset=CARD_INSET
        )
        href = view.links.get(model.id, model.link or "")
        ground = theme.colour("mist" if stub else "paper")
        yield Shape(model.id, box, "round", 6.0, ground, line, label, href)
        yield from side.badges(model.id, box, words, theme, down=down)


def _top(box: Box) -> float:
    return box.y
