"""Placement + theme → the Scene of a road map: bands, connectors, methods, cards, callouts, legend."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from slides.diagram import cards, route
from slides.diagram.cards import BADGE, CALLOUT_INSET, CARD_INSET, FULL, METHOD_INSET, Scale, View, Words
from slides.diagram.graph import method_id
from slides.diagram.layout import Placement, moved
from slides.geometry import Box, Point, around
from slides.inline import plain_text
from slides.look import styled, typeset
from slides.look.theme import Theme
from slides.scene import Curve, Group, Item, Join, Paragraph, Scene, Shape, Stroke, TextRun
from slides.spec.model import DOUBTFUL, Roadmap

SIDE = 189.0  # width of the column of callouts and legend, pt
GAP = 18.0  # between tree and column
_GUTTER = 14.0  # between a band's name and its models
_MARK = 26.0  # width of a legend's sample


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around the tree, in pt: the bands' names to the left, callouts and legend to the right."""

    gutter: float
    side: float

    @property
    def width(self) -> float:
        return self.gutter + (self.side + GAP + 1 if self.side else 0.0)


def frame(roadmap: Roadmap, placement: Placement, theme: Theme) -> Frame:
    """The room that bands' names, callouts and legend take beside the tree."""
    present = [series for series in roadmap.series if series.id in placement.clusters]
    names = [band_name(series.name, theme) for series in present]
    widest = max((typeset.natural_width([name]) for name in names), default=0.0)
    gutter = widest + 2 * _GUTTER if stacked(roadmap, placement) else 0.0
    return Frame(gutter, SIDE if list(_legend_entries(roadmap)) or roadmap.caveats else 0.0)


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
    width: float = 0.0,
    view: View = FULL,
) -> Scene:
    """The road map on a page cut to its size, but `width` pt wide if it needs less.

    `outline` is the tree in words.
    """
    around_it = frame(roadmap, placement, theme)
    spare = max(width - around_it.width - placement.width, 0.0)
    placement = moved(placement, around_it.gutter + spare / 2, 0)
    boxes = placement.nodes
    tree = Box(0, 0, around_it.gutter + spare + placement.width, placement.height)
    strokes = [_step_stroke(step.certainty in DOUBTFUL, theme) for step in roadmap.steps]
    curves = route.connectors(roadmap, placement, rank=scale.spacing.rank, strokes=strokes)
    bands = tuple(_bands(roadmap, placement, tree, theme))
    nodes = tuple(_nodes(roadmap, boxes, words, theme, view))
    side = tuple(_side(roadmap, boxes, words, curves, theme, tree=tree)) if around_it.side else ()
    items: tuple[Item, ...] = (
        *([Group("roadmap/bands", bands)] if bands else []),
        *curves,
        *nodes,
        *side,
    )
    whole = around([tree, *(_extent(item) for item in items)])
    title = plain_text(roadmap.title)
    group = Group("roadmap", items, alt=outline, title=title)
    return Scene(round(whole.right, 2), round(whole.bottom, 2), (group,), None, title, outline)


def _step_stroke(doubtful: bool, theme: Theme) -> Stroke:
    return (
        Stroke(theme.colour("doubt"), 1.5, "dash")
        if doubtful
        else Stroke(theme.colour("slate"), 1.5, "solid")
    )


def _bands(roadmap: Roadmap, placement: Placement, tree: Box, theme: Theme) -> Iterator[Item]:
    across = stacked(roadmap, placement)
    colours = cards.series_colours(roadmap, theme)
    for series in roadmap.series:
        cluster = placement.clusters.get(series.id)
        if cluster is None:
            continue
        box = Box(0, cluster.y, tree.right, cluster.h) if across else cluster
        name = f"series/{series.id}"
        name_text = [_coloured(band_name(series.name, theme), theme, colours[series.id])]
        inset = (_GUTTER, 6.0, 6.0, 6.0) if across else (8.0, 5.0, 8.0, 5.0)
        label = typeset.set_text(
            f"{name}/name", name_text, box, anchor="middle" if across else "top", inset=inset
        )
        yield Shape(name, box, "round", 6.0, fill=theme.tint(colours[series.id]), label=label)


def _coloured(paragraph: Paragraph, theme: Theme, colour: str) -> Paragraph:
    return replace(paragraph, runs=tuple(replace(run, colour=theme.colour(colour)) for run in paragraph.runs))


def _nodes(
    roadmap: Roadmap, boxes: Mapping[str, Box], words: Words, theme: Theme, view: View
) -> Iterator[Item]:
    for number, step in enumerate(roadmap.steps):
        name = method_id(number)
        doubtful = step.certainty in DOUBTFUL
        stroke = Stroke(theme.colour("doubt" if doubtful else "rule"), 1.0, "dash" if doubtful else "solid")
        box = _without_badges(boxes[name], words.badges.get(name, ()))
        if words.paragraphs[name]:
            label = typeset.set_text(
                f"{name}/text", words.paragraphs[name], box, anchor="middle", inset=METHOD_INSET
            )
            yield Shape(name, box, "round", 4.0, theme.colour("paper"), stroke, label)
        yield from _badges(name, box, words, theme)
    colours = cards.series_colours(roadmap, theme)
    for model in roadmap.models:
        stub = model.id in view.stubs
        accent = "slate" if stub else colours.get(model.series or "", "slate")
        doubtful = model.certainty in DOUBTFUL and not stub
        stroke = Stroke(theme.colour("doubt" if doubtful else accent), 1.5, "dash" if doubtful else "solid")
        if stub:
            stroke = replace(stroke, width=0.75)
        box = _without_badges(boxes[model.id], words.badges.get(model.id, ()))
        label = typeset.set_text(
            f"{model.id}/text", words.paragraphs[model.id], box, anchor="middle", inset=CARD_INSET
        )
        href = view.links.get(model.id, model.link or "")
        ground = theme.colour("mist" if stub else "paper")
        yield Shape(model.id, box, "round", 6.0, ground, stroke, label, href)
        yield from _badges(model.id, box, words, theme)


def _without_badges(box: Box, badges: Sequence[int]) -> Box:
    return box.inset(len(badges) * (BADGE + 2), 0)


def _badges(name: str, box: Box, words: Words, theme: Theme) -> Iterator[Shape]:
    for at, number in enumerate(words.badges.get(name, ())):
        place = Box(box.right + 2 + at * (BADGE + 2), box.centre.y - BADGE / 2, BADGE, BADGE)
        yield badge(f"{name}/caveat-{number}", place, number, theme)


def badge(id: str, box: Box, number: int, theme: Theme) -> Shape:
    """A caveat's number in a disc."""
    run = TextRun(str(number), 10.0, theme.colour("paper"), bold=True)
    label = typeset.set_text(
        f"{id}/text", [Paragraph((run,), align="center", leading=1.0)], box, anchor="middle"
    )
    return Shape(id, box, "ellipse", fill=theme.colour("doubt"), label=label)


def _side(
    roadmap: Roadmap,
    boxes: Mapping[str, Box],
    words: Words,
    curves: Sequence[Curve],
    theme: Theme,
    *,
    tree: Box,
) -> Iterator[Item]:
    """Callouts as high as what they speak of, one below the other, and the legend at the foot."""
    left, floor = tree.right + GAP, tree.bottom
    legend = tuple(_legend(roadmap, left, floor, theme))
    if legend:
        floor = min(_extent(item).y for item in legend) - 8
    placed = list(_callout_boxes(roadmap, boxes, words, left, floor))
    for number, anchor, box in placed:
        yield from _callout(number, words.callouts[number - 1], box, theme)
        yield from _leader(number, anchor, box, boxes, words, theme)
    if legend:
        yield Group("roadmap/legend", legend, title="Legend")


def _callout_boxes(
    roadmap: Roadmap, boxes: Mapping[str, Box], words: Words, left: float, floor: float
) -> Iterator[tuple[int, str, Box]]:
    """Number, anchor and box of each callout that fits; the others are on their slide alone."""
    wanted: list[tuple[float, int, str, float]] = []
    inset = CALLOUT_INSET
    for number, caveat in enumerate(roadmap.caveats, start=1):
        anchor = cards.anchors(roadmap, caveat.on)[0]
        tall = typeset.height(words.callouts[number - 1], SIDE - inset[0] - inset[2]) + inset[1] + inset[3]
        wanted.append((boxes[anchor].centre.y - tall / 2, number, anchor, tall))
    wanted.sort()
    below = [sum(tall + 8 for *_, tall in wanted[at:]) for at in range(len(wanted))]
    y = 0.0
    for (best, number, anchor, tall), rest in zip(wanted, below, strict=True):
        y = max(y, min(best, floor - rest + 8))
        if y + tall > floor + 0.01:
            return
        yield number, anchor, Box(left, round(y, 2), SIDE, round(tall, 2))
        y += tall + 8


def _callout(number: int, paragraphs: tuple[Paragraph, ...], box: Box, theme: Theme) -> Iterator[Item]:
    name = f"caveat-{number}"
    label = typeset.set_text(f"{name}/text", paragraphs, box, anchor="middle", inset=CALLOUT_INSET)
    stroke = Stroke(theme.colour("doubt"), 1.0)
    disc = Box(box.x - BADGE / 2, box.centre.y - BADGE / 2, BADGE, BADGE)
    yield Shape(name, box, "round", 6.0, theme.tint("doubt"), stroke, label)
    yield badge(f"{name}/number", disc, number, theme)


def _leader(
    number: int, anchor: str, box: Box, boxes: Mapping[str, Box], words: Words, theme: Theme
) -> Iterator[Curve]:
    """A dotted line from the caveat's number at the tree to its callout, where nothing is in the way."""
    at = words.badges[anchor].index(number)
    disc = _without_badges(boxes[anchor], words.badges[anchor])
    start = Point(disc.right + 2 + at * (BADGE + 2) + BADGE, disc.centre.y)
    end = Point(box.x - BADGE / 2, box.centre.y)
    middle = end.x - BADGE / 2
    points = (start, end) if abs(start.y - end.y) < 0.5 else (
        start, Point(middle, start.y), Point(middle, end.y), end,
    )  # fmt: skip
    others = [other for name, other in boxes.items() if name != anchor]
    if end.x - start.x > 12 and not route.hits(points, others):
        joins = (Join(f"{anchor}/caveat-{number}", 6), Join(f"caveat-{number}/number", 2))
        stroke = Stroke(theme.colour("doubt"), 1.0, "dot")
        kind = "straight" if len(points) == 2 else "elbow"
        yield Curve(f"caveat-{number}/leader", points, stroke, kind, arrow=False, joins=joins)  # type: ignore[arg-type]


def _legend_entries(roadmap: Roadmap) -> Iterator[tuple[str, str]]:
    """Mark and meaning of every mark that the drawing uses."""
    steps = {step.certainty in DOUBTFUL for step in roadmap.steps}
    if True in steps:
        if False in steps:
            yield "step", "Step as the source states it"
        yield "doubtful-step", "Step in doubt; the word says how sure"
    if any(model.certainty in DOUBTFUL for model in roadmap.models):
        yield "doubtful-model", "Model in doubt"
    if roadmap.caveats:
        yield "caveat", "Caveat, in the box of that number"


def _legend(roadmap: Roadmap, left: float, floor: float, theme: Theme) -> Iterator[Item]:
    style = theme.text["caption"]
    rows: list[tuple[str, tuple[Paragraph, ...], float]] = []
    for mark, meaning in _legend_entries(roadmap):
        base = styled.plain_run(meaning, style, 11.0)
        paragraphs: tuple[Paragraph, ...] = (styled.paragraph((base,), style, before=0),)
        rows.append((mark, paragraphs, typeset.height(paragraphs, SIDE - _MARK - 8)))
    y = floor - sum(tall + 5 for *_, tall in rows) + 5
    for mark, paragraphs, tall in rows:
        name = f"legend/{mark}"
        box = Box(left + _MARK + 8, y, SIDE - _MARK - 8, tall)
        yield from _sample(f"{name}/mark", mark, left, y + 1.2 * 11 / 2, theme)
        yield typeset.set_text(name, paragraphs, box)
        y += tall + 5


def _sample(id: str, mark: str, left: float, middle: float, theme: Theme) -> Iterator[Shape]:
    """A small specimen of the mark, marked as decoration: the words beside it say what it is."""
    if mark == "caveat":
        disc = Box(left + (_MARK - 12) / 2, middle - 6, 12.0, 12.0)
        yield Shape(id, disc, "ellipse", fill=theme.colour("doubt"))
        return
    doubtful = mark.startswith("doubtful")
    colour = theme.colour("doubt" if doubtful else "slate")
    if mark.endswith("model"):
        box = Box(left, middle - 5, _MARK, 10.0)
        yield Shape(id, box, "round", 3.0, theme.colour("paper"), Stroke(colour, 1.5, "dash"))
    else:
        box = Box(left, middle - 4, _MARK, 8.0)
        stroke = Stroke(colour, 1.5, "dash" if doubtful else "solid")
        yield Shape(id, box, "round", 2.0, theme.colour("paper"), stroke)


def _extent(item: Item) -> Box:
    match item:
        case Group():
            return around([_extent(one) for one in item.items])
        case Curve():
            return around([Box(point.x, point.y, 0, 0) for point in item.points])
        case _:
            return item.box


def _top(box: Box) -> float:
    return box.y
