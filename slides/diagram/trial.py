"""A road map laid out at one scale after another, to find the largest that a slide holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

from slides.diagram import axis, cards, draw, fold, layout, tidy
from slides.diagram.cards import Scale, View, Words
from slides.diagram.graph import Size, Spacing, graph, links, method_id
from slides.diagram.layout import Engine, Placement
from slides.diagram.route import routed
from slides.diagram.verify import faults
from slides.look import typeset
from slides.look.styled import NO_MARKS, Marks
from slides.look.theme import Theme
from slides.scene import Scene
from slides.spec import lineage
from slides.spec.model import Roadmap


@dataclass(frozen=True, slots=True)
class Easel:
    """What every drawing of one road map shares; `room` is width and height of a slide's figure in pt.

    `links` are the addresses of models on slides, in place of their own.
    """

    theme: Theme
    room: Size
    marks: Marks = NO_MARKS
    engine: Engine = "embedded"
    links: Mapping[str, str] = field(default_factory=dict)


Tried = tuple[Scale, Words, Placement]


def best(roadmap: Roadmap, easel: Easel, view: View, known: Tried | None = None) -> Tried | None:
    """The most generous scale at which the road map fits a slide and nothing is covered or crossed,
    else the most generous that fits; None: none does. `known` is what `tight` found, if it was asked."""
    known = known or tight(roadmap, easel, view)
    if known is None:
        return None
    first: Tried | None = None
    for scale in cards.scales(easel.theme):
        found = known if scale == known[0] else _tried(scale, roadmap, easel, view, like=known[2])
        if found is None:
            continue
        if not any(faults(scene(roadmap, found, easel, view, "", room=easel.room))):
            return _to_scale(roadmap, found, easel, view)
        first = first or found
    return first or known


def _to_scale(roadmap: Roadmap, tried: Tried, easel: Easel, view: View) -> Tried:
    """The same with its dates to scale, as far as the slide has room and nothing gets in the way."""
    if roadmap.align != "date":
        return tried
    scale, words, placement = tried
    around_it = draw.frame(roadmap, placement, words, easel.theme, view=view, room=easel.room)
    down = roadmap.direction == "TB"
    room = easel.room[1] - around_it.height if down else easel.room[0] - around_it.width
    found = scale, words, axis.to_scale(roadmap, placement, room - 1)
    whole = scene(roadmap, found, easel, view, "", room=easel.room)
    return found if _holds(roadmap, found, easel, view) and not any(faults(whole)) else tried


def tight(roadmap: Roadmap, easel: Easel, view: View) -> Tried | None:
    """The road map at one of the smallest scales; None where it does not fit a slide even so."""
    like: Placement | None = None
    for scale in reversed(cards.smallest(easel.theme)):  # narrow cards fit more often
        found = _hopeful(scale, roadmap, easel, view, like)
        if found and _holds(roadmap, found, easel, view):
            return found
        like = found[2] if found else like
    return None


def _tried(scale: Scale, roadmap: Roadmap, easel: Easel, view: View, like: Placement | None) -> Tried | None:
    """The road map at one scale, None where it does not fit a slide."""
    found = _hopeful(scale, roadmap, easel, view, like)
    return found if found and _holds(roadmap, found, easel, view) else None


def _hopeful(
    scale: Scale, roadmap: Roadmap, easel: Easel, view: View, like: Placement | None
) -> Tried | None:
    """The road map at one scale; None where no layout can be small enough for a slide, so that none
    need be made. `like` is how it lies at another scale: ranks are the same at every one."""
    wide, tall = easel.room
    down = roadmap.direction == "TB"
    tiny = dict.fromkeys((model.id for model in roadmap.models), cards.LEAST)
    tiny |= {method_id(number): (1.0, 1.0) for number in range(len(roadmap.steps))}
    if _longest_line(roadmap, tiny, scale.spacing.rank, down=down) > (tall if down else wide):
        return None
    words, sizes = measured(scale, roadmap, easel, view)
    if _longest_line(roadmap, sizes, scale.spacing.rank, down=down) > (tall if down else wide):
        return None
    if sum(w * h for w, h in sizes.values()) > wide * tall:
        return None
    if like is not None:
        width, height = _least(like, sizes, scale, down=down)
        least = replace(like, width=width - _ROUNDING, height=height - _ROUNDING)
        if not _holds(roadmap, (scale, words, least), easel, view):
            return None
    return scale, words, _laid_out(roadmap, sizes, scale, easel, view)


_ROUNDING = 2.0  # pt by which Graphviz may round the sizes of a layout, all in all


def _holds(roadmap: Roadmap, tried: Tried, easel: Easel, view: View) -> bool:
    """A slide holds the tree with what stands around it."""
    _, words, placement = tried
    around_it = draw.frame(roadmap, placement, words, easel.theme, view=view, room=easel.room)
    return draw.fits(around_it, placement, easel.room)


def _least(like: Placement, sizes: Mapping[str, Size], scale: Scale, *, down: bool) -> Size:
    """The least width and height in pt at a scale, of a tree with the ranks of another layout."""
    across, along = (0, 1) if down else (1, 0)
    ranks: dict[int, list[Size]] = {}
    for name, size in sizes.items():
        ranks.setdefault(round(like.nodes[name].centre[along]), []).append(size)
    widest = max(
        sum(size[across] for size in rank) + (len(rank) - 1) * scale.spacing.node for rank in ranks.values()
    )
    deep = sum(max(size[along] for size in rank) for rank in ranks.values())
    deep += (len(ranks) - 1) * scale.spacing.rank
    return (widest, deep) if down else (deep, widest)


def _longest_line(roadmap: Roadmap, sizes: Mapping[str, Size], rank: float, *, down: bool) -> float:
    """The longest line of descent in pt, models and methods and the least distances between them."""
    along = 1 if down else 0
    reach: dict[str, float] = {}
    incoming: dict[str, list[int]] = {}
    for number, step in enumerate(roadmap.steps):
        for target in step.to:
            incoming.setdefault(target, []).append(number)
    for name in lineage.order(roadmap):
        before = 0.0
        for number in incoming.get(name, ()):
            sources = [reach[source] + rank for source in roadmap.steps[number].sources]
            before = max(before, max(sources, default=0.0) + sizes[method_id(number)][along] + rank)
        reach[name] = before + sizes[name][along]
    return max(reach.values())


def at(scale: Scale, roadmap: Roadmap, easel: Easel, view: View) -> Tried:
    """The road map at one scale, whatever room it takes."""
    words, sizes = measured(scale, roadmap, easel, view)
    return scale, words, _laid_out(roadmap, sizes, scale, easel, view)


def whole(scale: Scale, roadmap: Roadmap, easel: Easel, view: View) -> Tried:
    """As `at`, with room for the times between dates, since no slide has to hold it."""
    scale, words, placement = at(scale, roadmap, easel, view)
    along = placement.height if roadmap.direction == "TB" else placement.width
    return scale, words, axis.to_scale(roadmap, placement, along * _ROOMY)


_ROOMY = 1.5  # times the least length of a tree along its axis


def measured(scale: Scale, roadmap: Roadmap, easel: Easel, view: View) -> tuple[Words, dict[str, Size]]:
    """The words of the tree at one scale, and the room that each card and method takes, in pt."""
    words = cards.words(roadmap, easel.theme, scale, easel.marks, view)
    return words, {
        name: cards.size(
            said,
            scale,
            method=name.startswith("method/"),
            badges=len(words.badges.get(name, ())),
            down=roadmap.direction == "TB",
        )
        for name, said in words.paragraphs.items()
    }


def _laid_out(
    roadmap: Roadmap, sizes: Mapping[str, Size], scale: Scale, easel: Easel, view: View
) -> Placement:
    """Room for the names of bands is needed only where the bands do not run across the page; what
    is likely is tried first."""
    homes = {model.series for model in roadmap.models}
    drawn_series = tuple(series for series in roadmap.series if series.id in homes)
    roadmap = roadmap.model_copy(update={"series": drawn_series})
    if not drawn_series:
        return _placed(roadmap, sizes, scale, {}, easel.engine)
    names = {
        series.id: draw.band_name(series.name, easel.theme)
        for series in roadmap.series
        if series.id not in view.unnamed
    }
    labels = {
        id: (typeset.natural_width([name]) + 16, typeset.height([name], 9999) + 8)
        for id, name in names.items()
    }
    beside = not _one_below_another(roadmap)
    found = _placed(roadmap, sizes, scale, labels if beside else {}, easel.engine)
    if beside != draw.stacked(roadmap, found):
        return found
    return _placed(roadmap, sizes, scale, {} if beside else labels, easel.engine)


def _one_below_another(roadmap: Roadmap) -> bool:
    """The series will follow one another down the page, going by the longest lines of descent."""
    if roadmap.direction == "LR":
        return False
    above = lineage.parents(roadmap)
    homes = {model.id: model.series for model in roadmap.models}
    depths: dict[str, int] = {}
    spans: dict[str, tuple[int, int]] = {}
    for name in lineage.order(roadmap):
        depths[name] = max((depths[parent] + 2 for parent in above[name]), default=0)
        home = homes[name]
        if home is not None:
            first, last = spans.get(home, (depths[name], depths[name]))
            spans[home] = (min(first, depths[name] - bool(above[name])), max(last, depths[name]))
    return all(one[1] < other[0] for one, other in pairwise(sorted(spans.values())))


def _placed(
    roadmap: Roadmap, sizes: Mapping[str, Size], scale: Scale, labels: Mapping[str, Size], engine: Engine
) -> Placement:
    found = _by_graphviz(roadmap, sizes, scale.spacing, labels, engine)
    beside = bool(roadmap.series) and not draw.stacked(roadmap, found)
    straight = tidy.tidied(roadmap, found, scale.spacing.node, beside=beside)
    return routed(roadmap, straight, rank=scale.spacing.rank, labels=labels if beside else {})


def _by_graphviz(
    roadmap: Roadmap, sizes: Mapping[str, Size], spacing: Spacing, labels: Mapping[str, Size], engine: Engine
) -> Placement:
    """What Graphviz makes of the tree; a large one it gets folded."""
    folded = fold.folded(roadmap, sizes, spacing.node, spacing.rank) if len(sizes) > LARGE else None
    shown, lines = (folded.sizes, folded.links) if folded else (sizes, tuple(links(roadmap)))
    diagram = graph(roadmap, shown, lines, spacing, band_labels=labels)
    found = layout.placement(layout.run(diagram.dot.source, engine))
    layout.check_complete(found, set(shown), set())  # of lines it only needs to know: they are drawn by us
    return folded.unfolded(found) if folded else found


LARGE = 600  # nodes, from which on a picture takes long enough to lay out a smaller one instead


def scene(
    roadmap: Roadmap, tried: Tried, easel: Easel, view: View, outline: str, room: Size | None = None
) -> Scene:
    """The road map drawn as it was laid out; `room` is a slide's figure, `outline` the tree in words."""
    _, words, placement = tried
    return draw.scene(roadmap, placement, words, easel.theme, outline=outline, room=room, view=view)


_MARGIN = 14.0  # pt around the tree where it stands on its own


def page(roadmap: Roadmap, tried: Tried, easel: Easel, outline: str, room: Size | None = None) -> Scene:
    """The tree as a picture of its own: on a ground, since nobody knows what it will stand on."""
    _, words, placement = tried
    found = draw.scene(roadmap, placement, words, easel.theme, outline=outline, room=room, margin=_MARGIN)
    return replace(found, ground=easel.theme.colour("paper"))
