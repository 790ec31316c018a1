"""A road map drawn to fit: the largest scale at which Graphviz's layout fits the room."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from slides.diagram import cards, draw, layout, tidy
from slides.diagram.cards import Scale, Words
from slides.diagram.graph import Size, edge_ids, graph
from slides.diagram.layout import Engine, Placement
from slides.diagram.route import routes
from slides.look import typeset
from slides.look.styled import NO_MARKS, Marks
from slides.look.theme import Theme
from slides.scene import Scene
from slides.spec.model import Roadmap


@dataclass(frozen=True, slots=True)
class Drawing:
    """The road map's Scene; `fits` says whether it stays within the room it was drawn for."""

    scene: Scene
    fits: bool


def drawn(
    roadmap: Roadmap,
    theme: Theme,
    room: Size,
    *,
    outline: str,
    marks: Marks = NO_MARKS,
    engine: Engine = "embedded",
) -> Drawing:
    """The road map at the most generous scale that fits `room` (width, height in pt), else at the smallest.

    Raises LayoutError where Graphviz fails or loses a node or an edge.
    """
    every = list(cards.scales(theme))
    tried = _at(every[-1], roadmap, theme, marks, engine)
    fits = _fits(tried, roadmap, theme, room)
    if fits:
        for scale in every[:-1]:
            larger = _at(scale, roadmap, theme, marks, engine)
            if _fits(larger, roadmap, theme, room):
                tried = larger
                break
    scale, words, placement = tried
    return Drawing(
        draw.scene(
            roadmap, placement, words, theme, scale=scale, outline=outline, width=room[0] if fits else 0.0
        ),
        fits,
    )


def _at(
    scale: Scale, roadmap: Roadmap, theme: Theme, marks: Marks, engine: Engine
) -> tuple[Scale, Words, Placement]:
    words = cards.words(roadmap, theme, scale, marks)
    sizes = {
        name: cards.size(said, method=name.startswith("method/"), badges=len(words.badges.get(name, ())))
        for name, said in words.paragraphs.items()
    }
    found = _placed(roadmap, sizes, scale, {}, engine)
    if roadmap.series and not draw.stacked(roadmap, found):
        names = {series.id: draw.band_name(series.name, theme) for series in roadmap.series}
        labels = {
            id: (typeset.natural_width([name]) + 16, typeset.height([name], 9999) + 8)
            for id, name in names.items()
        }
        found = _placed(roadmap, sizes, scale, labels, engine)
    return scale, words, found


def _placed(
    roadmap: Roadmap, sizes: Mapping[str, Size], scale: Scale, labels: Mapping[str, Size], engine: Engine
) -> Placement:
    diagram = graph(roadmap, sizes, scale.spacing, band_labels=labels)
    found = layout.placement(layout.run(diagram.dot.source, engine))
    every = enumerate(roadmap.steps)
    edges = {name for number, step in every for side in edge_ids(number, step) for name in side}
    layout.check_complete(found, set(sizes), edges)
    # Bands that stand side by side would have to move as a whole; Graphviz's places are good enough there.
    if roadmap.series and not draw.stacked(roadmap, found):
        return found
    straight = tidy.tidied(roadmap, found, scale.spacing.node)
    curved = any(route == "curve" for route in routes(roadmap, straight, rank=scale.spacing.rank))
    return found if curved else straight


def _fits(tried: tuple[Scale, Words, Placement], roadmap: Roadmap, theme: Theme, room: Size) -> bool:
    _, _, placement = tried
    around_it = draw.frame(roadmap, placement, theme)
    return placement.width + around_it.width <= room[0] and placement.height <= room[1]
